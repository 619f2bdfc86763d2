"""Where documents are read: on a pool of this machine, or on a Dask cluster.

Both have the interface of `concurrent.futures.Executor`; a document is read in a limited child
process wherever it is, so that no file ends a worker.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import cast

from hub.documents.sandbox import end_children


class NoCluster(Exception):
    """The cluster cannot be used: Dask is not installed, or nobody answers at the address."""


@contextlib.contextmanager
def local_pool(jobs: int) -> Iterator[Executor]:
    """Yield a pool that reads `jobs` documents at a time."""
    pool = ThreadPoolExecutor(jobs, thread_name_prefix="reading")
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        end_children()


@contextlib.contextmanager
def cluster_pool(address: str) -> Iterator[Executor]:
    """Yield the executor of the Dask cluster at an address: `tcp://…:8786`."""
    try:
        from distributed import Client  # noqa: PLC0415  # only with the extra `cluster`
    except ImportError:
        raise NoCluster("Dask is not installed: pip install 'hub[cluster]'") from None
    try:
        client = Client(address, timeout="5s", set_as_default=False)
    except (OSError, ValueError) as error:
        raise NoCluster(f"{address}: {error}") from error
    try:
        yield cast(Executor, client.get_executor(pure=False))
    finally:
        client.close()
