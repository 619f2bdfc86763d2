"""The tables as CSV: plain for programs, and for Excel where Danish is the system's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from hub.site.export.area_tables import AREAS, MUNICIPALITIES
from hub.site.export.case_tables import CASES, ROUNDS
from hub.site.export.dataset import Dataset
from hub.site.export.document_table import DOCUMENTS
from hub.site.export.shared_values import made_once
from hub.site.export.table import DataTable
from hub.text.csv_tables import DANISH, PLAIN, Cell, csv_table

TABLES: Final = (CASES, ROUNDS, DOCUMENTS, AREAS, MUNICIPALITIES)
"""Every table of the open data."""

DATA_FILES: Final = "data"
"""The folder of the site with the files that are no part of the API."""

MOST_ROWS: Final = 10_000
"""Rows of one file, so that it stays below 20 MB; what is more goes on in the next."""

Rows = Sequence[Sequence[Cell]]


@made_once
def table_rows(dataset: Dataset) -> Mapping[str, Rows]:
    """Return the rows of every table, by its name: several formats are made of them."""
    return {
        table.name: [[column.value(row) for column in table.columns] for row in table.rows(dataset)]
        for table in TABLES
    }


def plain_files(dataset: Dataset, most_rows: int = MOST_ROWS) -> Iterator[tuple[str, bytes]]:
    """Yield the tables for programs: the columns have the names of the catalogue's fields."""
    for table in TABLES:
        headings = [column.name for column in table.columns]
        for number, rows in enumerate(_parts(table_rows(dataset)[table.name], most_rows), 1):
            yield plain_path(table.name, number), csv_table(headings, rows, PLAIN)


def excel_files(dataset: Dataset, most_rows: int = MOST_ROWS) -> Iterator[tuple[str, bytes]]:
    """Yield the tables for Excel, with Danish headings."""
    for table in TABLES:
        headings = [column.heading for column in table.columns]
        for number, rows in enumerate(_parts(table_rows(dataset)[table.name], most_rows), 1):
            yield excel_path(table.slug, number), csv_table(headings, rows, DANISH)


def plain_path(name: str, part: int = 1) -> str:
    """Return where a file of a table for programs stands on the site."""
    return f"{DATA_FILES}/{_numbered(name, part)}.csv"


def excel_path(slug: str, part: int = 1) -> str:
    """Return where a file of a table for Excel stands on the site."""
    return f"{DATA_FILES}/excel/{_numbered(slug, part)}.csv"


def parts_of(table: DataTable, dataset: Dataset, most_rows: int = MOST_ROWS) -> int:
    """Return in how many files a table stands."""
    return len(_parts(table_rows(dataset)[table.name], most_rows))


def _parts(rows: Rows, most_rows: int) -> list[Rows]:
    return [rows[start : start + most_rows] for start in range(0, len(rows) or 1, most_rows)]


def _numbered(name: str, part: int) -> str:
    return name if part == 1 else f"{name}-{part}"
