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


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date by which the municipalities must report, or had to."""

    entry: Entry
    round: RoundEntry
    date: KnownDate
    coming: bool


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A row of the overview: a round, with what each area has reported."""

    entry: Entry
    round: RoundEntry


def document_rows(entries: Sequence[Entry]) -> tuple[DocumentRow, ...]:
    """Return every document, newest first; those without a date last, by title."""
    rows = [
        DocumentRow(entry, round_, document, document_kind(round_, document))
        for entry in entries
        for round_ in entry.rounds
        for document in round_.documents
    ]
    rows.sort(key=lambda row: (sort_key(row.document.document.title), row.document.id))
    rows.sort(key=lambda row: _first_day(row.document.document.date), reverse=True)
    return tuple(rows)


def deadlines(entries: Sequence[Entry], today: dt.date) -> tuple[Deadline, ...]:
    """Return every deadline: those to come first, nearest on top; then the past, newest first."""
    all_ = [
        Deadline(entry, round_, due, coming=due.last >= today)
        for entry in entries
        for round_ in entry.rounds
        if (due := round_.round.report_due)
    ]
    coming = sorted((one for one in all_ if one.coming), key=lambda one: one.date.last)
    past = sorted((one for one in all_ if not one.coming), key=lambda one: one.date.last)
    return (*coming, *reversed(past))


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
