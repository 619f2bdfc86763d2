"""The editors' table as a spreadsheet: what `hub import` reads, with the catalogue in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from hub.editing.catalogue_rows import catalogue_rows
from hub.editing.table_columns import EDITORS_COLUMNS
from hub.editing.table_words import TableWords
from hub.site.export.dataset import Dataset
from hub.text.csv_tables import DANISH, csv_table

EDITORS_TABLE_PATH: Final = "tabel.csv"


def editors_table(dataset: Dataset) -> Iterator[tuple[str, bytes]]:
    """Yield the table."""
    words = TableWords.of(dataset.vocabulary)
    notifications = (entry.notification for entry in dataset.entries)
    rows = (
        [row.cells.get(column.name) for column in EDITORS_COLUMNS]
        for row in catalogue_rows(notifications, words)
    )
    headings = [column.heading for column in EDITORS_COLUMNS]
    yield EDITORS_TABLE_PATH, csv_table(headings, rows, DANISH)
