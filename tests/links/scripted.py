"""A server whose answers are written out: one for each target, as it was sent, byte by byte."""

from __future__ import annotations

import contextlib
import itertools
import socketserver
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from documents.library import pdf

PDF = pdf("Bilag")
ANY = "*"
"""The target of whatever has no answer of its own."""


@dataclass(frozen=True)
class Reply:
    """What is sent for a target: a status, headers and a body, or bytes as they are."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    raw: bytes = b""
    gate: str = ""
    """The cookie without which the server answers in this way."""
    behind: Reply | None = None
    """What it answers with the cookie."""

    def sent(self, *, with_body: bool = True) -> bytes:
        if self.raw:
            return self.raw
        headers = [("Content-Length", str(len(self.body))), ("LinkChecker", "welcome")]
        lines = [f"{name}: {value}" for name, value in (*headers, *self.headers)]
        head = "\r\n".join((f"HTTP/1.1 {self.status} X", *lines, "Connection: close", "", ""))
        return head.encode() + (self.body if with_body else b"")


Making = Reply | Callable[[str], Reply]
"""A reply, or what makes one of a target."""


def page(
    title: str = "En side",
    body: str = "<h1>En side</h1><p>Om sagen og dens bilag.</p>",
    *,
    head: str = "",
    status: int = 200,
    **headers: str,
) -> Reply:
    """Return a web page; `headers` are named with underscores."""
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    text = (
        f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    )
    return Reply(status, (("Content-Type", "text/html; charset=utf-8"), *named), text.encode())


def document(body: bytes = PDF, **headers: str) -> Reply:
    """Return a PDF."""
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Reply(200, (("Content-Type", "application/pdf"), *named), body)


def moved(target: str, status: int = 302, **headers: str) -> Reply:
    """Return a redirect."""
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Reply(status, (("Location", target), *named))


MISSING = page("Siden findes ikke", "<h1>404</h1>", status=404)


@dataclass
class Site:
    """A running server."""

    answers: Mapping[str, Making]
    port: int = 0
    log: list[str] = field(default_factory=list)

    def url(self, target: str) -> str:
        return f"http://127.0.0.1:{self.port}{target}"

    def reply(self, target: str, cookie: str) -> Reply:
        self.log.append(target)
        made = self.answers.get(target)
        if made is None:
            is_robots = target == "/robots.txt"
            made = MISSING if is_robots else self.answers.get(ANY, MISSING)
        found = made if isinstance(made, Reply) else made(target)
        if found.gate and found.gate in cookie:
            assert found.behind is not None
            return found.behind
        return found


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64

    def handle_error(self, *_: Any) -> None:
        """Say nothing: a client that goes away is what some of the tests are about."""


@contextlib.contextmanager
def serving(answers: Mapping[str, Making]) -> Iterator[Site]:
    """Serve these answers on a port of their own."""
    site = Site(answers)

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            head = list(
                itertools.takewhile(lambda line: line.strip(), iter(self.rfile.readline, b""))
            )
            if not head or b" " not in head[0]:
                return
            method, target = head[0].decode("latin-1").rsplit(" ", 1)[0].split(" ", 1)
            cookies = [line for line in head if line.lower().startswith(b"cookie:")]
            reply = site.reply(target, b"".join(cookies).decode("latin-1"))
            self.wfile.write(reply.sent(with_body=method != "HEAD"))

    with _Server(("127.0.0.1", 0), Handler) as server:
        site.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield site
        finally:
            server.shutdown()
