"""A bound on the faults of shape of one file: beyond it the rest of the file is not looked at.

pydantic collects every fault before it reports any, a few hundred bytes for each; a file of some
megabytes can have millions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final, TypeVar

from pydantic import ValidationError

MOST_FAULTS: Final = 100_000
"""Faults of shape that are looked at; a file with more takes long to tell and is no catalogue."""

Typed = TypeVar("Typed")


class TooManyFaults(Exception):
    """A file has more faults of shape than are looked at."""


class _Count:
    def __init__(self) -> None:
        self.faults = 0


_COUNT: ContextVar[_Count | None] = ContextVar("faults", default=None)


@contextmanager
def bounded_faults() -> Iterator[None]:
    """Within the body, let `counted` end with TooManyFaults where there are too many in all."""
    token = _COUNT.set(_Count())
    try:
        yield
    finally:
        _COUNT.reset(token)


def counted(validate: Callable[[object], Typed], value: object) -> Typed:
    """Return what a model makes of a value, and count the faults that it finds.

    Raises ValidationError, or TooManyFaults.
    """
    count = _COUNT.get()
    if count is None:
        return validate(value)
    before = count.faults
    try:
        return validate(value)
    except ValidationError as error:
        # Those of the models within have been counted, and are this model's too.
        count.faults = max(count.faults, before + error.error_count())
        if count.faults > MOST_FAULTS:
            raise TooManyFaults from None
        raise
