"""How much the catalogue holds, said in one line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hub.catalogue.model import Catalogue, Document, Round
from hub.problems import Language, Problem, Rule


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
    rounds = [round_ for entry in catalogue.notifications for round_ in entry.rounds]
    documents = [document for round_ in rounds for document in documents_of(round_)]
    return Counts(
        notifications=len(catalogue.notifications),
        rounds=len(rounds),
        documents=len(documents),
        listed=sum(document.listed_as is not None for document in documents),
    )


def documents_of(round_: Round) -> Iterator[Document]:
    """Yield a round's documents in the order in which a reader meets them."""
    if round_.notification:
        yield round_.notification
    yield from round_.appendices
    yield from round_.regional_reports
    if round_.agency_treatment and round_.agency_treatment.document:
        yield round_.agency_treatment.document


def counts_line(
    catalogue: Catalogue | None,
    problems: Sequence[Problem],
    rules: Mapping[str, Rule],
    language: Language,
) -> str:
    """Return the line that ends a check: what was read, and how many problems it has."""
    severities = [rules[problem.rule].severity for problem in problems]
    errors, warnings = severities.count("error"), severities.count("warning")
    if language == "da":
        found = f"{errors} fejl, {warnings} {'advarsel' if warnings == 1 else 'advarsler'}"
    else:
        found = f"{errors} error(s), {warnings} warning(s)"
    if catalogue is None:
        return f"{found}."
    counts = count(catalogue)
    if language == "da":
        read = (
            f"{counts.notifications} udmeldinger, {counts.rounds} runder, "
            f"{counts.documents} dokumenter ({counts.listed} på listen)"
        )
    else:
        read = (
            f"{counts.notifications} notifications, {counts.rounds} rounds, "
            f"{counts.documents} documents ({counts.listed} on the list)"
        )
    return f"{read}: {found}."
