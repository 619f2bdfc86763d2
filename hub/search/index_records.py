"""A record of the index: a page of a document, or a page of the site, as HTML for Pagefind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import escape

from hub.search.expansions import Expander, hidden
from hub.text.danish import date_text
from hub.text.dates import KnownDate

FilterName = Literal["aar", "maalgruppe", "omraade", "sideslags", "status", "slags", "udgiver"]

_UNSEARCHED = re.compile(
    r"<(script|style|svg|nav|form|noscript|button)\b.*?</\1>"
    r"|<(section|ul|p|div|details|span)\b[^>]*data-pagefind-ignore.*?</\2>"
    r'|<span class="hub-spoken">.*?</span>',  # it repeats for the ear what stands nearby
    re.DOTALL,
)

_BLOCK = re.compile(r"<(?!/?(?:a|abbr|b|code|em|i|mark|strong|sub|sup|wbr)\b)")
"""What parts words on a page though nothing stands between them in the HTML."""

CASE_FILTER = "sagsnummer"
"""The filter by which the search page knows the places of one case; readers do not see it."""

BREAK = "\ue002"
"""Stands between the blocks of a page, so that a passage does not run over them."""

_BREAKS = re.compile(rf"(?:\s*{BREAK})+\s*")


_ASIDE_WEIGHT = 0.1

_END = "</body></html>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a record is about: told in a result, and what results are narrowed and ordered by."""

    title: str
    case: str = ""
    """The title of the case it belongs to."""
    case_address: str = ""
    original: str = ""
    """The address of the document at its publisher, without a page."""
    filters: Mapping[FilterName, Sequence[str]]
    date: KnownDate | None = None
    weight: float = 1
    """How much a word counts here beside the same word on another page; at most 10."""
    summary: str | None = None
    """What a list is found by instead of its items, which are found by themselves."""
    aside: str = ""
    """Words beside the summary that count for little: others are sought by them more often."""


@dataclass(frozen=True, slots=True)
class IndexRecord:
    """A page that is found by itself."""

    address: str
    """Within the site, with a slash at the end; that of page 3 of a document ends in `side-3`."""
    html: str


def page_record(address: str, body: str, subject: Subject, enrichment: Expander) -> IndexRecord:
    """Return the record of a page of the site from the HTML of its body."""
    if subject.summary is not None:
        body = f"<h1>{escape(subject.title)}</h1><p>{escape(subject.summary)}</p>"
        if subject.aside:
            body += f'<p data-pagefind-weight="{_ASIDE_WEIGHT}">{escape(subject.aside)}</p>'
    text = enrichment.markup(_UNSEARCHED.sub(" ", body))
    blocks = _BREAKS.sub(f" {BREAK} ", _BLOCK.sub(f" {BREAK} <", text))
    # A title counts much; where words are to count less than elsewhere it is not found by itself.
    title = enrichment.text(subject.title) if subject.weight >= 1 else hidden(subject.title)
    return IndexRecord(address, f"{_head(subject, title)}{blocks}{_END}")


def text_records(
    address: str, pages: Iterable[str], subject: Subject, enrichment: Expander
) -> Iterator[IndexRecord]:
    """Yield a record for each page of a document.

    Only the first is found by the document's title: otherwise each page would answer for it.
    """
    head = _head(subject, enrichment.text(subject.title))
    for number, text in enumerate(map(enrichment.text, pages), 1):
        yield IndexRecord(f"{address}side-{number}", f"{head}<p>{escape(text)}</p>{_END}")
        if number == 1:
            head = _head(subject, hidden(subject.title))


def _head(subject: Subject, title: str) -> str:
    """Return the HTML of a record up to its text; `title` is what the index gets for its title."""
    carried = {
        "sag": subject.case,
        "sagens-adresse": subject.case_address,
        "original": subject.original,
        "dag": date_text(subject.date) if subject.date else "",
    }
    # Pagefind leaves out what has no day to be ordered by.
    day = subject.date.first.isoformat() if subject.date else "0000-00-00"
    told = [
        *(("meta", name, hidden(value)) for name, value in carried.items() if value),
        # Pagefind looks for a title in the body where none is told.
        ("meta", "title", title),
        *(
            ("filter", name, value)
            for name, values in subject.filters.items()
            for value in dict.fromkeys(values)
        ),
        *((("filter", CASE_FILTER, subject.case_address),) if subject.case_address else ()),
        ("sort", "dato", day),
    ]
    lines = "".join(
        f'<meta data-pagefind-{kind}="{name}[content]" content="{escape(value)}">'
        for kind, name, value in told
    )
    head = f'<!doctype html><html lang="da"><head><meta charset="utf-8">{lines}</head>'
    return f'{head}<body data-pagefind-body data-pagefind-weight="{subject.weight:g}">'
