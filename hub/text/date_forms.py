"""Dates in the many forms in which people write them, read as the hub writes dates.

Only what is written is read: no day is added, and no form that could be two dates is guessed at,
but that the day comes before the month, as it does in Danish.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from hub.text.dates import KnownDate

LONGEST: Final = 60
"""Characters of a text that may be a date."""

_BY: Final = r"[ ]*[./\- ][ ]*"
_YEAR: Final = r"(?P<year>[0-9]{4})"
_SHORT_YEAR: Final = r"(?P<year>[0-9]{4}|'?[0-9]{2})"
_MONTH, _DAY = r"(?P<month>[0-9]{1,2})", r"(?P<day>[0-9]{1,2})"
_NAME: Final = r"(?P<name>[a-zæøå]{3,})\.?"
_FORMS: Final = (
    rf"{_YEAR}",
    rf"{_YEAR}(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})",
    rf"(?P<day>[0-9]{{2}})(?P<month>[0-9]{{2}}){_YEAR}",
    rf"{_YEAR}(?P<month>[0-9]{{2}})",
    rf"{_YEAR}{_BY}{_MONTH}",
    rf"{_YEAR}{_BY}{_MONTH}{_BY}{_DAY}",
    rf"{_YEAR}{_BY}{_DAY}{_BY}{_MONTH}",
    rf"{_MONTH}{_BY}{_YEAR}",
    rf"{_DAY}{_BY}{_MONTH}{_BY}{_SHORT_YEAR}",
    rf"{_MONTH}{_BY}{_DAY}{_BY}{_SHORT_YEAR}",  # as in the United States
    rf"{_NAME}[ ,\-]*{_YEAR}",
    rf"{_YEAR}[ ,\-]*{_NAME}",
    rf"{_DAY}[. \-]*{_NAME}[ ,\-]*{_SHORT_YEAR}",
    rf"{_NAME}[ ]+{_DAY}(?:st|nd|rd|th)?[ ,]+{_YEAR}",
    rf"{_YEAR}[ ,\-]+{_NAME}[ \-]+{_DAY}",
    rf"{_YEAR}[ ,\-]+{_DAY}[. \-]+{_NAME}",
)
_AROUND: Final = (
    # words before a date that say nothing more of it, and a time of the day after it
    r"^(?:(?:man|tirs|ons|tors|fre|lør|søn)dag(?:en)?,?[ ]+)?"
    r"(?:senest[ ]+)?(?:(?:den|dato|år|i|d\.)[ ]+)?"
    r"|[ ,]*(?:kl\.?[ ]*[0-9]{1,2}[:.][0-9]{2}|(?:t|[ ])[0-9]{1,2}:[0-9]{2})"
    r"(?::[0-9]{2}(?:\.[0-9]+)?)?z?$"
)
_SEASONS: Final = {
    "forår": "forår",
    "foraar": "forår",
    "sommer": "sommer",
    "efterår": "efterår",
    "efteraar": "efterår",
}
_DIGITS: Final = str.maketrans({"o": "0", "l": "1", "i": "1"})


def known_date(text: str) -> KnownDate | None:
    """Return the date that a text means in another form than the hub's, or None."""
    if len(text) > LONGEST:
        return None
    plain = re.sub(_AROUND, "", " ".join(text.casefold().split())).strip(" .,;-")
    return _read(plain) or _read(_with_digits(plain))


def date_table() -> Mapping[str, Any]:
    """Return what a reader in another language needs to read the same dates, as JSON can hold it.

    The patterns are matched with what is left of a text, in small letters, without `around`.
    """
    return {
        "around": _AROUND,
        "forms": _FORMS,
        "seasons": _SEASONS,
        "months": _month_names(),
        "longest": LONGEST,
    }


def _with_digits(text: str) -> str:
    """Return a text in which letters that look like digits are digits, where digits are near."""
    return re.sub(r"(?:[oli]*[0-9][oli0-9]*)", lambda one: one[0].translate(_DIGITS), text)


def _read(text: str) -> KnownDate | None:
    for form in _FORMS:
        if (match := re.fullmatch(form, text)) and (date := _date(match.groupdict())):
            return date
    return None


def _date(parts: dict[str, str | None]) -> KnownDate | None:
    year = (parts["year"] or "").lstrip("'")
    year = f"{'19' if year >= '90' else '20'}{year}" if len(year) == 2 else year  # noqa: PLR2004  # digits
    month: str | int = parts.get("month") or ""
    if name := parts.get("name"):
        season = _SEASONS.get(name) or _SEASONS.get(name.removesuffix("et"))
        month = season or _month(name)
        if not month:
            return None
    steps = (year, month, parts.get("day") or "")
    written = "-".join(str(one).zfill(2) for one in steps if one)
    try:
        return KnownDate.parse(written)
    except ValueError:
        return None


def _month(name: str) -> int:
    """Return the number of a month by its name or the beginning of it; 0 for another word."""
    return next((number for number, whole in _month_names() if whole.startswith(name)), 0)


@cache
def _month_names() -> tuple[tuple[int, str], ...]:
    from babel.dates import get_month_names  # noqa: PLC0415  # only a wrong date needs it

    languages = ("da", "en")
    names = [pair for one in languages for pair in get_month_names("wide", locale=one).items()]
    return tuple((number, name.casefold()) for number, name in names)
