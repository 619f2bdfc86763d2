"""A full disk is told with the place and what to do; the last good state stays, and no remains."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from documents.library import pdf, project_of, serving_documents, write_catalogue
from kept_state import KeptState
from links.web import PDF, Answer, project_with, serving_web
from projects import CATALOGUE, ROOT, Project
from restraints import Restraints, small_disk

SCHEMA = "data/notifications.schema.json"
LINKS = "data/links.lock.json"
LOCK = "data/documents.lock.json"
NO_LARGE_FILE = Restraints(file_bytes=6000)
"""No disk is full for everybody who runs the tests, but a file may be kept from growing."""

TOO_LARGE = ("File too large.", "ulimit -f")
NO_SPACE = ("No space left on device.", "Make room on that disk")
CASE = "borgere-med-udviklingshaemning-og-dom"
REPORT = (
    *("new", "--report", CASE, "--offline", "--yes", "--no-ask"),
    *("--area", "nordjylland"),
)

WRITERS: dict[str, tuple[tuple[str, ...], str]] = {
    # what is run, and the place that its refusal names
    "new": (REPORT, CATALOGUE),
    "import": (("import", "rows.csv"), "/data/"),
    "schema": (("schema",), SCHEMA),
    "export": (("export", "cases", "--output", "out"), "out/"),
    "stage": (("stage", "staged"), ".staged-work"),
    "build": (("build", "--no-search"), ".cache/hub/work"),
    "init": (("init", "fresh", "--no-ask"), "fresh/"),
}


@pytest.fixture(scope="module")
def editors(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project with a good site, a stale schema, and rows that wait for being added."""
    return _prepared(Project.copied_to(tmp_path_factory.mktemp("full") / "project"))


def _prepared(project: Project) -> Project:
    project.write("site/index.html", "the last good site")
    project.write(SCHEMA, "{}\n")
    project.write("rows.csv", project.hub("export", "table").stdout.replace(CASE, "en-ny-sag"))
    return project


@pytest.mark.parametrize("writer", [name for name in WRITERS if name != "stage"])
def test_a_file_that_cannot_grow(editors: Project, writer: str) -> None:
    words, place = WRITERS[writer]
    before = KeptState.of(editors)

    done = editors.hub(*words, restraints=NO_LARGE_FILE)

    _forget_new_folders(editors)
    before.assert_refused(done, f"hub {writer} could not go on.", place, *TOO_LARGE)


def _forget_new_folders(project: Project) -> None:
    """Take away what was written whole into folders that were named for it."""
    for name in ("out", "fresh"):
        shutil.rmtree(project.root / name, ignore_errors=True)


def test_a_lock_of_documents_that_cannot_grow(tmp_path: Path) -> None:
    with serving_documents() as server:
        addresses = [server.url(f"/{number}.pdf") for number in range(40)]
        project = project_of(tmp_path / "project", [{"url": one} for one in addresses[:1]])
        project.hub("fetch")
        write_catalogue(project, [{"url": one} for one in addresses])
        before = KeptState.of(project)

        done = project.hub("fetch", restraints=NO_LARGE_FILE)

    before.assert_refused(done, "hub fetch could not go on.", LOCK, *TOO_LARGE)


def test_a_lock_of_links_that_cannot_grow(tmp_path: Path) -> None:
    with serving_web() as web:
        addresses = [web.put(f"/{number}") for number in range(60)]
        project = project_with(tmp_path / "project", [{"url": one} for one in addresses[:1]])
        project.hub("links")
        write_catalogue(project, [{"url": one} for one in addresses])
        before = KeptState.of(project)

        done = project.hub("links", restraints=NO_LARGE_FILE)

    before.assert_refused(done, "hub links could not go on.", LINKS, *TOO_LARGE)


def test_addresses_that_cannot_be_mended(tmp_path: Path) -> None:
    with serving_web() as web:
        new = web.put("/ny/bilag.pdf", Answer(200, PDF, "application/pdf"))
        old = web.put("/gammel/bilag.pdf", Answer(301, location=new))
        others = [{"title": "Bilag " + "x" * 300} for _ in range(20)]
        project = project_with(tmp_path / "project", [{"url": old}, *others])
        project.hub("links")
        before = KeptState.of(project)

        done = project.hub("links", "--fix", restraints=NO_LARGE_FILE)

    before.assert_refused(done, "hub links could not go on.", CATALOGUE, *TOO_LARGE)


