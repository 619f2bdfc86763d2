"""A proxy on the loopback address for LinkChecker, which has no setting for where it may go.

LinkChecker follows redirects by itself. Through this proxy each of its requests meets the guard
that ours meet: only listed hosts, at addresses that are public, with the connection made to one
that was looked at.
"""

from __future__ import annotations

import contextlib
import select
import socket
import threading
import time
from collections.abc import Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from hub.web.url_policy import DEFAULT_PORTS, ForbiddenAddress, UrlPolicy

_PIECE = 64 * 1024
_SECONDS = 60.0
"""For all that one connection may take."""
_PROXY_ONLY = frozenset(("proxy-connection", "proxy-authorization", "connection", "keep-alive"))


@contextlib.contextmanager
def vetting_proxy(guard: UrlPolicy) -> Iterator[str]:
    """Run the proxy; yield its address."""

    class Handler(_Handler):
        policy = guard

    with _Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, *_: Any) -> None:
        """Say nothing: a server or LinkChecker may close its end at any time."""


class _Handler(BaseHTTPRequestHandler):
    policy: UrlPolicy
    timeout = _SECONDS

    def log_message(self, *_: Any) -> None:
        """Write no log."""

    def do_GET(self) -> None:  # the server's own form
        self._forward()

    def do_HEAD(self) -> None:  # the same
        self._forward()

    def do_CONNECT(self) -> None:  # the same
        remote = self._connected(f"https://{self.path}/")
        if remote is None:
            return
        with remote:
            self.send_response(HTTPStatus.OK)
            self.end_headers()
            _relay(self.connection, remote)

    def _forward(self) -> None:
        remote = self._connected(self.path)
        self.close_connection = True
        if remote is None:
            return
        with remote:
            origin = "/".join(self.path.split("/", 3)[:3])
            target = self.path[len(origin) :] or "/"
            lines = [f"{self.command} {target} HTTP/1.1"]
            lines += [f"{k}: {v}" for k, v in self.headers.items() if k.lower() not in _PROXY_ONLY]
            remote.sendall("\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1"))
            _relay(self.connection, remote)

    def _connected(self, address: str) -> socket.socket | None:
        """Return a connection to an address's host; None where the refusal has been sent."""
        try:
            parts = urlsplit(self.policy.checked(address))
            port = parts.port or DEFAULT_PORTS[parts.scheme]
            network = self.policy.resolved(parts.hostname or "", port)[0]
            return socket.create_connection((network, port), timeout=_SECONDS)
        except (ForbiddenAddress, ValueError):
            self.send_error(HTTPStatus.FORBIDDEN)
        except OSError:
            self.send_error(HTTPStatus.BAD_GATEWAY)
        return None


def _relay(one: socket.socket, other: socket.socket) -> None:
    """Pass on what either end sends until one of them ends, or time is up."""
    end = time.monotonic() + _SECONDS
    partner = {one: other, other: one}
    while (remaining := end - time.monotonic()) > 0:
        ready, _, _ = select.select(list(partner), [], [], remaining)
        for source in ready:
            data = source.recv(_PIECE)
            if not data:
                return
            partner[source].sendall(data)
