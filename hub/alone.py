"""Let one run at a time do what must not be done twice at once."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

if sys.platform != "win32":
    import fcntl


@contextlib.contextmanager
def only_run(path: Path, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Let one run at a time go on; the system frees the lock of a run that was killed.

    `waiting` is called once if another run must end first.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as stream:
        if sys.platform != "win32":  # runs on Windows do not wait for one another
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                waiting()
                fcntl.flock(stream, fcntl.LOCK_EX)
        yield
