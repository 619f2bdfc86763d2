"""What speaks against an entry, told by the questions whose answers it concerns.

After each answer the relations within its notification are looked at; the whole catalogue is
checked once, before the entry is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from hub.catalogue.consistency import check_consistency
from hub.catalogue.contradictions import check_contradictions
from hub.catalogue.source import source_of
from hub.catalogue.tree import SourceFile, TreePath, path_text
from hub.catalogue.validator import problems_of_findings
from hub.diagnostics.problem import Problem, Severity
from hub.diagnostics.rules import all_rules
from hub.editing.correction_places import NothingToChange, Unplaceable
from hub.editing.drafts import draft, field_path
from hub.editing.entry_context import EntryContext, NoSuchRound
from hub.editing.questions import Answers, Question
from hub.editing.transaction import Amendment, Draft
from hub.editing.yaml_insert import plain, plain_value
from hub.editing.yaml_writer import fields_lines

_HOLDERS: Final = {
    # where entries of each kind stand in the catalogue, without the numbers of items
    "notification": "notifications",
    "round": "notifications.rounds",
    "report": "notifications.rounds.regional_reports",
    "appendix": "notifications.rounds.appendices",
    "treatment": "notifications.rounds.agency_treatment",
}
_CORRECTED: Final = ("field", "place", "value")
"""Questions that say what a correction is of, and what is to be there."""

_TOLD_APART_BY: Final = ("area", "number", "id")
"""Fields that tell an entry apart from others like it."""


@dataclass(frozen=True, slots=True)
class Objection:
    """A problem of an entry, and the questions whose answers it is about."""

    problem: Problem
    questions: tuple[Question, ...]
    """First the one at whose field the problem stands; none where it is about no answer."""

    @property
    def severity(self) -> Severity:
        """How grave it is: what is no error may be written."""
        return all_rules()[self.problem.rule].severity

    @property
    def key(self) -> tuple[str, str]:
        """What the objection is known by, wherever it stands."""
        values = {name: str(one) for name, one in self.problem.values.items() if name != "line"}
        return self.problem.rule, str(sorted(values.items()))


def relation_objections(context: EntryContext, answers: Answers) -> tuple[Objection, ...]:
    """Return what the answers so far say against each other and against their notification.

    What is missing is no objection yet, and what the notification says against itself is none.
    """
    try:
        made = draft(context, answers)
    except (KeyError, NoSuchRound, NothingToChange, Unplaceable):
        return ()
    new = list(made.fields.values()) if isinstance(made, Amendment) else [made.item]
    if not new or not all(new):
        return ()  # nothing of the entry itself has been answered yet
    before = _notifications(context, made)
    after, base = _with_entry(before, made)
    source = _source(after)
    lines = {
        str(source.place((*base, *path)).line): one
        for one in context.entry.questions
        if (path := field_path(context, one)) is not None and answers.get(one.name)
    }
    old = {one.key for one in objections(context, answers, _relations(context, _source(before)))}
    found = objections(context, answers, _relations(context, source), lines)
    return tuple(one for one in found if one.questions and one.key not in old)


def objections(
    context: EntryContext,
    answers: Answers,
    problems: Iterable[Problem],
    lines: Mapping[str, Question] = MappingProxyType({}),
) -> tuple[Objection, ...]:
    """Return the problems of a catalogue, each with the questions whose answers it is about.

    `lines` are the lines on which answers stand.
    """
    return tuple(
        Objection(problem, tuple(dict.fromkeys(_concerned(context, answers, problem, lines))))
        for problem in problems
    )


def _concerned(
    context: EntryContext, answers: Answers, problem: Problem, lines: Mapping[str, Question]
) -> Iterator[Question]:
    """Yield the question at whose field a problem stands, and then those that it names."""
    if context.kind == "correction":
        # The value may be right, and of another field or place.
        yield from reversed([one for one in context.entry.questions if one.name in _CORRECTED])
        return
    at, holder = _without_numbers(problem.path), _HOLDERS[context.kind]
    for one in context.entry.questions:
        path = field_path(context, one)
        field = f"{holder}.{_without_numbers(path_text(path))}" if path is not None else ""
        if at == field or (at == holder and one.name in _TOLD_APART_BY):
            yield one
    named = {str(value) for name, value in problem.values.items() if name != "value"}
    for one in context.entry.questions:
        answer = answers.get(one.name)
        if answer and one.shape in ("date", "year") and answer in named:
            yield one
    if (line := str(problem.values.get("line", ""))) in lines:
        yield lines[line]
    if at.startswith(holder):
        # The answers may be right, and of another round.
        yield from (one for one in context.entry.questions if _is_place(one) and answers)


def _is_place(question: Question) -> bool:
    return question.name == "year" and question.shape == "choice"


def _relations(context: EntryContext, source: SourceFile) -> Iterator[Problem]:
    areas = tuple(area.id for area in context.vocabulary.areas)
    for check in (check_consistency(source, areas), check_contradictions(source)):
        for problem in problems_of_findings(source, check):
            if not problem.rule.startswith("missing"):
                yield problem


def _source(notifications: object) -> SourceFile:
    assert isinstance(notifications, list)
    return source_of("\n".join(fields_lines({"notifications": notifications}, 0)), "")


def _notifications(context: EntryContext, made: Draft | Amendment) -> list[Any]:
    """Return the notifications as plain values; of those that are not touched only what counts."""
    path = next(iter(made.fields)) if isinstance(made, Amendment) else made.path
    own = path[1] if len(path) > 1 else None
    return [
        _without_empty(plain(context.source.value(("notifications", number))))
        if number == own
        else {
            "id": one.id,
            "title": one.title,
            "rounds": [{"kind": round_.kind, "year": str(round_.year)} for round_ in one.rounds],
        }
        for number, one in enumerate(context.catalogue.notifications)
    ]


def _with_entry(notifications: list[Any], made: Draft | Amendment) -> tuple[list[Any], TreePath]:
    """Return plain values with an entry among them, and where it stands."""
    if isinstance(made, Draft):
        tree = _changed(notifications, made.path[1:], made.item, is_item=True)
        count = len(_at(tree, made.path[1:]))
        return tree, (*made.path, count - 1)
    tree = notifications
    for path, value in made.fields.items():
        tree = _changed(tree, path[1:], value, is_item=False)
    return tree, next(iter(made.fields))[:5]


def _changed(tree: Any, path: TreePath, value: object, *, is_item: bool) -> Any:
    if not path:
        return [*(tree or []), plain_value(value)] if is_item else plain_value(value)
    step, rest = path[0], path[1:]
    if isinstance(tree, list):
        return [
            _changed(one, rest, value, is_item=is_item) if at == step else one
            for at, one in enumerate(tree)
        ]
    return {**tree, step: _changed(tree.get(step), rest, value, is_item=is_item)}


def _at(tree: Any, path: TreePath) -> Any:
    for step in path:
        tree = tree[step]
    return tree


def _without_empty(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {name: _without_empty(one) for name, one in tree.items() if one is not None}
    return [_without_empty(one) for one in tree] if isinstance(tree, list) else tree


def _without_numbers(path: str) -> str:
    return re.sub(r"\[[0-9]+\]", "", path)
