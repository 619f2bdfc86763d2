"""The cases in numbers, over catalogues in which every number is known."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from projects import VOCABULARY, Project, one_spaced, text_of
from small_catalogue import TODAY, a_case, a_round, joined_cases, write_cases

from hub.catalogue.loader import read_records
from hub.site.case_figures import CaseFigures, DaySpan, case_figures
from hub.site.document_facets import document_facets, kinds_of
from hub.site.overviews import document_rows
from hub.text.danish import days_text

PDF = "https://www.sbst.dk/{}.pdf"
REPORTS = [
    {"title": "Svar fra nord", "area": "nordjylland", "url": PDF.format("nord")},
    {"title": "Svar fra øst", "area": "sjaelland"},
]
CASES = (
    a_case(
        a_round(
            year="2020",
            published="2020-01-01",
            report_due="2020-01-31",
            reported="2020-02-10",
            regional_reports=REPORTS,
            notification={"title": "Udmelding", "url": PDF.format("udmelding")},
            agency_treatment={"outcome": "sufficient", "date": "2021-01-01"},
        ),
        id_="hele",
    ),
    a_case(
        # A month and a year: the least and the most that they may be.
        a_round(
            year="2020",
            published="2020-03",
            report_due="2020-06-30",
            reported="2020",
            notification={"title": "Udmelding", "withheld": "true", "url": PDF.format("gemt")},
            agency_treatment={"outcome": "renewed_treatment_requested", "date": "2022"},
        ),
        a_round("renewed", "2022", agency_treatment={"outcome": "awaited"}),
        id_="vage",
    ),
    a_case(
        # Only the year in which it was sent out, a deadline to come, an answer of the future.
        a_round(year="2026", report_due="2027-01-10", reported="2027-02"),
        id_="nye",
    ),
)


def _figures(project: Project, *cases: dict, today: dt.date = TODAY) -> CaseFigures:
    entries = joined_cases(project, *cases)
    vocabulary = read_records(project.root).vocabulary
    assert vocabulary is not None
    names = {area.id: area.id for area in vocabulary.areas}
    kinds = kinds_of(document_facets(document_rows(entries), names))
    return case_figures(entries, vocabulary.outcomes, vocabulary.areas, kinds, today)


def test_lengths_are_from_the_least_to_the_most_that_the_dates_allow(project: Project) -> None:
    figures = _figures(project, *CASES)

    deadline, answers, outcome = figures.durations
    assert (figures.cases, figures.rounds) == (3, 4)
    assert (deadline.known, deadline.rounds) == (3, 4)
    assert deadline.shortest == DaySpan(10, 374)  # sent some time in 2026, due 10 January 2027
    assert deadline.longest == DaySpan(10, 374)
    assert deadline.median == DaySpan(30, 121)  # of 30, 91, 10 and of 30, 121, 374
    assert answers.known == 2
    assert (answers.shortest, answers.longest) == (DaySpan(0, 305), DaySpan(0, 305))
    assert answers.median is None  # too few
    assert outcome.known == 2
    assert outcome.shortest == DaySpan(366, 366)
    assert outcome.longest == DaySpan(641, 1035)
    assert figures.longest == 1035


def test_outcomes_are_counted_by_the_newest_round(project: Project) -> None:
    figures = _figures(project, *CASES)

    assert {one.outcome.id: one.cases for one in figures.outcomes} == {
        "sufficient": 1,
        "renewed_treatment_requested": 0,
        "temporary_order": 0,
        "operating_order": 0,
        "awaited": 1,
        "not_found": 1,
    }


def test_answers_are_counted_by_area(project: Project) -> None:
    figures = _figures(project, *CASES)

    # Of the fourth round no answer is due yet.
    counted = {one.area.id: {**one.counts} for one in figures.areas}
    assert counted == {
        "hovedstaden": {"missing": 3},
        "sjaelland": {"mentioned": 1, "missing": 2},
        "syddanmark": {"missing": 3},
        "midtjylland": {"missing": 3},
        "nordjylland": {"found": 1, "missing": 2},
    }


def test_no_answer_is_missing_of_areas_that_may_not_have_been_asked(project: Project) -> None:
    regional = a_case(a_round(regional_reports=REPORTS), scope="regional")

    figures = _figures(project, regional)

    assert {one.area.id: {**one.counts} for one in figures.areas if one.counts} == {
        "sjaelland": {"mentioned": 1},
        "nordjylland": {"found": 1},
    }


def test_documents_are_counted_with_those_that_can_be_opened(project: Project) -> None:
    figures = _figures(project, *CASES)

    told = [(one.kind and one.kind.label, one.opened, one.documents) for one in figures.documents]
    assert told == [("Kommunernes svar", 1, 2), ("Udmelding", 1, 2)]
    assert (figures.all_documents.opened, figures.all_documents.documents) == (2, 4)


def test_nothing_is_counted_of_no_cases(project: Project) -> None:
    entries = ()
    vocabulary = read_records(project.root).vocabulary
    assert vocabulary is not None

    figures = case_figures(entries, vocabulary.outcomes, vocabulary.areas, (), TODAY)

    assert (figures.cases, figures.rounds, figures.longest) == (0, 0, 0)
    assert figures.all_documents.documents == 0
    assert {one.shortest for one in figures.durations} == {None}


@pytest.mark.parametrize(
    ("least", "most", "text"),
    [
        (0, 0, "0 dage"),
        (1, 1, "1 dag"),
        (12, 12, "12 dage"),
        (0, 59, "0–59 dage"),
        (30, 60, "1–2 måneder"),
        (366, 366, "12 måneder"),
        (360, 370, "ca. 12 måneder"),
        (320, 374, "11–12 måneder"),
        (40_000, 40_000, "1.314 måneder"),
    ],
)
def test_a_length_is_told_in_words(least: float, most: float, text: str) -> None:
    assert days_text(least, most) == text


def _part(page: str, heading: str) -> str:
    """Return what a page says under a heading."""
    found = re.search(rf'<h[23] id="{heading}">.*?(?=<h[23] |</main>)', page, re.DOTALL)
    assert found is not None
    return one_spaced(text_of(found[0]))


def test_the_page_says_each_number_what_it_rests_on_and_where_it_comes_from(
    project: Project,
) -> None:
    write_cases(project, *CASES)
    project.built()

    page = project.page("tal")

    due = _part(page, "varighed-deadline")
    assert "Median 1–4 måneder" in due
    assert "Korteste 0–12 måneder" in due
    assert "Bygger på 3 af 4 runder. For de andre kender vi ikke begge datoer" in due
    assert "Median for få runder til en median" in _part(page, "varighed-answers")
    assert "Tilstrækkelig løsning1" in _part(page, "udfald")
    assert "Bygger på 3 sager" in _part(page, "udfald")
    assert "Region Nordjylland1 0 2 " in _part(page, "svar")
    assert "Alle dokumenter2 af 4" in _part(page, "dokumenter")
    for address in ("#runder", "../status/tilstraekkelig/", "../omraader/nordjylland/",
                    "../dokumenter/slags-udmelding/", "../overblik/#svar"):  # fmt: skip
        assert f'href="{address}"' in page


def test_every_round_has_its_row_and_long_lists_go_on(project: Project) -> None:
    write_cases(project, *(a_case(a_round(), id_=f"sag-{number}") for number in range(150)))
    project.built()

    pages = [project.page(address) for address in ("tal", "tal/side-2")]

    rows = [
        page.partition('aria-label="Rundernes egne tal"')[2].count('role="rowheader"')
        for page in pages
    ]
    assert rows == [100, 50]


def test_an_empty_catalogue_has_no_figures(project: Project) -> None:
    write_cases(project)
    project.built()

    assert "Der er endnu ingen udmeldinger i kataloget." in text_of(project.page("tal"))


def test_an_area_of_another_name_is_text_and_never_markup(project: Project) -> None:
    project.replace(VOCABULARY, "- name: Region Nordjylland", "- name: <b>Nord</b> & {{ 7 }}")
    write_cases(project, *CASES)
    project.built()

    assert "&lt;b&gt;Nord&lt;/b&gt; &amp; {{ 7 }}" in project.page("tal")
