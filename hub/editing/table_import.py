"""Make entries of the rows of an editors' table, and say of each row what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hub.catalogue.fields import LONGEST_ID
from hub.catalogue.loader import read_records
from hub.diagnostics import reporters
from hub.diagnostics.problem import Problem
from hub.diagnostics.rules import all_rules
from hub.editing.batch import Batch, batch
from hub.editing.catalogue_rows import Cells, catalogue_rows, row_key
from hub.editing.import_report import ImportReport, RowFault, short
from hub.editing.row_drafts import NoPlace, column_at, row_draft
from hub.editing.table_columns import (
    EDITORS_COLUMNS,
    KIND,
    KINDS_BY_WORD,
    NOTIFICATION,
    ROW_KINDS,
    YEAR,
    EditorsColumn,
    RowKind,
)
from hub.editing.table_headings import heading_row, understood_columns
from hub.editing.table_words import TableWords
from hub.editing.transaction import CannotPlace, RejectedEntry
from hub.text.slugs import slug


def import_table(root: Path, rows: Sequence[Sequence[str]], *, write: bool = True) -> ImportReport:
    """Add the rows that can stand to the catalogue under `root`, all in one step.

    The records there must be without errors. Raises NoHeadings.
    """
    at = heading_row(rows)
    report = ImportReport()
    columns = dict(understood_columns(rows[at], at + 1, report.faults))
    left = [
        one
        for number, row in enumerate(rows[at + 1 :], at + 2)
        if (one := _row(number, row, columns)).cells
    ]
    with batch(root, write=write) as made:
        before = None
        # What a row belongs to or succeeds may stand further down.
        while left and len(left) != before:
            before = len(left)
            left = [row for row in left if not _is_settled(row, made, report)]
    for row in left:
        report.faults += row.waiting
    report.faults.sort(key=lambda fault: fault.row)
    report.added.sort()
    return report


@dataclass(slots=True)
class _Row:
    number: int
    cells: Cells
    columns: Mapping[int, EditorsColumn]
    waiting: tuple[RowFault, ...] = ()
    """Why it has no place yet."""

    def fault(self, column: EditorsColumn | None, text: str) -> RowFault:
        return RowFault(self.number, column.heading if column else None, text)


def _row(number: int, row: Sequence[str], columns: Mapping[int, EditorsColumn]) -> _Row:
    cells = {
        columns[at].name: cell.strip()
        for at, cell in enumerate(row)
        if at in columns and cell.strip()
    }
    return _Row(number, cells, columns)


def _is_settled(row: _Row, made: Batch, report: ImportReport) -> bool:
    """Put a row into the batch, or say in the report why not; return whether that is the end of it.

    A row that names a notification which is not there yet says so in `waiting`.
    """
    word = row.cells.get(KIND.name)
    kind = KINDS_BY_WORD.get(slug(word)) if word else "notification"
    if kind is None:
        words = ", ".join(words[0] for words in ROW_KINDS.values())
        text = f"»{short(word or '')}« kendes ikke. Skriv en af: {words}."
        report.faults.append(row.fault(KIND, text))
        return True
    if faults := tuple(_misplaced(row, kind)):
        report.faults += faults
        return True
    records = read_records(made.root)
    catalogue, vocabulary = records.catalogue.model, records.vocabulary
    assert catalogue is not None
    assert vocabulary is not None
    words_ = TableWords.of(vocabulary)
    cells = _completed(row.cells, kind, words_)
    standing = {one.key: one.cells for one in catalogue_rows(catalogue.notifications, words_)}
    if known := standing.get(row_key(kind, _values(cells, words_))):
        _compare(row, cells, known, words_, report)
        return True
    try:
        added = made.add(row_draft(kind, cells, catalogue, words_))
    except NoPlace as lacking:
        row.waiting = (row.fault(lacking.column, str(lacking)),)
        return False
    except CannotPlace:
        text = "Listen i kataloget er skrevet sådan, at der ikke kan føjes sikkert til den."
        report.faults.append(row.fault(None, text))
    except RejectedEntry as refused:
        faults = tuple(_refused(row, kind, one) for one in refused.problems)
        if {one.rule for one in refused.problems} == {"unknown-notification"}:
            row.waiting = faults
            return False
        report.faults += faults
    else:
        report.added.append((row.number, added.file))
    return True


def _completed(cells: Cells, kind: RowKind, words: TableWords) -> Cells:
    """Return the cells with what follows from the others: an id, a round's year."""
    made = dict(cells)
    published = words.read("published", cells.get("published", ""))
    if YEAR.name not in made and isinstance(published, str) and published:
        made[YEAR.name] = published[:4]
    if kind == "notification" and NOTIFICATION.name not in made:
        words_ = slug(cells.get("target_group") or cells.get("title", ""))
        if words_ and len(words_) <= LONGEST_ID:
            made[NOTIFICATION.name] = words_
    return made


def _values(cells: Cells, words: TableWords) -> Cells:
    fields = {column.name: column.field for column in EDITORS_COLUMNS}
    read = {name: words.read(fields[name], text) for name, text in cells.items()}
    return {name: value for name, value in read.items() if isinstance(value, str)}


def _misplaced(row: _Row, kind: RowKind) -> Iterator[RowFault]:
    """Yield the cells that a row of its kind has no place for."""
    for column in row.columns.values():
        is_key = column in (KIND, NOTIFICATION, YEAR)
        if column.name in row.cells and not is_key and column.path(kind) is None:
            text = f"En række af slagsen »{ROW_KINDS[kind][0]}« har ikke dette felt. Tøm cellen."
            yield row.fault(column, text)


def _compare(
    row: _Row, cells: Cells, known: Cells, words: TableWords, report: ImportReport
) -> None:
    """Say in the report that a row stands in the catalogue, and where it differs from it."""
    differing = [
        column
        for column in EDITORS_COLUMNS
        if column.name in row.cells
        and column is not KIND
        and _shown(column, cells[column.name], words) != known.get(column.name, "")
    ]
    if not differing:
        report.known.append(row.number)
    for column in differing:
        here, there = short(row.cells[column.name]), short(known.get(column.name, ""))
        stands = f"»{there}«" if there else "intet"
        text = (
            f"Den står i kataloget i forvejen, med {stands} i stedet for »{here}«. "
            "Intet er ændret; ret det i kataloget."
        )
        report.faults.append(row.fault(column, text))


def _shown(column: EditorsColumn, text: str, words: TableWords) -> str:
    value = words.read(column.field, text)
    return words.shown(column.field, value if isinstance(value, str) else tuple(value))


def _refused(row: _Row, kind: RowKind, problem: Problem) -> RowFault:
    rules = all_rules()
    steps = tuple(
        int(number) if number else name
        for name, number in re.findall(r"([a-z_]+)|\[([0-9]+)\]", problem.path)
    )
    words = reporters.message(problem, rules, "da")
    return row.fault(column_at(kind, steps), f"{words} {reporters.hint(problem, rules, 'da')}")
