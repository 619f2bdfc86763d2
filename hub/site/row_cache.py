"""Rows of long lists: each stands on several pages, is drawn once, and is kept in a file till then.

The rows of a large catalogue are half of its site's bytes: too much to keep in memory.
"""

from __future__ import annotations

import contextlib
import errno
import os
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import TypeVar

from hub.links.link_targets import LinkTargets, TargetReader
from hub.parallel import parallel_map

Row = TypeVar("Row")

_SOME_PAGE = "*/*/index.html"

SLICE = 100
"""Rows that are drawn and written at once."""


@dataclass(frozen=True, slots=True)
class RowCache:
    """The rows of a list, by their numbers in it."""

    marker: str
    """What stands in the body of a page where its rows come."""
    descriptor: int
    """The file that they are in."""
    starts: Sequence[int]
    """Where in the file each row begins."""
    sizes: Sequence[int]
    """How many bytes each row has."""
    links: tuple[LinkTargets, ...]
    """Where the rows lead; they are of no page of their own."""
    are_alike_anywhere: bool
    """Whether no row has a place of its own, or leads to one on the page where it stands."""

    def joined(self, numbers: Iterable[int]) -> bytes:
        """Return rows one after the other, as UTF-8. Raises OSError."""
        starts, sizes = self.starts, self.sizes
        return b"".join([os.pread(self.descriptor, sizes[one], starts[one]) for one in numbers])


@contextlib.contextmanager
def row_cache(
    path: Path, marker: str, rows: Sequence[Row], draw: Callable[[Row], str], reader: TargetReader
) -> Iterator[RowCache]:
    """Draw rows for pages two folders deep, and yield them. Raises OSError.

    `path` is a file that is written anew, and is not there while the body runs.
    """
    slices = [rows[start : start + SLICE] for start in range(0, len(rows), SLICE)]
    path.write_bytes(b"")
    try:
        drawn = parallel_map(slices, partial(_draw, path, draw, reader))
        descriptor = os.open(path, os.O_RDONLY)
    finally:
        path.unlink()
    starts, sizes = array("q"), array("q")
    for one in drawn:
        starts.extend(accumulate(one.sizes[:-1], initial=one.start))
        sizes.extend(one.sizes)
    try:
        links = tuple(replace(one.links, page="") for one in drawn)
        alike = not any(one.places or any(_is_here(to) for to, _ in one.targets) for one in links)
        yield RowCache(marker, descriptor, starts, sizes, links, alike)
    finally:
        os.close(descriptor)


@dataclass(frozen=True, slots=True)
class _Slice:
    start: int
    sizes: Sequence[int]
    links: LinkTargets


def _draw(
    path: Path, draw: Callable[[Row], str], reader: TargetReader, rows: Sequence[Row]
) -> _Slice:
    texts = [draw(row) for row in rows]
    data = [text.encode() for text in texts]
    # Several processes write to the end of the file; what each has written stays in one piece.
    with path.open("ab", buffering=0) as stream:
        size = sum(map(len, data))
        if stream.write(b"".join(data)) != size:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        start = stream.tell() - size
    links = reader.page(_SOME_PAGE, "".join(texts))
    return _Slice(start, array("q", map(len, data)), links)


def _is_here(file: str) -> bool:
    return file == _SOME_PAGE
