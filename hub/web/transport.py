"""Connect only where the guard allows, and let nothing last longer than a deadline.

Only this module and `fetching` know the HTTP client.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable
from functools import cache

import httpcore

from hub.web.answer_head import AnswerHead
from hub.web.url_policy import ForbiddenAddress, UrlPolicy


def vetted_pool(guard: UrlPolicy, deadline: float) -> httpcore.ConnectionPool:
    """Return the client for one address: a connection of its own, that no other can poison."""
    return httpcore.ConnectionPool(
        ssl_context=_trust(),
        max_connections=1,
        retries=0,
        network_backend=_VettedBackend(guard, deadline),
    )


class _VettedBackend(httpcore.NetworkBackend):
    """Connects to addresses that the guard has looked at, and to nothing after the deadline."""

    def __init__(self, guard: UrlPolicy, deadline: float) -> None:
        self._guard = guard
        self._deadline = deadline
        self._own = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002  # the deadline is the timeout
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = self._guard.resolved(host, port)
        for number, address in enumerate(addresses, 1):
            remaining = _remaining(self._deadline, httpcore.ConnectTimeout)
            share = remaining / (len(addresses) - number + 1)
            try:
                stream = self._own.connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(addresses):
                    raise
                continue
            return _DeadlineStream(stream, self._deadline)
        raise httpcore.ConnectError("no address")

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002  # the client's own form
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002  # the same
    ) -> httpcore.NetworkStream:
        raise ForbiddenAddress(path)

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class _DeadlineStream(httpcore.NetworkStream):
    """A connection whose every act must end before the deadline: a drip of bytes does not help."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline
        self._is_first = True
        self._head = AnswerHead()

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002  # the deadline is the timeout
        while True:
            data = self._stream.read(max_bytes, _remaining(self._deadline, httpcore.ReadTimeout))
            if self._is_first and data and not data.startswith(b"HTTP/"[: len(data)]):
                # The client would wait for a head that never comes, and call the end a lost
                # connection.
                raise httpcore.RemoteProtocolError("not HTTP")
            self._is_first = False
            if (made := self._head.cleaned(data)) or not data:
                return made

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002  # the same
        self._stream.write(buffer, _remaining(self._deadline, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002  # the same
    ) -> httpcore.NetworkStream:
        remaining = _remaining(self._deadline, httpcore.ConnectTimeout)
        return _DeadlineStream(
            self._stream.start_tls(ssl_context, server_hostname, remaining), self._deadline
        )

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _remaining(deadline: float, error: type[Exception]) -> float:
    remaining = deadline - time.monotonic()
    if remaining <= 0:
        raise error("deadline")
    return remaining


@cache
def _trust() -> ssl.SSLContext:
    """Return whom we trust: the system's authorities, or those of SSL_CERT_FILE."""
    return ssl.create_default_context()
