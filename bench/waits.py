"""What editors wait for, with the real catalogue: a saved file, a second build, a pull request."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import statistics
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from projects import CATALOGUE, Project, command, environ, notifications

from bench import FOLDER, ROOT
from bench.leftovers import set_aside
from bench.measurement import RunFailed, Spent, median, run
from bench.report import Report, Table, mebibytes, seconds

SECTION = "What editors wait for"
ROUNDS = 5
MOST_SEEN, MOST_AGAIN, MOST_PULL_REQUEST = 1.0, 2.0, 60.0
"""Seconds: a saved file in the served page, `make site` again, machine time of a pull request."""
BEFORE = 1.1
"""Processor seconds of `hub build` of the real catalogue when these budgets were set."""
LATEST = 30.0
"""Seconds after which a change is not waited for any longer."""


def measure(report: Report) -> None:
    """Measure the three; the pull request's check runs in a clone of its own."""
    folder = FOLDER / "work" / "waits"
    set_aside(folder)
    rows: list[tuple[str, str, str, str]] = []
    rounds = 1 if report.quick else ROUNDS
    project = Project.copied_to(folder / "real")
    shutil.copytree(ROOT / "data", project.root / "data", dirs_exist_ok=True)
    _again(report, project, rounds, rows)
    _seen(report, project, rounds, rows)
    if not report.quick:
        try:
            _pull_request(report, folder / "clone", rows)
        except (RunFailed, OSError, subprocess.CalledProcessError) as error:
            report.failures.append(f"A pull request's check: {error}")
    report.budget("4", "make test takes at most 5 minutes", "the suite is not run here", met=None)
    heads = ("", "wall s", "processor s", "MiB")
    report.add(SECTION, Table("The real catalogue", heads, tuple(rows)))
    set_aside(folder)


def _again(report: Report, project: Project, rounds: int, rows: list[tuple[str, ...]]) -> None:
    """Build twice, as `make site` does where all is installed; the second build counts."""
    whole, pages = (
        _rounds(project, rounds, *command("hub", "build", *more)) for more in ((), ("--no-search",))
    )
    rows.append(_row("hub build again", whole))
    rows.append(_row("hub build --no-search again", pages))
    run(["make", "--silent", "site"], ROOT)
    made = median([run(["make", "--silent", "site"], ROOT) for _ in range(rounds)])
    rows.append(_row("make site again", made))
    report.budget(
        "4",
        f"make site again takes at most {MOST_AGAIN:.0f} s",
        f"{made.wall:.2f} s on the clock, {made.processor:.2f} s of processor "
        f"(hub build without an index: {pages.processor / BEFORE:.2f} × the {BEFORE} s of before)",
        met=made.wall <= MOST_AGAIN,
    )


def _rounds(project: Project, rounds: int, *words: str) -> Spent:
    run(words, project.root, environment=environ())
    return median([run(words, project.root, environment=environ()) for _ in range(rounds)])


def _seen(report: Report, project: Project, rounds: int, rows: list[tuple[str, ...]]) -> None:
    """Save an entry while the site is served, and wait for it in the page."""
    page = f"/udmeldinger/{notifications(project)[0]['id']}/"
    # Its first words are on one line of the file, however the rest of it is broken.
    first_words = notifications(project)[0]["summary"][:12]
    with _served(project) as port:
        waited = []
        for number in range(rounds + 1):
            new = f"Prøve nummer {number}"
            text = project.read(CATALOGUE)
            old = first_words if number == 0 else f"Prøve nummer {number - 1}"
            time.sleep(0.5)  # an editor does not save in the moment in which a build ends
            start = time.perf_counter()
            project.write(CATALOGUE, text.replace(old, new, 1))
            _wait_for(port, page, new)
            waited.append(time.perf_counter() - start)
    seen = statistics.median(waited[1:])  # the first one loads what later ones have
    rows.append(("a saved file in the served page", seconds(seen), "–", "–"))
    report.budget(
        "4",
        f"A saved file is seen in the served page after at most {MOST_SEEN:.0f} s",
        f"{seen:.2f} s, the first time {waited[0]:.2f} s",
        met=seen <= MOST_SEEN,
    )


@contextmanager
def _served(project: Project) -> Iterator[int]:
    """Serve a project as `make serve` does."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (project.root / ".serve-output").open("w") as said:
        serving = subprocess.Popen(
            command("mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"),
            cwd=project.root, env=environ(), stdout=said, stderr=subprocess.STDOUT,
        )  # fmt: skip  # a table is easier to read
        try:
            _wait_for(port, "/", "<body")
            yield port
        finally:
            serving.terminate()
            serving.wait()


def _wait_for(port: int, page: str, text: str) -> None:
    deadline = time.perf_counter() + LATEST
    while time.perf_counter() < deadline:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LATEST)
            connection.request("GET", page)
            if text in connection.getresponse().read().decode(errors="replace"):
                return
        except OSError:
            pass  # it does not serve yet
        finally:
            connection.close()
        time.sleep(0.02)
    raise RunFailed(f"{page} did not show »{text}« within {LATEST:.0f} s")


def _pull_request(report: Report, clone: Path, rows: list[tuple[str, ...]]) -> None:
    """Do in a fresh clone what the check of a pull request does, packages from pip's cache."""
    subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True, capture_output=True)
    environment = {name: of_it for name, of_it in os.environ.items() if name != "VIRTUAL_ENV"}
    total = []
    for step in ("check", "site", "summary"):
        words = ["make", "--silent", step, *(["RANGE=HEAD^..HEAD"] if step == "summary" else [])]
        spent = run(words, clone, environment=environment, allowed=(0, 2))
        what = {"check": "install and check", "site": "build", "summary": "tell what changes"}[step]
        rows.append(_row(f"a pull request: {what}", spent))
        total.append(spent)
    wall, processor = sum(one.wall for one in total), sum(one.processor for one in total)
    report.budget(
        "4",
        f"A pull request's check needs at most {MOST_PULL_REQUEST:.0f} s of machine time",
        f"{wall:.0f} s on the clock, {processor:.0f} s of processor",
        met=wall <= MOST_PULL_REQUEST,
    )


def _row(what: str, spent: Spent) -> tuple[str, ...]:
    return what, seconds(spent.wall), seconds(spent.processor), mebibytes(spent.memory)
