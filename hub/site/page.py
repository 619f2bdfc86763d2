"""A page of the site: its address, its title, and what its body is made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from hub.search.index_records import Subject

StructuredNode = Mapping[str, Any]
"""A node of JSON-LD with terms of schema.org."""

LONGEST_DESCRIPTION = 160
"""Characters that search engines show of a description."""

LONGEST_TITLE = 70
"""Characters that they show of a title."""


@dataclass(frozen=True, slots=True)
class Alternate:
    """What a page tells in another form: a feed, a calendar, data; or how the site is searched."""

    media_type: str
    address: str
    """As the page links to it."""
    title: str
    relation: str = "alternate"
    """What the page has to do with it, as HTML names it."""


RowKind = Literal["cases", "documents"]


@dataclass(frozen=True, slots=True)
class SharedRows:
    """Rows of a list that stand on several pages."""

    of: RowKind
    numbers: tuple[int, ...]
    """Which of the cases or documents, by their places among all."""


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a page is made of; it is large, and needed only while the page is written."""

    context: Mapping[str, Any]
    """What its template uses."""
    nodes: tuple[StructuredNode, ...] = ()
    """What machines are told of it beside where it stands."""
    files: tuple[tuple[str, Path | bytes], ...] = ()
    """Files that go beside the page: the name of each there, and its bytes or where it lies now."""
    rows: SharedRows | None = None
    """The rows of its list, where they are drawn once for all pages."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be stamped into the frame of its folder."""

    folder: str
    slug: str
    title: str
    description: str
    template: str
    content: Callable[[], PageContent]
    """Makes what the page is made of."""
    changed: dt.date | None = None
    """When its content was last changed, if that is known."""
    alternates: tuple[Alternate, ...] = ()
    """What it tells in other forms too."""
    subject: Subject | None = None
    """What it is about, if it is to be found by a search; lists are not."""
    texts: tuple[str, ...] | None = None
    """The text of a document by page, made whole for the search; each is found by itself."""

    @property
    def address(self) -> str:
        """The page's address within the site."""
        return f"{self.folder}/{self.slug}/"


def shortened(text: str, longest: int = LONGEST_DESCRIPTION) -> str:
    """Return the beginning of a text that fits, cut between words; by default a description."""
    flat = " ".join(text.split())
    if len(flat) <= longest:
        return flat
    return flat[: longest - 2].rsplit(" ", 1)[0].rstrip(",.;:") + " …"


def title_in_head(title: str, site_name: str) -> str:
    """Return what a browser's tab and a search engine show: the title, and the site if it fits."""
    whole = f"{title} – {site_name}"
    return whole if len(whole) <= LONGEST_TITLE else shortened(title, LONGEST_TITLE)
