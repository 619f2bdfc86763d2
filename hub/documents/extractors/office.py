"""Read office files: the zipped XML formats, and of the older ones what kept libraries can read.

Spreadsheets of every age are read by calamine, which is written in a memory-safe language; the rest
by the standard library's zip and XML readers, with a limit on what a part may expand to. The child
process bounds the time and the memory.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from xml.etree.ElementTree import Element, iterparse

import olefile
import python_calamine as calamine

from hub.documents.extractors.characters import readable
from hub.documents.extractors.office_xml import (
    OPEN_DOCUMENT,
    SHEETS,
    SLIDES,
    WORD,
    read_lines,
)
from hub.documents.extractors.rich_text import read_rich_text, rich_text_title
from hub.documents.extractors.word_binary import read_word_text
from hub.documents.office_packages import main_part, package_kind, slide_parts

LARGEST_PART = 50 * 1024**2
"""Bytes to which one part of the file may expand."""

LARGEST_WHOLE = 1e15
"""Up to here a number of a cell is exact, and is written without a fraction."""

_FIB_HEAD = 12
"""Bytes of a Word file's head that say whether it is encrypted."""

MOST_CELLS = 1_000_000
"""Cells of a spreadsheet that are read."""

_DIALECTS = {"docx": WORD, "pptx": SLIDES, "odt": OPEN_DOCUMENT, "bare-sheets": SHEETS}
_NOTES = re.compile(r"word/(?:footnotes|endnotes)\d*\.xml")
_SLIDE = re.compile(r"ppt/slides/slide[0-9]+\.xml")
_SHEET = re.compile(r"xl/(?:sharedStrings|worksheets/[^/]+)\.xml")
_ENTRY = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="xl/workbook.xml" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
_TITLE_PARTS = ("docProps/core.xml", "meta.xml")


