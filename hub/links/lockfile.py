"""The file `data/links.lock.json`: read it without ever failing, write it at once."""

from __future__ import annotations

from pathlib import Path

from hub.documents.lockfile import read_facts, write_facts
from hub.links.facts import LinkLock
from hub.problems import Problem

LOCK_FILE = "data/links.lock.json"


def read_lock(root: Path) -> tuple[LinkLock, tuple[Problem, ...]]:
    """Return the lock under `root`, empty where it cannot be read, and the problem of that."""
    return read_facts(root, LOCK_FILE, LinkLock, "links-lock-unreadable")


def write_lock(root: Path, lock: LinkLock) -> bool:
    """Write the lock if it has changed; return whether it was written."""
    return write_facts(root, LOCK_FILE, lock)
