"""The cases as lanes on one axis of time: where each event of a case is drawn.

A date is drawn as wide as it is uncertain: a day as a point, a year as a range over the whole year.
What has no date is not drawn; it is listed. Places are percentages of the axis.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final, Literal

from hub.site.entries import Entry
from hub.site.timeline import Event, timeline
from hub.text.dates import KnownDate

MOST_LABELS: Final = 7
"""Years that are named on an axis, so that they fit on a small screen."""

YEARS_AHEAD: Final = 3
"""How far the axis goes beyond today; what comes later is listed."""

WIDE_MARK: Final = 3.9
NARROW_MARK: Final = 9.4
"""The least width of a mark on a large and on a small screen, with the gap after it."""


@dataclass(frozen=True, slots=True)
class YearLabel:
    """A year that is named on the axis, and where it begins."""

    year: int
    at: float


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """An axis of whole years, the last one included."""

    first: int
    last: int
    today: dt.date

    @classmethod
    def over(cls, entries: Iterable[Entry], today: dt.date) -> TimeAxis:
        """Return an axis from the first event of the entries to today, or a little beyond."""
        years = {date.year for entry in entries for date in _dates(entry) if date is not None}
        first = min(years, default=today.year)
        newest = min(max(years, default=first), max(today.year, first) + YEARS_AHEAD)
        return cls(first, max(newest, today.year, first), today)

    @property
    def years(self) -> int:
        """How many years there are."""
        return self.last - self.first + 1

    @property
    def labels(self) -> tuple[YearLabel, ...]:
        """The years that are named, at equal distances."""
        step = -(-self.years // MOST_LABELS)
        return tuple(
            YearLabel(year, self.at(dt.date(year, 1, 1)))
            for year in range(self.first, self.last + 1, step)
        )

    @property
    def now(self) -> float | None:
        """Where today is, if it is on the axis."""
        return self.at(self.today) if self.first <= self.today.year <= self.last else None

    def at(self, day: dt.date) -> float:
        """Return where a day begins."""
        start, length = _extent_of_years(self.first, self.last)
        return 100 * (day.toordinal() - start) / length

    def extent(self, date: KnownDate) -> tuple[float, float]:
        """Return the centre of a date and its width; a day has none."""
        start, end = self.at(date.first), self.at(date.last + dt.timedelta(days=1))
        return (start + end) / 2, 0.0 if date.day else end - start

    def has(self, date: KnownDate) -> bool:
        """Return whether a date is on the axis as a whole."""
        return self.first <= date.year <= self.last


@cache
def _extent_of_years(first: int, last: int) -> tuple[int, int]:
    """Return the number of the first day of years, and how many days they have."""
    start = dt.date(first, 1, 1).toordinal()
    return start, dt.date(last + 1, 1, 1).toordinal() - start


@dataclass(frozen=True, slots=True)
class LaneMark:
    """An event that is drawn."""

    event: Event
    date: KnownDate
    centre: float
    width: float
    """As wide as the date is uncertain; nothing for a day."""
    row: int
    narrow_row: int
    """Below which others it stands, from 0: on a large and on a small screen."""
    address: str
    """What it leads to, from the site's root."""

    @property
    def is_vague(self) -> bool:
        """Whether not even the month is known."""
        return self.date.month is None


LaneEnd = Literal["closed", "open", "unknown"]


@dataclass(frozen=True, slots=True)
class Lane:
    """A case on the axis."""

    entry: Entry
    marks: tuple[LaneMark, ...]
    start: float
    reach: float
    """The line from the first event to the last that has happened: where it begins, its length."""
    end: LaneEnd
    """Whether the case is over, goes on, or is over since a day that is not known."""
    tail: float
    """How far the line goes on to today in a case that goes on."""
    undated: tuple[Event, ...]
    """What has happened, or may have, on a day that is not known."""
    awaited: tuple[Event, ...]
    """What is still to come, without a date."""
    later: tuple[Event, ...]
    """What has a date beyond the axis."""

    @property
    def rows(self) -> int:
        """How many rows the marks take on a large screen."""
        return 1 + max((mark.row for mark in self.marks), default=0)

    @property
    def narrow_rows(self) -> int:
        """How many rows the marks take on a small screen."""
        return 1 + max((mark.narrow_row for mark in self.marks), default=0)


