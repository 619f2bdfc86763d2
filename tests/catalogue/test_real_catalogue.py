"""The real files of record: complete, true to the list they build on, and without faults."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from projects import read_yaml
from roots import DATA, ROOT

from hub.catalogue.documents import round_documents
from hub.catalogue.loader import Records, read_records
from hub.catalogue.model import Catalogue, Document, Notification
from hub.catalogue.process import Process
from hub.catalogue.statistics import Counts, count

SOURCE_PAGE = ROOT.parent / "shared" / "domain" / "page.txt"
NOT_LISTED = "borgere-med-svaere-spiseforstyrrelser-2015"


@pytest.fixture(scope="module")
def records() -> Records:
    return read_records(ROOT)


@pytest.fixture(scope="module")
def catalogue(records: Records) -> Catalogue:
    assert records.catalogue.model is not None
    return records.catalogue.model


@pytest.fixture(scope="module")
def process(records: Records) -> Process:
    assert records.process is not None
    return records.process


@pytest.fixture(scope="module")
def source_page() -> list[str]:
    """Return the lines of the page that the catalogue encodes."""
    if not SOURCE_PAGE.exists():
        pytest.skip("the text of the source page does not lie beside this checkout")
    return [line.strip() for line in SOURCE_PAGE.read_text(encoding="utf-8").splitlines()]


def documents(notification: Notification) -> list[Document]:
    return [
        placed.document
        for round_ in notification.rounds
        for placed in round_documents(notification, round_)
    ]


def all_documents(catalogue: Catalogue) -> list[Document]:
    return [one for notification in catalogue.notifications for one in documents(notification)]


def test_the_real_files_have_no_problems(records: Records):
    assert records.problems == ()


def test_the_catalogue_holds_eight_notifications_in_ten_rounds_and_the_22_documents_of_the_list(
    catalogue: Catalogue,
):
    assert count(catalogue) == Counts(notifications=8, rounds=10, documents=35, listed=22)


def test_the_headings_are_those_of_the_list_word_for_word_and_in_its_order(
    catalogue: Catalogue, source_page: list[str]
):
    headings = [line for line in source_page if line.startswith("Central Udmelding vedr. ")]

    written = [one.listed_as for one in catalogue.notifications if one.listed_as]

    assert written == headings
    assert len(written) == 7


def test_the_link_texts_are_those_of_the_list_word_for_word_and_in_its_order(
    catalogue: Catalogue, source_page: list[str]
):
    links = [line for line in source_page if line.startswith(("Link til ", "Afrapportering "))]
    assert catalogue.source_list is not None

    general = [link.listed_as for link in catalogue.source_list.links]
    written = [one.listed_as for one in all_documents(catalogue) if one.listed_as]

    assert general + written == links
    assert len(links) == 23


def test_no_document_has_an_address_of_its_own_because_none_was_found(catalogue: Catalogue):
    assert [one.url for one in all_documents(catalogue) if one.url is not None] == []


def test_the_eighth_notification_is_not_on_the_list_and_is_succeeded_by_the_one_of_2020(
    catalogue: Catalogue,
):
    unlisted = [one for one in catalogue.notifications if one.listed_as is None]
    successors = [one.id for one in catalogue.notifications if one.succeeds == NOT_LISTED]

    assert [one.id for one in unlisted] == [NOT_LISTED]
    assert [one.listed_as for one in documents(unlisted[0]) if one.listed_as] == []
    assert successors == ["borgere-med-svaere-spiseforstyrrelser"]


def test_the_outcomes_are_those_that_were_found(catalogue: Catalogue):
    outcomes = [
        [round_.agency_treatment.outcome for round_ in one.rounds if round_.agency_treatment]
        for one in catalogue.notifications
    ]

    assert outcomes == [
        ["renewed_treatment_requested", "awaited"],
        ["renewed_treatment_requested", "awaited"],
        ["sufficient"],
        ["not_found"],
        ["not_found"],
        ["sufficient"],
        ["sufficient"],
        ["sufficient"],
    ]


def test_the_dates_of_the_rounds_are_as_exact_as_they_are_known(catalogue: Catalogue):
    published = [
        [str(round_.published) for round_ in one.rounds] for one in catalogue.notifications
    ]

    assert published == [
        ["2019-11-26", "2023-11-23"],
        ["2019-11", "2024-05"],
        ["2022-09"],
        ["2022-09"],
        ["2020-01"],
        ["2014-11-01"],
        ["2014-11-01"],
        ["2015-11-01"],
    ]


def test_the_screening_model_has_four_criteria_with_their_thresholds(process: Process):
    criteria = [(one.name, one.threshold, one.unit) for one in process.screening_model.criteria]

    assert criteria == [
        ("Borgerflow", 3, "borgere/år"),
        ("Årsværk", 3, "årsværk"),
        ("Erfaring", 4, "års erfaring"),
        ("Kompetencer", None, None),
    ]


def test_the_schedule_has_its_seven_lines(process: Process):
    lines = [
        (one.when, *(str(day) if day else None for day in (one.start, one.end)), one.deadline)
        for one in process.schedule
    ]

    assert lines == [
        ("26. november 2019", "2019-11-26", "2019-11-26", False),
        ("21.–29. november 2019", "2019-11-21", "2019-11-29", False),
        ("december 2019 – februar 2020", "2019-12", "2020-02", False),
        ("januar – juni 2020", "2020-01", "2020-06", False),
        ("senest den 15. oktober 2020", None, "2020-10-15", True),
        ("løbende", None, None, False),
        ("løbende", None, None, False),
    ]


def test_the_process_tells_of_a_notification_that_exists(catalogue: Catalogue, process: Process):
    assert process.notification in {one.id for one in catalogue.notifications}


def addresses(value: Any) -> Iterator[str]:
    """Yield every address in plain values."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from addresses(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from addresses(inner)
    elif value.startswith(("http://", "https://")):
        yield value


def test_the_known_hosts_are_exactly_those_that_are_linked_to():
    files = {name: read_yaml(Path(ROOT / f"data/{name}.yaml").read_text("utf-8")) for name in DATA}

    used = {urlsplit(address).hostname for address in addresses(files)}

    assert sorted(filter(None, used)) == sorted(one["host"] for one in files["hosts"]["hosts"])
