"""What was found of a document's file, told for readers: facts, an honest check, its history."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from hub.catalogue.model import Document
from hub.documents.records import Lock, Record, Text, Version
from hub.documents.store import Store
from hub.inputs import Inputs
from hub.text.danish import date_text, list_text, number_text
from hub.text.dates import KnownDate
from hub.text.labels import FILE_TROUBLES, LANGUAGES, PDF_SHORTCOMINGS, UNREADABLE_FILES

EXEMPT_BEFORE: Final = KnownDate(2018, 9, 23)
"""Files published before this day are for the most part exempt from the accessibility rules."""

MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One version of a file: since when, and how it differed from the one before."""

    day: KnownDate
    text: str
    sha256: str


@dataclass(frozen=True, slots=True)
class FoundFile:
    """What readers are told of a file."""

    facts: tuple[str, ...]
    """»PDF«, »1,2 MB«, »14 sider«, »dansk«."""
    check: tuple[tuple[str, bool], ...]
    """What an automatic check saw, each with yes or no; empty where nothing could be checked."""
    exempt: bool
    """Whether the document is of the older kind that the accessibility rules exempt."""
    trouble: str | None
    since: KnownDate | None
    """Since when the trouble has been there."""
    history: tuple[HistoryLine, ...]
    version: Version | None
    readable: bool
    """Whether the text by page is known, so that there is a reading view."""

    @property
    def check_text(self) -> str | None:
        """What the check means for readers, in a sentence; nothing where nothing was checked."""
        if not self.check:
            return None
        lacking = [PDF_SHORTCOMINGS[what] for what, met in self.check if not met]
        found = list_text(lacking) or "er gjort klar til skærmlæser og har titel og sprog"
        return f"Automatisk kontrol: PDF'en {found}"

    @property
    def asks_for_help(self) -> bool:
        """Whether a reader may need another version of the file."""
        return any(not met for _, met in self.check) or not self.readable


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a catalogue as they were last found."""

    lock: Lock
    store: Store
    _texts: dict[str, Text | None] = field(default_factory=dict, repr=False, compare=False)
    """What was read of texts: whether a page can be made of one is asked before it is made."""

    def found(self, document: Document) -> FoundFile | None:
        """Return what was found of a file; None where nothing was asked or it is withheld."""
        if document.url is None or document.withheld:
            return None
        record = self.lock.documents.get(document.url)
        return self._found(document, record) if record else None

    def _found(self, document: Document, record: Record) -> FoundFile:
        version = record.current
        trouble = FILE_TROUBLES.get(record.verdict)
        return FoundFile(
            facts=_facts(version) if version else (),
            check=_check(version) if version else (),
            exempt=document.date is not None and document.date.is_before(EXEMPT_BEFORE),
            trouble=trouble,
            since=KnownDate.parse(record.since) if trouble else None,
            history=tuple(_history(one) for one in reversed(record.versions)),
            version=version,
            readable=version is not None
            and version.reading == "whole"
            and self.text(version) is not None,
        )

    def text(self, version: Version) -> Text | None:
        """Return a version's text by page, if the store has it."""
        if version.sha256 not in self._texts:
            self._texts[version.sha256] = self.store.text(version.sha256)
        return self._texts[version.sha256]

    def thumbnail(self, version: Version) -> Path | None:
        """Return where a version's thumbnail lies, if the store has it on this machine."""
        path = self.store.local_path(version.sha256, "thumbnail.webp")
        return path if path is not None and _is_webp(path) else None


def files_of(inputs: Inputs) -> Files:
    """Return the files of what a build reads."""
    return Files(
        inputs.lock, Store.at(inputs.project.root, inputs.project.settings.documents.store)
    )


def _is_webp(path: Path) -> bool:
    """Return whether a file begins as a WebP and is as long as it says itself."""
    with path.open("rb") as stream:
        start = stream.read(12)
    size = 8 + int.from_bytes(start[4:8], "little")
    return start[:4] == b"RIFF" and start[8:] == b"WEBP" and path.stat().st_size == size


def size_text(size: int) -> str:
    """Return a size in the units of everyday: »196 kB«, »1,2 MB«."""
    if size < MEGABYTE:
        return f"{number_text(max(1, round(size / 1000)))} kB"
    return f"{number_text(round(size / MEGABYTE, 1))} MB"


def _facts(version: Version) -> tuple[str, ...]:
    facts = [version.kind.upper(), size_text(version.size)]
    if version.pages:
        facts.append(f"{number_text(version.pages)} {'side' if version.pages == 1 else 'sider'}")
    if version.pages and version.unread_pages:
        read = number_text(version.pages - version.unread_pages)
        facts.append(f"kun {read} af {number_text(version.pages)} sider er læst")
    if version.pages and version.picture_pages:
        pictures, pages = number_text(version.picture_pages), number_text(version.pages)
        verb = "er et billede" if version.picture_pages == 1 else "er billeder"
        facts.append(f"{pictures} af {pages} sider {verb}")
    if version.pdf and version.pdf.language:
        code = version.pdf.language.split("-")[0].lower()[:2]
        facts.append(LANGUAGES.get(code, version.pdf.language))
    if version.reading in UNREADABLE_FILES:
        facts.append(UNREADABLE_FILES[version.reading])
    return tuple(facts)


def _check(version: Version) -> tuple[tuple[str, bool], ...]:
    pdf = version.pdf
    if pdf is None:
        return ()
    return (
        ("tagged", pdf.tagged),
        ("title", bool(version.title)),
        ("language", bool(pdf.language)),
    )


def _history(version: Version) -> HistoryLine:
    day = KnownDate.of(dt.date.fromisoformat(version.fetched))
    change = version.change
    if change is None:
        return HistoryLine(day, f"Set første gang {date_text(day)}", version.sha256)
    parts = []
    before, after = change.pages
    if before and after and before != after:
        parts.append(f"{number_text(before)} → {number_text(after)} sider")
    if change.size[0] != change.size[1]:
        parts.append(f"{size_text(change.size[0])} → {size_text(change.size[1])}")
    if change.words_added or change.words_removed:
        added, removed = change.words_added or 0, change.words_removed or 0
        parts.append(f"{number_text(added)} ord til, {number_text(removed)} ord fra")
    text = ", ".join(parts) or "samme sider og størrelse"
    return HistoryLine(day, f"Ændret {date_text(day)}: {text}", version.sha256)
