"""Join the catalogue with the words and dates it refers to: what a page tells of a case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from hub.catalogue.documents import DocumentRole, round_documents
from hub.catalogue.loader import Records
from hub.catalogue.model import Document, Notification, RelatedPage, Round
from hub.catalogue.tree import SourceFile
from hub.catalogue.vocabulary import (
    Authority,
    OutcomeWords,
    ReportingArea,
    Vocabulary,
    name_on,
)
from hub.site.file_facts import Files, FoundFile
from hub.site.law import LawReference, law_reference
from hub.text.dates import KnownDate

AnswerState = Literal["found", "mentioned", "missing"]
"""Whether an area's answer can be opened, is only known to be there, or was not found."""


@dataclass(frozen=True, slots=True, eq=False)
class DocumentEntry:
    """A document of a case with its permanent id and its publisher's name of that day."""

    id: str
    role: DocumentRole
    document: Document
    publisher: str | None
    context: str
    """What the title needs behind it to be understood alone: the case and the year."""
    file: FoundFile | None
    """What was found of its file, if it was asked for."""

    @property
    def can_be_opened(self) -> bool:
        """Whether a reader gets to the document itself from here: its file, its text or a copy."""
        document = self.document
        has_text = self.file is not None and self.file.readable
        return not document.withheld and bool(document.url or document.copies or has_text)


@dataclass(frozen=True, slots=True, eq=False)
class AreaReport:
    """What one reporting area has answered in a round; no reports where none was found."""

    area: ReportingArea
    name: str
    """The area's name at the time of the round."""
    reports: tuple[DocumentEntry, ...]

    @property
    def can_be_opened(self) -> bool:
        """Whether a reader gets to any of the reports from here."""
        return any(report.can_be_opened for report in self.reports)

    @property
    def state(self) -> AnswerState:
        """What was found of the answer."""
        if not self.reports:
            return "missing"
        return "found" if self.can_be_opened else "mentioned"


@dataclass(frozen=True, slots=True, eq=False)
class RoundEntry:
    """A round of a case."""

    round: Round
    notification: DocumentEntry | None
    appendices: tuple[DocumentEntry, ...]
    reports: tuple[AreaReport, ...]
    """One for each reporting area, in the order of the vocabulary."""
    treatment: DocumentEntry | None
    outcome: OutcomeWords

    @property
    def answers(self) -> Mapping[AnswerState, int]:
        """In how many areas the answer is in each state; 0 for a state that none is in."""
        counts: dict[AnswerState, int] = dict.fromkeys(get_args(AnswerState), 0)
        for area in self.reports:
            counts[area.state] += 1
        return counts

    @property
    def documents(self) -> Iterator[DocumentEntry]:
        """The round's documents in the order in which a reader meets them."""
        if self.notification:
            yield self.notification
        yield from self.appendices
        for area in self.reports:
            yield from area.reports
        if self.treatment:
            yield self.treatment


@dataclass(frozen=True, slots=True)
class RelatedEntry:
    """A page that belongs to a case, with the name of the area it is about."""

    page: RelatedPage
    area: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A notification as a case."""

    notification: Notification
    line: int
    """The line of the catalogue on which the entry begins."""
    end_line: int
    """The line after the entry's last."""
    file: str
    """The file of the catalogue that the entry stands in."""
    rounds: tuple[RoundEntry, ...]
    status: OutcomeWords
    """Computed: the outcome of the newest round."""
    law: tuple[LawReference, ...]
    succeeds: Notification | None
    succeeded_by: tuple[Notification, ...]
    related: tuple[RelatedEntry, ...]

    @property
    def name(self) -> str:
        """Whom the case is about, in the words of its title: »Borgere med en prøve«."""
        return short_title(self.notification.title)

    @property
    def address(self) -> str:
        """The page's permanent address within the site."""
        return f"udmeldinger/{self.notification.id}/"


_KIND = re.compile(r"central udmelding (?:for|om|vedr\.|vedrørende|på) (?=\S)", re.IGNORECASE)


def short_title(title: str) -> str:
    """Return a title without »Central udmelding for«, with which nearly all of them begin."""
    match = _KIND.match(title)
    return f"{title[match.end()].upper()}{title[match.end() + 1 :]}" if match else title


