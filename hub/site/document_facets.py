"""The ways to narrow the list of documents: by kind, area, publisher and year, with counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from hub.site.overviews import DocumentRow
from hub.text.collation import sort_key
from hub.text.slugs import slug


@dataclass(frozen=True, slots=True)
class DocumentFacetValue:
    """One value, with the documents that have it; its page is `/dokumenter/<slug>/`."""

    slug: str
    label: str
    rows: tuple[DocumentRow, ...]


@dataclass(frozen=True, slots=True)
class DocumentFacet:
    """A way to narrow the list of documents."""

    id: str
    label: str
    values: tuple[DocumentFacetValue, ...]


Names = Mapping[str, str]
"""The names of areas and authorities today, by their ids."""


@dataclass(frozen=True, slots=True)
class _Kind:
    id: str
    label: str
    value: Callable[[DocumentRow, Names], tuple[str, str] | None]
    """Returns the slug and the label of a document's value, if it has one."""


def _role(row: DocumentRow, _names: Names) -> tuple[str, str]:
    return slug(row.role), row.role


def _area(row: DocumentRow, names: Names) -> tuple[str, str] | None:
    area = row.document.document.area
    return (area, names[area]) if area else None


def _publisher(row: DocumentRow, names: Names) -> tuple[str, str] | None:
    publisher = row.document.document.publisher
    return (publisher, names[publisher]) if publisher else None


def _year(row: DocumentRow, _names: Names) -> tuple[str, str]:
    date = row.document.document.date
    year = str(date.year if date else row.round.round.year)
    return year, year


_KINDS: Final = (
    _Kind("slags", "Slags", _role),
    _Kind("omraade", "Område", _area),
    _Kind("udgiver", "Udgiver", _publisher),
    _Kind("aar", "År", _year),
)


def document_facets(rows: Sequence[DocumentRow], names: Names) -> tuple[DocumentFacet, ...]:
    """Return the facets that any document has a value of; years are newest first."""
    made = (DocumentFacet(kind.id, kind.label, _values(kind, rows, names)) for kind in _KINDS)
    return tuple(facet for facet in made if facet.values)


def kinds_of(facets: Sequence[DocumentFacet]) -> tuple[DocumentFacetValue, ...]:
    """Return the kinds of documents among the facets."""
    return next((facet.values for facet in facets if facet.id == _KINDS[0].id), ())


def _values(
    kind: _Kind, rows: Iterable[DocumentRow], names: Names
) -> tuple[DocumentFacetValue, ...]:
    found: dict[tuple[str, str], list[DocumentRow]] = {}
    for row in rows:
        if value := kind.value(row, names):
            found.setdefault(value, []).append(row)
    values = [
        DocumentFacetValue(f"{kind.id}-{name}", label, tuple(of_it))
        for (name, label), of_it in found.items()
    ]
    return tuple(sorted(values, key=lambda one: sort_key(one.label), reverse=kind.id == "aar"))
