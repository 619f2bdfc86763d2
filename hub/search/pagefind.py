"""Pagefind's command line over the records: the index that the search page asks."""

from __future__ import annotations

import logging
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pagefind_bin import get_executable

from hub.search.index_files import UnknownFormat, first_files
from hub.search.index_order import put_in_order
from hub.search.index_records import IndexRecord

INDEX_FOLDER = "pagefind"
"""Where the index stands in the site; the search page knows it."""

_LANGUAGE = "da"
_UNUSED = ("pagefind-*ui.*", "pagefind-highlight.js", "pagefind-worker.js", "wasm.unknown.pagefind")
"""What Pagefind puts beside the index for pages that have no search of their own."""


_LOG = logging.getLogger(__name__)


class IndexFailed(Exception):
    """Pagefind could not make the index; the message is what it said."""


def write_record(record: IndexRecord, folder: Path) -> None:
    """Write a record where `index_of` finds it."""
    is_folder = record.address.endswith("/")
    path = folder / f"{record.address}{'index' if is_folder else ''}.html"
    data = record.html.encode()
    try:
        path.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def write_records(records: Iterable[IndexRecord], folder: Path) -> None:
    """Write records where `index_of` finds them."""
    for record in records:
        write_record(record, folder)


@contextmanager
def index_of(folder: Path, site: Path) -> Iterator[None]:
    """Index the records in a folder for a site while the body runs.

    Pagefind works on one processor nearly all the time; the body has the others. Raises
    IndexFailed at the end of the body.
    """
    target = site / INDEX_FOLDER
    command = [str(get_executable()), "--site", str(folder), "--output-path", str(target)]
    with subprocess.Popen(  # noqa: S603  # the words are ours: no shell, no stranger's text
        [*command, "--force-language", _LANGUAGE, "--silent"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as indexing:
        try:
            yield
        except BaseException:
            indexing.kill()
            raise
        said, _ = indexing.communicate()
    if indexing.returncode != 0:
        raise IndexFailed(f"Pagefind could not make the index.\n{said}")
    order_index(target)
    for pattern in _UNUSED:
        for path in target.glob(pattern):
            path.unlink()


def files_of_index(site: Path) -> dict[str, object]:
    """Return what a search page asks for early; nothing where the format is not known."""
    try:
        return first_files(site / INDEX_FOLDER, _LANGUAGE)
    except UnknownFormat:
        return {}  # `order_index` has warned of it, and the search works without


def order_index(bundle: Path) -> None:
    """Make an index the same from build to build, or warn where its format is not known."""
    try:
        put_in_order(bundle, _LANGUAGE)
    except UnknownFormat as error:
        _LOG.warning(
            "The index for the search is not as Pagefind 1.5 writes it (%s). The search works, but "
            "brings more, and the files in %s/ may differ from build to build.",
            error,
            INDEX_FOLDER,
        )
