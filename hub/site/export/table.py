"""A table of the open data: its columns with their names in both languages, and its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel

from hub.catalogue.descriptions import field_descriptions
from hub.site.export.dataset import Dataset
from hub.text.csv_tables import Cell

ColumnKind = Literal["string", "integer", "number"]
FieldOfModel = tuple[type[BaseModel], str]


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: what was written has the catalogue's own name, the others say where they are from.

    `found_…` was found of a file by a program, `computed_…` was made of both by the hub.
    """

    name: str
    heading: str
    """What it is called in a spreadsheet, in Danish."""
    about: str | FieldOfModel
    """What it holds, or the field of the catalogue that it holds."""
    value: Callable[[Any], Cell]
    kind: ColumnKind = "string"

    @property
    def description(self) -> str:
        """What it holds, in Danish."""
        if isinstance(self.about, str):
            return self.about
        model, field = self.about
        return field_descriptions(model).get(field, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class DataTable:
    """A table of the open data."""

    name: str
    """In English, as in the API."""
    slug: str
    """In Danish, as the file for spreadsheets is called."""
    title: str
    description: str
    columns: tuple[TableColumn, ...]
    key: tuple[str, ...] = ()
    """The columns by which a row is known, if there are any."""
    references: tuple[tuple[str, str], ...] = ()
    """Columns whose values are keys of another table, each with that table."""
    searched: tuple[str, ...] = ()
    """The columns with text to search in."""
    rows: Callable[[Dataset], Iterable[Any]]
    """Returns what the columns take their values from."""


def written(
    model: type[BaseModel],
    field: str,
    heading: str,
    of: Callable[[Any], Any],
    kind: ColumnKind = "string",
) -> TableColumn:
    """Return the column of a field that editors write; `of` returns what has it, or None."""

    def value(row: Any) -> Cell:
        holder = of(row)
        return plain(getattr(holder, field)) if holder is not None else None

    return TableColumn(field, heading, (model, field), value, kind)


def plain(value: Any) -> Cell:
    """Return a value as a cell: a date as it is written, a list with commas."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value)
