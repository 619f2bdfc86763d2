"""Decide whether the target of a permanent redirect is proved to be what the link was meant for.

Only then is it written into the files without a person; anything else stays a proposal.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from hub.catalogue.tree import SourceFile
from hub.documents.address_names import is_front_page
from hub.links.records import LinkRecord
from hub.links.usages import Usage

_SHORTEST_WORD = 4
_AGREEING = 0.6
"""The share of the shorter title's words that the other must have."""


def is_proved(use: Usage, record: LinkRecord, source: SourceFile | None) -> bool:
    """Return whether the new address may replace the written one without a person."""
    if record.moved_to is None:
        return False
    old, new = urlsplit(use.asked), urlsplit(record.moved_to)
    if _site(old.hostname) != _site(new.hostname) or old.scheme > new.scheme:
        return False
    if is_front_page(new.path, new.query) and not is_front_page(old.path, old.query):
        return False
    if record.moved_title is None:  # a file: of the kind that was promised, or it were no »moved«
        return use.promises not in (None, "html")
    if _last(old.path) == _last(new.path):
        return True
    title = source.value((*use.steps[:-1], "title")) if source is not None and use.steps else None
    return isinstance(title, str) and titles_agree(title, record.moved_title)


def titles_agree(one: str, other: str) -> bool:
    """Return whether two titles name the same, a site's name beside one of them left out."""
    first, second = _words(one), _words(other)
    common = len(first & second)
    return common > 0 and common >= _AGREEING * min(len(first), len(second))


def _words(title: str) -> set[str]:
    found = re.findall(r"\w+", title.casefold())
    return {word for word in found if len(word) >= _SHORTEST_WORD}


def _site(host: str | None) -> str:
    return (host or "").removeprefix("www.")


def _last(path: str) -> str:
    name = path.rstrip("/").rpartition("/")[2].lower()
    return re.sub(r"\.(?:html?|aspx|php)$", "", name)
