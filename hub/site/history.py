"""When a page's content was last changed, by the repository's own history.

Where there is no history, or only the end of one, nothing is known and nothing is said.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hub.git import GitFailed, git

_BLAMED = re.compile(r"([0-9a-f]{40}|[0-9a-f]{64}) [0-9]+ ([0-9]+) ([0-9]+)")
"""A commit, and the first of so many lines that it wrote: in its own version, and now."""


@dataclass(frozen=True, slots=True)
class LineDates:
    """The day on which each line of a file was last changed; empty where that is unknown."""

    days: Sequence[dt.date | None]

    def between(self, first: int, end: int) -> dt.date | None:
        """Return the newest day of the lines from `first` up to before `end`, from 1."""
        lines = self.days[first - 1 : end - 1]
        if not lines or None in lines:
            return None
        return max(day for day in lines if day)


@dataclass(frozen=True, slots=True)
class FileDates:
    """The day of the newest commit of each file, by its path within the project."""

    days: Mapping[str, dt.date]

    def newest(self, *paths: str) -> dt.date | None:
        """Return the newest day of files and folders, if any of them was ever committed."""
        within = tuple(f"{path}/" for path in paths)
        found = (day for file, day in self.days.items() if file in paths or file.startswith(within))
        return max(found, default=None)


@dataclass(frozen=True, slots=True)
class CatalogueDates:
    """When entries of the catalogue were last changed.

    The one file is known line by line; a file of the folder, of which there may be thousands,
    only as a whole.
    """

    file: str
    lines: LineDates
    files: FileDates

    @property
    def is_known(self) -> bool:
        """Whether there is a history to know anything by."""
        return any(self.lines.days) or bool(self.files.days)

    def between(self, file: str, first: int, end: int) -> dt.date | None:
        """Return the newest day of the lines of a file from `first` up to before `end`."""
        return self.lines.between(first, end) if file == self.file else self.files.newest(file)


def line_dates(root: Path, file: str) -> LineDates:
    """Return the dates of a file's lines; lines that are not committed have none."""
    if _git(root, "rev-parse", "--is-shallow-repository").strip() != "false":
        return LineDates(())
    blamed: list[tuple[int, int, str]] = []
    times: dict[str, dt.date | None] = {}
    commit = ""
    # Without the lines themselves, which are the whole of a file that may be large.
    for line in _git(root, "blame", "--incremental", "--", file).splitlines():
        if match := _BLAMED.fullmatch(line):
            commit, first, count = match.groups()
            blamed.append((int(first), int(count), commit))
            if not commit.strip("0"):
                times[commit] = None
        elif line.startswith("committer-time ") and commit not in times:
            times[commit] = _day(line.split(" ", 1)[1])
    return LineDates([times.get(one) for _, count, one in sorted(blamed) for _ in range(count)])


def file_dates(root: Path, *files: str) -> FileDates:
    """Return the dates of the committed files among these files and folders, read at once."""
    if _git(root, "rev-parse", "--is-shallow-repository").strip() != "false":
        return FileDates({})
    # -z ends names by NUL, so that none needs quotes; the format's NUL begins each commit.
    log = _git(root, "log", "-z", "--format=%x00%ct", "--name-only", "--relative", "--", *files)
    days: dict[str, dt.date] = {}
    words = iter(log.split("\0"))
    day = dt.date.min
    for word in words:
        if word:
            days.setdefault(word.removeprefix("\n"), day)
        elif seconds := next(words, ""):
            day = _day(seconds)
    return FileDates(days)


def _day(seconds: str) -> dt.date:
    return dt.datetime.fromtimestamp(int(seconds), tz=dt.UTC).date()


def _git(root: Path, *words: str) -> str:
    """Return what git prints, or nothing where it cannot say it."""
    try:
        return git(root, *words)
    except GitFailed:
        return ""
