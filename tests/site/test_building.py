"""`hub build`, `hub stage` and `hub finish`: all at once or not at all, and always the same."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from projects import CATALOGUE, PROCESS, Project, command, digest, environ

import hub
from hub.files import fresh_folder, replace_folder, restore_folder

ANOTHER = "punktskriftindsatser-boern-og-unge"


def _staged_and_built(project: Project) -> None:
    staged = project.hub("stage", project.root / "staged")
    assert staged.returncode == 0, staged.stderr
    told, settings = staged.stdout.split("\n\n", 1)
    files = sum(path.is_file() for path in (project.root / "staged").rglob("*")) - 1
    assert told == f"Staged {files} files in {project.root / 'staged'}."
    project.write("plain.yml", settings)
    done = project.mkdocs("build", "--config-file", "plain.yml")
    assert done.returncode == 0, done.stderr


def test_stage_engine_and_finish_make_the_same_site(project: Project, real: Project) -> None:
    _staged_and_built(project)

    done = project.hub(
        "finish", project.site, "--site-address", "https://centrale-udmeldinger.example"
    )

    assert (done.returncode, done.stderr) == (0, "")
    pages = len(list(project.site.rglob("index.html")))
    assert done.stdout == f"Finished {pages} pages in {project.site}.\n"
    assert {**digest(project.site), ".hub-staged": ""} == {**digest(real.site), ".hub-staged": ""}


def test_finish_refuses_a_site_without_frames(project: Project) -> None:
    project.write("site/index.html", "<html></html>")
    before = digest(project.site)

    done = project.hub("finish", project.site)

    assert done.returncode == 1
    assert done.stderr == (
        f"Error: The frame of aar/ is not in {project.site}. Stage it and let the engine "
        "build it first; if the catalogue was changed in between, stage it again.\n"
    )
    assert digest(project.site) == before


def test_finish_refuses_a_site_of_another_catalogue(project: Project) -> None:
    _staged_and_built(project)
    project.replace(CATALOGUE, "notifications:\n", "notifications: # changed\n")

    done = project.hub("finish", project.site)

    assert done.returncode == 1
    assert "if the catalogue was changed in between, stage it again" in done.stderr


def test_finish_takes_the_address_of_the_settings(project: Project) -> None:
    _staged_and_built(project)

    done = project.hub("finish", project.site)

    assert done.returncode == 0, done.stderr
    assert "<loc>https://centrale-udmeldinger.example/om/</loc>" in project.read("site/sitemap.xml")


@pytest.mark.parametrize(
    "address", ["x.example", "ftp://x.example/", "https://x.example/?a", "https://x.example/ b"]
)
def test_finish_refuses_what_is_no_address(project: Project, address: str) -> None:
    project.site.mkdir()

    done = project.hub("finish", project.site, "--site-address", address)

    assert done.returncode == 2
    assert f"Invalid value for '--site-address': '{address}' is no address of a site." in (
        " ".join(done.stderr.split())
    )


def test_finish_looks_at_all_frames_before_it_removes_any(project: Project) -> None:
    _staged_and_built(project)
    shutil.rmtree(next(iter(project.site.glob("udmeldinger/hubslug*"))))
    before = digest(project.site)

    done = [project.hub("finish", project.site) for _ in range(2)]

    assert [one.returncode for one in done] == [1, 1]
    assert "The frame of udmeldinger/ is not in" in done[0].stderr
    assert done[0].stderr == done[1].stderr
    assert {file for file in before if "hubslug" in file} <= digest(project.site).keys()


def test_stage_into_the_folder_it_is_called_in(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()

    done = subprocess.run(
        command("hub", "--root", project.root, "stage", "."),
        cwd=folder,
        env=environ() | {"PYTHONPATH": str(Path(hub.__file__).parent.parent)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert (folder / "index.md").is_file()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "project"]


def test_stage_refuses_a_folder_with_other_files(project: Project) -> None:
    project.write("staged/letter.txt", "precious")

    done = project.hub("stage", project.root / "staged")

    assert done.returncode == 1
    assert done.stderr == (
        f"Error: {project.root / 'staged'} holds other files. Name a folder that is new or empty.\n"
    )
    assert project.read("staged/letter.txt") == "precious"


def test_stage_replaces_what_it_staged_before(project: Project) -> None:
    folder = project.root / "staged"
    project.hub("stage", folder)
    project.replace(CATALOGUE, "notifications:\n", "notifications: # changed\n")

    done = project.hub("stage", folder)

    assert done.returncode == 0, done.stderr
    assert len(list(folder.glob("udmeldinger/hubslug*.md"))) == 1
    assert sorted(path.name for path in project.root.iterdir() if "staged" in path.name) == [
        "staged"
    ]


def test_stage_does_not_copy_the_content_into_itself(project: Project) -> None:
    before = digest(project.root / "content")

    done = project.hub("stage", project.root / "content" / "staged")

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert digest(project.root / "content") == before


@pytest.fixture
def faulty(project: Project) -> Project:
    """Return a project whose catalogue has an error, beside a good site."""
    project.write("site/index.html", "the last good site")
    project.replace(CATALOGUE, "report_due: 2020-10-15", "report_due: 2020-13-45")
    return project


def test_a_catalogue_with_an_error_is_not_built(faulty: Project) -> None:
    before = digest(faulty.site)
    line = 1 + faulty.read(CATALOGUE).split("2020-13-45")[0].count("\n")

    done = faulty.hub("build")

    assert done.returncode == 1
    assert f"{CATALOGUE}:{line}:" in done.stdout
    assert "»2020-13-45«" in done.stdout
    assert done.stderr == "Error: The site was not built; the last one stands untouched.\n"
    assert digest(faulty.site) == before


def test_mkdocs_tells_the_same_error_before_it_empties_the_folder(faulty: Project) -> None:
    before = digest(faulty.site)
    told = faulty.hub("build").stdout

    done = faulty.mkdocs("build")

    assert done.returncode == 1
    assert told.strip() in done.stderr
    assert "Traceback" not in done.stderr
    assert digest(faulty.site) == before


def test_an_error_of_the_engine_is_told_in_its_own_words(project: Project) -> None:
    project.write("content/om.md", "# Om\n\n[forkert](findes-ikke.md)\n")

    done = project.hub("build", "--no-search")

    assert done.returncode == 1
    assert "findes-ikke.md" in done.stderr
    assert "Traceback" not in done.stderr
    assert not project.site.exists()


@pytest.mark.parametrize("file", [CATALOGUE, PROCESS, "data/vocabulary.yaml", "data/hosts.yaml"])
def test_a_missing_file_of_record_is_told(project: Project, file: str) -> None:
    (project.root / file).unlink()

    done = project.hub("build", "--no-search")

    assert done.returncode == 1
    assert file in done.stdout
    assert "Traceback" not in done.stderr


def test_an_empty_catalogue_makes_a_site(project: Project) -> None:
    project.write(CATALOGUE, "notifications: []\n")

    done = project.hub("build", "--no-search")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "Der er endnu ingen udmeldinger i kataloget." in project.page("udmeldinger")


def test_a_withdrawn_notification_leaves_no_page_behind(project: Project) -> None:
    project.built()
    project.edit(CATALOGUE, lambda values: values["notifications"].pop(0))
    project.edit(PROCESS, lambda values: values.update(notification=ANOTHER))

    project.built()

    assert len(list(project.site.glob("udmeldinger/*/index.html"))) == 7


def _set_dates(project: Project, moment: int) -> None:
    for path in project.root.rglob("*"):
        os.utime(path, (moment, moment))


def test_the_same_input_gives_the_same_bytes(
    make_project: Callable[[str], Project],
) -> None:
    one, other = make_project("one"), make_project("a longer name æøå")
    _set_dates(other, 1_000_000_000)
    one.run("hub", "build", LC_ALL="C", TZ="Pacific/Kiritimati", PYTHONHASHSEED="1", PYTHONUTF8="0")

    other.run("hub", "build", LC_ALL="C.UTF-8", TZ="America/Adak", PYTHONHASHSEED="2")

    assert len(digest(one.site)) > 13
    assert digest(one.site) == digest(other.site)


@pytest.mark.skipif(shutil.which("faketime") is None, reason="needs the program faketime")
def test_the_time_of_day_does_not_matter(
    make_project: Callable[[str], Project], real: Project
) -> None:
    later = make_project("later")
    words = ["faketime", "2031-02-03 04:05:06", *command("hub", "--root", later.root, "build")]

    subprocess.run(words, env=environ(), check=True, capture_output=True)

    assert digest(later.site) == digest(real.site)


def test_two_builds_at_once_both_succeed(project: Project, real: Project) -> None:
    words = command("hub", "--root", project.root, "build")
    started = [
        subprocess.Popen(
            words, env=environ(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        for _ in range(2)
    ]

    said = [one.communicate()[0] for one in started]

    assert [one.returncode for one in started] == [0, 0], said
    assert digest(project.site) == digest(real.site)
    assert [path.name for path in (project.root / ".cache/hub/work").iterdir()] == ["lock"]


def test_a_site_that_anyone_may_read(project: Project) -> None:
    project.built()

    assert project.site.stat().st_mode & 0o777 == 0o755


def test_a_folder_is_replaced_by_another(tmp_path: Path) -> None:
    new, target = tmp_path / "new", tmp_path / "target"
    new.mkdir()
    target.mkdir()
    (new / "file").write_text("new")
    (target / "file").write_text("old")

    replace_folder(new, target)

    assert (target / "file").read_text() == "new"
    assert (new / "file").read_text() == "old"


def test_a_folder_comes_where_there_was_none(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()

    replace_folder(tmp_path / "new", tmp_path / "parent" / "target")

    assert (tmp_path / "parent" / "target").is_dir()
    assert not (tmp_path / "new").exists()


def test_a_replacement_that_was_cut_off_is_undone(tmp_path: Path) -> None:
    (tmp_path / "site.old").mkdir()
    (tmp_path / "site.old" / "file").write_text("old")

    restore_folder(tmp_path / "site")

    assert (tmp_path / "site" / "file").read_text() == "old"
    assert not (tmp_path / "site.old").exists()


def test_a_whole_site_is_not_undone(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site.old").mkdir()

    restore_folder(tmp_path / "site")

    assert (tmp_path / "site").is_dir()


def test_a_build_after_a_cut_off_replacement_restores_first(faulty: Project) -> None:
    faulty.replace(CATALOGUE, "2020-13-45", "2020-10-15")
    faulty.site.rename(faulty.root / "site.old")
    faulty.replace("content/om.md", "<!-- hub:source-list -->", "<!-- hub:nonsense -->")

    done = faulty.hub("build")

    assert done.returncode == 1
    assert faulty.read("site/index.html") == "the last good site"


def test_what_a_killed_build_left_is_removed(tmp_path: Path) -> None:
    (tmp_path / "build-left" / "site").mkdir(parents=True)

    with fresh_folder(tmp_path) as folder:
        inside = sorted(path.name for path in tmp_path.iterdir())

    assert inside == [folder.name, "lock"]
    assert [path.name for path in tmp_path.iterdir()] == ["lock"]


def test_the_edit_link_leads_to_the_line_of_the_entry(project: Project) -> None:
    project.replace(
        "mkdocs.yml",
        "source_address: null",
        "source_address: https://example.org/edit/{path}?a=1&b=2#L{line}",
    )
    lines = project.read(CATALOGUE).splitlines()
    line = 1 + lines.index(f"  - id: {ANOTHER}")

    project.built()

    assert (
        f'<a href="https://example.org/edit/data/notifications.yaml?a=1&amp;b=2#L{line}">'
        in project.page(f"udmeldinger/{ANOTHER}")
    )


def test_a_wrong_setting_is_told_at_its_line(project: Project) -> None:
    project.replace("mkdocs.yml", "source_address: null", "source_adress: https://example.org/")
    line = 1 + project.read("mkdocs.yml").split("source_adress: https")[0].count("\n")

    done = project.hub("check", "--format", "json")

    problems = json.loads(done.stdout)["problems"]
    assert done.returncode == 1
    assert [(one["rule"], one["file"], one["line"]) for one in problems] == [
        ("unknown-field", "mkdocs.yml", line)
    ]
