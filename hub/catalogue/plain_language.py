"""Whether everyone can read what is written for everyone: the LIX of each summary."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from hub.catalogue.consistency import Finding
from hub.catalogue.fields import LONGEST_PROSE
from hub.catalogue.tree import ANY, SourceFile, find
from hub.text.readability import readability, word_count

HIGHEST_LIX: Final = 50
"""A text above it is hard to read for most people."""

FEWEST_WORDS: Final = 25
"""Words from which on a LIX says something: in one short sentence a single long word decides."""

_WORDS_NAMED: Final = 5


def check_plain_language(source: SourceFile) -> Iterator[Finding]:
    """Yield each summary of a notification that is hard to read, with what makes it so."""
    for path, summary in find(source.tree, "notifications", ANY, "summary"):
        if not isinstance(summary, str) or len(summary) > LONGEST_PROSE:
            continue  # it is reported as what it is
        if word_count(summary) < FEWEST_WORDS:
            continue
        measured = readability(summary)
        if measured.lix > HIGHEST_LIX:
            yield (
                "hard-to-read",
                path,
                {
                    "lix": math.ceil(measured.lix),
                    "highest": HIGHEST_LIX,
                    "sentence": measured.longest_sentence,
                    "count": word_count(measured.longest_sentence),
                    "words": measured.longest_words[:_WORDS_NAMED] or ("–",),
                },
            )
