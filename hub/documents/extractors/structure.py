"""Read the tags of a page of a PDF as blocks: headings, paragraphs, lists, tables, pictures' texts.

PDFium gives the tree of tags, and each character's object with the number of its marked content.
The blocks of a page hold all words of its text, or there are none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from hub.documents.extractors.marked_content import (
    UNTAGGED,
    Run,
    TooLarge,
    read_runs,
)
from hub.documents.extractors.pdf_pages import open_page, plain_text
from hub.documents.extractors.structure_tree import Element, read_tree

LONGEST_PARAGRAPH = 2000
"""Characters of a page's only paragraph from which on its tags say less than its lines do."""

_HEADING = re.compile(r"H([1-6])?|Title")
_INLINE = frozenset(
    (
        *("Span", "Link", "Em", "Strong", "Quote", "Reference", "Code", "BibEntry", "Annot", "Sub"),
        *("Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP", "Lbl", "Private", "NonStruct", "Form"),
    )
)
_ROW_GROUPS = frozenset(("THead", "TBody", "TFoot"))

Block = dict[str, Any]
"""The fields of a `TextBlock`; the child process does not load pydantic."""


def read_blocks(document: pypdfium2.PdfDocument, at: int) -> list[Block]:
    """Return the blocks of a page; none where it has no tags, or where they lack words of it."""
    with open_page(document, at) as (page, _):
        tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
        if not tree:
            return []
        try:
            if pdfium.FPDF_StructTree_CountChildren(tree) <= 0:
                return []
            words = page.get_textpage()
            try:
                runs = list(read_runs(page, words))
            finally:
                words.close()
            return _blocks(tree, runs)
        except TooLarge:
            return []
        finally:
            pdfium.FPDF_StructTree_Close(tree)


def _blocks(tree: Any, runs: list[Run]) -> list[Block]:
    texts: dict[int, str] = {}
    for run in runs:
        if run.content != UNTAGGED:
            texts[run.content] = texts.get(run.content, "") + run.text
    root = read_tree(tree, texts)  # takes the texts that the tree names
    blocks = list(_flow(root, level=0))
    loose = [run for run in runs if run.content == UNTAGGED or (run.text and run.content in texts)]
    for kind, artifact in (("paragraph", False), ("margin", True)):
        text = plain_text("".join(run.text for run in loose if run.artifact is artifact))
        if text:
            blocks.append({"kind": kind, "text": text})
    whole = plain_text("".join(run.text for run in runs))
    return blocks if _says_more(blocks) and _words(_texts(blocks)) == _words([whole]) else []


def _says_more(blocks: list[Block]) -> bool:
    """Return whether the tags say more than the lines of the text do."""
    kinds = Counter(block["kind"] for block in blocks)
    only = kinds["paragraph"] == 1 and not kinds.keys() & {"heading", "item", "table"}
    return bool(blocks) and not (
        only and sum(len(block.get("text", "")) for block in blocks) > LONGEST_PARAGRAPH
    )


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if block["kind"] != "figure":
            yield block.get("text", "")
        for row in block.get("rows", ()):
            yield from (cell["text"] for cell in row)


def _words(texts: Iterable[str]) -> Counter[str]:
    return Counter(word for text in texts for word in text.split())


def _flow(element: Element, *, level: int) -> Iterator[Block]:
    """Yield the blocks of an element: what is no block of its own is gathered in paragraphs."""
    inline: list[str] = []
    for kid in element.kids:
        if isinstance(kid, str) or (kid.type in _INLINE and not _has_blocks(kid)):
            inline.append(kid if isinstance(kid, str) else kid.text)
            continue
        yield from _paragraph(inline)
        inline = []
        yield from _block(kid, level=level)
    yield from _paragraph(inline)


def _block(element: Element, *, level: int) -> Iterator[Block]:
    heading = _HEADING.fullmatch(element.type)
    if heading:
        text = _lines(element.text)
        if text:
            yield {"kind": "heading", "level": int(heading.group(1) or 1), "text": text}
    elif element.type == "L":
        yield from _flow(element, level=level + 1)
    elif element.type == "LI":
        yield from _item(element, level=max(level, 1))
    elif element.type == "Table":
        yield from _table(element, level=level)
    else:
        if element.type in ("Figure", "Formula"):
            text = _one_line(element.description)
            if text:
                yield {"kind": "figure", "text": text}
        yield from _flow(element, level=level)


def _item(element: Element, *, level: int) -> Iterator[Block]:
    """Yield an item of a list: its label and its first paragraphs, then what else is in it."""
    own: list[str] = []
    rest: list[Block] = []
    for block in _flow(element, level=level):
        if block["kind"] == "paragraph" and not rest:
            own.append(block["text"])
        else:
            rest.append(block)
    if own:
        yield {"kind": "item", "level": level, "text": " ".join(own)}
    yield from rest


def _table(element: Element, *, level: int) -> Iterator[Block]:
    """Yield a table with its rows, and before it what is in it beside them."""
    rows: list[list[Block]] = []
    for kid in _unpacked(element):
        cells = [
            cell
            for cell in (kid.kids if isinstance(kid, Element) and kid.type == "TR" else ())
            if isinstance(cell, Element) and cell.type in ("TH", "TD")
        ]
        if cells:
            rows.append([_cell(cell) for cell in cells])
        elif isinstance(kid, Element):
            yield from _block(kid, level=level)
        else:
            yield from _paragraph([kid])
    if rows and any(cell["text"] for row in rows for cell in row):
        yield {"kind": "table", "rows": rows}


def _unpacked(table: Element) -> Iterator[Element | str]:
    for kid in table.kids:
        if isinstance(kid, Element) and kid.type in _ROW_GROUPS:
            yield from kid.kids
        else:
            yield kid


def _cell(element: Element) -> Block:
    texts = (text for block in _flow(element, level=0) for text in _texts([block]))
    return {
        "text": "\n".join(filter(None, texts)),
        "header": element.type == "TH",
        "columns": element.span("ColSpan"),
        "rows": element.span("RowSpan"),
    }


def _paragraph(inline: list[str]) -> Iterator[Block]:
    text = _lines("".join(inline))
    if text:
        yield {"kind": "paragraph", "text": text}


def _has_blocks(element: Element) -> bool:
    return any(
        isinstance(kid, Element) and (kid.type not in _INLINE or _has_blocks(kid))
        for kid in element.kids
    )


def _one_line(text: str) -> str:
    return " ".join(plain_text(text).split())


def _lines(text: str) -> str:
    """Return a text with its lines, at whose ends words may be divided."""
    return "\n".join(filter(None, map(str.strip, plain_text(text).split("\n"))))
