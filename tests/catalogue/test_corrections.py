"""What an editor is told to write instead: whole lines, ids for names, dates in the right form."""

from __future__ import annotations

from pathlib import Path

import pytest
from roots import ENTRY, FROZEN, make_root

from hub.catalogue.loader import read_records
from hub.diagnostics.reporters import hint, message
from hub.diagnostics.rules import all_rules
from hub.text.date_forms import known_date

DATES = {
    "26.11.2019": "2019-11-26",
    "26/11-2019": "2019-11-26",
    "26-11-2019": "2019-11-26",
    "26/11 2019": "2019-11-26",
    "26. 11. 2019": "2019-11-26",
    "26.11.19": "2019-11-26",
    "26. november 2019": "2019-11-26",
    "26. nov. 2019": "2019-11-26",
    "26 nov 2019": "2019-11-26",
    "26nov2019": "2019-11-26",
    "den 26. november 2019": "2019-11-26",
    "d. 26/11 2019": "2019-11-26",
    "tirsdag den 26. november 2019": "2019-11-26",
    "26. november 2019 kl. 12.00": "2019-11-26",
    "2019/11/26": "2019-11-26",
    "2019.11.26": "2019-11-26",
    "2019-1-5": "2019-01-05",
    "20191126": "2019-11-26",
    "26112019": "2019-11-26",
    "2019-26-11": "2019-11-26",
    "11/26/2019": "2019-11-26",
    "November 26, 2019": "2019-11-26",
    "26th": None,
    "5/6/2020": "2020-06-05",
    "2019-11-26T10:00:00Z": "2019-11-26",
    "2019-11-26 10:00": "2019-11-26",
    "2019-11-26.": "2019-11-26",
    "2O19-11-26": "2019-11-26",
    "2019-ll-26": None,
    "november 2019": "2019-11",
    "nov. 2019": "2019-11",
    "2019 november": "2019-11",
    "oct 2020": "2020-10",
    "11/2019": "2019-11",
    "2019/11": "2019-11",
    "2019-1": "2019-01",
    "201911": "2019-11",
    "efterår 2019": "2019-efterår",
    "efteråret 2019": "2019-efterår",
    "2019-Efterår": "2019-efterår",
    "2019-efteraar": "2019-efterår",
    "år 2019": "2019",
    "2019.": "2019",
    # what is no date, two dates, or a time that the hub has no form for
    "31.11.2019": None,
    "2019-02-30": None,
    "2019-13": None,
    "26.11": None,
    "vinter 2019": None,
    "uge 48 2019": None,
    "4. kvartal 2019": None,
    "2019-2020": None,
    "26.-27. november 2019": None,
    "ultimo 2019": None,
    "i går": None,
    "19": None,
    "1. januar 1989": None,
    "": None,
    "٢٠١٩": None,
    "9" * 5_000: None,
    "1. " * 5_000: None,
}


@pytest.mark.parametrize(("written", "meant"), DATES.items())
def test_a_date_in_another_form_is_read(written: str, meant: str | None):
    date = known_date(written)

    assert (str(date) if date else None) == meant


ROUND = "        {}\n"
REPORT = "        regional_reports:\n          - title: Svar\n            area: sjaelland\n"

LINES = {
    # a line that is added to an entry, and what is to be written in its place
    ROUND.format("published: 26.11.2019"): "published: 2019-11-26",
    ROUND.format("published: 26. november 2019"): "published: 2019-11-26",
    ROUND.format("report_due: november 2020"): "report_due: 2020-11",
    ROUND.format("listed_year: 2020."): "listed_year: 2020",
    ROUND.format("listed_year: (2020)"): "listed_year: 2020",
    ROUND.format("listed_year: 15.10.2020"): "listed_year: 2020",
    ROUND.format("agency_treatment: {outcome: tilstrækkelig}"): "outcome: sufficient",
    ROUND.format("agency_treatment: {outcome: Afventer}"): "outcome: awaited",
    ROUND.format("notification: {title: A, number: Bilag 1}"): "number: 1",
    ROUND.format("notification: {title: A, number: 1.}"): "number: 1",
    ROUND.format("notification: {title: A, number: nr. 07}"): "number: 7",
    ROUND.format("notification: {title: A, withheld: ja}"): "withheld: true",
    ROUND.format("notification: {title: A, withheld: Nej}"): "withheld: false",
    ROUND.format("notification: {title: A, language: dansk}"): "language: da",
    ROUND.format("sources: [{title: A, confidence: høj}]"): "confidence: high",
    ROUND.format("notification: {title: A, publisher: Social- og Boligstyrelsen}"): (
        "publisher: styrelsen"
    ),
    ROUND.format("notification: {title: A, publisher: Socialstyrelsen}"): "publisher: styrelsen",
    ROUND.format("notification: {title: A, publisher: social- og boligstyrelsen}"): (
        "publisher: styrelsen"
    ),
    ROUND.format("notification: {title: A, publisher: Social og Boligstyrelsen}"): (
        "publisher: styrelsen"
    ),
    ROUND.format("notification: {title: A, publisher: Socal- og Boligstyrelsn}"): (
        "publisher: styrelsen"
    ),
    ROUND.format("notification: {title: A, publisher: Boligstyrelsen}"): "publisher: styrelsen",
    ROUND.format("notification: {title: A, publisher: SBST}"): "publisher: styrelsen",
    ROUND.format("notification: {title: A, publisher: KL}"): "publisher: kl",
    ROUND.format("notification: {title: A, publisher: Danske regioner}"): (
        "publisher: danske-regioner"
    ),
    REPORT.replace("sjaelland", "Region Sjælland"): "area: sjaelland",
    REPORT.replace("sjaelland", "region sjælland"): "area: sjaelland",
    REPORT.replace("sjaelland", "Sjælland"): "area: sjaelland",
    REPORT.replace("sjaelland", "Reg. Sjælland"): "area: sjaelland",
    REPORT.replace("sjaelland", "Region Sjæland"): "area: sjaelland",
    REPORT.replace("sjaelland", "KKR Sjælland"): "area: sjaelland",
    REPORT.replace("sjaelland", "Hovedstaden"): "area: hovedstaden",
    REPORT.replace("sjaelland", "Region Hovedstaden"): "area: hovedstaden",
    REPORT.replace("sjaelland", "Midt"): "area: midtjylland",
}


