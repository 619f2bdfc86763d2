"""Every route of a misbehaving server that concerns links gets the verdict that it deserves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

import pytest
from documents.library import SHARED, hostile_server
from projects import Project
from web import link_lock, project_with

pytestmark = [
    pytest.mark.skipif(not SHARED.is_dir(), reason="the shared test material is not beside us"),
    pytest.mark.xdist_group("hostile-links"),
]

OF_CONTENT = ("/wrong/", "/length/", "/bomb/", "/cache/")
"""Routes about the bytes of a document: LinkChecker does not read them, `hub fetch` does."""

SIGHTS = {
    # what the table expects, and what may be seen of the link on the first day
    "ok": {"good"},
    "ok-warn": {"good"},
    "not-a-pdf": {"failing"},
    "broken": {"failing"},
    "blocked": {"blocked"},
    "transient": {"unanswered"},
    "unsafe": {"unanswered"},
    "bounded": {"good", "failing", "unanswered"},
}
BETTER = {"/soft404/challenge.pdf": "blocked", "/robots-blocked/doc.pdf": "blocked"}
"""The table's own notes: »best: blocked«, »must not read as checked-ok«."""

TLS_PORTS = {"tls": "good", "tls_self": "failing", "tls_expired": "failing"}
TLS_PORTS |= {"tls_wronghost": "failing", "refused": "failing", "hole": "unanswered"}
ATTEMPTS = 3


@dataclass(frozen=True)
class Run:
    """One run of `hub links` over all routes."""

    project: Project
    routes: dict[str, str]
    module: ModuleType
    output: str
    hits: dict[str, int]

    def sight(self, address: str) -> str:
        """Return what was seen; the lock has it as a verdict and a failure of the day."""
        record = link_lock(self.project)["links"][address]
        if record.get("failures"):
            return "failing"
        plain = {"ok": "good", "redirected": "good", "unchecked": "unanswered"}
        return plain.get(record["verdict"], record["verdict"])


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    module = hostile_server()
    start = module.Handler.start

    class Welcoming(module.Handler):
        """Asks LinkChecker for no pauses, which would take a minute."""

        def start(self, code: int, hdrs: list, close: bool = False) -> None:  # noqa: FBT001, FBT002  # the server's own form
            start(self, code, [*hdrs, ("LinkChecker", "welcome")], close)

    module.Handler = Welcoming
    with module.HostileServer() as server:
        routes = {server.url(one.path): one.path for one in module.ROUTES if one.expect != "none"}
        routes |= {
            f"{'http' if port == 'refused' else 'https'}://127.0.0.1:{server.ports[port]}/ok": port
            for port in TLS_PORTS
        }
        project = project_with(
            tmp_path_factory.mktemp("hostile") / "project",
            [{"url": address} for address in routes],
            deadline_seconds="4",
            connections_per_host="16",
            largest_megabytes="20",
            attempts=str(ATTEMPTS),
        )
        done = project.hub("links", SSL_CERT_FILE=server.ca_file())
        hits = {path: len(server.hits(path)) for path in routes.values()}
        yield Run(project, routes, module, done.stdout + done.stderr, hits)


def test_at_least_99_of_100_routes_get_the_verdict_of_the_table(run):
    expected = {
        route.path: route.expect
        for route in run.module.ROUTES
        if route.expect != "none" and not route.path.startswith(OF_CONTENT)
    }

    wrong = [
        (path, expected[path], run.sight(address))
        for address, path in run.routes.items()
        if path in expected
        and run.sight(address) not in SIGHTS[expected[path]] | {BETTER.get(path)}
    ]

    print(f"\nroutes right: {len(expected) - len(wrong)} of {len(expected)}; wrong: {wrong}")
    assert (len(expected) - len(wrong)) / len(expected) >= 0.99


def test_no_good_or_passing_route_counts_as_a_failure(run):
    harmless = {"ok", "ok-warn", "blocked", "transient"}
    expected = {route.path: route.expect for route in run.module.ROUTES}

    failing = [
        path
        for address, path in run.routes.items()
        if expected.get(path) in harmless and run.sight(address) == "failing"
    ]

    print(f"\nwrongly failing: {failing}")
    assert failing == []


def test_nothing_is_broken_on_the_first_day(run):
    verdicts = {record["verdict"] for record in link_lock(run.project)["links"].values()}

    assert "broken" not in verdicts


def test_certificates_are_always_checked(run):
    found = {port: run.sight(a) for a, port in run.routes.items() if port in TLS_PORTS}

    assert found == TLS_PORTS | {"tls": found["tls"]}
    assert found["tls"] == "failing"  # the path is not there, but the certificate was taken


def test_each_address_is_asked_once_and_then_only_again_as_often_as_is_allowed(run):
    led_to = ("/redirect/", "/ok/doc", "/status/404", "/ok/S")
    asked = {
        path: hits
        for path, hits in run.hits.items()
        if not path.startswith(led_to) and hits > 1 + ATTEMPTS
    }

    print(f"\nasked once: {sum(hits == 1 for hits in run.hits.values())} of {len(run.hits)}")
    assert asked == {}


def test_no_password_of_a_redirect_is_kept_or_printed(run):
    assert "secret" not in run.output
    assert "secret" not in run.project.read("data/links.lock.json")
