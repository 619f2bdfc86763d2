"""Read the files of record as they were at a commit, or as they are now."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Final

from hub.catalogue.loader import CATALOGUE_FOLDER, CatalogueFaulty, faultless_records
from hub.catalogue.model import Catalogue
from hub.catalogue.municipalities import Municipalities
from hub.catalogue.vocabulary import Vocabulary
from hub.documents.lock import LOCK_FILE, read_lock
from hub.documents.records import Lock
from hub.git import GitFailed, git
from hub.links.lock import LOCK_FILE as LINK_LOCK_FILE
from hub.links.lock import read_lock as read_link_lock
from hub.links.records import LinkLock
from hub.project import Project

_CATALOGUE_FILES: Final = tuple(
    f"data/{name}.yaml"
    for name in ("notifications", "vocabulary", "process", "hosts", "municipalities")
)
_SHARED_FILES: Final = tuple(
    f"data/{name}.yaml" for name in ("vocabulary", "process", "municipalities")
)
"""The files of record of which only it is said that they have changed."""


_MOST_FAULTY: Final = 50
"""Faulty versions of the data that are passed over to find a base without faults."""


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
    content_folder: str
    """The content folder, from the project's root."""
    vocabulary: Vocabulary | None = None
    """The names that the catalogue's ids stand for."""
    municipalities: Municipalities | None = None
    commit: str = ""
    """Empty for what stands in the folder now."""
    passed_over: int = 0
    """Newer versions of the data that have faults, so that this one was taken as the base."""


def revisions(project: Project, range_: str) -> tuple[Revision, Revision]:
    """Return both ends of `BASE..HEAD`; without HEAD, the second is what stands there now.

    `BASE...HEAD` begins where HEAD left BASE. Where BASE has faults, the last version without any
    takes its place. Raises UnknownRevision and FaultyRevision.
    """
    root, content = project.root, project.content_name
    if "..." in range_:
        base, head = range_.split("...", 1)
        base = _git(root, "merge-base", _commit(root, base), _commit(root, head or "HEAD")).strip()
    else:
        base, _, head = range_.partition("..")
    before = _faultless_base(root, base, content)
    return before, _revision(root, head, content) if head else _current(project)


def base_of(project: Project, name: str) -> Revision:
    """Return what stood where HEAD left a commit, or the last version before it without faults.

    Raises UnknownRevision and FaultyRevision.
    """
    root = project.root
    base = _git(root, "merge-base", _commit(root, name), _commit(root, "HEAD")).strip()
    return _faultless_base(root, base, project.content_name)


def _faultless_base(root: Path, name: str, content: str) -> Revision:
    """Return the revision of a commit, or of the last one before it that has no faults."""
    commit = _commit(root, name)
    versions = ("rev-list", "--first-parent", f"--max-count={_MOST_FAULTY}", commit, "--", "data")
    for passed_over, one in enumerate((commit, *_git(root, *versions).split()[1:])):
        try:
            return replace(_revision(root, one, content), commit=one, passed_over=passed_over)
        except FaultyRevision:
            continue
    raise FaultyRevision(name)


def _revision(root: Path, name: str, content: str) -> Revision:
    commit = _commit(root, name)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        (copy / "data").mkdir()
        there = _git(root, "ls-tree", "-r", commit, "./")
        blobs = dict(_entry(line) for line in there.splitlines())
        entries = [
            file for file in blobs if PurePosixPath(file).match(f"{CATALOGUE_FOLDER}/*.yaml")
        ]
        (copy / CATALOGUE_FOLDER).mkdir()
        for file in (*_CATALOGUE_FILES, *entries, LOCK_FILE, LINK_LOCK_FILE):
            if file in blobs:
                text = _git(root, "cat-file", "blob", blobs[file])
                (copy / file).write_text(text, encoding="utf-8", newline="")
        if not entries and _CATALOGUE_FILES[0] not in blobs:
            return Revision(Catalogue(notifications=()), Lock(), LinkLock(), {}, content)
        return _read(copy, name, blobs, content)


def _current(project: Project) -> Revision:
    root, content = project.root, project.content_name
    files = [file for file in _SHARED_FILES if (root / file).is_file()]
    files += [
        f"{content}/{path.relative_to(project.content).as_posix()}"
        for path in project.content.rglob("*.md")
    ]
    blobs = {file: _git(root, "hash-object", file).strip() for file in files}
    return _read(root, "her", blobs, content)


def _read(root: Path, name: str, blobs: dict[str, str], content: str) -> Revision:
    try:
        records = faultless_records(root)
    except CatalogueFaulty:
        raise FaultyRevision(name) from None
    assert records.catalogue.model is not None
    pages = {
        file: blob
        for file, blob in blobs.items()
        if (file.startswith(f"{content}/") and file.endswith(".md")) or file in _SHARED_FILES
    }
    links, _ = read_link_lock(root)
    lock = read_lock(root).lock
    words = records.vocabulary, records.municipalities
    return Revision(records.catalogue.model, lock, links, pages, content, *words)


def _entry(line: str) -> tuple[str, str]:
    """Return a file's path and its blob from a line of `git ls-tree`."""
    facts, _, path = line.partition("\t")
    return path, facts.split()[2]


def _commit(root: Path, name: str) -> str:
    return _git(root, "rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}").strip()


def _git(root: Path, *words: str) -> str:
    """Return what git prints. Raises UnknownRevision with its words where it cannot say it."""
    try:
        return git(root, *words)
    except GitFailed as error:
        raise UnknownRevision(str(error)) from None
