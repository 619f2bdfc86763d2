"""The spellings of words, references to law and dates under which they are found.

Index and search page must agree, so the tables here go to the page as they are (`table`): the
patterns are the same to Python and to JavaScript.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from hub.search.parts import parts

AND = "og|eller|samt"
"""What joins the last of several to the others, as a pattern."""

LETTERS = (("ae", "æ"), ("oe", "ø"), ("aa", "å"))
"""How the Danish letters are written where there is no key for them, or were in old names."""

FOLDS = (("æ", "a"), ("ae", "a"), ("ø", "o"), ("oe", "o"), ("å", "a"), ("aa", "a"))
"""What is left of both when the letters are typed without their marks."""

_PARAGRAPH = r"(\d+)(?:\s?([a-hj-zæøå])(?![a-zæøå0-9]))?"
"""»§ 13 i loven« has no letter: there »i« is a word."""

_ENDING = "(?:e?ns?|e?r|e?rnes?|s)"
_NUMBER = r"\.?\s*(?:nr\.?\s*)?(\d+)"
_THOUSAND = r"[.\u00a0\u202f](\d{3})"
_START_OF_NUMBER = r"([1-9](?<![a-zæøå\d.,].)\d{0,2})"  # the digit first is quicker to find

REFERENCES = (
    # what is written in lower case, and the first part of the one word that is indexed for it
    (rf"(?:§+|\bparagraf(?:fen|ferne|fer)?)\s*{_PARAGRAPH}", "paragraf"),
    (r"\bstk\.?\s*(\d+)", "stk"),
    # With an ending only before »nr.«: »vejledningen 2019« is one of that year.
    (rf"\b(?:lovbekendtgørelse(?:{_ENDING}\s*nr)?|lbk){_NUMBER}", "lbk"),
    (rf"\b(?:bekendtgørelse(?:{_ENDING}\s*nr)?|bek){_NUMBER}", "bek"),
    (rf"\b(?:vejledning(?:{_ENDING}\s*nr)?|vej){_NUMBER}", "vej"),
    (rf"\blov(?:{_ENDING})?\s+nr\.?\s*(\d+)", "lov"),
    (r"\bbilag\s*(?:nr\.?\s*)?(\d+)", "bilag"),
    # »107 108« may ask for two numbers, »1 000« does not; 28.11.2023 is a day.
    (rf"{_START_OF_NUMBER}(?:{_THOUSAND}(?:{_THOUSAND})?| (000)(?: (000))?)(?!\.?\d)", ""),
)
MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip  # a table is easier to look through
DATES = (
    # how a date is written in figures or with a short month, and which part each group is
    (r"(\d(?<!\d\d)\d{3})-(\d\d?)-(\d\d?)(?!\d)", "ymd"),
    (r"(\d(?<!\d\d)\d?)[./-]\s?(\d\d?)(?:[./-]\s?|\s)(\d{4})(?!\d)", "dmy"),
    # A heading may be »5.2.10«: after a dot a month has two figures where the year has two.
    (r"(\d(?<![\d./-]\d)\d?)(?:[/-]|\.(?=\d\d\.))(\d\d?)[./-](\d\d)(?![./-]?\d)", "dmy"),
    (r"\b(jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec)\.?\s(\d{4})(?!\d)", "my"),
)
_DATES = tuple((re.compile(pattern), order) for pattern, order in DATES)
_SIGNS: Mapping[str, tuple[str, ...]] = {
    # what stands in every text that has a reference of the kind
    "paragraf": ("§", "paragraf"), "stk": ("stk",), "lbk": ("lbk", "lovbek"), "bek": ("bek",),
    "vej": ("vej",), "lov": ("nr",), "bilag": ("bilag",), "": ("",),
}  # fmt: skip  # one line of it for each would hide that it is a table
_REFERENCES = tuple((re.compile(pattern), prefix) for pattern, prefix in REFERENCES)
_ONE_OF_THEM = re.compile(_PARAGRAPH)
_ALL_OF_THEM = re.compile(
    rf"(?:§§|paragraffer(?:ne)?)\s*{_PARAGRAPH}"
    rf"((?:\s*(?:,|[-\u2013]|til\b)\s*{_PARAGRAPH})*"
    rf"(?:,?\s+(?:{AND})\s+{_PARAGRAPH}(?:\s*[-\u2013]\s*{_PARAGRAPH})?)?)"
)
"""Of »§§ 32, 33 og 36« all but the first, which is a reference like any other."""

_SPACED_NUMBER = re.compile(rf"(?<!\d ){_START_OF_NUMBER} (\d{{3}})(?: (\d{{3}}))?(?! ?\d)")
"""A number such as 12 500, but not the columns of a table."""

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
    """Yield the references of a text of lower case: where each ends, and what it is found under."""
    for pattern, prefix in _REFERENCES:
        if any(sign in text for sign in _SIGNS[prefix]):  # quickly; most texts have none
            for match in pattern.finditer(text):
                yield match.end(), _words(prefix, match)
    for match in _SPACED_NUMBER.finditer(text):
        yield match.end(), _words("", match)
    for several in _ALL_OF_THEM.finditer(text):
        for match in _ONE_OF_THEM.finditer(text, *several.span(3)):
            yield match.end(), _words("paragraf", match)


def dates(text: str) -> Iterator[tuple[int, str]]:
    """Yield where each date of a text of lower case ends, and how it is written with its month.

    Of a date with its month written out there is nothing to say.
    """
    for pattern, order in _DATES:
        for match in pattern.finditer(text):
            part = dict(zip(order, match.groups(), strict=True))
            if month := _month(part["m"]):
                year = part["y"] if len(part["y"]) > len("20") else f"20{part['y']}"
                day = f"{int(part['d'])} " if "d" in part else ""
                yield match.end(), f"{day}{month} {year}"


def _month(written: str) -> str | None:
    """Return the name of a month that is written as a number or by its first letters."""
    for number, name in enumerate(MONTHS, 1):
        if written.lstrip("0") == str(number) or name.startswith(written[:3]):
            return name
    return None


def _words(prefix: str, match: re.Match[str]) -> str:
    number = "".join(filter(None, match.groups()))
    return f"{prefix}{number}" if number.isdecimal() else f"{prefix}{number} {number}"


def table() -> Mapping[str, object]:
    """Return the tables for the search page, fit to be written as JSON."""
    return {
        "letters": LETTERS,
        "folds": FOLDS,
        "references": REFERENCES,
        "dates": DATES,
        "months": MONTHS,
        "no_heads": sorted(parts()["no_heads"]),
    }
