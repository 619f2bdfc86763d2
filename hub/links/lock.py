"""The file `data/links.lock.json`: read it without ever failing, write it at once."""

from __future__ import annotations

from pathlib import Path

from hub.diagnostics.problem import Problem
from hub.links.records import LinkLock
from hub.lockfile import read_lockfile, write_lockfile

LOCK_FILE = "data/links.lock.json"


def read_lock(root: Path) -> tuple[LinkLock, tuple[Problem, ...]]:
    """Return the lock under `root`, empty where it cannot be read, and the problem of that."""
    return read_lockfile(root, LOCK_FILE, LinkLock, "links-lock-unreadable")


def write_lock(root: Path, lock: LinkLock) -> bool:
    """Write the lock if it has changed; return whether it was written."""
    return write_lockfile(root, LOCK_FILE, lock)
