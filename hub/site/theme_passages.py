"""Where a text treats the themes of a notification: by its headings, its outline, or their words.

A heading counts where text follows it, so that a table of contents is no treatment. Words count
where a paragraph of the text has them together; running headers are not of the text, and what is on
most pages of a document tells nothing. Nothing is found rather than too much.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from hub.documents.records import Text
from hub.site.reading_blocks import ListItem, ReadingBlock, ReadingText

MOST_PASSAGES: Final = 5
"""Passages of a text that are shown for a theme."""

LEAST_TEXT: Final = 40
"""Characters that must follow a heading."""

SHORTEST_PARAGRAPH: Final = 60
"""Characters of a paragraph whose words count; shorter ones are captions and headers."""

LONGEST_HEADING: Final = 160
SHORTEST_OWN: Final = 5
"""Letters of a word that tells a theme from the others."""

LEAST_PRECISION: Final = 0.6
"""Share of a heading's words that must be the theme's."""

LEAST_RECALL: Final = 0.75
"""Share of a theme's words that must be there where none of them is the theme's alone."""

LEAST_REPEATS: Final = 3
"""How often a theme of one word must be on a page that treats it; and from how many pages on a line
that comes again is a running header."""

MOST_PAGES: Final = 0.5
"""Share of a document's pages beyond which words tell nothing."""

_WORD: Final = re.compile(r"[^\W\d_]+")
_NUMBERING: Final = re.compile(
    r"^\s*(?:(?:tema|afsnit|kapitel|del|punkt|pkt\.?)\s+)?[0-9ivx]{0,4}(?:[.)][0-9]{1,3})*[.):]?\s+",
    re.IGNORECASE,
)
_THEME_NUMBER: Final = re.compile(
    r"(?:ad|[0-9.]+)?\s*tema(?:\s+nr\.?)?\s+([0-9]{1,2})\b", re.IGNORECASE
)
_CONTENTS_LINE: Final = re.compile(r"(?:[.…_]{2,} ?|\s{2,})[0-9]{1,4}\s*$")
_STOP_WORDS: Final = frozenset(
    _WORD.findall(
        "ad af alle andre at blev bliver da de dem den der deres det dette disse eller en end er "
        "et for fra før ham han hans har hende her hos hun hvad hvem hver hvilke hvilken hvor "
        "hvordan hvis i ift ikke ind inden jf kan med mellem mod må ned nogle når og også om op "
        "over på samt sig sin sine sit skal ske som så til under ud ved vedr "
        "vedrørende vi vil være å tema temaer afsnit beskrivelse omkring redegørelse"
    )
)


@dataclass(frozen=True, slots=True)
class ThemePassage:
    """Pages of a text that treat a theme."""

    first: int
    last: int
    heading: str = ""
    """The heading they stand under; without one the theme's words are there."""


@dataclass(slots=True)
class _Section:
    """A heading with what follows it, until the next one."""

    heading: str
    themes: Sequence[int]
    page: int
    last: int
    length: int = 0


def theme_passages(
    themes: Sequence[str], text: Text, shown: ReadingText
) -> tuple[tuple[ThemePassage, ...], ...]:
    """Return for each theme the passages that treat it, in the order of the text."""
    stems = [_stems(theme) for theme in themes]
    found: list[list[ThemePassage]] = [[] for _ in themes]
    for section in _sections(text, shown, stems):
        if section.length >= LEAST_TEXT:
            for at in section.themes:
                found[at].append(ThemePassage(section.page, section.last, section.heading))
    pages = _paragraphs_by_page(shown)
    return tuple(
        tuple((own or _by_words(words, pages))[:MOST_PASSAGES])
        for own, words in zip(found, stems, strict=True)
    )


def _sections(
    text: Text, shown: ReadingText, themes: Sequence[frozenset[str]]
) -> Sequence[_Section]:
    """Return the sections of a text in their order."""
    outline: dict[int, dict[str, str]] = {}
    for item in text.outline:
        if item.page:
            outline.setdefault(item.page, {})[_key(item.title)] = item.title
    running = _running(shown)
    sections: list[_Section] = []
    for page in shown.pages:
        marked = {_key(block.text) for block in page.blocks if block.kind == "heading"}
        # A title of the outline whose line was not recognised begins with its page.
        titles = outline.get(page.number, {}) if page.first else {}
        for key, title in titles.items():
            if key not in marked and (about := _themes_of_heading(title, themes)):
                sections.append(_Section(_one_line(title), about, page.number, page.number))
        for block in page.blocks:
            about = [] if _key(block.text) in running else _themes_of_block(block, themes)
            if about or block.kind == "heading":
                heading = _one_line(block.text)
                sections.append(_Section(heading, about, page.number, page.number))
            elif sections:
                sections[-1].length += _length(block)
                sections[-1].last = max(page.number, *(one.page for one in block.continuations), 0)
    return sections


