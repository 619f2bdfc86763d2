"""The municipalities on a day: the area that answers for each, and what it has answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from hub.catalogue.municipalities import Municipality
from hub.catalogue.vocabulary import Authority, ReportingArea, Vocabulary, in_force, name_on
from hub.site.area_answers import AreaAnswer, area_answers
from hub.site.entries import Entry
from hub.text.collation import sort_key
from hub.text.dates import KnownDate
from hub.text.slugs import slug

FOLDER = "kommuner"


@dataclass(frozen=True, slots=True)
class RegionChange:
    """Regions that become another one; an area is not a region and may stay as it is."""

    date: KnownDate
    earlier: tuple[str, ...]
    name: str
    areas: frozenset[str]
    """The areas that lie in them, by their ids."""
    coming: bool
    areas_known: bool
    """Whether it is known what becomes of the areas: a municipality changes on that date too."""


@dataclass(frozen=True, slots=True)
class MunicipalityEntry:
    """A municipality on a day, with the rows of all times, oldest first."""

    slug: str
    rows: tuple[Municipality, ...]
    now: Municipality
    """The row of the day; of a municipality that is no more the last one."""
    area: ReportingArea
    area_name: str
    secretariats: tuple[Authority, ...]
    """Who gathers the answers of its area and has a site."""
    ended: bool
    """Whether the municipality is no more."""
    begins: bool
    """Whether there is none yet."""
    later: tuple[tuple[Municipality, str], ...]
    """What is known to hold later, with the names of the areas then."""

    @property
    def other_names(self) -> tuple[str, ...]:
        """Every name by which it is looked for beside the one of the day, each once."""
        names = (name for row in reversed(self.rows) for name in (row.name, row.title, *row.also))
        return tuple(one for one in dict.fromkeys(names) if one != self.now.name)

    @property
    def area_times(self) -> tuple[tuple[str, KnownDate | None, KnownDate | None], ...]:
        """Which area it belonged to from when to when: it has the answers of all with the same."""
        return tuple((row.area, row.valid_from, row.valid_to) for row in self.rows)

    def answers(self, entries: Sequence[Entry]) -> Iterator[AreaAnswer]:
        """Return what its area of the time has answered in each round, as far as it was there."""
        return area_answers(entries, self._area_on)

    def _area_on(self, date: KnownDate) -> str | None:
        row = in_force(self.rows, date)
        return row.area if row else None


_LETTERS = {"{": "Æ", "|": "Ø", "}": "Å, Aa"}
"""What the last letters are in the key by which names are ordered."""


@dataclass(frozen=True, slots=True)
class Letter:
    """The municipalities of one letter."""

    name: str
    municipalities: tuple[MunicipalityEntry, ...]


def municipality_entries(
    municipalities: Sequence[Municipality], vocabulary: Vocabulary, today: KnownDate
) -> tuple[MunicipalityEntry, ...]:
    """Return the municipalities in the order of the alphabet."""
    areas = {area.id: area for area in vocabulary.areas}
    by_code: dict[str, list[Municipality]] = {}
    for row in municipalities:
        by_code.setdefault(row.code, []).append(row)
    secretariats: dict[str, list[Authority]] = {}
    for authority in vocabulary.authorities:
        if authority.kind == "secretariat" and authority.area and authority.site:
            secretariats.setdefault(authority.area, []).append(authority)
    entries = (_entry(tuple(rows), areas, secretariats, today) for rows in by_code.values())
    return tuple(sorted(entries, key=lambda one: sort_key(one.now.name)))


def _entry(
    rows: tuple[Municipality, ...],
    areas: Mapping[str, ReportingArea],
    secretariats: Mapping[str, Sequence[Authority]],
    today: KnownDate,
) -> MunicipalityEntry:
    now = in_force(rows, today)
    shown = now or rows[-1]
    area = areas[shown.area]
    later = (row for row in rows if row is not shown and _is_coming(row, today))
    return MunicipalityEntry(
        slug=slug(rows[0].name),
        rows=rows,
        now=shown,
        area=area,
        area_name=name_on(area.names, today),
        secretariats=tuple(secretariats.get(area.id, ())),
        ended=shown.valid_to is not None and shown.valid_to.is_before(today),
        begins=_is_coming(shown, today),
        later=tuple((row, name_on(areas[row.area].names, row.valid_from)) for row in later),
    )


def _is_coming(row: Municipality, today: KnownDate) -> bool:
    return row.valid_from is not None and today.is_before(row.valid_from)


def municipalities_of(
    municipalities: Sequence[MunicipalityEntry], area: str
) -> tuple[MunicipalityEntry, ...]:
    """Return the municipalities that an area answers for on the day."""
    return tuple(
        one for one in municipalities if one.area.id == area and not (one.ended or one.begins)
    )


def letters(municipalities: Sequence[MunicipalityEntry]) -> tuple[Letter, ...]:
    """Return the municipalities by the letter under which a Danish list has them."""
    groups = groupby(municipalities, lambda one: sort_key(one.now.name)[0][:1])
    return tuple(
        Letter(_LETTERS.get(first, first.upper()), tuple(found)) for first, found in groups
    )


def region_changes(
    areas: Sequence[ReportingArea], municipalities: Sequence[Municipality], today: KnownDate
) -> tuple[RegionChange, ...]:
    """Return which regions become another one, and when."""
    found: dict[tuple[KnownDate, str], list[tuple[str, str]]] = {}
    for area in areas:
        for older, newer in zip(area.regions, area.regions[1:], strict=False):
            if newer.valid_from:
                found.setdefault((newer.valid_from, newer.name), []).append((older.name, area.id))
    return tuple(
        RegionChange(
            date,
            tuple(dict.fromkeys(older for older, _ in pairs)),
            name,
            frozenset(area for _, area in pairs),
            coming=today.is_before(date),
            areas_known=any(row.valid_from == date for row in municipalities),
        )
        for (date, name), pairs in found.items()
    )
