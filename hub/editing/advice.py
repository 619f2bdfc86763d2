"""What an editor is told of a problem of an entry: what is wrong, and what to do."""

from __future__ import annotations

from hub.diagnostics import reporters
from hub.diagnostics.problem import Language, Problem, worded
from hub.diagnostics.rules import all_rules

_HOST_HINTS: dict[Language, str] = {
    "da": "En vedligeholder skal godkende værten »{host}«, før der kan linkes dertil.",
    "en": 'A maintainer must approve the host "{host}" before it can be linked to.',
}


def advice(problem: Problem, language: Language = "da") -> str:
    """Return a problem and what to do about it, on one line that nothing takes for a command."""
    rules = all_rules()
    words = reporters.message(problem, rules, language)
    if problem.rule == "host-not-allowed":
        hint = worded(_HOST_HINTS[language], problem.values)
    else:
        hint = reporters.hint(problem, rules, language)
    return reporters.harmless(f"{words} {hint}")
