"""What a web page shows, as far as it decides whether it is the page that was asked for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from hub.documents.extractors.html import LONGEST_PAGE, decoded

_AROUND = "nav, header, footer, aside, form"
_MENUS = frozenset(("nav", "header", "footer", "aside"))
_SEEN_WITHOUT_WORDS = (
    "script, img, iframe, frame, object, embed, video, canvas, svg, picture, input"
)
_UNSEEN = "script, style, template, noscript, svg, head, iframe"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What a page shows."""

    title: str
    headings: tuple[str, ...]
    words: Counter[str]
    """All words that a reader sees."""
    content_words: int
    """How many of them are outside menus, headers, footers and forms."""
    has_password_field: bool
    """Outside menus, headers and footers, where many sites let people log in."""
    places: frozenset[str]
    """The fragments that name a place on the page."""
    has_scripts: bool
    is_blank: bool
    """Whether a reader sees nothing at all: no title, no word, no picture, no frame."""
    refresh: str
    """What `<meta http-equiv=refresh>` says: seconds and an address."""


def read_page(data: bytes, charset: str | None) -> PageFacts:
    """Return the facts of a page, of which at most LONGEST_PAGE bytes are read."""
    tree = LexborHTMLParser(decoded(data[:LONGEST_PAGE], charset))
    title = tree.css_first("head > title") or tree.css_first("title")
    places = frozenset(_places(tree))
    password = any(not _is_in_menu(node) for node in tree.css("input[type=password i]"))
    refresh = tree.css_first("meta[http-equiv=refresh i]")
    delay = (refresh.attributes.get("content") or "") if refresh else ""
    is_wordless = tree.css_first(_SEEN_WITHOUT_WORDS) is None
    scripts = tree.css_first("script") is not None
    headings = tuple(_line(node) for node in tree.css("h1"))
    title_text = _line(title) if title else ""
    tree.strip_tags(_UNSEEN.split(", "))
    words = Counter(_words(tree))
    tree.strip_tags(_AROUND.split(", "))
    return PageFacts(
        title=title_text,
        headings=headings,
        words=words,
        content_words=sum(1 for _ in _words(tree)),
        has_password_field=password,
        places=places,
        has_scripts=scripts,
        is_blank=is_wordless and not words and not title_text,
        refresh=delay,
    )


def _is_in_menu(node: LexborNode) -> bool:
    above = node.parent
    while above is not None:
        if above.tag in _MENUS:
            return True
        above = above.parent
    return False


def _places(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css("[id]"):
        yield node.attributes.get("id") or ""
    for node in tree.css("a[name]"):
        yield node.attributes.get("name") or ""


def _words(tree: LexborHTMLParser) -> Iterator[str]:
    body = tree.body
    if body is not None:
        yield from re.findall(r"\w+", body.text(separator=" ").casefold())


def _line(node: LexborNode) -> str:
    return " ".join(node.text(separator=" ").split())
