"""Where the pages of a site lead, noted page by page while they are made."""

from __future__ import annotations

import os
from array import array
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from hub.links.html_links import FIRST_PLACES
from hub.links.page_links import MOST_REPEATED, PageLinks, links_of_body, page_links, target_of

_END = "\0"
"""Between texts that are packed into one; neither an address nor a file has it."""


@dataclass(frozen=True, slots=True)
class LinkTargets:
    """Where a page leads within its site, and which places it has.

    A large site has half a million of each: links are packed into one text, and of places there are
    the hashes, which hold in this process and in those that were forked from it.
    """

    page: str
    """As a path of the site: `om/index.html`."""
    packed_targets: str
    """Files of the site, each with a place on it or nothing behind a `#`."""
    places: Sequence[int]
    """The hashes of the places of its body; what all pages have in common is left out."""

    @property
    def targets(self) -> tuple[tuple[str, str], ...]:
        """Files of the site, each with a place on it or nothing."""
        packed = self.packed_targets.split(_END) if self.packed_targets else ()
        return tuple((file, place) for one in packed for file, _, place in (one.rpartition("#"),))


class TargetReader:
    """Notes where pages lead as they are made."""

    def __init__(self, pages: Container[str] = ()) -> None:
        """`pages` are the addresses that the site will have, such as `om/`."""
        self._pages = pages
        self._links_in = page_links()
        self._repeated = defaultdict[str, set[str]](set)
        """Links from the root of the site, by the way to it: the same from all such pages."""

    def links_in(self, html: str) -> PageLinks:
        """Return the links and places of a part that many pages have in common."""
        return self._links_in(html)

    def page(self, page: str, body: str, *others: PageLinks) -> LinkTargets:
        """Return where a page leads: its body, and the other parts that it is made of.

        Left out is what surely exists, and what was told with an earlier page. No quotation mark
        may stand in the texts of the body.
        """
        own = links_of_body(body) or self._links_in(body)
        parts = (own, *others)
        way = "../" * page.count("/")
        repeated = self._repeated[way]
        fresh = [href for part in parts for href in part.hrefs if href not in repeated]
        if len(repeated) < MOST_REPEATED:
            repeated.update([href for href in fresh if href.startswith(way)])
        targets = dict.fromkeys([target_of(page, href) for href in fresh])
        here = (FIRST_PLACES, *(part.places for part in parts))
        unsure = [
            f"{file}#{place}"
            for file, place in targets
            if (
                all(place not in of_it for of_it in here)
                if file == page
                else not self._is_top_of_page(file, place)
            )
        ]
        return LinkTargets(page, _END.join(unsure), _hashes(own.places))

    def _is_top_of_page(self, file: str, place: str) -> bool:
        return place in FIRST_PLACES and file.removesuffix("index.html") in self._pages


def all_exist(site: Path, made: Iterable[LinkTargets]) -> bool:
    """Return whether all targets are there: those that are told, and those of all other pages.

    The others are read in the folder `site`. A link from another page to a place in what pages have
    in common counts as missing; none of ours is such, and who finds any missing reads all pages.
    """
    told = tuple(made)
    told += tuple(_others(site, {one.page for one in told}))
    asked = defaultdict[str, set[int]](set)
    for one in told:
        for file, place in one.targets:
            asked[file].update(() if place in FIRST_PLACES else [hash(place)])
    pages = {one.page: one for one in told}
    return all(
        places.issubset(pages[file].places) if file in pages else _is_file(site, file)
        for file, places in asked.items()
    )


def _hashes(places: Iterable[str]) -> Sequence[int]:
    return array("q", map(hash, places))


def _others(site: Path, known: Container[str]) -> Iterator[LinkTargets]:
    reader = TargetReader()
    for path in site.rglob("*.html"):
        page = path.relative_to(site).as_posix()
        if page not in known:
            links = reader.links_in(path.read_text(encoding="utf-8", errors="replace"))
            targets = reader.page(page, "", links).packed_targets
            yield LinkTargets(page, targets, _hashes(links.places))


def _is_file(site: Path, file: str) -> bool:
    # There are as many files as documents, and a Path of each takes longer than to look.
    return not file.startswith("../") and os.path.isfile(f"{site}/{file}")  # noqa: PTH113
