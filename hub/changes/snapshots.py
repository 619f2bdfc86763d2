"""Read the files of record of one commit after the other: what has not changed is read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from hub.catalogue.loader import CATALOGUE_FILE, CATALOGUE_FOLDER, check_source
from hub.catalogue.model import Catalogue
from hub.catalogue.source import source_of_bytes
from hub.changes.revisions import Revision
from hub.documents.lock import LOCK_FILE
from hub.documents.records import Lock
from hub.git import git, git_blobs
from hub.links.lock import LOCK_FILE as LINK_LOCK_FILE
from hub.links.records import LinkLock
from hub.lockfile import parse_lock

Files = Mapping[str, str]
"""The blob of each file of record, by its path from the root."""

_LOCKS: Mapping[str, type[BaseModel]] = {LOCK_FILE: Lock, LINK_LOCK_FILE: LinkLock}


class UnreadableSnapshot(Exception):
    """A file of record of a commit cannot be read; the message is its path."""


@dataclass(slots=True)
class SnapshotReader:
    """Reads snapshots of a repository; it keeps what the last of them was made of."""

    root: Path
    given: Catalogue | None = None
    """What the catalogue's one file holds now; where a commit has the same, it is not read."""
    _read: dict[tuple[str, str], Any] = field(default_factory=dict)
    """What was read of each file and blob; None of one that is faulty."""
    _blob: str | None = None

    def revision(self, files: Files) -> Revision:
        """Return what the files said. Raises UnreadableSnapshot and GitFailed.

        Rules between entries are not asked: what was published once is to be told.
        """
        wanted = {(path, blob) for path, blob in files.items() if _is_record(path)}
        self._read = {one: value for one, value in self._read.items() if one in wanted}
        if self.given is not None and (one := (CATALOGUE_FILE, self._now())) in wanted:
            self._read[one] = self.given
        missing = sorted(wanted - self._read.keys())
        data = git_blobs(self.root, [blob for _, blob in missing])
        for path, blob in missing:
            self._read[path, blob] = _parsed(path, data.get(blob))
        for path, blob in sorted(wanted):
            if self._read[path, blob] is None:
                raise UnreadableSnapshot(path)
        locks = {path: self._read[path, files[path]] for path in _LOCKS if path in files}
        return Revision(
            self._catalogue(files),
            locks.get(LOCK_FILE, Lock()),
            locks.get(LINK_LOCK_FILE, LinkLock()),
            contents={},
            content_folder="",
        )

    def _now(self) -> str:
        """Return the blob of the catalogue's one file as it is now."""
        if self._blob is None:
            self._blob = git(self.root, "hash-object", CATALOGUE_FILE).strip()
        return self._blob

    def _catalogue(self, files: Files) -> Catalogue:
        """Return the notifications of all files, the one file's first."""
        paths = sorted(
            (path for path in files if _is_catalogue(path)),
            key=lambda path: (path != CATALOGUE_FILE, path),
        )
        parts: list[Catalogue] = [self._read[path, files[path]] for path in paths]
        if len(parts) == 1:
            return parts[0]
        return Catalogue.model_construct(
            source_list=next((one.source_list for one in parts if one.source_list), None),
            notifications=tuple(entry for part in parts for entry in part.notifications),
        )


def _is_catalogue(path: str) -> bool:
    parent, _, name = path.rpartition("/")
    in_folder = parent == CATALOGUE_FOLDER and name.endswith(".yaml") and name[0] != "."
    return path == CATALOGUE_FILE or in_folder


def _is_record(path: str) -> bool:
    return _is_catalogue(path) or path in _LOCKS


def _parsed(path: str, data: bytes | None) -> Any:
    if data is None:
        return None
    if path not in _LOCKS:
        return check_source(source_of_bytes(data, path), Catalogue, []).model
    try:
        return parse_lock(data, _LOCKS[path])
    except (ValueError, RecursionError):
        return None
