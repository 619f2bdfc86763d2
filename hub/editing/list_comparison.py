"""Compare a secretariat's list of notifications with what the catalogue says is on it.

Most links of the list have the same text (»Link til Bilag 1«), so a link is known by the section
that it stands in, which is the notification, and by its text there.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal
from urllib.parse import urldefrag, urljoin

ListChange = Literal["new", "gone", "text", "address"]

SAME_SECTION: Final = 0.8
SAME_LINK: Final = 0.75
"""Likeness, from 0 to 1, from which on two texts are the same with a slip or a change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry:
    """What the catalogue says of a link on the list."""

    id: str
    section: str
    """The heading of its notification on the list; empty for a link of no notification."""
    text: str
    address: str | None
    """Its own address, or that of its page."""
    others: frozenset[str] = frozenset()
    """Other addresses that the catalogue has for it: its page, copies."""


@dataclass(frozen=True, slots=True)
class ListLink:
    """A link of the list."""

    section: str
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class ListDifference:
    """A link of the list that is not as the catalogue has it, or an entry that the list lacks."""

    change: ListChange
    entry: ListEntry | None
    """None for a link that is new."""
    link: ListLink | None
    """None for an entry that is gone."""


def list_links(
    blocks: Iterable[Mapping[str, Any]], page: str, sections: Sequence[str]
) -> tuple[ListLink, ...]:
    """Return the links of a list's page, each in its section.

    `page` is the address that relative links are read from; `sections` are the headings that the
    catalogue knows. A block without links that is like one of them, or that names a notification,
    begins a section; any other heading ends one.
    """
    found, section = list[ListLink](), ""
    for block in blocks:
        text = block["text"]
        if not block["links"] and text:
            known = nearest_text(text, sections, SAME_SECTION)
            if known is not None or _is_notification(text):
                section = known or text
            elif block["heading"]:
                section = ""
        found += [
            ListLink(section, link["text"] or link["label"], urljoin(page, link["href"]))
            for link in block["links"]
            if not link["href"].startswith(("#", "mailto:", "tel:", "javascript:"))
        ]
    return tuple(found)


def list_differences(
    entries: Sequence[ListEntry], links: Sequence[ListLink]
) -> tuple[ListDifference, ...]:
    """Return what differs, in the order of the list; entries that it lacks come last.

    A link whose text and address have both changed counts once for each. Links outside of every
    known section count only where an entry is like them: a page links to much besides.
    """
    pairs = dict(_pairs(entries, links))
    found: list[ListDifference] = []
    for at, link in enumerate(links):
        entry = pairs.get(at)
        if entry is None:
            if link.section:
                found.append(ListDifference("new", None, link))
            continue
        if normal(entry.text) != normal(link.text):
            found.append(ListDifference("text", entry, link))
        address = urldefrag(link.address).url
        if address not in {urldefrag(one).url for one in (entry.address or "", *entry.others)}:
            found.append(ListDifference("address", entry, link))
    there = {entry.id for entry in pairs.values()}
    found += [ListDifference("gone", one, None) for one in entries if one.id not in there]
    return tuple(found)


def _pairs(
    entries: Sequence[ListEntry], links: Sequence[ListLink]
) -> Iterator[tuple[int, ListEntry]]:
    """Yield the number of each link that is in the catalogue, with its entry; the surest first."""
    scores = [
        (_likeness(entry, link), at, number)
        for at, link in enumerate(links)
        for number, entry in enumerate(entries)
        if link.section == entry.section
    ]
    links_left, entries_left = set(range(len(links))), set(range(len(entries)))
    for score, at, number in sorted(scores, key=lambda one: (-one[0], one[1], one[2])):
        if score >= SAME_LINK and at in links_left and number in entries_left:
            links_left.discard(at)
            entries_left.discard(number)
            yield at, entries[number]


def _likeness(entry: ListEntry, link: ListLink) -> float:
    """Return how like two are: a number that differs makes two texts different."""
    if entry.address and urldefrag(entry.address).url == urldefrag(link.address).url:
        return 2.0
    one, other = normal(entry.text), normal(link.text)
    if one == other:
        return 1.0
    if re.findall(r"[0-9]+", one) != re.findall(r"[0-9]+", other):
        return 0.0
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


def nearest_text(text: str, known: Sequence[str], least: float) -> str | None:
    """Return the known text that is most like a text, if it is like enough."""
    best = max(
        known,
        key=lambda one: difflib.SequenceMatcher(
            None, normal(one), normal(text), autojunk=False
        ).ratio(),
        default=None,
    )
    if best is None:
        return None
    ratio = difflib.SequenceMatcher(None, normal(best), normal(text), autojunk=False).ratio()
    return best if ratio >= least else None


def normal(text: str) -> str:
    """Return a text without what says nothing: case, spaces, dashes of every kind, the end mark."""
    composed = unicodedata.normalize("NFKC", text).casefold()
    dashed = re.sub(r"[\u2010-\u2015\u2212]", "-", composed)
    return " ".join(dashed.split()).rstrip(" .:;")


def _is_notification(section: str) -> bool:
    """Return whether a text names a notification and not the list of them."""
    return (
        re.search(r"central\w* udmelding\w*\W+(?:vedr|for|om|ang)", section.casefold()) is not None
    )
