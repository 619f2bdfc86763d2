"""The deadlines of a catalogue by what each is known by, and which of them a change has moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import BaseModel, ConfigDict

from hub.catalogue.fields import Date
from hub.catalogue.model import Catalogue
from hub.changes.diff import round_name, rounds_by_key


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
        """What the deadline is known by, wherever it is moved."""
        return f"{self.case}-{self.round}"


def deadlines_of(catalogue: Catalogue) -> Mapping[str, KnownDeadline]:
    """Return the deadlines of a catalogue by their keys."""
    found = (
        KnownDeadline(case=one.id, round=round_name(key), title=one.title, date=str(due))
        for one in catalogue.notifications
        for key, round_ in rounds_by_key(one).items()
        if (due := round_.report_due) is not None
    )
    return {one.key: one for one in found}


def moved_deadlines(before: Catalogue, after: Catalogue) -> Iterator[KnownDeadline]:
    """Yield each deadline that has come, is another one, or was withdrawn."""
    old, new = deadlines_of(before), deadlines_of(after)
    for key, one in new.items():
        if key not in old or old[key].date != one.date:
            yield one
    for key, one in old.items():
        if key not in new:
            yield one.model_copy(update={"is_withdrawn": True})
