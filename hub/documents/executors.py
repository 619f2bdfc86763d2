"""Where documents are read on this machine: a pool of threads, each with a child process."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor

from hub.documents.sandbox import end_children


@contextlib.contextmanager
def local_pool(jobs: int) -> Iterator[Executor]:
    """Yield a pool that reads `jobs` documents at a time."""
    pool = ThreadPoolExecutor(jobs, thread_name_prefix="reading")
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        end_children()
