"""The title, the text and the links of a web page, by a real HTML parser and without recursion."""

from __future__ import annotations

from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from hub.documents.extractors.characters import readable

MOST_LINKS = 2000

_UNSEEN = ["script", "style", "template", "noscript", "iframe", "svg"]
_INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn"),
        *("em", "font", "i", "img", "ins", "kbd", "mark", "nobr", "q", "rb", "rp", "rt", "ruby"),
        *("s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u"),
        *("var", "wbr"),
    )
)
"""Elements that part no words; all others do, also those that nobody has thought of."""


class Shown(NamedTuple):
    """What a page shows."""

    title: str
    """Its title, or its first heading with text."""
    text: str
    """A block or a cell of a table a line."""
    links: list[tuple[str, str]]
    """Where each leads, as it is written, and its title and text."""


def read_shown(page: str) -> Shown:
    """Return what a page shows. Some take a parser all memory: the child process bounds it."""
    tree = LexborHTMLParser(page)
    for node in tree.body.css("*") if tree.body else ():
        _part_words(node)
    links = [
        (
            (node.attributes["href"] or "").strip(),
            _line(f"{node.attributes.get('title') or ''} {node.text()}"),
        )
        for node in tree.css("a[href]")[:MOST_LINKS]
    ]
    tree.strip_tags(_UNSEEN)  # a picture's title is none of the page
    titles = (_line(node.text()) for node in (*tree.css("title"), *tree.css("h1")))
    title = next(filter(None, titles), "")
    tree.strip_tags(["title"])
    lines = map(_line, tree.body.text().split("\n")) if tree.body else ()
    return Shown(title, "\n".join(filter(None, lines)), links)


def _part_words(node: LexborNode) -> None:
    if node.tag not in _INLINE:
        node.insert_before("\n")
        node.insert_after("\n")
    elif node.tag == "a" and node.prev is not None and node.prev.tag == "a":
        node.insert_before(" ")  # menus part what only touches in the page's source


def _line(text: str) -> str:
    return readable(" ".join(text.split()))
