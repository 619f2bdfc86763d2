"""The municipalities: which reporting area answers for each of them, by date."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from hub.catalogue.consistency import Finding, date_at, text_at
from hub.catalogue.fields import AreaId, Date, Line, MunicipalityCode
from hub.catalogue.model import Written
from hub.catalogue.tree import ANY, SourceFile, Tree, TreePath, find, line_text
from hub.text.slugs import slug


class Municipality(Written):
    """A municipality as it is, or was in a time; an open end is not known or not come."""

    code: MunicipalityCode
    """The official code: four digits. It stays when name or area changes."""
    name: Line
    """»Odense«; the page's address is made of the oldest name."""
    official_name: Line | None = None
    """»Københavns Kommune«, where it is not the name and »Kommune«."""
    also: tuple[Line, ...] = ()
    """What readers call it too: »Kbh.«, an earlier name, its towns. It is found by these names."""
    area: AreaId
    """The reporting area that answers for it."""
    valid_from: Date | None = None
    valid_to: Date | None = None
    """The last date on which this was so."""

    @property
    def title(self) -> str:
        """The name as the municipality writes it: »Odense Kommune«."""
        return self.official_name or f"{self.name} Kommune"


class Municipalities(Written):
    """`data/municipalities.yaml` as a whole."""

    municipalities: tuple[Municipality, ...] = Field(min_length=1)
    """A municipality that has changed is here once for each time, oldest first."""


def check_municipalities(source: SourceFile) -> Iterator[Finding]:
    """Yield what is here twice, and what ends before it starts."""
    newest: dict[str, tuple[TreePath, Tree]] = {}
    owners: dict[str, tuple[str, TreePath]] = {}
    for path, row in find(source.tree, "municipalities", ANY):
        code, name = text_at(row, "code"), text_at(row, "name")
        start, end = date_at(row, "valid_from"), date_at(row, "valid_to")
        if start and end and end.is_before(start):
            yield "ends-before-start", (*path, "valid_to"), {"value": end, "start": start}
        if code:
            if code in newest and not _ends_before(newest[code][1], row):
                line = line_text(source, newest[code][0], path)
                yield "duplicate-entry", (*path, "code"), {"value": code, "line": line}
            newest[code] = path, row
        if name:
            owner, first = owners.setdefault(slug(name), (code, path))
            if owner != code:
                line = line_text(source, first, path)
                yield "duplicate-entry", (*path, "name"), {"value": name, "line": line}


def _ends_before(older: Tree, newer: Tree) -> bool:
    end, start = date_at(older, "valid_to"), date_at(newer, "valid_from")
    return end is not None and start is not None and end.is_before(start)
