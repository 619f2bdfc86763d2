"""What the pages for editors tell: the fields, the rules, and pictures of what editors meet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from hub.catalogue.field_docs import field_docs
from hub.catalogue.loader import CATALOGUE_FILE, check_source
from hub.catalogue.model import Catalogue
from hub.catalogue.source import source_of
from hub.diagnostics.problem import Problem
from hub.diagnostics.reporters import SEVERITY_WORDS, text_report
from hub.diagnostics.rules import all_rules
from hub.editing.issue_form import form_questions

GROUPS: Final[Mapping[str, str]] = {
    # what a group of fields is called
    "Catalogue": "Kataloget",
    "SourceList": "Listen bag kataloget",
    "Notification": "En udmelding",
    "ListedLink": "Et link på listen",
    "LegalBasis": "En bestemmelse",
    "Round": "En runde",
    "RelatedPage": "En anden side om sagen",
    "Document": "Et dokument",
    "Treatment": "Styrelsens behandling",
    "Activity": "En linje i tidsplanen",
    "Source": "En kilde",
    "Disagreement": "En uenighed mellem kilder",
    "Copy": "En kopi",
}

_MISTAKEN: Final = """\
notifications:
  - id: borgere-med-en-proeve
    title: Central udmelding for borgere med en prøve
    target_group: Borgere med en prøve
    scope: nasjonal
    policy_areas:
      - social
    summary: Sagen viser, hvordan en fejl bliver fortalt.
    rounds:
      - kind: original
        year: 2026
        published: 1. november 2026
"""


def guides() -> Mapping[str, Any]:
    """Return what the blocks of the pages for editors are filled with."""
    return {
        "field_groups": field_docs(),
        "group_names": GROUPS,
        "editing_rules": [
            {
                "id": rule.id,
                "severity": SEVERITY_WORDS["da"][rule.severity],
                "message": _without_values(rule.message["da"]),
                "hint": _without_values(rule.hint["da"]),
                "reason": rule.reason["da"],
                "bad": rule.bad,
                "good": rule.good,
            }
            for rule in all_rules().values()
        ],
        "form_questions": form_questions("report"),
        "check_messages": _messages(),
    }


def _messages() -> str:
    """Return what `hub check` says of a catalogue with two mistakes."""
    problems: list[Problem] = []
    check_source(source_of(_MISTAKEN, CATALOGUE_FILE), Catalogue, problems)
    report = text_report(problems, all_rules(), "da", lambda _file: _MISTAKEN)
    return "\n".join(report).strip()


def _without_values(text: str) -> str:
    return re.sub(r"\{(\w+)\}", "…", text)
