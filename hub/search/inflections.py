"""The forms of words that change within: »barn« and »børn«, »rusmiddel« and »rusmidler«.

Pagefind takes off endings alone. The nouns that change their vowel are a closed set; words that
lose a letter before the ending follow a rule for the ends named here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_PAIRS = (
    # the form without an ending, and the form that other endings are put to
    ("barn", "børn"), ("mand", "mænd"), ("bror", "brødre"), ("broder", "brødre"),
    ("far", "fædre"), ("mor", "mødre"), ("datter", "døtre"), ("hånd", "hænder"),
    ("tand", "tænder"), ("bog", "bøger"), ("øje", "øjne"),
    ("voksen", "voksne"), ("middel", "midler"), ("gammel", "gamle"), ("moden", "modne"),
    ("åben", "åbne"), ("egen", "egne"), ("kapitel", "kapitler"), ("artikel", "artikler"),
    ("regel", "regler"),
)  # fmt: skip  # a table is easier to look through
_ENDINGS = "(?:e|en|et|ene|ne|s|ens|ets|enes|nes)?"
_SHORTEST_ENDS = 4
"""Letters of a word that may end a compound; shorter ones end many other words too."""

_OTHERS: dict[str, str] = dict((*_PAIRS, *((plural, single) for single, plural in _PAIRS)))
_FORM = re.compile(
    rf"(.*?)({'|'.join(sorted(map(re.escape, _OTHERS), key=len, reverse=True))}){_ENDINGS}"
)


def other_forms(word: str) -> Iterator[str]:
    """Yield the form with another stem of a word of lower case, or of what a compound ends in."""
    if (match := _FORM.fullmatch(word)) and (not match[1] or len(match[2]) >= _SHORTEST_ENDS):
        yield f"{match[1]}{_OTHERS[match[2]]}"
