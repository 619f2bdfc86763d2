"""Build the catalogue with other engines, and compare their pages with `site/`: `make engines`.

Each engine is in a virtual environment of its own, `build/engines/<name>/`, in which the hub is not
installed: `hub stage` writes what the engine builds and prints its settings, `hub finish` completes
what it built. Compared are the addresses of all files but the index's, and of every page the text
of its body and where its links lead. What may differ is in `differences.yaml`, each with its
reason; an entry of it that nothing needs is a difference too. The exit status is 1 where anything
else differs.
"""

from __future__ import annotations

import fnmatch
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from urllib.parse import urljoin

import yaml
from selectolax.lexbor import LexborHTMLParser

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "build" / "engines"
DIFFERENCES = Path(__file__).with_name("differences.yaml")
INDEX = "pagefind/"
"""Where the index is, whose files are named by what is in them."""

MOST_SHOWN = 10
"""Differences of an engine that are printed."""

DEEP = "https://example.org/a/b/"
"""Where a site is taken to stand: below the root, so that a link that leaves the site shows."""


@dataclass(frozen=True, slots=True)
class Engine:
    """A program that builds what `hub stage` wrote."""

    name: str
    """What its package, its program and its environment are called."""

    words: tuple[str, ...] = ("build", "--quiet", "--config-file")
    """Its command line, before the file of settings."""

    settings: str = ""
    """Settings that it alone needs."""


ENGINES = (
    Engine("mkdocs"),
    Engine("properdocs"),
    Engine(
        "zensical",
        ("build", "--clean", "--config-file"),
        # It colours code samples otherwise, and parts their words by that. Its 0.0.x add to an
        # inherited list, its 0.1.x replace it as MkDocs does, so the project's own stand here too.
        "markdown_extensions:\n  - attr_list\n  - md_in_html\n"
        "  - pymdownx.highlight:\n      use_pygments: false\n",
    ),
)


@dataclass(frozen=True, slots=True)
class PageContent:
    """What of a page must be the same whatever engine made it."""

    words: tuple[str, ...]
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What may differ on an engine's site, and why."""

    reason: str
    files: str
    """Paths in the site, as a pattern."""

    words: str = ""
    """A regular expression for words of a page's text; without it the file is the engine's own."""


def main() -> int:
    """Print what differs, engine by engine, and return the exit status."""
    staged = FOLDER / "staged"
    _, settings = run(hub("stage", staged)).split("\n\n", 1)
    allowed = yaml.safe_load(DIFFERENCES.read_text(encoding="utf-8"))
    published = contents_of(ROOT / "site")
    total = 0
    for engine in ENGINES:
        site = built(engine, settings)
        known = [Difference(**one) for one in allowed.get(engine.name, ())]
        found = list(differences(published, contents_of(site), known))
        pages = sum(name.endswith(".html") for name in published)
        print(f"{version(engine)}: {pages} pages, {len(published)} files, {len(found)} differences")
        print("".join(f"  allowed: {one.files}: {one.reason}\n" for one in known), end="")
        print("".join(f"  {one}\n" for one in found[:MOST_SHOWN]), end="", flush=True)
        total += len(found)
    return 1 if total else 0


def built(engine: Engine, settings: str) -> Path:
    """Build the staged pages with an engine, complete them, and return the site's folder."""
    site = FOLDER / f"{engine.name}-site"
    shutil.rmtree(site, ignore_errors=True)
    # Its paths are from the folder of mkdocs.yml, and so must the file be.
    file = ROOT / f".{engine.name}-settings.yml"
    try:
        place = f"site_dir: {site.relative_to(ROOT).as_posix()}\n"
        file.write_text(settings + place + engine.settings, encoding="utf-8")
        run([environment(engine, engine.name), *engine.words, file])
    finally:
        file.unlink()
    run(hub("finish", site))
    return site


def contents_of(site: Path) -> Mapping[str, PageContent | None]:
    """Return every file of a site by its path; pages with what must be the same of them."""
    names = (path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    return {
        name: page_content(name, (site / name).read_text("utf-8")) if _is_page(name) else None
        for name in names
        if not name.startswith(INDEX)
    }


def page_content(name: str, html: str) -> PageContent:
    """Return the words of a page's body, and the addresses that it names, made absolute."""
    here = urljoin(DEEP, name.removesuffix("index.html"))
    body = LexborHTMLParser(html).body
    if body is None:
        return PageContent((), ())
    links = (
        urljoin(here, node.attributes[attribute] or "")
        for attribute in ("href", "src", "action")
        for node in body.css(f"[{attribute}]")
    )
    return PageContent(tuple(body.text().split()), tuple(links))


def differences(
    ours: Mapping[str, PageContent | None],
    theirs: Mapping[str, PageContent | None],
    allowed: Sequence[Difference],
) -> Iterator[str]:
    """Yield what differs between two sites beside what may, and what may and does not."""
    needed: set[Difference] = set()
    for name in sorted(ours.keys() | theirs.keys()):
        known = [one for one in allowed if fnmatch.fnmatchcase(name, one.files)]
        if name not in ours or name not in theirs:
            needed.update(own := [one for one in known if not one.words])
            if not own:
                yield f"{name} is {'published' if name in ours else 'made'} by one engine only"
            continue
        one, other = ours[name], theirs[name]
        if one is None or other is None or one == other:
            continue
        yield from _first_difference(name, "the address", one.links, other.links)
        if told := [*_first_difference(name, "", one.words, other.words)]:
            patterns = [known_one for known_one in known if known_one.words]
            if list(_without(one.words, patterns)) != list(_without(other.words, patterns)):
                yield from told
            needed.update(patterns)
    yield from (f"{one.files}: nothing differs there any more" for one in {*allowed} - needed)


def _without(words: Iterable[str], patterns: Iterable[Difference]) -> Iterator[str]:
    for word in words:
        if not any(re.fullmatch(one.words, word) for one in patterns):
            yield word


def _first_difference(
    name: str, what: str, ours: Sequence[str], theirs: Sequence[str]
) -> Iterator[str]:
    """Yield where two lists first differ, if they do."""
    for at, (one, other) in enumerate(zip_longest(ours, theirs)):
        if one != other:
            before = " ".join(ours[max(0, at - 5) : at])
            yield f"{name}: {what} »{other}« stands where »{one}« is published, after »{before}«"
            return


def _is_page(name: str) -> bool:
    return name.endswith(".html")


def hub(*words: str | Path) -> list[str | Path]:
    """Return a command of the hub on this project."""
    return [sys.executable, "-m", "hub", "--root", ROOT, *words]


def environment(engine: Engine, program: str) -> Path:
    """Return a program of an engine's environment."""
    return FOLDER / engine.name / "bin" / program


def version(engine: Engine) -> str:
    """Return the engine with its version."""
    code = f"import importlib.metadata as m; print(m.version({engine.name!r}))"
    return f"{engine.name} {run([environment(engine, 'python'), '-c', code]).strip()}"


def run(words: Sequence[str | Path]) -> str:
    """Run a program in the project's folder and return what it prints; stop where it fails."""
    done = subprocess.run(
        [*map(str, words)], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, words))}\n{done.stdout}{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
