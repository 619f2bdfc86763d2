"""The links of a page within its site, the places that it has, and what a link there means."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from urllib.parse import unquote

from hub.links.html_links import TAG, parts_of

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")

_HREF = re.compile(r"=(?:(?<=\shref=)|(?<=\ssrc=)|(?<=\saction=))(\"[^\"]*\"|)", re.IGNORECASE)
_PLACE = re.compile(r"=(?:(?<=\sid=)|(?<=\sname=))(\"[^\"]*\"|)", re.IGNORECASE)
_SPACED = re.compile(r"=(?:(?<=\s=)|\s)")
_RELATIVE = frozenset("#.?")
"""How links begin that surely stay within the site."""

MOST_REPEATED = 4_000
"""Links and tags that are taken apart once though many pages have them: those of frames, facets and
the like. Most stand on one page alone, and to keep all takes memory."""


@dataclass(frozen=True, slots=True)
class PageLinks:
    """What HTML links to within its site, each as it is written, and the places that it has."""

    hrefs: tuple[str, ...]
    places: frozenset[str]


def links_of_body(html: str) -> PageLinks | None:
    """Return the links of HTML in which no quotation mark stands outside of tags.

    So it is with what templates make, which escape texts; and to look for the signs of equality
    alone takes a third of the time. Returns None where attributes are written in another form.
    """
    # Comments, scripts and styles are no tags. A single sign is found many times sooner than more.
    has_others = ("!" in html and "!--" in html) or "/script>" in html or "/style>" in html
    if has_others or _SPACED.search(html):
        return None
    hrefs, places = dict.fromkeys(_HREF.findall(html)), set(_PLACE.findall(html))
    if "" in hrefs or "" in places:  # without quotation marks, or with others
        return None
    internal = [one for one in map(_unquoted, hrefs) if one[:1] in _RELATIVE or _is_internal(one)]
    return PageLinks(tuple(internal), frozenset(map(_unquoted, places)))


def page_links() -> Callable[[str], PageLinks]:
    """Return a function that reads the links of HTML; a tag that many pages have is read once."""
    parts_within = lru_cache(maxsize=MOST_REPEATED)(_parts_within)
    empty = set[str]()

    def links_of(html: str) -> PageLinks:
        hrefs, places = dict[str, None](), set[str]()
        tags = dict.fromkeys(TAG.findall(html))
        if len(empty) > MOST_REPEATED:
            empty.clear()
        for tag in [one for one in tags if one not in empty]:
            tag_hrefs, tag_places = parts_within(tag)
            hrefs.update(dict.fromkeys(tag_hrefs))
            places.update(tag_places)
            if not tag_hrefs and not tag_places:
                empty.add(tag)
        return PageLinks(tuple(hrefs), frozenset(places))

    return links_of


def target_of(page: str, href: str) -> tuple[str, str]:
    """Return the file of the site that a link means, and the place on it, if it names one.

    A file outside the site begins with `../`.
    """
    path, anchor = _parted(href)
    return (_file_of(posixpath.dirname(page), path) if path else page), anchor


def _parts_within(tag: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the links within the site, and the places, of one tag."""
    hrefs, places = parts_of(tag)
    return tuple(filter(_is_internal, hrefs)), places


def _unquoted(value: str) -> str:
    return unescape(value[1:-1]) if "&" in value else value[1:-1]


def _is_internal(href: str) -> bool:
    # An address from the root is the engine's own, on the one page that can stand anywhere: 404.
    return not href.startswith("/") and not _SCHEME.match(href)


@lru_cache(maxsize=MOST_REPEATED)
def _parted(href: str) -> tuple[str, str]:
    """Return the path of a link, and the place on its page."""
    address, _, fragment = href.partition("#")
    return address.partition("?")[0], unquote(fragment)


def _file_of(folder: str, path: str) -> str:
    """Return the file of the site that a link on a page in a folder means."""
    while folder and path.startswith("../"):  # so that many pages ask for the same
        folder, path = folder.rpartition("/")[0], path[3:]
    return _file(folder, path)


@lru_cache(maxsize=MOST_REPEATED)
def _file(folder: str, path: str) -> str:
    is_folder = not path or path.endswith(("/", "/.", "/..")) or path in (".", "..")
    file = posixpath.normpath(posixpath.join(folder, unquote(path)))
    file = "" if file == "." else file
    return posixpath.join(file, "index.html") if is_folder else file
