"""`hub import`: a spreadsheet becomes entries, and what cannot is named by row and column."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from projects import CATALOGUE, Project, digest, read_yaml

from hub.editing.spreadsheet import MOST_ROWS
from hub.editing.table_columns import EDITORS_COLUMNS

HEADINGS = [column.heading for column in EDITORS_COLUMNS]
TITLE = "Central udmelding for voksne med sjælden lidelse {}"
Sheet = list[list[object]]


def case(number: int, **cells: str) -> dict[str, str]:
    return {
        "Slags": "Udmelding",
        "Udmelding": f"sjaelden-lidelse-{number}",
        "År": "2021",
        "Titel": TITLE.format(number),
        "Målgruppe": f"Voksne med sjælden lidelse {number}",
        "Gælder": "Hele landet",
        "Fagområder": "Socialområdet, Specialundervisning",
        "Hvad sagen handler om": "Sagen gælder voksne, som har brug for sjælden hjælp.",
        "Sendt ud": "2021-11-01",
        "Frist for kommunernes svar": "2022-10-15",
        **cells,
    }


def about(number: int, kind: str, **cells: str) -> dict[str, str]:
    return {"Slags": kind, "Udmelding": f"sjaelden-lidelse-{number}", "År": "2021", **cells}


def report(number: int, area: str, **cells: str) -> dict[str, str]:
    title = {"Dokumentets titel": f"Svar fra {area}", "Område": area}
    return about(number, "Kommunernes svar", **title, **cells)


GOOD = [
    *(case(number) for number in range(1, 8)),
    case(8, **{"Dokumentets titel": "Selve udmeldingen", "Udgiver": "Social- og Boligstyrelsen"}),
    report(1, "Region Sjælland", **{"Dokumentets dato": "2022-10"}),
    report(1, "Region Syddanmark", **{"Linkets tekst på listen": "=1+1 er ingen formel"}),
    report(2, "Hovedstadsregionen"),
    about(3, "Bilag", **{"Dokumentets titel": "Bilag 1: Skema", "Bilagets nummer": "1"}),
    about(3, "Bilag", **{"Dokumentets titel": "Bilag 2", "Bilagets nummer": "2"}),
    about(
        4,
        "Fornyet behandling",
        **{"År": "2023", "Sendt ud": "2023-05", "Udfald": "Afventer vurdering"},
    ),
    case(
        9,
        **{
            "Afløser": "sjaelden-lidelse-1",
            "År": "2024",
            "Sendt ud": "2024-01",
            "Frist for kommunernes svar": "",
        },
    ),
    report(9, "Region Nordjylland", År="2024", Sprog="engelsk"),
]
"""Rows that can be placed; the last but one belongs to a row that stands below it in the file."""

IMPOSSIBLE = [
    (case(20, **{"Frist for kommunernes svar": "32. januar"}), "Frist for kommunernes svar"),
    (case(21, Gælder="Norge"), "Gælder"),
    (report(99, "Region Sjælland"), "Udmelding"),
    (about(1, "Brev", **{"Dokumentets titel": "Et brev"}), "Slags"),
]


def table(rows: list[dict[str, str]]) -> list[list[str]]:
    return [HEADINGS, *([row.get(heading, "") for heading in HEADINGS] for row in rows)]


def as_csv(rows: list[list[str]], delimiter: str = ";", encoding: str = "utf-8-sig") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding)


def as_xlsx(rows: Sheet) -> bytes:
    """Return a workbook as Excel writes it: shared strings, and dates as numbers with a style."""
    strings: list[str] = []
    lines = []
    for number, row in enumerate(rows, 1):
        cells = [_cell(f"{_column(at)}{number}", one, strings) for at, one in enumerate(row)]
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    shared = "".join(f'<si><t xml:space="preserve">{_escaped(one)}</t></si>' for one in strings)
    parts = {
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{"".join(lines)}'
        "</sheetData></worksheet>",
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">{shared}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><cellXfs count="2"><xf numFmtId="0"/>'
        '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
    }
    return workbook(parts)


def workbook(parts: dict[str, str]) -> bytes:
    """Return a workbook of one sheet with these parts."""
    schemas = "http://schemas.openxmlformats.org"
    office = f"{schemas}/officeDocument/2006/relationships"
    linked = f'<Relationships xmlns="{schemas}/package/2006/relationships">'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

    def link(number: int, to: str, target: str) -> str:
        return f'<Relationship Id="rId{number}" Type="{office}/{to}" Target="{target}"/>'

    whole = {
        "[Content_Types].xml": f'<Types xmlns="{schemas}/package/2006/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": linked + link(1, "officeDocument", "xl/workbook.xml") + "</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{schemas}/spreadsheetml/2006/main" '
        f'xmlns:r="{office}"><sheets><sheet name="Ark1" sheetId="1" r:id="rId1"/></sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": linked
        + link(1, "worksheet", "worksheets/sheet1.xml")
        + link(2, "sharedStrings", "sharedStrings.xml")
        + link(3, "styles", "styles.xml")
        + "</Relationships>",
        **parts,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in whole.items():
            archive.writestr(name, text)
    return out.getvalue()


def _cell(place: str, value: object, strings: list[str]) -> str:
    if isinstance(value, dt.date):
        return f'<c r="{place}" s="1"><v>{(value - dt.date(1899, 12, 30)).days}</v></c>'
    if isinstance(value, int):
        return f'<c r="{place}"><v>{value}</v></c>'
    if not value:
        return ""
    strings.append(str(value))
    return f'<c r="{place}" t="s"><v>{len(strings) - 1}</v></c>'


def _column(at: int) -> str:
    return chr(65 + at) if at < 26 else f"A{chr(65 + at - 26)}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


@pytest.fixture
def hand_in(catalogue: Project, tmp_path: Path) -> Callable[..., tuple[int, str]]:
    """Return a function that imports a file and returns the exit status and what was said."""

    def imported(data: bytes, *words: str, name: str = "tabel.csv") -> tuple[int, str]:
        path = tmp_path / name
        path.write_bytes(data)
        done = catalogue.hub("import", path, *words)
        return done.returncode, done.stdout + done.stderr

    return imported


def emptied(project: Project) -> Project:
    project.edit(CATALOGUE, lambda values: values.update(notifications=[]))
    return project


def exported(project: Project) -> list[list[str]]:
    done = project.hub("export", "table")
    assert done.returncode == 0, done.stderr
    return list(
        csv.reader(io.StringIO(done.stdout.removeprefix("\ufeff"), newline=""), delimiter=";")
    )


def in_order(rows: list[list[str]]) -> list[list[str]]:
    """Return the rows without regard to where the catalogue has put the entries."""
    return sorted(rows)


def test_twenty_rows_of_which_four_are_impossible(catalogue: Project, hand_in):
    emptied(catalogue)
    rows = [
        *(row for row, _ in IMPOSSIBLE[:2]),
        *reversed(GOOD),
        *(row for row, _ in IMPOSSIBLE[2:]),
    ]

    status, said = hand_in(as_csv(table(rows)))

    assert status == 1
    assert re.findall(r"Række ([0-9]+), kolonnen »([^»]+)«: ", said) == [
        ("2", "Frist for kommunernes svar"),
        ("3", "Gælder"),
        ("20", "Udmelding"),
        ("21", "Slags"),
    ]
    assert "Skrev 16 rækker." in said
    assert in_order(exported(catalogue)[1:]) == in_order(
        [[_guarded(cell) for cell in row] for row in table(GOOD)[1:]]
    )
    assert catalogue.hub("check").returncode == 0


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith("=") else cell


def test_the_exported_table_is_known_as_it_is(catalogue: Project, hand_in):
    before = catalogue.read(CATALOGUE)

    status, said = hand_in(catalogue.hub("export", "table").stdout.encode())

    assert (status, said) == (0, "Skrev 0 rækker. 32 rækker stod der i forvejen.\n")
    assert catalogue.read(CATALOGUE) == before


def test_a_whole_catalogue_comes_back_from_its_table(catalogue: Project, hand_in):
    before = exported(catalogue)
    emptied(catalogue)

    status, said = hand_in(as_csv(before))

    assert status == 0, said
    assert in_order(exported(catalogue)) == in_order(before)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(as_csv(table(GOOD), ";", "cp1252"), id="Windows-1252"),
        pytest.param(as_csv(table(GOOD), ",", "utf-8"), id="commas"),
        pytest.param(as_csv(table(GOOD), "\t", "utf-16"), id="tabs in UTF-16"),
        pytest.param(as_xlsx([*table(GOOD)]), id="xlsx"),
        pytest.param(as_csv([["Udmeldinger 2026"], [], *table(GOOD)]), id="a title above"),
    ],
)
def test_every_kind_of_file_gives_the_same(catalogue: Project, hand_in, data: bytes):
    emptied(catalogue)

    status, said = hand_in(data)

    assert status == 0, said
    assert len(exported(catalogue)) == 1 + len(GOOD)
    assert "sjælden" in catalogue.read(CATALOGUE)


def test_headings_may_be_english_and_in_any_order(catalogue: Project, hand_in):
    emptied(catalogue)
    english = {column.heading: column.name for column in EDITORS_COLUMNS}
    rows = [list(reversed(row)) for row in table(GOOD)]
    rows[0] = [english[heading].replace("_", " ").capitalize() for heading in rows[0]]

    status, said = hand_in(as_csv(rows))

    assert status == 0, said
    assert in_order(exported(catalogue)[1:]) == in_order(
        [[_guarded(cell) for cell in row] for row in table(GOOD)[1:]]
    )


def test_dates_of_excel_and_of_danish_tables_are_understood(catalogue: Project, hand_in):
    emptied(catalogue)
    rows: Sheet = [*table([case(1)])]
    rows[1][HEADINGS.index("Sendt ud")] = dt.date(2021, 11, 1)
    rows[1][HEADINGS.index("Frist for kommunernes svar")] = "15. oktober 2022"
    rows[1][HEADINGS.index("År")] = 2021

    status, said = hand_in(as_xlsx(rows), name="tabel.xlsx")

    assert status == 0, said
    (round_,) = read_yaml(catalogue.read(CATALOGUE))["notifications"][0]["rounds"]
    assert (round_["year"], round_["published"], round_["report_due"]) == (
        "2021",
        "2021-11-01",
        "2022-10-15",
    )


def test_an_id_that_is_there_is_told_and_not_changed(catalogue: Project, hand_in):
    before = catalogue.read(CATALOGUE)
    rows = exported(catalogue)
    rows[1][HEADINGS.index("Titel")] = "Central udmelding om noget andet"

    status, said = hand_in(as_csv(rows))

    assert status == 1
    assert "Række 2, kolonnen »Titel«: Den står i kataloget i forvejen, med »Central" in said
    assert catalogue.read(CATALOGUE) == before


def test_what_a_row_cannot_have_and_what_is_not_known_are_named(catalogue: Project, hand_in):
    rows = table([report(1, "Region Sjælland", Titel="Sagens titel")])
    rows[0] = [*rows[0], "Målgrupe", "Vejrudsigt"]
    rows[0][HEADINGS.index("Målgruppe")] = ""

    status, said = hand_in(as_csv([[*rows[0]], [*rows[1], "Voksne", "sol"]]))

    assert status == 1
    assert said.splitlines()[:3] == [
        (
            "Række 1, kolonnen »Målgrupe«: Overskriften kendes ikke, og kolonnen er ikke læst. "
            "Mente du »Målgruppe«?"
        ),
        "Række 1, kolonnen »Vejrudsigt«: Overskriften kendes ikke, og kolonnen er ikke læst.",
        (
            "Række 2, kolonnen »Titel«: En række af slagsen »Kommunernes svar« har ikke dette "
            "felt. Tøm cellen."
        ),
    ]


def test_a_dry_run_writes_nothing(catalogue: Project, hand_in):
    before = digest(catalogue.root / "data")

    status, said = hand_in(as_csv(table(GOOD)), "--dry-run")

    assert status == 0
    assert "Ville skrive 16 rækker." in said
    assert digest(catalogue.root / "data") == before


def test_a_catalogue_that_is_a_folder_gets_files(catalogue: Project, hand_in):
    catalogue.write("data/notifications/README.txt", "Bliver stående.")
    (catalogue.root / "data/notifications/README.txt").unlink()

    status, said = hand_in(as_csv(table(GOOD)))

    assert status == 0, said
    assert len(list((catalogue.root / "data/notifications").glob("sjaelden-*.yaml"))) == 9
    assert catalogue.hub("check").returncode == 0


@pytest.mark.parametrize(
    "text", ["a: b # c", "- x\n---\n!!python/x: 1", "&a *a", '"', "nej", "1e3"]
)
def test_yaml_in_a_cell_is_text(catalogue: Project, hand_in, text: str):
    emptied(catalogue)

    status, said = hand_in(as_csv(table([case(1, **{"Hvad sagen handler om": text})])))

    assert status == 0, said
    (entry,) = read_yaml(catalogue.read(CATALOGUE))["notifications"]
    assert entry["summary"] == text


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
ENTITY = (
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    f'<worksheet {MAIN}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Titel&e;</t></is></c>'
    "</row></sheetData></worksheet>"
)


def _rows_xml(count: int) -> str:
    cell = '<c t="inlineStr"><is><t>Titel</t></is></c>'
    row = f"<row>{cell}{cell.replace('Titel', 'Id')}</row>"
    return f"<worksheet {MAIN}><sheetData>{row * count}</sheetData></worksheet>"


HOSTILE = {
    "no table": b"Kaere redaktion\nher er et brev\n",
    "empty": b"",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(500),
    "a cut workbook": as_xlsx([["Titel"]])[:300],
    "no workbook": b"PK\x03\x04" + b"x" * 1000,
    "another archive": workbook({})[:-30],
    "an external entity": workbook({"xl/worksheets/sheet1.xml": ENTITY}),
    "a million rows": workbook({"xl/worksheets/sheet1.xml": _rows_xml(1_000_000)}),
    "many rows": ("Titel;Id\n" + "a;b\n" * (MOST_ROWS + 1)).encode(),
    "a long cell": b"Titel;Id\n" + b"x" * 1_000_000 + b";y\n",
    "wide": b"Titel;" * 100_000,
    "nested quotes": b'Titel;Id\n"' * 50_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_words_and_changes_nothing(
    catalogue: Project, hand_in, name: str
):
    before = digest(catalogue.root / "data")

    status, said = hand_in(HOSTILE[name])

    assert status == 1, said
    assert "Traceback" not in said
    assert "root:" not in said
    assert digest(catalogue.root / "data") == before


def test_a_bomb_is_refused_within_limits(catalogue: Project, hand_in):
    out = io.BytesIO(workbook({}))
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet,
    ):
        sheet.write(f"<worksheet {MAIN}><sheetData>".encode())
        for _ in range(1000):
            sheet.write(b"<row><c><v>1</v></c></row>" * 20_000)
    bomb = out.getvalue()
    assert len(bomb) < 4_000_000

    status, said = hand_in(bomb)

    assert status == 1
    assert "Filen er for stor til at blive læst." in said


def test_a_formula_is_a_text_and_nothing_is_computed(catalogue: Project, hand_in):
    emptied(catalogue)
    sheet = as_xlsx([*table([case(1, **{"Hvad sagen handler om": '=HYPERLINK("https://x")'})])])

    status, said = hand_in(sheet)

    assert status == 0, said
    (entry,) = read_yaml(catalogue.read(CATALOGUE))["notifications"]
    assert entry["summary"] == '=HYPERLINK("https://x")'
