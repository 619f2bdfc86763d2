"""The deadlines of a catalogue, which of them a change has moved, and what a calendar has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pydantic import BaseModel, ConfigDict

from hub.catalogue.fields import Date
from hub.catalogue.model import Catalogue
from hub.changes.diff import round_name, rounds_by_key
from hub.changes.renames import Rename

BEGINNING: Final = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
"""When the numbers of deadlines begin; they fit into the 31 bits of a calendar until 2088."""


class KnownDeadline(BaseModel):
    """The deadline of a round at one time."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    case: str
    """The notification's id."""
    round: str
    """The round's name within its case: `renewed-2024-1`."""
    title: str
    """The notification's title."""
    date: Date
    """The day; of one that was withdrawn the last that it had."""
    is_withdrawn: bool = False

    @property
    def key(self) -> str:
        """What the deadline is known by, wherever it is moved, as long as its case has its id."""
        return deadline_key(self.case, self.round)

    def has_moved_to(self, other: KnownDeadline) -> bool:
        """Return whether another state of the deadline is another for a calendar."""
        return self._state != other._state

    @property
    def _state(self) -> tuple[dt.date, dt.date, bool]:
        return self.date.first, self.date.last, self.is_withdrawn


class NumberedDeadline(BaseModel):
    """A deadline as a calendar has it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    deadline: KnownDeadline
    sequence: int
    """0 where nothing is known of when it was set."""
    known_as: str = ""
    """What the calendar knows it by: the key that it had first, whatever its case is called now."""

    @property
    def key(self) -> str:
        """What the calendar knows it by."""
        return self.known_as or self.deadline.key

    @property
    def modified(self) -> dt.datetime | None:
        """When it was last moved, as the number has it."""
        return BEGINNING + dt.timedelta(seconds=self.sequence) if self.sequence else None


def deadline_key(case: str, round_: str) -> str:
    """Return what the deadline of a round is known by."""
    return f"{case}-{round_}"


def deadlines_of(catalogue: Catalogue) -> Mapping[str, KnownDeadline]:
    """Return the deadlines of a catalogue by their keys."""
    found = (
        KnownDeadline(case=one.id, round=round_name(key), title=one.title, date=str(due))
        for one in catalogue.notifications
        for key, round_ in rounds_by_key(one).items()
        if (due := round_.report_due) is not None
    )
    return {one.key: one for one in found}


def moved_deadlines(
    before: Catalogue, after: Catalogue, renamed: Iterable[Rename] = ()
) -> Iterator[KnownDeadline]:
    """Yield each deadline that has come, is another one, or was withdrawn."""
    former = {one.new: one.old for one in renamed if not one.is_document}
    old = dict(deadlines_of(before))
    for one in deadlines_of(after).values():
        previous = old.pop(deadline_key(former.get(one.case, one.case), one.round), None)
        if previous is None or previous.date != one.date:
            yield one
    for one in old.values():
        yield one.model_copy(update={"is_withdrawn": True})
