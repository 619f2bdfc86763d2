"""Read documents in child processes: what a file does there, it does to nobody else."""

from __future__ import annotations

import atexit
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import hub
from hub.documents.child_messages import (
    BadMessage,
    Failure,
    Messages,
    Step,
    StepAnswer,
    nothing_of,
    value_of,
)

_MOST_FILES = 2000
"""Files that one child reads before a fresh one takes its place: libraries leak."""

_SENT_AT_ONCE = 1024**2
"""Bytes of a file that are on their way to a child, where the system allows as many."""

_MEMORY_KEPT = 300 * 1024**2
"""Bytes that a child may have held and still read the next file."""


@dataclass(frozen=True, slots=True)
class StepResults:
    """What a child found in a file: each step's answer, and why a step has none."""

    values: dict[Step, object] = field(default_factory=dict)
    failed: dict[Step, Failure] = field(default_factory=dict)
    memory: int = 0
    """The most bytes that a child held, as far as it could still say."""

    def value(self, step: Step) -> Any:
        """Return a step's answer, as `child_messages` has its type, or an empty one."""
        return self.values.get(step, nothing_of(step))

    def take_in(self, step: Step, answer: StepAnswer) -> None:
        """Keep a step's answer; one of another form than agreed on counts as none."""
        if answer.head.failed:
            self.failed[step] = answer.head.failed
            return
        try:
            self.values[step] = value_of(step, answer.body)
        except BadMessage:
            self.failed[step] = "unreadable"


def read_in_child(data: bytes, kind: str, *, seconds: float, steps: Sequence[Step]) -> StepResults:
    """Read a file by the steps; a step that ends the child has failed, the others go on.

    All steps together have `seconds`. Each thread keeps a child of its own. After `end_children`
    nothing more is read: the steps that are left count as a crash.
    """
    round_ = _CHILDREN.round
    answers = StepResults()
    memory = 0
    deadline = time.monotonic() + seconds
    left = list(steps)
    while left and (remaining := deadline - time.monotonic()) > 0:
        child = _own_child(round_)
        if child is None:
            answers.failed.update(dict.fromkeys(left, "crash"))
            break
        for answer in child.ask(data, kind, left, remaining):
            answers.take_in(left.pop(0), answer)
            memory = max(memory, answer.head.memory)
        if left:
            answers.failed[left.pop(0)] = "time" if child.timed_out else "crash"
        if left or not child.is_fresh(memory):
            child.end()
    else:
        answers.failed.update(dict.fromkeys(left, "time"))
    return StepResults(answers.values, answers.failed, memory)


class _Child:
    """One running child process."""

    def __init__(self) -> None:
        package = str(Path(hub.__file__).parent.parent)
        kept = {name: os.environ[name] for name in ("PATH",) if name in os.environ}
        # A socket can be waited for with a limit in time, which a pipe cannot.
        self.socket, other = socket.socketpair()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SENT_AT_ONCE)
        self.messages = Messages(self.socket)
        with other:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "hub.documents.worker"],
                stdin=other.fileno(),
                stdout=other.fileno(),
                stderr=subprocess.DEVNULL,
                cwd=package,
                # Nothing of the environment but what the program needs: a file finds no secrets.
                env={**kept, "PYTHONPATH": package, "PYTHONUTF8": "1", "OMP_NUM_THREADS": "1"},
            )
        self.files = 0
        self.timed_out = False

    def ask(
        self, data: bytes, kind: str, steps: Sequence[Step], seconds: float
    ) -> list[StepAnswer]:
        """Return the answers that came, in the order of the steps.

        There are fewer than steps where the child ended, its time was up, or it said nonsense.
        """
        self.files += 1
        told: list[StepAnswer] = []
        deadline = time.monotonic() + seconds
        asked = {"kind": kind, "steps": list(steps), "size": len(data), "seconds": seconds}
        try:
            self.socket.settimeout(seconds)
            self.socket.sendall(json.dumps(asked).encode() + b"\n" + data)
            for step in steps:
                answer = self.messages.answer(step, deadline)
                told.append(answer)
        except TimeoutError:
            self.timed_out = True
        except (OSError, BadMessage):
            pass  # the child ended while it was being asked: it has answered what it could
        if len(told) < len(steps):
            self.end()
        return told

    def is_fresh(self, memory: int) -> bool:
        """Return whether the child is fit for another file."""
        return self.files < _MOST_FILES and memory < _MEMORY_KEPT and self.process.poll() is None

    def kill(self) -> None:
        """End the process; a thread that waits for its answer goes on."""
        self.process.kill()

    def end(self) -> None:
        """End the process and close the socket to it."""
        self.process.kill()
        self.process.wait()
        self.socket.close()


class _Children:
    """The running children of all threads, which are ended together."""

    def __init__(self) -> None:
        self.round = 0
        """How often all children were ended: what was begun before is not gone on with."""
        self._lock = threading.Lock()
        self._living: set[_Child] = set()

    def start(self, round_: int) -> _Child | None:
        """Return a new child, or None where all were ended since the round began."""
        with self._lock:
            if round_ != self.round:
                return None
            child = _Child()
            self._living.add(child)
            return child

    def forget(self, child: _Child) -> None:
        with self._lock:
            self._living.discard(child)

    def end(self) -> None:
        with self._lock:
            self.round += 1
            living, self._living = self._living, set()
        for child in living:
            child.kill()
        for child in living:
            child.end()


_CHILDREN = _Children()
_OWN = threading.local()


def _own_child(round_: int) -> _Child | None:
    child: _Child | None = getattr(_OWN, "child", None)
    if child is None or child.process.poll() is not None or round_ != _CHILDREN.round:
        if child is not None:
            _CHILDREN.forget(child)
            child.end()
        child = _OWN.child = _CHILDREN.start(round_)
    return child


@atexit.register
def end_children() -> None:
    """End every child of this process at once, and what the threads still read with it."""
    _CHILDREN.end()
