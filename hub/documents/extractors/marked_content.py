"""Read the text of a PDF's page by its marked content, to which the tags of a file refer."""

from __future__ import annotations

import ctypes
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

UNTAGGED = -1
MOST_OBJECTS = 20_000
"""Objects of a page's forms that are looked at; a page with more is read without its tags."""

MOST_MARKS = 60
LONGEST_NAME = 128
_STEP = 16


class TooLarge(Exception):
    """A page has more objects or tags, or deeper ones, than are read."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that follow each other and belong to one piece of marked content."""

    content: int
    """The number of the marked content, or that there is none."""
    artifact: bool
    text: str


def read_runs(page: pypdfium2.PdfPage, words: pypdfium2.PdfTextPage) -> Iterator[Run]:
    """Yield the text of a page by marked content; spaces that PDFium adds go with what precedes."""
    inside = _contents_of_forms(page)
    known: dict[int, tuple[int, bool]] = {}

    def of(at: int) -> tuple[int, Any]:
        found = pdfium.FPDFText_GetTextObject(words.raw, at)
        return (ctypes.addressof(found.contents) if found else 0), found

    count, at = words.count_chars(), 0
    begun, current = 0, (UNTAGGED, True)
    while at < count:
        address, found = of(at)
        if address and address not in known:
            outer = inside.get(address)
            content = pdfium.FPDFPageObj_GetMarkedContentID(found) if outer is None else outer
            known[address] = content, content == UNTAGGED and _is_artifact(found)
        mark = known.get(address, current)
        if mark != current:
            if at > begun:
                yield Run(*current, words.get_text_range(begun, at - begun))
            begun, current = at, mark
        at = _end_of(address, at, count, of)
    if count > begun:
        yield Run(*current, words.get_text_range(begun, count - begun))


def _end_of(address: int, at: int, count: int, of: Callable[[int], tuple[int, Any]]) -> int:
    """Return where the characters of an object end; they follow each other in a text page."""
    if not address:  # a character that PDFium adds; the next such one may be anywhere
        return at + 1
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
                raise TooLarge
            if pdfium.FPDFPageObj_GetType(found) == pdfium.FPDF_PAGEOBJ_FORM:
                left.append((found, content))
    return inside


def _is_artifact(found: Any) -> bool:
    """Return whether an object is marked as no part of the document: a header, a page number."""
    for at in range(min(pdfium.FPDFPageObj_CountMarks(found), MOST_MARKS)):
        mark = pdfium.FPDFPageObj_GetMark(found, at)
        buffer = ctypes.create_string_buffer(LONGEST_NAME)
        size = ctypes.c_ulong()
        into = ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR))
        if pdfium.FPDFPageObjMark_GetName(mark, into, LONGEST_NAME, size) and (
            decoded(buffer, size.value) == "Artifact"
        ):
            return True
    return False


def decoded(buffer: Any, size: int) -> str:
    """Return a name or a text that PDFium wrote into a buffer."""
    return str(buffer.raw[: max(0, size - 2)].decode("utf-16-le", "replace"))
