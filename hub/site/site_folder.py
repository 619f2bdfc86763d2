"""The folder that a site is written into; what the last site had the same is taken from there."""

# There are tens of thousands of files, and making a Path of each takes as long as writing it.
# ruff: noqa: PTH103, PTH108, PTH120, PTH123

from __future__ import annotations

import os
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SiteFolder:
    """A folder with a site in the making.

    A file of the last site with the same bytes becomes a second name of that file, where the system
    has such. So little is written where little has changed, the old site is removed at once, and
    the file's time tells a reader's browser that it is the same. What is written here must never be
    written over in its place, as the last site may share it; `write` puts a new file there.
    """

    path: Path
    last: Path | None = None
    """The last site; it is removed when this one is in its place. None where there is none."""

    def write(self, address: str, data: bytes) -> None:
        """Write a file by its address within the site. Raises OSError."""
        path = f"{self.path}/{address}"
        old = f"{self.last}/{address}"
        write = _link if self.last and _holds(old, data) else _write
        try:
            write(path, data, old)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            write(path, data, old)

    def copy(self, address: str, source: Path) -> None:
        """Write a file with the bytes of another one. Raises OSError."""
        path = self.path / address
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, path)


def _holds(path: str, data: bytes) -> bool:
    """Return whether a file is there, is a file itself and not a link to one, and has the bytes."""
    try:
        known = os.lstat(path)
        if known.st_size != len(data) or not stat.S_ISREG(known.st_mode):
            return False
        with open(path, "rb", buffering=0) as stream:
            return stream.read() == data
    except OSError:
        return False


def _link(path: str, data: bytes, old: str) -> None:
    try:
        os.link(old, path)
    except FileNotFoundError:
        raise
    except OSError:  # another file system, or one without second names
        _write(path, data, old)


def _write(path: str, data: bytes, old: str) -> None:
    try:
        with open(path, "xb", buffering=0) as stream:
            written = stream.write(data)
            while written < len(data):  # a full disk is told by the second try
                written += stream.write(data[written:])
    except FileExistsError:
        os.unlink(path)
        _write(path, data, old)
