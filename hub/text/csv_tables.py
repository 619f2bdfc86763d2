"""Tables as CSV, for spreadsheets and for programs; no cell of them starts a formula.

A spreadsheet runs a cell that begins with one of a few signs, whoever wrote it. So an apostrophe is
put before such a cell, and before one that begins with apostrophes and such a sign; what reads the
table takes one apostrophe away again, and every text comes back as it was.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

_SIGNS: Final = "=+-@\t\r\n＝＋－＠"
_FIRST: Final = frozenset(f"'{_SIGNS}")
_GUARDED = re.compile(rf"'*[{re.escape(_SIGNS)}]")
"""The signs in their wide forms count too: some spreadsheets take them for the narrow ones."""

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class CsvDialect:
    """How a table is written."""

    delimiter: str
    decimal: str
    byte_order_mark: bool
    """Whether it begins with the mark by which Excel knows UTF-8."""


PLAIN: Final = CsvDialect(",", ".", byte_order_mark=False)
"""For programs: RFC 4180 in UTF-8."""

MARKED: Final = CsvDialect(",", ".", byte_order_mark=True)
"""For whatever spreadsheet a reader has."""

DANISH: Final = CsvDialect(";", ",", byte_order_mark=True)
"""For Excel where Danish is the language of the system."""


def csv_table(
    headings: Sequence[str], rows: Iterable[Sequence[Cell]], dialect: CsvDialect
) -> bytes:
    """Return a table as CSV in UTF-8, lines ending in CR and LF; what is not known is empty."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=dialect.delimiter, lineterminator="\r\n")
    writer.writerow(headings)
    for row in rows:
        # Few cells need anything, and there are many.
        writer.writerow(
            [
                one
                if one is None or (type(one) is str and one[:1] not in _FIRST)
                else _written(one, dialect)
                for one in row
            ]
        )
    mark = "\ufeff" if dialect.byte_order_mark else ""
    return f"{mark}{out.getvalue()}".encode()


def _written(cell: Cell, dialect: CsvDialect) -> Cell:
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return str(cell).replace(".", dialect.decimal)
    return guarded(cell)


def guarded(cell: Cell) -> Cell:
    """Return a cell that starts no formula; numbers stay as they are."""
    if isinstance(cell, str) and _GUARDED.match(cell):
        return f"'{cell}"
    return cell


def unguarded(text: str) -> str:
    """Return the text that a cell was made of."""
    return text[1:] if text.startswith("'") and _GUARDED.match(text) else text
