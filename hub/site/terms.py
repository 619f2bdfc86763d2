"""The glossary's terms, found where they occur."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hub.catalogue.vocabulary import Term
from hub.danish import slug


@dataclass(frozen=True, slots=True)
class Terms:
    """Finds in a text the terms that it uses, by their names, abbreviations and other names."""

    terms: tuple[Term, ...]
    pattern: re.Pattern[str]
    term_of: dict[str, Term]

    @classmethod
    def of(cls, terms: Sequence[Term]) -> Terms:
        """Return the terms, ready to be looked for."""
        term_of = {
            word.casefold(): term
            for term in terms
            for word in filter(None, (term.term, term.abbreviation, *term.also))
        }
        # The longest first: »fornyet behandling« before »behandling«. A Danish word may go on
        # with an ending, so only its beginning must stand free.
        words = sorted(term_of, key=len, reverse=True)
        pattern = "|".join(re.escape(word) for word in words) or r"(?!)"
        return cls(tuple(terms), re.compile(rf"\b(?:{pattern})", re.IGNORECASE), term_of)

    def used_in(self, texts: Sequence[str]) -> tuple[Term, ...]:
        """Return the terms that the texts use, in the glossary's order."""
        found = {
            self.term_of[match.group().casefold()].term
            for text in texts
            for match in self.pattern.finditer(text)
        }
        return tuple(term for term in self.terms if term.term in found)


def term_anchor(term: Term) -> str:
    """Return the anchor of a term on the glossary's page."""
    return slug(term.term)
