"""Make an entry of a filled form, and say in Danish what was understood of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hub.editing.advice import advice
from hub.editing.answers import answer_fault, answer_text, read_answer
from hub.editing.choices import UnclearAnswer
from hub.editing.entry_context import EntryContext
from hub.editing.issue_form import FilledForm
from hub.editing.objections import Objection
from hub.editing.questions import Answers, Question

LONGEST_SHOWN = 200
"""Characters of an answer that a reply repeats."""


class RefusedForm(Exception):
    """Some answers cannot stand; each fault names its field and says what to do."""

    def __init__(self, faults: tuple[str, ...], answers: Answers) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults
        self.answers = answers


def form_answers(context: EntryContext, filled: FilledForm) -> Answers:
    """Return the answers of a form as the catalogue has them. Raises RefusedForm."""
    answers: dict[str, str] = {}
    faults = []
    for question in context.entry.form_questions:
        text = filled.texts.get(question.name, "")
        try:
            value = read_answer(question, context, answers, text)
        except UnclearAnswer as unclear:
            faults.append(field_fault(question, str(unclear)))
            continue
        is_optional = not value and not question.needed
        if question.name != "place" and not is_optional:
            fault = answer_fault(question, context, answers, value)
            faults += [field_fault(question, fault)] if fault else []
        if value:
            answers[question.name] = value
    if faults:
        raise RefusedForm(tuple(faults), answers)
    return answers


def understood_lines(context: EntryContext, answers: Answers) -> Iterator[str]:
    """Yield each answer by its label, as it was understood."""
    for question in context.entry.questions:
        if value := answers.get(question.name):
            shown = " ".join(answer_text(question, context, answers, value).split())
            cut = f"{shown[: LONGEST_SHOWN - 1]}…" if len(shown) > LONGEST_SHOWN else shown
            yield f"{question.label}: {cut}"


def objection_lines(context: EntryContext, objections: Iterable[Objection]) -> Iterator[str]:
    """Yield what speaks against an entry, each with the form's field that it is about."""
    asked = {one.name for one in context.entry.form_questions}
    for one in objections:
        labels = [question for question in one.questions if question.name in asked]
        words = advice(one.problem)
        if not labels:
            yield words
            continue
        line = field_fault(labels[0], words)
        others = "« og »".join(question.label for question in labels[1:])
        yield f"{line} Se også »{others}«." if others else line


def field_fault(question: Question, words: str) -> str:
    """Return what is wrong, with the label of the field that it is in."""
    return f"Feltet »{question.label}«: {words}"
