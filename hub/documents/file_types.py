"""Tell by its first and last bytes what a file is; names and labels are only hearsay."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import PurePosixPath
from typing import BinaryIO, Final, Literal, cast
from urllib.parse import unquote, urlsplit

from hub.documents.records import Kind

HEAD, TAIL = 4096, 2048
"""Bytes at the two ends of a file that are looked at."""

Other = Literal["empty", "json", "lfs-pointer", "zip", "cut-zip", "unknown"]

_EXTENSIONS: Final[dict[str, Kind]] = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".xlsx": "xlsx",
    ".pptx": "pptx",
    ".odt": "odt",
    ".ods": "ods",
    ".doc": "doc",
    ".xls": "doc",
    ".ppt": "doc",
    ".rtf": "rtf",
    ".htm": "html",
    ".html": "html",
}
_ZIP_PARTS: Final[dict[str, Kind]] = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "ppt/presentation.xml": "pptx",
}
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|title|body|meta|script|form|div|p|h1)\b", re.IGNORECASE
)


def kind_of(file: BinaryIO, media_type: str | None = None) -> Kind | Other:  # noqa: PLR0911  # a list of cases
    """Return what a file is by its bytes; the media type decides only where they say nothing."""
    file.seek(0)
    head = file.read(HEAD)
    if not head.strip():
        return "empty"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK"):
        return _zipped_kind(file)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "doc"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(b"version https://git-lfs.github.com/spec"):
        return "lfs-pointer"
    plain = (
        head.decode("utf-16", "ignore").encode() if head[:2] in (b"\xff\xfe", b"\xfe\xff") else head
    )
    if _HTML.search(plain):
        return "html"
    if head.lstrip()[:1] in (b"{", b"[") and _is_json(file):
        return "json"
    return "html" if media_type in ("text/html", "application/xhtml+xml") else "unknown"


def expected_kind(address: str, written_format: str | None) -> Kind | None:
    """Return the kind that an address promises: what the catalogue says, or the name's ending."""
    if written_format:
        return _EXTENSIONS.get(f".{written_format}")
    name = PurePosixPath(unquote(urlsplit(address).path)).suffix.lower()
    return _EXTENSIONS.get(name)


def is_cut(file: BinaryIO) -> bool:
    """Return whether a PDF lacks its end: neither of the two marks that close every PDF."""
    file.seek(0, 2)
    file.seek(max(0, file.tell() - TAIL))
    tail = file.read()
    return b"%%EOF" not in tail and b"startxref" not in tail


def _zipped_kind(file: BinaryIO) -> Kind | Other:
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            for part, kind in _ZIP_PARTS.items():
                if part in names:
                    return kind
            if "mimetype" in names and archive.getinfo("mimetype").file_size < HEAD:
                said = archive.read("mimetype").decode("ascii", "replace")
                ending = {"text": "odt", "spreadsheet": "ods"}.get(said.rpartition(".")[2])
                return cast("Kind", ending) if ending else "zip"
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError, NotImplementedError, EOFError):
        return "cut-zip"
    return "zip"


def _is_json(file: BinaryIO) -> bool:
    file.seek(0)
    try:
        json.loads(file.read(1024**2))
    except (ValueError, RecursionError):
        return False
    return True
