"""Links within the built site: every page and every place on it that is linked to must exist.

LinkChecker over `file://` takes the address of a folder for the list of its files, and so sees
neither a missing `index.html` nor an anchor behind such an address; and our addresses are folders.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from hub.links.html_links import FIRST_PLACES, TAG, parts_of
from hub.parallel import parallel_map

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")

MOST_TAGS = 16_384
"""Tags of which it is kept what is in them: those of the frame and more; of all it took memory."""


@dataclass(frozen=True, slots=True)
class DeadEnd:
    """A link within the site that leads nowhere."""

    page: str
    """The page that has it, as a path of the site: `om/index.html`."""
    href: str
    """As it is written."""
    anchor: str | None = None
    """The missing place, where the page itself exists."""


@dataclass(frozen=True, slots=True)
class _Links:
    hrefs: tuple[str, ...]
    places: frozenset[str]


def dead_ends(site: Path) -> tuple[DeadEnd, ...]:
    """Return the links of a built site that lead nowhere, page by page."""
    read = _links_of_pages(site)
    files: dict[str, bool] = {}

    def exists(path: str) -> bool:
        if path not in files:
            files[path] = (site / path).is_file()
        return files[path]

    found: list[DeadEnd] = []
    for page, links in read.items():
        folder = posixpath.dirname(page)
        for href in links.hrefs:
            path, anchor = _parted(href)
            target = _target(folder, path) if path else page
            if target.startswith("../") or not exists(target):
                found.append(DeadEnd(page, href))
            elif anchor in FIRST_PLACES or target not in read:
                continue
            elif anchor not in read[target].places:
                found.append(DeadEnd(page, href, anchor))
    return tuple(found)


def _links_of_pages(site: Path) -> dict[str, _Links]:
    paths = sorted(site.rglob("*.html"))
    return {
        path.relative_to(site).as_posix(): links
        for path, links in zip(paths, parallel_map(paths, _links_of()), strict=True)
    }


def _links_of() -> Callable[[Path], _Links]:
    """Return a function that reads a page's links; the frame's tags are taken apart once."""
    parts_within = lru_cache(maxsize=MOST_TAGS)(_parts_within)
    empty = set[str]()

    def links_of(path: Path) -> _Links:
        hrefs, places = dict[str, None](), set[str]()
        tags = dict.fromkeys(TAG.findall(path.read_text(encoding="utf-8", errors="replace")))
        if len(empty) > MOST_TAGS:
            empty.clear()
        for tag in [one for one in tags if one not in empty]:
            tag_hrefs, tag_places = parts_within(tag)
            hrefs.update(dict.fromkeys(tag_hrefs))
            places.update(tag_places)
            if not tag_hrefs and not tag_places:
                empty.add(tag)
        return _Links(tuple(hrefs), frozenset(places))

    return links_of


def _parts_within(tag: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the links within the site, and the places, of one tag."""
    hrefs, places = parts_of(tag)
    return tuple(filter(_is_internal, hrefs)), places


def _is_internal(href: str) -> bool:
    # An address from the root is the engine's own, on the one page that can stand anywhere: 404.
    return not href.startswith("/") and not _SCHEME.match(href)


@lru_cache(maxsize=100_000)
def _parted(href: str) -> tuple[str, str]:
    """Return the path of a link, and the place on its page."""
    address, _, fragment = href.partition("#")
    return address.partition("?")[0], unquote(fragment)


def _target(folder: str, path: str) -> str:
    """Return the file of the site that a link on a page in a folder means."""
    while folder and path.startswith("../"):  # so that many pages ask for the same
        folder, path = folder.rpartition("/")[0], path[3:]
    return _file(folder, path)


@lru_cache(maxsize=100_000)
def _file(folder: str, path: str) -> str:
    is_folder = not path or path.endswith(("/", "/.", "/..")) or path in (".", "..")
    file = posixpath.normpath(posixpath.join(folder, unquote(path)))
    file = "" if file == "." else file
    return posixpath.join(file, "index.html") if is_folder else file
