"""The cases' documents in one file each: which go in, and what is said of the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hub.documents.dossier import (
    Case,
    Dossier,
    NothingStored,
    Part,
    Section,
    forget_dossiers,
    make_dossier,
)
from hub.documents.records import Version
from hub.project import Project
from hub.site.case_pages import round_heading
from hub.site.entries import DocumentEntry, Entry
from hub.site.file_facts import Files
from hub.text.danish import date_text
from hub.text.dates import KnownDate

_UNREADABLE = frozenset(("time", "memory", "crash", "unreadable"))


def dossiers(project: Project, entries: Iterable[Entry], files: Files) -> Mapping[str, Dossier]:
    """Return the dossier of every case of which a document is stored, by notification.

    What was merged of any other case is removed.
    """
    made = {}
    for entry in filter(_has_a_file, entries):
        try:
            made[entry.notification.id] = dossier(project, entry, files)
        except NothingStored:
            continue
    forget_dossiers(project.root, made.keys())
    return made


def dossier(project: Project, entry: Entry, files: Files) -> Dossier:
    """Return the dossier of a case. Raises NothingStored."""
    seconds = project.settings.documents.reading_seconds
    return make_dossier(
        project.root, files.store, _case(entry, project.site_address), seconds=seconds
    )


def _has_a_file(entry: Entry) -> bool:
    return any(document.file for round_ in entry.rounds for document in round_.documents)


def _case(entry: Entry, site_address: str) -> Case:
    fetched = [
        KnownDate.parse(document.file.version.fetched)
        for round_ in entry.rounds
        for document in round_.documents
        if _missing(document) is None and document.file and document.file.version
    ]
    return Case(
        id=entry.notification.id,
        title=entry.notification.title,
        address=f"{site_address}{entry.address}" if site_address else "",
        date=max(fetched, key=str, default=None),
        sections=tuple(
            Section(round_heading(round_).text, tuple(map(_part, round_.documents)))
            for round_ in entry.rounds
        ),
    )


def _part(entry: DocumentEntry) -> Part:
    document = entry.document
    told = [date_text(document.date) if document.date else None, entry.publisher]
    missing = _missing(entry)
    version = entry.file.version if entry.file else None
    return Part(
        title=document.title,
        detail=", ".join(filter(None, told)),
        sha256=version.sha256 if version and missing is None else None,
        missing=missing,
    )


def _missing(entry: DocumentEntry) -> str | None:
    """Return why a document cannot go into the file, as a sentence about it ends; else None."""
    version = entry.file.version if entry.file else None
    reasons = (
        (entry.document.withheld, "bliver ikke gengivet her"),
        (entry.document.url is None, "er ikke fundet som fil"),
        (version is None, "er ikke hentet"),
        *(_troubles(version) if version else ()),
    )
    return next((reason for holds, reason in reasons if holds), None)


def _troubles(version: Version) -> tuple[tuple[bool, str], ...]:
    return (
        (version.kind != "pdf", f"er ikke en PDF ({version.kind.upper()})"),
        (version.reading == "password", "kræver adgangskode"),
        (version.pdf is not None and version.pdf.encrypted, "er låst af udgiveren"),
        (version.reading in _UNREADABLE, "kunne ikke læses"),
    )
