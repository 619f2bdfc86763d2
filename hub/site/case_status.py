"""Where a case stands and what happens next: sentences chosen by all that is known of a round.

The sentences and their conditions are in `case_status.yaml`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from typing import Final, Literal

import yaml
from markupsafe import Markup, escape

from hub.catalogue.model import Outcome, Round
from hub.site.entries import Entry, RoundEntry
from hub.site.filters import date_element
from hub.text.danish import list_text, unbroken
from hub.text.dates import KnownDate

_NUMBERS: Final = ("nul", "ét", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti")
_PLURALS: Final = ("nul", "én", *_NUMBERS[2:])
_ON, _IN = Markup("den "), Markup("i ")
_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class RoundState:
    """What of a round decides where it stands."""

    is_sent: bool
    """Whether the municipalities have been asked; not before a day that is still to come."""
    deadline: Literal["coming", "past", "unknown"]
    answers: Literal["none", "some", "all"]
    outcome: Outcome
    later_round: bool
    """Whether another round of the case followed it."""
    successor: bool
    """Whether a newer notification that has been sent has taken the place of the case."""


@dataclass(frozen=True, slots=True)
class CaseStatus:
    """Where a round stands."""

    brief: Markup
    """A few words for a list; empty where the outcome says it all."""
    current: Markup
    next: Markup
    """What happens now."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    when: Mapping[str, frozenset[str]]
    text: str

    def holds(self, state: RoundState) -> bool:
        return all(_written(getattr(state, name)) in values for name, values in self.when.items())


def round_state(entry: Entry, round_: RoundEntry, today: dt.date) -> RoundState:
    """Return the state of a round of a case on a day."""
    due, found = round_.round.report_due, _found(round_)
    return RoundState(
        is_sent=_is_sent(round_.round, today),
        deadline="unknown" if due is None else "coming" if due.last >= today else "past",
        answers="none" if not found else "all" if found == len(round_.reports) else "some",
        outcome=round_.outcome.id,
        later_round=round_ is not entry.rounds[-1],
        successor=bool(_successor_years(entry, today)),
    )


def case_status(entry: Entry, today: dt.date, round_: RoundEntry | None = None) -> CaseStatus:
    """Return where a case stands: by its newest round, or by another of its rounds."""
    asked = round_ or entry.rounds[-1]
    return sentences(
        round_state(entry, asked, today), lambda name: _VALUES[name](entry, asked, today)
    )


def sentences(state: RoundState, value_of: Callable[[str], str]) -> CaseStatus:
    """Return the sentences for a state; `value_of` returns the value of a placeholder."""
    return CaseStatus(*(_filled(text, names, value_of) for text, names in _chosen(state)))


def _filled(text: str, names: Sequence[str], value_of: Callable[[str], str]) -> Markup:
    # Markup's own way to fill a text in takes several times as long.
    return Markup(text.format(**{name: escape(value_of(name)) for name in names}))  # noqa: S704  # our own text; the values are escaped


@cache
def _chosen(state: RoundState) -> Sequence[tuple[str, Sequence[str]]]:
    """Return the sentences for a state, with their placeholders; there are a few hundred states."""
    texts = (
        next(one.text for one in _sentences()[field.name] if one.holds(state))
        for field in fields(CaseStatus)
    )
    return tuple((text, tuple(dict.fromkeys(_PLACEHOLDER.findall(text)))) for text in texts)


@cache
def _sentences() -> Mapping[str, Sequence[_Sentence]]:
    """Return the sentences of each kind, in the order in which they are tried."""
    text = resources.files("hub.site").joinpath("case_status.yaml").read_text(encoding="utf-8")
    return {
        kind: tuple(_Sentence(_conditions(one["when"]), one["text"]) for one in written)
        for kind, written in yaml.load(text, Loader=yaml.CSafeLoader).items()
    }


def _conditions(when: Mapping[str, object]) -> Mapping[str, frozenset[str]]:
    return {
        name: frozenset(map(_written, value if isinstance(value, list) else [value]))
        for name, value in when.items()
    }


def _written(value: object) -> str:
    return str(value).lower()


def _no_answers(entry: Entry, round_: RoundEntry) -> str:
    asked = _asked(entry, round_)
    return "noget svar" if asked is None else f"nogen af de {_number(asked, _PLURALS)} svar"


def _later_year(entry: Entry, round_: RoundEntry) -> str:
    return str(entry.rounds[entry.rounds.index(round_) + 1].round.year)


def _successor(entry: Entry, today: dt.date) -> str:
    years = _successor_years(entry, today)
    known = "udmeldingerne" if len(years) > 1 else "udmeldingen"
    return f"{known} fra {list_text(list(dict.fromkeys(years)))}"


def _newer(entry: Entry, today: dt.date) -> str:
    years = _successor_years(entry, today)
    new = "nye udmeldinger" if len(years) > 1 else "en ny udmelding"
    return f"{new} om samme målgruppe, i {list_text(list(dict.fromkeys(years)))}"


_VALUES: Final[Mapping[str, Callable[[Entry, RoundEntry, dt.date], str]]] = {
    "sent": lambda _, round_, __: _day(round_.round.published),
    "deadline": lambda _, round_, __: _day(round_.round.report_due),
    "answered": lambda entry, round_, _: _answered(round_, _asked(entry, round_)),
    "no_answers": lambda entry, round_, _: _no_answers(entry, round_),
    "later_year": lambda entry, round_, _: _later_year(entry, round_),
    "successor": lambda entry, _, today: _successor(entry, today),
    "newer": lambda entry, _, today: _newer(entry, today),
    "next": lambda _, round_, __: unbroken(round_.outcome.next),
}
"""What fills each placeholder; asked only for a sentence that has it, and whose state holds."""


def _asked(entry: Entry, round_: RoundEntry) -> int | None:
    """Return the number of areas, or nothing for a regional case, of which not all are asked."""
    return len(round_.reports) if entry.notification.scope == "national" else None


def _successor_years(entry: Entry, today: dt.date) -> list[str]:
    """Return the years of the notifications that have taken the place of a case, oldest first."""
    rounds = (newer.rounds[0] for newer in entry.succeeded_by)
    return sorted(str(one.year) for one in rounds if _is_sent(one, today))


def _is_sent(round_: Round, today: dt.date) -> bool:
    return round_.published is None or round_.published.first <= today


def _found(round_: RoundEntry) -> int:
    return len(round_.reports) - round_.answers["missing"]


def _answered(round_: RoundEntry, asked: int | None) -> str:
    """Return »svar fra to af de fem områder«, and what is only mentioned apart from it."""
    found, mentioned = round_.answers["found"], round_.answers["mentioned"]
    if not found:
        return f"omtale af svar fra {_areas(mentioned, asked)}"
    rest = f"{_number(mentioned, _NUMBERS)} {'andet' if mentioned == 1 else 'andre'}"
    return f"svar fra {_areas(found, asked)}{f' og omtale af svar fra {rest}' if mentioned else ''}"


def _areas(count: int, asked: int | None) -> str:
    number = _number(count, _NUMBERS)
    if asked is None:
        return f"{number} område{'r' if count != 1 else ''}"
    if count == asked:
        return f"alle {_number(asked, _PLURALS)} områder"
    return f"{number} af de {_number(asked, _PLURALS)} områder"


def _number(number: int, words: Sequence[str]) -> str:
    return words[number] if number < len(words) else str(number)


def _day(date: KnownDate | None) -> str:
    """Return »den 15. oktober 2027«, »i oktober 2027«, or nothing."""
    if date is None:
        return ""
    return (_ON if date.day else _IN) + date_element(date)
