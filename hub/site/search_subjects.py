"""What a case and a document are about, for those who search."""

from __future__ import annotations

from hub.search.index_records import FilterName, Subject
from hub.site.entries import DocumentEntry, Entry, RoundEntry
from hub.site.overviews import document_kind
from hub.text.dates import KnownDate

CASE, PAGE = "Sag", "Om ordningen"


def case_subject(entry: Entry) -> Subject:
    """Return what the page of a case is about."""
    reports = [area for round_ in entry.rounds for area in round_.reports if area.reports]
    documents = [one for round_ in entry.rounds for one in round_.documents]
    filters = _filters(entry) | {
        "aar": [str(round_.round.year) for round_ in entry.rounds],
        "omraade": [area.name for area in reports],
        "slags": [CASE],
        "udgiver": [one.publisher for one in documents if one.publisher],
    }
    return Subject(
        title=entry.notification.title,
        case=entry.notification.title,
        case_address=entry.address,
        filters=filters,
        date=_sent(entry.rounds[-1]),
    )


def document_subject(entry: Entry, round_: RoundEntry, document: DocumentEntry) -> Subject:
    """Return what the text of a document is about."""
    areas = [area.name for area in round_.reports if document in area.reports]
    filters = _filters(entry) | {
        "aar": [str(round_.round.year)],
        "omraade": areas,
        "slags": [document_kind(round_, document)],
        "udgiver": [document.publisher] if document.publisher else [],
    }
    return Subject(
        title=document.document.title,
        case=entry.notification.title,
        case_address=entry.address,
        original=(document.document.url or "").partition("#")[0],
        filters=filters,
        date=document.document.date or _sent(round_),
    )


def page_subject(title: str) -> Subject:
    """Return what a content page is about."""
    return Subject(title=title, filters={"slags": [PAGE]})


def _sent(round_: RoundEntry) -> KnownDate:
    return round_.round.published or KnownDate(round_.round.year)


def _filters(entry: Entry) -> dict[FilterName, list[str]]:
    return {"maalgruppe": [entry.notification.target_group], "status": [entry.status.label]}
