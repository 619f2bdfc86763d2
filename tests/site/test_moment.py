"""A moment that is none is told by every command that counts a day as today."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import feedparser
import pytest
from documents.library import pdf, serving_documents
from icalendar import Calendar
from kept_state import KeptState
from links.web import project_with
from projects import Project, command, environ

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


FAR_OFF = {"1970": "0", "2038": str(2**31), "2099": "4070908799"}
"""The beginning of clocks, the end of those with 31 bits, and the last day that is known here."""


@pytest.mark.parametrize("year", ["1970", "2099"])
def test_a_site_can_be_built_on_any_day(project: Project, year: str) -> None:
    built = project.hub("build", "--no-search", SOURCE_DATE_EPOCH=FAR_OFF[year])

    events = Calendar.from_ical((project.site / "frister.ics").read_bytes()).events
    feed = feedparser.parse((project.site / "feed.xml").read_bytes())
    assert built.returncode == 0, built.stderr
    assert "Traceback" not in built.stderr
    assert len(events) > 3
    assert not feed.bozo


@pytest.mark.skipif(shutil.which("faketime") is None, reason="needs the program faketime")
@pytest.mark.parametrize("day", ["1969-12-30", "2107-02-03"])
def test_a_clock_that_cannot_be_right_is_told(project: Project, day: str) -> None:
    project.write("site/index.html", "the last site")
    before = KeptState.of(project)
    hub, mkdocs = (
        subprocess.run(
            ["faketime", day, *command(program, "build")],
            cwd=project.root,
            env=environ(SOURCE_DATE_EPOCH=""),
            capture_output=True,
            text=True,
            check=False,
        )
        for program in ("hub", "mkdocs")
    )

    before.assert_refused(hub, f"The clock says {day}", "1970 to 2099", "Set the clock")
    assert (mkdocs.returncode, f"The clock says {day}" in mkdocs.stderr) == (1, True)
    assert "Traceback" not in mkdocs.stderr


@pytest.mark.parametrize("word", ["fetch", "links"])
def test_facts_are_not_written_by_a_clock_that_was_never_set(tmp_path: Path, word: str) -> None:
    with serving_documents() as server:
        address = server.put("/a.pdf", pdf("Bilag"))
        project = project_with(tmp_path / "project", [{"url": address}])
        first = project.hub(word)
        before, asked = KeptState.of(project), len(server.log)

        refused = project.hub(word, SOURCE_DATE_EPOCH=FAR_OFF["1970"])

        before.assert_refused(refused, "The clock says 1970-01-01", "2026-11-18", "Set the clock")
        assert len(server.log) == asked
        assert project.hub(word, SOURCE_DATE_EPOCH=FAR_OFF["2038"]).returncode == 0
    assert first.returncode == 0


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
