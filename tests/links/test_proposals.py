"""What is proposed in the place of an address, and when nothing is."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from projects import CATALOGUE, Project
from web import PDF, Answer, project_with, serving_web

from hub.catalogue.loader import HOSTS_FILE, read_records
from hub.catalogue.source import read_source
from hub.links.exclusions import past_exclusions
from hub.links.moves import is_proved
from hub.links.records import Failure, LinkLock, LinkRecord, LinkVerdict
from hub.links.suggestions import candidates, elsewhere, proposal
from hub.links.usages import usages_in
from hub.web.url_policy import UrlPolicy

OLD = "https://socialstyrelsen.dk/tvaergaende-omrader/born.pdf"
NEW = "https://sbst.dk/tvaergaende-omraader/boern.pdf"
LANDING = "https://www.sbst.dk/om-dokumentet"
COPY = "https://ft.dk/kopi.pdf"
DAY = "2026-11-20"

OPEN = UrlPolicy(dict.fromkeys(("socialstyrelsen.dk", "sbst.dk", "www.sbst.dk"), False))


def broken() -> LinkRecord:
    failures = tuple(Failure(day=f"2026-11-{day}", rule="link-gone") for day in (18, 19, 20))
    return LinkRecord(verdict=LinkVerdict.BROKEN, since=DAY, checked=DAY, failures=failures)


def well() -> LinkRecord:
    return LinkRecord(verdict=LinkVerdict.OK, since=DAY, checked=DAY, last_good=DAY)


@pytest.fixture
def use(tmp_path):
    project = project_with(
        tmp_path / "project",
        [
            {
                "url": OLD,
                "landing_page": LANDING,
                "copies": [{"title": "Kopi", "url": COPY, "official": "true"}],
            }
        ],
    )
    source = read_source(project.root / CATALOGUE, CATALOGUE)
    return next(one for one in usages_in(source) if one.address == OLD), source


def test_the_newer_host_and_spelling_are_among_the_candidates():
    assert NEW in candidates(OLD, OPEN)
    assert OLD not in candidates(OLD, OPEN)


def test_a_host_that_is_not_allowed_is_no_candidate():
    found = candidates(OLD, UrlPolicy({"socialstyrelsen.dk": False}))

    assert {urlsplit(one).hostname for one in found} == {"socialstyrelsen.dk"}


def test_nothing_is_proposed_that_the_lock_has_not_seen_answer(use):
    assert proposal(use[0], broken(), LinkLock(links={OLD: broken()})) is None


def test_what_answers_is_proposed(use):
    lock = LinkLock(links={OLD: broken()}, answering={NEW: DAY})

    assert proposal(use[0], broken(), lock) == NEW


def test_the_target_of_a_permanent_redirect_is_proposed_with_the_page_of_the_file(use):
    moved = well().model_copy(update={"verdict": LinkVerdict.REDIRECTED, "moved_to": NEW})
    page = replace(use[0], address=f"{OLD}#page=7")

    assert proposal(page, moved, LinkLock(links={OLD: moved})) == f"{NEW}#page=7"


def test_a_page_about_the_document_and_then_an_official_copy_are_named_if_they_are_well(use):
    one, source = use

    assert elsewhere(one, LinkLock(links={LANDING: broken(), COPY: broken()}), source) is None
    assert elsewhere(one, LinkLock(links={LANDING: broken(), COPY: well()}), source) == COPY
    assert elsewhere(one, LinkLock(links={LANDING: well(), COPY: well()}), source) == LANDING


def test_an_exclusion_past_its_date_is_a_warning_at_its_line(project: Project):
    text = project.read(HOSTS_FILE)
    entry = (
        "exclusions:\n  - address: https://www.sbst.dk/lukket/\n    reason: prøve\n"
        "    look_again: {}\n"
    )
    project.write(HOSTS_FILE, f"{text}{entry.format('2026-11-01')}")
    source = read_source(project.root / HOSTS_FILE, HOSTS_FILE)
    hosts = read_records(project.root).hosts

    found = list(past_exclusions(source, hosts, dt.date(2026, 11, 18)))
    before = list(past_exclusions(source, hosts, dt.date(2026, 11, 1)))

    assert [(one.rule, one.place.line) for one in found] == [
        ("exclusion-past", text.count("\n") + 4)
    ]
    assert before == []


def test_only_asks_what_a_document_names(tmp_path):
    with serving_web() as web:
        pdf = Answer(200, PDF, "application/pdf")
        project = project_with(
            tmp_path / "project", [{"url": web.put(f"/{n}.pdf", pdf)} for n in range(3)]
        )

        listed = project.hub("links", "--only", "proeve-2020-bilag-2", "--dry-run")
        unknown = project.hub("links", "--only", "findes-ikke")

    assert listed.stdout.split() == [web.url("/1.pdf")]
    assert unknown.returncode == 2


@pytest.mark.parametrize(
    ("moved_to", "title", "proved"),
    [
        ("https://www.socialstyrelsen.dk/ny/born.pdf", None, True),
        ("http://socialstyrelsen.dk/ny/born.pdf", None, False),
        ("https://sbst.dk/ny/born.pdf", None, False),
        ("https://socialstyrelsen.dk/", "Forside", False),
        ("https://socialstyrelsen.dk/da/forside", "Forside", False),
        ("https://socialstyrelsen.dk/ny/side", "Noget helt andet", False),
        ("https://socialstyrelsen.dk/ny/side", "Bilag om målgruppen – Styrelsen", True),
        ("https://socialstyrelsen.dk/ny/born.pdf", "Alle dokumenter", True),
    ],
)
def test_only_a_move_that_is_proved_may_be_written_without_a_person(
    tmp_path, moved_to, title, proved
):
    project = project_with(tmp_path / "project", [{"url": OLD, "title": "Bilag om målgruppen"}])
    source = read_source(project.root / CATALOGUE, CATALOGUE)
    use = next(one for one in usages_in(source) if one.address == OLD)
    record = well().model_copy(update={"moved_to": moved_to, "moved_title": title})

    assert is_proved(use, record, source) is proved
