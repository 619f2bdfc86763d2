"""Share work among the machine's processors, where there is enough of it to be worth it."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")

WORTH_SHARING = 100
"""Items; with fewer it takes longer to start a process than to do its part."""

MOST_PROCESSES = 4


def for_each(items: Sequence[Item], do: Callable[[Item], None]) -> None:
    """Do something with every item, in several processes at once if there are many.

    What `do` changes must be files: memory is not shared back. Raises ChildProcessError when a
    process failed; its own words are on standard error.
    """
    # A process that has threads, such as a live server, must not be forked: a lock that another
    # thread holds at that moment would stay locked in the child for ever.
    may_fork = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    count = min(MOST_PROCESSES, os.cpu_count() or 1) if may_fork else 1
    if len(items) < WORTH_SHARING or count == 1:
        _do_all(items, do)
        return
    context = multiprocessing.get_context("fork")
    processes = [
        context.Process(target=_do_all, args=(items[part::count], do)) for part in range(1, count)
    ]
    for process in processes:
        process.start()
    try:
        _do_all(items[0::count], do)
    finally:
        for process in processes:
            process.join()
    if any(process.exitcode for process in processes):
        raise ChildProcessError("A process that wrote a part of the pages failed; see above.")


def _do_all(items: Sequence[Item], do: Callable[[Item], None]) -> None:
    for item in items:
        do(item)
