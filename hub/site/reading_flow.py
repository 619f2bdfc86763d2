"""A document's text as it is read on a screen: headings, paragraphs, lists and tables by page.

It is made of the file's tags where it has some, otherwise of its lines and its outline. A paragraph
that goes on over a page's end is shown whole, with a mark where the next page begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from hub.documents.records import OutlineItem, Text, TextBlock, TextPage
from hub.search.expansions import whole_words
from hub.site.reading_blocks import ListItem, ReadingBlock, ReadingPage, ReadingText
from hub.site.reading_joins import joined_pages
from hub.site.reading_margins import Margins, margins_of
from hub.text.danish import PRINTED_LINE, reflowed

LOWEST_HEADING: Final = 6
_PAGE_HEADING: Final = 2
"""The level of the heading that each page has; those of the text are below it."""

_BULLET: Final = re.compile(r"[•●○▪■◦‣·–*-]\s+(?=\S)|o\s+(?=[A-ZÆØÅ])")
_LABEL: Final = re.compile(r"\(?(?:[0-9]{1,3}(?:\.[0-9]{1,3})*|[a-zæøå]|[ivx]{1,5})[.)](?:\s|$)")
_NUMBERING: Final = re.compile(r"^(?:[0-9]+(?:\.[0-9]+)*\.?|[A-Z]\.)\s+")


def reading_text(text: Text) -> ReadingText:
    """Return a text as it is shown; it has all words of the text but the numbers of pages."""
    blocks = [_tidied(page.blocks) or _lines(page.text) for page in text.pages]
    margins = margins_of([list(map(_edge_text, _inner(page))) for page in blocks])
    headings = _headings(text.outline)
    pages = [
        _page(number, page, own, margins, headings.get(number, {}))
        for number, (page, own) in enumerate(zip(text.pages, blocks, strict=True), 1)
    ]
    return ReadingText(tuple(joined_pages(pages)), margins.repeated)


def _edge_text(block: TextBlock) -> str:
    """Return the text of a block that may be a margin; the file says that others are none."""
    return block.text if block.kind in ("paragraph", "margin") else ""


def _tidied(blocks: Iterable[TextBlock]) -> list[TextBlock]:
    """Return blocks whose divided words are whole, each on one line; margins have their lines."""
    tidy: list[TextBlock] = []
    for block in blocks:
        if block.kind == "margin":
            lines = map(_one_line, block.text.split("\n"))
            tidy += (block.model_copy(update={"text": line}) for line in lines if line)
        else:
            rows = tuple(
                tuple(cell.model_copy(update={"text": _one_line(cell.text)}) for cell in row)
                for row in block.rows
            )
            tidy.append(block.model_copy(update={"text": _one_line(block.text), "rows": rows}))
    return tidy


def _one_line(text: str) -> str:
    return " ".join(whole_words(text).split())


def _lines(text: str) -> list[TextBlock]:
    lines = whole_words(text).split("\n")
    return [TextBlock(kind="paragraph", text=line.strip()) for line in _without_ends(lines)]


def _without_ends(lines: Sequence[str]) -> Sequence[str]:
    filled = [at for at, line in enumerate(lines) if line.strip()]
    return lines[filled[0] : filled[-1] + 1] if filled else ()


def _inner(blocks: Sequence[TextBlock]) -> list[TextBlock]:
    """Return the blocks of a page, last what the file itself calls no part of the text."""
    return sorted(blocks, key=lambda block: block.kind == "margin")


def _page(
    number: int,
    page: TextPage,
    blocks: Sequence[TextBlock],
    margins: Margins,
    headings: Mapping[str, int],
) -> ReadingPage:
    inner = _inner(blocks)
    kept = inner[margins.tops[number - 1] : len(inner) - margins.bottoms[number - 1]]
    made = _of_tags(kept, headings) if page.blocks else _of_lines(kept, headings)
    label = page.label or margins.numbers[number - 1]
    return ReadingPage(
        number=number,
        label=None if label == str(number) else label,
        blocks=tuple(_ordered(made)),
        lack=None if page.text.strip() else page.lack or "blank",
    )


def _of_tags(blocks: Iterable[TextBlock], headings: Mapping[str, int]) -> Iterator[ReadingBlock]:
    for is_item, group in groupby(blocks, key=lambda block: block.kind == "item"):
        if is_item:
            yield _list([(block.level, block.text) for block in group])
            continue
        for block in group:
            named = headings.get(_key(block.text), 0) if block.kind == "paragraph" else 0
            if rank := block.level if block.kind == "heading" else named:
                yield ReadingBlock(kind="heading", text=block.text, rank=rank)
            elif block.kind != "heading" and block.kind != "item":  # noqa: PLR1714  # mypy narrows by it
                yield ReadingBlock(kind=block.kind, text=block.text, rows=block.rows)


def _of_lines(lines: Sequence[TextBlock], headings: Mapping[str, int]) -> Iterator[ReadingBlock]:
    """Yield the blocks of a page without tags; a line that the outline names is a heading."""
    at = begun = 0
    texts = [line.text for line in lines]
    while at < len(texts):
        # A long heading is printed on two lines.
        size = next((n for n in (1, 2) if _key(" ".join(texts[at : at + n])) in headings), 0)
        if not size:
            at += 1
            continue
        heading = " ".join(texts[at : at + size])
        yield from _paragraphs(texts[begun:at])
        yield ReadingBlock(kind="heading", text=heading, rank=headings[_key(heading)])
        begun = at = at + size
    yield from _paragraphs(texts[begun:])


def _paragraphs(lines: Sequence[str]) -> Iterator[ReadingBlock]:
    """Yield paragraphs and lists; short lines that follow each other stay lines of a paragraph."""
    whole = reflowed("\n".join(lines)).split("\n") if lines else []
    for kind, group in groupby(whole, key=_kind_of_line):
        if kind == "item":
            yield _list([(1, line) for line in group])
        elif kind == "short":
            yield ReadingBlock(kind="paragraph", text="\n".join(group))
        elif kind == "long":
            yield from (ReadingBlock(kind="paragraph", text=line) for line in group)


def _kind_of_line(line: str) -> str:
    if not line.strip():
        return "none"
    if _BULLET.match(line):
        return "item"
    return "long" if len(line) >= PRINTED_LINE else "short"


def _list(items: Sequence[tuple[int, str]]) -> ReadingBlock:
    return ReadingBlock(kind="list", items=_nested(items))


def _nested(items: Sequence[tuple[int, str]]) -> tuple[ListItem, ...]:
    """Return items by their levels: what is deeper than the first belongs to the one before it."""
    found: list[ListItem] = []
    at = 0
    while at < len(items):
        level, text = items[at]
        end = at + 1
        while end < len(items) and items[end][0] > level:
            end += 1
        shown = _BULLET.sub("", text, count=1) if _BULLET.match(text) else text
        found.append(ListItem(shown, bool(_LABEL.match(shown)), _nested(items[at + 1 : end])))
        at = end
    return tuple(found)


def _ordered(blocks: Iterable[ReadingBlock]) -> Iterator[ReadingBlock]:
    """Yield blocks whose headings leave out no level below that of the page."""
    above = _PAGE_HEADING
    for block in blocks:
        if block.kind == "heading":
            above = min(_PAGE_HEADING + block.rank, above + 1, LOWEST_HEADING)
            yield replace(block, level=above, rank=min(block.rank, LOWEST_HEADING))
        else:
            yield block


def _headings(outline: Iterable[OutlineItem]) -> dict[int, dict[str, int]]:
    """Return the titles that the outline names, by page, each with its level from 1."""
    found: dict[int, dict[str, int]] = {}
    for item in outline:
        key = _key(item.title)
        if item.page and key:
            found.setdefault(item.page, {}).setdefault(key, min(item.level + 1, LOWEST_HEADING))
    return found


def _key(title: str) -> str:
    """Return a title without its number, which only one of outline and page may have."""
    return _NUMBERING.sub("", " ".join(title.split())).casefold()
