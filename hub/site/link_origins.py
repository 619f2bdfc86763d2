"""Where a link of a built page was written: in the content, in a template, or in an entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from hub.catalogue.source import texts_under
from hub.catalogue.tree import ANY, find
from hub.diagnostics.problem import Place, Problem
from hub.inputs import Inputs
from hub.links.internal_links import DeadEnd
from hub.project import Project
from hub.resources import TEMPLATES, THEME


def problem_of(dead_end: DeadEnd, inputs: Inputs) -> Problem:
    """Return a dead end as a problem at the line that it comes from, as near as it is known."""
    values = {"page": f"/{dead_end.page.removesuffix('index.html')}", "href": dead_end.href}
    place = next(_places(dead_end, inputs), Place(dead_end.page, 1, 1))
    if dead_end.anchor is None:
        return Problem("internal-link", place, values=values)
    return Problem("internal-anchor", place, values={**values, "anchor": dead_end.anchor})


def _places(dead_end: DeadEnd, inputs: Inputs) -> Iterator[Place]:
    """Yield where the link may have been written, the likeliest first."""
    root = inputs.project.root
    content = _content_files(dead_end.page, inputs.project)
    templates = tuple(_files(root, (TEMPLATES, THEME)))
    for words in _words(dead_end.href):
        for file in (*content, *templates):
            yield from _found(root, file, words)
    yield from _entry(dead_end.page, inputs)
    for file in content:
        yield Place(file, 1, 1)


def _words(href: str) -> Iterator[str]:
    """Yield what of a link may stand in a source, the most telling first."""
    yield href
    bare = re.sub(r"^(?:\.\.?/)+", "", href)
    yield bare
    yield bare.split("#")[0].rstrip("/") + ".md"
    folder, _, _ = bare.partition("/")
    if "/" in bare.rstrip("/"):
        yield f"{folder}/{{{{"
    if "#" in href:
        yield f"#{href.partition('#')[2]}"


def _found(root: Path, file: str, words: str) -> Iterator[Place]:
    if len(words) < 2:  # noqa: PLR2004  # a single mark stands everywhere
        return
    for number, line in enumerate(texts_under(root)(file).split("\n"), 1):
        at = line.find(words)
        if at >= 0 and _ends(line, at + len(words)):
            yield Place(file, number, at + 1)


def _ends(line: str, at: int) -> bool:
    """Return whether a link is over at a place of a line, so that no longer one is meant."""
    return line[at : at + 1] in ("", '"', "'", ")", ">", " ", "#", "{") or line[at - 2 : at] == "{{"


def _content_files(page: str, project: Project) -> tuple[str, ...]:
    stem = page.removesuffix("/index.html").removesuffix(".html")
    names = (f"{stem}.md", f"{stem}/index.md")
    return tuple(
        f"{project.content_name}/{name}" for name in names if (project.content / name).is_file()
    )


def _files(root: Path, folders: tuple[str, ...]) -> Iterator[str]:
    for folder in folders:
        for path in sorted((root / folder).rglob("*.html")):
            yield path.relative_to(root).as_posix()


def _entry(page: str, inputs: Inputs) -> Iterator[Place]:
    """Yield where the entry stands that a case's page was made of."""
    source = inputs.records.catalogue.source
    for path, id_ in find(source.tree, "notifications", ANY, "id"):
        if page == f"udmeldinger/{id_}/index.html":
            yield source.place(path)
