"""Read the tags of a page of a PDF as blocks: headings, paragraphs, lists, tables, pictures' texts.

PDFium gives the tree of tags, and each character's object with the number of its marked content.
The blocks of a page hold all words of its text, or there are none.
"""

from __future__ import annotations

import ctypes
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from hub.documents.extractors.pdf_pages import open_page, plain_text

MOST_ELEMENTS = 20_000
"""Elements of a page's tree that are read; a page with more is read without its tags."""

MOST_OBJECTS = 20_000
DEEPEST = 60
MOST_CELLS_SPANNED = 50
LONGEST_PARAGRAPH = 2000
"""Characters of a page's only paragraph from which on its tags say less than its lines do."""

_LONGEST_NAME = 128
_LONGEST_DESCRIPTION = 1000
_STEP = 16
_UNTAGGED = -1
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


@dataclass(slots=True)
class _Element:
    """An element of the tree: its kids are elements and pieces of the page's text, in order."""

    type: str
    handle: Any = None
    kids: list[_Element | str] = field(default_factory=list)


class _TooLarge(Exception):
    """A tree has more elements, or is deeper, than is read."""


def read_blocks(document: pypdfium2.PdfDocument, at: int) -> list[Block]:
    """Return the blocks of a page; none where it has no tags, or where they lack words of it."""
    with open_page(document, at) as page:
        tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
        if not tree:
            return []
        try:
            if pdfium.FPDF_StructTree_CountChildren(tree) <= 0:
                return []
            words = page.get_textpage()
            try:
                runs = list(_runs(page, words))
            finally:
                words.close()
            return _blocks(tree, runs)
        except _TooLarge:
            return []
        finally:
            pdfium.FPDF_StructTree_Close(tree)


@dataclass(frozen=True, slots=True)
class _Run:
    """Characters that follow each other and belong to one piece of marked content."""

    content: int
    """The number of the marked content, or that there is none."""
    artifact: bool
    text: str


def _blocks(tree: Any, runs: list[_Run]) -> list[Block]:
    texts: dict[int, str] = {}
    for run in runs:
        if run.content != _UNTAGGED:
            texts[run.content] = texts.get(run.content, "") + run.text
    root = _root(tree, texts)  # takes the texts that the tree names
    blocks = list(_flow(root, level=0))
    loose = [run for run in runs if run.content == _UNTAGGED or (run.text and run.content in texts)]
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


def _runs(page: pypdfium2.PdfPage, words: pypdfium2.PdfTextPage) -> Iterator[_Run]:
    """Yield the text of a page by marked content; spaces that PDFium adds go with what precedes."""
    inside = _contents_of_forms(page)
    known: dict[int, tuple[int, bool]] = {}

    def of(at: int) -> tuple[int, Any]:
        found = pdfium.FPDFText_GetTextObject(words.raw, at)
        return (ctypes.addressof(found.contents) if found else 0), found

    count, at = words.count_chars(), 0
    begun, current = 0, (_UNTAGGED, True)
    while at < count:
        address, found = of(at)
        if address and address not in known:
            outer = inside.get(address)
            content = pdfium.FPDFPageObj_GetMarkedContentID(found) if outer is None else outer
            known[address] = content, content == _UNTAGGED and _is_artifact(found)
        mark = known.get(address, current)
        if mark != current:
            if at > begun:
                yield _Run(*current, words.get_text_range(begun, at - begun))
            begun, current = at, mark
        at = _end_of(address, at, count, of)
    if count > begun:
        yield _Run(*current, words.get_text_range(begun, count - begun))


def _end_of(address: int, at: int, count: int, of: Any) -> int:
    """Return where the characters of an object end; they follow each other in a text page."""
    end = at + _STEP
    while end < count and of(end)[0] == address:
        end += _STEP
    between = range(max(at, end - _STEP) + 1, min(end, count))
    return between.start + bisect_left(between, True, key=lambda one: of(one)[0] != address)  # noqa: FBT003  # the value that is looked for


def _contents_of_forms(page: pypdfium2.PdfPage) -> dict[int, int]:
    """Return the objects within forms by their address, each with the form's marked content.

    Numbers within a form are its own, and may be those of other contents of the page.
    """
    inside: dict[int, int] = {}
    left: list[tuple[Any, int]] = []
    for at in range(min(pdfium.FPDFPage_CountObjects(page.raw), MOST_OBJECTS)):
        found = pdfium.FPDFPage_GetObject(page.raw, at)
        if pdfium.FPDFPageObj_GetType(found) == pdfium.FPDF_PAGEOBJ_FORM:
            left.append((found, pdfium.FPDFPageObj_GetMarkedContentID(found)))
    while left:
        form, content = left.pop()
        for at in range(pdfium.FPDFFormObj_CountObjects(form)):
            found = pdfium.FPDFFormObj_GetObject(form, at)
            inside[ctypes.addressof(found.contents)] = content
            if len(inside) > MOST_OBJECTS:
                raise _TooLarge
            if pdfium.FPDFPageObj_GetType(found) == pdfium.FPDF_PAGEOBJ_FORM:
                left.append((found, content))
    return inside


def _is_artifact(found: Any) -> bool:
    """Return whether an object is marked as no part of the document: a header, a page number."""
    for at in range(min(pdfium.FPDFPageObj_CountMarks(found), DEEPEST)):
        mark = pdfium.FPDFPageObj_GetMark(found, at)
        buffer = ctypes.create_string_buffer(_LONGEST_NAME)
        size = ctypes.c_ulong()
        into = ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR))
        if pdfium.FPDFPageObjMark_GetName(mark, into, _LONGEST_NAME, size) and (
            _decoded(buffer, size.value) == "Artifact"
        ):
            return True
    return False


