"""The program of a child process that makes one file of a case's documents, within limits.

It reads a line of JSON, the request, and then the bytes of each document that has a size; `dossier`
is its parent. It answers in lines of JSON:

    {"at": 3}                      it works on the fourth document: if it ends now, that is why
    {"pages": 34, "size": 120000}  it is done; so many bytes of PDF follow

Only pages, links and the looks of remarks are taken over: no scripts, no actions, no attachments.
"""

from __future__ import annotations

import hashlib
import io
import json
import logging
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

import pypdfium2
from fpdf import FPDF, Align, XPos, YPos
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    TextStringObject,
)

from hub.documents.worker import limit_process

LONGEST_TITLE = 300
MOST_PAGES = 5000
"""Pages of one document; no document of the catalogue has a tenth of it."""

_MARGIN, _NUMBER_WIDTH = 64, 56
_INK, _PALE, _BRAND = (26, 26, 26), (89, 89, 89), (11, 74, 90)
_PAGE_PARTS_LEFT = ("/Annots", "/AA", "/B", "/StructParents", "/Metadata", "/PieceInfo", "/Thumb")
_LOOKS = ("/AP", "/AS", "/C", "/CA", "/F", "/QuadPoints", "/Rect")
_LEFT_OUT = frozenset(
    ("/Popup", "/FileAttachment", "/Movie", "/Screen", "/Sound", "/3D", "/RichMedia")
)
_ADDRESS = re.compile(r"(?:https?|mailto):[^\s\x00-\x1f]{1,2000}", re.IGNORECASE)
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


@dataclass(slots=True)
class _Part:
    """A document of the case: what the contents say of it, and its pages if it is there."""

    title: str
    detail: str
    reader: PdfReader | None = None
    first: int = 0
    """The page of the merged file on which it begins, from 0."""


@dataclass(slots=True)
class _Section:
    heading: str
    parts: list[_Part] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Row:
    """Where the contents name a document: page of the contents from 0, and two heights."""

    part: _Part
    page: int
    top: float
    bottom: float


def main() -> None:
    """Answer the parent's one request."""
    limit_process()
    answers = os.fdopen(os.dup(1), "wb")
    # A library that prints must not write between the answers.
    os.dup2(2, 1)
    logging.disable()

    def tell(**told: object) -> None:
        answers.write(json.dumps(told).encode() + b"\n")
        answers.flush()

    request = json.loads(sys.stdin.buffer.readline())
    sizes = [part["size"] for section in request["sections"] for part in section["parts"]]
    bodies = [sys.stdin.buffer.read(size) if size else b"" for size in sizes]
    pages, merged = merge(request, bodies, lambda at: tell(at=at))
    tell(pages=pages, size=len(merged))
    answers.write(merged)
    answers.flush()


def merge(
    request: Mapping[str, Any], bodies: Sequence[bytes], working_on: Callable[[int], None]
) -> tuple[int, bytes]:
    """Return the number of pages and the bytes of the merged file.

    The same request and bodies give the same bytes. Raises anything for a bad document, after
    `working_on` has told which one it is.
    """
    sections = [
        _Section(
            _line(section["heading"]),
            [_Part(_line(part["title"]), _line(part["detail"])) for part in section["parts"]],
        )
        for section in request["sections"]
    ]
    parts = [part for section in sections for part in section.parts]
    for at, (part, body) in enumerate(zip(parts, bodies, strict=True)):
        if body:
            working_on(at)
            part.reader = _opened(body)
    _, rows = _front(request, sections)
    front_pages = 1 + 1 + max((row.page for row in rows), default=0)
    first = front_pages
    for part in parts:
        part.first = first
        first += len(part.reader.pages) if part.reader else 0
    front, rows = _front(request, sections)

    writer = PdfWriter()
    cover = PdfReader(io.BytesIO(front))
    for page in cover.pages:
        writer.add_page(page)
    for at, part in enumerate(parts):
        if part.reader:
            working_on(at)
            _add_document(writer, part)
    _link_contents(writer, rows)
    _add_bookmarks(writer, sections, request)
    _name(writer, request, bodies)
    out = io.BytesIO()
    writer.write(out)
    return len(writer.pages), out.getvalue()


def _opened(body: bytes) -> PdfReader:
    """Return a document as pypdf reads it, mended by PDFium where the two see other pages."""
    document = pypdfium2.PdfDocument(body)
    count = len(document)
    if not 0 < count <= MOST_PAGES:
        raise ValueError(count)
    try:
        reader = PdfReader(io.BytesIO(body))
        if not reader.is_encrypted and len(reader.pages) == count:
            return reader
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001, S110  # pypdf raises anything on odd files: PDFium mends it
        pass
    mended = io.BytesIO()
    document.save(mended)
    reader = PdfReader(mended)
    if len(reader.pages) != count:
        raise ValueError(count)
    return reader


