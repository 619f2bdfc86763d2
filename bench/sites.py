"""Whole sites: the synthetic catalogue built by the hub and by peers, without and with an index."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pagefind_bin import get_executable
from projects import CATALOGUE, TODAY, Project, command, environ

from bench import FOLDER
from bench.facts import PeerPages, write_facts
from bench.generators import (
    PEERS,
    Generator,
    Hub,
    HubPages,
    Hugo,
    MkDocs,
    Zensical,
    unlike,
)
from bench.leftovers import set_aside
from bench.measurement import RunFailed, Spent, folder_bytes, in_turn, run
from bench.peers import PeerMissing
from bench.plot import write_plot
from bench.report import Report, Table, mebibytes, megabytes, ratio, seconds
from bench.synthetic import LONG, SHORT, TextSize, fill

SECTION = "Whole sites"
DAY = dt.datetime.fromtimestamp(TODAY, tz=dt.UTC).date()
ADDRESS = "https://centrale-udmeldinger.example/"
PLOT = "processor.svg"
MOST_ORDINARY = {MkDocs: 5000, Zensical: 1000}
"""Notifications up to which ordinary Markdown pages are built: beyond, a run takes too long."""

MANY = 5000
"""Notifications from which on only Hugo's pages are indexed beside the hub's."""

OURS = (Hub.name, HubPages.name)

BUDGET_SIZE = 5000
MOST_OF_HUGO, MOST_OF_REBUILD = 1.5, 0.3


@dataclass(frozen=True, slots=True)
class Size:
    """A catalogue that is built."""

    notifications: int
    rounds: int
    """How often each side builds it."""
    texts: int = 0
    """Of its documents, so many have been read."""
    text_size: TextSize = LONG
    ordinary: bool = True
    """Whether the generators with ordinary Markdown pages build it too."""

    @property
    def label(self) -> str:
        """What it is called in tables."""
        text = f"{self.notifications:,} notifications"
        if self.texts:
            text += f", {self.texts} documents of {self.text_size.pages} pages"
        return f"{text}, {self.rounds} {'round' if self.rounds == 1 else 'rounds'}"


FULL = (
    Size(100, 3),
    Size(1000, 2),
    Size(1000, 1, 500, SHORT, ordinary=False),
    Size(1000, 1, 100, LONG, ordinary=False),
    Size(5000, 3),
    Size(10000, 1),
)
QUICK = (Size(30, 1), Size(60, 1, 20, SHORT))


@dataclass(slots=True)
class Built:
    """What a side has built."""

    spent: Spent
    pages: int
    html: int
    """Bytes of its pages."""
    bytes: int
    files: int
    index: Spent | None = None
    shares: Mapping[str, float] = field(default_factory=dict)

    @property
    def page_milliseconds(self) -> float:
        """Processor time a page."""
        return 1000 * self.spent.processor / self.pages


def measure(report: Report) -> None:
    """Build every size in turn and add a table for each."""
    lines: dict[str, list[tuple[float, float]]] = {}
    for size in QUICK if report.quick else FULL:
        folder = FOLDER / "work" / "sites"
        set_aside(folder)
        built = _measure_size(report, size, folder)
        if not size.texts:
            for name, one in built.items():
                lines.setdefault(name, []).append((size.notifications, one.spent.processor))
            write_plot(
                report.file.parent / PLOT, lines, "notifications", "processor seconds of a build"
            )
        set_aside(folder)


def _measure_size(report: Report, size: Size, folder: Path) -> dict[str, Built]:
    project = Project.copied_to(folder / "hub")
    fill(project, size.notifications, size.texts, size.text_size)
    pages = write_facts(project, folder / "facts", DAY, ADDRESS)
    sides = _sides(report, size, folder, project)
    once = frozenset(one.name for one in sides.values() if size.notifications >= 1000
                     and isinstance(one, MkDocs))  # fmt: skip  # one thought a line
    spent, failures = in_turn(
        {name: one.build for name, one in sides.items()}, size.rounds, once=once
    )
    report.failures += [f"{name} at {size.label}: {why}" for name, why in failures.items()]
    built = {name: _built(sides[name].site, one) for name, one in spent.items()}
    notes = [
        "Nothing stands where a site is built; the hub has its templates compiled from before.",
        "»With index« adds the hub's own index, or Pagefind over what the peer has written.",
    ]
    left_out = [one.name for one in MOST_ORDINARY if not _takes_part(one, size)]
    if left_out:
        notes.append(f"Left out here, as a run would take too long: {' and '.join(left_out)}.")
    for name, one in built.items():
        if name in OURS:
            continue
        one.shares, faults = unlike(project.site, sides[name].site, pages)
        notes += [f"{name} is not alike: {fault}." for fault in faults]
        report.failures += [f"{name} at {size.label} is not alike: {fault}" for fault in faults]
    _index(report, size, sides, built, folder)
    if Hub.name in built:
        _tell(report, size, built, pages, notes)
        if size.notifications == (60 if report.quick else BUDGET_SIZE):
            _budgets(report, size, sides[Hub.name], built)
    return built


def _sides(report: Report, size: Size, folder: Path, project: Project) -> dict[str, Generator]:
    """Return the generators, each with all that it reads written already."""
    sides: dict[str, Generator] = {}
    for kind in (Hub, HubPages, *PEERS):
        if not _takes_part(kind, size):
            continue
        one = kind(folder / kind.__name__.lower(), project, folder / "facts")
        try:
            one.prepare()
            report.versions.setdefault(one.name, one.version())
        except (PeerMissing, OSError) as error:
            report.failures.append(f"{one.name}: {error}")
            continue
        sides[one.name] = one
    return sides


def _takes_part(kind: type[Generator], size: Size) -> bool:
    most = MOST_ORDINARY.get(kind)
    return most is None or (size.ordinary and size.notifications <= most)


def _built(site: Path, spent: Spent) -> Built:
    pages, html = folder_bytes(site, "index.html")
    files, bytes_ = folder_bytes(site)
    return Built(spent, pages, html, bytes_, files)


def _index(
    report: Report,
    size: Size,
    sides: Mapping[str, Generator],
    built: dict[str, Built],
    folder: Path,
) -> None:
    """Measure what an index adds: of the hub by a second build, of peers by Pagefind alone."""
    for name, one in built.items():
        site = sides[name].site
        is_many = size.notifications >= MANY and name not in (Hub.name, Hugo.name)
        if is_many or name == HubPages.name:
            continue
        try:
            if name == Hub.name:
                set_aside(site)
                whole = run(command("hub", "build"), sides[name].folder, environment=environ())
                one.index = Spent(
                    max(0, whole.wall - one.spent.wall),
                    max(0, whole.processor - one.spent.processor),
                    whole.memory,
                )
            else:
                output = folder / "index"
                words = [get_executable(), "--site", site, "--silent", "--output-path", output]
                one.index = run(words, folder)
                set_aside(output)
        except (RunFailed, OSError) as error:
            report.failures.append(f"The index of {name} at {size.label}: {error}")


def _tell(
    report: Report, size: Size, built: Mapping[str, Built], pages: PeerPages, notes: list[str]
) -> None:
    ours = built[Hub.name]
    heads = (
        "", "wall s", "processor s", "ms a page", "against the hub", "MiB", "pages", "MB of pages",
        "files", "MB written", "with index: wall s", "processor s",
    )  # fmt: skip  # a row of the table
    rows = []
    for name, one in built.items():
        index = one.index
        rows.append((
            name, seconds(one.spent.wall), seconds(one.spent.processor),
            f"{one.page_milliseconds:.2f}",
            ratio(one.page_milliseconds, ours.page_milliseconds),
            mebibytes(one.spent.memory), f"{one.pages:,}", megabytes(one.html), f"{one.files:,}",
            megabytes(one.bytes),
            seconds(one.spent.wall + index.wall) if index else "–",
            seconds(one.spent.processor + index.processor) if index else "–",
        ))  # fmt: skip  # a row of the table
        if name not in OURS:
            what = f"Processor time a page, {size.label}"
            report.compare(what, "ms", ours.page_milliseconds, (name, one.page_milliseconds))
            what = f"Seconds on the clock, {size.label}"
            report.compare(what, "s", ours.spent.wall, (name, one.spent.wall))
            what = f"Memory, {size.label}"
            report.compare(what, "MiB", ours.spent.memory, (name, one.spent.memory))
            told = ", ".join(f"{kind} {share:.2f}" for kind, share in one.shares.items())
            if told:
                notes.append(f"Bytes of {name}'s pages as shares of the hub's, by kind: {told}.")
    counts = ", ".join(
        f"{len(of_it)} of the kind {kind}" for kind, of_it in pages.addresses.items()
    )
    notes.append(
        f"Hugo and Eleventy make {counts}; the hub makes the overview, municipalities and prose "
        "too, and beside each case its archive, feed, citations and JSON; with the pages alone it "
        "leaves out those and the open data of the whole."
    )
    report.add(
        SECTION, Table(size.label, heads, tuple(rows), tuple(notes), PLOT if not size.texts else "")
    )


def _budgets(report: Report, size: Size, hub: Generator, built: Mapping[str, Built]) -> None:
    """Judge the cost of a page, and of a build after one entry was edited."""
    hugo = built.get(Hugo.name)
    if hugo is None:
        report.budget("3", f"A page costs at most {MOST_OF_HUGO} × Hugo's", "Hugo failed", met=None)
        return
    for name, what in {
        HubPages.name: "the pages alone, of the same facts and bytes as Hugo's",
        Hub.name: "with all that the hub writes beside them",
    }.items():
        if not (one := built.get(name)):
            continue
        share = one.page_milliseconds / hugo.page_milliseconds
        report.budget(
            "3",
            f"Processor time a page at {size.label} is at most {MOST_OF_HUGO} × Hugo's: {what}",
            f"{share:.2f} × ({one.page_milliseconds:.2f} and {hugo.page_milliseconds:.2f} ms)",
            met=share <= MOST_OF_HUGO,
        )
    text = hub.project.read(CATALOGUE)
    hub.project.write(CATALOGUE, text.replace("bad kommunerne", "bad alle kommunerne", 1))
    try:
        again = run(hub.words(), hub.folder, environment=environ())
    except RunFailed as error:
        report.failures.append(f"A build after an edit: {error}")
        return
    share = again.wall / hugo.spent.wall
    report.budget(
        "2",
        f"After one entry of {size.notifications:,} was edited, a build takes at most "
        f"{MOST_OF_REBUILD} × Hugo's whole build",
        f"{share:.2f} × ({again.wall:.2f} and {hugo.spent.wall:.2f} s on the clock; "
        f"{again.processor:.2f} and {hugo.spent.processor:.2f} s of processor)",
        met=share <= MOST_OF_REBUILD,
    )
