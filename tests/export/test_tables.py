"""The tables as CSV, Data Package and SQLite, each read by a program that is not ours."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from frictionless import Package, system
from hypothesis import given
from hypothesis import strategies as st
from open_data import SHA, dataset
from projects import Project

from hub.site.export.csv_files import TABLES, excel_files, plain_files
from hub.site.export.data_package import package_files
from hub.text.csv_tables import DANISH, MARKED, PLAIN, csv_table, guarded, unguarded

Files = Mapping[str, bytes]
FORMULA = "=+-@\t\r\n＝＋－＠"


def plain_rows(files: Files, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[f"data/{name}.csv"].decode(), newline="")))


def excel_rows(files: Files, slug: str) -> list[list[str]]:
    text = files[f"data/excel/{slug}.csv"].decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


@pytest.fixture(params=["frozen_files", "hostile_files"])
def files(request: pytest.FixtureRequest) -> Files:
    return request.getfixturevalue(request.param)


@pytest.mark.filterwarnings("ignore")  # frictionless uses what pydantic and others let go of
def test_frictionless_finds_no_fault(files: Files, tmp_path: Path):
    described = _valid_package(files, tmp_path)

    assert [one["name"] for one in described["resources"]] == [one.name for one in TABLES]


@pytest.mark.filterwarnings("ignore")
def test_frictionless_finds_no_fault_in_tables_of_several_parts(frozen: Project, tmp_path: Path):
    whole = dataset(frozen)
    files = {**dict(plain_files(whole, 20)), **dict(package_files(whole, 20))}

    described = _valid_package(files, tmp_path)

    names = [one["name"] for one in described["resources"]]
    assert names[2:4] == ["documents", "documents-2"]
    assert "municipalities-5" in names


def _valid_package(files: Files, folder: Path) -> dict:
    for path, data in files.items():
        if path.startswith("data/") and path.count("/") == 1:
            (folder / path.removeprefix("data/")).write_bytes(data)
    with system.use_context(trusted=True):
        report = Package(str(folder / "datapackage.json")).validate()
    assert report.flatten(["resourceName", "rowNumber", "fieldName", "type", "note"]) == []
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def test_tables_for_excel_are_as_a_danish_excel_reads_them(hostile_files: Files):
    data = hostile_files["data/excel/dokumenter.csv"]
    rows = excel_rows(hostile_files, "dokumenter")
    heading, first = rows[0], rows[1]

    assert data.startswith(b"\xef\xbb\xbfBeregnet: id;Udmelding;")
    assert data.endswith(b"\r\n")
    assert first[heading.index("Fundet: MB")] == "1,23"
    assert first[heading.index("Fundet: byte")] == "1234567"


def test_both_kinds_of_tables_say_the_same(files: Files):
    for table in TABLES:
        plain = list(csv.reader(io.StringIO(files[f"data/{table.name}.csv"].decode(), newline="")))
        excel = excel_rows(files, table.slug)

        assert plain[0] == [column.name for column in table.columns]
        assert excel[0] == [column.heading for column in table.columns]
        assert [[_pointed(one) for one in row] for row in excel[1:]] == plain[1:]


def _pointed(cell: str) -> str:
    whole, comma, part = cell.partition(",")
    return f"{whole}.{part}" if comma and whole.isdigit() and part.isdigit() else cell


def test_no_cell_starts_a_formula(files: Files):
    tables = [one for table in TABLES for one in (plain_rows(files, table.name),)]
    cells = [cell for rows in tables for row in rows for cell in row.values()]
    for table in TABLES:
        cells += [cell for row in excel_rows(files, table.slug) for cell in row]

    assert [one for one in cells if one.startswith(tuple(FORMULA))] == []


@given(st.text(st.sampled_from(f"'{FORMULA}aæ1; ,\"\0"), max_size=8))
def test_the_guard_is_taken_away_again(text: str):
    assert unguarded(str(guarded(text))) == text
    assert not str(guarded(text)).startswith(tuple(FORMULA))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), min_size=2))
def test_any_text_comes_back_from_a_table(texts: list[str]):
    for dialect in (PLAIN, MARKED, DANISH):
        data = csv_table(["a"] * len(texts), [texts], dialect).decode("utf-8-sig")

        rows = list(csv.reader(io.StringIO(data, newline=""), delimiter=dialect.delimiter))

        assert [unguarded(one) for one in rows[1]] == texts


def test_a_hostile_text_comes_back_from_a_table(complete: Project, hostile_files: Files):
    (row,) = [one for one in plain_rows(hostile_files, "notifications") if one["id"] == "sag"]

    (written,) = [one for one in dataset(complete).entries if one.notification.id == "sag"]

    assert unguarded(row["title"]) == written.notification.title
    assert row["title"] == f"'{written.notification.title}"


@contextmanager
def _database(files: Files) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as database:
        database.row_factory = sqlite3.Row
        database.deserialize(files["data/katalog.sqlite"])
        yield database


def test_the_database_is_sound_and_has_the_same_rows(files: Files):
    with _database(files) as database:
        assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        for table in TABLES:
            rows = [dict(one) for one in database.execute(f"SELECT * FROM {table.name}")]  # noqa: S608  # the name is ours
            told = [
                {name: "" if value is None else str(value) for name, value in row.items()}
                for row in rows
            ]
            plain = [
                {name: unguarded(value) for name, value in row.items()}
                for row in plain_rows(files, table.name)
            ]
            assert told == plain


def test_the_database_finds_words_and_keeps_danish_letters_apart(frozen_files: Files):
    with _database(frozen_files) as database:
        find = "SELECT count(*) FROM notifications_fts WHERE notifications_fts MATCH ?"

        found = [
            database.execute(find, (word,)).fetchone()[0]
            for word in ("udviklingshæmning", "udviklingshaemning")
        ]

        assert found[0] > 0
        assert found[1] == 0


def test_numbers_are_numbers_in_the_database(hostile_files: Files):
    find = (
        "SELECT typeof(year), typeof(found_pages), typeof(found_megabytes), found_sha256 "
        "FROM documents WHERE computed_id = 'sag-2020-udmelding'"
    )

    with _database(hostile_files) as database:
        row = database.execute(find).fetchone()

    assert tuple(row) == ("integer", "integer", "real", SHA)


def test_a_long_table_goes_on_in_another_file(frozen: Project, frozen_files: Files):
    whole = dataset(frozen)
    plain, excel = dict(plain_files(whole, 20)), dict(excel_files(whole, 20))

    parts = [plain_rows(plain, name) for name in ("documents", "documents-2")]

    assert [row for part in parts for row in part][:40] == plain_rows(frozen_files, "documents")[
        :40
    ]
    assert "data/excel/dokumenter-2.csv" in excel
