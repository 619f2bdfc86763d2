"""Measure programs: seconds on the clock and of the processors, memory of the whole process tree.

Sides are run in turn (A B A B), so that a machine that is now fast and now slow is so for all of
them, and each figure is the median of its rounds.
"""

from __future__ import annotations

import itertools
import os
import signal
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SAMPLE_SECONDS, FIRST_SAMPLES = 0.1, 30
"""How often memory is looked at; the first times ten times as often, for programs that end soon."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a run has taken."""

    wall: float
    """Seconds on the clock."""
    processor: float
    """Seconds of all processors, with every process that it started."""
    memory: float = 0.0
    """MiB at the peak, of all its processes together; what they share counts once.

    0 where it ended too soon to be seen, or where the system does not tell it.
    """


class RunFailed(Exception):
    """A program ended with another status than 0; the message has its last words."""


def run(  # noqa: PLR0913  # each is a plain fact of how a program is run
    words: Sequence[str | Path],
    folder: Path,
    *,
    environment: Mapping[str, str] | None = None,
    typed: str | None = None,
    allowed: Sequence[int] = (0,),
    seconds: float = 600,
) -> Spent:
    """Run a program to its end. Raises RunFailed for a status that is not allowed, or too late.

    `typed` is what it reads from its standard input.
    """
    output = folder / ".bench-output"
    with output.open("w+b") as said:
        start = time.perf_counter()
        running = subprocess.Popen(
            [*map(str, words)],
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL if typed is None else subprocess.PIPE,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        end_late = threading.Timer(seconds, os.killpg, (running.pid, signal.SIGKILL))
        end_late.start()
        watch = _MemoryWatch(running.pid)
        watch.start()
        if typed is not None and running.stdin:
            running.stdin.write(typed.encode())
            running.stdin.close()
        _, status, usage = os.wait4(running.pid, 0)
        wall = time.perf_counter() - start
        end_late.cancel()
        peak = watch.stop()
        running.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        last = said.read().decode(errors="replace").strip()[-600:]
    output.unlink()
    if running.returncode not in allowed:
        late = f" (ended after {seconds:.0f} s)" if wall >= seconds else ""
        raise RunFailed(f"{Path(words[0]).name} ended with {running.returncode}{late}: {last}")
    return Spent(wall, usage.ru_utime + usage.ru_stime, peak)


def timed(do: Callable[[], object]) -> Spent:
    """Return what a call takes in this process and in the processes that it starts and ends."""
    before, start = _processor(), time.perf_counter()
    do()
    return Spent(time.perf_counter() - start, _processor() - before)


def in_turn(
    sides: Mapping[str, Callable[[], Spent]], rounds: int, *, once: Container[str] = ()
) -> tuple[dict[str, Spent], dict[str, str]]:
    """Run all sides one after the other, `rounds` times; return the medians, and who failed why.

    Those named in `once` run in the first round only; a side that fails runs no more.
    """
    spent: dict[str, list[Spent]] = {name: [] for name in sides}
    failures: dict[str, str] = {}
    for number in range(rounds):
        for name, side in sides.items():
            if name in failures or (number and name in once):
                continue
            try:
                spent[name].append(side())
            except (RunFailed, OSError) as error:
                failures[name] = str(error)
    medians = {name: median(of_it) for name, of_it in spent.items() if of_it}
    return {name: one for name, one in medians.items() if name not in failures}, failures


def median(of_rounds: Sequence[Spent]) -> Spent:
    """Return the median of each figure."""
    return Spent(
        statistics.median(one.wall for one in of_rounds),
        statistics.median(one.processor for one in of_rounds),
        statistics.median(one.memory for one in of_rounds),
    )


def folder_bytes(folder: Path, pattern: str = "*") -> tuple[int, int]:
    """Return how many files of a pattern a folder holds, at any depth, and their bytes."""
    sizes = [path.stat().st_size for path in folder.rglob(pattern) if path.is_file()]
    return len(sizes), sum(sizes)


def _processor() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


class _MemoryWatch(threading.Thread):
    """Looks again and again at the memory of a process and all that descend from it."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._peak = 0.0
        self._over = threading.Event()

    def run(self) -> None:
        for number in itertools.count():
            self._peak = max(self._peak, sum(map(_memory, _session(self._pid))))
            if self._over.wait(SAMPLE_SECONDS / (10 if number < FIRST_SAMPLES else 1)):
                return

    def stop(self) -> float:
        """Return the peak in MiB; 0 where the system does not tell it."""
        self._over.set()
        self.join()
        return self._peak / 1024


def _session(leader: int) -> list[int]:
    """Return the processes of a session: a program that is measured begins one of its own."""
    found = []
    for process in Path("/proc").glob("[1-9]*"):
        try:
            fields = (process / "stat").read_text().rpartition(")")[2].split()
        except (OSError, UnicodeDecodeError):
            continue  # it has ended meanwhile
        if int(fields[3]) == leader:
            found.append(int(process.name))
    return found


def _memory(pid: int) -> int:
    """Return the KiB of a process; what it shares with others is divided among them."""
    try:
        lines = Path("/proc", str(pid), "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
