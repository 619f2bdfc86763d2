"""Citations: each style read by a program that is not ours, with the same facts in all of them."""

from __future__ import annotations

import json
from collections.abc import Mapping

import bibtexparser
import jsonschema
import pytest
import rispy
from open_data import ADDRESS, SHA, STANDARDS, WITHHELD, dataset
from playwright.sync_api import Browser, expect
from projects import Project

from hub.site.export.citation import Citation, citations_of

SCHEMA = STANDARDS / "csl-data.json"
CASE = "sag"
Files = Mapping[str, bytes]


def _text(files: Files, name: str, case: str = CASE) -> str:
    return files[f"udmeldinger/{case}/{name}"].decode()


@pytest.fixture(scope="module")
def cited(complete: Project) -> list[Citation]:
    data = dataset(complete)
    (number,) = [at for at, one in enumerate(data.entries) if one.notification.id == CASE]
    return list(citations_of(data, data.entries[number], data.documents_of_cases[number]))


def test_a_document_is_cited_with_its_date_its_version_and_its_checksum(cited: list[Citation]):
    told = {one.key: one for one in cited}["sag-2020-udmelding"]

    assert (str(told.date), told.version, str(told.fetched), told.sha256) == (
        "2020-11-26",
        1,
        "2026-11-20",
        SHA,
    )
    assert told.organisation == "Socialstyrelsen"
    assert told.note == f"Udgave 1, SHA-256: {SHA}"


def test_bibtexparser_reads_every_entry(hostile_files: Files, cited: list[Citation]):
    library = bibtexparser.parse_string(_text(hostile_files, "citat.bib"))

    assert library.failed_blocks == []
    assert [one.key for one in library.entries] == [one.key for one in cited]
    told = {one.key: one.fields_dict for one in library.entries}["sag-2020-udmelding"]
    assert told["date"].value == "2020-11-26"
    assert told["version"].value == "1"
    assert SHA in told["note"].value
    assert told["author"].value == "{Socialstyrelsen}"
    assert _plain(told["title"].value) == cited[1].title


def _plain(text: str) -> str:
    """Return the text that LaTeX would print."""
    for name, sign in (
        *(("textbraceleft", "{"), ("textbraceright", "}"), ("textasciitilde", "~")),
        *(("textasciicircum", "^"), ("textbackslash", "\0")),
    ):
        text = text.replace(f"\\{name}{{}}", sign)
    for sign in "$&#_%":
        text = text.replace(f"\\{sign}", sign)
    return text.replace("\0", "\\")


def test_rispy_reads_every_record(hostile_files: Files, cited: list[Citation]):
    records = rispy.loads(_text(hostile_files, "citat.ris"))

    assert [one["id"] for one in records] == [one.key for one in cited]
    assert [one["title"] for one in records] == [one.title for one in cited]
    told = records[1]
    assert told["date"] == "2020/11/26/"
    assert told["year"] == "2020"
    assert told["edition"] == "1"
    assert told["access_date"] == "2026/11/20/"
    assert told["notes"] == [f"Udgave 1, SHA-256: {SHA}"]
    assert told["authors"] == ["Socialstyrelsen"]


@pytest.mark.skipif(not SCHEMA.is_file(), reason="the schema is not beside this checkout")
def test_csl_json_is_as_its_schema_says(hostile_files: Files, frozen_files: Files):
    validator = jsonschema.Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    files = [
        data
        for each in (hostile_files, frozen_files)
        for path, data in each.items()
        if path.endswith("/citat.json")
    ]

    faults = [error.message for data in files for error in validator.iter_errors(json.loads(data))]

    assert faults == []
    assert len(files) == 10


def test_csl_json_has_the_same_facts(hostile_files: Files, cited: list[Citation]):
    items = json.loads(_text(hostile_files, "citat.json"))

    assert [(one["id"], one["title"], one["URL"]) for one in items] == [
        (one.key, one.title, one.address) for one in cited
    ]
    assert items[1]["issued"] == {"date-parts": [[2020, 11, 26]]}
    assert items[1]["accessed"] == {"date-parts": [[2026, 11, 20]]}
    assert items[1]["version"] == "1"
    assert items[1]["author"] == [{"literal": "Socialstyrelsen"}]


def test_apa_is_a_paragraph_for_each(frozen_files: Files):
    case = "borgere-med-udviklingshaemning-og-dom"

    first, second, third, *_ = _text(frozen_files, "citat.txt", case).split("\n\n")

    title = (
        "Central udmelding for borgere med udviklingshæmning og dom med behov for anbringelse i "
        "sikret afdeling"
    )
    assert first == f"Centrale udmeldinger. (u.å.). {title}. {ADDRESS}udmeldinger/{case}/"
    assert second == (
        f"Socialstyrelsen. (2019, november). {title}. "
        "https://www.sbst.dk/udgivelser/2020/borgere-med-udviklingshaemning-og-dom"
    )
    assert third.startswith("Socialstyrelsen. (u.å.). Bilag 1: ")


def test_a_withheld_document_is_not_cited(hostile_files: Files):
    styles = ("citat.txt", "citat.bib", "citat.ris", "citat.json")

    assert [name for name in styles if WITHHELD in _text(hostile_files, name)] == []


def test_one_press_copies_the_citations_of_a_case(browser: Browser, real: Project, real_address):
    case = "borgere-med-udviklingshaemning-og-dom"
    context = browser.new_context()
    context.grant_permissions(
        ["clipboard-read", "clipboard-write"], origin=real_address.rstrip("/")
    )
    page = context.new_page()
    page.goto(f"{real_address}udmeldinger/{case}/")

    page.get_by_role("button", name="Kopiér BibTeX").click()

    expect(page.get_by_role("button", name="Kopieret")).to_be_visible()
    written = (real.site / "udmeldinger" / case / "citat.bib").read_text(encoding="utf-8")
    assert page.evaluate("navigator.clipboard.readText()") == written
    context.close()


def test_without_javascript_there_are_links_and_no_dead_buttons(
    browser: Browser, real: Project, real_address: str
):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{real_address}udmeldinger/borgere-med-udviklingshaemning-og-dom/")

    links = [page.get_by_role("link", name=name, exact=True) for name in ("APA", "RIS")]

    assert [page.locator("[data-copy]").nth(at).is_visible() for at in range(5)] == [False] * 5
    for link in links:
        expect(link).to_be_visible()
    context.close()
