"""What a page may tell of a document: its facts, its text, its picture, its history.

It reads only what `hub fetch` has written, and never the network.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hub.documents.facts import Record, Text, Version
from hub.documents.lockfile import read_lock
from hub.documents.store import Store
from hub.problems import Problem
from hub.settings import DocumentSettings


@dataclass(frozen=True, slots=True)
class Shelf:
    """The documents that have been fetched, by address; ask it nothing of a withheld one."""

    records: dict[str, Record]
    store: Store
    problems: tuple[Problem, ...] = ()
    """What kept the lock from being read; the shelf is empty then."""

    @classmethod
    def of(cls, root: Path, settings: DocumentSettings) -> Shelf:
        """Return the shelf of a project; without a lock it is empty."""
        read = read_lock(root)
        return cls(dict(read.lock.documents), Store.at(root, settings.store), read.problems)

    def record(self, address: str) -> Record | None:
        """Return all that is known of an address: latest verdict, status, versions."""
        return self.records.get(address)

    def current(self, address: str) -> Version | None:
        """Return the newest version that was a document: size, pages, facts."""
        record = self.records.get(address)
        return record.current if record else None

    def history(self, address: str) -> tuple[Version, ...]:
        """Return every version that stood at an address, oldest first."""
        record = self.records.get(address)
        return record.versions if record else ()

    def text(self, address: str) -> Text | None:
        """Return the newest version's text by page, with labels and outline; None without one."""
        version = self.current(address)
        return self.store.text(version.sha256) if version else None

    def thumbnail(self, address: str) -> bytes | None:
        """Return the picture of the first page as WebP; None where there is none."""
        version = self.current(address)
        return self.store.read(version.sha256, "thumbnail.webp") if version else None

    def document(self, address: str) -> bytes | None:
        """Return the newest version's bytes, for a file that holds a whole case."""
        version = self.current(address)
        return self.store.read(version.sha256) if version else None
