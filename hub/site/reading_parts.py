"""A long document in parts: ranges of its pages, none of which makes a page of the site heavy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from markupsafe import escape

from hub.documents.records import TextCell
from hub.site.reading_blocks import ListItem, ReadingBlock, ReadingPage

Value = TypeVar("Value")

MOST_BYTES: Final = 500_000
"""Of a page of the site."""

AROUND_BYTES: Final = 100_000
"""For the frame, the facts and the table of contents."""

LINK_BYTES: Final = 110
"""Of a link to a page of another part."""

PAGE_BYTES: Final = 700
BLOCK_BYTES: Final = 120
"""Of the elements around a page, and around a block, an item or a cell."""

LARGEST_BLOCK: Final = 100_000


@dataclass(frozen=True, slots=True)
class Part:
    """A range of pages that is one page of the site."""

    number: int
    pages: tuple[ReadingPage, ...]

    @property
    def title(self) -> str:
        """The pages that are in it: »side 1–40«."""
        first, last = self.pages[0].number, self.pages[-1].number
        return f"side {first}" if first == last else f"side {first}–{last}"


def parts_of(pages: Sequence[ReadingPage]) -> tuple[Part, ...]:
    """Return the parts of a document; the first also has a link for each page of the others."""
    room = MOST_BYTES - AROUND_BYTES
    if sum(map(_page_bytes, pages)) <= room:
        return (Part(1, tuple(pages)),) if pages else ()
    first_room = max(LARGEST_BLOCK, room - LINK_BYTES * len(pages))
    return tuple(
        Part(number, tuple(own)) for number, own in enumerate(_ranges(pages, first_room, room), 1)
    )


def _ranges(
    pages: Iterable[ReadingPage], first_room: int, room: int
) -> Iterator[list[ReadingPage]]:
    own: list[ReadingPage] = []
    left = first_room
    for page in pages:
        for piece in _pieces(page):
            size = _page_bytes(piece)
            if own and size > left:
                yield own
                own, left = [], room
            own.append(piece)
            left -= size
    if own:
        yield own


def _pieces(page: ReadingPage) -> Iterator[ReadingPage]:
    """Yield a page, or its pieces where it is a large one itself."""
    if _page_bytes(page) <= LARGEST_BLOCK:
        yield page
        return
    own: list[ReadingBlock] = []
    size, first = 0, True
    for block in _small(page.blocks):
        more = _block_bytes(block)
        if own and size + more > LARGEST_BLOCK:
            yield replace(page, blocks=tuple(own), first=first)
            own, size, first = [], 0, False
        own.append(block)
        size += more
    yield replace(page, blocks=tuple(own), first=first)


def _small(blocks: Iterable[ReadingBlock]) -> Iterator[ReadingBlock]:
    """Yield blocks of which none is large: long texts, lists and tables are divided."""
    for block in blocks:
        if _block_bytes(block) <= LARGEST_BLOCK:
            yield block
        elif block.kind == "table":
            for rows in _groups(block.rows, lambda row: sum(map(_cell_bytes, row))):
                yield replace(block, rows=rows)
        elif block.kind == "list":
            for items in _groups(block.items, _item_bytes):
                yield replace(block, items=items)
        else:
            texts = list(_groups(block.text.split(" "), lambda word: len(word.encode()) + 1))
            for words in texts[:-1]:
                yield replace(block, text=" ".join(words), continuations=())
            yield replace(block, text=" ".join(texts[-1]))


def _groups(
    values: Iterable[Value], size_of: Callable[[Value], int]
) -> Iterator[tuple[Value, ...]]:
    own: list[Value] = []
    size = 0
    for value in values:
        more = size_of(value)
        if own and size + more > LARGEST_BLOCK:
            yield tuple(own)
            own, size = [], 0
        own.append(value)
        size += more
    yield tuple(own)


def _page_bytes(page: ReadingPage) -> int:
    return PAGE_BYTES + sum(map(_block_bytes, page.blocks))


def _block_bytes(block: ReadingBlock) -> int:
    return (
        BLOCK_BYTES
        + _bytes(block.text)
        + sum(BLOCK_BYTES + _bytes(one.text) for one in block.continuations)
        + sum(map(_item_bytes, block.items))
        + sum(_cell_bytes(cell) for row in block.rows for cell in row)
    )


def _item_bytes(item: ListItem) -> int:
    return BLOCK_BYTES + _bytes(item.text) + sum(map(_item_bytes, item.items))


def _cell_bytes(cell: TextCell) -> int:
    return BLOCK_BYTES + _bytes(cell.text)


def _bytes(text: str) -> int:
    return len(escape(text).encode())
