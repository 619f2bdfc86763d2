"""What is to be found of a content page: the main element of its HTML, whatever theme made it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

LIST_BEGIN, LIST_END = "<!-- hub-list -->", "<!-- /hub-list -->"
"""What a filled block stands between whose items have pages of their own."""

_LISTS = re.compile(f"{LIST_BEGIN}.*?{LIST_END}", re.DOTALL)


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
    page = LexborHTMLParser(html)
    main = page.css_first("main") or page.body
    if main is None or "data-pagefind-ignore" in main.attributes:
        return None
    body, lists = _LISTS.subn(" ", main.inner_html or "")
    heading = main.css_first("h1") or page.css_first("title")
    return SearchedContent(_text(heading) if heading else "", body, bool(lists))


def _text(node: LexborNode) -> str:
    return " ".join(node.text().replace("\N{SOFT HYPHEN}", "").split())
