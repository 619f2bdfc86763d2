"""How a record of a link goes on with what was seen of it today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from hub.links.records import FAILURES_UNTIL_BROKEN, MOST_FAILURES, Failure, LinkRecord, LinkVerdict
from hub.web.errors import Reach

ObservedState = Literal["good", "failing", "blocked", "unanswered"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What one run saw of an address."""

    state: ObservedState
    rule: str | None = None
    detail: Mapping[str, str] = field(default_factory=dict)
    moved_to: str | None = None
    """Where permanent redirects led, of an address that was seen well."""
    moved_title: str | None = None
    """The title of the page there; None of a file."""
    reach: Reach = Reach.ANSWERED


def after(known: LinkRecord | None, seen: Observation, today: str) -> LinkRecord:
    """Return the record with what was seen today; asked twice on a day, the later counts.

    A failure on a day on which it was also seen well is kept, but not counted.
    """
    last_good = known.last_good if known else None
    failures = tuple(one for one in known.failures if one.day != today) if known else ()
    if seen.state == "good":
        last_good = today
    elif seen.state == "failing":
        assert seen.rule is not None
        failures += (Failure(day=today, rule=seen.rule, detail=seen.detail),)
    verdict = _verdict(known, seen, last_good, failures)
    return LinkRecord(
        verdict=verdict,
        rule=seen.rule,
        detail=seen.detail,
        since=known.since if known and known.verdict == verdict else today,
        first_good=(known.first_good if known else None) or last_good,
        last_good=last_good,
        checked=today,
        moved_to=seen.moved_to,
        moved_title=seen.moved_title,
        failures=failures[-MOST_FAILURES:],
    )


def _verdict(
    known: LinkRecord | None,
    seen: Observation,
    last_good: str | None,
    failures: tuple[Failure, ...],
) -> LinkVerdict:
    match seen.state:
        case "good":
            return LinkVerdict.REDIRECTED if seen.moved_to else LinkVerdict.OK
        case "blocked":
            return LinkVerdict.BLOCKED
        case "unanswered" if known is not None and known.verdict == LinkVerdict.BROKEN:
            return LinkVerdict.BROKEN  # silence mends nothing
        case "unanswered":
            return LinkVerdict.UNCHECKED
    days = [one.day for one in failures if one.day > (last_good or "")]
    broken = len(days) >= FAILURES_UNTIL_BROKEN
    return LinkVerdict.BROKEN if broken else LinkVerdict.UNCHECKED
