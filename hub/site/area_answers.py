"""What an area has answered in each round: found, mentioned, or not found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from hub.site.entries import AreaReport, Entry, RoundEntry, reporting_date
from hub.site.overviews import round_rows
from hub.text.dates import KnownDate

AnswerState = Literal["found", "mentioned", "missing"]

STATES: Final[tuple[AnswerState, ...]] = ("found", "mentioned", "missing")


@dataclass(frozen=True, slots=True)
class AreaAnswer:
    """What one area has answered in one round."""

    entry: Entry
    round: RoundEntry
    area: AreaReport

    @property
    def state(self) -> AnswerState:
        """`found` where a document can be opened, `mentioned` where one is only named."""
        if not self.area.reports:
            return "missing"
        return "found" if self.area.can_be_opened else "mentioned"


def area_answers(
    entries: Sequence[Entry], area_on: Callable[[KnownDate], str | None]
) -> Iterator[AreaAnswer]:
    """Yield what an area has answered in each round, in the order of the catalogue.

    `area_on` returns the id of the area on the day of the reports; rounds for which it returns
    nothing are left out.
    """
    for row in round_rows(entries):
        area = area_on(reporting_date(row.round.round))
        for report in row.round.reports:
            if report.area.id == area:
                yield AreaAnswer(row.entry, row.round, report)


def answers_by_state(
    answers: Sequence[AreaAnswer],
) -> Mapping[AnswerState, tuple[AreaAnswer, ...]]:
    """Return the answers of each state; every state is there."""
    return {state: tuple(one for one in answers if one.state == state) for state in STATES}
