"""Dates as people write them: »26.11.2019«, »den 26. nov. 2019«, »november 2019«, »efteråret 2020«.

The day comes before the month, as in Danish. A year has four digits: what two mean is a guess.
"""

from __future__ import annotations

import re
from typing import Final

from babel.dates import get_day_names, get_month_names

from hub.text.dates import SEASONS, KnownDate

LONGEST_DATE: Final = 60
"""Characters of a text that may be a date; nothing longer is looked at."""

_LOCALES: Final = ("da_DK", "en")
_MONTHS: Final = {
    # every name and abbreviation of a month, without its full stop
    name.casefold().rstrip("."): number
    for locale in reversed(_LOCALES)
    for width in ("abbreviated", "wide")
    for number, name in get_month_names(width, locale=locale).items()
}
_WEEKDAYS: Final = "|".join(get_day_names("wide", locale=_LOCALES[0]).values())
_BEFORE: Final = re.compile(rf"(?:(?:{_WEEKDAYS}),? )?(?:d\. ?|den |d |i )?")
_BETWEEN: Final = r"(?: ?[./-] ?| )"
_FORMS: Final = (
    # 2019
    re.compile(r"(?P<year>[0-9]{4})"),
    # 26.11.2019, 26/11 2019, 26-11-2019
    re.compile(
        rf"(?P<day>[0-9]{{1,2}}){_BETWEEN}(?P<month>[0-9]{{1,2}}){_BETWEEN}(?P<year>[0-9]{{4}})"
    ),
    # 2019.11.26, 2019/11/26
    re.compile(r"(?P<year>[0-9]{4})[./-](?P<month>[0-9]{1,2})[./-](?P<day>[0-9]{1,2})"),
    # 20191126
    re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"),
    # 11.2019, 11/2019
    re.compile(rf"(?P<month>[0-9]{{1,2}}){_BETWEEN}(?P<year>[0-9]{{4}})"),
    # 2019/11
    re.compile(r"(?P<year>[0-9]{4})[./-](?P<month>[0-9]{1,2})"),
    # 26. november 2019, november 2019
    re.compile(
        r"(?:(?P<day>[0-9]{1,2})\.? ?)?(?P<name>[a-zæøå]+)\.?,? (?P<year>[0-9]{4})", re.ASCII
    ),
    # november 26, 2019
    re.compile(r"(?P<name>[a-z]+)\.? (?P<day>[0-9]{1,2}),? (?P<year>[0-9]{4})", re.ASCII),
)


def written_date(text: str) -> KnownDate:
    """Return the date that a person has written, as precise as it was written.

    Raises ValueError where it is no date, or none that has only one meaning.
    """
    plain = " ".join(text.casefold().split())
    if len(plain) > LONGEST_DATE:
        raise ValueError(text[:LONGEST_DATE])
    try:
        return KnownDate.parse(plain)
    except ValueError:
        pass
    plain = _BEFORE.sub("", plain, count=1)
    for form in _FORMS:
        if found := form.fullmatch(plain):
            return _date(text, **found.groupdict())
    raise ValueError(text)


def _date(
    text: str,
    year: str,
    day: str | None = None,
    month: str | None = None,
    name: str | None = None,
) -> KnownDate:
    if name is None:
        parts = [year, *(f"{int(part):02}" for part in (month, day) if part)]
        return KnownDate.parse("-".join(parts))
    season = name.removesuffix("et") if name.endswith("et") else name.removesuffix("en")
    if season in SEASONS and day is None:
        return KnownDate.parse(f"{year}-{season}")
    if name not in _MONTHS:
        raise ValueError(text)
    return _date(text, year, day, str(_MONTHS[name]))
