"""What is to be found of a content page: the main element of its HTML, whatever theme made it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

LIST_BEGIN, LIST_END = "<!-- hub-list -->", "<!-- /hub-list -->"
"""What a filled block stands between whose items have pages of their own."""

_LISTS = re.compile(f"{LIST_BEGIN}.*?{LIST_END}", re.DOTALL)
_HEADING = re.compile(r"<h1\b[^>]*>(.*?)</h1\s*>", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SearchedContent:
    """The title and the HTML by which a content page is found."""

    title: str
    body: str
    is_list: bool
    """Whether it is the page of a list."""


def searched_content(html: str) -> SearchedContent | None:
    """Return what a content page is found by; None where it says that it is not to be found.

    A page says so by `search: exclude: true`, which the theme writes as `data-pagefind-ignore` on
    the main element. A page without a main element is searched whole.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if reader.ignored:
        return None
    body, lists = _LISTS.subn(" ", html[slice(*reader.main)] if reader.main else html)
    heading = _HEADING.search(body)
    title = _text(heading[1]) if heading else reader.title.strip()
    return SearchedContent(title, body, bool(lists))


def _text(markup: str) -> str:
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return " ".join("".join(reader.texts).replace("\u00ad", "").split())


class _Reader(HTMLParser):
    """Finds where the main element of a page begins and ends, and the title of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.main: tuple[int, int] | None = None
        self.ignored = False
        self.title = ""
        self.texts: list[str] = []
        self._in_title = False
        self._lines: list[int] = []
        self._begin = 0

    def feed(self, data: str) -> None:
        self._lines = [0, *(match.end() for match in re.finditer("\n", data))]
        super().feed(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "main" and self.main is None:
            self._begin = self._offset() + len(self.get_starttag_text() or "")
            self.ignored = "data-pagefind-ignore" in dict(attrs)
        self._in_title = tag == "title" and not self.title

    def handle_endtag(self, tag: str) -> None:
        if tag == "main" and self._begin and self.main is None:
            self.main = (self._begin, self._offset())
        if tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self._in_title:
            self.title += data

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column
