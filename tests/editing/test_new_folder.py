"""`hub new` where the catalogue is a folder, and what it keeps of the files that it writes."""

from __future__ import annotations

import stat
import subprocess
import threading
from pathlib import Path

import pytest
from inside import hub
from projects import CATALOGUE, Project
from test_new_text import ANSWERS, NEW

from hub.catalogue.loader import CATALOGUE_FOLDER, read_records
from hub.files import record_lock

KEY = "notifications:\n"
MODELINE = "# yaml-language-server: $schema=../notifications.schema.json\n"
OWN = f"{CATALOGUE_FOLDER}/borgere-med-en-proeve.yaml"
BRAIN = "voksne-med-kompleks-erhvervet-hjerneskade"


def add(project: Project, kind: str, *more: str) -> subprocess.CompletedProcess[str]:
    return hub(project, "new", *ANSWERS[kind], "--no-ask", "--offline", "--yes", *more)


def problems(project: Project) -> list[str]:
    return [one.rule for one in read_records(project.root).problems]


@pytest.fixture(params=["in its place", "beside it"])
def parted(request: pytest.FixtureRequest, catalogue: Project) -> Project:
    """Return a project whose entry about brain damage lies in the folder."""
    start, found, rest = catalogue.read(CATALOGUE).partition(f"  - id: {BRAIN}\n")
    (catalogue.root / CATALOGUE_FOLDER).mkdir()
    catalogue.write(f"{CATALOGUE_FOLDER}/b.yaml", f"{KEY}{found}{rest}")
    if request.param == "beside it":
        catalogue.write(CATALOGUE, start)
    else:
        catalogue.write(f"{CATALOGUE_FOLDER}/a.yaml", start)
        (catalogue.root / CATALOGUE).unlink()
    return catalogue


def texts(project: Project) -> dict[str, str]:
    files = [*(project.root / "data").glob("*.yaml"), *(project.root / CATALOGUE_FOLDER).iterdir()]
    return {file.relative_to(project.root).as_posix(): file.read_text("utf-8") for file in files}


def test_a_new_notification_gets_a_file_of_its_own_in_the_folder(parted: Project):
    before = texts(parted)

    done = add(parted, "notification")

    assert done.returncode == 0, done.stdout + done.stderr
    assert texts(parted) == {**before, OWN: f"{MODELINE}{KEY}{NEW['notification'].rstrip()}\n"}
    assert f"{OWN}, linje 3." in done.stdout
    assert problems(parted) == []


@pytest.mark.parametrize("kind", ["round", "report"])
def test_rounds_and_reports_go_into_the_file_of_their_notification(parted: Project, kind: str):
    before = texts(parted)

    done = add(parted, kind)

    assert done.returncode == 0, done.stdout + done.stderr
    after = texts(parted)
    assert {file for file in after if after[file] != before.get(file)} == {
        f"{CATALOGUE_FOLDER}/b.yaml"
    }
    assert NEW[kind] in after[f"{CATALOGUE_FOLDER}/b.yaml"]
    assert f"{CATALOGUE_FOLDER}/b.yaml, linje " in done.stdout


def test_an_entry_whose_id_another_file_has_is_refused_and_writes_nothing(parted: Project):
    before = texts(parted)

    done = add(parted, "notification", f"--id={BRAIN}")

    assert done.returncode == 1
    assert f"»{BRAIN}«" in done.stdout
    assert texts(parted) == before


@pytest.mark.parametrize("id_", ["../../x", "/x", "a/b", "Æble"])
def test_what_is_no_id_names_no_file(parted: Project, id_: str):
    before = texts(parted)

    done = add(parted, "notification", f"--id={id_}")

    assert done.returncode == 1
    assert f"»{id_}« kan ikke bruges som id." in done.stdout
    assert texts(parted) == before
    assert not list(parted.root.rglob("*.new"))


def test_an_empty_folder_is_a_folder(catalogue: Project):
    (catalogue.root / CATALOGUE_FOLDER).mkdir()
    before = catalogue.read(CATALOGUE)

    assert add(catalogue, "notification").returncode == 0

    assert catalogue.read(CATALOGUE) == before
    assert catalogue.read(OWN) == f"{MODELINE}{KEY}{NEW['notification'].rstrip()}\n"


@pytest.mark.parametrize("file", [CATALOGUE, f"{CATALOGUE_FOLDER}/b.yaml"])
def test_who_adds_waits_for_whoever_writes_any_file_of_the_catalogue(catalogue: Project, file: str):
    adding = threading.Thread(target=add, args=(catalogue, "report"))
    before = catalogue.read(CATALOGUE)

    with record_lock(catalogue.root, file):
        adding.start()
        adding.join(1)
        assert adding.is_alive()
        assert catalogue.read(CATALOGUE) == before
    adding.join(30)

    assert NEW["report"] in catalogue.read(CATALOGUE)


def test_mode_and_symbolic_link_of_the_catalogue_are_kept(catalogue: Project, tmp_path: Path):
    elsewhere = tmp_path / "elsewhere.yaml"
    (catalogue.root / CATALOGUE).rename(elsewhere)
    elsewhere.chmod(0o640)
    (catalogue.root / CATALOGUE).symlink_to(elsewhere)

    assert add(catalogue, "report").returncode == 0

    assert (catalogue.root / CATALOGUE).is_symlink()
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o640
    assert NEW["report"] in elsewhere.read_text("utf-8")
