"""Share work among the machine's processors, where there is enough of it to be worth it."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

WORTH_SHARING = 100
"""Items; with fewer it takes longer to start a process than to do its part."""

MOST_PROCESSES = 4

LARGEST_BLOCK = 64
"""Items in a row that one process does: what is made of neighbours lies side by side in memory, and
a process copies each part of the memory that it touches. So they are not dealt out one by one."""


def parallel_map(items: Sequence[Item], do: Callable[[Item], Result]) -> list[Result]:
    """Do something with every item, in several processes at once if there are many.

    Returns what it gave, in the order of the items; nothing else that `do` changes in memory comes
    back. Raises OSError as `do` does, and ChildProcessError when a process failed in any other way;
    its own words are on standard error.
    """
    # A process that has threads, such as a live server, must not be forked: a lock that another
    # thread holds at that moment would stay locked in the child for ever.
    may_fork = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    count = min(MOST_PROCESSES, os.cpu_count() or 1) if may_fork else 1
    if len(items) < WORTH_SHARING or count == 1:
        return [do(item) for item in items]
    shares = _shares(len(items), count)
    context = multiprocessing.get_context("fork")
    processes, ends = [], list[Connection]()
    for part in range(1, count):
        end, sending = context.Pipe(duplex=False)
        ends.append(end)
        words = ([items[number] for number in shares[part]], do, sending, tuple(ends))
        process = context.Process(target=_do_part, args=words)
        process.start()
        processes.append(process)
        sending.close()  # so that a process that ends is seen to have ended
    try:
        parts = [[do(items[number]) for number in shares[0]], *map(_received, ends)]
    finally:
        for end in ends:
            end.close()
        for process in processes:
            process.join()
    if any(process.exitcode for process in processes):
        raise ChildProcessError("A process that did a part of the work failed; see above.")
    results = dict(
        pair
        for share, part in zip(shares, parts, strict=True)
        for pair in zip(share, part, strict=True)
    )
    return [results[number] for number in range(len(items))]


def _shares(items: int, processes: int) -> list[list[int]]:
    """Return the numbers of the items that each process does, in blocks that take turns."""
    block = max(1, min(LARGEST_BLOCK, items // (16 * processes)))
    shares: list[list[int]] = [[] for _ in range(processes)]
    for number in range(items):
        shares[number // block % processes].append(number)
    return shares


def _do_part(
    items: Sequence[Item],
    do: Callable[[Item], object],
    sending: Connection,
    inherited: Sequence[Connection],
) -> None:
    for end in inherited:  # else it would wait for itself to read, were the first process gone
        end.close()
    try:
        results: list[object] | OSError = [do(item) for item in items]
    except OSError as error:  # a full disk and the like is told by the first process
        results = error
    with contextlib.suppress(BrokenPipeError):  # it has failed itself, and does not wait for this
        sending.send(results)


def _received(end: Connection) -> list[Any]:
    try:
        results: list[Any] | OSError = end.recv()
    except EOFError:  # it ended without an answer: its exit code tells
        return []
    if isinstance(results, OSError):
        raise results
    return results
