"""What a history tells, commit by commit, whatever has been done to it."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from projects import CATALOGUE, Project
from repositories import AUTHOR, FILE, LOCK, Repository
from roots import ENTRY, make_root

from hub.changes.chronology import KEPT_FILE, Chronology, chronology_of
from hub.changes.commits import MOST_COMMITS

DUE = "        report_due: 2026-{}\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Return a project of one notification with a deadline, committed once."""
    text = f"notifications:\n{ENTRY.format(id='sag')}{DUE.format('10-15')}"
    made = Repository(Project(make_root(tmp_path / "project", text)))
    made.project.write(".gitignore", ".cache/\n")
    made.git("init", "--quiet")
    made.commit("start", "2026-01-01T12:00:00Z")
    return made


def told(repository: Repository) -> list[list[str]]:
    """Return the kinds of changes of each commit, oldest first."""
    return kinds(chronology_of(repository.project.root))


def kinds(chronology: Chronology) -> list[list[str]]:
    assert chronology.is_known
    return [[change.what for change in one.step.changes] for one in chronology.steps]


def move(repository: Repository, old: str, new: str) -> None:
    repository.project.replace(CATALOGUE, DUE.format(old), DUE.format(new))


def test_a_deadline_that_moves_three_times_is_told_three_times(repository: Repository) -> None:
    dates = ["10-15", "12-01", "10-15", "11-20"]
    for old, new in pairwise(dates):
        move(repository, old, new)
        repository.commit(f"til {new}")

    chronology = chronology_of(repository.project.root)

    assert kinds(chronology) == [["notification-new"], *[["deadline"]] * 3]
    assert [str(one.date) for step in chronology.steps for one in step.step.deadlines] == [
        f"2026-{date}" for date in dates
    ]


def test_no_repository_and_no_commit_are_no_history(tmp_path: Path) -> None:
    root = make_root(tmp_path / "project")
    nothing = chronology_of(root)
    Repository(Project(root)).git("init", "--quiet")

    assert (nothing.is_known, chronology_of(root).is_known) == (False, False)


def test_the_end_of_a_history_is_none(repository: Repository, tmp_path: Path) -> None:
    move(repository, "10-15", "12-01")
    repository.commit("flyttet")
    source = f"file://{repository.project.root}"
    repository.git("clone", "--quiet", "--depth=1", source, str(tmp_path / "shallow"))

    assert not chronology_of(tmp_path / "shallow").is_known


def test_a_project_below_the_top_of_a_repository_has_its_own_history(tmp_path: Path) -> None:
    top = Repository(Project(tmp_path / "top"))
    make_root(top.project.root / "a/hub")
    make_root(top.project.root / "b/hub")
    top.git("init", "--quiet")
    top.commit("begge")
    top.project.replace(f"b/hub/{CATALOGUE}", "title: Sag", "title: Ny")
    top.commit("kun b")

    assert kinds(chronology_of(top.project.root / "a/hub")) == [["notification-new"]]
    assert kinds(chronology_of(top.project.root / "b/hub")) == [
        ["notification-new"],
        ["notification-changed"],
    ]


def test_a_faulty_commit_is_passed_over_and_told_with_the_next(repository: Repository) -> None:
    good = repository.project.read(CATALOGUE)
    for text in ("notifications: [\n", "notifications:\n  - id: x\n", "\x00\xff"):
        repository.project.write(CATALOGUE, text)
        repository.commit("fejl")
    repository.project.write(CATALOGUE, good.replace("10-15", "12-01"))
    repository.commit("rettet")

    chronology = chronology_of(repository.project.root)

    assert kinds(chronology) == [["notification-new"], [], [], [], ["deadline"]]
    assert chronology.unreadable == 3


def test_a_faulty_lock_is_passed_over_too(repository: Repository) -> None:
    repository.append(f"        appendices:\n          - title: Bilag\n            url: {FILE}\n")
    repository.lock("broken")
    repository.commit("i stykker")
    repository.project.write(LOCK, "[" * 100_000)
    repository.commit("fejl")
    repository.lock("document", since="2026-11-09")
    repository.commit("virker")

    chronology = chronology_of(repository.project.root)

    assert kinds(chronology)[1:] == [["appendix-new", "link-broken"], [], ["link-mended"]]
    assert chronology.steps[-1].step.changes[0].mark == "2026-11-09"


def test_files_that_are_renamed_change_nothing(repository: Repository) -> None:
    folder = repository.project.root / "data/notifications"
    folder.mkdir()
    (repository.project.root / CATALOGUE).rename(folder / 'æ "b".yaml')
    repository.commit("til en mappe")
    (folder / 'æ "b".yaml').rename(folder / "c.yaml")
    repository.commit("et andet navn")

    assert told(repository) == [["notification-new"], [], []]


def test_a_folder_is_read_file_by_file(repository: Repository) -> None:
    entry = "notifications:\n" + ENTRY.format(id="ny")
    repository.project.write("data/notifications/ny.yaml", entry)
    repository.commit("ny fil")
    repository.project.write("data/notifications/ny.yaml", entry.replace("Tekst.", "Andet."))
    repository.commit("rettet")
    (repository.project.root / "data/notifications/ny.yaml").unlink()
    repository.commit("væk")

    assert told(repository)[1:] == [
        ["notification-new"],
        ["notification-changed"],
        ["notification-gone"],
    ]


