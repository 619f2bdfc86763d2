"""What an editor who answers questions is told of a problem: what is wrong, and what to do.

The rules speak of lines and of the names of fields, which only those see who write YAML. Where
that is of no use here, the problem has words of its own, in Danish like the questions.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hub.diagnostics import reporters
from hub.diagnostics.problem import Problem, worded
from hub.diagnostics.rules import all_rules
from hub.text.danish import date_text
from hub.text.dates import KnownDate

_MESSAGES: Final[Mapping[str, str]] = {
    "not-a-date": "»{value}« er ingen dato.",
    "duplicate-document": "Runden har det dokument allerede.",
    "duplicate-title": "Titlen »{value}« har også en anden udmelding.",
    "date-far": "Datoen {value} ligger langt fra rundens år {year}.",
    "treated-before-reported": (
        "Behandlingen er fra {value}, men afrapporteringen kom først {reported}."
    ),
    "awaited-with-date": "Vurderingen er ikke faldet, men behandlingen har datoen {value}.",
    "not-found-with-document": "Vurderingen er ikke fundet, men der er et dokument med den.",
    "sufficient-but-renewed": (
        "Løsningen er tilstrækkelig, men der kommer en fornyet behandling bagefter."
    ),
    "renewed-before-treated": (
        "Runden er sendt {value}, før behandlingen, der bad om den, faldt {treated}."
    ),
    "report-in-later-round": (
        "Afrapporteringen er fra {value}, men da var næste runde allerede sendt ud, {sent}."
    ),
}
_HINTS: Final[Mapping[str, str]] = {
    "host-not-allowed": (
        "En vedligeholder skal godkende værten »{host}«, før der kan linkes dertil."
    ),
    "not-a-date": "Skriv for eksempel 26. november 2019, november 2019 eller 2019.",
    "year-mismatch": "Året er det, runden blev sendt ud i.",
    "duplicate-document": (
        "Hvert bilag har sit eget nummer, og hvert område svarer én gang i en runde."
    ),
    "awaited-with-date": "Lad datoen stå tom, eller vælg et andet udfald.",
    "not-found-with-document": "Vælg det udfald, som dokumentet fortæller om.",
    "sufficient-but-renewed": "Vælg et andet udfald, hvis styrelsen bad om den nye runde.",
    "renewal-missing": "Opret også den nye runde, eller vælg et andet udfald.",
}


def advice(problem: Problem) -> str:
    """Return a problem and what to do about it, on one line that nothing takes for a command."""
    rules = all_rules()
    values = {
        name: date_text(value) if isinstance(value, KnownDate) else value
        for name, value in problem.values.items()
        if name != "mended_line"  # an answer is no line of a file
    }
    told = Problem(problem.rule, problem.place, problem.path, values)
    words = [
        worded(own[told.rule], values) if told.rule in own else usual(told, rules, "da")
        for own, usual in ((_MESSAGES, reporters.message), (_HINTS, reporters.hint))
    ]
    return reporters.harmless(" ".join(words))
