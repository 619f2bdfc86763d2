"""Read one page of a PDF by PDFium: its text with fields and annotations, or why it has none."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from hub.documents.extractors.characters import readable
from hub.documents.extractors.form_fields import FilledText, text_in_place, ticked_boxes

if TYPE_CHECKING:  # pydantic would slow every start of a child process
    from hub.documents.records import PageLack

MOST_OBJECTS = 500
"""Objects of a page without text that are looked at for a picture."""

MOST_GLYPHS = 12
"""Glyphs of a page that are tried for what they mean."""

_DOWNWARDS = 90
"""Degrees, clockwise, of a line of text that runs down the page."""

_UNPRINTED = frozenset((pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP, pdfium.FPDF_ANNOT_TEXT))
"""Kinds of annotations that add nothing to what is printed on the page."""

_DIVISION = "[\x02\ufffe]\\s*"
"""PDFium's mark for a hyphen at the end of a line, whether or not it divides a word there."""

_DIVIDED = re.compile(rf"(?<=[^\W\d_A-ZÆØÅ]{{2}}){_DIVISION}(?=[^\W\d_A-ZÆØÅ])")
"""A word is divided behind two small letters or more, which »e-mail« and »§ 13 b-c« lack."""

_SUSPENDED = re.compile(
    rf"(?:(?<=\w)(?={_DIVISION}(?:og|eller)\b)"
    rf"|(?<=\w{{5}})(?={_DIVISION}(?:samt|til)\b)){_DIVISION}"
)
"""The first half of »social- og sundhedsområdet«; »ind-til« and »lang-samt« are one word."""

_ADDRESS = re.compile(rf"(?:https?://|www\.|@|\.[a-z]{{2,4}}/)(?:{_DIVISION}|\S)+")
_REST = re.compile(_DIVISION)

_NO_TEXT = re.compile(
    "[\x00\x01\x03-\x08\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]"
)
_GLYPH_CODE = re.compile(r"\(cid:\d+\)|/[A-Za-z]{1,5}\d{1,5}\b")

_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:side|page|s|p)\W*)?\d{1,4}(?:\s*(?:ud af|af|of|/)\s*\d{1,4})?\W*", re.IGNORECASE
)
"""What is often stamped on a page that was scanned."""


class PageText(NamedTuple):
    """The text of a page."""

    text: str
    lack: PageLack | None
    """Why there is none."""
    is_filled: bool = False
    """Whether a part of it was filled in."""


def read_page(document: pypdfium2.PdfDocument, at: int) -> PageText:
    """Return the text of a page; where it has none, also why. Raises where it cannot be loaded."""
    with open_page(document, at) as (page, boxes):
        words = page.get_textpage()
        try:
            text: str = words.get_text_range()
            if _is_backwards(page, words):
                lines = _REST.sub("-\r\n", text).split("\r\n")
                text = "\r\n".join(reversed(lines)).replace("-\r\n", "\ufffe")
            in_place = None if boxes is None else text_in_place(page, words, boxes)
            is_unmapped = _is_unmapped(words)
        finally:
            words.close()
        if is_unmapped or _is_unreadable(text):
            return PageText("", "unreadable")
        text = plain_text(text if in_place is None else in_place)
        if in_place is None and _PAGE_NUMBER.fullmatch(text) and _has_picture(page):
            return PageText("", "picture")
        if text:
            return PageText(text, None, is_filled=in_place is not None)
        return PageText("", "picture" if _has_picture(page) else "blank")


@contextmanager
def open_page(
    document: pypdfium2.PdfDocument, at: int
) -> Iterator[tuple[pypdfium2.PdfPage, list[FilledText] | None]]:
    """Open a page whose fields and annotations are part of its contents.

    Yields its boxes too, or None where it has neither fields nor annotations.
    """
    page, boxes = document[at], None
    try:
        if _has_marks(page):
            found = ticked_boxes(document, page)
            if pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY) == (
                pdfium.FLATTEN_SUCCESS
            ):
                boxes = found
                page.close()
                page = document[at]  # PDFium reads what is flattened only of a page loaded anew
        yield page, boxes
    finally:
        page.close()


def plain_text(text: str) -> str:
    """Return a text as PDFium gives it with its words whole, and without signs nobody sees."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _REST.search(text):
        text = _ADDRESS.sub(lambda address: _REST.sub("-", address.group()), text)
        text = _DIVIDED.sub("", _SUSPENDED.sub("- ", text))
        text = _REST.sub("-", text)
    return readable(text).strip()


def _has_marks(page: pypdfium2.PdfPage) -> bool:
    """Return whether a page has filled-in fields or annotations that are printed with it."""
    for at in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, at)
        if annotation:
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            pdfium.FPDFPage_CloseAnnot(annotation)
            if kind not in _UNPRINTED:
                return True
    return False


def _is_backwards(page: pypdfium2.PdfPage, words: pypdfium2.PdfTextPage) -> bool:
    """Return whether a page's last line comes first, which PDFium does to lines that run downwards.

    It puts them from left to right as they are seen; they are read from right to left.
    """
    last = words.count_chars() - 1
    if last < 1:
        return False
    angle, end = (pdfium.FPDFText_GetCharAngle(words.raw, at) for at in (0, last))
    seen = round(math.degrees(angle)) + page.get_rotation()
    if angle != end or seen % 360 != _DOWNWARDS:
        return False
    (x, y), (last_x, last_y) = (_origin(words, at) for at in (0, last))
    return (last_x - x) * math.sin(angle) + (last_y - y) * math.cos(angle) > 0


def _origin(words: pypdfium2.PdfTextPage, at: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(words.raw, at, x, y)
    return x.value, y.value


def _is_unmapped(words: pypdfium2.PdfTextPage) -> bool:
    """Return whether fonts do not say what most of a page's glyphs mean; some of them are tried.

    Such a text comes out as letters, but not as those that are printed.
    """
    count = words.count_chars()
    tried = range(0, count, max(1, count // MOST_GLYPHS))
    unmapped = sum(pdfium.FPDFText_HasUnicodeMapError(words.raw, at) == 1 for at in tried)
    return bool(unmapped > len(tried) / 2)


def _is_unreadable(text: str) -> bool:
    """Return whether most of a text is signs without a meaning: codes of glyphs, private use."""
    has_codes = ("(cid:" in text or "/" in text) and _GLYPH_CODE.search(text)
    if not has_codes and not _NO_TEXT.search(text):
        return False
    left, codes = _GLYPH_CODE.subn("", text)
    return codes + len(_NO_TEXT.findall(left)) > sum(map(str.isalnum, left))


def _has_picture(page: pypdfium2.PdfPage) -> bool:
    """Return whether a page shows a picture, by itself or within a form."""
    left = [(page.raw, False)]
    seen = 0
    while left:
        holder, is_form = left.pop()
        count = pdfium.FPDFFormObj_CountObjects if is_form else pdfium.FPDFPage_CountObjects
        object_of = pdfium.FPDFFormObj_GetObject if is_form else pdfium.FPDFPage_GetObject
        for at in range(count(holder)):
            seen += 1
            if seen > MOST_OBJECTS:
                return False
            found = object_of(holder, at)
            kind = pdfium.FPDFPageObj_GetType(found)
            if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                return True
            if kind == pdfium.FPDF_PAGEOBJ_FORM:
                left.append((found, True))
    return False