def _themes_of_block(block: ReadingBlock, themes: Sequence[frozenset[str]]) -> list[int]:
    """Return which themes a block is the heading of: marked as one, or their very words."""
    line = block.text.strip()
    if not line or len(line) > LONGEST_HEADING or _CONTENTS_LINE.search(line):
        return []
    if block.kind == "heading":
        return _themes_of_heading(line, themes)
    if block.kind != "paragraph" or "\n" in line or line[-1] in ".,;?!" or line[-1].isdigit():
        return []
    words = _stems(_NUMBERING.sub("", line))
    return [at for at, theme in enumerate(themes) if theme and words == theme]


def _themes_of_heading(heading: str, themes: Sequence[frozenset[str]]) -> list[int]:
    """Return which themes a heading is about: those whose words fit best, else that it numbers."""
    words = _stems(_NUMBERING.sub("", heading))
    scores = {at: _likeness(words, theme, themes) for at, theme in enumerate(themes)}
    best = max(scores.values(), default=0)
    if best:
        return [at for at, score in scores.items() if score == best]
    number = _THEME_NUMBER.match(heading)
    return [int(number[1]) - 1] if number and 1 <= int(number[1]) <= len(themes) else []


def _likeness(
    heading: frozenset[str], theme: frozenset[str], themes: Sequence[frozenset[str]]
) -> float:
    """Return how well a heading fits a theme; 0 where it does not."""
    common = heading & theme
    if not common:
        return 0
    precision, recall = len(common) / len(heading), len(common) / len(theme)
    own = {
        word
        for word in common
        if len(word) >= SHORTEST_OWN and sum(word in other for other in themes) == 1
    }
    if precision < LEAST_PRECISION or not (own or recall >= LEAST_RECALL):
        return 0
    return 2 * precision * recall / (precision + recall)


def _running(shown: ReadingText) -> frozenset[str]:
    """Return the lines that come again on page after page."""
    pages: dict[str, set[int]] = {}
    for page in shown.pages:
        for block in page.blocks:
            if len(block.text) <= LONGEST_HEADING:
                pages.setdefault(_key(block.text), set()).add(page.number)
    return frozenset(key for key, on in pages.items() if len(on) >= LEAST_REPEATS)


def _paragraphs_by_page(shown: ReadingText) -> list[tuple[int, list[list[str]]]]:
    """Return the stems of every paragraph, in their order, by page."""
    found = []
    for page in shown.pages:
        texts = [one for block in page.blocks for one in _texts(block)]
        stems = [_stem_list(one) for one in texts if len(one) >= SHORTEST_PARAGRAPH]
        found.append((page.number, stems))
    return found


def _by_words(
    theme: frozenset[str], pages: Sequence[tuple[int, list[list[str]]]]
) -> list[ThemePassage]:
    """Return the pages on which a theme's words are together, runs of pages as one."""
    if not theme:
        return []
    least = max(2, math.ceil(LEAST_RECALL * len(theme)))
    numbers = [
        number
        for number, paragraphs in pages
        if (
            sum(words.count(next(iter(theme))) for words in paragraphs) >= LEAST_REPEATS
            if len(theme) == 1
            else any(len(theme.intersection(words)) >= least for words in paragraphs)
        )
    ]
    if len(numbers) > max(1, MOST_PAGES * len(pages)):
        return []
    passages: list[ThemePassage] = []
    for number in numbers:
        if passages and number == passages[-1].last + 1:
            passages[-1] = ThemePassage(passages[-1].first, number)
        else:
            passages.append(ThemePassage(number, number))
    return passages


def _texts(block: ReadingBlock) -> Iterator[str]:
    if block.kind == "paragraph":
        yield from block.text.split("\n")  # short lines that follow each other are one block
        yield from (one.text for one in block.continuations)
    elif block.kind == "list":
        yield " ".join(_item_texts(block.items))
    elif block.kind == "table":
        yield " ".join(cell.text for row in block.rows for cell in row)


def _item_texts(items: Sequence[ListItem]) -> Iterator[str]:
    for item in items:
        yield item.text
        yield from _item_texts(item.items)


def _length(block: ReadingBlock) -> int:
    return 0 if block.kind in ("heading", "margin") else sum(map(len, _texts(block)))


def _key(text: str) -> str:
    return _one_line(_NUMBERING.sub("", text)).casefold()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _stems(text: str) -> frozenset[str]:
    return frozenset(_stem_list(text))


def _stem_list(text: str) -> list[str]:
    """Return the stems of a text's words, those without a meaning of their own left out."""
    words = [word for word in _WORD.findall(text.casefold()) if word not in _STOP_WORDS]
    return [_stem(word) for word in words]


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> Any:
    import snowballstemmer  # noqa: PLC0415  # few builds have themes and texts

    return snowballstemmer.stemmer("danish")
