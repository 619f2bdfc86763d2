"""Links within the built site: every page and every place on it that is linked to must exist.

LinkChecker over `file://` takes the address of a folder for the list of its files, and so sees
neither a missing `index.html` nor an anchor behind such an address; and our addresses are folders.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

_UNSEEN = re.compile(r"<!--.*?-->|(?<=>)[^<]*(?=</(?:script|style)>)", re.DOTALL)
_TAG = re.compile(r"<[a-zA-Z][^<>]*(?:\s(?:href|src|id|name|action)\s*=)[^<>]*>")
_ATTRIBUTE = re.compile(
    # Any attribute, so that what stands inside the value of another is not taken for one.
    r"\s([^\s\"'<>/=]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>=`]+))"
)
_HREFS = frozenset(("href", "src", "action"))
_PLACES = frozenset(("id", "name"))
_FIRST_PLACES = frozenset(("", "top"))
"""Fragments that every page has."""


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
    read = {
        path.relative_to(site).as_posix(): _links_of(path) for path in sorted(site.rglob("*.html"))
    }
    files: dict[str, bool] = {}

    def exists(path: str) -> bool:
        if path not in files:
            files[path] = (site / path).is_file()
        return files[path]

    found: list[DeadEnd] = []
    for page, links in read.items():
        for href in links.hrefs:
            target, anchor = _target(page, href)
            if target.startswith("../") or not exists(target):
                found.append(DeadEnd(page, href))
            elif target in read and anchor not in _FIRST_PLACES | read[target].places:
                found.append(DeadEnd(page, href, anchor))
    return tuple(found)


def _links_of(path: Path) -> _Links:
    text = _UNSEEN.sub("", path.read_text(encoding="utf-8"))
    hrefs, places = dict[str, None](), set[str]()
    for name, value in _attributes(text):
        if name in _PLACES:
            places.add(value)
        elif name in _HREFS and _is_internal(value):
            hrefs[value] = None
    return _Links(tuple(hrefs), frozenset(places))


def _attributes(text: str) -> Iterator[tuple[str, str]]:
    for tag in _TAG.findall(text):
        for name, double, single, bare in _ATTRIBUTE.findall(tag):
            value = double or single or bare
            yield name.lower(), html.unescape(value) if "&" in value else value


def _is_internal(href: str) -> bool:
    # An address from the root is the engine's own, on the one page that can stand anywhere: 404.
    if href.startswith("/"):
        return False
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc


def _target(page: str, href: str) -> tuple[str, str]:
    """Return the file of the site that a link means, and the place on it."""
    parts = urlsplit(href)
    if not parts.path:
        return page, unquote(parts.fragment)
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
    is_folder = parts.path.endswith(("/", "/.", "/..")) or parts.path in (".", "..")
    path = "" if path == "." else path
    return (posixpath.join(path, "index.html") if is_folder else path), unquote(parts.fragment)
