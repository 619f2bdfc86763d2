"""Documents are read on a Dask cluster through the same interface as on the local pool."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import pytest
from library import Done, assert_store_is_whole, fetch, lock_of, pdf, slow_pdf
from projects import Project

pytestmark = [
    pytest.mark.skipif(  # looked for and not imported: every process that runs tests reads this
        find_spec("distributed") is None, reason="the extra `cluster` is not installed"
    ),
    pytest.mark.xdist_group("cluster"),
    pytest.mark.filterwarnings("ignore"),  # Dask warns of what it does itself, in many versions
]

DOCUMENTS = 40
SLOW = 4
LONGEST = 60
"""Seconds within which a run must end whatever becomes of its cluster; most take a few."""


def test_a_run_survives_the_death_of_a_worker(server, make_library):
    """Two worker processes read; one is killed on the way, and its documents are read again."""
    from distributed import LocalCluster

    addresses = [server.put(f"/{n}.pdf", pdf(f"Side {n}")) for n in range(DOCUMENTS)]
    library = make_library(*({"url": one} for one in addresses))
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        first, _ = cluster.workers.values()
        victim = first.pid
        store = library.root / ".cache/hub/store"

        def kill_one() -> None:
            deadline = time.monotonic() + 60
            while len(list(store.glob("*/text.json"))) < 3 and time.monotonic() < deadline:
                time.sleep(0.02)
            os.kill(victim, signal.SIGKILL)

        killer = threading.Thread(target=kill_one)
        killer.start()
        done = fetch(library, "--cluster", cluster.scheduler_address)
        killer.join()

    records = lock_of(library)["documents"]
    assert done.returncode == 0, done.stdout
    assert {record["versions"][0]["reading"] for record in records.values()} == {"whole"}
    assert len(records) == DOCUMENTS
    assert_store_is_whole(library)


@dataclass
class Cluster:
    """A scheduler and its workers, each a process of its own that a test may end."""

    folder: Path
    scheduler: subprocess.Popen[bytes] | None = None
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        deadline = time.monotonic() + 60
        file = self.folder / "scheduler.json"
        while not file.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        return json.loads(file.read_text())["address"]

    def start(self, program: str, *words: str, path: str = "") -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # our own words
            [sys.executable, "-m", f"distributed.cli.{program}", *words, "--no-dashboard"],
            cwd=self.folder,
            env=os.environ | {"PYTHONPATH": path},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def start_scheduler(self) -> None:
        words = ("--host", "127.0.0.1", "--port", "0", "--scheduler-file", "scheduler.json")
        self.scheduler = self.start("dask_scheduler", *words)

    def start_worker(self, *, path: str = "") -> None:
        words = ("--no-nanny", "--nthreads", "1", "--scheduler-file", "scheduler.json")
        self.workers.append(self.start("dask_worker", *words, path=path))


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path)
    cluster.start_scheduler()
    yield cluster
    for process in (*cluster.workers, cluster.scheduler):
        assert process is not None
        process.kill()
        process.wait()


def _when_reading(library: Project, act: Callable[[], object]) -> threading.Thread:
    """Act once the first document is read and others are being read."""

    def wait() -> None:
        store = library.root / ".cache/hub/store"
        deadline = time.monotonic() + 60
        while not list(store.glob("*/text.json")) and time.monotonic() < deadline:
            time.sleep(0.02)
        act()

    thread = threading.Thread(target=wait)
    thread.start()
    return thread


def _half_slow_library(server, make_library) -> Project:
    """Return a project with a document that is read at once and some that take their time."""
    quick = server.put("/quick.pdf", pdf("Hurtig"))
    slow = [server.put(f"/slow-{n}.pdf", slow_pdf() + b"%d" % n) for n in range(SLOW)]
    urls = ({"url": one} for one in (quick, *slow))
    return make_library(*urls, reading_seconds="4", cluster_seconds="2")


def _assert_ended_with_what_it_had(library: Project, done: Done, reason: str) -> None:
    records = lock_of(library)["documents"]
    assert done.returncode == 3
    assert reason in done.stderr
    assert [record["verdict"] for record in records.values()] == ["document"] * len(records)
    assert 0 < len(records) < SLOW + 1
    assert_store_is_whole(library)


def test_a_run_ends_when_the_scheduler_is_gone(server, make_library, cluster):
    library = _half_slow_library(server, make_library)
    cluster.start_worker()
    killer = _when_reading(library, cluster.scheduler.kill)
    started = time.monotonic()

    done = fetch(library, "--cluster", cluster.address)

    killer.join()
    assert time.monotonic() - started < LONGEST
    _assert_ended_with_what_it_had(library, done, "The scheduler of the cluster is gone.")


def test_a_run_ends_when_all_workers_are_dead(server, make_library, cluster):
    library = _half_slow_library(server, make_library)
    cluster.start_worker()
    killer = _when_reading(library, cluster.workers[0].kill)
    started = time.monotonic()

    done = fetch(library, "--cluster", cluster.address)

    killer.join()
    assert time.monotonic() - started < LONGEST
    _assert_ended_with_what_it_had(library, done, "The cluster has no workers.")


def test_workers_without_the_package_are_said(server, make_library, cluster, tmp_path):
    shadow = tmp_path / "shadow"
    shadow.mkdir()
    missing = "No module named 'hub'"
    (shadow / "hub.py").write_text(f'raise ModuleNotFoundError("{missing}", name="hub")')
    cluster.start_worker(path=str(shadow))
    library = make_library({"url": server.put("/a.pdf", pdf("Indhold"))})
    started = time.monotonic()

    done = fetch(library, "--cluster", cluster.address)

    assert time.monotonic() - started < LONGEST
    assert (done.returncode, server.log) == (3, [])
    assert f"The worker lacks a package: {missing}. Install the hub there." in done.stderr


def test_a_store_that_the_workers_cannot_see_is_said(server, make_library, cluster):
    """What is in the memory of one process is not in that of another."""
    cluster.start_worker()
    address = server.put("/a.pdf", pdf("Indhold"))
    library = make_library({"url": address}, store="memory://unseen")
    started = time.monotonic()

    done = fetch(library, "--cluster", cluster.address)

    assert time.monotonic() - started < LONGEST
    assert (done.returncode, lock_of(library).get("documents")) == (3, None)
    assert "memory://unseen lacks a document" in done.stderr


def test_a_cluster_that_is_not_there_is_said(make_library):
    done = fetch(make_library({"title": "Bilag"}), "--cluster", "tcp://127.0.0.1:9")

    assert done.returncode == 3
    assert "127.0.0.1:9" in done.stderr
