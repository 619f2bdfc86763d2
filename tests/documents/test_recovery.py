"""`hub fetch --missing`: the store filled again with the very bytes that the lock names."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from library import (
    assert_store_is_whole,
    fetch,
    pdf,
    project_of,
    record_of,
    stored,
    write_catalogue,
)
from projects import Project, digest

STORE = ".cache/hub/store"
LOCK = "data/documents.lock.json"


def emptied(project: Project) -> dict[str, str]:
    """Empty the store; return a checksum of each file that was in it."""
    before = digest(project.root / STORE)
    shutil.rmtree(project.root / STORE)
    return before


def test_an_empty_store_is_said_and_filled_again(server, make_library):
    library = make_library(*({"url": server.put(f"/{n}.pdf", pdf(f"Side {n}"))} for n in range(3)))
    fetch(library)
    before, lock = emptied(library), library.read(LOCK)

    empty = library.hub("check", "--format", "json", "--strict")
    done = fetch(library, "--missing")
    full = library.hub("check", "--strict")

    problems = json.loads(empty.stdout)["problems"]
    assert [(one["rule"], one["message"]) for one in problems] == [
        ("store-empty", "3 læsevisninger mangler: lageret er tomt.")
    ]
    assert (empty.returncode, full.returncode) == (1, 0)
    assert (done.returncode, done.stdout) == (
        0,
        "3 dokumenter hentet til lageret igen; 0 kunne ikke hentes.\n",
    )
    assert digest(library.root / STORE) == before
    assert library.read(LOCK) == lock


def test_only_what_is_missing_is_asked_for(server, make_library):
    addresses = [server.put(f"/{n}.pdf", pdf(f"Side {n}")) for n in range(3)]
    library = make_library(*({"url": one} for one in addresses))
    fetch(library)
    lost, unread = (record_of(library, one)["versions"][0]["sha256"] for one in addresses[:2])
    shutil.rmtree(library.root / STORE / lost)
    (library.root / STORE / unread / "text.json").unlink()
    server.log.clear()

    check = library.hub("check")
    done = fetch(library, "--missing")

    assert "advarsel[store-incomplete] 2 læsevisninger mangler" in check.stdout
    assert done.returncode == 0
    assert [path for path, _, _ in server.log] == ["/0.pdf"]
    assert_store_is_whole(library)


def test_what_was_replaced_or_is_gone_is_said_and_the_rest_is_fetched(server, make_library):
    addresses = [server.put(f"/{n}.pdf", pdf(f"Side {n}")) for n in range(3)]
    library = make_library(*({"url": one} for one in addresses))
    fetch(library)
    emptied(library)
    lock = library.read(LOCK)
    server.put("/0.pdf", pdf("En anden udgave"))
    del server.bodies["/1.pdf"]

    done = fetch(library, "--missing")

    third = record_of(library, addresses[2])["versions"][0]["sha256"]
    assert done.returncode == 1
    assert "advarsel[document-replaced]" in done.stdout
    assert "fejl[document-gone]" in done.stdout
    assert "1 dokumenter hentet til lageret igen; 2 kunne ikke hentes." in done.stdout
    assert stored(library).keys() == {third}
    assert library.read(LOCK) == lock


def test_what_is_withheld_is_neither_missed_nor_fetched(server, tmp_path: Path):
    address = server.put("/a.pdf", pdf("Hemmelig"))
    library = project_of(tmp_path / "project", [{"url": address}])
    fetch(library)
    emptied(library)
    write_catalogue(library, [{"url": address, "withheld": "true"}])
    server.log.clear()

    check = library.hub("check", "--strict")
    done = fetch(library, "--missing")

    assert (check.returncode, done.returncode) == (0, 0)
    assert server.log == []
