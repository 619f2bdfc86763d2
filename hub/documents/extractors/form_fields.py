"""Put what is filled in on a page of a PDF where it stands: an answer beside its question.

PDFium gives the texts of fields and annotations after all that is printed, and boxes that are
ticked not at all. Here each goes to the printed text that is nearest: on its line to the left, else
above, else to the right.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from hub.documents.extractors.characters import NOT_TICKED, TICKED

MOST_FILLED = 2000
"""Fields and annotations of a page that are read."""

_MOST_COMPARED = 2_000_000
"""Characters that are looked at to find places; what is left then comes last on the page."""

_BOXES = frozenset((pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON))
_UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_SAME_LINE = 0.4
"""How much of the lower of two texts stands beside the other where both are on one line."""

_FAR = 3.0
"""How many of its own heights a text may stand above what belongs to it."""


@dataclass(frozen=True, slots=True)
class PageArea:
    """A rectangle on a page, in points from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    def is_beside(self, other: PageArea) -> bool:
        """Return whether both stand on one line."""
        common = min(self.top, other.top) - max(self.bottom, other.bottom)
        return common > _SAME_LINE * min(self.top - self.bottom, other.top - other.bottom)

    def is_below(self, other: PageArea) -> bool:
        """Return whether the other stands above, not far, and not beside."""
        height = max(other.top - other.bottom, 1)
        gap = other.bottom - self.top
        return -height < gap < _FAR * height and self.left < other.right and other.left < self.right


@dataclass(frozen=True, slots=True)
class FilledText:
    """A text that is no part of the printed one, and where it stands."""

    text: str
    area: PageArea
    is_box: bool = False


@dataclass(slots=True)
class _Printed:
    """A character of the printed text, and what is put before and after it."""

    text: str
    area: PageArea | None
    """None for a sign that PDFium adds: a space between words, the end of a line."""
    line: int
    before: str = ""
    after: str = ""


def ticked_boxes(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> list[FilledText]:
    """Return the boxes of a page that can be ticked; it must not have been flattened yet."""
    if document.formenv is None:
        return []
    found = []
    for at in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), MOST_FILLED)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, at)
        if not annotation:
            continue
        kind = pdfium.FPDFAnnot_GetFormFieldType(document.formenv.raw, annotation)
        if kind in _BOXES and not pdfium.FPDFAnnot_GetFlags(annotation) & _UNSEEN:
            is_ticked = pdfium.FPDFAnnot_IsChecked(document.formenv.raw, annotation)
            place = pdfium.FS_RECTF()
            if pdfium.FPDFAnnot_GetRect(annotation, place):
                area = PageArea(place.left, place.bottom, place.right, place.top)
                found.append(FilledText(TICKED if is_ticked else NOT_TICKED, area, is_box=True))
        pdfium.FPDFPage_CloseAnnot(annotation)
    return found


def text_in_place(
    page: pypdfium2.PdfPage, words: pypdfium2.PdfTextPage, boxes: list[FilledText]
) -> str | None:
    """Return the text of a flattened page, with what was filled in where it stands.

    None where nothing is: no box, and no text of a field or an annotation.
    """
    owners = _owners(page)
    if not boxes and not owners:
        return None
    printed: list[_Printed] = []
    added, last = list(boxes), list[str]()
    for owner, characters in _parts(words, owners):
        text = "".join(one.text for one in characters).strip()
        areas = [one.area for one in characters if one.area]
        if owner is None:
            printed += characters
        elif areas and len(added) < MOST_FILLED:
            added.append(FilledText(text, _around(areas)))
        elif text:
            last.append(text)
    in_order = sorted(added, key=lambda one: (-one.area.top, one.area.left))
    placed = _MOST_COMPARED // max(len(printed), 1)
    for one in in_order[:placed]:
        _put(one, printed)
    last += [one.text for one in in_order[placed:]]
    return "\n".join(("".join(f"{one.before}{one.text}{one.after}" for one in printed), *last))


