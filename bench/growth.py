"""Growth: page sizes, memory, and how each step of a build grows from N notifications to 2 N."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from projects import Project, command, documents, environ

from bench import FOLDER, ROOT
from bench.leftovers import set_aside
from bench.measurement import RunFailed, run
from bench.report import Report, Table, mebibytes, seconds
from bench.synthetic import entries_of, fill

SECTION = "Growth"
FULL, QUICK = 10_000, 200
MOST_OF_A_PAGE = 500_000
MOST_MEMORY = 600
"""MiB, without an index."""
LINEAR = 2.2
"""What a step may grow by from N to 2 N: twice, and a tenth for noise."""
PAGE = ("", ".html")
"""How addresses of pages end."""
TOO_SHORT = 0.1
"""Processor seconds at N under which a step is not judged."""

ROUNDS = 3


def measure(report: Report) -> None:
    """Build N / 2 and N notifications of 6.5 documents each, and judge what grows."""
    count = QUICK if report.quick else FULL
    folder = FOLDER / "work" / "growth"
    set_aside(folder)
    projects = {}
    for size in (count // 2, count):
        projects[size] = Project.copied_to(folder / str(size))
        fill(projects[size], size, rounds=1)
    steps = _medians(projects, 1 if report.quick else ROUNDS)
    project = projects[count]
    found = sum(len(documents(one)) for one in entries_of(project))
    label = f"{count:,} notifications and {found:,} documents"
    _pages(report, project.site, label)
    _tell_steps(report, count, steps)
    _memory(report, project, label)
    set_aside(folder)


def _medians(projects: Mapping[int, Project], rounds: int) -> dict[int, dict[str, float]]:
    """Return the processor seconds of each step: the medians of rounds in which sizes take turns.

    The same build takes a fifth more in one round than in the next.
    """
    found: dict[int, list[dict[str, float]]] = {size: [] for size in projects}
    for _ in range(rounds):
        for size, project in projects.items():
            set_aside(project.site)
            found[size].append(_steps(project))
    return {
        size: {name: statistics.median(one[name] for one in of_it) for name in of_it[0]}
        for size, of_it in found.items()
    }


def _steps(project: Project) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.steps", str(project.root)],
        cwd=ROOT,
        env=environ(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RunFailed(f"bench.steps: {(done.stdout + done.stderr)[-600:]}")
    told = json.loads(done.stdout.splitlines()[-1])
    return {**told["steps"], "the whole build": told["whole"]}


def _tell_steps(report: Report, count: int, steps: Mapping[int, Mapping[str, float]]) -> None:
    half, whole = steps[count // 2], steps[count]
    rows, worse = [], []
    for name, took in sorted(whole.items(), key=lambda one: -one[1]):
        before = half.get(name, 0.0)
        grown = took / before if before else 0.0
        judged = before >= TOO_SHORT
        rows.append((name, seconds(before), seconds(took), f"{grown:.2f}" if judged else "–"))
        if judged and grown > LINEAR:
            worse.append(f"{name} {grown:.2f}")
    heads = ("Step", f"processor s at {count // 2:,}", f"at {count:,}", "grows by")
    notes = (f"Steps under {TOO_SHORT} s at the smaller size are not judged.",)
    report.add(SECTION, Table("Each step, in one process", heads, tuple(rows), notes))
    _remark(report, whole)
    report.budget(
        "6",
        f"No step grows by more than the catalogue (twice; {LINEAR} with noise)",
        ", ".join(worse) or "none does",
        met=not worse,
    )


def _remark(report: Report, steps: Mapping[str, float]) -> None:
    """Say what taking pages over from the last build would have given, where it is wanted."""
    if not any(one.item == "2" and one.met == "not met" for one in report.budgets):
        return
    pages = sum(took for name, took in steps.items() if name.startswith("pages: "))
    share = pages / steps["the whole build"]
    report.remarks.append(
        "A build after an edit makes every page anew, and writes those that differ. Not to make "
        f"the others would have saved at most {share:.0%} of its processor time."
    )


def _pages(report: Report, site: Path, label: str) -> None:
    """Judge the sizes of pages by folder."""
    largest: dict[str, tuple[int, str]] = {}
    heavy = []
    counts: dict[str, int] = defaultdict(int)
    for address, size in _sizes(site, "index.html"):
        folder = address.partition("/")[0] if "/" in address else address
        counts[folder] += 1
        largest[folder] = max(largest.get(folder, (0, "")), (size, address))
        if size > MOST_OF_A_PAGE:
            heavy.append(f"/{address} {size / 1000:.0f} KB")
    rows = tuple(
        (f"/{folder}", f"{counts[folder]:,}", f"/{address}", f"{size / 1000:.0f}")
        for folder, (size, address) in sorted(largest.items(), key=lambda one: -one[1][0])
    )
    heads = ("Folder", "pages", "largest page", "KB")
    report.add(SECTION, Table(f"Pages at {label}", heads, rows))
    others = sorted(
        (
            (size, address)
            for address, size in _sizes(site, "*")
            if Path(address).suffix not in PAGE
        ),
        reverse=True,
    )[:12]
    files = tuple((f"/{address}", f"{size / 1000:,.0f}") for size, address in others)
    report.add(SECTION, Table(f"Largest other files at {label}", ("File", "KB"), files))
    report.budget(
        "6",
        f"At {label} no page is over {MOST_OF_A_PAGE // 1000} KB",
        ", ".join(heavy[:5]) or f"the largest has {rows[0][3]} KB",
        met=not heavy,
    )


def _sizes(site: Path, pattern: str) -> Iterator[tuple[str, int]]:
    for path in site.rglob(pattern):
        if path.is_file():
            address = path.relative_to(site).as_posix()
            yield address.removesuffix("index.html") or "index.html", path.stat().st_size


def _memory(report: Report, project: Project, label: str) -> None:
    set_aside(project.site)
    spent = run(command("hub", "build", "--no-search"), project.root, environment=environ())
    report.add(
        SECTION,
        Table(
            f"A build without an index at {label}",
            ("wall s", "processor s", "MiB"),
            ((seconds(spent.wall), seconds(spent.processor), mebibytes(spent.memory)),),
        ),
    )
    report.budget(
        "6",
        f"At {label} a build without an index needs at most {MOST_MEMORY} MiB",
        f"{spent.memory:.0f} MiB",
        met=spent.memory <= MOST_MEMORY,
    )
