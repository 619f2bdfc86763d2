"""The demo's project: a copy of this one whose catalogue names the demo's documents."""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from demo import samples
from projects import CATALOGUE, FROZEN, PROCESS, TODAY, Project, as_yaml, notifications

FIRST, SECOND = "sjaeldne-synsnedsaettelser", "spiseforstyrrelser"
DAYS_BETWEEN = 30


@contextlib.contextmanager
def publisher(bodies: dict[str, tuple[bytes, str]]) -> Iterator[str]:
    """Serve documents on the loopback address; yield their address without a slash at the end."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            body, media_type = bodies.get(self.path, (b"", "text/plain"))
            etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            status = 404 if not body else 304 if self.headers["If-None-Match"] == etag else 200
            sent = body if status == 200 else b""
            self.send_response(status)
            self.send_header("ETag", etag)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


def make_project(folder: Path, address: str, more: tuple[dict, ...] = ()) -> Project:
    """Make the project; `more` are further appendices of the first case."""
    project = Project.copied_to(folder)
    (folder / "data/documents.lock.json").unlink(missing_ok=True)
    project.write(CATALOGUE, as_yaml({"notifications": _cases(address, more)}))
    project.edit(PROCESS, lambda values: values.update(notification=FIRST))
    host = {"host": "127.0.0.1", "reason": "Prøvens egne dokumenter", "private": "true"}
    project.edit("data/hosts.yaml", lambda values: values["hosts"].append(host))
    project.replace(
        "mkdocs.yml",
        "  - hub:\n",
        "  - hub:\n      documents:\n        pause_milliseconds: 0\n",
    )
    project.replace("mkdocs.yml", "site_name: Centrale udmeldinger", "site_name: Prøve")
    return project


def fetch_twice(project: Project, bodies: dict[str, tuple[bytes, str]], now: int) -> list[str]:
    """Fetch before and after a document is replaced, with days between; return what was told."""
    told = []
    for days_ago, found in ((DAYS_BETWEEN, samples.served()), (0, samples.replacements())):
        bodies.update(found)
        done = project.hub("fetch", SOURCE_DATE_EPOCH=str(now - days_ago * 24 * 3600))
        told.append(done.stdout + done.stderr)
    return told


def make_site(folder: Path, harm: str = "", content: Mapping[str, str] | None = None) -> Project:
    """Make the frozen cases and the demo's together; only the demo's documents are fetched.

    `harm` is the text of a further document; `content` are further content pages.
    """
    bodies: dict[str, tuple[bytes, str]] = {}
    with publisher(bodies) as address:
        more = {"title": "Bilag 3", "number": "3", "url": f"{address}/ondt.pdf"}
        bodies["/ondt.pdf"] = (samples.pdf([harm], title=harm), samples.PDF)
        project = make_project(folder, address, (more,) if harm else ())
        fetch_twice(project, bodies, TODAY)
    real = notifications(Project(FROZEN))
    project.edit(CATALOGUE, lambda values: values["notifications"].extend(real))
    for name, text in (content or {}).items():
        project.write(f"content/{name}", text)
        project.replace("mkdocs.yml", "\nnav:\n", f"\nnav:\n  - {name}\n")
    build(project, TODAY)
    return project


def build(project: Project, now: int) -> None:
    """Build the site, which must succeed."""
    done = project.hub("build", SOURCE_DATE_EPOCH=str(now))
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)


def _cases(address: str, more: tuple[dict, ...]) -> list[dict]:
    def document(title: str, path: str, **words: str) -> dict:
        return {"title": title, "url": f"{address}{path}", "publisher": "styrelsen", **words}

    first_round = {
        "kind": "original",
        "year": "2021",
        "published": "2021-11-01",
        "report_due": "2022-10-15",
        "themes": [*samples.THEMES],
        "notification": document(
            "Central udmelding", "/central-udmelding.pdf", date="2021-11-01", language="da"
        ),
        "appendices": [
            document("Bilag 1: Kommunernes opgave", "/bilag-1.pdf", number="1"),
            document("Bilag 2: Skema til svaret", "/bilag-2.docx", number="2"),
            *more,
        ],
        "regional_reports": [
            document("Svar fra hovedstaden", "/hovedstadens-svar.pdf", area="hovedstaden"),
            document("Svar fra Sjælland", "/sjaellands-svar.pdf", area="sjaelland"),
            document("Svar fra Syddanmark", "/syddanmarks-svar.pdf", area="syddanmark"),
            document("Svar fra Midtjylland", samples.GONE, area="midtjylland"),
        ],
        "agency_treatment": {"outcome": "sufficient", "date": "2023-02-01"},
    }
    second_round = {
        "kind": "original",
        "year": "2017",
        "published": "2017-11-01",
        "notification": document(
            "Central udmelding", "/styrelsens-behandling.pdf", date="2017-11-01"
        ),
        "agency_treatment": {"outcome": "sufficient"},
    }
    return [
        _case(FIRST, "Borgere med sjældne synsnedsættelser (prøve)", first_round),
        _case(SECOND, "Borgere med svære spiseforstyrrelser (prøve)", second_round),
    ]


def _case(id_: str, title: str, round_: dict) -> dict:
    return {
        "id": id_,
        "title": title,
        "target_group": title.removesuffix(" (prøve)"),
        "scope": "national",
        "policy_areas": ["social"],
        "summary": "En opdigtet sag. Den viser, hvad siden gør med dokumenter af hver slags.",
        "rounds": [round_],
    }
