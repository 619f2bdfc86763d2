"""What has changed, told for readers: from the history of the catalogue, the newest first."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from hub.catalogue.vocabulary import Vocabulary
from hub.changes.chronology import Chronology, DatedStep
from hub.changes.kinds import WORDS, Change
from hub.changes.sentences import ChangeWords, sentences
from hub.site.entries import Entry
from hub.text.danish import date_text
from hub.text.dates import KnownDate

NAMESPACE: Final = uuid.uuid5(uuid.NAMESPACE_URL, "urn:udmeldingshub:nyt")
"""What the ids of news are made in: they hold wherever the site stands."""

_UNTOLD: Final = frozenset(("order", "words", "page-new", "page-gone", "page-changed"))
"""Changes that are no news of a case."""

_NEW_DOCUMENTS: Final = frozenset(("appendix-new", "regional_report-new", "document-new"))
_LEAVING: Final = frozenset(("notification-gone", "document-gone", "document-withheld"))
"""What is still told of what the site does not show any more."""


@dataclass(frozen=True, slots=True)
class NewsItem:
    """A change that readers meet."""

    id: str
    """The same for the same change, whatever becomes of the commit that brought it."""
    what: str
    """A key of `WORDS`."""
    label: str
    """»Ændret frist«."""
    title: str
    sentences: tuple[str, ...]
    address: str
    """Where it is met, from the site's root."""
    moment: dt.datetime
    """In UTC."""
    case: str
    """The notification's id; empty where it is about none."""
    areas: frozenset[str] | None
    """The reporting areas that it concerns; None for all of them."""

    @property
    def day(self) -> KnownDate:
        """The day, in UTC."""
        return KnownDate.of(self.moment.date())


@dataclass(frozen=True, slots=True)
class News:
    """All that is known to have changed."""

    is_known: bool
    """Whether there is a history to know anything by."""
    items: tuple[NewsItem, ...] = ()
    """The newest first."""
    unreadable: int = 0
    """Versions of the catalogue that had faults."""

    def by_case(self) -> Mapping[str, tuple[NewsItem, ...]]:
        """Return the news of each notification that has any, by its id."""
        found: dict[str, list[NewsItem]] = {}
        for one in self.items:
            found.setdefault(one.case, []).append(one)
        return {case: tuple(items) for case, items in found.items()}

    def of_area(self, id_: str) -> tuple[NewsItem, ...]:
        """Return the news that concern a reporting area."""
        return tuple(one for one in self.items if one.areas is None or id_ in one.areas)


@dataclass(frozen=True, slots=True)
class NewsMonth:
    """The news of a month."""

    name: str
    """»november 2026«."""
    items: tuple[NewsItem, ...]


def months(items: Sequence[NewsItem]) -> tuple[NewsMonth, ...]:
    """Return news by month, in their order."""
    groups = groupby(items, lambda one: KnownDate(one.moment.year, one.moment.month))
    return tuple(NewsMonth(date_text(month), tuple(found)) for month, found in groups)


def news_of(chronology: Chronology, entries: Sequence[Entry], vocabulary: Vocabulary) -> News:
    """Return what a history has brought, as far as the site still shows what it is about."""
    if not chronology.is_known:
        return News(is_known=False)
    teller = _Teller.of(entries, vocabulary)
    counted: Counter[str] = Counter()
    items = []
    for step in chronology.steps:
        items += [teller.item(one, step, _id(one, counted)) for one in step.step.changes]
    told = (one for one in reversed(items) if one is not None)
    return News(is_known=True, items=tuple(told), unreadable=chronology.unreadable)


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells changes with the names of today."""

    words: ChangeWords
    areas: Mapping[str, frozenset[str] | None]
    """The areas that each notification concerns."""
    shown: frozenset[str]
    """The documents that the site shows."""

    @classmethod
    def of(cls, entries: Sequence[Entry], vocabulary: Vocabulary) -> _Teller:
        documents = (
            document
            for entry in entries
            for round_ in entry.rounds
            for document in round_.documents
        )
        return cls(
            ChangeWords.of(vocabulary),
            {entry.notification.id: concerned_areas(entry) for entry in entries},
            frozenset(one.id for one in documents if not one.document.withheld),
        )

    def item(self, change: Change, step: DatedStep, id_: str) -> NewsItem | None:
        """Return a change as news; None where it is none, or the site does not show it."""
        if change.what in _UNTOLD or not self._is_shown(change) or _is_part(change, step):
            return None
        label = WORDS[change.what][0]
        areas = self.areas.get(change.case)
        return NewsItem(
            id=id_,
            what=change.what,
            label=label[:1].upper() + label[1:],
            title=change.title,
            sentences=(*sentences(change.details, self.words), *_more(change, step)),
            address=change.page if change.case in self.areas or not change.case else "udmeldinger/",
            moment=step.moment,
            case=change.case,
            areas=frozenset((change.area,)) if change.area else areas,
        )

    def _is_shown(self, change: Change) -> bool:
        if change.what in _LEAVING:
            return True
        if change.document:
            return change.document in self.shown
        return not change.case or change.case in self.areas


def concerned_areas(entry: Entry) -> frozenset[str] | None:
    """Return the areas that a case concerns: all (None), or those that answered a regional one."""
    if entry.notification.scope == "national":
        return None
    found = (
        report.area.id for round_ in entry.rounds for report in round_.reports if report.reports
    )
    return frozenset(found) or None


def _is_part(change: Change, step: DatedStep) -> bool:
    """Return whether a change is told with another: a new document with its case or round."""
    if change.what == "source-list":
        return not step.step.base  # the first commit of all
    if change.what not in _NEW_DOCUMENTS:
        return False
    return any(
        one.case == change.case
        and (one.what, one.round) in (("notification-new", ""), ("round-new", change.round))
        for one in step.step.changes
    )


def _more(change: Change, step: DatedStep) -> Iterator[str]:
    """Yield what came with a new case or round, and where a link leads."""
    if change.address:
        yield f"Linket er {change.address}."
    if change.what not in ("notification-new", "round-new"):
        return
    for one in step.step.deadlines:
        if one.case == change.case and change.round in ("", one.round):
            yield f"Fristen for kommunernes svar er {date_text(one.date)}."
    documents = sum(
        one.what in _NEW_DOCUMENTS and one.case == change.case and change.round in ("", one.round)
        for one in step.step.changes
    )
    if documents:
        yield "Med 1 dokument." if documents == 1 else f"Med {documents} dokumenter."


def _id(change: Change, counted: Counter[str]) -> str:
    """Return the id of a change: what it is about and what it ends in, and how often that came.

    Counted from the oldest: where commits are melted together there are fewer, so that no id comes
    that was not told before.
    """
    about = (change.what, change.case, change.round, change.document, change.address, change.mark)
    key = json.dumps(about)
    counted[key] += 1
    return uuid.uuid5(NAMESPACE, f"{key} {counted[key]}").urn