def _add_document(writer: PdfWriter, part: _Part) -> None:
    assert part.reader is not None
    pages = part.reader.pages
    # Each "1" says that the key before it is left out of the page only, not of what it uses.
    left: list[Any] = [key for name in _PAGE_PARTS_LEFT for key in (1, name)]
    added = [writer.add_page(page, left) for page in pages]
    places = {
        page.indirect_reference.idnum: at
        for at, page in enumerate(pages)
        if page.indirect_reference is not None
    }
    for page, new in zip(pages, added, strict=True):
        kept = ArrayObject()
        for annotation in _tolerant(_annotations_of, page) or ():
            taken = _tolerant(_annotation, annotation, part, places, writer)
            if taken is not None:
                kept.append(taken)
        if kept:
            new[NameObject("/Annots")] = kept


def _annotations_of(page: PageObject) -> list[Any]:
    return list(page.get("/Annots", ArrayObject()).get_object())


def _annotation(
    written: Any, part: _Part, places: Mapping[int, int], writer: PdfWriter
) -> DictionaryObject | None:
    """Return what is taken over of an annotation: where it leads, or how it looks."""
    annotation: Any = written.get_object()
    subtype = annotation["/Subtype"]
    if subtype == "/Link":
        return _link(annotation, part, places, writer)
    if subtype in _LEFT_OUT or "/AP" not in annotation:
        return None
    # A field of a form keeps its looks; its form is not taken over, so it is a mere stamp.
    looks = DictionaryObject(
        {NameObject(key): annotation.raw_get(key) for key in _LOOKS if key in annotation}
    )
    kept: DictionaryObject = looks.clone(writer)
    kept[NameObject("/Type")] = NameObject("/Annot")
    kept[NameObject("/Subtype")] = NameObject("/Stamp" if subtype == "/Widget" else subtype)
    return kept


def _link(
    annotation: Any, part: _Part, places: Mapping[int, int], writer: PdfWriter
) -> DictionaryObject | None:
    assert part.reader is not None
    kept = DictionaryObject()
    kept[NameObject("/Type")] = NameObject("/Annot")
    kept[NameObject("/Subtype")] = NameObject("/Link")
    kept[NameObject("/Rect")] = ArrayObject(
        FloatObject(float(one.get_object())) for one in annotation["/Rect"]
    )
    kept[NameObject("/Border")] = ArrayObject(FloatObject(0) for _ in range(3))
    action = annotation.get("/A", DictionaryObject()).get_object()
    if action.get("/S") == "/URI":
        address = str(action["/URI"])
        if not _ADDRESS.fullmatch(address):
            return None
        kept[NameObject("/A")] = DictionaryObject(
            {
                NameObject("/S"): NameObject("/URI"),
                NameObject("/URI"): TextStringObject(address),
            }
        )
        return kept
    target = annotation.get("/Dest", action.get("/D") if action.get("/S") == "/GoTo" else None)
    if isinstance(target, str):
        target = part.reader.named_destinations[target].dest_array
    if target is None:
        return None
    goal = writer.pages[part.first + places[ArrayObject(target)[0].idnum]]
    view = [one.get_object().clone(writer) for one in target[1:]]
    kept[NameObject("/Dest")] = ArrayObject([goal.indirect_reference, *view])
    return kept


def _link_contents(writer: PdfWriter, rows: Sequence[_Row]) -> None:
    for row in rows:
        if row.part.reader:
            height = float(writer.pages[1 + row.page].mediabox.height)
            box = (_MARGIN, height - row.bottom, _width() + _MARGIN, height - row.top)
            link = Link(rect=box, target_page_index=row.part.first, border=[0, 0, 0])
            writer.add_annotation(page_number=1 + row.page, annotation=link)


def _add_bookmarks(
    writer: PdfWriter, sections: Sequence[_Section], request: Mapping[str, Any]
) -> None:
    writer.add_outline_item(title=request["words"]["cover"], page_number=0)
    writer.add_outline_item(title=request["words"]["contents"], page_number=1)
    for section in sections:
        there = [part for part in section.parts if part.reader]
        if there:
            above = writer.add_outline_item(title=section.heading, page_number=there[0].first)
            for part in there:
                writer.add_outline_item(title=part.title, page_number=part.first, parent=above)


