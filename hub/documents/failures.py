"""Why an address could not be fetched: a verdict, the rule that tells it, and if to try again."""

from __future__ import annotations

import email.utils
import re
from datetime import UTC, datetime
from http import HTTPStatus

from hub.documents.facts import Verdict

_CLOSED = frozenset((401, 403, 407, 451, 999))
"""The server is there, but not for us; 999 is one that some walls against robots invented."""

_PASSING = frozenset((408, 425, 429))
_SERVERS_FAULT = 500
_FOR_GOOD = frozenset((501, 505))
"""Server errors that no waiting mends."""


class Failed(Exception):
    """An address was not fetched."""

    def __init__(
        self,
        verdict: str,
        rule: str,
        *,
        retry: bool = False,
        wait: float | None = None,
        **values: object,
    ) -> None:
        super().__init__(rule)
        self.verdict = Verdict(verdict)
        self.rule = rule
        self.values = {name: str(value) for name, value in values.items()}
        self.retry = retry
        """Whether another attempt may help."""
        self.wait = wait
        """Seconds that the server asks us to wait before it."""

    @property
    def status(self) -> int | None:
        """The server's answer, where it was that."""
        return int(self.values["status"]) if "status" in self.values else None


def failure_of_status(  # noqa: PLR0911  # a list of cases
    status: int, retry_after: str
) -> Failed | None:
    """Return what a status means where it brings no document; None where it may."""
    if status in (200, 201, 202, 203):
        return None
    if status in (204, 205):
        return Failed("not-a-document", "document-empty", status=status)
    if status == HTTPStatus.PARTIAL_CONTENT:
        return Failed("damaged", "document-cut", status=status)
    if status in _CLOSED:
        return Failed("blocked", "document-blocked", status=status)
    if status in _PASSING or (status >= _SERVERS_FAULT and status not in _FOR_GOOD):
        wait = asked_wait(retry_after, datetime.now(UTC))
        return Failed("unchecked", "document-unavailable", retry=True, wait=wait, status=status)
    if status in (404, 410):
        return Failed("broken", "document-gone", status=status)
    return Failed("broken", "document-status", status=status)


def asked_wait(retry_after: str, now: datetime) -> float | None:
    """Return the seconds that a `Retry-After` asks for; None where it says nothing sensible."""
    if re.fullmatch(r"[0-9]{1,9}", retry_after):
        return float(retry_after)
    try:
        moment = email.utils.parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
