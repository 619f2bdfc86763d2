"""How much the catalogue holds, said in one line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from hub.catalogue.documents import walk_documents
from hub.catalogue.model import Catalogue
from hub.diagnostics.problem import Language, Problem, Rule

_NOUNS: Final[Mapping[Language, Mapping[str, tuple[str, str]]]] = {
    # what there is one of, and several
    "da": {
        "notifications": ("udmelding", "udmeldinger"),
        "rounds": ("runde", "runder"),
        "documents": ("dokument", "dokumenter"),
        "error": ("fejl", "fejl"),
        "warning": ("advarsel", "advarsler"),
    },
    "en": {
        "notifications": ("notification", "notifications"),
        "rounds": ("round", "rounds"),
        "documents": ("document", "documents"),
        "error": ("error", "errors"),
        "warning": ("warning", "warnings"),
    },
}


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of things in a catalogue."""

    notifications: int
    rounds: int
    documents: int
    listed: int
    """Documents that stand on the source list."""


def count(catalogue: Catalogue) -> Counts:
    """Return the numbers of a catalogue."""
    documents = [one.document for one in walk_documents(catalogue)]
    return Counts(
        notifications=len(catalogue.notifications),
        rounds=sum(len(one.rounds) for one in catalogue.notifications),
        documents=len(documents),
        listed=sum(document.listed_as is not None for document in documents),
    )


def counted(
    counts: Counts, language: Language, written: Callable[[int], str] = str
) -> tuple[str, ...]:
    """Return »8 udmeldinger«, »1 runde« and »35 dokumenter«; `written` writes a number."""
    numbers = {
        "notifications": counts.notifications,
        "rounds": counts.rounds,
        "documents": counts.documents,
    }
    return _numbered(numbers, language, written)


def counts_line(
    catalogue: Catalogue | None,
    problems: Sequence[Problem],
    rules: Mapping[str, Rule],
    language: Language,
) -> str:
    """Return the line that ends a check: what was read, and how many problems it has."""
    severities = [rules[problem.rule].severity for problem in problems]
    told = {severity: severities.count(severity) for severity in ("error", "warning")}
    found = ", ".join(_numbered(told, language))
    if catalogue is None:
        return f"{found}."
    counts = count(catalogue)
    listed = {"da": "på listen", "en": "on the list"}[language]
    return f"{', '.join(counted(counts, language))} ({counts.listed} {listed}): {found}."


def _numbered(
    numbers: Mapping[str, int], language: Language, written: Callable[[int], str] = str
) -> tuple[str, ...]:
    nouns = _NOUNS[language]
    return tuple(
        f"{written(number)} {nouns[name][number != 1]}" for name, number in numbers.items()
    )
