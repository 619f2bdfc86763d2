"""The commits that changed the catalogue or what was found of it, from the repository's history.

Only the first parents are followed: what a branch brought is one change, on the day it was merged.
No name and no address of a person is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hub.catalogue.loader import CATALOGUE_FILE, CATALOGUE_FOLDER
from hub.documents.lock import LOCK_FILE
from hub.git import GitFailed, git, git_sizes
from hub.links.lock import LOCK_FILE as LINK_LOCK_FILE

MOST_COMMITS: Final = 500
"""Commits that are looked at; those before are only what the oldest is compared with."""

MOST_BYTES: Final = 64 * 1024**2
"""Bytes of all versions of files that are looked at; what is older counts as those before."""

DATA_FILES: Final = (CATALOGUE_FILE, CATALOGUE_FOLDER, LOCK_FILE, LINK_LOCK_FILE)


@dataclass(frozen=True, slots=True)
class DataCommit:
    """A commit that changed files of record."""

    id: str
    seconds: int
    """When it was committed, since 1970, by the clock of whoever did it."""
    files: Mapping[str, str | None]
    """The blob of each file that it changed, by its path from the root; None for one it removed."""


@dataclass(frozen=True, slots=True)
class CommitWindow:
    """The newest commits, oldest first, and the files before them."""

    commits: tuple[DataCommit, ...]
    before: DataCommit | None
    """The state that the oldest is compared with; None where nothing came before it."""


def data_commits(root: Path) -> CommitWindow | None:
    """Return the commits of a repository that changed files of record.

    None where that is not known: no repository, no commits, or only the end of its history.
    """
    try:
        if git(root, "rev-parse", "--is-shallow-repository").strip() != "false":
            return None
        found = tuple(_logged(root))
    except GitFailed:
        return None
    if not found:
        return None
    kept = _bounded(root, found)
    before = None if len(kept) == len(found) else _whole(root, found[len(kept)])
    return CommitWindow(kept[::-1], before)


def _logged(root: Path) -> Iterator[DataCommit]:
    """Yield the newest commits, newest first, and one more if there is any."""
    words = (
        *("-c", "log.showSignature=false", "log", "-z", "--first-parent", "-m", "--raw"),
        *("--no-abbrev", "--no-renames", "--relative", "--format=%x00%H %ct"),
        f"--max-count={MOST_COMMITS + 1}",
    )
    fields = iter(git(root, *words, "--", *DATA_FILES).split("\0"))
    id_, seconds, files = "", 0, dict[str, str | None]()
    for field in fields:
        if not field:
            if id_:
                yield DataCommit(id_, seconds, files)
            header = next(fields, "").split()
            if not header:
                return
            id_, seconds, files = header[0], int(header[1]), {}
        else:
            _, _, _, blob, state = field.lstrip("\n:").split(" ")
            files[next(fields)] = None if state == "D" else blob
    if id_:
        yield DataCommit(id_, seconds, files)


def _bounded(root: Path, found: Sequence[DataCommit]) -> tuple[DataCommit, ...]:
    """Return the newest commits whose files together are not too large."""
    kept = found[:MOST_COMMITS]
    blobs = [blob for commit in kept for blob in commit.files.values() if blob]
    sizes = git_sizes(root, blobs)
    total = 0
    for count, commit in enumerate(kept):
        total += sum(sizes.get(blob or "", 0) for blob in commit.files.values())
        if total > MOST_BYTES and count:
            return tuple(kept[:count])
    return tuple(kept)


def _whole(root: Path, commit: DataCommit) -> DataCommit:
    """Return a commit with all files of record that there were after it."""
    listed = git(root, "ls-tree", "-r", "-z", commit.id, "--", *DATA_FILES)
    entries = (line.partition("\t") for line in listed.split("\0") if line)
    return DataCommit(
        commit.id, commit.seconds, {path: facts.split()[2] for facts, _, path in entries}
    )
