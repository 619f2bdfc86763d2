"""What is made of the answers of web servers: what a careful person would call each."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from answer_case import Case
from answers_alike import ALIKE
from answers_elsewhere import LOGINS, REDIRECTS
from answers_missing import MISSING_PAGES
from answers_read import BODIES, PLACES
from answers_refused import STATUSES, WALLS
from click.testing import CliRunner
from documents.library import lock_of, record_of
from projects import Project
from scripted import Site, serving
from web import link_lock, project_with

from hub.cli.main import main

pytestmark = pytest.mark.xdist_group("answers")

CASES = (*MISSING_PAGES, *REDIRECTS, *LOGINS, *WALLS, *STATUSES, *PLACES, *BODIES, *ALIKE)

Served = list[tuple[Case, Site]]


@pytest.fixture
def served() -> Iterator[Served]:
    with contextlib.ExitStack() as stack:
        yield [(case, stack.enter_context(serving(case.answers))) for case in CASES]


def _project(folder: Path, served: Served) -> Project:
    documents = [{"url": site.url(case.path), **case.fields} for case, site in served]
    return project_with(
        folder, documents, deadline_seconds="8", connections_per_host="32", patience=3
    )


def _run(project: Project, command: str) -> None:
    result = CliRunner().invoke(main, ["--root", str(project.root), command])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code in (0, 1), result.stderr


def test_every_link_is_seen_as_a_careful_person_sees_it(served, tmp_path):
    project = _project(tmp_path / "project", served)

    _run(project, "links")

    links = link_lock(project)["links"]
    found = {case: _known(links, site.url(case.path)) for case, site in served}
    wrong = [
        (case.name, case.links, _sight(one), one.get("rule"), one.get("detail"))
        for case, one in found.items()
        if _sight(one) not in case.links
    ]
    assert wrong == []


def test_every_document_is_seen_as_a_careful_person_sees_it(served, tmp_path):
    chosen = [(case, site) for case, site in served if case.fetch]
    project = _project(tmp_path / "project", chosen)

    _run(project, "fetch")

    found = {case: record_of(project, site.url(case.path)) for case, site in chosen}
    wrong = [
        (case.name, case.fetch, one["verdict"], one.get("rule"), one.get("detail"))
        for case, one in found.items()
        if one["verdict"] not in case.fetch
    ]
    assert wrong == []


def _sight(record: dict) -> str:
    """Return what was seen; what fails on three days is broken."""
    return "broken" if record.get("failures") else record["verdict"]


@pytest.mark.parametrize("case", [WALLS[0], WALLS[8], WALLS[14], REDIRECTS[0], LOGINS[0]])
def test_a_page_about_a_document_is_no_page_where_something_else_comes(tmp_path, case):
    with serving(case.answers) as site:
        address = site.url(case.path)
        project = project_with(tmp_path / "project", [{"landing_page": address}])

        _run(project, "fetch")

    verdict = lock_of(project)["landing_pages"][address]["verdict"]
    assert verdict in ("blocked", "unchecked", "not-a-document")


def _known(links: dict, address: str) -> dict:
    """Return a record; a position in a file is no address of its own."""
    return links.get(address) or links[address.partition("#")[0]]
