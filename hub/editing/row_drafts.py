"""Make a row of the editors' table into an entry, its fields in the order of the model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pydantic import BaseModel

from hub.catalogue.model import Catalogue, Document, Notification, Round, Treatment
from hub.catalogue.tree import TreePath
from hub.editing.catalogue_rows import Cells
from hub.editing.table_columns import (
    EDITORS_COLUMNS,
    NOTIFICATION,
    YEAR,
    EditorsColumn,
    RowKind,
)
from hub.editing.table_words import TableWords
from hub.editing.transaction import Draft
from hub.editing.yaml_writer import Fields, Value

_LISTS: Final[Mapping[RowKind, tuple[type[BaseModel], str]]] = {
    # the model of what a row is about, and the list that it goes into
    "notification": (Notification, "notifications"),
    "round": (Round, "rounds"),
    "appendix": (Document, "appendices"),
    "report": (Document, "regional_reports"),
}
_MODELS: Final[Mapping[str, type[BaseModel]]] = {
    "rounds": Round,
    "notification": Document,
    "agency_treatment": Treatment,
}


class NoPlace(Exception):
    """What a row belongs to is not in the catalogue; the message says so in Danish."""

    def __init__(self, column: EditorsColumn, text: str) -> None:
        super().__init__(text)
        self.column = column


def row_draft(kind: RowKind, cells: Cells, catalogue: Catalogue, words: TableWords) -> Draft:
    """Return the entry that a row makes. Raises NoPlace.

    Nothing else is checked here: the catalogue is checked as a whole before it is written.
    """
    model, list_ = _LISTS[kind]
    made: dict[str | int, object] = {}
    for column in EDITORS_COLUMNS:
        path = column.path(kind)
        if column.name in cells and path is not None:
            _put(made, path, words.read(column.field, cells[column.name]))
    if kind == "notification":
        made["id"] = cells.get(NOTIFICATION.name, "")
        _put(made, ("rounds", 0, "kind"), "original")
    elif kind == "round":
        made["kind"] = "renewed"
    return Draft((*_holder(kind, cells, catalogue), list_), _ordered(made, model))


def column_at(kind: RowKind, path: TreePath) -> EditorsColumn | None:
    """Return the column of the field at the end of a path of the catalogue, if it has one."""
    if kind == "notification" and path[-1:] == ("id",):
        return NOTIFICATION
    places = [(column.path(kind), column) for column in EDITORS_COLUMNS]
    fitting = [(p, column) for p, column in places if p and path[-len(p) :] == p]
    return max(fitting, key=lambda one: len(one[0]))[1] if fitting else None


def _holder(kind: RowKind, cells: Cells, catalogue: Catalogue) -> TreePath:
    """Return where the list of the catalogue is that a row goes into."""
    if kind == "notification":
        return ()
    id_ = cells.get(NOTIFICATION.name, "")
    at = next((n for n, one in enumerate(catalogue.notifications) if one.id == id_), None)
    if at is None:
        text = f"Der er ingen udmelding med id'et »{id_}«." if id_ else "Skriv udmeldingens id."
        raise NoPlace(NOTIFICATION, text)
    if kind == "round":
        return "notifications", at
    years = [str(one.year) for one in catalogue.notifications[at].rounds]
    year = cells.get(YEAR.name, years[-1])
    if year not in years:
        text = f"Udmeldingen har ingen runde fra »{year}«. Den har runder fra: {', '.join(years)}."
        raise NoPlace(YEAR, text)
    # Of two rounds of one year it is the newer that is meant.
    return "notifications", at, "rounds", len(years) - 1 - years[::-1].index(year)


def _put(made: dict[str | int, object], path: TreePath, value: Value) -> None:
    *holders, name = path
    for step in holders:
        inner = made.setdefault(step, {})
        assert isinstance(inner, dict)
        made = inner
    made[name] = value


def _ordered(made: Mapping[str | int, object], model: type[BaseModel]) -> Fields:
    """Return fields in the order of their model, and those within them too."""
    fields: dict[str, Value] = {}
    for name in model.model_fields:
        value = made.get(name)
        if isinstance(value, dict) and 0 in value:
            fields[name] = (_ordered(value[0], _MODELS[name]),)
        elif isinstance(value, dict):
            fields[name] = _ordered(value, _MODELS[name])
        elif value is not None:
            fields[name] = value  # type: ignore[assignment]  # what `_put` was given
    return fields
