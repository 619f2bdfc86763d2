"""A case as one archive, `sagen.zip`: a page that is whole offline, tables of facts, and the texts.

The same input gives the same bytes. Documents stay at their publishers: their files come along
only where the setting `archive_originals` says so, byte for byte. A withheld document is left out.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment

from hub.documents.records import Text, Version
from hub.files import write_atomically
from hub.project import Project
from hub.site.case_status import case_status
from hub.site.entries import DocumentEntry, Entry, RoundEntry
from hub.site.file_facts import Files
from hub.site.overviews import document_kind
from hub.site.reading_blocks import ReadingText
from hub.site.reading_flow import reading_text
from hub.site.round_headings import round_headings
from hub.site.timeline import timeline
from hub.text.csv_tables import MARKED, csv_table
from hub.text.labels import MISSING_FROM_ARCHIVE, PAGE_LACKS
from hub.text.slugs import slug

ARCHIVE_FOLDER: Final = ".cache/hub/archives"
LARGEST_ARCHIVE: Final = 100 * 1024**2
"""Bytes of originals that go into one archive; what would make it larger is only listed."""

LONGEST_NAME: Final = 60
"""Characters of a title in the name of a file."""

_COLUMNS: Final = (
    *("id", "role", "title", "date", "publisher", "area", "address", "landing_page"),
    *("kind", "pages", "size", "sha256", "fetched", "text", "file", "missing", "file_missing"),
)
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The date of every file in the archive: the earliest that the format knows."""


@dataclass(frozen=True, slots=True)
class CaseArchive:
    """An archive that has been made."""

    path: Path
    size: int
    """Bytes."""
    included: int
    """Documents of which the text or the file is in it."""
    documents: int
    """Documents that the case shows."""


@dataclass(frozen=True, slots=True)
class _Item:
    """A document as the archive has it."""

    round: RoundEntry
    document: DocumentEntry
    kind: str
    version: Version | None
    text: Text | None
    reading: ReadingText | None
    """The text as a page shows it."""
    original: bytes | None
    name: str | None
    """The name of the original's file in the archive."""
    missing: str | None
    """Why its text is not there."""
    file_missing: str | None
    """Why its original is not there, where originals are to come along."""


def case_archives(
    project: Project, entries: Iterable[Entry], files: Files, today: dt.date, templates: Environment
) -> Mapping[str, CaseArchive]:
    """Return the archive of every case that has a stored document, by notification.

    What was made of any other case is removed.
    """
    made = {}
    for entry in entries:
        if archive := case_archive(project, entry, files, today, templates):
            made[entry.notification.id] = archive
    folder = project.root / ARCHIVE_FOLDER
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.stem not in made:
            _remove(path)
    return made


def case_archive(
    project: Project, entry: Entry, files: Files, today: dt.date, templates: Environment
) -> CaseArchive | None:
    """Return the archive of a case; None where nothing of its documents is stored."""
    items = tuple(_items(entry, files, originals=project.settings.archive_originals))
    included = sum(one.text is not None or one.original is not None for one in items)
    if not included:
        return None
    path = project.root / ARCHIVE_FOLDER / f"{entry.notification.id}.zip"
    if path.is_dir():
        _remove(path)
    data = _archive(project, entry, items, today, templates)
    write_atomically(path, data)
    return CaseArchive(path, len(data), included, len(items))


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _items(entry: Entry, files: Files, *, originals: bool) -> Iterator[_Item]:
    held, number = 0, 0
    for round_ in entry.rounds:
        for document in round_.documents:
            if document.document.withheld:
                continue
            number += 1
            version = document.file.version if document.file else None
            text = files.text(version) if version and version.reading == "whole" else None
            original, file_missing = (
                _original(files, version, LARGEST_ARCHIVE - held)
                if version and originals
                else (None, None)
            )
            held += len(original or b"")
            name = _name(number, document, version) if original is not None and version else None
            missing = _missing(document, version) if text is None else None
            kind = document_kind(round_, document)
            yield _Item(
                round=round_,
                document=document,
                kind=kind,
                version=version,
                text=text,
                reading=reading_text(text) if text else None,
                original=original,
                name=name,
                missing=missing,
                file_missing=file_missing,
            )


def _original(files: Files, version: Version, room: int) -> tuple[bytes | None, str | None]:
    """Return a document's own bytes, or None and why they stay out.

    The store may be damaged: only bytes with the lock's checksum are handed out under it.
    """
    if version.size > room:
        return None, MISSING_FROM_ARCHIVE["too-large"]
    data = files.store.read(version.sha256)
    if data is None or hashlib.sha256(data).hexdigest() != version.sha256:
        return None, MISSING_FROM_ARCHIVE["damaged"]
    return data, None


def _name(number: int, document: DocumentEntry, version: Version) -> str:
    title = slug(document.document.title)[:LONGEST_NAME].strip("-")
    return f"originaler/{number:02}-{title}.{version.kind}"


def _missing(document: DocumentEntry, version: Version | None) -> str:
    if version is not None:
        return MISSING_FROM_ARCHIVE.get(version.reading, MISSING_FROM_ARCHIVE["unreadable"])
    return MISSING_FROM_ARCHIVE["no-address" if document.document.url is None else "not-fetched"]


def _archive(
    project: Project,
    entry: Entry,
    items: tuple[_Item, ...],
    today: dt.date,
    templates: Environment,
) -> bytes:
    address = f"{project.site_address}{entry.address}" if project.site_address else ""
    rows = [_row(item) for item in items]
    case = {"id": entry.notification.id, "title": entry.notification.title, "address": address}
    page = templates.get_template("archive.html").render(
        site_name=project.site_name,
        site_address=project.site_address,
        address=address,
        entry=entry,
        events=timeline(entry, today),
        standing=case_status(entry, today),
        rounds=[*round_headings(entry)],
        items=items,
        page_lacks=PAGE_LACKS,
    )
    metadata = {"version": 1, "case": case, "documents": rows}
    parts = {
        "index.html": page.encode(),
        "metadata.json": json.dumps(metadata, ensure_ascii=False, indent=2).encode() + b"\n",
        "metadata.csv": csv_table(_COLUMNS, (list(row.values()) for row in rows), MARKED),
        **{item.name: item.original for item in items if item.name and item.original is not None},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # the same on every system
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return out.getvalue()


def _row(item: _Item) -> dict[str, Any]:
    document, version = item.document.document, item.version
    values = {
        "id": item.document.id,
        "role": item.document.role,
        "title": document.title,
        "date": str(document.date) if document.date else None,
        "publisher": item.document.publisher,
        "area": document.area,
        "address": document.url,
        "landing_page": document.landing_page,
        "kind": version.kind if version else None,
        "pages": version.pages if version else None,
        "size": version.size if version else None,
        "sha256": version.sha256 if version else None,
        "fetched": version.fetched if version else None,
        "text": item.text is not None,
        "file": item.name,
        "missing": item.missing,
        "file_missing": item.file_missing,
    }
    return {name: values[name] for name in _COLUMNS}
