"""Read the files of record as they were at a commit, or as they are now."""

from __future__ import annotations

import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hub.catalogue.model import Catalogue
from hub.documents.facts import Lock
from hub.documents.lockfile import LOCK_FILE, read_lock
from hub.editing.adding import CatalogueFaulty, faultless_records
from hub.links.facts import LinkLock
from hub.links.lockfile import LOCK_FILE as LINK_LOCK_FILE
from hub.links.lockfile import read_lock as read_link_lock

_CATALOGUE_FILES: Final = tuple(
    f"data/{name}.yaml" for name in ("notifications", "vocabulary", "process", "hosts")
)
_PATIENCE: Final = 60
"""Seconds that git may take."""


class UnknownRevision(Exception):
    """The repository has no such commit, or there is no repository."""


class FaultyRevision(Exception):
    """The files of record of a commit have faults, so nothing can be said of them."""


@dataclass(frozen=True, slots=True)
class Revision:
    """The files of record at one time."""

    catalogue: Catalogue
    lock: Lock
    links: LinkLock
    contents: dict[str, str]
    """The other files that make pages (`content/om.md`, `data/vocabulary.yaml`), each with a
    checksum."""


def revisions(root: Path, range_: str) -> tuple[Revision, Revision]:
    """Return both ends of `BASE..HEAD`; without HEAD, the second is what stands there now.

    `BASE...HEAD` begins where HEAD left BASE. Raises UnknownRevision and FaultyRevision.
    """
    if "..." in range_:
        base, head = range_.split("...", 1)
        base = _git(root, "merge-base", _commit(root, base), _commit(root, head or "HEAD")).strip()
    else:
        base, _, head = range_.partition("..")
    return _revision(root, base), _revision(root, head) if head else _current(root)


def _revision(root: Path, name: str) -> Revision:
    commit = _commit(root, name)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        (copy / "data").mkdir()
        there = _git(root, "ls-tree", "-r", commit, "./")
        blobs = dict(_entry(line) for line in there.splitlines())
        for file in (*_CATALOGUE_FILES, LOCK_FILE, LINK_LOCK_FILE):
            if file in blobs:
                text = _git(root, "cat-file", "blob", blobs[file])
                (copy / file).write_text(text, encoding="utf-8", newline="")
        if _CATALOGUE_FILES[0] not in blobs:
            return Revision(Catalogue(notifications=()), Lock(), LinkLock(), {})
        return _read(copy, name, blobs)


def _current(root: Path) -> Revision:
    files = [f"data/{name}.yaml" for name in ("vocabulary", "process")]
    files += [path.relative_to(root).as_posix() for path in (root / "content").rglob("*.md")]
    blobs = {file: _git(root, "hash-object", file).strip() for file in files}
    return _read(root, "her", blobs)


def _read(root: Path, name: str, blobs: dict[str, str]) -> Revision:
    try:
        records = faultless_records(root)
    except CatalogueFaulty:
        raise FaultyRevision(name) from None
    assert records.catalogue.model is not None
    pages = {
        file: blob
        for file, blob in blobs.items()
        if (file.startswith("content/") and file.endswith(".md"))
        or file in ("data/vocabulary.yaml", "data/process.yaml")
    }
    links, _ = read_link_lock(root)
    return Revision(records.catalogue.model, read_lock(root).lock, links, pages)


def _entry(line: str) -> tuple[str, str]:
    """Return a file's path and its blob from a line of `git ls-tree`."""
    facts, _, path = line.partition("\t")
    return path, facts.split()[2]


def _commit(root: Path, name: str) -> str:
    return _git(root, "rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}").strip()


def _git(root: Path, *words: str) -> str:
    """Return what git says. Raises UnknownRevision with its words where it cannot say it."""
    try:
        done = subprocess.run(  # noqa: S603  # no shell, and the words are ours or a commit's name
            ["git", "-c", "core.quotePath=false", "-C", str(root), *words],  # noqa: S607
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=_PATIENCE,
            check=False,
        )
    except (FileNotFoundError, subprocess.TimeoutExpired) as error:
        raise UnknownRevision(str(error)) from None
    if done.returncode:
        raise UnknownRevision(done.stderr.strip().splitlines()[0] if done.stderr else words[0])
    return done.stdout
