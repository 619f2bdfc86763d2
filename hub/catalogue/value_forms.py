"""Other forms in which people write a value, each read as the catalogue writes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from hub.text import labels
from hub.text.date_forms import known_date
from hub.text.dates import EARLIEST_YEAR, LATEST_YEAR
from hub.text.slugs import slug

_TRUTHS: Final = {
    **dict.fromkeys(("ja", "yes", "y", "sand", "true", "1", "on"), "true"),
    **dict.fromkeys(("nej", "no", "n", "falsk", "false", "0", "off"), "false"),
}
_WORDS: Final[tuple[tuple[str, str], ...]] = (
    # what people write for a word of a closed set, besides what readers see
    ("landsdækkende", "national"),
    ("nationalt", "national"),
    ("regionalt", "regional"),
    ("oprindelig", "original"),
    ("fornyet", "renewed"),
    ("sendt", "sent"),
    ("udsendt", "sent"),
    ("afrapporteret", "reported"),
    ("social", "social"),
    ("specialundervisningsområdet", "special_education"),
    ("tilstrækkelig", "sufficient"),
    ("fornyet behandling", "renewed_treatment_requested"),
    ("midlertidigt pålæg", "temporary_order"),
    ("driftspålæg", "operating_order"),
    ("afventer", "awaited"),
    ("ikke fundet", "not_found"),
    ("ukendt", "not_found"),
    ("høj", "high"),
    ("mellem", "medium"),
    ("lav", "low"),
    ("word", "docx"),
    ("excel", "xlsx"),
    *(
        (word, member)
        for words in (
            labels.SCOPES,
            labels.POLICY_AREAS,
            labels.LISTED_YEAR_MEANINGS,
            labels.CONFIDENCES,
            labels.LANGUAGES,
        )
        for member, word in words.items()
    ),
)


def _date(value: str, _: object = None) -> str | None:
    date = known_date(value)
    return str(date) if date else None


def _year(value: str, _: object = None) -> str | None:
    date = known_date(value)
    if date:
        return str(date.year)
    within = re.findall(r"(?<![0-9])[0-9]{4}(?![0-9])", value)
    years = {one for one in within if EARLIEST_YEAR <= int(one) <= LATEST_YEAR}
    return years.pop() if len(years) == 1 else None


def _number(value: str, _: object = None) -> str | None:
    match = re.fullmatch(r"[^0-9+-]*(?:[^0-9]*[^0-9+.,-])?0*([1-9][0-9]{0,2})[^0-9]*", value)
    return match[1] if match else None


def _truth(value: str, _: object = None) -> str | None:
    return _TRUTHS.get(value.casefold())


def _id(value: str, _: object = None) -> str | None:
    has_letters = re.search(r"[^\W_]", value) and not re.search(r"[/\\]", value)
    are_several = re.fullmatch(r"[a-z0-9-]+(?: - [a-z0-9-]+)+", value)
    return slug(value) if has_letters and not are_several else None


def _member(value: str, choices: tuple[str, ...]) -> str | None:
    written = value.strip(" .").casefold()
    return next((right for word, right in _WORDS if word == written and right in choices), None)


READERS: Final[Mapping[str, Callable[[str, tuple[str, ...]], str | None]]] = {
    "not-a-date": _date,
    "not-a-year": _year,
    "not-a-number": _number,
    "not-true-or-false": _truth,
    "not-an-id": _id,
    "not-one-of": _member,
}
"""For a rule that a value breaks: what reads the value, and the words that a closed set has."""
