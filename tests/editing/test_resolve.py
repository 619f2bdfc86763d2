"""`hub resolve`: documents' addresses come home from the pages of their publishers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from documents.library import DocumentServer, project_of, serving_documents
from documents.publishers import GROUPS, PublishersPage, ambiguous_page, publishers_pages
from inside import hub
from projects import CATALOGUE, Project, read_yaml

ENTRY = """\
  - id: {slug}
    title: Central udmelding for {group}
    target_group: {group}
    scope: national
    policy_areas:
      - social
    summary: Sagen gælder en målgruppe. # en bemærkning
    rounds:
      - kind: original
        year: 2020
        notification:
          title: Central udmelding for {group}
          landing_page: {page}
          publisher: styrelsen
        appendices:
          - title: "Bilag 1: Kommunernes behandling"
            landing_page: {page}
            number: 1
"""


@pytest.fixture
def server() -> Iterator[DocumentServer]:
    with serving_documents() as library:
        yield library


@pytest.fixture
def pages(server: DocumentServer) -> dict[str, PublishersPage]:
    return publishers_pages(server)


@pytest.fixture
def project(tmp_path: Path, pages: dict[str, PublishersPage]) -> Project:
    """Return a project whose twelve documents have a publisher's page and no address."""
    made = project_of(tmp_path / "project", [])
    entries = (
        ENTRY.format(slug=slug, group=GROUPS[slug], page=page.address)
        for slug, page in pages.items()
    )
    made.write(CATALOGUE, "notifications:\n" + "".join(entries))
    return made


def _addresses(project: Project) -> dict[str, tuple[str | None, str | None]]:
    """Return the addresses of each case's notification and appendix."""
    return {
        one["id"]: (
            one["rounds"][0]["notification"].get("url"),
            one["rounds"][0]["appendices"][0].get("url"),
        )
        for one in read_yaml(project.read(CATALOGUE))["notifications"]
    }


def test_the_sure_ones_are_written_and_all_else_stays(
    project: Project, pages: dict[str, PublishersPage]
) -> None:
    before = project.read(CATALOGUE)

    done = hub(project, "resolve", "--write-sure")

    after = project.read(CATALOGUE)
    assert done.returncode == 0, done.stdout + done.stderr
    assert _addresses(project) == {
        slug: (page.notification, page.appendix) for slug, page in pages.items()
    }
    kept = [line for line in after.splitlines() if not line.strip().startswith("url: ")]
    assert kept == before.splitlines()
    assert hub(project, "check").returncode == 0


def test_nothing_is_written_unasked(project: Project) -> None:
    before = project.read(CATALOGUE)

    done = hub(project, "resolve")

    assert done.returncode == 1
    assert project.read(CATALOGUE) == before
    assert "11 forslag tilbage, 1 uden forslag; 6 sider læst." in done.stdout


def test_what_cannot_be_told_apart_is_proposed_and_never_written(
    tmp_path: Path, server: DocumentServer
) -> None:
    page, files = ambiguous_page(server)
    project = project_of(
        tmp_path / "project", [{"title": f"Bilag {n}", "landing_page": page} for n in (1, 2)]
    )
    before = project.read(CATALOGUE)

    done = hub(project, "resolve", "--write-sure")

    assert done.returncode == 1
    assert project.read(CATALOGUE) == before
    assert [address for address in files if f"1. {address}" not in done.stdout] == []


def test_only_what_is_named_is_looked_for(project: Project, server: DocumentServer) -> None:
    hub(project, "resolve", "gravide")

    asked = {path for path, _, _ in server.log if path.startswith("/udgivelser/")}
    assert asked == {"/udgivelser/gravide"}


def test_pages_that_cannot_be_read_write_nothing_and_say_so(
    tmp_path: Path, server: DocumentServer
) -> None:
    project = project_of(tmp_path / "project", [{"landing_page": server.url("/findes-ikke")}])

    done = hub(project, "resolve", "--write-sure")

    assert done.returncode == 3
    assert "None of the pages could be read" in done.stderr
