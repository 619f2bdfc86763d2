"""Values that several formats are made of: made once for a dataset, and forgotten together."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from hub.site.export.dataset import Dataset

Value = TypeVar("Value")

_FORGETTING: list[Callable[[], None]] = []


def made_once(make: Callable[[Dataset], Value]) -> Callable[[Dataset], Value]:
    """Return the function as one that makes a value of a dataset once, until `forget`."""
    kept = lru_cache(maxsize=1)(make)
    _FORGETTING.append(kept.cache_clear)

    @wraps(make)
    def value(dataset: Dataset) -> Value:
        return kept(dataset)

    return value


def forget() -> None:
    """Let go of all values: those of a large catalogue take a hundred megabytes."""
    for one in _FORGETTING:
        one()
