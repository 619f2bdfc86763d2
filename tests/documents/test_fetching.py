"""What `hub fetch` keeps of documents, and what it tells of them."""

from __future__ import annotations

import json

import pytest
from library import (
    assert_store_is_whole,
    fetch,
    lock_of,
    locked_pdf,
    pdf,
    record_of,
    stored,
    write_catalogue,
)
from projects import digest

ALL_PARTS = {"document", "text.json", "thumbnail.webp"}
LOCK = "data/documents.lock.json"


def test_a_document_is_fetched_read_and_kept(server, make_library):
    address = server.put("/a.pdf", pdf("Første side", "Anden side", title="En titel"))
    library = make_library({"url": address})

    done = fetch(library)

    record = record_of(library, address)
    version = record["versions"][0]
    assert done.returncode == 0, done.stdout + done.stderr
    assert (record["verdict"], record["status"]) == ("document", 200)
    assert (version["pages"], version["words"], version["title"]) == (2, 4, "En titel")
    assert stored(library) == {version["sha256"]: ALL_PARTS}
    assert_store_is_whole(library)


def test_a_second_run_where_nothing_changed_changes_nothing(server, make_library):
    addresses = [server.put(f"/{n}.pdf", pdf(f"Side {n}")) for n in range(5)]
    page = server.put("/side", b"<a href='/0.pdf'>Bilag 5</a>", "text/html")
    library = make_library(*({"url": one} for one in addresses), {"landing_page": page})
    fetch(library)
    before, lock = digest(library.root), library.read(LOCK)
    server.log.clear()

    done = fetch(library)

    assert [(status, conditional) for _, status, conditional in server.log] == [(304, True)] * 6
    assert library.read(LOCK) == lock
    assert digest(library.root) == before
    assert "0 dokumenter læst, 5 uændrede" in done.stdout


def test_new_bytes_at_an_old_address_are_a_new_version(server, make_library):
    address = server.put("/a.pdf", pdf("en to tre"))
    library = make_library({"url": address})
    fetch(library)
    server.put("/a.pdf", pdf("en to fire", "fem"))

    done = fetch(library)

    old, new = record_of(library, address)["versions"]
    assert new["change"] == {
        "pages": [1, 2],
        "size": [old["size"], new["size"]],
        "words_added": 2,
        "words_removed": 1,
    }
    assert set(stored(library)) == {old["sha256"], new["sha256"]}
    assert "bemærkning[document-changed]" in done.stdout
    assert "1 → 2 sider" in done.stdout


def test_an_address_that_fails_keeps_its_last_good_facts(server, make_library):
    address = server.put("/a.pdf", pdf("en to tre"))
    library = make_library({"url": address})
    fetch(library)
    good = record_of(library, address)
    del server.bodies["/a.pdf"]

    done = fetch(library)

    record = record_of(library, address)
    assert done.returncode == 1
    assert "data/notifications.yaml:15:12: fejl[document-gone]" in done.stdout
    assert (record["verdict"], record["detail"]) == ("broken", {"status": "404"})
    assert record["versions"] == good["versions"]
    assert record["last_fetched"] == good["last_fetched"]


def test_an_address_that_works_again_is_a_document_again(server, make_library):
    body = pdf("en to tre")
    address = server.put("/a.pdf", body)
    library = make_library({"url": address})
    fetch(library)
    before = library.read(LOCK)
    del server.bodies["/a.pdf"]
    fetch(library)
    server.put("/a.pdf", body)

    fetch(library)

    assert library.read(LOCK) == before


def test_what_the_store_has_lost_is_fetched_and_read_again(server, make_library):
    address = server.put("/a.pdf", pdf("en to tre"))
    library = make_library({"url": address})
    fetch(library)
    before, lock = stored(library), library.read(LOCK)
    sha256 = next(iter(before))
    folder = library.root / ".cache/hub/store" / sha256
    (folder / "text.json").unlink()
    (folder / "document").unlink()

    fetch(library)

    assert stored(library) == before
    assert library.read(LOCK) == lock


def test_withheld_documents_are_neither_fetched_nor_kept(server, make_library):
    addresses = [server.put(f"/{n}.pdf", pdf(f"Side {n}", title="Navn")) for n in (1, 2)]
    library = make_library(*({"url": one} for one in addresses))
    fetch(library)
    write_catalogue(library, [{"url": addresses[0], "withheld": "true"}, {"url": addresses[1]}])
    server.log.clear()

    fetch(library)

    withheld, kept = (record_of(library, address)["versions"][0] for address in addresses)
    assert [path for path, *_ in server.log] == ["/2.pdf"]
    assert set(stored(library)) == {kept["sha256"]}
    assert "title" not in withheld


def test_a_withheld_document_stays_where_another_one_has_the_same_bytes(server, make_library):
    body = pdf("Samme side")
    addresses = [server.put(f"/{n}.pdf", body) for n in (1, 2)]
    library = make_library({"url": addresses[0], "withheld": "true"}, {"url": addresses[1]})

    fetch(library)
    fetch(library)

    assert list(stored(library).values()) == [ALL_PARTS]


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (locked_pdf("hemmelig", "kode"), "document-needs-password"),
        (pdf(""), "document-without-text"),
        (pdf("en")[:-60], "document-cut"),
        (b"%PDF-1.7\nvrovl\nstartxref\n0\n%%EOF\n", "document-unopened"),
        (b"", "document-empty"),
        (b"<title>Siden findes ikke</title>", "document-page"),
        (b"<form><input type=password></form>", "document-login"),
        (b'{"error": "not found"}', "document-json"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:00", "document-lfs-pointer"),
        (b"PK\x03\x04 not a zip", "document-other-kind"),
    ],
    # A locked file is locked with new random numbers each time: its bytes are no name.
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_wrong_with_a_file_is_said_at_the_line_of_its_address(
    server, make_library, body, rule
):
    library = make_library({"url": server.put("/a.pdf", body)})

    done = fetch(library)

    assert "data/notifications.yaml:15:12: " in done.stdout
    assert f"[{rule}]" in done.stdout


