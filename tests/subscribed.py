"""A project with a history, and the feeds and calendars that its site offers, read by others."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import feedparser
import vobject
from icalendar import Calendar
from projects import CATALOGUE, TODAY, Project
from repositories import Repository
from roots import ENTRY, make_root

from hub.inputs import read_inputs
from hub.project import CONFIG_FILE, read_project
from hub.site.context import contents_of
from hub.site.preparation import prepare
from hub.site.templates import environment

ADDRESS = "https://udmeldinger.example/"
DUE = "        report_due: 2026-{}\n"
DAYS = ("10-15", "12-01", "11-01", "12-15")
"""Where the deadline stands at first, and where three commits move it."""


def started(folder: Path) -> Repository:
    """Return a project of one notification with a deadline, committed once."""
    text = f"notifications:\n{ENTRY.format(id='sag')}{DUE.format(DAYS[0])}"
    made = Repository(Project(make_root(folder, text)))
    made.project.write("content/index.md", "# x\n")
    made.project.write(".gitignore", ".cache/\n")
    made.git("init", "--quiet")
    made.commit("start", "2026-01-01T12:00:00Z")
    return made


def offered(
    project: Project, address: str = ADDRESS, today: dt.date | None = None
) -> dict[str, bytes]:
    """Return every feed and calendar of a site by its address, without building the site."""
    day = today or dt.datetime.fromtimestamp(TODAY, tz=dt.UTC).date()
    inputs = read_inputs(read_project(project.root / CONFIG_FILE), day)
    assert inputs.errors == ()
    inputs = replace(inputs, project=replace(inputs.project, site_address=address))
    contents = contents_of(inputs, prepare(inputs, environment(project.root)))
    found = dict(contents.subscriptions.site_files())
    for page in contents.pages():
        found |= {
            f"{page.address}{name}": data
            for name, data in page.content().files
            if isinstance(data, bytes)
        }
    return found


def feed(data: bytes) -> Any:
    """Return a feed as feedparser reads it, which finds no fault in it."""
    read = feedparser.parse(data)
    assert not read.bozo, read.get("bozo_exception")
    return read


def entries(project: Project, name: str = "feed.xml") -> list[tuple[str, str]]:
    """Return title and summary of each entry, the newest first."""
    return [(one.title, one.summary) for one in feed(offered(project)[name]).entries]


def events(data: bytes) -> dict[str, Any]:
    """Return the events of a calendar by their UIDs; two programs agree on which there are."""
    found = {str(one["UID"]): one for one in Calendar.from_ical(data).walk("VEVENT")}
    other = list(vobject.readOne(data.decode()).contents.get("vevent", ()))
    assert sorted(one.uid.value for one in other) == sorted(found)
    assert [one.summary.value for one in other] == [str(one["SUMMARY"]) for one in found.values()]
    assert max(map(len, data.split(b"\r\n"))) <= 75
    return found


def event(project: Project, name: str = "frister.ics") -> Any:
    (found,) = events(offered(project)[name]).values()
    return found


def sequence(project: Project) -> tuple[int, dt.datetime]:
    found = event(project)
    return int(found["SEQUENCE"]), found["LAST-MODIFIED"].dt


def move(repository: Repository, old: str, new: str) -> None:
    repository.project.replace(CATALOGUE, DUE.format(old), DUE.format(new))
