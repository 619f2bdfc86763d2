"""`hub check --against`: an address that is public already is not lost without a word."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from roots import CATALOGUE, ENTRY, make_root, run_hub

CASE = (
    ENTRY.format(id="sag")
    + """\
        notification:
          title: Udmelding
        appendices:
          - title: Bilag 1
            number: 1
          - title: Bilag 2
            number: 2
"""
)
OTHER = ENTRY.format(id="anden")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a project whose catalogue has two cases and is committed."""
    folder = make_root(tmp_path / "root", f"notifications:\n{CASE}{OTHER}")
    known = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    for words in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "-m", "x")):
        subprocess.run(["git", *known, *words], cwd=folder, check=True)
    return folder


def told(root: Path, catalogue: str) -> tuple[int, list[str]]:
    """Return the status and the first line of each problem of a changed catalogue."""
    (root / CATALOGUE).write_text(f"notifications:\n{catalogue}", encoding="utf-8")
    run = run_hub(root, "check", "--against", "HEAD")
    return run.code, [line for line in run.output.splitlines() if line.startswith(CATALOGUE)]


CASE_GONE = "Udmeldingen »{}« findes ikke mere, og dens adresse ville føre ingen steder hen."
GONE_DOCUMENT = "Dokumentet »{}« findes ikke mere, og dets adresse ville føre ingen steder hen."


def case_gone(place: str, id_: str) -> str:
    return f":{place}: fejl[id-gone] {CASE_GONE.format(id_)}"


def document_gone(place: str, id_: str) -> str:
    return f":{place}: fejl[document-id-gone] {GONE_DOCUMENT.format(id_)}"


GONE = {
    # a change, and what is said of it; nothing where every old address leads on
    "nothing": (CASE + OTHER, []),
    "a new case": (CASE + OTHER + ENTRY.format(id="ny"), []),
    "another order": (OTHER + CASE, []),
    "another title": (CASE.replace("title: Udmelding", "title: Central udmelding") + OTHER, []),
    "an id renamed": (
        CASE.replace("id: sag", "id: ny-sag") + OTHER,
        [case_gone("2:9", "sag")],
    ),
    "an id renamed with its former one": (
        CASE.replace("id: sag\n", "id: ny-sag\n    former_ids: [sag]\n") + OTHER,
        [],
    ),
    "a case removed": (
        CASE,
        [case_gone("1:1", "anden")],
    ),
    "an appendix with another number": (
        CASE.replace("number: 2", "number: 3") + OTHER,
        [document_gone("17:13", "sag-2019-bilag-2")],
    ),
    "an appendix with its former id": (
        CASE.replace("number: 2", "number: 3\n            former_ids: [sag-2019-bilag-2]") + OTHER,
        [],
    ),
    "an appendix removed": (
        CASE.replace("          - title: Bilag 2\n            number: 2\n", "") + OTHER,
        [document_gone("2:5", "sag-2019-bilag-2")],
    ),
    "another year": (
        CASE.replace("year: 2019", "year: 2020") + OTHER,
        [
            document_gone(line, f"sag-2019-{name}")
            for line, name in (("13:11", "udmelding"), ("15:13", "bilag-1"), ("17:13", "bilag-2"))
        ],
    ),
}


@pytest.mark.parametrize(("catalogue", "lines"), GONE.values(), ids=list(GONE))
def test_an_id_that_is_gone_is_told(root: Path, catalogue: str, lines: list[str]):
    status, found = told(root, catalogue)

    assert (status, found) == (bool(lines), [f"{CATALOGUE}{line}" for line in lines])


def test_a_former_id_is_promised_too(root: Path):
    kept = CASE.replace("id: sag\n", "id: ny-sag\n    former_ids: [sag]\n") + OTHER
    assert told(root, kept) == (0, [])
    subprocess.run(
        ["git", "-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qam", "y"],
        cwd=root,
        check=True,
    )

    status, found = told(root, kept.replace("    former_ids: [sag]\n", ""))

    assert status == 1
    assert [line.partition("[")[2].partition("]")[0] for line in found][:1] == ["id-gone"]


def test_without_a_base_nothing_is_asked(root: Path):
    (root / CATALOGUE).write_text(f"notifications:\n{OTHER}", encoding="utf-8")

    assert run_hub(root, "check").code == 0


def test_a_commit_that_is_not_there_is_wrong_use(root: Path):
    run = run_hub(root, "check", "--against", "ingen")

    assert run.code == 2
    assert "ingen names no commit" in run.errors