def test_messages_come_in_english_too(server, make_library):
    library = make_library({"url": server.url("/gone.pdf")})

    done = fetch(library, "--lang", "en")

    assert "error[document-gone] The document is not at the address" in done.stdout


def test_a_landing_page_gives_a_proposal_and_nothing_is_written(server, make_library):
    links = "".join(
        f"<li><a href='/media/{n}/bilag-{n}-et-meget-langt-navn-{'x' * 60}.pdf'>Bilag {n} (pdf)</a>"
        for n in (1, 2, 3)
    )
    page = server.put("/udgivelse", f"<ul>{links}</ul>".encode(), "text/html")
    library = make_library({"title": "Bilag 2", "number": "2", "landing_page": page})
    catalogue = library.read("data/notifications.yaml")

    done = fetch(library)

    proposed = server.url(f"/media/2/bilag-2-et-meget-langt-navn-{'x' * 60}.pdf")
    assert done.returncode == 0
    assert "data/notifications.yaml:15:21: bemærkning[document-proposed]" in done.stdout
    assert f"»url: {proposed}«" in done.stdout
    assert library.read("data/notifications.yaml") == catalogue
    assert "documents" not in lock_of(library)


def test_a_proposal_is_only_made_for_hosts_that_are_allowed(server, make_library):
    body = b"<a href='https://evil.example/bilag.pdf'>Bilag 2</a>"
    library = make_library(
        {
            "title": "Bilag 2",
            "number": "2",
            "landing_page": server.put("/side", body, "text/html"),
        }
    )

    assert "document-proposed" not in fetch(library).stdout


def test_only_the_named_documents_are_fetched(server, make_library):
    addresses = [server.put(f"/{n}.pdf", pdf(f"Side {n}")) for n in range(3)]
    library = make_library(*({"url": one} for one in addresses))

    fetch(library, "proeve-2020-bilag-2")

    assert [path for path, *_ in server.log] == ["/1.pdf"]


def test_an_unknown_id_is_wrong_use(make_library):
    done = fetch(make_library({"title": "Bilag"}), "findes-ikke")

    assert done.returncode == 2
    assert "findes-ikke" in done.stderr


def test_a_dry_run_asks_nobody_and_writes_nothing(server, make_library):
    address = server.put("/a.pdf", pdf("en"))
    library = make_library({"url": address})
    before = digest(library.root)

    done = fetch(library, "--dry-run")

    assert done.stdout == f"{address}\n"
    assert server.log == []
    assert digest(library.root) == before


@pytest.mark.parametrize(
    "text",
    ["<<<<<<< HEAD\n{}", "[]", '{"version": 2}', '{"documents": {"x": {}}}', "\xff", "[" * 9999],
)
def test_a_lock_that_cannot_be_read_is_a_problem_and_stays(server, make_library, text):
    library = make_library({"url": server.put("/a.pdf", pdf("en"))})
    library.write(LOCK, text)

    done = fetch(library)

    assert done.returncode == 1
    assert "fejl[lock-unreadable]" in done.stdout
    assert done.stderr == ""
    assert library.read(LOCK) == text
    assert server.log == []


def test_a_catalogue_with_faults_is_told_and_nothing_is_fetched(server, make_library):
    library = make_library({"url": server.put("/a.pdf", pdf("en"))})
    library.replace("data/notifications.yaml", "scope: national", "scope: nationel")

    done = fetch(library)

    assert done.returncode == 1
    assert "fejl[not-one-of]" in done.stdout
    assert server.log == []


def test_a_wrong_setting_is_told_at_its_line(make_library):
    done = fetch(make_library({"title": "Bilag"}, redirects="mange"))

    assert done.returncode == 1
    assert "mkdocs.yml:8:18: fejl[not-a-number]" in done.stdout


def test_text_of_a_stranger_stays_data(server, make_library):
    evil = "<script>alert(1)</script>"
    outline = "/PageMode /UseOutlines"
    address = server.put("/a.pdf", pdf(evil, title=f"{evil}\x07[31m", root=outline))
    library = make_library({"url": address})

    done = fetch(library)

    version = record_of(library, address)["versions"][0]
    text = library.root / ".cache/hub/store" / version["sha256"] / "text.json"
    assert version["title"] == f"{evil} [31m"
    assert json.loads(text.read_bytes())["pages"] == [{"text": evil, "blocks": []}]
    assert "\x07" not in done.stdout


def test_an_honest_name_is_told_to_the_server(make_library):
    from http.server import BaseHTTPRequestHandler, HTTPServer
    from threading import Thread

    seen = []

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            seen.append(self.headers["User-Agent"])
            self.send_error(404)

    with HTTPServer(("127.0.0.1", 0), Handler) as one:
        Thread(target=one.handle_request, daemon=True).start()
        address = f"http://127.0.0.1:{one.server_port}/a.pdf"
        fetch(make_library({"url": address}, agent="proeve (mail@eksempel.dk)"))

    assert seen == ["proeve (mail@eksempel.dk)"]


def test_the_store_may_stand_anywhere_that_fsspec_knows(server, make_library, tmp_path):
    address = server.put("/a.pdf", pdf("en"))
    library = make_library({"url": address}, store=f"file://{tmp_path}/elsewhere")

    fetch(library)

    sha256 = record_of(library, address)["versions"][0]["sha256"]
    assert {part.name for part in (tmp_path / "elsewhere" / sha256).iterdir()} == ALL_PARTS
