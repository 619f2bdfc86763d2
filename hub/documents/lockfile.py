"""The file `data/documents.lock.json`: read it without ever failing, write it at once."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from hub.documents.facts import Lock
from hub.problems import Place, Problem

LOCK_FILE = "data/documents.lock.json"
_UNFINISHED = ".documents.lock.json.new"
LARGEST_LOCK = 64 * 1024**2


@dataclass(frozen=True, slots=True)
class ReadLock:
    """The lock, empty where there is none, and the problem that kept it from being read."""

    lock: Lock
    problems: tuple[Problem, ...] = ()


def read_lock(root: Path) -> ReadLock:  # noqa: PLR0911  # a list of cases
    """Read the lock under `root`; never raises for what stands in it."""
    path = root / LOCK_FILE
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return ReadLock(Lock())
    except OSError as error:
        return _unreadable(1, error.strerror or str(error))
    if len(data) > LARGEST_LOCK:
        return _unreadable(1, f"> {LARGEST_LOCK // 1024**2} MiB")
    try:
        return ReadLock(Lock.model_validate(json.loads(data)))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        return _unreadable(1, f"{where}: {first['msg']}")
    except json.JSONDecodeError as error:
        return _unreadable(error.lineno, error.msg, error.colno)
    except (UnicodeDecodeError, RecursionError, ValueError) as error:
        return _unreadable(1, type(error).__name__)


def write_lock(root: Path, lock: Lock) -> bool:
    """Write the lock if it has changed: whoever reads it finds the old one or the new one.

    Return whether it was written. A killed run leaves at most one unfinished file, which the next
    one writes over.
    """
    path = root / LOCK_FILE
    text = lock_text(lock).encode()
    if path.is_file() and path.read_bytes() == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(_UNFINISHED)
    with unfinished.open("wb") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    unfinished.replace(path)
    return True


def lock_text(lock: Lock) -> str:
    """Return the lock as JSON for readable differences: sorted, a value a line, no empty values."""
    values = _without_nothing(lock.model_dump(mode="json"))
    return json.dumps(values, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _without_nothing(value: object) -> object:
    if isinstance(value, Mapping):
        kept = {name: _without_nothing(inner) for name, inner in value.items()}
        return {name: inner for name, inner in kept.items() if inner not in (None, [], {})}
    if isinstance(value, list):
        return [_without_nothing(inner) for inner in value]
    return value


def _unreadable(line: int, reason: str, column: int = 1) -> ReadLock:
    place = Place(LOCK_FILE, line, column)
    return ReadLock(Lock(), (Problem("lock-unreadable", place, values={"reason": reason}),))
