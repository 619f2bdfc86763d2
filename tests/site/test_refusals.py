"""What the system refuses is told on one line, and the last good site stays."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from projects import CATALOGUE, Project, digest

SCHEMA = "data/notifications.schema.json"
UNTOUCHED = "The last site stands untouched."


@pytest.fixture
def shown(project: Project) -> Project:
    """Return a project with a good site."""
    project.write("site/index.html", "the last good site")
    return project


def _refused(done: subprocess.CompletedProcess[str], *told: str) -> None:
    line = done.stderr.splitlines()[-1]
    assert done.returncode == 3
    assert "Traceback" not in done.stdout + done.stderr
    assert line.startswith("Error: ")
    assert [one for one in told if one not in line] == []


@pytest.mark.parametrize(
    "name", [".cache", ".cache/hub", ".cache/hub/work", ".cache/hub/templates"]
)
def test_a_file_where_a_folder_should_be(shown: Project, name: str) -> None:
    path = shown.root / name
    if path.is_symlink():
        path.unlink()
    else:
        shutil.rmtree(path, ignore_errors=True)
    path.write_text("a file")
    before = digest(shown.site)

    done = shown.hub("build", "--no-search")

    _refused(done, "hub build could not go on.", name, UNTOUCHED)
    assert digest(shown.site) == before


@pytest.mark.parametrize("kind", ["file", "dangling link"])
def test_a_site_that_is_no_folder(project: Project, kind: str) -> None:
    if kind == "file":
        project.site.write_text("precious")
    else:
        project.site.symlink_to("nowhere")

    done = project.hub("build", "--no-search")

    _refused(done, "hub build could not go on.", str(project.site))
    assert UNTOUCHED not in done.stderr
    assert kind == "dangling link" or project.site.read_text() == "precious"


def test_templates_that_are_a_file(shown: Project) -> None:
    shutil.rmtree(shown.root / "templates")
    shown.write("templates", "a file")

    done = shown.hub("build", "--no-search")

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert shown.read("site/index.html") == "the last good site"


def test_a_schema_that_cannot_be_written(project: Project) -> None:
    (project.root / SCHEMA).unlink()
    (project.root / SCHEMA).mkdir()

    _refused(project.hub("schema"), "hub schema could not go on.", SCHEMA)


def test_a_summary_in_a_folder_that_is_not_there(project: Project) -> None:
    project.replace(CATALOGUE, "report_due: 2020-10-15", "report_due: 2020-13-45")
    summary = project.root / "none" / "summary.md"

    done = project.hub("check", GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(summary))

    _refused(done, "hub check could not go on.", str(summary))
    assert "2020-13-45" in done.stdout


@pytest.mark.skipif(shutil.which("mount") is None, reason="needs the program mount")
def test_a_site_that_is_a_mount_of_its_own(shown: Project) -> None:
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "tmpfs", str(shown.site)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("needs the right to mount a folder")
    try:
        shown.write("site/index.html", "the last good site")

        done = shown.hub("build", "--no-search")

        _refused(done, str(shown.site), UNTOUCHED)
        assert shown.read("site/index.html") == "the last good site"
        left = [path.name for path in shown.root.iterdir() if "site." in path.name]
        assert left == []
    finally:
        subprocess.run(["umount", str(shown.site)], check=True)
