"""Measure which branches this process reaches: every Python of the environment begins with it.

`__main__` names this file in the environment's start-up. A process starts others, forks, or is
killed while it waits for the next file, so its data are written at each of its ends:

    exit and SIGTERM        coverage.py does it
    os._exit                of what multiprocessing forked: before it
    killed by its parent    of what reads documents: whenever it answers
"""

from __future__ import annotations

import contextlib
import os
import resource
import sys
from typing import Any, NoReturn

from coverage import Coverage

_READS_DOCUMENTS = "hub.documents.worker" in sys.orig_argv


def begin(settings: str, data: str, measured: str) -> None:
    """Measure this process from here, once: some environments have their folder named twice."""
    if not hasattr(sys, "measurement"):
        sys.measurement = Measurement(settings, data, measured)  # type: ignore[attr-defined]  # ours


class Measurement:
    """What is measured in this process; a fork measures anew."""

    def __init__(self, settings: str, data: str, measured: str) -> None:
        self._given: dict[str, Any] = {
            "config_file": settings,
            "data_file": data,
            "source": [measured],
            "data_suffix": True,
        }
        self._begin()
        os.register_at_fork(after_in_child=self._begin_anew)
        self._exit = os._exit
        os._exit = self._save_and_exit
        if _READS_DOCUMENTS:
            self._limit = resource.setrlimit
            resource.setrlimit = self._set_limit
            sys.addaudithook(self._hear)

    def _begin(self) -> None:
        self._coverage = Coverage(**self._given)
        # Most processes meet little of the hub, or have loaded it before they forked.
        self._coverage.set_option("run:disable_warnings", _WARNINGS)
        self._coverage._auto_save = True
        self._coverage.start()

    def _begin_anew(self) -> None:
        self._coverage._auto_save = False
        self._coverage.stop()
        self._begin()

    def _save(self) -> None:
        # A process that may write no more, or has no memory left, ends as it would have ended.
        with contextlib.suppress(Exception):
            self._coverage.save()

    def _save_and_exit(self, status: int) -> NoReturn:
        self._save()
        self._exit(status)

    def _set_limit(self, kind: int, limits: tuple[int, int]) -> None:
        """Set a limit; that of the size of files only as one that can be lifted to save."""
        if kind == resource.RLIMIT_FSIZE:
            limits = (limits[0], resource.getrlimit(kind)[1])
        self._limit(kind, limits)

    def _hear(self, event: str, about: tuple[Any, ...]) -> None:
        # It asks the system for the memory it has held just before it answers.
        if event == "open" and about[0] == "/proc/self/status":
            allowed = resource.getrlimit(resource.RLIMIT_FSIZE)
            self._limit(resource.RLIMIT_FSIZE, (allowed[1], allowed[1]))
            self._save()
            self._limit(resource.RLIMIT_FSIZE, allowed)


_WARNINGS = ["no-data-collected", "module-not-measured", "module-not-imported", "already-imported"]
