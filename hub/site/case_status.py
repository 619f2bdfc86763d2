"""Where a case stands and what happens next: sentences chosen by all that is known of a round.

The sentences and their conditions are in `case_status.yaml`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from typing import Final, Literal

import yaml
from markupsafe import Markup

from hub.catalogue.model import Outcome
from hub.site.entries import Entry, RoundEntry
from hub.site.filters import date_element
from hub.text.danish import unbroken
from hub.text.dates import KnownDate

_NUMBERS: Final = ("nul", "ét", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti")
_PLURALS: Final = ("nul", "én", *_NUMBERS[2:])


@dataclass(frozen=True, slots=True)
class RoundState:
    """What of a round decides where it stands."""

    deadline: Literal["coming", "past", "unknown"]
    answers: Literal["none", "some", "all"]
    outcome: Outcome
    later_round: bool
    """Whether another round of the case followed it."""
    successor: bool
    """Whether a newer notification has taken the place of the case."""


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
    due = round_.round.report_due
    found = _found(round_)
    return RoundState(
        deadline="unknown" if due is None else "coming" if due.last >= today else "past",
        answers="none" if not found else "all" if found == len(round_.reports) else "some",
        outcome=round_.outcome.id,
        later_round=round_ is not entry.rounds[-1],
        successor=bool(entry.succeeded_by),
    )


def case_status(entry: Entry, today: dt.date, round_: RoundEntry | None = None) -> CaseStatus:
    """Return where a case stands: by its newest round, or by another of its rounds."""
    asked = round_ or entry.rounds[-1]
    return sentences(round_state(entry, asked, today), _values(entry, asked))


def sentences(state: RoundState, values: Mapping[str, str]) -> CaseStatus:
    """Return the sentences for a state, with the values of its placeholders."""
    chosen = (
        Markup(next(one.text for one in _sentences()[field.name] if one.holds(state))).format_map(  # noqa: S704  # our own text; the values are escaped
            values
        )
        for field in fields(CaseStatus)
    )
    return CaseStatus(*chosen)


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


def _values(entry: Entry, round_: RoundEntry) -> Mapping[str, str]:
    found, asked = _found(round_), len(round_.reports)
    national = entry.notification.scope == "national"
    following = entry.rounds[entry.rounds.index(round_) + 1 :]
    return {
        "deadline": _deadline(round_.round.report_due),
        "answered": _traces(round_) + _answered(found, asked if national else None),
        "no_answers": f"nogen af de {_number(asked, _PLURALS)} svar" if national else "noget svar",
        "later_year": str(following[0].round.year) if following else "",
        "successor_year": str(entry.succeeded_by[-1].rounds[0].year) if entry.succeeded_by else "",
        "next": unbroken(round_.outcome.next),
    }


def _found(round_: RoundEntry) -> int:
    return sum(bool(area.reports) for area in round_.reports)


def _traces(round_: RoundEntry) -> str:
    """Return what stands before answers of which none can be opened: they are only mentioned."""
    return "" if any(area.can_be_opened for area in round_.reports) else "spor af "


def _answered(found: int, asked: int | None) -> str:
    """Return »svar fra to af de fem områder«; not all areas are asked by a regional case."""
    number = _number(found, _NUMBERS)
    if asked is None:
        return f"svar fra {number} område{'r' if found != 1 else ''}"
    if found == asked:
        return f"svar fra alle {_number(asked, _PLURALS)} områder"
    return f"svar fra {number} af de {_number(asked, _PLURALS)} områder"


def _number(number: int, words: Sequence[str]) -> str:
    return words[number] if number < len(words) else str(number)


def _deadline(date: KnownDate | None) -> str:
    if date is None:
        return ""
    return Markup("{} {}").format("den" if date.day else "i", date_element(date))
