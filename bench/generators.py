"""The generators that build the synthetic catalogue: the hub, and peers with the same pages."""

from __future__ import annotations

import re
import shutil
import sys
from abc import ABC, abstractmethod
from pathlib import Path

from ordinary import as_ordinary_pages
from projects import Project, command, environ

from bench.facts import KINDS, PeerPages
from bench.leftovers import set_aside
from bench.measurement import Spent, run
from bench.peers import hugo, node_peer, python_peer, version
from bench.programs import PAGES_ALONE, build_program

HERE = Path(__file__).parent


class Generator(ABC):
    """Builds the pages in a folder of its own, from nothing each time."""

    name: str

    def __init__(self, folder: Path, project: Project, facts: Path) -> None:
        self.folder = folder
        self.project = project
        self.facts = facts

    @property
    @abstractmethod
    def site(self) -> Path:
        """Where it writes."""

    @abstractmethod
    def prepare(self) -> None:
        """Write what it reads; this is not measured. Raises PeerMissing."""

    @abstractmethod
    def words(self) -> list[str | Path]:
        """Return its command line."""

    @abstractmethod
    def version(self) -> str:
        """Return its version."""

    def build(self, seconds: float = 600) -> Spent:
        """Build without an index, where nothing was built before. Raises RunFailed."""
        set_aside(self.site)
        return run(self.words(), self.folder, environment=environ(), seconds=seconds)


class Hub(Generator):
    """The hub, as an editor runs it."""

    name = "hub"

    @property
    def site(self) -> Path:
        return self.project.site

    def prepare(self) -> None:
        self.folder = self.project.root

    def words(self) -> list[str | Path]:
        return [*command("hub", "build", "--no-search")]

    def version(self) -> str:
        return version(*command("hub", "--version"))


class HubPages(Hub):
    """The hub without what it writes beside its pages, which peers do not make either."""

    name = "hub, pages alone"

    @property
    def site(self) -> Path:
        return self.folder / "site"

    def prepare(self) -> None:
        program = build_program(PAGES_ALONE, search=False)
        _copy(self.project, self.folder).write("build.py", program)

    def words(self) -> list[str | Path]:
        return [sys.executable, "build.py"]


class Hugo(Generator):
    """Hugo with a content adapter for each kind of page, and templates."""

    name = "Hugo"

    @property
    def site(self) -> Path:
        return self.folder / "public"

    def prepare(self) -> None:
        shutil.copytree(HERE / "hugo", self.folder)
        (self.folder / "assets" / "facts").mkdir(parents=True)
        for name in ("cases", "readings", "lists"):
            shutil.copy(self.facts / f"{name}.json", self.folder / "assets" / "facts")
        (self.folder / "data").mkdir()
        for name in ("documents", "frame"):
            shutil.copy(self.facts / f"{name}.json", self.folder / "data")

    def words(self) -> list[str | Path]:
        return [hugo(), "build", "--quiet"]

    def version(self) -> str:
        return version(hugo(), "version")


class Eleventy(Generator):
    """Eleventy with the facts as global data, and a paginated template for each kind of page."""

    name = "Eleventy"

    @property
    def site(self) -> Path:
        return self.folder / "_site"

    def prepare(self) -> None:
        shutil.copytree(HERE / "eleventy", self.folder)
        (self.folder / "_data").mkdir()
        for name in ("cases", "readings", "lists", "documents", "frame"):
            shutil.copy(self.facts / f"{name}.json", self.folder / "_data")

    def words(self) -> list[str | Path]:
        return [node_peer("eleventy"), "--quiet"]

    def version(self) -> str:
        return f"Eleventy {version(node_peer('eleventy'), '--version')}"


class MkDocs(Generator):
    """MkDocs with Material and every page an ordinary Markdown file, made beforehand."""

    name = "MkDocs + Material"

    @property
    def site(self) -> Path:
        return self.folder / "site"

    def prepare(self) -> None:
        as_ordinary_pages(_copy(self.project, self.folder))
        for file in (self.folder / "content").glob("*/*.md"):
            text = file.read_text(encoding="utf-8")
            if '<article class="hub-case">' in text or '<article class="hub-reading">' in text:
                found = text.replace("search:\n  exclude: true\n", "", 1)  # as peers' are found too
                file.write_text(found, encoding="utf-8")

    def words(self) -> list[str | Path]:
        return [*command("mkdocs", "build", "--quiet")]

    def version(self) -> str:
        return version(*command("mkdocs", "--version")).partition(" from ")[0]


class Zensical(MkDocs):
    """Zensical with the same ordinary pages as MkDocs."""

    name = "Zensical"

    def prepare(self) -> None:
        """Take the pages that MkDocs has got, where there are some."""
        made = self.folder.with_name(MkDocs.__name__.lower())
        if not made.is_dir():
            super().prepare()
            return
        shutil.copytree(made, self.folder, symlinks=True)

    def words(self) -> list[str | Path]:
        return [python_peer("zensical"), "build", "--clean"]

    def version(self) -> str:
        return version(python_peer("zensical"), "--version")


def _copy(project: Project, folder: Path) -> Project:
    """Copy a project with its data and the documents that are stored."""
    copy = Project.copied_to(folder)
    for name in ("data", ".cache/hub/store"):
        if (project.root / name).exists():
            shutil.copytree(project.root / name, folder / name, dirs_exist_ok=True)
    return copy


PEERS = (Hugo, Eleventy, MkDocs, Zensical)

SOFT_HYPHEN = "\N{SOFT HYPHEN}"
SAMPLE = 5
"""Pages of each kind whose words are compared."""

FEWEST_WORDS = 0.98
"""The share of the words of a page of the hub's that the peer's must have."""


def unlike(ours: Path, theirs: Path, pages: PeerPages) -> tuple[dict[str, float], list[str]]:
    """Return the peer's bytes by kind of page as shares of the hub's, and what is not alike.

    All pages must be there, bytes must be within a tenth, and the words of a sample the same.
    """
    shares: dict[str, float] = {}
    faults: list[str] = []
    for kind in KINDS:
        addresses = pages.addresses[kind]
        if not addresses:
            continue
        missing = [one for one in addresses if not (theirs / one / "index.html").is_file()]
        if missing:
            faults.append(f"{len(missing)} pages of the kind {kind} are missing: {missing[0]}")
            continue
        own, other = (
            sum((site / one / "index.html").stat().st_size for one in addresses)
            for site in (ours, theirs)
        )
        shares[kind] = other / own
        if abs(shares[kind] - 1) > 0.1:
            faults.append(f"bytes of the kind {kind} are {shares[kind]:.2f} of the hub's")
        step = max(1, len(addresses) // SAMPLE)
        for address in addresses[::step]:
            wanted, had = (_words(site / address / "index.html") for site in (ours, theirs))
            share = len(wanted & had) / len(wanted)
            if share < FEWEST_WORDS:
                lost = ", ".join(sorted(wanted - had)[:5])
                faults.append(f"/{address} has {share:.0%} of the hub's words; not: {lost}")
                break
    return shares, faults


def _words(page: Path) -> set[str]:
    """Return the words of a page but for its menus."""
    html = page.read_text(encoding="utf-8").partition("<main")[2].partition("</main>")[0]
    html = html.replace(SOFT_HYPHEN, "")
    return set(re.findall(r"\w+", re.sub(r"<[^>]*>", " ", html)))
