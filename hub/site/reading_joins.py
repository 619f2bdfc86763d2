"""Paragraphs that go on over a page's end: each is shown whole on the page where it begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from hub.search.expansions import whole_words
from hub.site.reading_blocks import Continuation, ReadingBlock, ReadingPage

_SENTENCE_END: Final = re.compile(r"[.:;!?][\"'»«”)\]]?$")


def joined_pages(pages: Sequence[ReadingPage]) -> Iterator[ReadingPage]:
    """Yield pages whose last paragraphs have what is left of them on the next pages."""
    waiting: ReadingPage | None = None
    between: list[ReadingPage] = []
    for page in pages:
        rest = page
        if waiting is not None:
            joined = _continued(waiting.blocks[-1], page)
            if joined is not None:
                waiting = replace(waiting, blocks=(*waiting.blocks[:-1], joined))
                rest = replace(page, blocks=page.blocks[1:])
                if not rest.blocks:
                    between.append(replace(rest, continues=waiting.number))
                    continue
            yield waiting
            yield from between
        waiting, between = (rest, []) if rest.blocks else (None, [])
        if waiting is None:
            yield rest
    if waiting is not None:
        yield waiting
        yield from between


def _continued(last: ReadingBlock, page: ReadingPage) -> ReadingBlock | None:
    """Return a page's last block with its continuation, if the next page begins with one."""
    first = page.blocks[0] if page.blocks else None
    if first is None or last.kind != "paragraph" or first.kind != "paragraph":
        return None
    end = last.continuations[-1].text if last.continuations else last.text
    if _SENTENCE_END.search(end) or not first.text[:1].islower():
        return None
    word, _, text = first.text.partition(" ")
    tail = end.split()[-1]
    whole = whole_words(f"{tail}\n{word}")
    if "\n" in whole:
        text = first.text
    else:  # the word that is divided between the pages stands whole on the first
        end = end.rstrip().removesuffix(tail) + whole
    added = (Continuation(page.number, text),) if text else ()
    if last.continuations:
        *before, own = last.continuations
        return replace(last, continuations=(*before, replace(own, text=end), *added))
    return replace(last, text=end, continuations=added)
