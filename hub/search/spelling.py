"""The spellings under which a word is found, and references to law as one word each.

Index and search page must agree, so the tables here go to the page as they are (`table`): the
patterns are the same to Python and to JavaScript.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

LETTERS = (("ae", "æ"), ("oe", "ø"), ("aa", "å"))
"""How the Danish letters are written where there is no key for them, or were in old names."""

FOLDS = (("æ", "a"), ("ae", "a"), ("ø", "o"), ("oe", "o"), ("å", "a"), ("aa", "a"))
"""What is left of both when the letters are typed without their marks."""

REFERENCES = (
    # what is written in lower case, and the first part of the one word that is indexed for it
    # »§ 13 i loven« has no letter: there »i« is a word.
    (r"§+\s*(\d+)(?:\s?([a-hj-zæøå])(?![a-zæøå0-9]))?", "paragraf"),
    (r"\bstk\.?\s*(\d+)", "stk"),
    (r"\b(?:lovbekendtgørelse|lbk)\.?\s*(?:nr\.?\s*)?(\d+)", "lbk"),
    (r"\b(?:bekendtgørelse|bek)\.?\s*(?:nr\.?\s*)?(\d+)", "bek"),
    (r"\b(?:vejledning|vej)\.?\s*(?:nr\.?\s*)?(\d+)", "vej"),
    (r"\blov\s+nr\.?\s*(\d+)", "lov"),
    (r"\bbilag\s*(?:nr\.?\s*)?(\d+)", "bilag"),
)
_SIGNS: Mapping[str, tuple[str, ...]] = {
    # what stands in every text that has a reference of the kind
    "paragraf": ("§",), "stk": ("stk",), "lbk": ("lbk", "lovbek"), "bek": ("bek",),
    "vej": ("vej",), "lov": ("nr",), "bilag": ("bilag",),
}  # fmt: skip  # one line of it for each would hide that it is a table
_REFERENCES = tuple((re.compile(pattern), prefix) for pattern, prefix in REFERENCES)
_SPECIAL = re.compile("[æøå]")
_DIGRAPH = re.compile("ae|oe|aa")
_MARKS = re.compile("[\u0300-\u036f]")


def folded(word: str) -> str:
    """Return a word of lower case without any mark: »børn« and »boern« are »born«."""
    for old, new in FOLDS:
        word = word.replace(old, new)
    return _MARKS.sub("", unicodedata.normalize("NFD", word)) if not word.isascii() else word


def lettered(word: str) -> str:
    """Return a word of lower case with the letters written out: »aalborg« is »ålborg«."""
    for old, new in LETTERS:
        word = word.replace(old, new)
    return word


def other_spellings(word: str) -> Iterator[str]:
    """Yield what else must be in the index for a word of lower case, so that it is always found.

    A query with one of the letters is looked up as `lettered`, any other as `folded`.
    """
    if word.isascii() and not _DIGRAPH.search(word):
        return
    plain = folded(word)
    if plain != word:
        yield plain
    written = lettered(word)
    if written not in (word, plain) and _SPECIAL.search(written):
        yield written


def references(text: str) -> Iterator[tuple[int, str]]:
    """Yield the references of a text of lower case: where each ends, and its one word."""
    for pattern, prefix in _REFERENCES:
        if any(sign in text for sign in _SIGNS[prefix]):  # quickly; most texts have none
            for match in pattern.finditer(text):
                yield match.end(), prefix + "".join(filter(None, match.groups()))


def table() -> Mapping[str, object]:
    """Return the tables for the search page, fit to be written as JSON."""
    return {"letters": LETTERS, "folds": FOLDS, "references": REFERENCES}
