"""What is handed out on the command line: one file of several, and what is told where none is."""

from __future__ import annotations

from pathlib import Path

import pytest
from inside import hub
from projects import CATALOGUE, Project

CASE = "borgere-med-udviklingshaemning-og-dom"
NEARLY = CASE.replace("dom", "dm")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project.copied_to(tmp_path_factory.mktemp("handed") / "project")


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project.copied_to(tmp_path_factory.mktemp("faulty") / "project")
    project.replace(CATALOGUE, "scope: national", "scope: nationl")
    return project


def test_one_case_is_printed_as_it_is_written(plain: Project, tmp_path: Path) -> None:
    printed = hub(plain, "export", "cases", CASE)
    written = hub(plain, "export", "cases", CASE, "--output", tmp_path)

    [file] = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert CASE in file.parts
    assert file.read_text(encoding="utf-8") == printed.stdout
    assert written.stdout == f"Wrote 1 file, {file.stat().st_size} bytes: {tmp_path}\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ["export", "cases"],
            "cases is 8 files. Choose one by its NAME, or a folder with --output.",
        ),
        (["export", "cases", NEARLY], f"There is no {NEARLY}. Did you mean {CASE}?"),
        (["export", "cases", "æ"], "There is no æ."),
        (["dossier", NEARLY], f"The catalogue has no notification {NEARLY}. Did you mean {CASE}?"),
        (["dossier", "æ"], "The catalogue has no notification æ."),
    ],
    ids=["which", "nearly a case", "no case", "nearly an archive", "no archive"],
)
def test_what_there_is_not_is_wrong_use(plain: Project, words: list[str], told: str) -> None:
    done = hub(plain, *words)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1] == f"Error: {told}"


@pytest.mark.parametrize("words", [["export", "cases", CASE], ["dossier", CASE]], ids=" ".join)
def test_nothing_is_handed_out_of_a_catalogue_with_errors(
    faulty: Project, words: list[str]
) -> None:
    done = hub(faulty, *words)

    assert done.returncode == 1
    assert "nationl" in done.stdout + done.stderr
    assert done.stderr.splitlines()[-1] == "Error: Nothing was written."


def test_a_proposal_without_a_repository_is_told(plain: Project) -> None:
    done = hub(plain, "propose", "--branch", "hub/opdatering", "--title", "Opdatering")

    assert done.returncode == 3
    assert done.stderr.startswith("Forslaget kunne ikke lægges frem: ")
    assert "git" in done.stderr