@pytest.mark.parametrize(("line", "mended"), LINES.items())
def test_the_line_is_shown_as_it_should_be(tmp_path: Path, line: str, mended: str):
    root = make_root(tmp_path / "root", f"notifications:\n{ENTRY.format(id='sag')}{line}")

    found = [hint(one, all_rules(), "da") for one in read_records(root).problems]

    assert [one for one in found if one.startswith("Skriv linjen")] == [
        f"Skriv linjen sådan: {mended}"
    ]


UNCLEAR = {
    # names of several, and of none that is known; two items that were read as one
    "    former_ids:\n      - sag-a\n        - sag-b\n",
    REPORT.replace("sjaelland", "Region Østdanmark"),
    REPORT.replace("sjaelland", "østdanmark"),
    REPORT.replace("sjaelland", "Region"),
    REPORT.replace("sjaelland", "KKR"),
    ROUND.format("notification: {title: A, publisher: Sundhedsstyrelsen}"),
    ROUND.format("notification: {title: A, publisher: X}"),
    ROUND.format("published: i går"),
    ROUND.format("notification: {title: A, number: 1.5}"),
    ROUND.format("notification: {title: A, number: -1}"),
    ROUND.format("notification: {title: A, number: 1 og 2}"),
}


@pytest.mark.parametrize("line", sorted(UNCLEAR))
def test_what_is_unclear_is_not_guessed_at(tmp_path: Path, line: str):
    root = make_root(tmp_path / "root", f"notifications:\n{ENTRY.format(id='sag')}{line}")

    found = [hint(one, all_rules(), "da") for one in read_records(root).problems]

    assert found
    assert [one for one in found if one.startswith("Skriv linjen sådan")] == []


def test_the_title_of_an_older_case_is_answered_with_its_id(tmp_path: Path):
    older = ENTRY.format(id="aeldre").replace("year: 2019", "year: 2015")
    newer = ENTRY.format(id="sag").replace("    scope", "    succeeds: sag aeldre\n    scope")
    root = make_root(tmp_path / "root", f"notifications:\n{older}{newer}")

    (problem,) = read_records(root).problems

    assert problem.rule == "unknown-notification"
    assert hint(problem, all_rules(), "da") == "Skriv linjen sådan: succeeds: aeldre"


def test_an_id_is_made_of_what_was_written(tmp_path: Path):
    root = make_root(tmp_path / "root", "notifications:\n" + ENTRY.format(id="Børn & unge"))

    (problem,) = read_records(root).problems

    assert hint(problem, all_rules(), "da") == "Skriv linjen sådan: id: boern-unge"


PLACES = {
    # what is added to an entry of eleven lines, and what is said of it
    "    agency_treatment:\n      outcome: awaited\n": (
        "Feltet »agency_treatment« hører ikke til her, men under »rounds« (linje 10).",
        (
            "Flyt linjen, og det der står under den, til felterne fra linje 10, med 8 mellemrum "
            "foran »agency_treatment:«."
        ),
    ),
    "        outcome: sufficient\n": (
        "Feltet »outcome« hører ikke til her, men under et andet felt: agency_treatment.",
        (
            "Skriv det andet felt med kolon på en linje for sig, og »outcome« på linjen under, "
            "rykket længere ind."
        ),
    ),
    "        agency_page: https://www.sbst.dk/\n": (
        "Feltet »agency_page« hører ikke til her, men under »notifications« (linje 2).",
        (
            "Flyt linjen, og det der står under den, til felterne fra linje 2, med 4 mellemrum "
            "foran »agency_page:«."
        ),
    ),
    "        aftalt: ja\n": (
        "Feltet »aftalt« kendes ikke her.",
        (
            "Skriv et af: kind, year, listed_year, listed_year_meaning, published, report_due, "
            "reported, request, notification, appendices, regional_reports, agency_treatment, …."
        ),
    ),
}


@pytest.mark.parametrize(("lines", "told"), PLACES.items())
def test_a_field_at_the_wrong_level_is_sent_to_its_place(
    tmp_path: Path, lines: str, told: tuple[str, str]
):
    root = make_root(tmp_path / "root", f"notifications:\n{ENTRY.format(id='sag')}{lines}")

    (problem,) = read_records(root).problems

    rules = all_rules()
    assert (message(problem, rules, "da"), hint(problem, rules, "da")) == told


def test_the_frozen_names_have_those_that_the_table_asks_for():
    records = read_records(FROZEN)

    assert records.vocabulary is not None
    assert {one.id for one in records.vocabulary.authorities} >= {"styrelsen", "kl"}
