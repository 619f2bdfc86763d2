"""A moment that is none is told by every command that counts a day as today."""

from __future__ import annotations

import pytest
from projects import Project

from hub.text.clock import NotAMoment, build_day


@pytest.mark.parametrize(
    "words",
    [
        ["check"],
        ["build"],
        ["stage", "staged"],
        ["finish", "."],
        ["fetch"],
        ["links"],
        ["dossier", "a"],
    ],
    ids=lambda words: words[0],
)
def test_every_command_tells_it(project: Project, words: list[str]) -> None:
    done = project.hub(*words, SOURCE_DATE_EPOCH="99999999999999")

    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == (
        "Error: SOURCE_DATE_EPOCH is '99999999999999'. It must be seconds since 1970 as a whole "
        "number, and no later than 2099: 1700000000."
    )


def test_mkdocs_tells_it(project: Project) -> None:
    done = project.mkdocs("build", SOURCE_DATE_EPOCH="abc")

    assert done.returncode == 1
    assert "SOURCE_DATE_EPOCH is 'abc'." in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "epoch", ["253402300800", "²", "abc", "1.5", "-1", "1e9", " 1", "9" * 5000]
)
def test_what_is_no_moment(epoch: str) -> None:
    with pytest.raises(NotAMoment):
        build_day({"SOURCE_DATE_EPOCH": epoch})


@pytest.mark.parametrize(("epoch", "day"), [("0", "1970-01-01"), ("1795000000", "2026-11-18")])
def test_what_is_a_moment(epoch: str, day: str) -> None:
    assert build_day({"SOURCE_DATE_EPOCH": epoch}).isoformat() == day


def test_an_empty_moment_is_none() -> None:
    assert build_day({"SOURCE_DATE_EPOCH": ""}) == build_day({})
