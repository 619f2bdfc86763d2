"""What became of the rows of a table that was handed in, told by row and column."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from hub.diagnostics import reporters

_SHOWN: Final = 60
"""Characters of a cell that the report repeats."""


@dataclass(frozen=True, slots=True)
class RowFault:
    """Why something of a table was not placed; the row is that of the spreadsheet, from 1."""

    row: int
    heading: str | None
    text: str

    def __str__(self) -> str:
        where = f", kolonnen »{self.heading}«" if self.heading else ""
        return reporters.harmless(f"Række {self.row}{where}: {self.text}")


@dataclass(slots=True)
class ImportReport:
    """What became of the rows of a table."""

    added: list[tuple[int, str]] = field(default_factory=list)
    """The rows that became entries, each with its file of the catalogue."""
    known: list[int] = field(default_factory=list)
    """The rows that stand in the catalogue already, as they are."""
    faults: list[RowFault] = field(default_factory=list)


def short(text: str) -> str:
    """Return the beginning of a cell, on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else f"{flat[: _SHOWN - 1]}…"
