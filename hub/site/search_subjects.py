"""What a case and a document are about, for those who search."""

from __future__ import annotations

from dataclasses import replace

from hub.search.index_records import FilterName, Subject
from hub.site.entries import DocumentEntry, Entry, RoundEntry
from hub.site.facets import FACETS
from hub.site.overviews import document_kind
from hub.text.dates import KnownDate
from hub.text.labels import CASE, CONTENT_PAGE, EDITORS_PAGE, OVERVIEW

EDITORS_FOLDER = "redaktion/"
"""The content pages for those who edit the catalogue; they come after all others."""

_CASE_WEIGHT, _EDITORS_WEIGHT = 3, 0.1


def case_subject(entry: Entry) -> Subject:
    """Return what the page of a case is about."""
    return Subject(
        title=entry.notification.title,
        case=entry.name,
        case_address=entry.address,
        filters=_filters(entry, [CASE]),
        date=_sent(entry.rounds[-1]),
        weight=_CASE_WEIGHT,
    )


def document_subject(entry: Entry, round_: RoundEntry, document: DocumentEntry) -> Subject:
    """Return what the text of a document is about."""
    return Subject(
        title=document.document.title,
        case=entry.name,
        case_address=entry.address,
        original=(document.document.url or "").partition("#")[0],
        filters=_filters(_narrowed(entry, round_, document), [document_kind(round_, document)]),
        date=document.document.date or _sent(round_),
    )


def search_filters() -> tuple[tuple[FilterName, str], ...]:
    """Return what results can be narrowed by, each with its label, in the order of the page."""
    return (
        ("slags", "Slags"),
        *((one.filter, one.label) for one in FACETS),
        ("udgiver", "Udgiver"),
    )


def content_subject(address: str, title: str, *, is_list: bool) -> Subject:
    """Return what a content page is about."""
    if address.startswith(EDITORS_FOLDER):
        return Subject(title=title, filters=_of_the_site(EDITORS_PAGE), weight=_EDITORS_WEIGHT)
    return Subject(title=title, filters=_of_the_site(OVERVIEW if is_list else CONTENT_PAGE))


def overview_subject(title: str, summary: str, *, weight: float = 2, aside: str = "") -> Subject:
    """Return what a list is about; it is found by these words and not by its items."""
    filters = _of_the_site(OVERVIEW)
    return Subject(title=title, filters=filters, weight=weight, summary=summary, aside=aside)


def _of_the_site(kind: str) -> dict[FilterName, list[str]]:
    """Return the filters of a page that belongs to no case.

    Its kind stands twice: many questions leave such pages out or ask for them alone, and the file
    of all kinds grows with every page of a document.
    """
    return {"slags": [kind], "sideslags": [kind]}


def _sent(round_: RoundEntry) -> KnownDate:
    return round_.round.published or KnownDate(round_.round.year)


def _narrowed(entry: Entry, round_: RoundEntry, document: DocumentEntry) -> Entry:
    """Return a case as if it had one document alone."""
    alone = replace(
        round_,
        notification=document if document is round_.notification else None,
        appendices=tuple(one for one in round_.appendices if one is document),
        reports=tuple(
            replace(area, reports=tuple(one for one in area.reports if one is document))
            for area in round_.reports
        ),
        treatment=document if document is round_.treatment else None,
    )
    return replace(entry, rounds=(alone,))


def _filters(entry: Entry, kinds: list[str]) -> dict[FilterName, list[str]]:
    documents = (one for round_ in entry.rounds for one in round_.documents)
    publishers = [one.publisher for one in documents if one.publisher]
    by_facets = {kind.filter: [*kind.labels(entry)] for kind in FACETS}
    return {**by_facets, "slags": kinds, "udgiver": publishers}
