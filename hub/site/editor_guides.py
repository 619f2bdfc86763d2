"""What the pages for editors show: the fields, the rules, and pictures of what editors meet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from hub.catalogue.field_docs import ModelDoc, field_docs
from hub.catalogue.loader import CATALOGUE_FILE, check_source
from hub.catalogue.model import Catalogue
from hub.catalogue.source import source_of
from hub.diagnostics.problem import Problem, Rule
from hub.diagnostics.reporters import SEVERITY_WORDS, text_report
from hub.diagnostics.rules import all_rules
from hub.editing.entry_kinds import ENTRY_KINDS, EntryKind
from hub.text.labels import FIELD_GROUPS

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


@dataclass(frozen=True, slots=True)
class RuleGuide:
    """A rule as the page of rules explains it."""

    id: str
    severity: str
    message: str
    hint: str
    reason: str
    bad: str
    good: str


@dataclass(frozen=True, slots=True)
class EditorGuides:
    """What the blocks of the pages for editors are filled with."""

    fields: tuple[ModelDoc, ...]
    group_names: Mapping[str, str]
    rules: tuple[RuleGuide, ...]
    forms: tuple[EntryKind, ...]
    """The kinds of entries, each with its form."""
    form_questions: tuple[tuple[str, bool], ...]
    check_messages: str
    """What `hub check` reports of a catalogue with two mistakes."""


def editor_guides() -> EditorGuides:
    """Return what the blocks of the pages for editors are filled with."""
    rules = tuple(map(_rule_guide, all_rules().values()))
    forms = tuple(ENTRY_KINDS.values())
    return EditorGuides(field_docs(), FIELD_GROUPS, rules, forms, _form_questions(), _messages())


def _form_questions() -> tuple[tuple[str, bool], ...]:
    """Return what the form of a report asks for, each with whether it must be answered."""
    return tuple((one.label, one.needed) for one in ENTRY_KINDS["report"].form_questions)


def _rule_guide(rule: Rule) -> RuleGuide:
    return RuleGuide(
        id=rule.id,
        severity=SEVERITY_WORDS["da"][rule.severity],
        message=_without_values(rule.message["da"]),
        hint=rule.standing_hint("da"),
        reason=rule.reason["da"],
        bad=rule.bad,
        good=rule.good,
    )


def _messages() -> str:
    """Return what `hub check` says of a catalogue with two mistakes."""
    problems: list[Problem] = []
    check_source(source_of(_MISTAKEN, CATALOGUE_FILE), Catalogue, problems)
    report = text_report(problems, all_rules(), "da", lambda _file: _MISTAKEN)
    return "\n".join(report).strip()


def _without_values(text: str) -> str:
    return re.sub(r"\{(\w+)\}", "…", text)
