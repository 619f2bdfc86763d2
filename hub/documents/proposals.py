"""What is sought on a publisher's page, and the files that it may be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hub.catalogue.documents import DocumentRole, PlacedDocument
from hub.catalogue.vocabulary import ReportingArea
from hub.documents.file_types import expected_kind
from hub.documents.offers import Offer
from hub.documents.records import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """A document of the catalogue whose own address is not known."""

    id: str
    role: DocumentRole
    renewed: bool
    titles: tuple[str, ...]
    """What it is called: as shown, by its publisher, on the list."""
    case: str
    """The title of its notification."""
    number: int | None
    areas: Mapping[str, bool]
    """The names of reporting areas, and whether each is the document's own."""
    years: frozenset[int]
    kind: Kind | None
    pages: frozenset[str]
    """The addresses of the pages that may offer it."""


_APPENDIX_NUMBER = re.compile(r"(?i)^bilag\s+0*([0-9]{1,3})\b")


def sought_of(
    placed: PlacedDocument, pages: Iterable[str], areas: Sequence[ReportingArea]
) -> Sought:
    """Return how a document of the catalogue is recognised on the pages that may offer it."""
    document, round_ = placed.document, placed.round
    titles = tuple(filter(None, (document.title, document.official_title, document.listed_as)))
    years = {round_.year, round_.listed_year, document.date.year if document.date else None}
    return Sought(
        id=placed.id,
        role=placed.role,
        renewed=round_.kind == "renewed",
        titles=titles,
        case=placed.notification.title,
        number=document.number or appendix_number(titles),
        areas={
            name.name: area.id == document.area
            for area in areas
            for name in (*area.names, *area.regions)
        },
        years=frozenset(year for year in years if year),
        kind=expected_kind("", document.format),
        pages=frozenset(pages),
    )


def appendix_number(titles: Iterable[str]) -> int | None:
    """Return the number of the appendix that titles begin with: 2 of »Bilag 2: Målgruppen«."""
    found = filter(None, map(_APPENDIX_NUMBER.match, titles))
    return next((int(one[1]) for one in found), None)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that may be a document, and why."""

    offer: Offer
    evidence: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """The files that a document may be, the likeliest first."""

    sought: Sought
    candidates: tuple[Candidate, ...]
    sure: bool
    """Whether the first may be written without asking."""
