"""Checking the catalogue: `hub check` beside check-jsonschema and yamllint on the same files."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from projects import SCHEMA, Project, command, environ

from bench import FOLDER, ROOT
from bench.leftovers import set_aside
from bench.measurement import Spent, in_turn, run
from bench.peers import PeerMissing, python_peer, version
from bench.report import Report, Table, mebibytes, ratio, seconds
from bench.synthetic import catalogue_files, fill

SECTION = "Checking the catalogue"
ROUNDS = 7
MANY = 1000
SCHEMA_OPTIONS = ("--regex-variant", "python", "--schemafile")
"""The patterns of the schema have classes of letters that JavaScript's own form lacks here."""
LONGEST = 0.35
"""Seconds on the clock, for the real catalogue."""


def measure(report: Report) -> None:
    """Check the real catalogue and a long one by each side in turn."""
    folder = FOLDER / "work" / "checks"
    set_aside(folder)
    real = Project.copied_to(folder / "real")
    shutil.copytree(ROOT / "data", real.root / "data", dirs_exist_ok=True)
    _measure(report, real, "The real catalogue", is_real=True)
    long = Project.copied_to(folder / "long")
    count = 50 if report.quick else MANY
    fill(long, count)
    _measure(report, long, f"{count:,} notifications", is_real=False)
    set_aside(folder)


def _measure(report: Report, project: Project, label: str, *, is_real: bool) -> None:
    files = catalogue_files(project)
    sides = {"hub check": lambda: _run(project, *command("hub", "check"))}
    schema = command("check_jsonschema", *SCHEMA_OPTIONS, project.root / SCHEMA, *files)
    sides["check-jsonschema"] = lambda: _run(project, *schema)
    report.versions["check-jsonschema"] = version(*command("check_jsonschema", "--version"))
    try:
        yamllint = python_peer("yamllint")
        report.versions["yamllint"] = version(yamllint, "--version")
        sides["yamllint"] = lambda: _run(
            project, yamllint, "-d", "relaxed", "--no-warnings", *files
        )
    except PeerMissing as error:
        report.failures.append(str(error))
    sides["an empty Python"] = lambda: _run(project, sys.executable, "-c", "")
    spent, failures = in_turn(sides, 1 if report.quick else ROUNDS)
    report.failures += [f"{name}: {why}" for name, why in failures.items()]
    ours = spent["hub check"]
    rows = tuple(
        (
            name,
            f"{one.wall:.3f}",
            f"{one.processor:.3f}",
            ratio(ours.wall, one.wall),
            mebibytes(one.memory),
        )
        for name, one in spent.items()
    )
    heads = ("", "wall s", "processor s", "hub check against it", "MiB")
    notes = (
        "check-jsonschema sees the shape of entries alone, yamllint the form of YAML alone.",
        "Neither sees the rules between fields and entries.",
    )
    report.add(SECTION, Table(label, heads, rows, notes))
    for name in ("check-jsonschema", "yamllint"):
        if name in spent:
            report.compare(f"Checking, {label}", "s", ours.wall, (name, spent[name].wall))
    if is_real:
        report.budget(
            "4",
            f"hub check of the real catalogue takes at most {LONGEST} s",
            f"{seconds(ours.wall)} s on the clock, {seconds(ours.processor)} s of processor",
            met=ours.wall <= LONGEST,
        )


def _run(project: Project, *words: str | Path) -> Spent:
    return run(words, project.root, environment=environ())
