"""The file `data/documents.lock.json`: read it without ever failing, write it at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from hub.diagnostics.problem import Problem
from hub.documents.records import Lock
from hub.lockfile import read_lockfile, write_lockfile

LOCK_FILE = "data/documents.lock.json"
LARGEST_LOCK = 64 * 1024**2

Shape = TypeVar("Shape", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class ReadLock:
    """The lock, empty where there is none, and the problem that kept it from being read."""

    lock: Lock
    problems: tuple[Problem, ...] = ()


def read_lock(root: Path) -> ReadLock:
    """Read the lock under `root`; never raises for what stands in it."""
    lock, problems = read_lockfile(root, LOCK_FILE, Lock, "lock-unreadable")
    return ReadLock(lock, problems)


def write_lock(root: Path, lock: Lock) -> bool:
    """Write the lock if it has changed; return whether it was written."""
    return write_lockfile(root, LOCK_FILE, lock)
