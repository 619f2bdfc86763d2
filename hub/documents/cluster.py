"""Read documents on a Dask cluster, with the interface of `concurrent.futures.Executor`.

Whatever becomes of the cluster, each document ends as read or as `UnreadDocument`, and soon: a
document that was not read is not called damaged.
"""

from __future__ import annotations

import contextlib
import pkgutil
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from typing import Any

import hub
from hub.documents.extraction import UnreadDocument

_CONNECT_SECONDS = 5
_LOOK_EVERY = 0.5
_LONGEST_REASON = 300
_SCHEDULER_GONE = "The scheduler of the cluster is gone."
_NO_WORKERS = "The cluster has no workers."
_NO_PACKAGE = "The worker lacks a package: {reason}. Install the hub there."


class NoCluster(Exception):
    """The cluster cannot be used: no Dask here, nobody at the address, workers without the hub."""


@contextlib.contextmanager
def cluster_pool(address: str, patience: float) -> Iterator[Executor]:
    """Yield the executor of the Dask cluster at an address: `tcp://…:8786`.

    `patience` is the time in seconds that the cluster may be without workers.
    """
    try:
        from distributed import Client  # noqa: PLC0415  # only with the extra `cluster`
    except ImportError:
        raise NoCluster("Dask is not installed: pip install 'hub[cluster]'") from None
    try:
        client = Client(address, timeout=f"{_CONNECT_SECONDS}s", set_as_default=False)
    except (OSError, ValueError) as error:
        raise NoCluster(f"{address}: {error}") from error
    try:
        _require_package(client, address, patience)
        executor = _ClusterExecutor(client, patience)
        try:
            yield executor
        finally:
            executor.shutdown(wait=False)
    finally:
        client.close(timeout=_CONNECT_SECONDS)


def _require_package(client: Any, address: str, patience: float) -> None:
    """Raise NoCluster unless there are workers, each with the hub's package as it is here.

    A worker that meets an object whose package it lacks ends without an answer; so it is asked
    before by a function of the standard library.
    """
    try:
        client.wait_for_workers(1, timeout=patience)
        found = client.run(pkgutil.resolve_name, "hub:__version__", on_error="return")
    except (OSError, ValueError) as error:  # a TimeoutError is an OSError
        raise NoCluster(f"{address}: {_NO_WORKERS}") from error
    for worker, version in found.items():
        if isinstance(version, BaseException):
            raise NoCluster(f"{worker}: {_reason(version)}")
        if version != hub.__version__:
            raise NoCluster(f"{worker}: it has the hub {version}, and here is {hub.__version__}.")


class _ClusterExecutor(Executor):
    """Hands jobs to the cluster, and fails them itself where the cluster no longer answers."""

    def __init__(self, client: Any, patience: float) -> None:
        self._client = client
        self._patience = patience
        self._lock = threading.Lock()
        self._open: dict[Future[Any], Any] = {}
        """Each job's future with the cluster's own, which must be held while it runs."""
        self._lost: str | None = None
        self._ended = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Start a job; its future fails with UnreadDocument where the cluster cannot do it."""
        job: Future[Any] = Future()
        with self._lock:
            lost = self._lost
            if lost is None:
                self._open[job] = None
        if lost is not None:
            job.set_exception(UnreadDocument(lost))
            return job
        try:
            remote = self._client.submit(fn, *args, pure=False, **kwargs)
        except Exception as error:  # noqa: BLE001  # a closing client raises anything
            self._finish(job, None, UnreadDocument(_first_line(error)))
            return job
        with self._lock:
            if job in self._open:
                self._open[job] = remote
        remote.add_done_callback(lambda done: self._take(job, done))
        return job

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002  # the interface's own
        """End the watch; what still runs is cancelled."""
        del wait, cancel_futures
        self._ended.set()
        self._fail_all("The run was ended.")

    def _take(self, job: Future[Any], remote: Any) -> None:
        if remote.status == "finished":
            self._finish(job, remote.result(), None)
        elif remote.status == "error":
            self._finish(job, None, UnreadDocument(_reason(remote.exception())))
        else:
            self._finish(job, None, UnreadDocument(self._lost or _SCHEDULER_GONE))

    def _finish(self, job: Future[Any], result: Any, error: Exception | None) -> None:
        with self._lock:
            if job not in self._open:
                return
            del self._open[job]
        if error is None:
            job.set_result(result)
        else:
            job.set_exception(error)

    def _fail_all(self, reason: str) -> None:
        with self._lock:
            self._lost = self._lost or reason
            jobs, self._open = list(self._open), {}
        for job in jobs:
            job.set_exception(UnreadDocument(reason))

    def _watch(self) -> None:
        """Fail every job once the scheduler is gone, or there were no workers for too long."""
        seen = time.monotonic()
        while not self._ended.wait(_LOOK_EVERY):
            if self._client.status != "running":
                self._fail_all(_SCHEDULER_GONE)
                return
            if self._client.scheduler_info(n_workers=-1).get("workers"):
                seen = time.monotonic()
            elif time.monotonic() - seen > self._patience:
                self._fail_all(_NO_WORKERS)
                return


def _reason(error: BaseException) -> str:
    if isinstance(error, UnreadDocument):
        return str(error)
    if isinstance(error, ImportError):
        return _NO_PACKAGE.format(reason=_first_line(error))
    return f"{type(error).__name__}: {_first_line(error)}"


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:_LONGEST_REASON]
