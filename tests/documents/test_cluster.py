"""Documents are read on a Dask cluster through the same interface as on the local pool."""

from __future__ import annotations

import os
import signal
import threading
import time
from importlib.util import find_spec

import pytest
from library import assert_store_is_whole, fetch, lock_of, pdf

pytestmark = [
    pytest.mark.skipif(  # looked for and not imported: every process that runs tests reads this
        find_spec("distributed") is None, reason="the extra `cluster` is not installed"
    ),
    pytest.mark.xdist_group("cluster"),
    pytest.mark.filterwarnings("ignore"),  # Dask warns of what it does itself, in many versions
]

DOCUMENTS = 40


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


def test_a_cluster_that_is_not_there_is_said(make_library):
    done = fetch(make_library({"title": "Bilag"}), "--cluster", "tcp://127.0.0.1:9")

    assert done.returncode == 1
    assert "127.0.0.1:9" in done.stderr
