"""Where the pages of a site lead, noted page by page while they are made."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from hub.links.html_links import FIRST_PLACES
from hub.links.page_links import PageLinks, links_of_body, page_links, target_of

Target = tuple[str, str]
"""A file of the site, and a place on it or nothing."""


@dataclass(frozen=True, slots=True)
class LinkTargets:
    """Where a page leads within its site, and which places it has."""

    page: str
    """As a path of the site: `om/index.html`."""
    targets: tuple[Target, ...]
    """Those that no page before it has, of the pages that one reader has read."""
    places: frozenset[str]
    """Those of its body; what all pages have in common would be told with each of them."""


class TargetReader:
    """Notes where pages lead as they are made; a target that many pages have is told once."""

    def __init__(self) -> None:
        self._links_in = page_links()
        self._told = set[Target]()
        self._read = defaultdict[str, set[str]](set)
        """Links from the root of the site, by the way to it: to the same from all such pages."""

    def links_in(self, html: str) -> PageLinks:
        """Return the links and places of a part that many pages have in common."""
        return self._links_in(html)

    def page(self, page: str, body: str, *others: PageLinks) -> LinkTargets:
        """Return where a page leads: its body, and the other parts that it is made of.

        No quotation mark may stand in the texts of the body.
        """
        own = links_of_body(body) or self._links_in(body)
        hrefs = [*own.hrefs, *(href for part in others for href in part.hrefs)]
        places = own.places.union(*[part.places for part in others])
        way = "../" * page.count("/")
        told, read = self._told, self._read[way]
        fresh = [href for href in hrefs if href not in read]
        new = [
            target
            for target in dict.fromkeys([target_of(page, href) for href in fresh])
            if target not in told and not (target[0] == page and target[1] in places)
        ]
        told.update(new)
        read.update([href for href in fresh if href.startswith(way)])
        return LinkTargets(page, tuple(new), own.places)


def all_exist(site: Path, made: Iterable[LinkTargets]) -> bool:
    """Return whether all targets are there: those that are told, and those of all other pages.

    The others are read in the folder `site`. A link from another page to a place in what pages have
    in common counts as missing; none of ours is such, and who finds any missing reads all pages.
    """
    told = tuple(made)
    told += tuple(_others(site, {one.page for one in told}))
    places = {one.page: one.places for one in told}
    targets = {target for one in told for target in one.targets}
    return all(
        place in FIRST_PLACES or file not in places or place in places[file]
        for file, place in targets
    ) and all(_is_file(site, file) for file in {file for file, _ in targets} - places.keys())


def _others(site: Path, known: Container[str]) -> Iterator[LinkTargets]:
    reader = TargetReader()
    for path in site.rglob("*.html"):
        page = path.relative_to(site).as_posix()
        if page not in known:
            html = path.read_text(encoding="utf-8", errors="replace")
            links = reader.links_in(html)
            yield replace(reader.page(page, "", links), places=links.places)


def _is_file(site: Path, file: str) -> bool:
    # There are as many files as documents, and a Path of each takes longer than to look.
    return not file.startswith("../") and os.path.isfile(f"{site}/{file}")  # noqa: PTH113
