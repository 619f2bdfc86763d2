"""The parts of an Office Open XML package: which comes first, and what a part refers to.

The form is that of ECMA-376, part 2. References are found by their tags: a stranger's XML is parsed
in child processes only.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from typing import Final, Literal, NamedTuple

PackageKind = Literal["docx", "xlsx", "pptx"]

LARGEST_LIST: Final = 1024**2
"""Bytes to which a list of references, or of slides, may expand."""

_FOLDERS: Final[dict[str, PackageKind]] = {"word": "docx", "xl": "xlsx", "ppt": "pptx"}
_USUAL: Final = ["word/document.xml", "xl/workbook.xml", "xl/workbook.bin", "ppt/presentation.xml"]
"""Main parts of packages that lack the list which names theirs."""

_REFERENCE: Final = re.compile(rb"<(?:\w+:)?Relationship\s([^<>]*)>")
_ATTRIBUTE: Final = re.compile(r"(\w+)\s*=\s*[\"']([^\"']*)[\"']")
_SLIDE: Final = re.compile(rb"<(?:\w+:)?sldId\s[^<>]*?\w:id\s*=\s*[\"']([^\"']+)")


class _Reference(NamedTuple):
    id: str
    type: str
    part: str


def main_part(archive: zipfile.ZipFile) -> str | None:
    """Return the part that comes first; Word and others may number its name: `document2.xml`."""
    names = set(archive.namelist())
    told = [one.part for one in _references(archive, "") if one.type.endswith("/officeDocument")]
    return next((part for part in (*told, *_USUAL) if part in names), None)


def package_kind(archive: zipfile.ZipFile) -> PackageKind | None:
    """Return what a package is, by the folder of its main part; None where it is none of them."""
    return _FOLDERS.get((main_part(archive) or "").partition("/")[0])


def slide_parts(archive: zipfile.ZipFile) -> tuple[str, ...]:
    """Return the slides of a presentation in the order in which they are shown."""
    main = main_part(archive)
    if main is None:
        return ()
    parts = {one.id: one.part for one in _references(archive, main)}
    ids = (one.decode("utf-8", "replace") for one in _SLIDE.findall(_list(archive, main)))
    return tuple(parts[one] for one in ids if parts.get(one) in archive.NameToInfo)


def _references(archive: zipfile.ZipFile, part: str) -> list[_Reference]:
    folder, name = posixpath.split(part)
    found = []
    for tag in _REFERENCE.findall(_list(archive, posixpath.join(folder, "_rels", f"{name}.rels"))):
        told = dict(_ATTRIBUTE.findall(tag.decode("utf-8", "replace")))
        target = posixpath.normpath(posixpath.join("/", folder, told.get("Target", "")))
        found.append(_Reference(told.get("Id", ""), told.get("Type", ""), target.lstrip("/")))
    return found


def _list(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a part that lists others; nothing where it is not there or too large for a list."""
    known = archive.NameToInfo.get(name)
    return archive.read(name) if known and known.file_size <= LARGEST_LIST else b""
