"""An answer as people write it, read as the catalogue keeps it, and told back in people's words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from hub.catalogue.loader import known_by
from hub.catalogue.source import source_of
from hub.catalogue.validator import check_model
from hub.diagnostics.reporters import harmless
from hub.editing.advice import advice
from hub.editing.choices import Choice, choices_of, chosen, label_of, nearest_choice
from hub.editing.correction_places import corrected_field
from hub.editing.entry_context import EntryContext
from hub.editing.questions import Answers, Question, Shape
from hub.editing.yaml_writer import fields_lines
from hub.text.danish import date_text
from hub.text.date_forms import known_date
from hub.text.dates import KnownDate

_SEPARATOR: Final = re.compile(r",|;|\bog\b|\n")
_NUMBER: Final = re.compile(r"(?:bilag|nummer|nr\.?)? *([0-9]{1,4})\.?", re.IGNORECASE)


def asked_question(question: Question, answers: Answers) -> Question:
    """Return a question as it is asked after the answers so far.

    The value of a correction is asked as the field that it corrects is.
    """
    corrected = corrected_field(answers.get("field", "")) if question.name == "value" else None
    if corrected is None:
        return question
    return replace(corrected, label=f"{question.label} ({corrected.label})", needed=True)


def read_answer(question: Question, context: EntryContext, answers: Answers, text: str) -> str:
    """Return an answer as the catalogue keeps it; what is not understood stays as it was written.

    Raises UnclearAnswer where it fits several choices.
    """
    asked = asked_question(question, answers)
    text = text.strip()
    reader = _READERS.get(asked.shape)
    if not text or reader is None:
        return text
    return reader(text, choices_of(asked, context, answers))


def answer_text(question: Question, context: EntryContext, answers: Answers, value: str) -> str:
    """Return an answer in people's words: »Region Sjælland«, »26. november 2019«."""
    asked = asked_question(question, answers)
    match asked.shape:
        case "choice":
            return label_of(choices_of(asked, context, answers), value)
        case "choices":
            choices = choices_of(asked, context, answers)
            return ", ".join(label_of(choices, part.strip()) for part in value.split(","))
        case "date":
            try:
                return date_text(KnownDate.parse(value))
            except ValueError:
                return value
    return value


def answer_fault(question: Question, context: EntryContext, answers: Answers, value: str) -> str:
    """Return, in Danish, what is wrong with an answer by itself; nothing where it can stand.

    `value` is the answer as the catalogue keeps it.
    """
    asked = asked_question(question, answers)
    if not value:
        return "Det skal besvares." if asked.needed else ""
    if asked.shape == "choice":
        return _strange_choice(asked, choices_of(asked, context, answers), value)
    if asked.name == "id" and any(one.id == value for one in context.catalogue.notifications):
        return harmless(f"Id'et »{value}« har en anden udmelding. Vælg et andet.")
    if asked.model is None:
        return ""
    text = "\n".join(fields_lines({asked.name: asked.value(value)}, 0))
    source = source_of(text, asked.label)
    known = known_by(context.vocabulary, context.hosts)
    problems = source.problems or check_model(source, (), asked.model, known)[1]
    own = [one for one in problems if not one.path or one.path.partition("[")[0] == asked.name]
    return advice(own[0]) if own else ""


def _strange_choice(question: Question, choices: tuple[Choice, ...], value: str) -> str:
    """Return that an answer is none of the choices, where it is none."""
    if value in {one.value for one in choices}:
        return ""
    near = nearest_choice(choices, value)
    meant = f" Mente du »{near.label}«?" if near else ""
    if question.name in ("notification", "succeeds"):
        meant = f" Mente du »{near.label}« ({near.value})?" if near else ""
        return harmless(f"Der er ingen udmelding, der hedder »{value[:80]}«.{meant}")
    if question.name == "year":
        rounds = ", ".join(one.label for one in choices)
        return f"Udmeldingen har ingen runde fra det år. Den har runder fra: {rounds}."
    return harmless(f"»{value[:80]}« er ikke på listen.{meant}")


def _one_choice(text: str, choices: tuple[Choice, ...]) -> str:
    choice = chosen(choices, text)
    return choice.value if choice else text


def _several_choices(text: str, choices: tuple[Choice, ...]) -> str:
    if whole := chosen(choices, text):
        return whole.value
    parts = (part.strip() for part in _SEPARATOR.split(text))
    return ", ".join(dict.fromkeys(_one_choice(part, choices) for part in parts if part))


def _date(text: str, _: tuple[Choice, ...]) -> str:
    date = known_date(text)
    return text if date is None else str(date)


def _number(text: str, _: tuple[Choice, ...]) -> str:
    number = _NUMBER.fullmatch(text)
    return str(int(number[1])) if number else text


def _address(text: str, _: tuple[Choice, ...]) -> str:
    bare = text.removeprefix("<").removesuffix(">").strip()
    return f"https://{bare}" if bare.lower().startswith("www.") else bare


_READERS: Final[Mapping[Shape, Callable[[str, tuple[Choice, ...]], str]]] = {
    # how an answer of each shape is read; others are kept as they are written
    "choice": _one_choice,
    "choices": _several_choices,
    "date": _date,
    "year": _date,
    "number": _number,
    "address": _address,
}
