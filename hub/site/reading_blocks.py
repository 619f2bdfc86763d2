"""What a reading view is made of: the pages of a document, each with its blocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hub.documents.records import PageLack, TextCell


@dataclass(frozen=True, slots=True)
class Continuation:
    """The part of a paragraph that is on a later page."""

    page: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingBlock:
    """A block of a page as it is shown."""

    kind: Literal["heading", "paragraph", "list", "table", "figure", "margin"]
    text: str = ""
    level: int = 0
    """Of a heading: that of its element, below the page's own."""
    rank: int = 0
    """Of a heading: its level in the document, by which it looks."""
    items: tuple[ListItem, ...] = ()
    rows: tuple[tuple[TextCell, ...], ...] = ()
    continuations: tuple[Continuation, ...] = ()


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item of a list, with the items below it."""

    text: str
    labelled: bool
    """Whether its text begins with a number or a letter of its own."""
    items: tuple[ListItem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingPage:
    """A page of the document as it is shown."""

    number: int
    label: str | None = None
    """What is printed on the page, where that is not its number."""
    blocks: tuple[ReadingBlock, ...] = ()
    lack: PageLack | None = None
    continues: int | None = None
    """The page on which its only text begins."""
    first: bool = True
    """False for what is left of a page whose beginning is on another page of the site."""


@dataclass(frozen=True, slots=True)
class ReadingText:
    """The whole document as it is shown."""

    pages: tuple[ReadingPage, ...]
    repeated: tuple[str, ...]
    """What stands in the margins of its pages, each once."""
