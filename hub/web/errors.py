"""Why an address could not be fetched: a verdict, the cause, and if to try again."""

from __future__ import annotations

from enum import StrEnum
from http import HTTPStatus
from typing import Literal

_CLOSED = frozenset((401, 403, 407, 418, 423, 451, 999))
"""The server is there, but not for us; 999 is one that some walls against robots invented."""

_DEFINED = frozenset(HTTPStatus)

_BETWEEN = frozenset((407, 511))
"""What only a proxy or a network that wants a login says in a server's place."""

_PASSING = frozenset((408, 425, 429))
_SERVERS_FAULT = 500
_FOR_GOOD = frozenset((501, 505))
"""Server errors that no waiting mends."""


class Verdict(StrEnum):
    """What an address turned out to be the last time it was asked."""

    DOCUMENT = "document"
    NOT_A_DOCUMENT = "not-a-document"
    """Something else came than the document: a page, an error, a login, nothing."""
    DAMAGED = "damaged"
    """The document came cut or unreadable."""
    BLOCKED = "blocked"
    """The server lives, but does not let the hub in; a reader may get it."""
    UNCHECKED = "unchecked"
    """The server could not answer now; nothing is known of the document."""
    BROKEN = "broken"
    """The server says, or its absence says, that the address leads nowhere."""
    UNSAFE = "unsafe"
    """The address leads where the hub must not go."""


class Reach(StrEnum):
    """How far a host could be reached."""

    ANSWERED = "answered"
    SILENT = "silent"
    """Nothing of the host's own was seen: no name, no connection, somebody else's certificate."""
    CUT_OFF = "cut-off"
    """The machine could not even try: its name service or its network does not work."""


Cause = Literal[
    # the server's answer, or that there is none
    "gone",
    "status",
    "blocked",
    "challenge",
    "unavailable",
    "redirects",
    "odd-answer",
    "unsafe",
    "no-host",
    "refused",
    "slow",
    "connection-lost",
    "certificate",
    "certificate-expired",
    "certificate-host",
    "certificate-incomplete",
    "tls",
    # what came in the place of what was asked for
    "empty",
    "cut",
    "too-large",
    "unopened",
    "front-page",
    "login",
    "page",
    "json",
    "lfs-pointer",
    "other-kind",
]
"""Why an address was not fetched. Each room has a rule that tells it."""


class FetchError(Exception):
    """An address was not fetched."""

    def __init__(
        self,
        verdict: str,
        cause: Cause,
        *,
        retry: bool = False,
        wait: float | None = None,
        reach: Reach = Reach.ANSWERED,
        **values: object,
    ) -> None:
        super().__init__(cause)
        self.verdict = Verdict(verdict)
        self.cause = cause
        self.values = {name: str(value) for name, value in values.items()}
        self.retry = retry
        """Whether another attempt may help."""
        self.wait = wait
        """Seconds that the server asks us to wait before it."""
        self.reach = reach

    @property
    def status(self) -> int | None:
        """The server's answer, where it was that."""
        return int(self.values["status"]) if "status" in self.values else None


def failure_of_status(  # noqa: PLR0911  # a list of cases
    status: int, retry_after: str
) -> FetchError | None:
    """Return what a status means where it brings no document; None where it may."""
    if status in (200, 201, 202, 203):
        return None
    reach = Reach.SILENT if status in _BETWEEN else Reach.ANSWERED
    if status in (204, 205):
        return FetchError("not-a-document", "empty", status=status)
    if status == HTTPStatus.PARTIAL_CONTENT:
        return FetchError("damaged", "cut", status=status)
    if status in _CLOSED:
        return FetchError("blocked", "blocked", reach=reach, status=status)
    if status in _PASSING or (status >= _SERVERS_FAULT and status not in _FOR_GOOD):
        wait = asked_wait(retry_after)
        return FetchError(
            "unchecked", "unavailable", retry=True, wait=wait, reach=reach, status=status
        )
    if status in (404, 410):
        return FetchError("broken", "gone", status=status)
    if status not in _DEFINED:  # a server's own word, most often for who asks too much
        return FetchError("unchecked", "unavailable", status=status)
    return FetchError("broken", "status", status=status)


def asked_wait(retry_after: str) -> float | None:
    """Return the seconds that a `Retry-After` asks for; None where it says nothing sensible."""
    # Only what goes out needs it, and it takes a tenth of the time of a check to load.
    from urllib3.exceptions import InvalidHeader  # noqa: PLC0415
    from urllib3.util.retry import Retry  # noqa: PLC0415

    try:
        return float(Retry().parse_retry_after(retry_after))
    except (InvalidHeader, ValueError, OverflowError):
        return None
