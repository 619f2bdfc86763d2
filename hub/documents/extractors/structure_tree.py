"""Read the tree of tags of a PDF's page: elements with their kinds, and the text in each."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from hub.documents.extractors.marked_content import LONGEST_NAME, TooLarge, decoded

MOST_ELEMENTS = 20_000
"""Elements of a page's tree that are read; a page with more is read without its tags."""

DEEPEST = 60
MOST_CELLS_SPANNED = 50
LONGEST_DESCRIPTION = 1000


@dataclass(slots=True)
class Element:
    """An element of the tree: its kids are elements and pieces of the page's text, in order."""

    type: str
    handle: Any = None
    kids: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text of the element."""
        return "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids)

    @property
    def description(self) -> str:
        """What the file says in words for a picture."""
        return _string(pdfium.FPDF_StructElement_GetAltText, self.handle, LONGEST_DESCRIPTION)

    def span(self, name: str) -> int:
        """Return how many columns (`ColSpan`) or rows (`RowSpan`) a cell spans."""
        count = pdfium.FPDF_StructElement_GetAttributeCount(self.handle)
        for at in range(min(max(0, count), DEEPEST)):
            attribute = pdfium.FPDF_StructElement_GetAttributeAtIndex(self.handle, at)
            value = pdfium.FPDF_StructElement_Attr_GetValue(attribute, name.encode())
            number = ctypes.c_float()
            if value and pdfium.FPDF_StructElement_Attr_GetNumberValue(value, number):
                return int(min(max(number.value, 1), MOST_CELLS_SPANNED))
        return 1


def read_tree(tree: Any, texts: dict[int, str]) -> Element:
    """Return the tree of a page, with the texts of its marked contents; each is used once."""
    root = Element("Document")
    left = 0
    for at in range(pdfium.FPDF_StructTree_CountChildren(tree)):
        handle = pdfium.FPDF_StructTree_GetChildAtIndex(tree, at)
        if handle:
            left += _fill(root, handle, texts, left, depth=0)
    return root


def _fill(parent: Element, handle: Any, texts: dict[int, str], count: int, *, depth: int) -> int:
    """Add an element with all below it; return how many elements those are."""
    if depth > DEEPEST or count > MOST_ELEMENTS:
        raise TooLarge
    element = Element(_string(pdfium.FPDF_StructElement_GetType, handle, LONGEST_NAME), handle)
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


def _string(get: Any, handle: Any, longest: int) -> str:
    buffer = ctypes.create_string_buffer(longest * 2)
    size = get(handle, buffer, len(buffer))
    return decoded(buffer, size) if size <= len(buffer) else ""
