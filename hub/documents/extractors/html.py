"""Read a web page as data: its title, its text, its links; nothing in it is run or fetched."""

from __future__ import annotations

import codecs
import re
from functools import cached_property
from typing import Any

from hub.documents.extractors.html_blocks import read_blocks
from hub.documents.extractors.html_page import read_facts
from hub.documents.extractors.html_reader import TagReader

LONGEST_PAGE = 5 * 1024**2
"""Bytes of a page that are read; the rest is left out."""

MOST_LINKS = 2000

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE
)
_UNSEEN = frozenset(("script", "style", "template", "noscript", "head", "svg"))
_BLOCKS = frozenset(
    ("p", "div", "li", "br", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "td")
)


class Webpage:
    """A page's title, text and links, read without recursion, and no more than is asked for."""

    def __init__(self, data: bytes, charset: str | None = None) -> None:
        self._page = decoded(data[:LONGEST_PAGE], charset)

    @cached_property
    def _reader(self) -> _Reader:
        reader = _Reader()
        reader.feed(self._page)
        reader.close()
        return reader

    @property
    def title(self) -> str:
        """The page's title, or its first heading."""
        return _one_line(self._reader.title) or _one_line(self._reader.heading)

    def text(self) -> dict[str, Any]:
        """Return the page's text as one page."""
        lines = map(_one_line, "".join(self._reader.text).split("\n"))
        return {"pages": None, "needs_password": False, "text": ["\n".join(filter(None, lines))]}

    def facts(self) -> dict[str, Any]:
        """Return the page's title."""
        return {"title": self.title or None}

    def links(self) -> list[tuple[str, str]]:
        """Return where each link goes, as it is written, and its text."""
        return self._reader.links[:MOST_LINKS]

    def blocks(self) -> list[dict[str, Any]]:
        """Return the page's blocks in their order, each with its links."""
        return read_blocks(self._page)

    def page(self) -> dict[str, Any]:
        """Return what the page shows; see `html_page`."""
        return read_facts(self._page)

    def thumbnail(self) -> bytes:
        """Return nothing: a page is not drawn."""
        return b""


def as_utf8(data: bytes, charset: str | None) -> bytes:
    """Return a page with a mark that says its encoding, so that the server's word is not lost."""
    return codecs.BOM_UTF8 + decoded(data[:LONGEST_PAGE], charset).encode("utf-8", "replace")


def decoded(data: bytes, charset: str | None = None) -> str:
    """Return a page's text: a byte-order mark, the server's word, the page's own word, a guess."""
    declared = _DECLARED.search(data[:2048])
    named = [charset, declared.group(1).decode() if declared else None]
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        named = ["utf-16"]
    if data.startswith(codecs.BOM_UTF8):
        named = ["utf-8-sig"]
    for name in (*named, "utf-8"):
        try:
            return data.decode(name or "utf-8")
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return data.decode("cp1252", "replace")


class _Reader(TagReader):
    def __init__(self) -> None:
        super().__init__()
        self.title = self.heading = ""
        self.text: list[str] = []
        self.links: list[tuple[str, str]] = []
        self._unseen = 0
        self._inside: str | None = None
        self._link: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in _UNSEEN:
            self._unseen += 1
        if tag == "body":
            self._unseen = 0
        if tag in ("title", "h1"):
            self._inside = tag
        if tag in _BLOCKS:
            self.text.append("\n")
        if tag == "a" and values.get("href"):
            self._link = (values["href"] or "", [values.get("title") or ""])

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN and self._unseen:
            self._unseen -= 1
        if tag == self._inside:
            self._inside = None
        if tag in _BLOCKS:
            self.text.append("\n")
        if tag == "a" and self._link:
            address, words = self._link
            self.links.append((address.strip(), _one_line(" ".join(words))))
            self._link = None

    def handle_data(self, data: str) -> None:
        if self._inside == "title":
            self.title += data
            return
        if self._inside == "h1":
            self.heading += data
        if self._link:
            self._link[1].append(data)
        if not self._unseen:
            self.text.append(data)


def _one_line(text: str) -> str:
    return " ".join(text.split())