def join_entries(records: Records, files: Files) -> tuple[Entry, ...]:
    """Return every notification, joined with words and files, in the catalogue's order.

    Raises ValueError when the records have faults: there is nothing right to show then.
    """
    catalogue, vocabulary = records.catalogue.model, records.vocabulary
    if catalogue is None or vocabulary is None:
        raise ValueError("records with faults cannot be joined")
    by_id = {notification.id: notification for notification in catalogue.notifications}
    successors: dict[str, list[Notification]] = {}
    for notification in catalogue.notifications:
        if notification.succeeds:
            successors.setdefault(notification.succeeds, []).append(notification)
    words = _Words(vocabulary, files)
    extents = _extents(records.catalogue.source, len(by_id))
    return tuple(
        _entry(
            notification,
            extent=extents[index],
            words=words,
            succeeds=by_id.get(notification.succeeds or ""),
            succeeded_by=tuple(successors.get(notification.id, ())),
        )
        for index, notification in enumerate(catalogue.notifications)
    )


class _Words:
    """The vocabulary by id, and the files, for quick look-up."""

    def __init__(self, vocabulary: Vocabulary, files: Files) -> None:
        self.files = files
        self.areas: dict[str, ReportingArea] = {one.id: one for one in vocabulary.areas}
        self.authorities: dict[str, Authority] = {one.id: one for one in vocabulary.authorities}
        self.instruments = {one.id: one for one in vocabulary.instruments}
        self.outcomes = {one.id: one for one in vocabulary.outcomes}
        self._names: dict[tuple[type, str, KnownDate], str] = {}

    def name_on(self, named: ReportingArea | Authority, date: KnownDate) -> str:
        """Return a name as `vocabulary.name_on`, but each found once: there are few of them."""
        key = type(named), named.id, date
        if key not in self._names:
            self._names[key] = name_on(named.names, date)
        return self._names[key]


def _extents(source: SourceFile, count: int) -> list[tuple[str, int, int]]:
    """Return the file of each entry, its first line, and the line after its last."""
    places = [source.place(("notifications", index)) for index in range(count)]
    ends = {one.file: one.text.count("\n") + 1 for one in source.files}
    extents = []
    for place in reversed(places):
        extents.append((place.file, place.line, ends[place.file]))
        ends[place.file] = place.line
    return extents[::-1]


def _entry(
    notification: Notification,
    *,
    extent: tuple[str, int, int],
    words: _Words,
    succeeds: Notification | None,
    succeeded_by: tuple[Notification, ...],
) -> Entry:
    rounds = tuple(_round(notification, round_, words) for round_ in notification.rounds)
    law = tuple(
        law_reference(basis, words.instruments[basis.instrument])
        for basis in notification.legal_basis
    )
    related = tuple(
        RelatedEntry(page, name_on(words.areas[page.area].names, page.date) if page.area else None)
        for page in notification.related
    )
    file, line, end_line = extent
    return Entry(
        notification=notification,
        line=line,
        end_line=end_line,
        file=file,
        rounds=rounds,
        status=rounds[-1].outcome,
        law=law,
        succeeds=succeeds,
        succeeded_by=succeeded_by,
        related=related,
    )


def reporting_date(round_: Round) -> KnownDate:
    """Return when the areas reported on a round, as nearly as it is known."""
    return round_.reported or round_.report_due or round_.published or KnownDate(round_.year)


def _round(notification: Notification, round_: Round, words: _Words) -> RoundEntry:
    treatment = round_.agency_treatment
    reported = reporting_date(round_)
    context = f"{notification.title}, {round_.year}"
    by_role: dict[DocumentRole, list[DocumentEntry]] = {}
    for placed in round_documents(notification, round_):
        is_answer = placed.role in ("regional_report", "treatment")
        usual = reported if is_answer else round_.published or KnownDate(round_.year)
        by_role.setdefault(placed.role, []).append(
            DocumentEntry(
                id=placed.id,
                role=placed.role,
                document=placed.document,
                publisher=_publisher(placed.document, usual, words),
                context=context,
                file=words.files.found(placed.document),
            )
        )
    reports = by_role.get("regional_report", [])
    return RoundEntry(
        round=round_,
        notification=next(iter(by_role.get("notification", ())), None),
        appendices=tuple(by_role.get("appendix", ())),
        reports=tuple(
            AreaReport(
                area,
                words.name_on(area, reported),
                tuple(one for one in reports if one.document.area == area.id),
            )
            for area in words.areas.values()
        ),
        treatment=next(iter(by_role.get("treatment", ())), None),
        outcome=words.outcomes[treatment.outcome if treatment else "not_found"],
    )


def _publisher(document: Document, usual: KnownDate, words: _Words) -> str | None:
    """Return the publisher's name on the document's date, or else on the round's."""
    if document.publisher is None:
        return None
    return words.name_on(words.authorities[document.publisher], document.date or usual)
