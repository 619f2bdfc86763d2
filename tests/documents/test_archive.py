"""A case as one archive: what is in it, what is not, and that it is always the same."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from axe import violations_by_mode
from click.testing import CliRunner
from library import DocumentServer, Done, fetch, lock_of, locked_pdf, pdf, write_catalogue
from looks import SPACED, TWICE, restyle
from playwright.sync_api import Browser, Page
from projects import Project
from tagged import PAGE, tagged_pdf

from hub.cli.main import main
from hub.site import case_archive

HOSTILE = "../../../etc/passwd\\..\\<script>alert(1)</script>=1+1 «æøå»" + "x" * 200
PASSWORD = "x"  # noqa: S105  # opens only what a test has just made

Library = Callable[..., Project]


def dossier(project: Project, *words: str) -> Done:
    result = CliRunner().invoke(main, ["--root", str(project.root), "dossier", "proeve", *words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Done(result.exit_code, result.stdout, result.stderr)


def archive_of(project: Project, name: str = "sag.zip") -> zipfile.ZipFile:
    path = project.root / name
    done = dossier(project, "--output", str(path))
    assert done.returncode == 0, done.stderr
    return zipfile.ZipFile(path)


def with_originals(project: Project) -> Project:
    text = project.read("mkdocs.yml")
    project.write(
        "mkdocs.yml", text.replace("  documents:", "  archive_originals: true\n    documents:")
    )
    assert "archive_originals" in project.read("mkdocs.yml")
    return project


@pytest.fixture
def fetched(server: DocumentServer, make_library: Library) -> Project:
    """Return a project with two documents that are stored, and four that are not there as text."""
    project = make_library(
        {"url": server.put("/a.pdf", pdf("Første side", "Anden side"))},
        {"url": server.put("/b.pdf", pdf("Hemmelig", title="Hemmelig titel")), "title": "Navn B"},
        {"url": server.put("/l.pdf", locked_pdf("x", PASSWORD))},
        {"title": "Uden adresse"},
        {"url": server.url("/findes-ikke.pdf")},
        {"url": server.put("/h.pdf", pdf("Fjendtlig")), "title": json.dumps(HOSTILE)},
    )
    fetch(project)
    return project


def test_it_holds_a_page_and_tables_and_no_original(fetched: Project) -> None:
    with archive_of(fetched) as archive:
        page = archive.read("index.html").decode()

        assert archive.namelist() == ["index.html", "metadata.json", "metadata.csv"]
    assert "Første side" in page
    assert "Anden side" in page
    assert "Vi har ikke fundet et direkte link til dokumentet." in page
    assert "Dokumentet kræver adgangskode." in page
    assert "Dokumentet er ikke hentet." in page
    assert "<script>" not in page


def test_the_tables_agree_with_the_lock(fetched: Project) -> None:
    with archive_of(fetched) as archive:
        documents = json.loads(archive.read("metadata.json"))["documents"]
        rows = list(csv.DictReader(io.StringIO(archive.read("metadata.csv").decode("utf-8-sig"))))

    lock = lock_of(fetched)["documents"]
    stored = {one["address"]: one["sha256"] for one in documents if one["sha256"]}
    assert stored == {
        address: record["versions"][-1]["sha256"]
        for address, record in lock.items()
        if record.get("versions")
    }
    assert [row["id"] for row in rows] == [one["id"] for one in documents]
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@"))]


def test_the_same_input_gives_the_same_bytes(fetched: Project) -> None:
    archive_of(fetched, "en.zip").close()
    archive_of(fetched, "to.zip").close()

    assert (fetched.root / "en.zip").read_bytes() == (fetched.root / "to.zip").read_bytes()


def test_originals_come_along_byte_for_byte_where_the_setting_says_so(fetched: Project) -> None:
    with archive_of(with_originals(fetched)) as archive:
        named = {
            one["file"]: one["sha256"]
            for one in json.loads(archive.read("metadata.json"))["documents"]
            if one["file"]
        }
        checksums = {name: hashlib.sha256(archive.read(name)).hexdigest() for name in named}

        assert set(archive.namelist()) == {"index.html", "metadata.json", "metadata.csv", *named}
    assert checksums == named
    assert len(named) == 4


def test_what_is_missing_is_named_where_originals_come_along_too(
    fetched: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = lock_of(fetched)["documents"]
    sizes = [record["versions"][-1]["size"] for record in lock.values() if record.get("versions")]
    monkeypatch.setattr(case_archive, "LARGEST_ARCHIVE", sum(sizes) - 1)

    with archive_of(with_originals(fetched)) as archive:
        documents = json.loads(archive.read("metadata.json"))["documents"]
        page = archive.read("index.html").decode()

    assert [(one["text"], one["missing"], one["file_missing"]) for one in documents] == [
        (True, None, None),
        (True, None, None),
        (False, "Dokumentet kræver adgangskode.", None),
        (False, "Vi har ikke fundet et direkte link til dokumentet.", None),
        (False, "Dokumentet er ikke hentet.", None),
        (True, None, "Originalen er for stor til at ligge i arkivet."),
    ]
    assert page.count("Dokumentet kræver adgangskode.") == 1
    assert page.count("Originalen er for stor til at ligge i arkivet.") == 1


def test_an_original_that_is_not_what_the_lock_names_stays_out(fetched: Project) -> None:
    address = next(one for one in lock_of(fetched)["documents"] if one.endswith("/a.pdf"))
    sha256 = lock_of(fetched)["documents"][address]["versions"][-1]["sha256"]
    stored = fetched.root / ".cache/hub/store" / sha256 / "document"
    stored.write_bytes(stored.read_bytes() + b"more")

    with archive_of(with_originals(fetched)) as archive:
        documents = json.loads(archive.read("metadata.json"))["documents"]
        names = archive.namelist()

    damaged = next(one for one in documents if one["address"] == address)
    assert (damaged["file"], damaged["file_missing"]) == (
        None,
        "Vores kopi af originalen er beskadiget eller mangler.",
    )
    assert len([name for name in names if name.startswith("originaler/")]) == 3


def test_no_name_leaves_the_folder(fetched: Project, tmp_path: Path) -> None:
    with archive_of(with_originals(fetched)) as archive:
        names = archive.namelist()
        archive.extractall(tmp_path / "ud")  # what is tested

    assert [
        name for name in names if not re.fullmatch(r"(?:originaler/)?[a-z0-9.-]{1,80}", name)
    ] == []
    there = {
        path.relative_to(tmp_path / "ud").as_posix() for path in (tmp_path / "ud").rglob("*.*")
    }
    assert there == set(names)


def test_a_withheld_document_is_nowhere_in_it(fetched: Project) -> None:
    project = with_originals(fetched)
    address = next(one for one in lock_of(project)["documents"] if one.endswith("/b.pdf"))
    sha256 = lock_of(project)["documents"][address]["versions"][-1]["sha256"]
    others = [one for one in lock_of(project)["documents"] if one != address]

    write_catalogue(
        project,
        [{"url": address, "title": "Navn B", "withheld": "true"}, *({"url": u} for u in others)],
    )

    with archive_of(project) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
        names = " ".join(archive.namelist())
    assert [one for one in ("Hemmelig", "Navn B", sha256, address) if one.encode() in whole] == []
    assert "navn-b" not in names


def test_a_case_without_a_stored_document_has_none(make_library: Library) -> None:
    done = dossier(make_library({"title": "Uden adresse"}))

    assert done.returncode == 1
    assert "No document of proeve is stored. Run: hub fetch proeve" in done.stderr


@pytest.mark.parametrize("damage", [b"", b"garbage"])
def test_a_damaged_archive_is_made_anew(fetched: Project, damage: bytes) -> None:
    archive_of(fetched, "en.zip").close()
    kept = fetched.root / ".cache/hub/archives/proeve.zip"
    kept.write_bytes(damage)

    archive_of(fetched, "to.zip").close()

    assert (fetched.root / "en.zip").read_bytes() == (fetched.root / "to.zip").read_bytes()


@pytest.fixture
def of_a_report(server: DocumentServer, make_library: Library) -> Project:
    """Return a project with a tagged report that is stored."""
    report = tagged_pdf(
        ("H1", "Indledning"),
        ("P", "Et afsnit over to sider, som ikke er"),
        PAGE,
        ("P", "slut endnu."),
        ("L", ("LI", ("LBody", "Råd")), ("LI", ("LBody", "Tilbud"))),
        ("Table", ("TR", ("TH", "Område"), ("TH", "Antal")), ("TR", ("TH", "Syn"), ("TD", "12"))),
    )
    project = make_library({"url": server.put("/rapport.pdf", report)})
    fetch(project)
    return project


def test_a_text_is_shown_as_in_its_reading_view(of_a_report: Project) -> None:
    with archive_of(of_a_report) as archive:
        page = archive.read("index.html").decode()

    headings = re.findall(r"<h([2-6])[^>]*>(Side \d|Indledning)", page)
    assert headings == [("4", "Side 1"), ("5", "Indledning"), ("4", "Side 2")]
    assert "<li>Råd</li>" in page
    assert "<th>Område</th>" in page
    assert re.search(r"som ikke er\s+<span [^>]*>\[side 2\]</span>\s+slut endnu\.", page)


WATCH_FOCUS = """() => {
    window.steps = [];
    document.addEventListener('focusin', ({ target }) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(target);
        window.steps.push(outlineStyle != 'none' && parseFloat(outlineWidth) > 0);
    });
}"""
STOPS = "a[href], [tabindex='0']"
WIDTH = "document.documentElement.scrollWidth"
HEADINGS = "[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(one => +one.tagName[1])"


@pytest.fixture(params=["fetched", "of_a_report"])
def opened(request: pytest.FixtureRequest, browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """Return the page of an archive, opened without a network."""
    with archive_of(request.getfixturevalue(request.param)) as archive:
        archive.extractall(tmp_path / "ud")  # our own
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto((tmp_path / "ud/index.html").as_uri())
    yield page
    context.close()


def test_everybody_can_read_it_offline(opened: Page) -> None:
    """In five modes, by keyboard alone, on a narrow screen, with large and with spaced text."""
    padding = opened.evaluate("getComputedStyle(document.body).paddingTop")
    stops = opened.locator(STOPS).count()
    opened.evaluate(WATCH_FOCUS)
    for _ in range(stops):
        opened.keyboard.press("Tab")
    steps, levels = opened.evaluate("window.steps"), opened.evaluate(HEADINGS)
    broken = violations_by_mode(opened)
    opened.set_viewport_size({"width": 320, "height": 800})
    narrow = opened.evaluate(WIDTH)
    restyle(opened, SPACED)
    narrow_and_spaced = opened.evaluate(WIDTH)
    opened.set_viewport_size({"width": 360, "height": 800})
    restyle(opened, TWICE)

    assert broken == {}
    assert padding == "24px"  # of its own style, which its policy lets be
    assert steps == [True] * stops
    assert [two for two in pairwise(levels) if two[1] > two[0] + 1] == []
    assert (narrow, narrow_and_spaced, opened.evaluate(WIDTH)) == (320, 320, 360)
