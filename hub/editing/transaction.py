"""Add to the catalogue: check the whole of it as it would be, then put it in place at once.

A run that is killed leaves the old catalogue. What is refused is never written.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import BaseModel

from hub.catalogue.fields import is_id
from hub.catalogue.loader import (
    CATALOGUE_FILE,
    CATALOGUE_FOLDER,
    CatalogueFaulty,
    faultless_records,
    read_records,
)
from hub.catalogue.model import Catalogue, Notification, Round
from hub.catalogue.source import source_of
from hub.catalogue.tree import SourceFile, TreePath
from hub.diagnostics.problem import Problem
from hub.diagnostics.rules import errors_among
from hub.editing.yaml_insert import CannotPlace, Placed, with_item
from hub.editing.yaml_writer import Fields
from hub.files import record_lock, unfinished_file, write_atomically

__all__ = [
    "Added",
    "CannotPlace",
    "CatalogueFaulty",
    "Draft",
    "RejectedEntry",
    "add",
    "faultless_records",
]

_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_NOTIFICATIONS: Final = ("notifications",)
_NEW_FILE: Final = (
    "# yaml-language-server: $schema=../notifications.schema.json\nnotifications: []\n"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """An item and the list of the catalogue that it is to end."""

    path: TreePath
    item: Fields


@dataclass(frozen=True, slots=True)
class Added:
    """The file that the new item stands in, from the root, its first line there, and its lines."""

    file: str
    line: int
    text: str


class RejectedEntry(Exception):
    """The catalogue with the new item would have faults, so it was not written."""

    def __init__(self, problems: tuple[Problem, ...], source: SourceFile) -> None:
        super().__init__(", ".join(problem.rule for problem in problems))
        self.problems = problems
        self.source = source
        """The catalogue's file as it would have been; most of the problems' places are in it."""


def add(root: Path, draft: Draft, *, write: bool = True) -> Added:
    """Put a draft into the catalogue under `root`; without `write`, only try it.

    Raises CatalogueFaulty, RejectedEntry, or CannotPlace where the list is written in a way that
    nothing can be added to.
    """
    with record_lock(root, CATALOGUE_FILE):
        records = faultless_records(root)
        placed = _placed(root, records.catalogue.source, draft)
        path = root / placed.source.file
        marked = path.exists() and path.read_bytes().startswith(_BYTE_ORDER_MARK)
        data = placed.source.text.encode("utf-8", "replace")
        data = _BYTE_ORDER_MARK + data if marked else data
        with unfinished_file(path.resolve()) as fresh:
            fresh.write_bytes(data)
            if errors := errors_among(read_records(root, {placed.source.file: fresh}).problems):
                raise RejectedEntry(errors, placed.source)
        if write:
            write_atomically(path, data)
    return Added(placed.source.file, placed.line, placed.text)


def _placed(root: Path, source: SourceFile, draft: Draft) -> Placed:
    """Return the one file of the catalogue that a draft belongs in, with the draft in it.

    Where the catalogue has a folder, a new notification gets a file of its own there.
    """
    part, path = source.part(draft.path)
    if draft.path == _NOTIFICATIONS and (root / CATALOGUE_FOLDER).is_dir():
        id_ = str(draft.item.get("id", ""))
        # What is no id is refused with the rest of the entry; until then it names no file.
        file = f"{CATALOGUE_FOLDER}/{id_ if is_id(id_) else 'ny'}.yaml"
        existing = next((one for one in source.files if one.file == file), None)
        part = existing or source_of(_NEW_FILE, file)
    return with_item(part, path, draft.item, _fields_of(draft.path))


def _fields_of(path: TreePath) -> tuple[str, ...]:
    """Return the fields of what holds the list at a path, in their order."""
    holders: dict[int, type[BaseModel]] = {1: Catalogue, 3: Notification}
    holder = holders.get(len(path), Round)
    return tuple(holder.model_fields)
