"""What a web page shows, as far as it decides whether it is the page that was asked for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from hub.documents.extractors.html import LONGEST_PAGE, decoded

_AROUND = "nav, header, footer, aside, form"
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
    places: frozenset[str]
    """The fragments that name a place on the page."""
    has_scripts: bool


def read_page(data: bytes, charset: str | None) -> PageFacts:
    """Return the facts of a page, of which at most LONGEST_PAGE bytes are read."""
    tree = LexborHTMLParser(decoded(data[:LONGEST_PAGE], charset))
    title = tree.css_first("head > title") or tree.css_first("title")
    places = frozenset(_places(tree))
    password = tree.css_first("input[type=password i]") is not None
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
    )


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
