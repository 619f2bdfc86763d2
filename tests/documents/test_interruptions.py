"""A run may be killed at any moment, and two may be started at once."""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import time
from multiprocessing.process import BaseProcess
from pathlib import Path

import forked
import pytest
from library import assert_store_is_whole, fetch, fetch_alone, lock_of, pdf, slow_pdf, stored

from hub.documents.records import Lock

KILLS = int(os.environ.get("KILLS", "12"))
"""How many runs are killed; `KILLS=50` takes some minutes."""
DOCUMENTS = 6
LOCK = "data/documents.lock.json"


def _started(library) -> BaseProcess:
    return forked.started(fetch_alone, str(library.root))


def _changed_documents(server, turn: int) -> None:
    for number in range(DOCUMENTS):
        server.put(f"/{number}.pdf", pdf(f"Side {number}", f"Udgave {turn}"))


@pytest.mark.xdist_group("killing")
def test_a_killed_run_leaves_a_valid_lock_and_no_partial_file(server, make_library):
    """Fifty runs, each with new documents, are killed at moments spread over a whole run."""
    moments = random.Random(20261121)  # noqa: S311  # moments, not secrets
    library = make_library(*({"url": server.url(f"/{n}.pdf")} for n in range(DOCUMENTS)))
    _changed_documents(server, 0)
    _started(library).join()
    _changed_documents(server, -1)
    started = time.monotonic()
    _started(library).join()
    whole = time.monotonic() - started
    killed = turn = 0

    while killed < KILLS and turn < 3 * KILLS:
        turn += 1
        _changed_documents(server, turn)
        before = json.loads(library.read(LOCK))["documents"]
        run = _started(library)
        time.sleep(moments.uniform(0.05, 0.8) * whole)
        run.kill()
        run.join()
        killed += run.exitcode == -signal.SIGKILL

        lock = Lock.model_validate_json(library.read(LOCK))
        assert_store_is_whole(library)
        for address, record in lock.documents.items():
            # Old, or newer by the versions that were fetched meanwhile: nothing is lost or mixed.
            known = [version["sha256"] for version in before[address]["versions"]]
            assert [version.sha256 for version in record.versions][: len(known)] == known
    fetch(library)

    print(
        f"\n{killed} of {KILLS} runs were killed before their end; a whole run took {whole:.1f} s"
    )
    last = {record["versions"][-1]["sha256"] for record in lock_of(library)["documents"].values()}
    assert killed == KILLS
    assert len(last) == DOCUMENTS
    assert all(len(stored(library)[sha256]) == 3 for sha256 in last)
    assert not (library.root / ".cache/hub/store/.unfinished").exists() or not list(
        (library.root / ".cache/hub/store/.unfinished").iterdir()
    )


def test_two_runs_at_once_wait_for_each_other(server, make_library):
    addresses = [server.put(f"/{n}.pdf", pdf(f"Side {n}")) for n in range(4)]
    library = make_library(*({"url": one} for one in addresses))

    runs = [_started(library), _started(library)]
    for run in runs:
        run.join()

    assert [run.exitcode for run in runs] == [0, 0]
    assert len(lock_of(library)["documents"]) == 4
    assert sorted(status for _, status, _ in server.log) == [200] * 4 + [304] * 4
    assert_store_is_whole(library)


def test_an_interrupted_run_keeps_what_it_has_found(server, make_library):
    """Ctrl-C while one address hangs: the lock is written, and the command ends at once."""
    good = server.put("/a.pdf", pdf("en"))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        hanging = f"http://127.0.0.1:{silent.getsockname()[1]}/b.pdf"
        library = make_library({"url": good}, {"url": hanging}, deadline_seconds="300")
        run = _started(library)
        store = library.root / ".cache/hub/store"
        deadline = time.monotonic() + 60
        while not list(store.glob("[0-9a-f]*/text.json")) and time.monotonic() < deadline:
            time.sleep(0.1)
        time.sleep(3)  # from the text in the store to the record in memory, on a busy machine too

        os.kill(run.pid, signal.SIGINT)
        run.join(timeout=30)

    assert list(lock_of(library)["documents"]) == [good]
    assert run.exitcode == 3


def test_an_interrupted_run_does_not_wait_for_a_file_that_is_being_read(server, make_library):
    """Ctrl-C while a file is read that would take a minute; no child is left behind."""
    slow = server.put("/slow.pdf", slow_pdf())
    library = make_library({"url": slow}, reading_seconds="60")
    run = _started(library)
    deadline = time.monotonic() + 30
    while not _children(run.pid) and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(1)  # until the child reads
    children = _children(run.pid)

    os.kill(run.pid, signal.SIGINT)
    interrupted = time.monotonic()
    run.join(timeout=30)
    seconds = time.monotonic() - interrupted

    print(f"\nended {seconds:.1f} s after Ctrl-C")
    assert children
    assert run.exitcode == 3
    assert seconds < 10  # not the minute that reading may take, on a busy machine too
    assert [child for child in children if _is_running(child)] == []


def _children(process: int) -> list[int]:
    threads = Path(f"/proc/{process}/task").glob("*/children")
    return [int(one) for thread in threads for one in thread.read_text().split()]


def _is_running(process: int) -> bool:
    return Path(f"/proc/{process}").exists()
