"""The deadlines as calendars (RFC 5545): of all cases, and of those that concern an area."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from icalendar.parser import Contentline

from hub.changes.deadlines import NumberedDeadline
from hub.changes.published_deadlines import SUMMARY, UID
from hub.site.entries import short_title
from hub.text.danish import date_text

CALENDAR_FILE: Final = "frister.ics"
CALENDAR_TYPE: Final = "text/calendar"
CALENDAR_NAME: Final = "Frister for centrale udmeldinger"

_HEAD: Final = (
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//udmeldingshub//frister//DA",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    "REFRESH-INTERVAL;VALUE=DURATION:P1D",
    "X-PUBLISHED-TTL:P1D",
)

_FOLDED: Final = 75
"""Bytes from which a line may have to be folded."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")

_ESCAPED: Final = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})
"""What a text has to escape (RFC 5545, 3.3.11); the library's own way makes `\\N` a line break."""


@dataclass(frozen=True, slots=True)
class CalendarMaker:
    """Makes the calendars of a site."""

    events: Sequence[tuple[str, bytes]]
    """Each event with the case that it is of; it stands in several calendars."""
    areas: Mapping[str, frozenset[str] | None]
    """The areas that each notification concerns, by its id; None for all."""

    @classmethod
    def of(
        cls,
        deadlines: Iterable[NumberedDeadline],
        areas: Mapping[str, frozenset[str] | None],
        site_address: str,
        today: dt.date,
    ) -> CalendarMaker:
        """Return what makes the calendars of these deadlines."""
        events = []
        for one in deadlines:
            case = one.deadline.case
            lines = _event(one, site_address, today, is_shown=case in areas)
            events.append((case, _lines(lines)))
        return cls(events, areas)

    def calendar(self, name: str = CALENDAR_NAME, area: str = "") -> bytes:
        """Return the deadlines of all cases, or of those that concern an area."""
        head = (*_HEAD, f"NAME:{_text(name)}", f"X-WR-CALNAME:{_text(name)}")
        events = (event for case, event in self.events if self._concerns(case, area))
        return b"".join((_lines(head), *events, _lines(("END:VCALENDAR",))))

    def _concerns(self, case: str, area: str) -> bool:
        concerned = self.areas.get(case)
        return not area or concerned is None or area in concerned


def _event(
    one: NumberedDeadline, site_address: str, today: dt.date, *, is_shown: bool
) -> Iterator[str]:
    """Yield the lines of an event; `is_shown` is whether its case has a page."""
    deadline, date = one.deadline, one.deadline.date
    stamp = one.modified or dt.datetime.combine(today, dt.time(), dt.UTC)
    yield "BEGIN:VEVENT"
    yield f"UID:{UID.format(key=one.key)}"
    yield f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{date.first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{date.last + dt.timedelta(days=1):%Y%m%d}"
    yield f"SEQUENCE:{one.sequence}"
    if one.modified:
        yield f"LAST-MODIFIED:{one.modified:%Y%m%dT%H%M%SZ}"
    yield f"STATUS:{'CANCELLED' if deadline.is_withdrawn else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield f"SUMMARY:{_text(SUMMARY.format(title=short_title(deadline.title)))}"
    yield f"DESCRIPTION:{_text(_description(one))}"
    if site_address and is_shown:
        yield f"URL:{site_address}udmeldinger/{deadline.case}/"
    yield "END:VEVENT"


def _lines(lines: Iterable[str]) -> bytes:
    """Return lines as they stand in a calendar; those that are too long go on in the next."""
    content: Callable[[str], Any] = Contentline  # the library has no types for it
    encoded = ((line, line.encode()) for line in lines)
    # Most lines are short, and the library takes ten times as long to find that out.
    return b"".join(
        (data if len(data) < _FOLDED else content(line).to_ical()) + b"\r\n"
        for line, data in encoded
    )


def _text(text: str) -> str:
    """Return a stranger's text as it may stand in a line."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text).translate(_ESCAPED)


def _description(one: NumberedDeadline) -> str:
    deadline = one.deadline
    when = date_text(deadline.date)
    if deadline.is_withdrawn:
        return f"Fristen ({when}) gælder ikke længere. {deadline.title}."
    about = f"Frist for kommunernes svar: {when}. {deadline.title}."
    return about if deadline.date.day else f"{about} Dagen kender vi ikke."