def _root(tree: Any, texts: dict[int, str]) -> _Element:
    """Return the tree of a page, with the texts of its marked contents; each is used once."""
    root = _Element("Document")
    left = 0
    for at in range(pdfium.FPDF_StructTree_CountChildren(tree)):
        handle = pdfium.FPDF_StructTree_GetChildAtIndex(tree, at)
        if handle:
            left += _fill(root, handle, texts, left, depth=0)
    return root


def _fill(parent: _Element, handle: Any, texts: dict[int, str], count: int, *, depth: int) -> int:
    """Add an element with all below it; return how many elements those are."""
    if depth > DEEPEST or count > MOST_ELEMENTS:
        raise _TooLarge
    element = _Element(_string(pdfium.FPDF_StructElement_GetType, handle, _LONGEST_NAME), handle)
    parent.kids.append(element)
    added = 1
    for at in range(pdfium.FPDF_StructElement_CountChildren(handle)):
        content = pdfium.FPDF_StructElement_GetChildMarkedContentID(handle, at)
        kid = pdfium.FPDF_StructElement_GetChildAtIndex(handle, at) if content < 0 else None
        if kid:
            added += _fill(element, kid, texts, count + added, depth=depth + 1)
        elif content in texts:
            element.kids.append(texts.pop(content))
    return added


def _flow(element: _Element, *, level: int) -> Iterator[Block]:
    """Yield the blocks of an element: what is no block of its own is gathered in paragraphs."""
    inline: list[str] = []
    for kid in element.kids:
        if isinstance(kid, str) or (kid.type in _INLINE and not _has_blocks(kid)):
            inline.append(kid if isinstance(kid, str) else _text(kid))
            continue
        yield from _paragraph(inline)
        inline = []
        yield from _block(kid, level=level)
    yield from _paragraph(inline)


def _block(element: _Element, *, level: int) -> Iterator[Block]:
    heading = _HEADING.fullmatch(element.type)
    if heading:
        text = _lines(_text(element))
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
            yield from _description(element)
        yield from _flow(element, level=level)


def _item(element: _Element, *, level: int) -> Iterator[Block]:
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


def _table(element: _Element, *, level: int) -> Iterator[Block]:
    """Yield a table with its rows, and before it what is in it beside them."""
    rows: list[list[Block]] = []
    for kid in _unpacked(element):
        cells = [
            cell
            for cell in (kid.kids if isinstance(kid, _Element) and kid.type == "TR" else ())
            if isinstance(cell, _Element) and cell.type in ("TH", "TD")
        ]
        if cells:
            rows.append([_cell(cell) for cell in cells])
        elif isinstance(kid, _Element):
            yield from _block(kid, level=level)
        else:
            yield from _paragraph([kid])
    if rows and any(cell["text"] for row in rows for cell in row):
        yield {"kind": "table", "rows": rows}


def _unpacked(table: _Element) -> Iterator[_Element | str]:
    for kid in table.kids:
        if isinstance(kid, _Element) and kid.type in _ROW_GROUPS:
            yield from kid.kids
        else:
            yield kid


def _cell(element: _Element) -> Block:
    spans = {name: _span(element.handle, name) for name in ("ColSpan", "RowSpan")}
    texts = (text for block in _flow(element, level=0) for text in _texts([block]))
    return {
        "text": "\n".join(filter(None, texts)),
        "header": element.type == "TH",
        "columns": spans["ColSpan"],
        "rows": spans["RowSpan"],
    }


def _span(handle: Any, name: str) -> int:
    for at in range(min(max(0, pdfium.FPDF_StructElement_GetAttributeCount(handle)), DEEPEST)):
        attribute = pdfium.FPDF_StructElement_GetAttributeAtIndex(handle, at)
        value = pdfium.FPDF_StructElement_Attr_GetValue(attribute, name.encode())
        number = ctypes.c_float()
        if value and pdfium.FPDF_StructElement_Attr_GetNumberValue(value, number):
            return int(min(max(number.value, 1), MOST_CELLS_SPANNED))
    return 1


def _description(element: _Element) -> Iterator[Block]:
    text = _one_line(
        _string(pdfium.FPDF_StructElement_GetAltText, element.handle, _LONGEST_DESCRIPTION)
    )
    if text:
        yield {"kind": "figure", "text": text}


def _paragraph(inline: list[str]) -> Iterator[Block]:
    text = _lines("".join(inline))
    if text:
        yield {"kind": "paragraph", "text": text}


def _has_blocks(element: _Element) -> bool:
    return any(
        isinstance(kid, _Element) and (kid.type not in _INLINE or _has_blocks(kid))
        for kid in element.kids
    )


def _text(element: _Element) -> str:
    return "".join(kid if isinstance(kid, str) else _text(kid) for kid in element.kids)


def _one_line(text: str) -> str:
    return " ".join(plain_text(text).split())


def _lines(text: str) -> str:
    """Return a text with its lines, at whose ends words may be divided."""
    return "\n".join(filter(None, map(str.strip, plain_text(text).split("\n"))))


def _string(get: Any, handle: Any, longest: int) -> str:
    buffer = ctypes.create_string_buffer(longest * 2)
    size = get(handle, buffer, len(buffer))
    return _decoded(buffer, size) if size <= len(buffer) else ""


def _decoded(buffer: Any, size: int) -> str:
    return str(buffer.raw[: max(0, size - 2)].decode("utf-16-le", "replace"))
