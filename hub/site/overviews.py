"""The cases seen across: who has reported, what is due, which documents there are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from hub.site.entries import DocumentEntry, Entry, RoundEntry
from hub.text.collation import sort_key
from hub.text.dates import KnownDate
from hub.text.labels import DOCUMENT_ROLES, RENEWED_REQUEST

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in a list of all."""

    entry: Entry
    round: RoundEntry
    document: DocumentEntry
    role: str
    number: int
    """Its place in the list of all, from 0."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The date by which the municipalities must report on a round, or had to."""

    entry: Entry
    round: RoundEntry
    date: KnownDate | None
    """Nothing where the deadline was not found."""
    coming: bool


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A row of the overview: a round, with what each area has reported."""

    entry: Entry
    round: RoundEntry


def document_rows(entries: Sequence[Entry]) -> tuple[DocumentRow, ...]:
    """Return every document, newest first; those without a date last, by title."""
    found = [
        (entry, round_, document)
        for entry in entries
        for round_ in entry.rounds
        for document in round_.documents
    ]
    found.sort(key=lambda one: (sort_key(one[2].document.title), one[2].id))
    found.sort(key=lambda one: _first_day(one[2].document.date), reverse=True)
    return tuple(
        DocumentRow(entry, round_, document, document_kind(round_, document), number)
        for number, (entry, round_, document) in enumerate(found)
    )


def deadlines(entries: Sequence[Entry], today: dt.date) -> tuple[Deadline, ...]:
    """Return the deadline of every round.

    Those to come are first, nearest on top; then the past, newest first; then the rounds whose
    deadline is unknown, newest first.
    """
    all_ = [
        (due, Deadline(entry, round_, due, coming=due is not None and due.last >= today))
        for entry in entries
        for round_ in entry.rounds
        for due in (round_.round.report_due,)
    ]
    dated = [(due.last, one) for due, one in all_ if due]
    coming = sorted((pair for pair in dated if pair[1].coming), key=_by_day)
    past = sorted((pair for pair in dated if not pair[1].coming), key=_by_day)
    unknown = [one for due, one in all_ if due is None]
    unknown.sort(key=lambda one: one.round.round.year, reverse=True)
    return (*(one for _, one in (*coming, *reversed(past))), *unknown)


def _by_day(dated: tuple[dt.date, Deadline]) -> dt.date:
    return dated[0]


def round_rows(entries: Sequence[Entry]) -> tuple[RoundRow, ...]:
    """Return a row for each round, in the order of the catalogue."""
    return tuple(RoundRow(entry, round_) for entry in entries for round_ in entry.rounds)


@dataclass(frozen=True, slots=True)
class ListSlice(Generic[Item]):
    """One page of a long list."""

    items: Sequence[Item]
    number: int
    count: int
    """How many pages the list has."""
    first: int
    """The number of the first item within the list, from 1."""
    total: int


def list_slices(items: Sequence[Item], size: int = 100) -> Iterator[ListSlice[Item]]:
    """Yield a list in pages of `size`; an empty list has one empty page."""
    count = max(1, -(-len(items) // size))
    for number in range(1, count + 1):
        start = (number - 1) * size
        yield ListSlice(items[start : start + size], number, count, start + 1, len(items))


def document_kind(round_: RoundEntry, document: DocumentEntry) -> str:
    """Return what kind of document it is, in the words of a list."""
    if document.role == "notification" and round_.round.kind == "renewed":
        return RENEWED_REQUEST
    return DOCUMENT_ROLES[document.role]


def _first_day(date: KnownDate | None) -> dt.date:
    return date.first if date else dt.date.min
