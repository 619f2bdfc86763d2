"""Add many entries to the catalogue in one step: each is tried on a copy, which then takes over.

A run that is killed leaves the old catalogue.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from hub.catalogue.loader import CATALOGUE_FILE, CATALOGUE_FOLDER
from hub.editing.transaction import Added, Draft, add
from hub.files import record_lock, replace_folder, write_atomically

DATA_FOLDER: Final = "data"


class Batch:
    """Entries that are added to a copy of the catalogue, one after the other."""

    def __init__(self, copy: Path) -> None:
        self.root = copy
        """The folder of the copy: what has been added can be read there."""

    def add(self, draft: Draft) -> Added:
        """Put a draft into the copy. Raises RejectedEntry, CannotPlace and CatalogueFaulty."""
        return add(self.root, draft)


@contextmanager
def batch(root: Path, *, write: bool = True) -> Iterator[Batch]:
    """Yield a batch of the catalogue under `root`; at the end its copy takes the old one's place.

    Nobody else writes the catalogue meanwhile. What raises, or a batch without `write`, changes
    nothing.
    """
    with record_lock(root, CATALOGUE_FILE), tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        ignored = shutil.ignore_patterns("*.json")
        shutil.copytree(root / DATA_FOLDER, copy / DATA_FOLDER, ignore=ignored)
        for path in (copy / DATA_FOLDER, *(copy / DATA_FOLDER).glob("*/")):
            path.chmod(0o700)  # the copy is ours, also where the original may not be written
        yield Batch(copy)
        if write:
            _take_over(copy, root)


def _take_over(copy: Path, root: Path) -> None:
    # New cases come first: what is added to them may stand in the one file.
    if _texts(copy / CATALOGUE_FOLDER) != _texts(root / CATALOGUE_FOLDER):
        replace_folder(copy / CATALOGUE_FOLDER, root / CATALOGUE_FOLDER)
    if (copy / CATALOGUE_FILE).is_file():
        write_atomically(root / CATALOGUE_FILE, (copy / CATALOGUE_FILE).read_bytes())


def _texts(folder: Path) -> dict[str, bytes]:
    paths = folder.glob("*.yaml") if folder.is_dir() else ()
    return {path.name: path.read_bytes() for path in paths}
