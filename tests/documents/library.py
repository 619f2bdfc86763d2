"""What the tests of documents need: small PDFs, a server of them, a project that names them."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import io
import json
import os
import shutil
import signal
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any

from click.testing import CliRunner
from projects import FROZEN, ROOT, Project, as_yaml, read_yaml

from hub.documents.classifier import judged_kind
from hub.documents.extraction import Read, read_bytes
from hub.documents.file_types import expected_kind
from hub.web.client import Response
from hub.web.errors import FetchError

SHARED = ROOT.parent / "shared" / "corpus"
"""Test material shared between projects; the tests that need it say so where it is missing."""

SECONDS = 20
"""That reading a file may take."""

QUICK = {
    "pause_milliseconds": "0",
    "retry_milliseconds": "20",
    "deadline_seconds": "10",
    "connections_per_host": "8",
}


def hostile_server() -> ModuleType:
    """Load the server of the test material: each of its routes misbehaves in its own way."""
    spec = importlib.util.spec_from_file_location("hostile_server", SHARED / "hostile_server.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["hostile_server"] = module  # its own classes look for it there
    spec.loader.exec_module(module)
    module.HostileServer._hole = _held_until_the_end
    return module


def _held_until_the_end(server: Any) -> None:
    """Accept connections and never answer, as the server's own way, but close them in the end.

    A late client wakes the server after its test; what it left open would be another test's fault.
    """
    with contextlib.ExitStack() as held:
        while not server.stopping.is_set():
            try:
                connection, _ = server.hole.accept()
            except OSError:
                return
            held.enter_context(connection)


def pdf(
    *pages: str, title: str | None = None, root: str = "", info: str = "", annotations: str = ""
) -> bytes:
    """Return a PDF with lines of text on each page; the others are added as they are."""
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    named = f"/Title {quoted(title)}" if title is not None else ""
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {root} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for at, page in enumerate(pages):
        lines = " 0 -14 Td ".join(f"{quoted(line)} Tj" for line in page.split("\n"))
        drawn = f"BT /F1 12 Tf 72 720 Td {lines} ET" if page else ""
        box, more = "/MediaBox [0 0 595 842]", annotations
        fonts = "/Resources << /Font << /F1 3 0 R >> >>"
        objects += [
            f"<< /Type /Page /Parent 2 0 R {box} {more} /Contents {5 + 2 * at} 0 R {fonts} >>",
            f"<< /Length {len(drawn.encode('cp1252'))} >>\nstream\n{drawn}\nendstream",
        ]
    return file_of([*objects, f"<< {named} {info} >>"])


def file_of(objects: list[str]) -> bytes:
    """Return a file of numbered objects; the first is the catalogue, the last the facts."""
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.7\n")
    places = []
    for number, value in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{value}\nendobj\n".encode("cp1252"))
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write(b"".join(f"{place:010} 00000 n \n".encode() for place in places))
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>"
    out.write(f"trailer\n{trailer}\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def slow_pdf() -> bytes:
    """Return a small PDF that takes minutes to read: forms that show forms, ten times each."""
    depth = 9
    forms = []
    for one in range(depth):
        drawn = "/X Do " * 10 if one < depth - 1 else "BT /F1 12 Tf (a) Tj ET"
        used = f"/Font << /F1 3 0 R >> /XObject << /X {one + 7} 0 R >>"
        forms.append(
            f"<< /Type /XObject /Subtype /Form /BBox [0 0 600 900] /Resources << {used} >> "
            f"/Length {len(drawn)} >>\nstream\n{drawn}\nendstream"
        )
    return file_of(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            (
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
                "/Resources << /XObject << /X 6 0 R >> >> >>"
            ),
            "<< /Length 5 >>\nstream\n/X Do\nendstream",
            *forms,
            "<< >>",
        ]
    )


def locked_pdf(page: str, password: str) -> bytes:
    """Return a PDF that opens with a password only."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(page))))
    writer.encrypt(password, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def quoted(text: str) -> str:
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"({escaped})"


@dataclass
class DocumentServer:
    """A polite server on the loopback address: ETags, conditional requests, a log."""

    port: int = 0
    bodies: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    log: list[tuple[str, int, bool]] = field(default_factory=list)
    """Each request's path, the answer's status, and whether it was conditional."""

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def put(self, path: str, body: bytes, media_type: str = "application/pdf") -> str:
        self.bodies[path] = (body, media_type)
        return self.url(path)


class _QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing: a client that was killed in the middle is what the tests are about."""


@contextlib.contextmanager
def serving_documents() -> Iterator[DocumentServer]:
    library = DocumentServer()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            body, media_type = library.bodies.get(self.path, (None, "text/html"))
            etag = f'"{hashlib.sha256(body or b"").hexdigest()[:16]}"'
            asked = self.headers.get("If-None-Match")
            status = 404 if body is None else 304 if asked == etag else 200
            library.log.append((self.path, status, asked is not None))
            sent = body or b"" if status == 200 else b""
            self.send_response(status)
            self.send_header("ETag", etag)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

    with _QuietServer(("127.0.0.1", 0), Handler) as server:
        library.port = server.server_port
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield library
        finally:
            server.shutdown()


def project_of(folder: Path, documents: list[dict], **settings: str) -> Project:
    """Make a project whose only notification has these documents as appendices."""
    (folder / "data").mkdir(parents=True)
    for file in ("vocabulary.yaml", "process.yaml"):
        shutil.copy(FROZEN / "data" / file, folder / "data" / file)
    project = Project(folder)
    real_hosts = read_yaml((FROZEN / "data/hosts.yaml").read_text())["hosts"]
    own = [
        {"host": host, "reason": "prøve", "private": "true"} for host in ("127.0.0.1", "localhost")
    ]
    project.write("data/hosts.yaml", _yaml({"hosts": [*real_hosts, *own]}))
    project.write("mkdocs.yml", _yaml({"plugins": [{"hub": {"documents": {**QUICK, **settings}}}]}))
    write_catalogue(project, documents)
    return project


def write_catalogue(project: Project, documents: list[dict]) -> None:
    """Write the catalogue of a project anew."""
    appendices = [
        {"title": f"Bilag {number}", "number": str(number % 999 + 1), **document}
        for number, document in enumerate(documents)
    ]
    notification = {
        "id": "proeve",
        "title": "Prøve",
        "target_group": "Borgere",
        "scope": "national",
        "policy_areas": ["social"],
        "summary": "En prøve.",
        "rounds": [{"kind": "original", "year": "2020", "appendices": appendices}],
    }
    project.write("data/notifications.yaml", _yaml({"notifications": [notification]}))


def _yaml(value: object) -> str:
    return as_yaml(value).replace("'", "")


@dataclass(frozen=True)
class Done:
    """How a command ended; named as a finished process names it."""

    returncode: int
    stdout: str
    stderr: str


def fetch(project: Project, *words: str) -> Done:
    """Run `hub fetch` in this process: a program of its own takes ten times as long to start."""
    from hub.cli.main import main

    result = CliRunner().invoke(main, ["--root", str(project.root), "fetch", *words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Done(result.exit_code, result.stdout, result.stderr)


def fetch_alone(root: str) -> None:
    """Run `hub fetch` as the whole of a process, silently, and interruptible as at a terminal."""
    from hub.cli.main import main

    # A shell lets what it starts in the background ignore Ctrl-C, and children inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):  # noqa: PTH123  # no file
        main(["--root", root, "fetch", "--jobs", "2"])


def lock_of(project: Project) -> dict:
    """Return the lock file of a project."""
    return json.loads(project.read("data/documents.lock.json"))


def record_of(project: Project, address: str) -> dict:
    return lock_of(project)["documents"][address]


def stored(project: Project) -> dict[str, set[str]]:
    """Return the parts of each document in the project's store."""
    store = project.root / ".cache/hub/store"
    return {
        folder.name: {part.name for part in folder.iterdir()}
        for folder in sorted(store.glob("[0-9a-f]*"))
    }


def assert_store_is_whole(project: Project) -> None:
    """Check that every document has its checksum, and every text and picture can be read."""
    store = project.root / ".cache/hub/store"
    for part in store.glob("[0-9a-f]*/*"):
        data = part.read_bytes()
        match part.name:
            case "document":
                assert hashlib.sha256(data).hexdigest() == part.parent.name
            case "text.json":
                assert json.loads(data)["version"] == 4
            case "thumbnail.webp":
                assert data[8:12] == b"WEBP"
                assert int.from_bytes(data[4:8], "little") + 8 == len(data)
            case name:
                raise AssertionError(name)


def form_pdf(page: str, *annotations: str) -> bytes:
    """Return a PDF of one page with fields or annotations that have no appearance of their own."""
    listed = " ".join(
        f"<< /Type /Annot /Rect [72 {600 - 40 * at} 400 {630 - 40 * at}] {one} >>"
        for at, one in enumerate(annotations)
    )
    form = "/AcroForm << /Fields [] /DR << /Font << /Helv 3 0 R >> >> /DA (/Helv 12 Tf 0 g) >>"
    return pdf(page, root=form, annotations=f"/Annots [{listed}]")


def text_of(read: Read) -> str:
    """Return the text of all pages."""
    return "\n".join(page.text for page in read.text.pages)


def verdict_of(name: str, data: bytes) -> tuple[str, Read | None]:
    """Judge and read a file as a run does that gets it from an address with this name."""
    address = f"https://eksempel.dk/{name}"
    fetched = Response(status=200, final_address=address, body=io.BytesIO(data))
    try:
        kind = judged_kind(fetched, expected_kind(address, None))
    except FetchError as failed:
        return str(failed.verdict), None
    read = read_bytes(data, kind, SECONDS)
    return ("document" if read.opened else "damaged"), read
