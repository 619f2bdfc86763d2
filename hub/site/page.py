"""A page of the site: its address, its title, and what its body is made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hub.search.index_records import Subject

LONGEST_DESCRIPTION = 160
"""Characters that search engines show of a description."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be stamped into the frame of its folder."""

    folder: str
    slug: str
    title: str
    description: str
    template: str
    context: Mapping[str, Any]
    changed: dt.date | None = None
    """When its content was last changed, if that is known."""
    files: tuple[tuple[str, Path], ...] = ()
    """Files that go beside the page: the name of each there, and where it lies now."""
    subject: Subject | None = None
    """What it is about, if it is to be found by a search; lists are not."""
    texts: tuple[str, ...] | None = None
    """The text of a document by page, made whole for the search; each is found by itself."""

    @property
    def address(self) -> str:
        """The page's address within the site."""
        return f"{self.folder}/{self.slug}/"


def shortened(text: str) -> str:
    """Return the beginning of a text that fits a description, cut between words."""
    flat = " ".join(text.split())
    if len(flat) <= LONGEST_DESCRIPTION:
        return flat
    return flat[:LONGEST_DESCRIPTION].rsplit(" ", 1)[0].rstrip(",.;:") + " …"
