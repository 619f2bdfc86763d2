"""The catalogue as rows of the editors' table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from hub.catalogue.documents import DocumentRole, round_documents
from hub.catalogue.model import Document, Notification
from hub.catalogue.tree import TreePath
from hub.editing.table_columns import (
    EDITORS_COLUMNS,
    GROUPS,
    KIND,
    NOTIFICATION,
    ROW_KINDS,
    YEAR,
    RowKind,
)
from hub.editing.table_words import TableWords

_ROLES: Mapping[DocumentRole, RowKind] = {"appendix": "appendix", "regional_report": "report"}

Cells = Mapping[str, str]
"""The cells of a row by the columns' names; what is empty is left out."""


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """What a row is known by, and its cells as people see them."""

    key: tuple[str, ...]
    cells: Cells


def catalogue_rows(
    notifications: Iterable[Notification], words: TableWords
) -> Iterator[CatalogueRow]:
    """Yield the rows of the catalogue in its order; a document that is withheld has none."""
    for notification in notifications:
        for at, round_ in enumerate(notification.rounds):
            kind: RowKind = "round" if at else "notification"
            holder: BaseModel = round_ if at else notification
            yield _row(kind, notification.id, str(round_.year), holder, words)
            for placed in round_documents(notification, round_):
                if placed.role in _ROLES and not placed.document.withheld:
                    own = _ROLES[placed.role]
                    yield _row(own, notification.id, str(round_.year), placed.document, words)


def row_key(kind: RowKind, cells: Mapping[str, str]) -> tuple[str, ...]:
    """Return what a row is known by; `cells` have the values of the catalogue."""
    id_, year = cells.get(NOTIFICATION.name, ""), cells.get(YEAR.name, "")
    match kind:
        case "notification":
            return kind, id_
        case "round":
            return kind, id_, year
        case "appendix":
            return kind, id_, year, cells.get("number") or cells.get("document_title", "")
    return kind, id_, year, cells.get("area", "")


def _row(kind: RowKind, id_: str, year: str, holder: BaseModel, words: TableWords) -> CatalogueRow:
    told = {KIND.name: ROW_KINDS[kind][0], NOTIFICATION.name: id_, YEAR.name: year}
    kept = dict(told)
    document = _at(holder, GROUPS[kind]["document"])
    is_withheld = isinstance(document, Document) and document.withheld
    for column in EDITORS_COLUMNS:
        path = column.path(kind)
        value = _at(holder, path) if path is not None else None
        if value is None or value == () or (column.group == "document" and is_withheld):
            continue
        kept[column.name] = str(value)
        told[column.name] = words.shown(column.field, value)
    return CatalogueRow(row_key(kind, kept), told)


def _at(value: object, path: TreePath) -> object:
    """Return what was written at a path from a value of the model; None where nothing was."""
    for step in path:
        if isinstance(step, int):
            value = value[step] if isinstance(value, tuple) and step < len(value) else None
        else:
            is_set = isinstance(value, BaseModel) and step in value.model_fields_set
            value = getattr(value, step) if is_set else None
        if value is None:
            return None
    return value