@pytest.mark.parametrize(
    ("size", "room", "place"),
    [(20_000, 6_000, ".cache/hub/store"), (6_000_000, 3_000_000, "/")],
    ids=["in the store", "on its way to it"],
)
def test_a_document_that_there_is_no_room_for(
    tmp_path: Path, size: int, room: int, place: str
) -> None:
    with serving_documents() as server:
        small = server.put("/a.pdf", pdf("Det lille"))
        project = project_of(tmp_path / "project", [{"url": small}])
        project.hub("fetch")
        large = server.put("/b.pdf", pdf("Det store") + b"%" * size)
        write_catalogue(project, [{"url": small}, {"url": large}])
        before = KeptState.of(project)

        done = project.hub("fetch", restraints=Restraints(file_bytes=room))

        before.assert_refused(done, "hub fetch could not go on.", place, *TOO_LARGE)
        assert project.hub("fetch").returncode == 0
    assert large in project.read(LOCK)


class FullDisk:
    """A project on a small disk of its own, and how much of that is free."""

    def __init__(self, folder: Path) -> None:
        self.filler = folder / "filler"
        self.project = _prepared(Project.copied_to(folder / "project"))

    def leave(self, room: int) -> None:
        """Fill the disk up to so many bytes."""
        self.filler.unlink(missing_ok=True)
        with self.filler.open("wb") as stream:
            free = shutil.disk_usage(self.filler).free
            os.posix_fallocate(stream.fileno(), 0, free - room)


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FullDisk]:
    folder = tmp_path_factory.mktemp("disk")
    with small_disk(folder, "64m"):
        yield FullDisk(folder)


@pytest.mark.parametrize("writer", ["new", "stage"])
def test_a_full_disk(disk: FullDisk, writer: str) -> None:
    words, place = WRITERS[writer]
    before = KeptState.of(disk.project)
    disk.leave(4096)

    done = disk.project.hub(*words)

    _forget_new_folders(disk.project)
    before.assert_refused(done, f"hub {writer} could not go on.", place, *NO_SPACE)


def test_a_full_disk_for_what_is_made_on_the_way(disk: FullDisk) -> None:
    before = KeptState.of(disk.project)
    disk.leave(4096)

    done = disk.project.hub("export", "sqlite", "--output", "out", TMPDIR=str(disk.filler.parent))

    before.assert_refused(done, "hub export could not go on.", "katalog.sqlite", NO_SPACE[1])


@pytest.mark.parametrize("kilobytes", [200, 3000])
def test_a_disk_that_is_full_before_the_site_is_done(disk: FullDisk, kilobytes: int) -> None:
    before = KeptState.of(disk.project)
    disk.leave(kilobytes * 1024)

    done = disk.project.hub("build")

    before.assert_refused(done, "hub build could not go on.", *NO_SPACE)


def _archived(project: Project) -> subprocess.CompletedProcess[str]:
    words = ["make", "--silent", "--file", ROOT / "site.mk", "archive"]
    return subprocess.run(words, cwd=project.root, capture_output=True, text=True, check=False)


def test_an_archive_on_a_full_disk(disk: FullDisk) -> None:
    disk.leave(1024**2)
    first = _archived(disk.project)
    noise = disk.project.site / "noise"
    noise.write_bytes(os.urandom(500_000))
    before = KeptState.of(disk.project)
    disk.leave(4096)

    done = _archived(disk.project)

    before.assert_kept()
    noise.unlink()
    shutil.rmtree(disk.project.root / "build")
    assert (first.returncode, done.returncode) == (0, 2)
    assert "build/site.tar.gz could not be written." in done.stderr


def test_an_archive_without_a_site(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.write("build/site.tar.gz", "the last one")
    before = KeptState.of(project)

    done = _archived(project)

    before.assert_kept()
    assert (done.returncode, done.stdout) == (2, "")
