"""What has changed for readers, commit by commit; what was found of a commit is kept.

Kept is `.cache/hub/changes.json`: without it, or where the history was written anew, everything is
only compared again. What a faulty commit brought is told with the next that can be read.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from hub.catalogue.model import Catalogue
from hub.changes.commits import DataCommit, data_commits
from hub.changes.deadlines import KnownDeadline, moved_deadlines
from hub.changes.diff import changes
from hub.changes.kinds import Change
from hub.changes.renames import EntryNames, Rename, renames
from hub.changes.revisions import Revision
from hub.changes.snapshots import SnapshotReader, UnreadableSnapshot
from hub.documents.records import Lock
from hub.files import write_atomically
from hub.git import GitFailed
from hub.links.records import LinkLock

KEPT_FILE: Final = ".cache/hub/changes.json"

_END_OF_TIME: Final = 253_402_300_799
"""The last second of the year 9999: no calendar here goes on."""

_NOTHING: Final = Revision(Catalogue.model_construct(notifications=()), Lock(), LinkLock(), {}, "")


class CommitStep(BaseModel):
    """What one commit changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    commit: str
    base: str
    """The commit that it was compared with; empty where it is the first."""
    readable: bool = True
    """Whether its files could be read; one that could not has no changes."""
    changes: tuple[Change, ...] = ()
    deadlines: tuple[KnownDeadline, ...] = ()
    """The deadlines that came, were moved, or were withdrawn."""
    renames: tuple[Rename, ...] = ()


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    made_by: str
    steps: tuple[CommitStep, ...] = ()


@dataclass(frozen=True, slots=True)
class DatedStep:
    """A step with the time of its commit."""

    step: CommitStep
    moment: dt.datetime
    """In UTC; never before that of an earlier step, whatever the clocks said."""
    latest: int
    """The greatest time that any commit up to this one has, in seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Chronology:
    """The steps of a history, oldest first."""

    is_known: bool
    """Whether there is a history: else nothing is known of what has changed."""
    steps: tuple[DatedStep, ...] = ()
    earlier: int = 0
    """The time of the commit before the first step, in seconds since 1970; 0 where none was."""

    def names(self, catalogue: Catalogue) -> EntryNames:
        """Return what the entries of a catalogue were called in this history."""
        past = (rename for one in self.steps for rename in one.step.renames)
        seen = (change.case for one in self.steps for change in one.step.changes)
        return EntryNames.of(catalogue, past, seen)

    @property
    def unreadable(self) -> int:
        """How many commits could not be read."""
        return sum(not one.step.readable for one in self.steps)


def chronology_of(root: Path, given: Catalogue | None = None) -> Chronology:
    """Return what the newest commits of a project changed; reads only what is not kept.

    `given` is what the catalogue's one file holds now, where that has been read and is all of it.
    """
    window = data_commits(root)
    if window is None:
        return Chronology(is_known=False)
    kept = _kept(root)
    try:
        reader = SnapshotReader(root, given)
        steps = tuple(_steps(reader, window.before, window.commits, kept))
    except GitFailed:
        return Chronology(is_known=False)
    if steps != tuple(kept.values()):
        _keep(root, steps)
    moments = _moments([one.seconds for one in window.commits])
    latest = earlier = window.before.seconds if window.before else 0
    dated = []
    for commit, step, moment in zip(window.commits, steps, moments, strict=True):
        latest = max(latest, commit.seconds)
        dated.append(DatedStep(step, dt.datetime.fromtimestamp(moment, tz=dt.UTC), latest))
    return Chronology(is_known=True, steps=tuple(dated), earlier=earlier)


def _steps(
    reader: SnapshotReader,
    before: DataCommit | None,
    commits: Sequence[DataCommit],
    kept: Mapping[tuple[str, str], CommitStep],
) -> Iterator[CommitStep]:
    files = {path: blob for path, blob in before.files.items() if blob} if before else {}
    base = before.id if before else ""
    base_files = dict(files)
    revision: Revision | None = None if before else _NOTHING
    for commit in commits:
        for path, blob in commit.files.items():
            if blob:
                files[path] = blob
            else:
                files.pop(path, None)
        step = kept.get((commit.id, base))
        if step is None:
            revision = revision or _revision(reader, base_files)
            step, revision = _compared(reader, commit, base, revision, files)
        elif step.readable:
            revision = None  # read only when something must be compared with it
        yield step
        if step.readable:
            base, base_files = commit.id, dict(files)


def _compared(
    reader: SnapshotReader,
    commit: DataCommit,
    base: str,
    before: Revision | None,
    files: Mapping[str, str],
) -> tuple[CommitStep, Revision | None]:
    """Return the step of a commit, and what the next is compared with."""
    try:
        after = reader.revision(files)
    except UnreadableSnapshot:
        return CommitStep(commit=commit.id, base=base, readable=False), before
    if before is None:  # what it would be compared with is behind the window and cannot be read
        return CommitStep(commit=commit.id, base=base), after
    renamed = tuple(renames(before.catalogue, after.catalogue))
    found = CommitStep(
        commit=commit.id,
        base=base,
        changes=changes(before, after, with_arrivals=False),
        deadlines=tuple(moved_deadlines(before.catalogue, after.catalogue, renamed)),
        renames=renamed,
    )
    return found, after


def _revision(reader: SnapshotReader, files: Mapping[str, str]) -> Revision | None:
    try:
        return reader.revision(files)
    except UnreadableSnapshot:
        return None


def _moments(seconds: Sequence[int]) -> Iterator[int]:
    """Yield times that never go back, of times by clocks of which some were wrong.

    A commit cannot be later than the one after it, so a clock that was ahead is noticed there.
    """
    latest = 0
    for at, own in enumerate(seconds):
        following = seconds[at + 1] if at + 1 < len(seconds) else own
        latest = max(latest, min(own, following, _END_OF_TIME))
        yield latest


def _kept(root: Path) -> Mapping[tuple[str, str], CommitStep]:
    try:
        kept = _Kept.model_validate_json((root / KEPT_FILE).read_bytes())
    except (OSError, ValidationError):
        return {}
    if kept.made_by != _made_by():
        return {}
    return {(step.commit, step.base): step for step in kept.steps}


def _keep(root: Path, steps: tuple[CommitStep, ...]) -> None:
    data = _Kept(made_by=_made_by(), steps=steps).model_dump_json()
    with contextlib.suppress(OSError):  # where it cannot be kept, the next build compares again
        write_atomically(root / KEPT_FILE, data.encode())


def _made_by() -> str:
    """Return a checksum of all that decides what is found of a commit."""
    digest = hashlib.sha256()
    catalogue = Path(__file__).parents[1] / "catalogue"
    for folder in (Path(__file__).parent, catalogue):
        for path in sorted((*folder.glob("*.py"), *folder.glob("*.yaml"))):
            digest.update(path.read_bytes())
    return digest.hexdigest()
