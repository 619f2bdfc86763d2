"""What a run has found: tables, budgets and comparisons, written as Markdown after each section."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Met = Literal["met", "not met", "not measured"]


@dataclass(frozen=True, slots=True)
class Table:
    """Figures side by side."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    """What a reader must know to read them."""
    picture: str = ""
    """The file of a drawing of them, beside the results."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What is promised, and what was found."""

    item: str
    promise: str
    found: str
    met: Met


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure of the hub beside that of a peer; less is better for both."""

    what: str
    unit: str
    ours: float
    peer: str
    theirs: float

    @property
    def ratio(self) -> float:
        """How many times the peer's figure the hub's is."""
        return self.ours / self.theirs if self.theirs else float("inf")


@dataclass(slots=True)
class Report:
    """All that a run has found so far."""

    file: Path
    quick: bool
    begun: str
    """When, as text."""
    versions: dict[str, str] = field(default_factory=dict)
    sections: dict[str, list[Table]] = field(default_factory=dict)
    budgets: list[Budget] = field(default_factory=list)
    comparisons: list[Comparison] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    """What speaks against the hub, or for doubt in a figure, and is no ratio."""
    durations: dict[str, float] = field(default_factory=dict)
    """Seconds that each section took."""

    def add(self, section: str, table: Table) -> None:
        """Add a table, print it, and write everything found so far."""
        self.sections.setdefault(section, []).append(table)
        print("\n".join(_table(table)), flush=True)
        self.write()

    def budget(self, item: str, promise: str, found: str, *, met: bool | None) -> None:
        """Say whether a promise is kept; None where this run did not measure it."""
        state: Met = "not measured" if met is None else "met" if met else "not met"
        self.budgets.append(Budget(item, promise, found, state))
        self.write()

    def compare(self, what: str, unit: str, ours: float, peer: tuple[str, float]) -> None:
        """Keep a figure and a peer's, so that what is unfavourable can be told from the figures."""
        name, theirs = peer
        if ours and theirs:
            self.comparisons.append(Comparison(what, unit, ours, name, theirs))

    def write(self) -> None:
        """Write the whole report."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        text = "\n".join(self._lines()) + "\n"
        whole = self.file.with_suffix(".part")
        whole.write_text(text, encoding="utf-8")
        whole.replace(self.file)

    def _lines(self) -> list[str]:
        lines = ["# Results", "", f"Written by `make bench`{' QUICK=1' if self.quick else ''}."]
        lines += [
            f"Begun {self.begun}, on {_machine()}.",
            "Every figure is the median of its rounds; the sides of a table run in turn.",
            "Processor seconds are of all processors and of every process that was started.",
            "Memory is the peak of all processes together; memory that they share counts once.",
            "",
        ]
        if self.quick:
            lines += ["Sizes are small and rounds few: these figures only show that it runs.", ""]
        if self.budgets:
            rows = tuple((one.item, one.promise, one.found, one.met) for one in self.budgets)
            lines += _table(Table("Budgets", ("Item", "Promise", "Found", ""), rows))
        lines += ["## What is unfavourable", "", *self._unfavourable(), ""]
        for section, tables in self.sections.items():
            lines += [f"## {section}", ""]
            for table in tables:
                lines += _table(table)
        if self.durations:
            took = ", ".join(f"{name} {of_it:.0f} s" for name, of_it in self.durations.items())
            lines += ["## The run itself", "", f"Sections took: {took}.", ""]
        versions = tuple(sorted(self.versions.items(), key=lambda one: one[0].casefold()))
        return [*lines, *_table(Table("Versions", ("Program", "Version"), versions))][:-1]

    def _unfavourable(self) -> list[str]:
        worse = [one for one in self.comparisons if one.ratio > 1]
        worse.sort(key=lambda one: -one.ratio)
        lines = [
            f"- {one.what}: {one.ratio:.2f} times {one.peer} "
            f"({_figure(one.ours)} and {_figure(one.theirs)} {one.unit})."
            for one in worse
        ]
        lines += [f"- Not met: {one.promise} ({one.found})." for one in self.budgets
                  if one.met == "not met"]  # fmt: skip  # one thought a line
        lines += [f"- {one}" for one in self.remarks]
        lines += [f"- Failed: {' '.join(one.split())[:300]}" for one in self.failures]
        return lines or ["Nothing was found."]


def _figure(value: float) -> str:
    return f"{value:.3g}" if value < 1000 else f"{value:,.0f}"


def _table(table: Table) -> list[str]:
    lines = [f"### {table.title}", "", f"| {' | '.join(table.heads)} |"]
    lines.append("|" + "|".join("---" for _ in table.heads) + "|")
    lines += [f"| {' | '.join(map(_cell, row))} |" for row in table.rows]
    if table.picture:
        lines += ["", f"![{table.title}]({table.picture})"]
    if table.notes:
        lines += ["", *table.notes]
    return [*lines, ""]


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} processors ({platform.machine()}), {memory:.0f} GiB of memory, "
        f"{platform.system()}, Python {platform.python_version()}"
    )


def seconds(value: float) -> str:
    """Return seconds as they stand in a table."""
    return f"{value:.2f}" if value < 100 else f"{value:.0f}"


def mebibytes(value: float) -> str:
    """Return MiB of memory, or that they are not known."""
    return f"{value:.0f}" if value else "–"


def megabytes(count: float) -> str:
    """Return bytes as megabytes."""
    return f"{count / 1e6:.1f}"


def ratio(ours: float, theirs: float) -> str:
    """Return how many times one figure is another."""
    return f"{ours / theirs:.2f}" if theirs else "–"
