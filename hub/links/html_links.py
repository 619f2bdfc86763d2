"""Read from the tags of a web page where its links lead, and which places it has."""

from __future__ import annotations

import html
import re

TAG = re.compile(
    r"<!--.*?-->|<(?:script|style)\b.*?</(?:script|style)>|<[a-zA-Z][^<>]*>", re.DOTALL
)
"""A tag; comments too, and scripts and styles whole, so that nothing in them is taken for one."""

FIRST_PLACES = frozenset(("", "top"))
"""Fragments that every page has."""

_ATTRIBUTE = re.compile(
    # Any attribute, so that what stands inside the value of another is not taken for one.
    r"\s([^\s\"'<>/=]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>=`]+))"
)
_HREFS = frozenset(("href", "src", "action"))
_PLACES = frozenset(("id", "name"))


def parts_of(tag: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return where the links of a tag lead, and the places that it names."""
    hrefs, places = dict[str, None](), []
    start = "" if tag.startswith("<!--") else tag.partition(">")[0]
    for name, double, single, bare in _ATTRIBUTE.findall(start):
        value = html.unescape(double or single or bare)
        if name.lower() in _PLACES:
            places.append(value)
        elif name.lower() in _HREFS:
            hrefs[value] = None
    return tuple(hrefs), tuple(places)
