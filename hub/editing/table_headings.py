"""The headings of a table that an editor hands in: where they stand, and which are understood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from hub.editing.import_report import RowFault, short
from hub.editing.table_columns import COLUMNS_BY_HEADING, EditorsColumn
from hub.text.similarity import nearest
from hub.text.slugs import slug

_FIRST_ROWS: Final = 10
"""Rows among which the headings are looked for: a title may stand above them."""

_FEWEST_HEADINGS: Final = 2


class NoHeadings(Exception):
    """None of the first rows has headings that are understood."""


def heading_count(row: Sequence[str]) -> int:
    """Return how many cells of a row are headings that are understood."""
    return sum(bool(cell.strip()) and slug(cell) in COLUMNS_BY_HEADING for cell in row)


def heading_row(rows: Sequence[Sequence[str]]) -> int:
    """Return which row has the headings, from 0. Raises NoHeadings."""
    counts = [heading_count(row) for row in rows[:_FIRST_ROWS]]
    if max(counts, default=0) < _FEWEST_HEADINGS:
        raise NoHeadings
    return counts.index(max(counts))


def understood_columns(
    headings: Sequence[str], number: int, faults: list[RowFault]
) -> Iterator[tuple[int, EditorsColumn]]:
    """Yield the columns that are understood, each with its place in a row; tell of the others."""
    seen = set()
    for at, heading in enumerate(headings):
        if not heading.strip():
            continue
        column = COLUMNS_BY_HEADING.get(slug(heading))
        shown = short(heading)
        if column is None:
            near = nearest(slug(heading), tuple(COLUMNS_BY_HEADING))
            meant = f" Mente du »{COLUMNS_BY_HEADING[near].heading}«?" if near else ""
            text = f"Overskriften kendes ikke, og kolonnen er ikke læst.{meant}"
            faults.append(RowFault(number, shown, text))
        elif column.name in seen:
            text = f"Kolonnen er den samme som »{column.heading}« før den og er ikke læst."
            faults.append(RowFault(number, shown, text))
        else:
            seen.add(column.name)
            yield at, column
