"""Danish as it is written: dates, numbers, lists, spaces that do not break."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from babel.dates import format_date, get_month_names
from babel.numbers import format_decimal

from hub.text.dates import KnownDate

PRINTED_LINE = 60
"""Characters of a printed line that is full: the text goes on with the next."""

DAYS_OF_MONTH = 365.2425 / 12
MONTHS_FROM = 60
"""Days from which a length of time is told in months."""

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
SOFT_HYPHEN = "\N{SOFT HYPHEN}"

_LOCALE = "da_DK"
_THE_SEASON = {"forår": "foråret", "sommer": "sommeren", "efterår": "efteråret"}
_MONTHS = "|".join(get_month_names("wide", locale=_LOCALE).values())
_STAYS_TOGETHER = re.compile(
    r"(?:(?<=§)|(?<=\bstk\.)|(?<=\bnr\.)|(?<=\bkap\.)|(?<=[0-9])(?= [a-zæøå]\b)"
    rf"|(?<=[0-9]\.)(?= (?:{_MONTHS})\b)) "
)

_LONG_COMPOUND = re.compile(
    r"(?<=[^\W\d_]{6})"
    r"(?=(?:region|kommune|område|råd|styrelse|sekretariat|samarbejde)[^\W\d_]{0,4}\b)"
)
"""Before the last part of the names of areas and authorities; a browser may not know Danish."""


@lru_cache(maxsize=4096)
def date_text(date: KnownDate) -> str:
    """Return »26. november 2019«, »november 2019«, »efteråret 2020« or »2019«."""
    if date.season:
        return f"{_THE_SEASON[date.season]} {date.year}"
    if date.month is None:
        return str(date.year)
    form = "d. MMMM y" if date.day else "MMMM y"
    return format_date(date.first, form, locale=_LOCALE)


@lru_cache(maxsize=4096)
def number_text(number: float) -> str:
    """Return a number with Danish marks: 1.234,5."""
    return format_decimal(number, locale=_LOCALE)


@lru_cache(maxsize=1024)
def with_soft_hyphens(text: str) -> str:
    """Return a text whose long compounds may be broken before their last part."""
    return _LONG_COMPOUND.sub(SOFT_HYPHEN, text)


def list_text(words: Sequence[str]) -> str:
    """Return »a, b og c«."""
    return " og ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


@lru_cache(maxsize=4096)
def unbroken(text: str) -> str:
    """Return a text whose references and dates stay on one line: »§ 13 b, stk. 2«, »1. maj«."""
    return _STAYS_TOGETHER.sub(NO_BREAK_SPACE, text)


def reflowed(text: str) -> str:
    """Return a printed text without the breaks of its lines; those of paragraphs and lists stay."""
    lines = text.replace("\r\n", "\n").split("\n")
    whole = lines[:1]
    for printed, line in pairwise(map(str.strip, lines)):
        goes_on = len(printed) >= PRINTED_LINE and printed[-1] not in ".:;!?"
        if printed and (line[:1].islower() or (goes_on and line[:1].isalpha())):
            whole[-1] = f"{whole[-1].rstrip()} {line}"
        else:
            whole.append(line)
    return "\n".join(whole)


def lowered_first(text: str) -> str:
    """Return a title as it stands inside a sentence; abbreviations keep their capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def days_text(least: float, most: float) -> str:
    """Return a length of time: »12 dage«, »11 måneder«, »10–12 måneder«; long ones in months.

    What is vague and yet the same number is »ca. 11 måneder«.
    """
    size, one, several = (
        (1.0, "dag", "dage") if most < MONTHS_FROM else (DAYS_OF_MONTH, "måned", "måneder")
    )
    first, last = round(least / size), round(most / size)
    noun = one if last == 1 else several
    if first != last:
        return f"{number_text(first)}–{number_text(last)} {noun}"
    return f"{'' if least == most else 'ca. '}{number_text(last)} {noun}"
