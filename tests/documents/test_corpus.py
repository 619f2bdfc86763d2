"""Every PDF of the shared material is read without harm, and as its ground truth says."""

from __future__ import annotations

import csv
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from library import SHARED

from hub.documents.extraction import Read, read_bytes
from hub.documents.records import PdfFacts
from hub.documents.worker import MEMORY_BYTES

pytestmark = [
    pytest.mark.skipif(not SHARED.is_dir(), reason="the shared test material is not beside us"),
    pytest.mark.xdist_group("corpus"),
]

SECONDS = 20

NOTED = {
    # What the manifest's note says against its own columns: (column, right value).
    "pdf/crafted/marked-no-tree.pdf": {"tagged": "no"},  # "not really tagged"
    "pdf/crafted/count-lies-huge.pdf": {"pages": "1"},  # "the real number is 1"
}

DISPUTED_WORDS = {
    "pdf/pypdf__indirect-rotation.pdf": "a scan's text layer with a space inside most words; "
    "poppler cuts them at more places still",
    "pdf/tabula-java__eu-001.pdf": "poppler leaves out cells of the tables' heads that stand on "
    "the page; pypdf and PDFium agree with each other",
}
"""Files whose word count in the manifest is not what stands in them; printed, and told apart."""


@dataclass(frozen=True)
class Row:
    """A file with its ground truth and what we read."""

    path: str
    truth: dict[str, str]
    read: Read
    seconds: float

    @property
    def pdf(self) -> PdfFacts:
        return self.read.pdf


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    with (SHARED / "MANIFEST.tsv").open(encoding="utf-8") as stream:
        table = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    truths = {row["path"]: row | NOTED.get(row["path"], {}) for row in table}
    paths = sorted(path for path in truths if path.startswith("pdf/"))

    def row(path: str) -> Row:
        started = time.monotonic()
        read = read_bytes((SHARED / path).read_bytes(), "pdf", SECONDS)
        return Row(path, truths[path], read, time.monotonic() - started)

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(row, paths))


def _table(name: str, right: list[Row], wrong: list[tuple]) -> float:
    share = len(right) / (len(right) + len(wrong))
    print(f"{name:16} {len(right):4} of {len(right) + len(wrong):4} right  {share:7.1%}  {wrong}")
    return share


def test_every_pdf_is_in_the_table(rows):
    files = {path.relative_to(SHARED).as_posix() for path in SHARED.glob("pdf/**/*.pdf")}

    assert files == {row.path for row in rows}


def test_no_file_hangs_or_takes_more_memory_than_allowed(rows):
    slowest = max(rows, key=lambda row: row.seconds)
    largest = max(rows, key=lambda row: row.read.memory)

    print(f"\nslowest {slowest.path}: {slowest.seconds:.1f} s")
    print(f"largest {largest.path}: {largest.read.memory / 1024**2:.0f} MiB")
    assert slowest.seconds < SECONDS + 5
    assert largest.read.memory < MEMORY_BYTES


def test_pages_are_right_in_99_of_100_files(rows):
    known = [row for row in rows if row.truth["pages"]]
    wrong = [
        (row.path, row.read.pages, row.truth["pages"])
        for row in known
        if str(row.read.pages) != row.truth["pages"]
    ]

    right = [row for row in known if row.path not in {path for path, *_ in wrong}]
    assert _table("pages", right, wrong) >= 0.99


def test_words_are_within_5_of_100_in_97_of_100_files(rows):
    known = [row for row in rows if int(row.truth["words"] or 0) > 200]
    wrong = [
        (row.path, row.read.words, row.truth["words"])
        for row in known
        if abs((row.read.words or 0) - int(row.truth["words"])) > 0.05 * int(row.truth["words"])
    ]
    print("disputed:", [one for one in wrong if one[0] in DISPUTED_WORDS])
    wrong = [one for one in wrong if one[0] not in DISPUTED_WORDS]

    paths = {path for path, *_ in wrong} | DISPUTED_WORDS.keys()
    right = [row for row in known if row.path not in paths]
    assert _table("words", right, wrong) >= 0.97


def test_a_needed_password_is_always_known(rows):
    known = [row for row in rows if row.truth["needs_password"]]
    wrong = [
        (row.path, row.read.reading)
        for row in known
        if (row.read.reading == "password") != (row.truth["needs_password"] == "yes")  # noqa: S105  # a column
    ]

    right = known[len(wrong) :]
    assert _table("needs password", right, wrong) == 1


def test_tagged_is_always_right(rows):
    known = [row for row in rows if row.truth["tagged"]]
    wrong = [
        (row.path, row.pdf.tagged)
        for row in known
        if row.pdf.tagged != (row.truth["tagged"] == "yes")
    ]

    right = known[len(wrong) :]
    assert _table("tagged", right, wrong) == 1


def test_files_without_text_are_told_apart(rows):
    by_path = {row.path.rpartition("/")[2]: row.read.reading for row in rows}

    assert by_path["no-text.pdf"] == "no-text"
    assert by_path["lang-da.pdf"] == "whole"


@pytest.mark.parametrize(
    ("name", "created"),
    [
        ("date-month", "2024-02"),
        ("date-noD", "2024-02-29"),
        ("date-feb30", None),
        ("date-tz-weird", None),
        ("date-y0000", None),
        ("date-asctime", None),
        ("date-empty", None),
        ("date-neg", None),
    ],
)
def test_odd_dates_are_read_with_their_precision_or_not_at_all(rows, name, created):
    found = next(row for row in rows if row.path == f"pdf/crafted/{name}.pdf")

    assert found.pdf.created == created


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("title-utf16be", "Vejledning om ansøgning – særlige tilskud (æøå ÆØÅ) №1"),
        ("title-utf8bom", "Vejledning om ansøgning – særlige tilskud (æøå ÆØÅ) №1"),
        ("title-pdfdoc", "Rød grød – • test"),
        ("title-whitespace", None),
        ("title-number", None),
        ("xmp-only", "Kun XMP"),
        ("xmp-conflict", "Gammel titel"),
    ],
)
def test_titles_are_read_in_every_encoding(rows, name, title):
    found = next(row for row in rows if row.path == f"pdf/crafted/{name}.pdf")

    assert found.read.title == title


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("hyphen-eol", ["miljøbeskyttelsesforanstaltninger", "arealomlægning", "CO2-udledning"]),
        ("ligature-fi", ["finansiering", "flytning", "profil"]),
    ],
)
def test_words_are_whole_where_the_page_divides_or_joins_letters(rows, name, words):
    found = next(row for row in rows if row.path == f"pdf/crafted/{name}.pdf")
    text = " ".join(page.text for page in found.read.text.pages)

    assert [word for word in words if word not in text] == []


def test_claims_are_told_as_claims(rows):
    found = next(row for row in rows if row.path == "pdf/crafted/xmp-claims-pdfa-pdfua.pdf")

    assert (found.pdf.pdfa, found.pdf.pdfua, found.pdf.tagged) == ("2A", "1", False)
