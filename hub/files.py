"""Files and folders that change all at once: atomic writes, locks, and the exchange of folders.

Whoever looks finds the old content or the new one, never a mix; a killed run leaves the old one.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

LOCK_FOLDER: Final = ".cache/hub/locks"
"""Where the locks of a project lie, from its root."""

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_NEW_FILE_MODE = 0o644


@contextlib.contextmanager
def exclusive_lock(path: Path, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Hold the lock file `path` while the body runs; the system frees that of a killed run.

    `waiting` is called once if another process holds it. Processes and threads exclude each other.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415  # most commands need no lock

    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        waiting()
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def record_lock(
    root: Path, file: str, waiting: Callable[[], None] = lambda: None
) -> contextlib.AbstractContextManager[None]:
    """Return the lock of a file of record: every command that writes it takes this one.

    `file` is its name from the root, such as `data/notifications.yaml`. The files of a folder,
    `data/notifications/*.yaml`, share the lock of the file beside it: together they are one record.
    """
    record = Path(*Path(file).parts[:2]).stem
    return exclusive_lock(root / LOCK_FOLDER / f"{record}.lock", waiting)


def write_atomically(path: Path, data: bytes) -> bool:
    """Write a file whole or not at all, unless it holds the data already; return if it was.

    A symbolic link stays one: the file that it leads to is written. An existing file keeps its
    mode. Raises OSError with the file's name; the old file then stands untouched.
    """
    target = path.resolve()
    if target.is_file() and target.read_bytes() == data:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    with unfinished_file(target) as fresh:
        fresh.write_bytes(data)
        with fresh.open("rb") as stream:
            os.fsync(stream.fileno())
        fresh.replace(target)
    return True


@contextlib.contextmanager
def unfinished_file(target: Path) -> Iterator[Path]:
    """Yield a new empty file beside `target`, with its mode; remove it afterwards if it is left.

    An OSError names the target, unless it is of the body and names another file.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".new", dir=target.parent)
    except OSError as error:
        error.filename = str(target)
        raise
    os.close(handle)
    fresh = Path(name)
    try:
        with refusals_named(target):
            fresh.chmod(stat.S_IMODE(target.stat().st_mode) if target.exists() else _NEW_FILE_MODE)
            yield fresh
    finally:
        fresh.unlink(missing_ok=True)


@contextlib.contextmanager
def refusals_named(path: Path) -> Iterator[None]:
    """Give an OSError of the body a file's name where it has none: a full disk is told without."""
    try:
        yield
    except OSError as error:
        if error.filename is None and error.errno is not None:
            error.filename = str(path)
        raise


@contextlib.contextmanager
def fresh_folder(work: Path) -> Iterator[Path]:
    """Yield a new empty folder inside `work`; remove it afterwards, and what was left by others.

    Builds wait for one another; a killed one's remains are removed by the next.
    """
    work.mkdir(parents=True, exist_ok=True)
    with exclusive_lock(work / "lock"):
        for left in work.glob("build-*"):
            shutil.rmtree(left, ignore_errors=True)
        folder = Path(tempfile.mkdtemp(prefix="build-", dir=work))
        try:
            with refusals_named(work):
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
