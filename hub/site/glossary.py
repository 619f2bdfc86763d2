"""The glossary's terms, found where they occur."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from hub.catalogue.vocabulary import Term
from hub.text.slugs import slug


@dataclass(frozen=True, slots=True)
class Terms:
    """Finds in a text the terms that it uses, by their names, abbreviations and other names."""

    terms: tuple[Term, ...]
    term_of: dict[str, Term]
    """The terms by each of their names, casefolded."""

    @classmethod
    def of(cls, terms: Sequence[Term]) -> Terms:
        """Return the terms, ready to be looked for."""
        term_of = {
            word.casefold(): term
            for term in terms
            for word in filter(None, (term.term, term.abbreviation, *term.also))
        }
        return cls(tuple(terms), term_of)

    def used_in(self, texts: Sequence[str]) -> tuple[Term, ...]:
        """Return the terms that the texts use, in the glossary's order."""
        text = "\n".join(texts).casefold()
        # That a name stands anywhere is seen much sooner than that it stands as a word.
        pattern = _pattern(tuple(word for word in self.term_of if word in text))
        found = {self.term_of[match.group()].term for match in pattern.finditer(text)}
        return tuple(term for term in self.terms if term.term in found)


@lru_cache(maxsize=1024)
def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    # The longest first: »fornyet behandling« before »behandling«. A Danish word may go on with an
    # ending, so only its beginning must stand free.
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})")


def term_anchor(term: Term) -> str:
    """Return the anchor of a term on the glossary's page."""
    return slug(term.term)
