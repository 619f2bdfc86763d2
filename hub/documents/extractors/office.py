"""Read office files: title and text of the zipped XML formats; of older ones no more than a size.

The standard library's zip and XML readers do it, with a limit on what a part may expand to; the
child process bounds the rest.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, iterparse

LARGEST_PART = 50 * 1024**2
"""Bytes to which one part of the file may expand."""

_TEXT_PARTS = re.compile(
    r"word/document\.xml|content\.xml|xl/sharedStrings\.xml|ppt/slides/slide[0-9]+\.xml"
)
_TITLE_PARTS = ("docProps/core.xml", "meta.xml")
_PARAGRAPHS = frozenset(("p", "h", "si"))
_SPACES = frozenset(("tab", "br", "s", "line-break"))


class Office:
    """A .docx, .xlsx, .pptx, .odt or .ods file; any other kind has neither title nor text."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive: zipfile.ZipFile | None = zipfile.ZipFile(io.BytesIO(data))
        except zipfile.BadZipFile:
            if data.startswith(b"PK"):
                raise
            self._archive = None

    def text(self) -> dict[str, Any]:
        """Return the text, a paragraph a line, as one page."""
        lines: list[str] = []
        for name in self._names():
            if _TEXT_PARTS.fullmatch(name):
                lines += self._paragraphs(name)
        return {"pages": None, "needs_password": False, "text": ["\n".join(lines)]}

    def facts(self) -> dict[str, Any]:
        """Return the title and the author that the file names."""
        told: dict[str, str] = {}
        for name in self._names():
            if name in _TITLE_PARTS:
                for element in self._elements(name):
                    told.setdefault(_local(element), " ".join((element.text or "").split())[:300])
        return {"title": told.get("title") or None, "author": told.get("creator") or None}

    def thumbnail(self) -> bytes:
        """Return nothing: office files are not drawn."""
        return b""

    def _names(self) -> list[str]:
        return sorted(self._archive.namelist()) if self._archive else []

    def _paragraphs(self, name: str) -> Iterator[str]:
        line: list[str] = []
        for element in self._elements(name):
            tag = _local(element)
            if tag in _SPACES:
                line.append(" ")
            line.append((element.text or "") if tag != "p" or element.text else "")
            if tag in _PARAGRAPHS:
                if text := " ".join("".join(line).split()):
                    yield text
                line = []

    def _elements(self, name: str) -> Iterator[Element]:
        """Yield each element as it ends, and let go of it."""
        assert self._archive is not None
        if self._archive.getinfo(name).file_size > LARGEST_PART:
            raise ValueError(name)
        with self._archive.open(name) as stream:
            part = io.BytesIO(stream.read(LARGEST_PART))
            for _, element in iterparse(part):  # noqa: S314  # in a child process with limits
                yield element
                element.clear()


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
