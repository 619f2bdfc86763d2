"""Outputs: what open data, feeds, calendars, news, citations and linked data cost of a build.

The same site is built with all of them and without any, in turn and with nothing kept: as
`hub build` makes it, and without the index for the search. The catalogue is in a repository with
one commit, so that all of it is new. The sites stand in memory where there is room: what a new file
costs on a disk depends on what was removed there in the minutes before, see `leftovers`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from projects import Project, environ

from bench import FOLDER
from bench.leftovers import set_aside
from bench.measurement import Spent, in_turn, run
from bench.programs import WITHOUT_OUTPUTS, build_program
from bench.report import Report, Table, mebibytes, seconds
from bench.synthetic import fill

SECTION = "Outputs beside the pages"
FULL, QUICK = 5000, 50
MEMORY, MOST_BYTES = Path("/dev/shm"), 12 * 1024**3  # noqa: S108  # of this program alone
MOST = 0.15
"""What the outputs may be of a build's processor time."""


def measure(report: Report) -> None:
    """Build one size with and without the outputs, with and without an index."""
    count = QUICK if report.quick else FULL
    folder = _room()
    set_aside(folder)
    project = _large_project(folder, count)
    for index, label in ((True, "the whole build"), (False, "without an index")):
        sides = {
            "without": partial(_built, project, build_program(WITHOUT_OUTPUTS, search=index)),
            "with": partial(_built, project, build_program(search=index)),
        }
        spent, failures = in_turn(sides, 1)
        report.failures += [f"Outputs, {label}, {one}: {why}" for one, why in failures.items()]
        if not failures:
            _tell(report, f"{count:,} notifications, {label}", spent, is_judged=index)
    set_aside(folder)


def _room() -> Path:
    """Return a folder in memory, or on the disk where there is little of it."""
    has_room = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > MOST_BYTES
    return MEMORY / f"hub-bench-{os.getpid()}" if has_room else FOLDER / "work" / "outputs"


def _tell(report: Report, label: str, spent: Mapping[str, Spent], *, is_judged: bool) -> None:
    share = 1 - spent["without"].processor / spent["with"].processor
    rows = tuple(
        (name, seconds(one.wall), seconds(one.processor), mebibytes(one.memory))
        for name, one in spent.items()
    )
    notes = (f"The outputs are {share:.1%} of the processor time.",)
    report.add(SECTION, Table(label, ("", "wall s", "processor s", "MiB"), rows, notes))
    if is_judged:
        promise = f"All outputs together take at most {MOST:.0%} of a build: {label}"
        report.budget("outputs", promise, f"{share:.1%} of its processor time", met=share <= MOST)


def _large_project(folder: Path, count: int) -> Project:
    """Return a project with so many notifications, committed once."""
    project = Project.copied_to(folder)
    fill(project, count)
    project.write(".gitignore", ".cache/\nsite/\n")
    day = {"GIT_AUTHOR_DATE": "2026-11-01T12:00:00Z", "GIT_COMMITTER_DATE": "2026-11-01T12:00:00Z"}
    own = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    for step in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "--message", "x")):
        subprocess.run(["git", *own, *step], cwd=project.root, env=environ(**day), check=True)
    return project


def _built(project: Project, program: str) -> Spent:
    """Build a site with nothing kept."""
    set_aside(project.site)
    for name in ("changes.json", "deadlines.json"):
        (project.root / ".cache/hub" / name).unlink(missing_ok=True)
    script = project.root / ".cache/build.py"
    script.write_text(program, encoding="utf-8")
    return run([sys.executable, script], project.root, environment=environ(PYTHONHASHSEED="0"))
