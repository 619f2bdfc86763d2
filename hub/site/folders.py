"""Replace a whole folder at once: whoever looks finds the old one or the new one, never a mix."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: builds there do not wait for one another
    fcntl = None  # type: ignore[assignment]  # the module's absence is its own value

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@contextlib.contextmanager
def fresh_folder(work: Path) -> Iterator[Path]:
    """Yield a new empty folder inside `work`; remove it afterwards, and what was left by others.

    Builds wait for one another; a killed one's remains are removed by the next.
    """
    work.mkdir(parents=True, exist_ok=True)
    with _lock(work / "lock"):
        for left in work.glob("build-*"):
            shutil.rmtree(left, ignore_errors=True)
        folder = Path(tempfile.mkdtemp(prefix="build-", dir=work))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def replace_folder(new: Path, target: Path) -> None:
    """Put `new` in the place of `target` in one step; the old folder ends up elsewhere.

    From another file system `new` is copied beside `target` first. Where the system cannot
    exchange two folders in one step, the old one is moved aside first, and a reader may for a
    moment find none. Whatever fails, the old folder stays or comes back.
    """
    new.chmod(0o755)  # a folder made for a temporary purpose is private
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        _put_in_place(new, target)
    except OSError as error:
        # Only trying tells: also within one file system a mount stands between two folders.
        if error.errno != errno.EXDEV:
            raise
        beside = _beside(target)
        try:
            shutil.copytree(new, beside, symlinks=True)
            _put_in_place(beside, target)
        finally:
            shutil.rmtree(beside, ignore_errors=True)


def restore_folder(target: Path) -> None:
    """Put the old folder back if a replacement was cut off after it was moved aside.

    What a replacement that was cut off has copied is removed.
    """
    shutil.rmtree(_beside(target), ignore_errors=True)
    if not target.exists() and _aside(target).exists():
        _aside(target).rename(target)


def _put_in_place(new: Path, target: Path) -> None:
    if not target.exists():
        new.rename(target)
        return
    if not target.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(target))
    if _exchange(new, target):
        return
    aside = _aside(target)
    shutil.rmtree(aside, ignore_errors=True)
    target.rename(aside)
    try:
        new.rename(target)
    except OSError:
        aside.rename(target)
        raise
    aside.rename(new)


def _aside(target: Path) -> Path:
    return target.with_name(f"{target.name}.old")


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name}.new")


@contextlib.contextmanager
def _lock(path: Path) -> Iterator[None]:
    if fcntl is None:
        yield
        return
    with path.open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)  # the system lets go of it when the process ends
        os.set_inheritable(stream.fileno(), True)  # noqa: FBT003  # takes it by position only; the programs that it started hold the lock too
        yield


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders by the system's own call; return False where there is none."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    done = rename(_AT_FDCWD, bytes(one), _AT_FDCWD, bytes(other), _RENAME_EXCHANGE)
    if done == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.EINVAL, errno.ENOSYS):
        return False
    raise OSError(code, os.strerror(code), str(other))
