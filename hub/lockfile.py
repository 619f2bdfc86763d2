"""Lock files: what a program found, as sorted JSON; read without ever failing, written at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from hub.diagnostics.problem import Place, Problem
from hub.files import write_atomically

LARGEST_LOCK = 64 * 1024**2

Shape = TypeVar("Shape", bound=BaseModel)


def read_lockfile(  # noqa: PLR0911  # a list of cases
    root: Path, file: str, shape: type[Shape], rule: str
) -> tuple[Shape, tuple[Problem, ...]]:
    """Return a file of facts, empty where there is none or a problem keeps it from being read.

    `rule` is what tells that problem. Never raises for what stands in the file.
    """

    def unreadable(line: int, reason: str, column: int = 1) -> tuple[Shape, tuple[Problem, ...]]:
        return shape(), (Problem(rule, Place(file, line, column), values={"reason": reason}),)

    try:
        data = (root / file).read_bytes()
    except FileNotFoundError:
        return shape(), ()
    except OSError as error:
        return unreadable(1, error.strerror or str(error))
    if len(data) > LARGEST_LOCK:
        return unreadable(1, f"> {LARGEST_LOCK // 1024**2} MiB")
    try:
        return parse_lock(data, shape), ()
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        return unreadable(1, f"{where}: {first['msg']}")
    except json.JSONDecodeError as error:
        return unreadable(error.lineno, error.msg, error.colno)
    except (UnicodeDecodeError, RecursionError, ValueError) as error:
        return unreadable(1, type(error).__name__)


def parse_lock(data: bytes, shape: type[Shape]) -> Shape:
    """Return the facts of a file. Raises ValueError, of which pydantic's own is a kind.

    Brackets that are too deep raise RecursionError.
    """
    return shape.model_validate(json.loads(data))


def write_lockfile(root: Path, file: str, facts: BaseModel) -> bool:
    """Write a file of facts if it has changed: whoever reads it finds the old one or the new one.

    Return whether it was written. A killed run leaves at most one unfinished file, which the next
    one writes over.
    """
    return write_atomically(root / file, lock_text(facts).encode())


def lock_text(lock: BaseModel) -> str:
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
