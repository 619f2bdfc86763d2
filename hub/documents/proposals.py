"""What is sought on a publisher's page, and the files that it may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hub.catalogue.documents import DocumentRole
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
    """The names of reporting areas, folded, and whether each is the document's own."""
    years: frozenset[int]
    kind: Kind | None
    pages: frozenset[str]
    """The addresses of the pages that may offer it."""


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
