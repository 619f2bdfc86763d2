"""Tell by its first and last bytes what a file is; names and labels are only hearsay."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import PurePosixPath
from typing import BinaryIO, Final, Literal, cast
from urllib.parse import unquote, urlsplit

from hub.documents.office_packages import package_kind
from hub.documents.records import Kind

HEAD = 4096
"""Bytes at the beginning of a file that are looked at."""

MOST_DIRECTORY = 64 * 1024**2
"""Bytes of a compound file in which the names of its parts are sought."""

Other = Literal["empty", "json", "lfs-pointer", "zip", "cut-zip", "locked-office", "unknown"]

_EXTENSIONS: Final[dict[str, Kind]] = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".xlsx": "xlsx",
    ".pptx": "pptx",
    ".odt": "odt",
    ".ods": "ods",
    ".doc": "doc",
    ".xls": "xls",
    ".ppt": "ppt",
    ".rtf": "rtf",
    ".htm": "html",
    ".html": "html",
}
_COMPOUND_PARTS: Final[dict[str, Kind | Other]] = {
    "EncryptedPackage": "locked-office",
    "WordDocument": "doc",
    "PowerPoint Document": "ppt",
    "Workbook": "xls",
}
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?(?>\s+|<!--.*?-->|<\?.*?>)*+<(?:!doctype\s+html|html|head|title|body|meta"
    rb"|script|style|form|iframe|table|div|font|h1|br|p|a|b)\b",
    re.IGNORECASE | re.DOTALL,
)
"""A page begins with its markup: two bytes such as »<p« stand by chance in many other files."""

_BINARY = re.compile(rb"[\0-\x08\x0b\x0e-\x1a\x1c-\x1f]")
"""Bytes that no text has in an encoding of the web; the list is that of browsers."""

_PAGE_TYPES = frozenset(("text/html", "application/xhtml+xml"))


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
        return _compound_kind(file)
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(b"version https://git-lfs.github.com/spec"):
        return "lfs-pointer"
    plain = (
        head.decode("utf-16", "ignore").encode() if head[:2] in (b"\xff\xfe", b"\xfe\xff") else head
    )
    if _HTML.match(plain):
        return "html"
    if head.lstrip()[:1] in (b"{", b"[") and _is_json(file):
        return "json"
    return "html" if media_type in _PAGE_TYPES and not _BINARY.search(plain) else "unknown"


def expected_kind(address: str, written_format: str | None) -> Kind | None:
    """Return the kind that an address promises: what the catalogue says, or the name's ending."""
    if written_format:
        return _EXTENSIONS.get(f".{written_format}")
    name = PurePosixPath(unquote(urlsplit(address).path)).suffix.lower()
    return _EXTENSIONS.get(name)


def _compound_kind(file: BinaryIO) -> Kind | Other:
    """Return what an OLE container holds, by the names of its parts; a Word file in doubt."""
    file.seek(0)
    data = file.read(MOST_DIRECTORY)
    for part, kind in _COMPOUND_PARTS.items():
        if part.encode("utf-16-le") in data:
            return kind
    return "doc"


def _zipped_kind(file: BinaryIO) -> Kind | Other:
    try:
        with zipfile.ZipFile(file) as archive:
            if kind := package_kind(archive):
                return kind
            if "mimetype" in archive.NameToInfo and archive.getinfo("mimetype").file_size < HEAD:
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