def _name(writer: PdfWriter, request: Mapping[str, Any], bodies: Sequence[bytes]) -> None:
    """Give the file its title, its language, and an id that is made of what it holds."""
    writer.add_metadata({"/Title": _line(request["title"]), "/Producer": "hub"})
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject("da-DK")
    root[NameObject("/PageMode")] = NameObject("/UseOutlines")
    root[NameObject("/ViewerPreferences")] = DictionaryObject(
        {NameObject("/DisplayDocTitle"): BooleanObject(True)}  # noqa: FBT003  # pypdf's own form
    )
    held = hashlib.sha256(json.dumps(request, sort_keys=True).encode())
    for body in bodies:
        held.update(body)
    id_ = ByteStringObject(held.digest()[:16])
    # pypdf has a public way to random ids only.
    writer._ID = ArrayObject((id_, id_))  # noqa: SLF001


def _front(request: Mapping[str, Any], sections: Sequence[_Section]) -> tuple[bytes, list[_Row]]:
    """Return the cover and the contents as a PDF, and where each document is named."""
    pdf = _Paper()
    pdf.add_page()
    pdf.set_y(200)
    pdf.write_text(request["words"]["kind"], size=13, colour=_PALE)
    pdf.ln(10)
    pdf.write_text(_line(request["title"]), size=26, bold=True, colour=_BRAND)
    pdf.ln(18)
    for line in request["lines"]:
        pdf.write_text(_line(line, 2000), size=12)
        pdf.ln(8)
    pdf.add_page()
    pdf.write_text(request["words"]["contents"], size=20, bold=True, colour=_BRAND)
    rows = []
    for section in sections:
        pdf.ln(16)
        pdf.keep_together(section.heading, "")
        pdf.write_text(section.heading, size=13, bold=True)
        for part in section.parts:
            pdf.ln(7)
            pdf.keep_together(part.title, part.detail)
            top = pdf.get_y()
            pdf.write_text(part.title, size=11, width=_width() - _NUMBER_WIDTH - 12)
            if part.reader:
                below = pdf.get_y()
                pdf.set_xy(_MARGIN + _width() - _NUMBER_WIDTH, top)
                pdf.cell(
                    _NUMBER_WIDTH, 15, f"{request['words']['page']} {part.first + 1}", align=Align.R
                )
                pdf.set_xy(_MARGIN, below)
            if part.detail:
                pdf.write_text(
                    part.detail, size=9, width=_width() - _NUMBER_WIDTH - 12, colour=_PALE
                )
            rows.append(_Row(part, pdf.page - 2, top, pdf.get_y()))
    return bytes(pdf.output()), rows


class _Paper(FPDF):
    """A4 pages in Lato."""

    def __init__(self) -> None:
        super().__init__(unit="pt", format="A4")
        self.set_margins(_MARGIN, 72)
        self.set_auto_page_break(auto=True, margin=72)
        self.str_alias_nb_pages = ""  # a title may hold the words that would be replaced
        fonts = resources.files("font_lato") / "files"
        self.add_font("Lato", "", str(fonts / "Lato-Regular.ttf"))
        self.add_font("Lato", "B", str(fonts / "Lato-Bold.ttf"))

    def write_text(
        self,
        text: str,
        *,
        size: float,
        bold: bool = False,
        width: float = 0,
        colour: tuple[int, int, int] = _INK,
    ) -> None:
        """Write a paragraph and go to the line below it."""
        self.set_font("Lato", "B" if bold else "", size)
        self.set_text_color(*colour)
        self.multi_cell(
            width or _width(),
            size * 1.35,
            text,
            align=Align.L,
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
        )

    def keep_together(self, title: str, detail: str) -> None:
        """Begin a new page if a row does not fit on this one."""
        letters_a_line = 60
        lines = 3 + (len(title) + len(detail)) // letters_a_line
        if self.will_page_break(lines * 16):
            self.add_page()


def _width() -> float:
    return 595.28 - 2 * _MARGIN


def _line(text: str, longest: int = LONGEST_TITLE) -> str:
    """Return a text fit to be printed on one line of text."""
    flat = " ".join(_UNPRINTABLE.sub(" ", text).split())
    return flat if len(flat) <= longest else flat[: longest - 1] + "…"


def _tolerant(read: Callable[..., Any], *arguments: Any) -> Any:
    """Return what `read` reads, or None where an odd file makes it fail: it is then left out."""
    try:
        return read(*arguments)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  # pypdf raises anything on odd files
        return None


if __name__ == "__main__":
    main()
