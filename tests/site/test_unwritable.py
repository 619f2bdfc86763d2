"""A folder that may not be written is told with its name; what only reads goes on without it."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from documents.library import pdf, project_of, serving_documents
from kept_state import KeptState
from links.web import project_with, serving_web
from projects import CATALOGUE, Project
from restraints import Restraints

AS_EVERYBODY = Restraints(obeys_modes=True)
"""Root reads and writes what modes forbid; run so, it does not."""

REFUSED = ("Permission denied.", "Let this user read and write there")
CASE = "borgere-med-udviklingshaemning-og-dom"
REPORT = (
    *("new", "--report", CASE, "--offline", "--yes", "--no-ask"),
    *("--area", "nordjylland"),
)

WRITERS: dict[str, tuple[tuple[str, ...], tuple[str, ...], str]] = {
    # what is run, the folders that may not be written, and the place that the refusal names
    "build without the parent": (("build", "--no-search"), ("",), "site"),
    "build without the site": (("build", "--no-search"), ("", "site"), "site"),
    "build without the cache": (("build", "--no-search"), (".cache/hub/work",), ".cache/hub/work"),
    "new": (REPORT, ("data",), CATALOGUE),
    "new without the cache": (REPORT, (".cache/hub/locks",), ".cache/hub/locks"),
    "import": (("import", "rows.csv"), ("data",), CATALOGUE),
    "schema": (("schema",), ("data",), "data/"),
    "export": (("export", "all", "--output", "build/out"), ("build",), "build/out"),
    "stage": (("stage", "staged"), ("",), "staged"),
    "init": (("init", "build/fresh", "--no-ask"), ("build",), "build/fresh"),
}
READERS = (
    ("check",),
    ("export", "cases", CASE),
    ("fetch", "--dry-run"),
    ("links", "--dry-run"),
    ("explain", "alias"),
    ("doctor",),
    ("schema", "--check"),
)


@pytest.fixture(scope="module")
def editors(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project.copied_to(tmp_path_factory.mktemp("unwritable") / "project")
    project.write("site/index.html", "the last good site")
    project.write("build/kept", "what was built")
    project.write("data/notifications.schema.json", "{}\n")
    for folder in ("work", "locks"):
        (project.root / ".cache/hub" / folder).mkdir(parents=True)
    project.write("rows.csv", project.hub("export", "table").stdout.replace(CASE, "en-ny-sag"))
    return project


@contextmanager
def unwritable(*folders: Path) -> Iterator[None]:
    """Let nobody write into folders meanwhile."""
    modes = {folder: stat.S_IMODE(folder.stat().st_mode) for folder in folders}
    for folder in folders:
        folder.chmod(0o555)
    try:
        yield
    finally:
        for folder, mode in modes.items():
            folder.chmod(mode)


@pytest.mark.parametrize("writer", WRITERS)
def test_a_folder_that_may_not_be_written(editors: Project, writer: str) -> None:
    words, folders, place = WRITERS[writer]
    for lock in (editors.root / ".cache/hub/locks").iterdir():
        lock.unlink()
    before = KeptState.of(editors)

    with unwritable(*(editors.root / folder for folder in folders)):
        done = editors.hub(*words, restraints=AS_EVERYBODY)

    before.assert_refused(done, f"hub {words[0]} could not go on.", place, *REFUSED)


@pytest.mark.parametrize("words", READERS, ids=lambda words: words[0])
def test_what_only_reads_needs_no_folder_that_may_be_written(
    editors: Project, words: tuple[str, ...]
) -> None:
    folders = [path for path in (editors.root, *editors.root.rglob("*")) if path.is_dir()]
    before = KeptState.of(editors)

    with unwritable(*folders):
        done = editors.hub(*words, restraints=AS_EVERYBODY)

    before.assert_kept()
    assert "Permission denied" not in done.stdout + done.stderr
    assert done.returncode in (0, 1)


@pytest.mark.parametrize("folders", [("data",), (".cache", ".cache/hub")], ids=["data", "cache"])
@pytest.mark.parametrize("command", ["fetch", "links"])
def test_facts_that_may_not_be_written(
    tmp_path: Path, command: str, folders: tuple[str, ...]
) -> None:
    with serving_documents() as server, serving_web() as web:
        if command == "fetch":
            address = server.put("/a.pdf", pdf("Bilag"))
            project = project_of(tmp_path / "project", [{"url": address}])
        else:
            project = project_with(tmp_path / "project", [{"url": web.put("/a")}])
        (project.root / ".cache/hub").mkdir(parents=True)
        before = KeptState.of(project)

        with unwritable(*(project.root / folder for folder in folders)):
            done = project.hub(command, restraints=AS_EVERYBODY)

    before.assert_refused(done, f"hub {command} could not go on.", folders[-1], *REFUSED)


def test_a_file_that_may_not_be_read(editors: Project) -> None:
    path = editors.root / CATALOGUE
    path.chmod(0)
    try:
        done = editors.hub("check", restraints=AS_EVERYBODY)
    finally:
        path.chmod(0o644)

    assert done.returncode == 1
    assert done.stdout.startswith(f"{CATALOGUE}:1:1: fejl[file-unreadable] ")
