"""Every route of a server that misbehaves in every way gets the verdict that it deserves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

import pytest
from library import SHARED, hostile_server, lock_of, project_of
from projects import Project

pytestmark = [
    pytest.mark.skipif(not SHARED.is_dir(), reason="the shared test material is not beside us"),
    pytest.mark.xdist_group("hostile"),
]

ALLOWED = {
    "ok": {"document"},
    "ok-warn": {"document"},
    "not-a-pdf": {"not-a-document"},
    "broken": {"broken", "damaged"},
    "blocked": {"blocked"},
    "transient": {"unchecked"},
    "unsafe": {"unsafe"},
    "bounded": {"document", "not-a-document", "broken", "damaged", "unchecked"},
}
BETTER = {"/soft404/challenge.pdf": "blocked"}  # the table's own note: "best: blocked"
TLS_PORTS = {"tls": "document", "tls_self": "broken", "tls_expired": "broken"}
TLS_PORTS |= {"tls_wronghost": "broken", "refused": "broken", "hole": "unchecked"}
ATTEMPTS = 3


@dataclass(frozen=True)
class Run:
    """One run of `hub fetch` over all routes."""

    project: Project
    server: object
    routes: dict[str, str]
    """Address and path of each route."""
    module: ModuleType
    output: str
    hits: dict[str, int]

    def verdict(self, address: str) -> str:
        return lock_of(self.project)["documents"][address]["verdict"]


def scheme(port: str) -> str:
    return "http" if port == "refused" else "https"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    module = hostile_server()
    with module.HostileServer() as server:
        routes = {server.url(one.path): one.path for one in module.ROUTES if one.expect != "none"}
        ports = {
            f"{scheme(port)}://127.0.0.1:{server.ports[port]}/ok/doc.pdf": port
            for port in TLS_PORTS
        }
        project = project_of(
            tmp_path_factory.mktemp("hostile") / "project",
            [{"url": address} for address in (*routes, *ports)],
            deadline_seconds="5",
            connections_per_host="16",
            largest_megabytes="20",
            reading_seconds="10",
            attempts=str(ATTEMPTS),
        )
        done = project.hub("fetch", SSL_CERT_FILE=server.ca_file())
        hits = {path: len(server.hits(path)) for path in routes.values()}
        yield Run(project, server, routes | ports, module, done.stdout + done.stderr, hits)


def test_at_least_99_of_100_routes_get_the_verdict_of_the_table(run):
    expected = {route.path: route.expect for route in run.module.ROUTES}

    wrong = [
        (path, expected[path], run.verdict(address))
        for address, path in run.routes.items()
        if path in expected
        and run.verdict(address) not in ALLOWED[expected[path]] | {BETTER.get(path)}
    ]

    total = sum(path in expected for path in run.routes.values())
    print(f"\nroutes right: {total - len(wrong)} of {total}; wrong: {wrong}")
    assert (total - len(wrong)) / total >= 0.99


def test_certificates_are_always_checked(run):
    found = {port: run.verdict(a) for a, port in run.routes.items() if port in TLS_PORTS}

    assert found == TLS_PORTS


def test_an_expired_certificate_and_a_wrong_host_are_named(run):
    assert "document-certificate-expired" in run.output
    assert "document-certificate-host" in run.output


def test_no_route_is_asked_more_often_than_the_attempts_allow(run):
    asked = {
        path: hits
        for path, hits in run.hits.items()
        # Those that redirect to themselves, or that others redirect to, are asked for each of it.
        if not path.startswith(("/redirect/", "/ok/doc", "/status/404", "/ok/S"))
        and hits > ATTEMPTS
    }

    assert asked == {}


def test_redirects_stop_at_the_limit(run):
    assert run.hits["/redirect/endless?n=0"] <= 11
    assert run.hits["/redirect/loop"] == 1


def test_a_wait_until_tomorrow_is_not_waited_for(run):
    assert run.hits["/flaky/429-tomorrow.pdf"] == 1


def test_no_password_of_a_redirect_is_kept_or_printed(run):
    assert "secret" not in run.output
    assert "secret" not in run.project.read("data/documents.lock.json")


def test_nothing_cut_or_false_is_in_the_store(run):
    kept = {
        version["sha256"]
        for record in lock_of(run.project)["documents"].values()
        for version in record.get("versions", [])
    }
    folders = (run.project.root / ".cache/hub/store").glob("[0-9a-f]*")

    assert {folder.name for folder in folders} == kept


def test_a_second_run_asks_again_and_keeps_what_was_good(run):
    gone = next(a for a, path in run.routes.items() if path == "/flaky/ok-then-404.pdf")
    mended = next(a for a, path in run.routes.items() if path == "/flaky/404-then-ok.pdf")
    swapped = next(a for a, path in run.routes.items() if path.startswith("/cache/same-etag"))
    before = lock_of(run.project)["documents"][gone]

    run.project.hub("fetch", SSL_CERT_FILE=run.server.ca_file())

    after = lock_of(run.project)["documents"]
    assert after[gone]["verdict"] == "broken"
    assert after[gone]["versions"] == before["versions"]
    assert after[mended]["verdict"] == "document"
    assert len(after[swapped]["versions"]) == 2