def test_what_a_branch_brought_is_told_once_when_it_is_merged(repository: Repository) -> None:
    repository.git("switch", "--quiet", "--create", "gren")
    move(repository, "10-15", "11-01")
    repository.commit("først")
    move(repository, "11-01", "12-01")
    repository.commit("så")
    repository.git("switch", "--quiet", "main")
    repository.project.write("andet.txt", "x")
    repository.commit("imens")
    repository.git("merge", "--quiet", "--no-ff", "--message", "flet", "gren")

    chronology = chronology_of(repository.project.root)

    assert kinds(chronology) == [["notification-new"], ["deadline"]]
    assert str(chronology.steps[-1].step.deadlines[0].date) == "2026-12-01"


def test_a_history_that_is_written_anew_is_read_anew(repository: Repository) -> None:
    for old, new in (("10-15", "11-01"), ("11-01", "12-01")):
        move(repository, old, new)
        repository.commit(new)
    before = told(repository)
    repository.git("reset", "--quiet", "--soft", "HEAD~2")
    repository.commit("samlet")

    assert before == [["notification-new"], ["deadline"], ["deadline"]]
    assert told(repository) == [["notification-new"], ["deadline"]]


def test_clocks_that_were_wrong_turn_nothing_round(repository: Repository) -> None:
    days = ["2099-01-01", "2026-03-01", "1971-01-01", "2026-05-01"]
    for number, day in enumerate(days, 1):
        repository.project.replace(CATALOGUE, "summary: ", "summary: x")
        repository.commit(str(number), f"{day}T12:00:00Z")

    moments = [one.moment.date() for one in chronology_of(repository.project.root).steps]

    assert moments == [
        dt.date(2026, 1, 1),
        dt.date(2026, 3, 1),
        dt.date(2026, 3, 1),
        dt.date(2026, 3, 1),
        dt.date(2026, 5, 1),
    ]


BREAKAGES: dict[str, Callable[[Path], object]] = {
    "none": lambda kept: kept.unlink(),
    "empty": lambda kept: kept.write_bytes(b""),
    "cut": lambda kept: kept.write_bytes(kept.read_bytes()[:-9]),
    "no JSON": lambda kept: kept.write_bytes(b"\xff\x00"),
    "another program's": lambda kept: kept.write_text('{"made_by": "x", "steps": []}'),
    "a folder": lambda kept: (kept.unlink(), kept.mkdir()),
}


@pytest.mark.parametrize("name", BREAKAGES)
def test_what_is_kept_decides_nothing(repository: Repository, name: str) -> None:
    move(repository, "10-15", "12-01")
    repository.commit("flyttet")
    first = chronology_of(repository.project.root)
    kept = repository.project.root / KEPT_FILE
    BREAKAGES[name](kept)

    assert chronology_of(repository.project.root) == first


def test_only_what_is_new_is_read(repository: Repository) -> None:
    chronology_of(repository.project.root)
    first = repository.git("rev-parse", f"HEAD:{CATALOGUE}").strip()
    move(repository, "10-15", "12-01")
    repository.commit("flyttet")
    chronology_of(repository.project.root)
    # What is kept is not read again: the blobs can be gone.
    for blob in (first, repository.git("rev-parse", f"HEAD:{CATALOGUE}").strip()):
        path = repository.project.root / ".git/objects" / blob[:2] / blob[2:]
        path.chmod(0o644)
        path.unlink()

    assert told(repository) == [["notification-new"], ["deadline"]]


def test_a_blob_that_is_not_there_is_like_a_faulty_one(repository: Repository) -> None:
    blob = repository.git("rev-parse", f"HEAD:{CATALOGUE}").strip()
    move(repository, "10-15", "12-01")
    repository.commit("flyttet")
    (repository.project.root / ".git/objects" / blob[:2] / blob[2:]).unlink()

    chronology = chronology_of(repository.project.root)

    assert (kinds(chronology), chronology.unreadable) == ([[], ["notification-new"]], 1)


def test_of_ten_thousand_commits_the_newest_are_looked_at(tmp_path: Path) -> None:
    root = make_root(tmp_path / "project")
    text = (root / CATALOGUE).read_text(encoding="utf-8")
    stream = []
    for number in range(10_000):
        data = text.replace("Tekst.", f"Tekst {number}.").encode()
        stream.append(
            "commit refs/heads/main\n"
            f"committer {AUTHOR} <x@x.example> {1_700_000_000 + number} +0000\n"
            f"data 1\nx\nM 100644 inline {CATALOGUE}\ndata {len(data)}\n".encode()
            + data
            + b"\n"
        )
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main"], cwd=root, check=True)
    subprocess.run(["git", "fast-import", "--quiet"], cwd=root, input=b"".join(stream), check=True)

    chronology = chronology_of(root)

    assert kinds(chronology) == [["notification-changed"]] * MOST_COMMITS
    assert chronology.steps[-1].latest == 1_700_009_999


def test_no_name_of_a_person_is_kept(repository: Repository) -> None:
    chronology_of(repository.project.root)

    assert AUTHOR.encode() not in (repository.project.root / KEPT_FILE).read_bytes()


def test_a_folder_without_git_is_no_error(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert not chronology_of(repository.project.root).is_known
    assert shutil.which("git") is None
