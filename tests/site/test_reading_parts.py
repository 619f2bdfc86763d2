"""A page or a block that is too large for one page of the site is divided, and loses nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hub.documents.records import TextCell
from hub.site.reading_blocks import Continuation, ListItem, ReadingBlock, ReadingPage
from hub.site.reading_parts import LARGEST_BLOCK, MOST_BYTES, parts_of

WORDS = " ".join(f"ord{number:05}" for number in range(80_000))  # 720,000 bytes
ITEMS = tuple(ListItem(f"Punkt {number} " + "æ" * 500, labelled=False) for number in range(700))
ROWS = tuple((TextCell(text=f"Række {number}"), TextCell(text="&" * 150)) for number in range(700))

LARGE: dict[str, ReadingBlock] = {
    "a paragraph": ReadingBlock(
        kind="paragraph", text=WORDS, continuations=(Continuation(2, "og videre"),)
    ),
    "a list": ReadingBlock(kind="list", items=ITEMS),
    "a table": ReadingBlock(kind="table", rows=ROWS),
}
SMALL = ReadingBlock(kind="paragraph", text="Et lille afsnit.")


def _whole(blocks: list[ReadingBlock]) -> tuple[str, tuple, tuple, tuple]:
    """Return all that the blocks hold, in their order."""
    return (
        " ".join(block.text for block in blocks if block.text),
        tuple(item for block in blocks for item in block.items),
        tuple(row for block in blocks for row in block.rows),
        tuple(one for block in blocks for one in block.continuations),
    )


@pytest.mark.parametrize("block", LARGE.values(), ids=[*LARGE])
def test_a_large_block_stands_on_several_pages_in_its_order(block: ReadingBlock) -> None:
    given = [SMALL, block, SMALL]
    page = ReadingPage(number=7, label="5", blocks=tuple(given))

    parts = parts_of([ReadingPage(number=6, blocks=(SMALL,)), page])

    pieces = [piece for part in parts for piece in part.pages if piece.number == 7]
    shown = [one for piece in pieces for one in piece.blocks]
    assert len(parts) > 1
    assert {one.kind for one in shown} == {block.kind, "paragraph"}
    assert _whole(shown) == _whole(given)
    assert [piece.first for piece in pieces] == [True] + [False] * (len(pieces) - 1)
    assert {piece.label for piece in pieces} == {"5"}
    assert max(map(_letters, pieces)) <= LARGEST_BLOCK


def _letters(page: ReadingPage) -> int:
    text, items, rows, _ = _whole(list(page.blocks))
    texts = [text, *(one.text for one in items), *(cell.text for row in rows for cell in row)]
    return sum(len(one.encode()) for one in texts)


def test_a_large_page_of_small_blocks_is_divided_between_them() -> None:
    blocks = tuple(replace(SMALL, text=f"{number} " + "a" * 900) for number in range(1000))

    parts = parts_of([ReadingPage(number=1, blocks=blocks)])

    assert tuple(one for part in parts for piece in part.pages for one in piece.blocks) == blocks
    assert all(sum(map(_letters, part.pages)) < MOST_BYTES for part in parts)
    assert [part.number for part in parts] == [1, 2, 3, 4]
    assert {part.title for part in parts} == {"side 1"}


def test_a_document_of_no_pages_has_no_parts() -> None:
    assert parts_of([]) == ()
