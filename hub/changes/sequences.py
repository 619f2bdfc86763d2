"""The number by which a calendar knows that a deadline has moved: it rises and never falls.

The number is the time of the commit that moved the deadline, in seconds since 2020, or one more
than the number before, whichever is greater. So it rises with every move, also where clocks were
wrong; and where commits are melted into one or written anew, the new commit is a later one.
Beside that, `.cache/hub/deadlines.json` remembers what was told last: it is what holds where the
history is lost, or says less than it did.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from hub.catalogue.model import Catalogue
from hub.changes.chronology import Chronology
from hub.changes.deadlines import KnownDeadline, deadlines_of
from hub.files import write_atomically

REMEMBERED_FILE: Final = ".cache/hub/deadlines.json"

BEGINNING: Final = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
"""When the numbers begin; they fit into the 31 bits of a calendar until 2088."""

LARGEST: Final = 2**31 - 1
HEADROOM: Final = 1_000_000
"""How far below the largest number a time stays: a clock may be a century ahead."""

CANCELLED_FOR: Final = dt.timedelta(days=366)
"""How long after its day a deadline that was withdrawn is still told as withdrawn."""


class NumberedDeadline(BaseModel):
    """A deadline as a calendar has it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    deadline: KnownDeadline
    sequence: int
    """0 where nothing is known of when it was set."""

    @property
    def modified(self) -> dt.datetime | None:
        """When it was last moved, as the number has it."""
        return BEGINNING + dt.timedelta(seconds=self.sequence) if self.sequence else None


class _Remembered(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    deadlines: tuple[NumberedDeadline, ...] = ()


def numbered_deadlines(
    root: Path, chronology: Chronology, catalogue: Catalogue, today: dt.date
) -> tuple[NumberedDeadline, ...]:
    """Return the deadlines of a catalogue, and those withdrawn of late, and remember their numbers.

    They come in the order of the catalogue, the withdrawn ones last, by their keys.
    """
    told = {one.deadline.key: one for one in _remembered(root)}
    past = _numbers(chronology)
    found = tuple(_now(catalogue, past, told, chronology.earlier, today))
    if {one.deadline.key: one for one in found} != told:
        data = _Remembered(deadlines=found).model_dump_json()
        with contextlib.suppress(OSError):  # then it is remembered by the history alone
            write_atomically(root / REMEMBERED_FILE, data.encode())
    return found


def _now(
    catalogue: Catalogue,
    past: Mapping[str, NumberedDeadline],
    told: Mapping[str, NumberedDeadline],
    earlier: int,
    today: dt.date,
) -> Iterator[NumberedDeadline]:
    current = deadlines_of(catalogue)
    for key, deadline in current.items():
        before = past.get(key)
        # One that has not moved as far back as the history is read is no newer than that.
        number = before.sequence if before else _number(earlier)
        if before and _has_moved(before.deadline, deadline):
            number += 1  # not committed yet
        yield _raised(NumberedDeadline(deadline=deadline, sequence=number), told.get(key))
    for key, one in sorted({**told, **past}.items()):
        if key in current:
            continue
        gone = one.deadline.model_copy(update={"is_withdrawn": True})
        number = one.sequence + _has_moved(one.deadline, gone)
        if gone.date.last >= today - CANCELLED_FOR:
            yield _raised(NumberedDeadline(deadline=gone, sequence=number), told.get(key))


def _numbers(chronology: Chronology) -> Mapping[str, NumberedDeadline]:
    """Return the number that each deadline of a history has at its end."""
    found: dict[str, NumberedDeadline] = {}
    for one in chronology.steps:
        for deadline in one.step.deadlines:
            before = found.get(deadline.key)
            number = max(_number(one.latest), before.sequence + 1 if before else 0)
            found[deadline.key] = NumberedDeadline(deadline=deadline, sequence=min(number, LARGEST))
    return found


def _raised(one: NumberedDeadline, told: NumberedDeadline | None) -> NumberedDeadline:
    """Return a deadline with a number that is no less than what was told, and more if it moved."""
    if told is None:
        return one
    number = max(one.sequence, told.sequence + _has_moved(told.deadline, one.deadline))
    return one.model_copy(update={"sequence": min(number, LARGEST)})


def _has_moved(old: KnownDeadline, new: KnownDeadline) -> bool:
    return (old.date, old.is_withdrawn) != (new.date, new.is_withdrawn)


def _number(seconds: int) -> int:
    return min(max(seconds - int(BEGINNING.timestamp()), 0), LARGEST - HEADROOM)


def _remembered(root: Path) -> tuple[NumberedDeadline, ...]:
    try:
        data = (root / REMEMBERED_FILE).read_bytes()
        return _Remembered.model_validate_json(data).deadlines
    except (OSError, ValidationError):
        return ()
