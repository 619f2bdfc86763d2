"""Dates with the precision that is known: a year, a season, a month or a day."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

SEASONS = {"forår": (3, 5), "sommer": (6, 8), "efterår": (9, 11)}
"""First and last month of each season; winter is left out because it lies in two years."""

EARLIEST_YEAR, LATEST_YEAR = 1990, 2099

_FORM = re.compile(
    rf"([0-9]{{4}})(?:-(?:([0-9]{{2}})(?:-([0-9]{{2}}))?|({'|'.join(SEASONS)})))?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class KnownDate:
    """A date as far as it is known; what is not known is `None`, never invented."""

    year: int
    month: int | None = None
    day: int | None = None
    season: str | None = None

    @staticmethod
    def parse(text: str) -> KnownDate:
        """Return the date of `2019`, `2019-11`, `2019-11-26` or `2020-efterår`.

        Raises ValueError when the text has another form or names no day of the calendar.
        """
        return _parsed(text)

    @property
    def first(self) -> dt.date:
        """The first day that the date may mean."""
        month = SEASONS[self.season][0] if self.season else self.month or 1
        return dt.date(self.year, month, self.day or 1)

    @property
    def last(self) -> dt.date:
        """The last day that the date may mean."""
        month = SEASONS[self.season][1] if self.season else self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @classmethod
    def of(cls, day: dt.date) -> Self:
        """Return a day of the calendar as a date that is fully known."""
        return cls(day.year, day.month, day.day)

    def is_before(self, other: KnownDate) -> bool:
        """Return whether this date is certainly earlier than the other."""
        return self.last < other.first

    def __str__(self) -> str:
        if self.season:
            return f"{self.year}-{self.season}"
        if self.month is None:
            return f"{self.year:04}"
        if self.day is None:
            return f"{self.year:04}-{self.month:02}"
        return f"{self.year:04}-{self.month:02}-{self.day:02}"


@lru_cache(maxsize=8192)
def _parsed(text: str) -> KnownDate:
    """Return a date; the same one for the same text, as a catalogue has few days and many dates."""
    match = _FORM.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year, month, day = (int(part) if part else None for part in match.group(1, 2, 3))
    assert year is not None  # the first group of the form is not optional
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise ValueError(text)
    # A month or day of 00 is there and wrong; only what is not there counts as the first.
    dt.date(year, 1 if month is None else month, 1 if day is None else day)
    return KnownDate(year, month, day, match.group(4))
