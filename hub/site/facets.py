"""The ways to narrow the list of cases: by year, target group, area and status, with counts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from hub.catalogue.fields import RESERVED_IDS
from hub.catalogue.vocabulary import ReportingArea, Vocabulary, name_on
from hub.site.entries import Entry
from hub.text.collation import sort_key
from hub.text.dates import KnownDate
from hub.text.slugs import slug


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet, with the cases that have it."""

    slug: str
    label: str
    entries: tuple[Entry, ...]
    area: ReportingArea | None = None
    """The area itself, where the facet is the areas."""


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow the list; its values have a page each under `/<folder>/<slug>/`."""

    folder: str
    label: str
    heading: str
    """What a value's page is called, with `{}` for the value."""
    values: tuple[FacetValue, ...]

    @property
    def used(self) -> tuple[FacetValue, ...]:
        """The values that a case has."""
        return tuple(value for value in self.values if value.entries)


def facets(entries: Sequence[Entry], vocabulary: Vocabulary, today: KnownDate) -> tuple[Facet, ...]:
    """Return the facets in the order in which they are offered."""
    years = _grouped(entries, lambda entry: {(str(one.round.year),) * 2 for one in entry.rounds})
    group_slugs = _group_slugs(entries)
    groups = _grouped(entries, lambda entry: {(group_slugs[_group(entry)], _group_label(entry))})
    return (
        Facet("aar", "År", "Udmeldinger fra {}", tuple(sorted(years, key=_slug, reverse=True))),
        Facet("maalgrupper", "Målgruppe", "{}", tuple(sorted(groups, key=_alphabetical))),
        Facet(
            "omraader",
            "Område",
            "{}: svar på udmeldinger",
            tuple(_area_value(area, entries, today) for area in vocabulary.areas),
        ),
        Facet(
            "status",
            "Hvor sagen står",
            "{}",
            tuple(
                FacetValue(
                    words.slug,
                    words.label,
                    tuple(entry for entry in entries if entry.status.id == words.id),
                )
                for words in vocabulary.outcomes
            ),
        ),
    )


def _area_value(area: ReportingArea, entries: Sequence[Entry], today: KnownDate) -> FacetValue:
    reported = (entry for entry in entries if _has_reported(entry, area))
    return FacetValue(area.id, name_on(area.names, today), tuple(reported), area)


def _has_reported(entry: Entry, area: ReportingArea) -> bool:
    return any(
        report.reports
        for round_ in entry.rounds
        for report in round_.reports
        if report.area is area
    )


def _group_label(entry: Entry) -> str:
    return entry.notification.target_group


def _group(entry: Entry) -> str:
    """Return what tells target groups apart: case does not."""
    return _group_label(entry).casefold()


def _group_slugs(entries: Sequence[Entry]) -> dict[str, str]:
    """Return the slug of every target group.

    Of groups that would have the same, that of the oldest case keeps it, so that a new case does
    not take its address; the others end in a checksum.
    """
    slugs: dict[str, str] = {}
    taken: set[str] = set()
    for entry in sorted(entries, key=lambda entry: (entry.rounds[0].round.year, _group(entry))):
        group = _group(entry)
        if group in slugs:
            continue
        made = slug(group)
        if made in taken or RESERVED_IDS.fullmatch(made):
            made = f"{made}-{hashlib.sha256(group.encode()).hexdigest()[:8]}"
        taken.add(made)
        slugs[group] = made
    return slugs


def _grouped(
    entries: Iterable[Entry], values_of: Callable[[Entry], set[tuple[str, str]]]
) -> list[FacetValue]:
    """Return the entries by value; `values_of` returns the slugs and labels of an entry."""
    labels: dict[str, str] = {}
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        for slug_, label in values_of(entry):
            labels.setdefault(slug_, label)
            found.setdefault(slug_, []).append(entry)
    return [FacetValue(slug_, labels[slug_], tuple(found[slug_])) for slug_ in found]


def _slug(value: FacetValue) -> str:
    return value.slug


def _alphabetical(value: FacetValue) -> tuple[str, str]:
    return sort_key(value.label)
