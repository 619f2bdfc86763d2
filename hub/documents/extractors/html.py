"""Read a web page as data: its title, its text, its links; nothing in it is run or fetched."""

from __future__ import annotations

import codecs
import re
from functools import cached_property
from typing import Any

from hub.documents.extractors.html_blocks import read_blocks
from hub.documents.extractors.html_page import read_facts
from hub.documents.extractors.html_text import Shown, read_shown

LONGEST_PAGE = 5 * 1024**2
"""Bytes of a page that are read; the rest is left out."""

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE
)
_READ_AS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}
"""Labels that browsers, by the Encoding Standard, read as those of Windows."""


class Webpage:
    """A page's title, text and links, read without recursion, and no more than is asked for."""

    def __init__(self, data: bytes, charset: str | None = None) -> None:
        self._page = decoded(data[:LONGEST_PAGE], charset)

    @cached_property
    def _shown(self) -> Shown:
        return read_shown(self._page)

    def text(self) -> dict[str, Any]:
        """Return the page's text as one page."""
        return {"pages": None, "needs_password": False, "text": [self._shown.text]}

    def facts(self) -> dict[str, Any]:
        """Return the page's title, or its first heading."""
        return {"title": self._shown.title or None}

    def links(self) -> list[tuple[str, str]]:
        """Return where each link goes, as it is written, and its text."""
        return self._shown.links

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
    for label in (*named, "utf-8"):
        try:
            return data.decode(_read_as(label or "utf-8"))
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return data.decode("cp1252", "replace")


def _read_as(label: str) -> str:
    """Return the encoding that a label means. Raises LookupError where it means none."""
    name = codecs.lookup(label).name
    return _READ_AS.get(name, name)
