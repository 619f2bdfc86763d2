"""The reporting areas as a schematic map: a tile for each, with what it has answered."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hub.catalogue.vocabulary import ReportingArea
from hub.site.area_answers import STATES
from hub.site.entries import AnswerState, DocumentEntry, Entry, RoundEntry


@dataclass(frozen=True, slots=True)
class AreaTile:
    """An area on the map."""

    area: ReportingArea
    name: str
    state: AnswerState
    """Of a round the best that was found of its answers; of several rounds what most are in."""
    reports: tuple[DocumentEntry, ...] = ()
    """Its answers in the round that the map is about."""
    counts: Mapping[AnswerState, int] | None = None
    """How many rounds are in each state, where the map is about several."""


@dataclass(frozen=True, slots=True)
class AreaMap:
    """The areas where they lie, from north to south and west to east; else as they are listed."""

    tiles: tuple[AreaTile, ...]
    is_placed: bool
    """Whether the vocabulary has a place for each of them."""

    @property
    def places(self) -> tuple[tuple[AreaTile, int, int], ...]:
        """Each tile with its row and column from 1; without places they stand in one row."""
        return tuple(
            (one, one.area.tile.row, one.area.tile.column)
            if self.is_placed and one.area.tile
            else (one, 1, at)
            for at, one in enumerate(self.tiles, 1)
        )

    @property
    def size(self) -> tuple[int, int]:
        """How many rows and columns the map has."""
        rows, columns = zip(*((row, column) for _, row, column in self.places), strict=True)
        return max(rows), max(columns)


def round_map(round_: RoundEntry) -> AreaMap:
    """Return what each area has answered in a round."""
    return _map(
        AreaTile(report.area, report.name, report.state, reports=report.reports)
        for report in round_.reports
    )


def answers_map(
    counted: Mapping[str, Mapping[AnswerState, int]],
    areas: Sequence[ReportingArea],
    names: Mapping[str, str],
) -> AreaMap:
    """Return how much each area has answered in all rounds; `names` are those of today, by id."""
    return _map(
        AreaTile(area, names[area.id], _usual(counted[area.id]), counts=counted[area.id])
        for area in areas
    )


def answer_counts(
    entries: Iterable[Entry], areas: Sequence[ReportingArea], today: dt.date
) -> Mapping[str, Mapping[AnswerState, int]]:
    """Return in how many rounds an area's answer is in each state, by the area's id.

    An answer is missing only where it was due: not before the deadline, and not in a case about a
    part of the country, of which it is not known which areas were asked.
    """
    counted: dict[str, Counter[AnswerState]] = {area.id: Counter() for area in areas}
    for entry in entries:
        for round_ in entry.rounds:
            deadline = round_.round.report_due
            due = entry.notification.scope == "national" and not (
                deadline and deadline.last >= today
            )
            for report in round_.reports:
                if due or report.reports:
                    counted[report.area.id][report.state] += 1
    return counted


def _usual(counts: Mapping[AnswerState, int]) -> AnswerState:
    """Return the state that most rounds are in; of as many the better one."""
    if not any(counts.values()):
        return "missing"
    return max(STATES, key=lambda state: counts[state])


def _map(tiles: Iterable[AreaTile]) -> AreaMap:
    listed = tuple(tiles)
    placed = [(one.area.tile.row, one.area.tile.column, one) for one in listed if one.area.tile]
    if len(placed) < len(listed):
        return AreaMap(listed, is_placed=False)
    placed.sort(key=lambda one: one[:2])
    return AreaMap(tuple(tile for _, _, tile in placed), is_placed=True)