def _put(added: FilledText, printed: list[_Printed]) -> None:
    """Put a text beside the printed character that it belongs to."""
    seen = [(one, one.area) for one in printed if one.area]
    beside = [(one, area) for one, area in seen if added.area.is_beside(area)]
    middle = (added.area.left + added.area.right) / 2
    left = max(
        (pair for pair in beside if pair[1].left < middle and pair[1].left < added.area.left),
        key=lambda pair: pair[1].right,
        default=None,
    )
    right = min(
        (pair for pair in beside if pair[1].left >= middle),
        key=lambda pair: pair[1].left,
        default=None,
    )
    if added.is_box and right and (not left or _is_nearer(added.area, right[1], left[1])):
        right[0].before += f"{added.text} "
    elif left:
        _last_of_word(left[0], printed).after += f" {added.text}"
    elif above := min(
        (pair for pair in seen if added.area.is_below(pair[1])),
        key=lambda pair: pair[1].bottom,
        default=None,
    ):
        ends = [one for one in printed if one.area and one.line == above[0].line]
        ends[-1].after += f"\n{added.text}"
    elif right:
        right[0].before += f"{added.text} "
    elif seen:
        seen[-1][0].after += f"\n{added.text}"
    else:
        printed.append(_Printed(added.text, added.area, 0))


def _last_of_word(character: _Printed, printed: list[_Printed]) -> _Printed:
    """Return the last character of the word that a character stands in."""
    at = next(at for at, one in enumerate(printed) if one is character)
    while at + 1 < len(printed) and printed[at + 1].area and printed[at + 1].line == character.line:
        at += 1
    return printed[at]


def _is_nearer(area: PageArea, right: PageArea, left: PageArea) -> bool:
    return right.left - area.right < area.left - left.right


def _owners(page: pypdfium2.PdfPage) -> dict[int, int]:
    """Return the text objects that flattening has added, each with its annotation's number.

    Flattening puts one form at the end of the page, which holds one form for each annotation.
    """
    count = pdfium.FPDFPage_CountObjects(page.raw)
    whole = pdfium.FPDFPage_GetObject(page.raw, count - 1) if count > 0 else None
    if not whole or pdfium.FPDFPageObj_GetType(whole) != pdfium.FPDF_PAGEOBJ_FORM:
        return {}
    owners: dict[int, int] = {}
    left: list[tuple[Any, int | None]] = [(whole, None)]
    while left and len(owners) < MOST_FILLED * 10:
        holder, owner = left.pop()
        for at in range(pdfium.FPDFFormObj_CountObjects(holder)):
            found = pdfium.FPDFFormObj_GetObject(holder, at)
            own = at if owner is None else owner
            if pdfium.FPDFPageObj_GetType(found) == pdfium.FPDF_PAGEOBJ_FORM:
                left.append((found, own))
            elif pdfium.FPDFPageObj_GetType(found) == pdfium.FPDF_PAGEOBJ_TEXT:
                owners[ctypes.addressof(found.contents)] = own
    return owners


def _parts(
    words: pypdfium2.PdfTextPage, owners: dict[int, int]
) -> Iterator[tuple[int | None, list[_Printed]]]:
    """Yield what is printed, and each annotation's text, as PDFium gives them one after another."""
    part: list[_Printed] = []
    owner: int | None = None
    line = 0
    for at in range(words.count_chars()):
        text = words.get_text_range(at, 1)
        found = pdfium.FPDFText_GetTextObject(words.raw, at)
        if found:
            its = owners.get(ctypes.addressof(found.contents))
            if its != owner:
                yield owner, part
                owner, part = its, []
        is_sign = bool(found) and bool(text.strip())
        part.append(_Printed(text, _area(words, at) if is_sign else None, line))
        line += "\n" in text
    yield owner, part


def _area(words: pypdfium2.PdfTextPage, at: int) -> PageArea:
    left, bottom, right, top = words.get_charbox(at)
    return PageArea(left, bottom, right, top)


def _around(areas: list[PageArea]) -> PageArea:
    return PageArea(
        min(one.left for one in areas),
        min(one.bottom for one in areas),
        max(one.right for one in areas),
        max(one.top for one in areas),
    )
