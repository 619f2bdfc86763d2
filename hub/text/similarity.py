"""The nearest of some known words to a misspelt one, and what a name is the name of."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import Final

_LONGEST_WORD: Final = 60
"""Characters of a word that is compared; a long text is no misspelt word, and takes long."""

_LIKENESS: Final = 0.8
"""How like a name another spelling of it is, of 1; other offices' names are less."""

_LONGEST_INITIALS: Final = 6


def nearest(word: str, choices: tuple[str, ...]) -> str | None:
    """Return the choice that a word was probably meant to be."""
    lowered = {choice.lower(): choice for choice in choices}
    found = difflib.get_close_matches(word[:_LONGEST_WORD].lower(), lowered, n=1)
    return lowered[found[0]] if found else None


def named(text: str, names: Mapping[str, frozenset[str]]) -> str | None:
    """Return what a text names, by names each with what it may be the name of; None if unclear.

    A name may be written in another case, be cut short (»Reg. Sjælland«, »Sjælland«), be its
    initials in capitals, or be misspelt; the first of these ways that leads to one thing counts.
    """
    for fits in (_is_same, _is_short_for, _are_initials, _is_like):
        meant = frozenset().union(*(names[name] for name in names if fits(text, name)))
        if len(meant) == 1:
            return next(iter(meant))
    return None


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _is_same(text: str, name: str) -> bool:
    return _words(text) == _words(name) != []


def _is_short_for(text: str, name: str) -> bool:
    """Return whether the words are beginnings of words of the name, in the same order."""
    whole = iter(_words(name))
    short = _words(text)
    return sum(map(len, short)) > 2 and all(  # noqa: PLR2004  # fewer letters say nothing
        any(word.startswith(one) for word in whole) for one in short
    )


def _are_initials(text: str, name: str) -> bool:
    """Return whether capitals such as »SBST« are letters of the name, in the same order."""
    letters = iter("".join(_words(name)))
    capitals = text.strip().rstrip(".")
    return (
        1 < len(capitals) <= _LONGEST_INITIALS
        and capitals.isalpha()
        and capitals.isupper()
        and name[:1].casefold() == capitals[0].casefold()
        and all(any(letter == one for letter in letters) for one in capitals.casefold())
    )


def _is_like(text: str, name: str) -> bool:
    """Return whether a name is misspelt; with another first letter it is another name."""
    one, other = text[:_LONGEST_WORD].casefold(), name[:_LONGEST_WORD].casefold()
    return one[:1] == other[:1] and difflib.SequenceMatcher(None, one, other).ratio() >= _LIKENESS
