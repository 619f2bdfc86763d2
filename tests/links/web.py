"""What the tests of links need: a server whose every answer can be set, and the lock as values."""

from __future__ import annotations

import contextlib
import json
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import trustme
from documents.library import project_of
from projects import Project

PAGE = b"<!doctype html><title>En side</title><h1 id='her'>Her</h1>"
TLS_HANDSHAKE = b"\x16"
GONE = b"<!doctype html><title>Siden findes ikke</title>"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@dataclass(frozen=True)
class Answer:
    """What the server says at an address."""

    status: int = 200
    body: bytes = PAGE
    media_type: str = "text/html; charset=utf-8"
    location: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Web:
    """A server on the loopback address that asks LinkChecker for no pauses."""

    port: int = 0
    host: str = "127.0.0.1"
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    """By path; each answer is given once, the last one always."""
    log: list[str] = field(default_factory=list)
    welcomes_linkchecker: bool = True
    """Whether it says by a header that LinkChecker need make no pauses."""

    def url(self, path: str) -> str:
        return f"http://{self.host}:{self.port}{path}"

    def put(self, path: str, *answers: Answer) -> str:
        self.answers[path] = list(answers) or [Answer()]
        return self.url(path)

    def answer(self, path: str) -> Answer:
        answers = self.answers.get(path, [Answer(404, GONE)])
        return answers.pop(0) if len(answers) > 1 else answers[0]


class _QuietServer(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    encryption: ssl.SSLContext | None = None

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Answer in the open or encrypted, as the client's first byte asks for."""
        if self.encryption is None or request.recv(1, socket.MSG_PEEK) != TLS_HANDSHAKE:
            super().finish_request(request, client_address)
            return
        with self.encryption.wrap_socket(request, server_side=True) as encrypted:
            super().finish_request(encrypted, client_address)

    def handle_error(self, *_: object) -> None:
        """Say nothing: a client that goes away is what some of the tests are about."""


@contextlib.contextmanager
def serving_web(authority: trustme.CA | None = None, *, bind: str = "127.0.0.1") -> Iterator[Web]:
    """Serve what is put; with an authority's certificate also encrypted, on the same port."""
    web = Web()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            web.log.append(self.path)
            answer = web.answer(self.path)
            self.send_response(answer.status)
            if web.welcomes_linkchecker:
                self.send_header("LinkChecker", "welcome")
            self.send_header("Content-Type", answer.media_type)
            self.send_header("Content-Length", str(len(answer.body)))
            if answer.location:
                self.send_header("Location", answer.location)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

    with _QuietServer((bind, 0), Handler) as server:
        web.port = server.server_port
        if authority:
            server.encryption = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            authority.issue_cert("127.0.0.1").configure_cert(server.encryption)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield web
        finally:
            server.shutdown()


def project_with(
    folder: Path, documents: list[dict], *, patience: int = 1, **settings: str
) -> Project:
    """Make a project that names these documents, and no address of the world outside.

    `patience` is for how many seconds a server may be silent.
    """
    project = project_of(folder, documents, **settings)
    project.without_outside_addresses()
    text = project.read("mkdocs.yml")
    project.write("mkdocs.yml", f"{text}    links:\n      timeout_seconds: {patience}\n")
    return project


def link_lock(project: Project) -> dict:
    """Return the lock of links as plain values."""
    return json.loads(project.read("data/links.lock.json"))
