"""What is asked of an editor for each kind of entry, and what is wrong with an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from pydantic import BaseModel

from hub.catalogue.descriptions import field_descriptions
from hub.catalogue.fields import Known
from hub.catalogue.model import Document, Notification, Round
from hub.catalogue.source import source_of
from hub.catalogue.validator import check_model
from hub.diagnostics.problem import Problem
from hub.editing.yaml_writer import Value, fields_lines
from hub.text.slugs import slug

Kind = Literal["notification", "round", "report"]
Answers = Mapping[str, str]
"""The answers by the names of their questions; a question without an answer is left out."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the field of the catalogue that its answer is for."""

    name: str
    """The field's name, and so the option's."""
    label: str
    """What it is called in Danish, on forms and in messages."""
    model: type[BaseModel]
    needed: bool = False
    several: bool = False
    """Whether the answer is a list, with commas."""

    @property
    def help(self) -> str:
        """What the field means, in the words of the model."""
        return field_descriptions(self.model).get(self.name, "")

    def value(self, answer: str) -> Value:
        """Return an answer as it stands in the catalogue."""
        if self.several:
            return tuple(part.strip() for part in answer.split(",") if part.strip())
        return answer


def _title_of(model: type[BaseModel]) -> Question:
    return Question("title", "Titel", model, needed=True)


_DOCUMENT = (
    Question("url", "Dokumentets adresse", Document),
    Question("landing_page", "Side om dokumentet", Document),
    Question("date", "Dokumentets dato", Document),
    Question("publisher", "Udgiver", Document),
)
_ROUND = (
    Question("published", "Sendt ud", Round),
    Question("year", "År", Round, needed=True),
    Question("report_due", "Frist for kommunernes svar", Round),
)

QUESTIONS: Mapping[Kind, tuple[Question, ...]] = {
    "notification": (
        _title_of(Notification),
        Question("id", "Id", Notification, needed=True),
        Question("target_group", "Målgruppe", Notification, needed=True),
        Question("scope", "Gælder", Notification, needed=True),
        Question("policy_areas", "Fagområder", Notification, needed=True, several=True),
        Question("summary", "Hvad sagen handler om", Notification, needed=True),
        Question("agency_page", "Styrelsens side", Notification),
        Question("succeeds", "Afløser", Notification),
        *_ROUND,
        *_DOCUMENT,
    ),
    "round": (
        *_ROUND,
        Question("request", "Hvad kommunerne blev bedt om", Round),
        _title_of(Document),
        *_DOCUMENT,
    ),
    "report": (
        Question("area", "Område", Document, needed=True),
        Question("year", "Rundens år", Round, needed=True),
        _title_of(Document),
        *_DOCUMENT,
        Question("note", "Bemærkning", Document),
    ),
}


WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    # what may be chosen, in the words of the site, and how the catalogue says it
    "scope": {"Hele landet": "national", "En del af landet": "regional"},
    "policy_areas": {
        "Socialområdet": "social",
        "Specialundervisning": "special_education",
        "Begge": "social, special_education",
    },
}


def understood(words: Mapping[str, str], answer: str) -> str:
    """Return an answer as the catalogue says it, where it is one of the words on offer."""
    known = {word.casefold(): value for word, value in words.items()}
    value = known.get(answer.casefold())
    if value is None and slug(answer) in words.values():
        return slug(answer)
    return answer if value is None else value


def option_labels() -> Mapping[str, str]:
    """Return the label of every question by its name, in the order in which they are asked."""
    questions = [one for group in QUESTIONS.values() for one in group]
    return {one.name: one.label for one in questions}


def faults_of(question: Question, answer: str, known: Known | None) -> tuple[Problem, ...]:
    """Return what is wrong with an answer by itself."""
    value = question.value(answer)
    text = "\n".join(fields_lines({question.name: value}, 0))
    source = source_of(text, question.label)
    if source.problems:
        return source.problems
    _, problems = check_model(source, (), question.model, known)
    return tuple(
        _of_an_answer(one) for one in problems if one.path.partition("[")[0] == question.name
    )


def _of_an_answer(problem: Problem) -> Problem:
    """Return a problem without the line as it should be: an answer is no line of a file."""
    values = {name: one for name, one in problem.values.items() if name != "mended_line"}
    return replace(problem, values=values)
