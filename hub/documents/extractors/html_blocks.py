"""The blocks of a web page in their order: headings and paragraphs, each with its links.

What a link offers is often said beside it and not in it, so the text around it counts too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from hub.documents.extractors.html_reader import TagReader

MOST_BLOCKS: Final = 5000
LONGEST_TEXT: Final = 500
"""Characters of a block's or a link's text that are kept."""

_BLOCKS: Final = frozenset(
    (
        *("p", "div", "li", "ul", "ol", "tr", "td", "th", "table", "section", "article", "main"),
        *("nav", "header", "footer", "aside", "figure", "figcaption", "blockquote"),
        *("dl", "dt", "dd", "br"),
    )
)
_HEADING: Final = re.compile(r"h[1-6]")
_UNSEEN: Final = frozenset(("script", "style", "template", "noscript"))
_APART: Final = frozenset(("nav", "header", "footer"))
"""Elements whose links lead about the site and offer no document of the page."""

_LABELS: Final = ("aria-label", "title")


@dataclass(slots=True)
class _Link:
    href: str
    label: str
    texts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Block:
    heading: bool = False
    strong: bool = True
    """Whether all of the text so far is bold: a heading that is not marked up as one."""
    texts: list[str] = field(default_factory=list)
    links: list[_Link] = field(default_factory=list)


def read_blocks(page: str) -> list[dict[str, Any]]:
    """Return the blocks that have text or links, outside of menus, headers and footers.

    Each has `text`, `heading` (whether it heads what follows) and `links`, each with `href`,
    `text` and `label` (its title, its label, or the alternative text of its picture).
    """
    reader = _Reader()
    reader.feed(page)
    reader.close()
    reader.end_block()
    return [_plain(block) for block in reader.blocks[:MOST_BLOCKS]]


def _plain(block: _Block) -> dict[str, Any]:
    text = _one_line("".join(block.texts))
    return {
        "text": text,
        "heading": bool(text) and (block.heading or (block.strong and not block.links)),
        "links": [
            {
                "href": link.href.strip(),
                "text": _one_line("".join(link.texts)),
                "label": _one_line(link.label),
            }
            for link in block.links
        ],
    }


class _Reader(TagReader):
    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[_Block] = []
        self._block = _Block()
        self._link: _Link | None = None
        self._unseen = 0
        self._apart = 0
        self._strong = 0

    def end_block(self) -> None:
        """Keep the block that has come to its end, if it holds anything."""
        block = self._block
        if (block.links or "".join(block.texts).strip()) and len(self.blocks) < MOST_BLOCKS:
            self.blocks.append(block)
        self._block = _Block()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in _UNSEEN:
            self._unseen += 1
        if tag in _APART:
            self._apart += 1
        if tag in ("strong", "b"):
            self._strong += 1
        if tag in _BLOCKS or _HEADING.fullmatch(tag):
            self.end_block()
            self._block.heading = _HEADING.fullmatch(tag) is not None
        if tag == "a" and values.get("href") and not self._apart:
            self._link = _Link(values["href"], next(filter(None, map(values.get, _LABELS)), ""))
            self._block.links.append(self._link)
        elif self._link and not self._link.label:
            self._link.label = values.get("alt", "") or next(
                filter(None, map(values.get, _LABELS)), ""
            )

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN and self._unseen:
            self._unseen -= 1
        if tag in _APART and self._apart:
            self._apart -= 1
        if tag in ("strong", "b") and self._strong:
            self._strong -= 1
        if tag == "a":
            self._link = None
        if tag in _BLOCKS or _HEADING.fullmatch(tag):
            self.end_block()

    def handle_data(self, data: str) -> None:
        if self._unseen or self._apart:
            return
        self._block.texts.append(data)
        if data.strip() and not self._strong:
            self._block.strong = False
        if self._link:
            self._link.texts.append(data)


def _one_line(text: str) -> str:
    return " ".join(text.split())[:LONGEST_TEXT]
