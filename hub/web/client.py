"""Fetch one address: politely, within limits, and only from where the guard allows.

Only this module and `connecting` know the HTTP client. Redirects are followed here and not by the
client, because each of them must pass the guard.
"""

from __future__ import annotations

import hashlib
import http.cookiejar
import ssl
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO, cast
from urllib.parse import urlsplit

import httpcore

from hub.files import refusals_named
from hub.web.certificates import is_completed_by_browsers
from hub.web.cookies import cookies_for, keep_cookies
from hub.web.decoders import decoded
from hub.web.errors import FetchError, Reach, failure_of_status
from hub.web.failures import CLIENT_ERRORS, OWN_FAULTS, failure_of_error, first_cause
from hub.web.transport import vetted_pool
from hub.web.url_policy import DEFAULT_PORTS, ForbiddenAddress, UrlPolicy, joined, lasts, raw_target
from hub.web.walls import MOST_READ, is_wall_header, is_wall_page

_REDIRECTS = (300, 301, 302, 303, 307, 308)
_PERMANENT = (301, 308)
_GONE = (404, 410)
_IN_MEMORY = 4 * 1024**2
"""Bytes of a body that are kept in memory; a larger one goes to a temporary file."""

_ACCEPT = (
    "application/pdf, application/vnd.openxmlformats-officedocument.*, text/html;q=0.8, */*;q=0.5"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How far one address may go."""

    size: int = 100 * 1024**2
    seconds: float = 60.0
    """For all that an address takes: redirects, retries and waits together."""
    redirects: int = 10
    attempts: int = 3
    retry_wait: float = 1.0
    """Before the second attempt; twice as long before the third."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What came from an address."""

    status: int
    final_address: str
    address: str = ""
    """The first address of the chain."""
    redirected: bool = False
    moved_to: str | None = None
    """Where permanent redirects lead, from the first on."""
    downgraded: bool = False
    """Whether a redirect led from https to http."""
    refresh: str = ""
    """The header by which some servers redirect: seconds and an address."""
    media_type: str | None = None
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    body: BinaryIO | None = None
    """None where the server says that nothing has changed."""
    size: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Client:
    """Fetches addresses one by one; may be used by many threads."""

    guard: UrlPolicy
    limits: Limits
    agent: str
    """Who asks: an honest name."""
    pace: Callable[[str], None] = lambda _host: None
    """Waits until the host may be asked again."""

    def fetch(
        self, address: str, *, deadline: float, validators: Mapping[str, str] | None = None
    ) -> Response:
        """Fetch an address once, with its redirects; `validators` are headers of a condition.

        Raises FetchError, which says whether another attempt may help, and OSError where this
        machine itself is at fault: its disk is full, or too many files are open.
        """
        jar = http.cookiejar.CookieJar()
        try:
            current = self.guard.checked(address)
            with vetted_pool(self.guard, deadline) as pool:
                return self._followed(pool, current, jar, dict(validators or {}))
        except ForbiddenAddress as error:
            raise FetchError("unsafe", "unsafe", target=error.address) from None

    def _followed(
        self,
        pool: httpcore.ConnectionPool,
        current: str,
        jar: http.cookiejar.CookieJar,
        validators: dict[str, str],
    ) -> Response:
        first, seen = current, set[tuple[str, str]]()
        moved_to, permanent, downgraded = None, True, False
        for _ in range(self.limits.redirects + 1):
            cookies = cookies_for(jar, current)
            if (current, cookies) in seen:
                break
            seen.add((current, cookies))
            try:
                answer = self._asked(pool, current, cookies, validators, jar)
            except FetchError as failed:
                if len(seen) > 1:  # the host that was asked has sent us on
                    failed.reach = Reach.ANSWERED
                raise
            if isinstance(answer, Response):
                return replace(
                    answer,
                    address=first,
                    redirected=current != first,
                    moved_to=moved_to if moved_to != first else None,
                    downgraded=downgraded,
                )
            target = self.guard.checked(joined(current, answer.target))
            permanent = permanent and answer.status in _PERMANENT
            moved_to = target if permanent and lasts(target) else moved_to
            downgraded = downgraded or (current.startswith("https:") > target.startswith("https:"))
            current = target
        raise FetchError("broken", "redirects", target=current)

    def _asked(
        self,
        pool: httpcore.ConnectionPool,
        address: str,
        cookies: str,
        validators: dict[str, str],
        jar: http.cookiejar.CookieJar,
    ) -> Response | _Redirect:
        headers: list[tuple[str | bytes, str | bytes]] = [
            ("User-Agent", self.agent),
            ("Accept", _ACCEPT),
            ("Accept-Encoding", "identity"),
            *validators.items(),
            *([("Cookie", cookies)] if cookies else []),
        ]
        self.pace(urlsplit(address).hostname or "")
        try:
            with pool.stream("GET", _client_address(address), headers=headers) as response:
                keep_cookies(jar, address, response.headers)
                told = _Headers(response.headers)
                if response.status in _REDIRECTS:
                    return _Redirect(response.status, told.redirect_target())
                if response.status == HTTPStatus.NOT_MODIFIED and validators:
                    return Response(status=304, final_address=address)
                if is_wall_header(told.get):
                    raise FetchError("blocked", "challenge", status=response.status)
                if failed := failure_of_status(response.status, told.get("retry-after")):
                    raise self._wall(response, told) or failed
                return self._whole(response, address, told)
        except _DiskFault as fault:
            raise fault.error from None
        except CLIENT_ERRORS as error:
            if isinstance(cause := first_cause(error), OSError) and cause.errno in OWN_FAULTS:
                raise cause from None
            raise self._failure(error, address) from error

    def _failure(self, error: Exception, address: str) -> FetchError:
        """Return what an error means; a chain that browsers complete does not stop readers."""
        parts, cause = urlsplit(address), first_cause(error)
        host, port = parts.hostname or "", parts.port or DEFAULT_PORTS[parts.scheme]
        if isinstance(cause, ssl.SSLCertVerificationError) and is_completed_by_browsers(
            cause, self.guard, host, port, self.limits.seconds
        ):
            return FetchError("unchecked", "certificate-incomplete", host=host)
        return failure_of_error(error, host)

    def _wall(self, response: httpcore.Response, told: _Headers) -> FetchError | None:
        """Return the failure of a wall, where the body of a refusal is one's page."""
        if response.status in _GONE or "html" not in told.get("content-type"):
            return None
        start = b""
        try:
            pieces = cast(Iterable[bytes], response.stream)
            for piece in decoded(pieces, told.get("content-encoding")):
                start += piece
                if len(start) > MOST_READ:
                    break
        except CLIENT_ERRORS:
            return None  # the status has said enough
        if not is_wall_page(start, len(start)):
            return None
        return FetchError("blocked", "challenge", status=response.status)

    def _whole(self, response: httpcore.Response, address: str, told: _Headers) -> Response:
        """Return the whole body, or fail: nothing that is cut is ever handed on."""
        too_large = FetchError("unchecked", "too-large", limit=self.limits.size // 1024**2)
        length = told.get("content-length")
        if length and int(length) > self.limits.size:
            raise too_large
        stream = cast(Iterable[bytes], response.stream)
        body = cast(BinaryIO, tempfile.SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115  # handed on
        digest, size = hashlib.sha256(), 0
        try:
            for piece in decoded(stream, told.get("content-encoding")):
                size += len(piece)
                if size > self.limits.size:
                    raise too_large
                digest.update(piece)
                _write(body, piece)
        except BaseException:
            body.close()
            raise
        body.seek(0)
        media_type, _, parameters = told.get("content-type").partition(";")
        charset = parameters.lower().partition("charset=")[2].strip("\"' ")
        return Response(
            status=response.status,
            final_address=address,
            refresh=told.get("refresh"),
            media_type=media_type.strip().lower() or None,
            charset=charset or None,
            etag=told.get("etag") or None,
            last_modified=told.get("last-modified") or None,
            body=body,
            size=size,
            sha256=digest.hexdigest(),
        )


class _DiskFault(Exception):
    """What came could not be kept: a fault of the disk here, and not of the address."""

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        self.error = error


def _write(body: BinaryIO, piece: bytes) -> None:
    try:
        with refusals_named(Path(tempfile.gettempdir())):
            body.write(piece)
    except OSError as error:
        raise _DiskFault(error) from error


@dataclass(frozen=True, slots=True)
class _Redirect:
    status: int
    target: str


class _Headers:
    """A response's headers by lower-case name; the first of each counts."""

    def __init__(self, headers: Iterable[tuple[bytes, bytes]]) -> None:
        self._values: dict[str, bytes] = {}
        for name, value in headers:
            self._values.setdefault(name.decode("ascii", "replace").lower(), value)

    def get(self, name: str) -> str:
        return self._values.get(name, b"").decode("latin-1").strip()

    def redirect_target(self) -> str:
        if "location" not in self._values:
            raise FetchError("broken", "odd-answer", reason="redirect without address")
        return raw_target(self._values["location"])


def _client_address(address: str) -> httpcore.URL:
    """Return the address in the client's form, its path and query exactly as they are."""
    parts = urlsplit(address)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    return httpcore.URL(
        scheme=parts.scheme.encode(),
        host=(parts.hostname or "").encode(),
        port=parts.port or DEFAULT_PORTS[parts.scheme],
        target=target.encode("ascii"),
    )
