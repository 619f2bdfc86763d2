"""The ways to narrow the list of cases: by year, target group, area and status, with counts.

`FACETS` is the one place that names them: the index pages, the values' pages, the lists beside the
cases, the menu and the filters of the search are all made from it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from hub.catalogue.fields import RESERVED_IDS
from hub.catalogue.vocabulary import OutcomeWords, ReportingArea, Vocabulary, name_on
from hub.search.index_records import FilterName
from hub.site.area_answers import AreaAnswer, area_answers
from hub.site.entries import Entry
from hub.text.collation import sort_key
from hub.text.dates import KnownDate
from hub.text.slugs import slug

FACET_TEMPLATE: Final = "facet.html"
"""The template of a facet that has none of its own: it lists the cases, and no more."""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet, with the cases that have it."""

    slug: str
    label: str
    entries: tuple[Entry, ...]
    subject: ReportingArea | OutcomeWords | None = None
    """What the vocabulary knows of the value; the facet's template can show it."""
    answers: tuple[AreaAnswer, ...] | None = None
    """Of an area: what it has answered in each round; its page lists that instead of the cases."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetKind:
    """A way to narrow the list of cases."""

    folder: str
    """The folder of the site in which each value has a page."""
    filter: FilterName
    """What the search calls it."""
    label: str
    """»År«: what readers choose by."""
    all_label: str
    """»Alle år«: the link to the page of all values."""
    spoken: str = ""
    """What is said, but not shown, behind a value that may read as a case does."""
    menu: str
    """»Efter år«: that page in the menu."""
    title: str
    description: str
    lead: str
    """The title, description and first sentence of that page."""
    more: str = ""
    """What stands below the values on that page, in Markdown."""
    heading: str = "{}"
    """What the page of a value is called."""
    template: str = FACET_TEMPLATE
    """The template of a value's page."""
    search_text: Callable[[FacetValue], str] = lambda _: ""
    """Returns what the page of a value is found by beside its title and description."""
    search_aside: Callable[[FacetValue], str] = lambda _: ""
    """Returns words by which it is found too, but after all else."""
    names: Callable[[FacetValue], Iterable[str]] = lambda _: ()
    """Returns what readers call a value when they ask the search for its page."""
    weight: float = 2
    """How much the page of a value counts in the search; what is said of a case counts 3."""
    labels: Callable[[Entry], Iterable[str]]
    """Returns the values of one case, as the search filters by them."""
    values: Callable[[Sequence[Entry], Vocabulary, KnownDate], Iterable[FacetValue]]
    """Returns all values in the order in which they are offered."""


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with its values; they have a page each under `/<folder>/<slug>/`."""

    kind: FacetKind
    values: tuple[FacetValue, ...]

    @property
    def used(self) -> tuple[FacetValue, ...]:
        """The values that a case has."""
        return tuple(value for value in self.values if value.entries)


def facets(entries: Sequence[Entry], vocabulary: Vocabulary, today: KnownDate) -> tuple[Facet, ...]:
    """Return the facets in the order in which they are offered."""
    return tuple(Facet(kind, tuple(kind.values(entries, vocabulary, today))) for kind in FACETS)


def _years(
    entries: Sequence[Entry], _vocabulary: Vocabulary, _today: KnownDate
) -> Iterable[FacetValue]:
    years = _grouped(entries, lambda entry: {(year,) * 2 for year in _years_of(entry)})
    return sorted(years, key=lambda value: value.slug, reverse=True)


def _years_of(entry: Entry) -> Iterator[str]:
    return (str(one.round.year) for one in entry.rounds)


def _target_groups(
    entries: Sequence[Entry], _vocabulary: Vocabulary, _today: KnownDate
) -> Iterable[FacetValue]:
    slugs = _group_slugs(entries)
    groups = _grouped(entries, lambda entry: {(slugs[_group(entry)], _group_label(entry))})
    return sorted(groups, key=lambda value: sort_key(value.label))


def _areas(
    entries: Sequence[Entry], vocabulary: Vocabulary, today: KnownDate
) -> Iterator[FacetValue]:
    return (_area_value(area, entries, today) for area in vocabulary.areas)


def _areas_of(entry: Entry) -> Iterator[str]:
    return (area.name for round_ in entry.rounds for area in round_.reports if area.reports)


def _statuses(
    entries: Sequence[Entry], vocabulary: Vocabulary, _today: KnownDate
) -> Iterator[FacetValue]:
    for words in vocabulary.outcomes:
        found = tuple(entry for entry in entries if entry.status.id == words.id)
        yield FacetValue(words.slug, words.label, found, words)


FACETS: Final = (
    FacetKind(
        folder="aar",
        filter="aar",
        label="År",
        all_label="Alle år",
        menu="Efter år",
        title="Udmeldinger efter år",
        description="Centrale udmeldinger efter det år, de blev sendt ud.",
        lead="Året er det, hvor udmeldingen eller den fornyede behandling blev sendt ud.",
        heading="Udmeldinger fra {}",
        names=lambda value: (value.label, f"udmeldinger {value.label}"),
        labels=_years_of,
        values=_years,
    ),
    FacetKind(
        folder="maalgrupper",
        filter="maalgruppe",
        label="Målgruppe",
        all_label="Alle målgrupper",
        spoken="målgruppen",
        menu="Efter målgruppe",
        title="Udmeldinger efter målgruppe",
        description="Centrale udmeldinger efter den målgruppe, de handler om.",
        lead="Målgruppen er skrevet med styrelsens ord.",
        weight=0.5,  # the case itself has the same words, and is what is sought
        heading="Målgruppe: {}",
        labels=lambda entry: (_group_label(entry),),
        values=_target_groups,
    ),
    FacetKind(
        folder="omraader",
        filter="omraade",
        label="Område",
        all_label="Alle områder",
        menu="Efter område",
        title="Udmeldinger efter område",
        description=(
            "De fem områder, hvor kommunerne svarer samlet, og de udmeldinger, de har svaret på."
        ),
        lead=(
            "Kommunerne i hvert af de fem områder svarer samlet. Tallet viser, hvor mange "
            "udmeldinger vi ved, at området har svaret på; svaret er enten fundet eller omtalt."
        ),
        more="<!-- hub:find-municipality -->\n\n## Områderne i dag\n\n<!-- hub:areas -->\n",
        heading="{}: svar på udmeldinger",
        search_text=lambda value: ". ".join((*_area_words(value), "Afrapporteringer, svar.")),
        search_aside=lambda value: _area_of(value).steering_group,
        names=lambda value: _also_without_region(_area_words(value)),
        template="facets/area.html",
        weight=1,
        labels=_areas_of,
        values=_areas,
    ),
    FacetKind(
        folder="status",
        filter="status",
        label="Status",
        all_label="Alle statusser",
        menu="Efter status",
        title="Udmeldinger efter status",
        description="Centrale udmeldinger efter, hvor langt sagen er nået.",
        lead="Status følger af styrelsens seneste behandling af sagen.",
        template="facets/status.html",
        names=lambda value: (value.label,),
        labels=lambda entry: (entry.status.label,),
        values=_statuses,
    ),
)
"""Every way to narrow the list. A new one is an entry here and, where it shows more than cases, a
template."""


def _area_value(area: ReportingArea, entries: Sequence[Entry], today: KnownDate) -> FacetValue:
    reported = (entry for entry in entries if _has_reported(entry, area))
    answers = tuple(area_answers(entries, lambda _: area.id))
    return FacetValue(area.id, name_on(area.names, today), tuple(reported), area, answers)


def _area_of(value: FacetValue) -> ReportingArea:
    assert isinstance(value.subject, ReportingArea)
    return value.subject


def _area_words(value: FacetValue) -> Iterable[str]:
    area = _area_of(value)
    names = (one.name for one in (*area.names, *area.regions))
    return dict.fromkeys((*names, area.contact_council))


def _also_without_region(names: Iterable[str]) -> Iterable[str]:
    """Return the names of an area; »Nordjylland« stands for »Region Nordjylland«."""
    return dict.fromkeys(each for name in names for each in (name, name.removeprefix("Region ")))


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
