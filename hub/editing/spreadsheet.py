"""Read a spreadsheet that an editor hands in: CSV as programs write it, or a file of Excel.

A file is a stranger's. Excel's files are read in a child process with limits, and what is larger
than a list of cases can be is refused.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Final

from hub.documents.extraction import read_cells
from hub.text.csv_tables import unguarded

LARGEST_SPREADSHEET: Final = 20 * 1024**2
"""Bytes of a file that is read."""

MOST_ROWS: Final = 1_000
MOST_COLUMNS: Final = 200

SECONDS: Final = 20
"""The time that reading one file may take."""

_DELIMITERS: Final = (";", ",", "\t")
_OFFICE: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How the files of Excel begin, the newer ones and the older."""


class UnreadableSpreadsheet(Exception):
    """A file cannot be taken for a table; the message says why, in Danish."""


def read_spreadsheet(path: Path, fitness: Callable[[list[str]], int]) -> list[list[str]]:
    """Return the rows of a file as texts, without the guard that keeps formulas from starting.

    `fitness` says how many cells of a row are headings: by it the sign between the cells of a CSV
    file is known. Raises UnreadableSpreadsheet, and OSError.
    """
    if path.stat().st_size > LARGEST_SPREADSHEET:
        raise UnreadableSpreadsheet(
            f"Filen fylder mere end {LARGEST_SPREADSHEET // 1024**2} MB. Del den i flere."
        )
    data = path.read_bytes()
    rows = _office_rows(data) if data.startswith(_OFFICE) else _csv_rows(data, fitness)
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    if len(rows) > MOST_ROWS:
        raise UnreadableSpreadsheet(
            f"Tabellen har {len(rows)} rækker. Der læses højst {MOST_ROWS} ad gangen; del den."
        )
    return [[unguarded(cell.strip()) for cell in row] for row in rows]


def _office_rows(data: bytes) -> list[list[str]]:
    rows, failed = read_cells(data, SECONDS)
    if failed in ("time", "memory", "crash"):
        raise UnreadableSpreadsheet("Filen er for stor til at blive læst. Del den i flere.")
    if failed:
        raise UnreadableSpreadsheet("Filen kan ikke læses som et regneark. Gem den som CSV UTF-8.")
    return [row[:MOST_COLUMNS] for row in rows]


def _csv_rows(data: bytes, fitness: Callable[[list[str]], int]) -> list[list[str]]:
    text = _decoded(data)
    if "\0" in text:
        raise UnreadableSpreadsheet("Filen er ingen tabel. Gem den som CSV UTF-8 eller xlsx.")
    tried = [_parted(text, delimiter) for delimiter in _DELIMITERS]
    # A title may stand above the headings.
    return max(tried, key=lambda rows: max(map(fitness, rows[:10]), default=0))


def _parted(text: str, delimiter: str) -> list[list[str]]:
    rows = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(row[:MOST_COLUMNS])
            if len(rows) > 2 * MOST_ROWS:
                break
    except csv.Error:
        return []  # a cell is longer than any text of the catalogue may be
    return rows


def _decoded(data: bytes) -> str:
    """Return a text in the encodings that Excel saves CSV in."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
