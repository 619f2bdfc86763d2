"""The open data as part of the site: always the same bytes, and nothing of what is withheld."""

from __future__ import annotations

import re
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from library import fetch, lock_of, pdf, serving_documents, write_catalogue
from open_data import complete_project
from projects import CATALOGUE, PROCESS, Project, digest, read_yaml

SECRET = "hemmelighedsord"  # noqa: S105  # a word of a document that is taken back
CASE = "borgere-med-udviklingshaemning-og-dom"
AREAS = ("hovedstaden", "midtjylland", "nordjylland", "sjaelland", "syddanmark")
CALENDARS = ("frister.ics", *(f"omraader/{area}/frister.ics" for area in AREAS))


def test_two_builds_have_the_same_bytes(tmp_path: Path):
    first = complete_project(tmp_path / "first", "Tekst med æøå").built()
    second = complete_project(tmp_path / "second", "Tekst med æøå").built()

    assert digest(first.site) == digest(second.site)


def test_another_day_changes_no_file_of_data(project: Project):
    project.built()
    before = _data(project)
    done = project.hub("build", "--no-search", SOURCE_DATE_EPOCH="1830000000")

    assert done.returncode == 0
    assert _data(project) == before


def _data(project: Project) -> dict[str, str]:
    """Return what is neither a page nor a subscription, which says when it was made."""
    pages = (".html", "feed.xml", ".ics")
    return {path: sum_ for path, sum_ in digest(project.site).items() if not path.endswith(pages)}


def test_a_changed_title_changes_only_what_holds_it(project: Project):
    project.edit(CATALOGUE, lambda values: values)  # on its own lines, so that no line moves later
    before = digest(project.built().site)
    (old,) = [
        one["title"]
        for one in read_yaml(project.read(CATALOGUE))["notifications"]
        if one["id"] == CASE
    ]

    def changed(values: dict) -> None:
        values["notifications"][0]["title"] = f"{old} (rettet)"

    project.edit(CATALOGUE, changed)
    project.built()

    after = digest(project.site)
    data = {path for path in after if not path.endswith(".html")}
    assert {path for path in data if after[path] != before.get(path)} == {
        "api/v1/deadlines.json",
        "api/v1/notifications.json",
        "assets/entry/catalogue.json",
        "data/excel/udmeldinger.csv",
        "data/katalog.sqlite",
        "data/notifications.csv",
        *CALENDARS,
        f"udmeldinger/{CASE}/feed.xml",
        *(f"udmeldinger/{CASE}/{name}" for name in ("citat.bib", "citat.json", "citat.ris")),
        *(f"udmeldinger/{CASE}/{name}" for name in ("citat.txt", "index.json")),
    }


@pytest.fixture
def withdrawn(project: Project) -> tuple[Project, str, str]:
    """Return a site that was built with a document, which is then withheld, and built anew.

    Beside it are the document's address and its checksum.
    """
    own = {"host": "127.0.0.1", "reason": "prøve", "private": "true"}
    project.edit("data/hosts.yaml", lambda values: values["hosts"].append(own))
    project.edit(PROCESS, lambda values: values.update(notification="proeve"))
    with serving_documents() as server:
        address = server.put("/hemmelig.pdf", pdf(f"Side et {SECRET}", f"Side to {SECRET}"))
        write_catalogue(project, [{"url": address, "title": "Dokument"}, {"title": "Et andet"}])
        fetch(project)
    sha256 = lock_of(project)["documents"][address]["versions"][-1]["sha256"]
    project.built(search=True)
    signs = (SECRET, address, sha256)
    assert [sign for sign in signs if not _files_with(project.site, sign)] == []

    def withhold(values: dict) -> None:
        values["notifications"][0]["rounds"][0]["appendices"][0]["withheld"] = "true"

    project.edit(CATALOGUE, withhold)
    return project.built(search=True), address, sha256


def test_a_document_that_is_withheld_is_gone_from_every_file(withdrawn: tuple[Project, str, str]):
    project, address, sha256 = withdrawn

    told = {sign: _files_with(project.site, sign) for sign in (SECRET, address, sha256)}

    assert told == {SECRET: [], address: [], sha256: []}


def _files_with(site: Path, sign: str) -> list[str]:
    """Return the files of a site in which a text stands, in whatever way it is packed there."""
    wanted = sign.encode()
    return [
        path.relative_to(site).as_posix()
        for path in sorted(site.rglob("*"))
        if path.is_file() and any(wanted in part for part in _parts(path))
    ]


def _parts(path: Path) -> list[bytes]:
    """Return what a file holds: itself, what is packed in it, and the rows of a database."""
    data = path.read_bytes()
    parts = [data]
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            parts += [archive.read(name) for name in archive.namelist()]
    if data.startswith(b"\x1f\x8b"):
        import gzip

        parts.append(gzip.decompress(data))
    if data.startswith(b"SQLite format 3"):
        with closing(sqlite3.connect(path)) as database:
            parts.append("\n".join(database.iterdump()).encode())
    return parts


def test_the_search_for_signs_looks_into_packed_files(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x", SECRET * 100)

    assert _files_with(tmp_path, SECRET) == ["a.zip"]


def test_no_file_names_a_mail_address_of_the_vocabulary(real: Project):
    mails = set(re.findall(r"[\w.-]+@[\w.-]+\.\w+", real.read("data/vocabulary.yaml")))

    told = [
        path.relative_to(real.site).as_posix()
        for path in sorted(real.site.rglob("*"))
        if path.suffix in {".json", ".csv", ".sqlite", ".ttl", ".jsonld", ".bib", ".ris", ".txt"}
        and any(mail.encode() in path.read_bytes() for mail in mails)
    ]

    assert told == []
