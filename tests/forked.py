"""The command line in a process of its own, forked from one that has loaded it already.

Loading takes longer than most commands do; a few tests start the program from nothing.
"""

from __future__ import annotations

import fcntl
import functools
import json
import multiprocessing
import os
import resource
import sys
import tempfile
import termios
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import forkserver
from pathlib import Path

from restraints import Restraints

UNRESTRAINED = Restraints()

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["loaded", __name__])
_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Run:
    """A program that has ended: what it said, and the processor time and memory it used."""

    code: int
    output: str
    errors: str
    cpu_seconds: float
    peak_bytes: int


def start(
    words: list[str],
    *,
    folder: Path,
    environment: dict[str, str],
    told: Path,
    restraints: Restraints = UNRESTRAINED,
) -> multiprocessing.process.BaseProcess:
    """Start `hub` with words in a folder; what it says goes to files in the folder `told`."""
    return started(_hub, words, str(folder), environment, str(told), restraints)


def started(target: Callable[..., object], *given: object) -> multiprocessing.process.BaseProcess:
    """Start a function in a process of its own, forked from the one that has loaded the hub.

    All tests fork from here: a process has one forkserver, so a second list of what it is to load
    would take the place of ours.
    """
    _begin()
    process = _FORKS.Process(target=target, args=given)
    process.start()
    return process


@functools.cache
def _begin() -> None:
    """Start what the runs are forked from, where it finds the module that it is to load."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = str(Path(__file__).parent)
    forkserver.ensure_running()
    if before is None:
        del os.environ["PYTHONPATH"]
    else:
        os.environ["PYTHONPATH"] = before


def run(
    words: list[str],
    *,
    folder: Path,
    environment: dict[str, str],
    restraints: Restraints = UNRESTRAINED,
) -> Run:
    """Run `hub` with words in a folder to its end."""
    with tempfile.TemporaryDirectory() as name:
        told = Path(name)
        process = start(
            words, folder=folder, environment=environment, told=told, restraints=restraints
        )
        process.join()
        used = told / "used"
        cpu, peak = json.loads(used.read_text()) if used.exists() else (0.0, 0)
        said = [(told / each).read_bytes().decode() for each in ("output", "errors")]
        code = process.exitcode
        assert code is not None
        return Run(code, *said, cpu, peak)


def start_at_terminal(
    words: list[str], *, folder: Path, environment: dict[str, str], terminal: str
) -> multiprocessing.process.BaseProcess:
    """Start `hub` with words in a folder, at the terminal of that name."""
    return started(_hub_at_terminal, words, str(folder), environment, terminal)


def _hub(
    words: list[str], folder: str, environment: dict[str, str], told: str, restraints: Restraints
) -> None:
    for number, name in ((1, "output"), (2, "errors")):
        file = os.open(f"{told}/{name}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(file, number)
        os.close(file)
    try:
        _main(words, folder, environment, restraints)
    finally:
        used = resource.getrusage(resource.RUSAGE_SELF)
        values = (used.ru_utime + used.ru_stime, used.ru_maxrss * _UNIT)
        Path(told, "used").write_text(json.dumps(values))


def _hub_at_terminal(
    words: list[str], folder: str, environment: dict[str, str], terminal: str
) -> None:
    os.setsid()
    file = os.open(terminal, os.O_RDWR)
    fcntl.ioctl(file, termios.TIOCSCTTY, 0)  # so that Ctrl+C is sent to it
    for number in (0, 1, 2):
        os.dup2(file, number)
    os.close(file)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115  # open as long as the process
    _main(words, folder, environment, UNRESTRAINED)


def _main(
    words: list[str], folder: str, environment: dict[str, str], restraints: Restraints
) -> None:
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115  # open as long as the process
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False, buffering=1)  # noqa: SIM115
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    restraints.apply()
    from hub.cli.main import main

    try:
        main(words, prog_name="hub")
    finally:
        sys.stdout.flush()
