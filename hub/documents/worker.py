"""The program of a child process: it reads one stranger's document after another, within limits.

It answers each step (text, facts, thumbnail) on its own, so that what was read before a file ends
the process is not lost. `sandbox` is its parent; the two agree on this form:

    asked      a line of JSON {"kind", "steps", "size", "seconds"}, then `size` bytes
    answered   for each step a line of JSON {"step", "size"}, then `size` bytes; "failed" names why

It imports no more than reading needs: it is started often.
"""

from __future__ import annotations

import ctypes
import json
import logging
import os
import resource
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import Any, BinaryIO

MEMORY_BYTES = 1024**3
_DIE_WITH_PARENT = 1
_CLASSES = {"pdf": "Pdf", "html": "Webpage", "office": "Office"}


def main() -> None:
    """Serve the parent until it closes its end."""
    limit_process()
    # A library that prints must not write between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    logging.disable()
    while question := sys.stdin.buffer.readline():
        asked = json.loads(question)
        data = sys.stdin.buffer.read(asked["size"])
        opener = _opener(asked["kind"])
        # The system ends the process when the time is up, whatever it is doing then.
        signal.setitimer(signal.ITIMER_REAL, asked["seconds"] + 1)
        document = _opened(opener, data)
        for step in asked["steps"]:
            _answer(answers, step, document)
        signal.setitimer(signal.ITIMER_REAL, 0)


def _opener(kind: str) -> Callable[[bytes], Any]:
    # Only when it is needed, and after the limits are set: most children read one kind only.
    return getattr(import_module(f"hub.documents.extractors.{kind}"), _CLASSES[kind])  # type: ignore[no-any-return]  # one of the three


def _opened(opener: Callable[[bytes], Any], data: bytes) -> Any:
    """Return the opened document, or None where opening it fails: then every step does."""
    try:
        return opener(data)
    except Exception:  # noqa: BLE001  # as in `_answer`
        return None


def _answer(answers: BinaryIO, step: str, document: Any) -> None:
    failed = None
    try:
        found = getattr(document, step)()
    except MemoryError:
        found, failed = b"", "memory"
    except Exception:  # noqa: BLE001  # the libraries raise anything on odd files; the step has failed
        found, failed = b"", "unreadable"
    body = found if isinstance(found, bytes) else as_json(found)
    head = {"step": step, "size": len(body), "failed": failed, "memory": _most_memory()}
    answers.write(json.dumps(head).encode() + b"\n" + body)
    answers.flush()


def as_json(found: Any) -> bytes:
    """Return what was found as it is sent."""
    # Half of a pair of code units stands in some files' texts, and is no character.
    return json.dumps(found, ensure_ascii=False).encode("utf-8", "replace")


def _most_memory() -> int:
    """Return the most bytes of memory that the process has held."""
    if sys.platform == "linux":
        # getrusage goes on from what the parent had held when it started this program.
        with suppress(OSError), open("/proc/self/status", "rb") as status:  # noqa: PTH123  # pathlib is not needed here
            for line in status:
                if line.startswith(b"VmHWM:"):
                    return int(line.split()[1]) * 1024
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used if sys.platform == "darwin" else used * 1024


def limit_process() -> None:
    """Let the process hold 1 GiB, write no files, leave no dump, and end with its parent."""
    # Ctrl-C at a terminal reaches the whole group: the parent ends its children itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)


if __name__ == "__main__":
    main()
