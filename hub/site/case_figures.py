"""The cases in numbers: how long they take, what they came to, who has answered, what can be read.

Lengths are in days, from the least that the dates allow to the most: of a date without a day every
day is possible. Nothing here is rounded.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final, Literal, get_args

from hub.catalogue.vocabulary import OutcomeWords, ReportingArea
from hub.site.area_map import answer_counts
from hub.site.document_facets import DocumentFacetValue
from hub.site.entries import AnswerState, Entry, RoundEntry
from hub.text.dates import KnownDate

DurationKind = Literal["deadline", "answers", "outcome"]
"""What ends a length of time that begins when the round was sent out."""

FEWEST_FOR_MEDIAN: Final = 3


@dataclass(frozen=True, slots=True)
class DaySpan:
    """A length of time in days, from the least to the most that it may be."""

    least: float
    most: float

    @property
    def is_exact(self) -> bool:
        """Whether both dates are known to the day."""
        return self.least == self.most


@dataclass(frozen=True, slots=True)
class RoundDurations:
    """How long a round took; a length whose dates are not both known is not there."""

    entry: Entry
    round: RoundEntry
    spans: Mapping[DurationKind, DaySpan]


@dataclass(frozen=True, slots=True)
class DurationFigure:
    """How long the rounds took until something."""

    kind: DurationKind
    known: int
    """Rounds of which both dates are known."""
    rounds: int
    """All rounds."""
    shortest: DaySpan | None
    longest: DaySpan | None
    """Of the known ones by their least and their most; None where there is none."""
    median: DaySpan | None
    """The median of the least and that of the most; None where there are too few."""


@dataclass(frozen=True, slots=True)
class OutcomeCount:
    """How many cases stand at an outcome."""

    outcome: OutcomeWords
    cases: int


@dataclass(frozen=True, slots=True)
class AreaCount:
    """In how many rounds an area's answer is in each state."""

    area: ReportingArea
    counts: Mapping[AnswerState, int]


@dataclass(frozen=True, slots=True)
class DocumentCount:
    """How many documents there are, and how many a reader can open."""

    kind: DocumentFacetValue | None
    """The kind of them, with its list; None for all."""
    documents: int
    opened: int


@dataclass(frozen=True, slots=True)
class CaseFigures:
    """All figures of a catalogue."""

    cases: int
    rounds: int
    durations: tuple[DurationFigure, ...]
    outcomes: tuple[OutcomeCount, ...]
    """Every outcome, in the order of the vocabulary."""
    areas: tuple[AreaCount, ...]
    documents: tuple[DocumentCount, ...]
    """The kinds that there are, in the order of their lists."""

    @property
    def longest(self) -> float:
        """The longest that any length may be: where the bars of lengths end."""
        return max((one.longest.most for one in self.durations if one.longest), default=0)

    @property
    def all_documents(self) -> DocumentCount:
        """All kinds together."""
        documents = sum(one.documents for one in self.documents)
        return DocumentCount(None, documents, sum(one.opened for one in self.documents))


def case_figures(
    entries: Sequence[Entry],
    outcomes: Sequence[OutcomeWords],
    areas: Sequence[ReportingArea],
    kinds: Sequence[DocumentFacetValue],
    today: dt.date,
) -> CaseFigures:
    """Return the figures of the cases as they are on a day; `kinds` are those of documents."""
    durations = round_durations(entries, today)
    standing = Counter(entry.status.id for entry in entries)
    answers = answer_counts(entries, areas, today)
    return CaseFigures(
        cases=len(entries),
        rounds=len(durations),
        durations=tuple(_figure(kind, durations) for kind in get_args(DurationKind)),
        outcomes=tuple(OutcomeCount(one, standing[one.id]) for one in outcomes),
        areas=tuple(AreaCount(area, answers[area.id]) for area in areas),
        documents=tuple(
            DocumentCount(
                kind, len(kind.rows), sum(row.document.can_be_opened for row in kind.rows)
            )
            for kind in kinds
        ),
    )


def round_durations(entries: Sequence[Entry], today: dt.date) -> tuple[RoundDurations, ...]:
    """Return how long each round took, in the order of the catalogue."""
    return tuple(
        RoundDurations(entry, round_, _spans(round_, today))
        for entry in entries
        for round_ in entry.rounds
    )


def _spans(entry: RoundEntry, today: dt.date) -> Mapping[DurationKind, DaySpan]:
    round_ = entry.round
    sent = round_.published or KnownDate(round_.year)
    treatment = round_.agency_treatment
    settled = treatment is not None and treatment.outcome not in ("awaited", "not_found")
    ends: dict[DurationKind, KnownDate | None] = {
        "deadline": round_.report_due,
        "answers": _past(round_.reported, today),
        "outcome": _past(treatment.date, today) if treatment and settled else None,
    }
    return {kind: _span(sent, end) for kind, end in ends.items() if end is not None}


def _past(date: KnownDate | None, today: dt.date) -> KnownDate | None:
    return date if date is not None and date.first <= today else None


def _span(start: KnownDate, end: KnownDate) -> DaySpan:
    """Return the time between two dates; the check refuses an end that is certainly earlier."""
    return DaySpan(max(0, (end.first - start.last).days), (end.last - start.first).days)


def _figure(kind: DurationKind, durations: Sequence[RoundDurations]) -> DurationFigure:
    spans = [one.spans[kind] for one in durations if kind in one.spans]
    middle = None
    if len(spans) >= FEWEST_FOR_MEDIAN:
        middle = DaySpan(median(one.least for one in spans), median(one.most for one in spans))
    return DurationFigure(
        kind=kind,
        known=len(spans),
        rounds=len(durations),
        shortest=min(spans, key=lambda one: (one.least, one.most), default=None),
        longest=max(spans, key=lambda one: (one.most, one.least), default=None),
        median=middle,
    )
