"""The deadlines as calendars (RFC 5545): of all cases, and of those that concern an area."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from icalendar import Calendar, Event

from hub.changes.sequences import NumberedDeadline
from hub.site.entries import short_title
from hub.text.danish import date_text

CALENDAR_FILE: Final = "frister.ics"
CALENDAR_TYPE: Final = "text/calendar"
CALENDAR_NAME: Final = "Frister for centrale udmeldinger"

REFRESH: Final = dt.timedelta(days=1)
"""How often a program may look for what is new."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class CalendarMaker:
    """Makes the calendars of a site."""

    deadlines: Sequence[NumberedDeadline]
    areas: Mapping[str, frozenset[str] | None]
    """The areas that each notification concerns, by its id; None for all."""
    site_address: str
    today: dt.date

    def calendar(self, name: str = CALENDAR_NAME, area: str = "") -> bytes:
        """Return the deadlines of all cases, or of those that concern an area."""
        made = Calendar()
        made.add("prodid", "-//udmeldingshub//frister//DA")
        made.add("version", "2.0")
        made.add("calscale", "GREGORIAN")
        made.add("method", "PUBLISH")
        made.add("name", _plain(name))
        made.add("x-wr-calname", _plain(name))
        made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        made.add("x-published-ttl", "P1D")
        for one in self.deadlines:
            concerned = self.areas.get(one.deadline.case)
            if not area or concerned is None or area in concerned:
                made.add_component(self._event(one))
        written: bytes = made.to_ical()
        return written

    def _event(self, one: NumberedDeadline) -> Event:
        deadline, date = one.deadline, one.deadline.date
        stamp = one.modified or dt.datetime.combine(self.today, dt.time(), dt.UTC)
        event = Event()
        event.add("uid", f"frist-{deadline.key}@udmeldingshub")
        event.add("dtstamp", stamp)
        event.add("dtstart", date.first)
        event.add("dtend", date.last + dt.timedelta(days=1))
        event.add("summary", _plain(f"Frist: {short_title(deadline.title)}"))
        event.add("description", _plain(_description(one)))
        event.add("status", "CANCELLED" if deadline.is_withdrawn else "CONFIRMED")
        event.add("transp", "TRANSPARENT")
        event.add("sequence", one.sequence)
        if one.modified:
            event.add("last-modified", one.modified)
        if self.site_address and deadline.case in self.areas:
            event.add("url", f"{self.site_address}udmeldinger/{deadline.case}/")
        return event


def _description(one: NumberedDeadline) -> str:
    deadline = one.deadline
    when = date_text(deadline.date)
    if deadline.is_withdrawn:
        return f"Fristen ({when}) gælder ikke længere. {deadline.title}."
    about = f"Frist for kommunernes svar: {when}. {deadline.title}."
    return about if deadline.date.day else f"{about} Dagen kender vi ikke."


def _plain(text: str) -> str:
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
