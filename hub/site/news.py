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
from hub.changes.chronology import Chronology, CommitStep
from hub.changes.diff import case_page, document_title, round_title
from hub.changes.kinds import WORDS, Change
from hub.changes.renames import EntryNames
from hub.changes.sentences import ChangeWords, sentences
from hub.site.entries import Entry
from hub.text.danish import date_text
from hub.text.dates import KnownDate

NAMESPACE: Final = uuid.uuid5(uuid.NAMESPACE_URL, "urn:udmeldingshub:nyt")
"""What the ids of news are made in: they hold wherever the site stands."""

_UNTOLD: Final = frozenset(("order", "words", "page-new", "page-gone", "page-changed"))
"""Changes that are no news of a case."""

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
    """What it is about, as that is called now; of what is gone, as it was called last."""
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


def news_of(
    chronology: Chronology, names: EntryNames, entries: Sequence[Entry], vocabulary: Vocabulary
) -> News:
    """Return what a history has brought, as far as the site still shows what it is about."""
    if not chronology.is_known:
        return News(is_known=False)
    teller = _Teller.of(entries, vocabulary, names)
    counted: Counter[str] = Counter()
    items = []
    for dated in chronology.steps:
        deadlines = _deadlines(dated.step)
        for change in dated.step.changes:
            id_ = _id(change, teller.names, counted)
            more = tuple(_more(change, deadlines))
            present = teller.present(change)
            if teller.is_told(present, dated.step):
                items.append(teller.item(present, dated.moment, more, id_))
    return News(is_known=True, items=tuple(reversed(items)), unreadable=chronology.unreadable)


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells changes with the names of today."""

    words: ChangeWords
    names: EntryNames
    areas: Mapping[str, frozenset[str] | None]
    """The areas that each notification concerns."""
    titles: Mapping[str, str]
    """The titles of the notifications."""
    documents: Mapping[str, str]
    """The titles of the documents that the site shows."""

    @classmethod
    def of(cls, entries: Sequence[Entry], vocabulary: Vocabulary, names: EntryNames) -> _Teller:
        documents = (
            document
            for entry in entries
            for round_ in entry.rounds
            for document in round_.documents
        )
        return cls(
            ChangeWords.of(vocabulary),
            names,
            {entry.notification.id: concerned_areas(entry) for entry in entries},
            {entry.notification.id: entry.notification.title for entry in entries},
            {one.id: one.document.title for one in documents if not one.document.withheld},
        )

    def present(self, change: Change) -> Change:
        """Return a change with the ids and the titles that what it is about has now."""
        case = self.names.present_case(change.case)
        document = self.names.present_document(change.document)
        own = self.titles.get(case)
        title = change.title
        if own is not None and document in self.documents:
            title = document_title(self.documents[document], own)
        elif own is not None and not document:
            title = round_title(own, change.round)
        page = change.page
        if own is not None:
            page = case_page(case)
            if document in self.documents:  # what is gone, or has another id since, has no place
                page = f"{page}#{document}"
        update = {"case": case, "document": document, "title": title, "page": page}
        return change.model_copy(update=update)

    def item(
        self, change: Change, moment: dt.datetime, more: tuple[str, ...], id_: str
    ) -> NewsItem:
        """Return a change as news; `more` are sentences beside those of its fields."""
        label = WORDS[change.what][0]
        areas = self.areas.get(change.case)
        return NewsItem(
            id=id_,
            what=change.what,
            label=label[:1].upper() + label[1:],
            title=change.title,
            sentences=(*sentences(change.details, self.words), *more),
            address=change.page if change.case in self.areas or not change.case else "udmeldinger/",
            moment=moment,
            case=change.case,
            areas=frozenset((change.area,)) if change.area else areas,
        )

    def is_told(self, change: Change, step: CommitStep) -> bool:
        """Return whether a change is news, and the site still shows what it is about."""
        if change.what in _UNTOLD or (change.what == "source-list" and not step.base):
            return False  # the list that the first commit of all brought is no news either
        if change.what in _LEAVING:
            return True
        if change.document:
            return change.document in self.documents
        return not change.case or change.case in self.areas


def concerned_areas(entry: Entry) -> frozenset[str] | None:
    """Return the areas that a case concerns: all (None), or those that answered a regional one."""
    if entry.notification.scope == "national":
        return None
    found = (
        report.area.id for round_ in entry.rounds for report in round_.reports if report.reports
    )
    return frozenset(found) or None


def _more(change: Change, deadlines: Mapping[tuple[str, str], str]) -> Iterator[str]:
    """Yield where a link leads, and what came with a new case or round."""
    if change.address:
        yield f"Linket er {change.address}."
    if change.what in ("notification-new", "round-new"):
        if due := deadlines.get((change.case, change.round)):
            yield f"Fristen for kommunernes svar er {due}."
        if change.documents:
            count = change.documents
            yield "Med 1 dokument." if count == 1 else f"Med {count} dokumenter."


def _deadlines(step: CommitStep) -> Mapping[tuple[str, str], str]:
    """Return the deadlines that came with a commit, by case and round, and by case alone."""
    found: dict[tuple[str, str], str] = {}
    for one in step.deadlines:
        for key in ((one.case, one.round), (one.case, "")):
            found[key] = date_text(one.date)
    return found


def _id(change: Change, names: EntryNames, counted: Counter[str]) -> str:
    """Return the id of a change: what it is about and what it ends in, and how often that came.

    What it is about goes by the id that it had first.

    Counted from the oldest: where commits are melted together there are fewer, so that no id comes
    that was not told before.
    """
    case, document = (
        names.first_case(change.case),
        names.first_document(change.document, change.case),
    )
    about = (change.what, case, change.round, document, change.address, change.mark)
    key = json.dumps(about)
    counted[key] += 1
    return uuid.uuid5(NAMESPACE, f"{key} {counted[key]}").urn
