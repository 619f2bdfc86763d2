"""What is no document is remembered by its bytes; a run's facts do not depend on its order."""

from __future__ import annotations

import json
import os
import random
from typing import Any

import pytest
from library import SHARED, fetch, lock_of, pdf, record_of, stored
from projects import Project

ORDERS = int(os.environ.get("ORDERS", "3"))
"""How many orders are tried; `ORDERS=20 FILES=all` takes some minutes."""
ALL_FILES = os.environ.get("FILES") == "all"
LOCK = "data/documents.lock.json"
DAMAGED = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF"
PAGE = b"<html><title>Fejl</title><p>Noget andet</p></html>"


@pytest.mark.parametrize("body", [DAMAGED, PAGE], ids=["damaged", "a page"])
def test_what_was_rejected_is_asked_for_conditionally_and_not_read_again(
    server, make_library, body
):
    address = server.put("/a.pdf", body)
    library = make_library({"url": address})
    first = fetch(library)
    lock = library.read(LOCK)
    server.log.clear()

    second = fetch(library)

    assert (first.returncode, second.returncode) == (1, 1)
    assert server.log == [("/a.pdf", 304, True)]
    assert library.read(LOCK) == lock
    assert "0 dokumenter læst, 1 uændrede" in second.stdout
    assert stored(library) == {}


def test_what_was_rejected_is_read_again_when_it_changes(server, make_library):
    address = server.put("/a.pdf", DAMAGED)
    library = make_library({"url": address})
    fetch(library)
    server.put("/a.pdf", pdf("Indhold"))

    fetch(library)

    record = record_of(library, address)
    assert (record["verdict"], "rejected" in record) == ("document", False)


def test_what_another_version_of_the_hub_rejected_is_judged_anew(server, make_library):
    address = server.put("/a.pdf", pdf("Indhold"))
    library = make_library({"url": address})
    fetch(library)
    good = record_of(library, address)

    rejected = {"sha256": good["versions"][0]["sha256"], "etag": good["etag"]}
    lock = lock_of(library)
    lock["documents"][address] = {
        "verdict": "damaged",
        "rule": "document-cut",
        "since": good["since"],
        "rejected": {**rejected, "expected": "pdf", "judgement": 1},
    }
    library.write(LOCK, json.dumps(lock))

    fetch(library)

    assert record_of(library, address) == good


def test_a_document_that_is_replaced_by_a_damaged_one_keeps_its_version(server, make_library):
    body = pdf("Indhold")
    address = server.put("/a.pdf", body)
    library = make_library({"url": address})
    fetch(library)
    good = record_of(library, address)
    server.put("/a.pdf", DAMAGED)
    fetch(library)
    damaged = record_of(library, address)
    server.put("/a.pdf", body)

    fetch(library)

    assert (damaged["verdict"], damaged["versions"]) == ("damaged", good["versions"])
    assert record_of(library, address) == good


def _corpus() -> list[tuple[str, bytes]]:
    files = sorted((SHARED / "document_cases").glob("*.*"))
    if ALL_FILES:
        files += sorted(SHARED.glob("pdf/**/*.pdf")) + sorted((SHARED / "other").iterdir())
    kept = {".pdf", ".docx", ".odt", ".doc", ".xls", ".xlsx", ".rtf", ".html"}
    return [(path.name, path.read_bytes()) for path in files if path.suffix in kept]


@pytest.fixture
def corpus(server, make_library) -> Project:
    """Return a project that names every file of the shared material."""
    addresses = [server.put(f"/{at}/{name}", body) for at, (name, body) in enumerate(_corpus())]
    return make_library(*({"url": one} for one in addresses), reading_seconds="60")


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared test material is not beside us")
def test_the_lock_is_the_same_in_every_order(corpus):
    """The state of a library must not outlive a file: what is read before makes no difference."""
    orders, locks = random.Random(20261127), set()  # noqa: S311  # orders, not secrets
    for _ in range(ORDERS):
        (corpus.root / LOCK).unlink(missing_ok=True)
        for part in (corpus.root / ".cache/hub/store").glob("*/text.json"):
            part.unlink()
        corpus.edit("data/notifications.yaml", lambda values: _shuffle(values, orders))
        fetch(corpus)
        locks.add(corpus.read(LOCK))

    print(f"\n{len(lock_of(corpus)['documents'])} files in {ORDERS} orders")
    assert len(locks) == 1


def _shuffle(values: dict[str, Any], orders: random.Random) -> None:
    orders.shuffle(values["notifications"][0]["rounds"][0]["appendices"])


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared test material is not beside us")
def test_a_second_run_reads_no_file_whatever_the_files_are(corpus, server):
    fetch(corpus)
    lock, files = corpus.read(LOCK), len(server.bodies)
    server.log.clear()

    done = fetch(corpus)

    assert f"0 dokumenter læst, {files} uændrede" in done.stdout
    assert {(status, conditional) for _, status, conditional in server.log} == {(304, True)}
    assert corpus.read(LOCK) == lock
