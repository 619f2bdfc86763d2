"""What is known of each link: the file of record `data/links.lock.json` as frozen types."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal
from urllib.parse import urldefrag

from pydantic import Field

from hub.documents.records import Day, Found

FAILURES_UNTIL_BROKEN = 3
"""Days on which an address must fail, and not be seen well between, before it is called broken."""

MOST_FAILURES = 30
"""Days with a failure that a record keeps; the oldest go first."""


class LinkVerdict(StrEnum):
    """What is held of a link, after all that has been seen of it."""

    OK = "ok"
    REDIRECTED = "redirected"
    """It works, but has moved for good."""
    BROKEN = "broken"
    BLOCKED = "blocked"
    """The server lives, but does not let the hub in; a reader may get there."""
    UNCHECKED = "unchecked"
    """Nothing certain is known: the server could not answer, or has failed on few days."""


class Failure(Found):
    """A day on which an address failed."""

    day: Day
    rule: str
    """The rule that tells how."""
    detail: Mapping[str, str] = Field(default_factory=dict)
    """The rule's values."""


class LinkRecord(Found):
    """All that is known of one address."""

    verdict: LinkVerdict
    rule: str | None = None
    """The rule that tells what was seen last, where that was not well."""
    detail: Mapping[str, str] = Field(default_factory=dict)
    since: Day
    """The day on which this verdict was first given."""
    first_good: Day | None = None
    last_good: Day | None = None
    checked: Day
    """The day on which it was last asked."""
    moved_to: str | None = None
    """Where permanent redirects lead."""
    moved_title: str | None = None
    """The title of the page there; None where it is a file."""
    failures: tuple[Failure, ...] = ()
    """Oldest first, one a day; they stay after it was seen well again."""

    @property
    def failing_since(self) -> str | None:
        """The first day of the failures since it was last seen well."""
        days = self.days_failed
        return days[0] if days else None

    @property
    def days_failed(self) -> tuple[str, ...]:
        """The days on which it failed since it was last seen well."""
        good = self.last_good or ""
        return tuple(one.day for one in self.failures if one.day > good)


class LinkLock(Found):
    """`data/links.lock.json` as a whole."""

    version: Literal[1] = 1
    checked: Day | None = None
    """The day of the last whole run."""
    links: Mapping[str, LinkRecord] = Field(default_factory=dict)
    """By address, as it was asked."""
    answering: Mapping[str, Day] = Field(default_factory=dict)
    """Proposed addresses that answered, by the day: only those are proposed."""

    def record(self, address: str) -> LinkRecord | None:
        """Return what is known of an address, of which the part before `#` was asked."""
        links = self.links
        if not links or address in links:
            return links.get(address)
        return links.get(urldefrag(address).url) if "#" in address else None