@dataclass(frozen=True)
class CaseLanes:
    """The lanes of cases, newest on top, on the axis that all cases share."""

    entries: tuple[Entry, ...]
    today: dt.date

    @cached_property
    def axis(self) -> TimeAxis:
        """The axis of all cases."""
        return TimeAxis.over(self.entries, self.today)

    @cached_property
    def newest_first(self) -> tuple[Entry, ...]:
        """The cases by the day on which they were sent out."""
        return newest_first(self.entries)

    def of(self, entries: Iterable[Entry]) -> tuple[Lane, ...]:
        """Return the lanes of some of the cases, each once."""
        unique = {entry.notification.id: entry for entry in entries}
        return tuple(lane(entry, self.axis) for entry in newest_first([*unique.values()]))


def newest_first(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return cases by the day on which they were sent out, the newest first."""
    return tuple(sorted(entries, key=lambda entry: _sent(entry).first, reverse=True))


def lane(entry: Entry, axis: TimeAxis) -> Lane:
    """Return the lane of a case."""
    events = timeline(entry, axis.today)
    dated = [(event, date) for event in events if (date := _date(event)) is not None]
    marks = _marks(entry, [pair for pair in dated if axis.has(pair[1])], axis)
    past = [mark for mark in marks if mark.event.state != "coming"]
    start = min((mark.centre - mark.width / 2 for mark in marks), default=0)
    end = max((mark.centre + mark.width / 2 for mark in past), default=start)
    now = axis.now
    ending = _end(entry, events)
    return Lane(
        entry=entry,
        marks=marks,
        start=start,
        reach=end - start,
        end=ending,
        tail=max(now - end, 0) if ending == "open" and now is not None else 0,
        undated=tuple(one for one in events if _date(one) is None and one.state != "coming"),
        awaited=tuple(one for one in events if _date(one) is None and one.state == "coming"),
        later=tuple(event for event, date in dated if not axis.has(date)),
    )


def _sent(entry: Entry) -> KnownDate:
    first = entry.rounds[0].round
    return first.published or KnownDate(first.year)


def _dates(entry: Entry) -> Iterator[KnownDate | None]:
    """Yield what the dates of a case's events are."""
    for one in entry.rounds:
        round_, treatment = one.round, one.round.agency_treatment
        yield round_.published or KnownDate(round_.year)
        yield round_.report_due
        yield round_.reported
        yield treatment.date if treatment else None
    yield from (newer.rounds[0].published for newer in entry.succeeded_by)


def _date(event: Event) -> KnownDate | None:
    """Return an event's date; the year of a round is the one in which it was sent out."""
    if event.date is None and event.kind in ("sent", "renewal") and event.state == "unknown":
        return KnownDate(event.year) if event.year else None
    return event.date


def _end(entry: Entry, events: Sequence[Event]) -> LaneEnd:
    if entry.succeeded_by:
        return "closed"
    if entry.status.open:
        return "open"
    last = events[-1]
    return "closed" if last.date is not None and last.state == "done" else "unknown"


def _marks(
    entry: Entry, dated: Sequence[tuple[Event, KnownDate]], axis: TimeAxis
) -> tuple[LaneMark, ...]:
    places = [axis.extent(date) for _, date in dated]
    wide = _rows(places, WIDE_MARK)
    narrow = _rows(places, NARROW_MARK)
    return tuple(
        LaneMark(event, date, centre, width, row, narrow_row, _address(entry, event))
        for (event, date), (centre, width), row, narrow_row in zip(
            dated, places, wide, narrow, strict=True
        )
    )


def _rows(places: Sequence[tuple[float, float]], least: float) -> list[int]:
    """Return a row for each centre and width, such that no two of a row overlap."""
    taken: list[float] = []
    rows = [0] * len(places)
    for index in sorted(range(len(places)), key=lambda index: places[index][0]):
        centre, width = places[index]
        half = max(width, least) / 2
        row = next((at for at, end in enumerate(taken) if end <= centre - half), len(taken))
        taken[row:] = [centre + half, *taken[row + 1 :]]
        rows[index] = row
    return rows


def _address(entry: Entry, event: Event) -> str:
    if event.case:
        return f"udmeldinger/{event.case}/"
    return f"{entry.address}#{event.document or event.section}"