class Office:
    """A file of an office program, by what its bytes are and not by its name."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._archive: zipfile.ZipFile | None = None
        self._compound: olefile.OleFileIO[Any] | None = None
        if data.startswith(b"PK"):
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        elif data.startswith(olefile.MAGIC):
            self._compound = olefile.OleFileIO(io.BytesIO(data))

    @cached_property
    def _names(self) -> list[str]:
        names = self._archive.namelist() if self._archive else []
        # slide10 after slide9
        return sorted(set(names), key=lambda name: (len(name), name))

    def text(self) -> dict[str, Any]:
        """Return the text, a paragraph or a row a line, as one page."""
        if self._needs_password():
            return {"pages": None, "needs_password": True}
        text = readable("\n".join(self._lines()))
        return {"pages": None, "needs_password": False, "text": [text]}

    def cells(self) -> list[list[str]]:
        """Return the rows of the first sheet that is shown and has any, each cell as a text."""
        if self._kind != "sheets":
            raise ValueError(self._kind)
        with calamine.load_workbook(io.BytesIO(self._with_entry())) as book:
            for name in _shown_sheets(book):
                rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                if sum(map(len, rows)) > MOST_CELLS:
                    raise ValueError(name)
                if any(any(row) for row in rows):
                    return [[_text(cell) for cell in row] for row in rows]
        return []

    def facts(self) -> dict[str, Any]:
        """Return the title and the author that the file names."""
        told: dict[str, str] = {}
        if self._needs_password():
            return {"title": None, "author": None}
        if self._compound is not None:
            said: Any = self._compound.get_metadata()
            told = {"title": _from_codepage(said.title), "creator": _from_codepage(said.author)}
        elif not self._archive and (title := rich_text_title(self._data)):
            told = {"title": title}
        for name in self._names:
            if name in _TITLE_PARTS:
                for element in self._elements(name):
                    told.setdefault(_local(element), element.text or "")
        return {"title": _one_line(told.get("title")), "author": _one_line(told.get("creator"))}

    def thumbnail(self) -> bytes:
        """Return nothing: office files are not drawn."""
        return b""

    def _needs_password(self) -> bool:
        if self._compound is not None:
            return self._compound.exists("EncryptedPackage") or _is_locked_binary(self._compound)
        if "META-INF/manifest.xml" in self._names:
            return any(
                _local(element) == "encryption-data"
                for element in self._elements("META-INF/manifest.xml")
            )
        return (
            any(one.flag_bits & 1 for one in self._archive.infolist()) if self._archive else False
        )

    def _lines(self) -> list[str]:
        kind = self._kind
        match kind:
            case "sheets":
                try:
                    return list(_sheet_lines(self._with_entry()))
                except calamine.CalamineError:
                    if "xl/workbook.xml" not in self._names:
                        raise
                    kind = "bare-sheets"  # parts that it needs are missing; the words are there
            case "doc":
                assert self._compound is not None
                return read_word_text(self._compound)
            case "rtf":
                return read_rich_text(self._data)
        if kind not in _DIALECTS:
            return []
        parts = self._text_parts(kind)
        return [line for part in parts for line in read_lines(self._part(part), _DIALECTS[kind])]

    def _text_parts(self, kind: str) -> list[str]:
        """Return the parts that are read, in their order: a body comes before its notes."""
        assert self._archive is not None
        match kind:
            case "docx":
                main = main_part(self._archive) or ""
                return [main, *filter(_NOTES.fullmatch, self._names)]
            case "pptx":
                in_order = slide_parts(self._archive)
                return list(in_order) or list(filter(_SLIDE.fullmatch, self._names))
            case "odt":
                return ["content.xml"]
        return list(filter(_SHEET.fullmatch, self._names))

    @property
    def _kind(self) -> str:
        if self._compound is not None:
            kinds = {"WordDocument": "doc", "Workbook": "sheets"}
            return next((kinds[part] for part in kinds if self._compound.exists(part)), "other")
        if self._archive is None:
            return "rtf" if self._data.lstrip()[:5] == b"{\\rtf" else "other"
        if kind := package_kind(self._archive):
            return "sheets" if kind == "xlsx" else kind
        if "mimetype" in self._names and b"spreadsheet" in self._part("mimetype"):
            return "sheets"
        return "odt" if "content.xml" in self._names else "other"

    def _with_entry(self) -> bytes:
        """Return the file with the part that says which one comes first: calamine requires it."""
        if "xl/workbook.xml" not in self._names or "_rels/.rels" in self._names:
            return self._data
        stream = io.BytesIO(self._data)
        with zipfile.ZipFile(stream, "a") as archive:
            archive.writestr("_rels/.rels", _ENTRY)
        return stream.getvalue()

    def _part(self, name: str) -> bytes:
        assert self._archive is not None
        if self._archive.getinfo(name).file_size > LARGEST_PART:
            raise ValueError(name)
        with self._archive.open(name) as stream:
            return stream.read(LARGEST_PART)

    def _elements(self, name: str) -> Iterator[Element]:
        """Yield each element as it ends, and let go of it."""
        for _, element in iterparse(io.BytesIO(self._part(name))):  # noqa: S314  # in a child process with limits
            yield element
            element.clear()


def _sheet_lines(data: bytes) -> Iterator[str]:
    """Yield the rows of the sheets that are shown, each sheet under its name."""
    left = MOST_CELLS
    with calamine.load_workbook(io.BytesIO(data)) as book:
        for name in _shown_sheets(book):
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=True)
            lines = []
            for row in rows:
                left -= len(row)
                if left < 0:
                    break
                if cells := " ".join(filter(None, map(_cell, row))):
                    lines.append(cells)
            if lines:
                yield from (name, *lines)


def _shown_sheets(book: calamine.CalamineWorkbook) -> list[str]:
    """Return the names of the sheets that are shown, in their order."""
    return [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.visible == calamine.SheetVisibleEnum.Visible
        and sheet.typ == calamine.SheetTypeEnum.WorkSheet
    ]


def _cell(value: object) -> str:
    """Return a cell as text on one line."""
    return " ".join(_text(value).split())


def _text(value: object) -> str:
    match value:
        case bool():
            return str(value).upper()
        case float() if value.is_integer() and abs(value) < LARGEST_WHOLE:
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ", "minutes")
        case date() | time():
            return value.isoformat()
    return _duration(value) if isinstance(value, timedelta) else str(value)


def _duration(value: timedelta) -> str:
    """Return hours, also more than a day has, with minutes, and with seconds if there are any."""
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")


def _is_locked_binary(compound: olefile.OleFileIO[Any]) -> bool:
    """Return whether an old Word or Excel file says at its beginning that it is encrypted."""
    if compound.exists("WordDocument"):
        head = compound.openstream("WordDocument").read(_FIB_HEAD)
        return len(head) == _FIB_HEAD and bool(head[11] & 1)
    if compound.exists("Workbook"):
        head = compound.openstream("Workbook").read(4096)
        at = 0
        while at + 4 <= len(head):  # records of a kind, a length, and the data
            if head[at : at + 2] == b"\x2f\x00":
                return True
            at += 4 + int.from_bytes(head[at + 2 : at + 4], "little")
    return False


def _from_codepage(value: bytes | None) -> str:
    if not value:
        return ""
    try:
        return value.decode("utf-8").strip("\0")
    except UnicodeDecodeError:
        return value.decode("cp1252", "replace").strip("\0")


def _one_line(text: str | None) -> str | None:
    return " ".join(readable(text or "").split())[:300] or None


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
