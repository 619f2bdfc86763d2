"""The number by which a calendar knows that a deadline has moved: it rises and never falls.

The number is the time of the commit that moved the deadline, in seconds since 2020, or one more
than the number before, whichever is greater. So it rises with every move, also where clocks were
wrong; and where commits are melted into one or written anew, the new commit is a later one.
Where the history is lost, or says less than it did, what was told before holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from hub.catalogue.model import Catalogue
from hub.changes.chronology import Chronology
from hub.changes.deadlines import (
    BEGINNING,
    KnownDeadline,
    NumberedDeadline,
    deadline_key,
    deadlines_of,
)
from hub.changes.renames import EntryNames

LARGEST: Final = 2**31 - 1
HEADROOM: Final = 1_000_000
"""How far below the largest number a time stays: a clock may be a century ahead."""

CANCELLED_FOR: Final = dt.timedelta(days=366)
"""How long after its day a deadline that was withdrawn is still told as withdrawn."""

ByKey = Mapping[str, NumberedDeadline]


def numbered_deadlines(
    catalogue: Catalogue, chronology: Chronology, names: EntryNames, told: ByKey, today: dt.date
) -> tuple[NumberedDeadline, ...]:
    """Return the deadlines of a catalogue, and those withdrawn of late.

    They come in the order of the catalogue, the withdrawn ones last, by their keys. `told` is what
    subscribers may have been told.
    """
    numbering = _Numbering(catalogue, names, _numbers(chronology, names), told)
    return tuple(numbering.deadlines(_number(chronology.earlier), today))


@dataclass(frozen=True, slots=True)
class _Numbering:
    """Numbers the deadlines of a catalogue by what is known of them."""

    catalogue: Catalogue
    names: EntryNames
    past: ByKey
    """What the history has."""
    told: ByKey
    """What subscribers may have been told."""

    def deadlines(self, oldest: int, today: dt.date) -> Iterator[NumberedDeadline]:
        """Yield the deadlines; `oldest` is the number of those from before the history."""
        current = set[str]()
        former = {one.id: one.former_ids for one in self.catalogue.notifications}
        for deadline in deadlines_of(self.catalogue).values():
            first_case = self.names.first_case(deadline.case)
            first = deadline_key(first_case, deadline.round)
            key = first
            if first != deadline.key:
                key = self._told_key(deadline, (first_case, *former[deadline.case]))
            current |= {first, key}
            before = self.past.get(first)
            number = before.sequence if before else oldest
            if before and before.deadline.has_moved_to(deadline):
                number += 1  # not committed yet
            yield self._raised(deadline, number, key)
        for key, one in sorted({**self.told, **self.past}.items()):
            case = self.names.present_case(one.deadline.case)
            gone = one.deadline.model_copy(update={"is_withdrawn": True, "case": case})
            if key not in current and gone.date.last >= today - CANCELLED_FOR:
                number = one.sequence + one.deadline.has_moved_to(gone)
                yield self._raised(gone, number, key)

    def _told_key(self, deadline: KnownDeadline, cases: Sequence[str]) -> str:
        """Return by what a deadline was told, under its case's own id or one of others."""
        keys = [deadline_key(case, deadline.round) for case in cases]
        return next((key for key in (deadline.key, *keys) if key in self.told), keys[0])

    def _raised(self, deadline: KnownDeadline, number: int, key: str) -> NumberedDeadline:
        """Return a deadline with a number that is no less than was told, and more if it moved."""
        if told := self.told.get(key):
            number = max(number, told.sequence + told.deadline.has_moved_to(deadline))
        return NumberedDeadline(deadline=deadline, sequence=min(number, LARGEST), known_as=key)


def _numbers(chronology: Chronology, names: EntryNames) -> ByKey:
    """Return the number that each deadline of a history has at its end."""
    found: dict[str, NumberedDeadline] = {}
    for one in chronology.steps:
        for deadline in one.step.deadlines:
            key = deadline_key(names.first_case(deadline.case), deadline.round)
            before = found.get(key)
            number = max(_number(one.latest), before.sequence + 1 if before else 0)
            found[key] = NumberedDeadline(
                deadline=deadline, sequence=min(number, LARGEST), known_as=key
            )
    return found


def _number(seconds: int) -> int:
    return min(max(seconds - int(BEGINNING.timestamp()), 0), LARGEST - HEADROOM)
