"""Keep Python's search for unused memory away from a large catalogue."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def garbage_collection_paused() -> Iterator[None]:
    """Collect nothing meanwhile, for work that makes little that goes out of use.

    A catalogue is a million objects; looking through them again and again takes a fourth of the
    time, and in a forked process it copies all the memory that is shared.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
