"""What a web page shows, as far as it decides whether it is the page that was asked for."""

from __future__ import annotations

import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final

from hub.documents.extractors.html import as_utf8
from hub.documents.sandbox import read_in_child

SECONDS: Final = 20.0
"""That reading a page may take; an ordinary one takes some hundredths."""

# Not the threads that ask: there is one for each host, and each would keep a child of its own.
_READERS: Final = ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="pages")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What a page shows; as it stands here, a page that could not be read in time or memory."""

    title: str = ""
    headings: tuple[str, ...] = ()
    words: Counter[str] = field(default_factory=Counter)
    """All words that a reader sees."""
    content_words: int = 0
    """How many of them are outside menus, headers, footers and forms."""
    has_password_field: bool = False
    """Outside menus, headers and footers, where many sites let people log in."""
    places: frozenset[str] = frozenset()
    """The fragments that name a place on the page."""
    has_scripts: bool = True
    is_filled_later: bool = False
    """Whether what it shows comes later: from scripts that fill an element, or from elsewhere."""
    is_captcha: bool = False
    """Whether it asks for a proof that one is human, and says little else; some forms do too."""
    is_blank: bool = False
    """Whether a reader sees nothing at all: no title, no word, no picture, no frame."""
    refresh: str = ""
    """What `<meta http-equiv=refresh>` says: seconds and an address."""


def read_page(data: bytes, charset: str | None) -> PageFacts:
    """Return the facts of a page, of which at most LONGEST_PAGE bytes are read."""
    reading = _READERS.submit(
        read_in_child, as_utf8(data, charset), "html", seconds=SECONDS, steps=("page",)
    )
    told = reading.result().value("page")
    if not told:
        return PageFacts()
    return PageFacts(
        **{**dict(told), "words": Counter(told.words), "places": frozenset(told.places)}
    )
