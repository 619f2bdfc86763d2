"""What may be answered where the catalogue has a closed set: as people see it, and as it is kept.

A choice is found by its number in the list, by any of its names, or by a part that fits no other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from hub.catalogue.known_names import names_in
from hub.catalogue.model import Notification
from hub.catalogue.vocabulary import Vocabulary, name_on
from hub.editing.correction_places import corrected_fields, correction_places
from hub.editing.entry_context import EntryContext, round_names
from hub.editing.questions import Answers, Question
from hub.text.labels import POLICY_AREAS, SCOPES
from hub.text.similarity import nearest
from hub.text.slugs import slug

_LONGEST_MISSPELT: Final = 100
"""Characters of an answer that may be a misspelt name."""

_SHORTEST_PART: Final = 3
"""Characters of an answer that is looked for within the names."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers that a question may have."""

    value: str
    """As the catalogue keeps it."""
    label: str
    """As people see it."""
    names: tuple[str, ...] = ()
    """What else people call it."""


class UnclearAnswer(Exception):
    """An answer fits several choices; the message says which, in Danish."""


def choices_of(question: Question, context: EntryContext, answers: Answers) -> tuple[Choice, ...]:
    """Return what may be answered, after the answers so far; nothing where anything may."""
    vocabulary, notification = context.vocabulary, context.notification(answers)
    match question.name:
        case "notification" | "succeeds":
            return tuple(
                Choice(one.id, one.title, (one.target_group,))
                for one in context.catalogue.notifications
            )
        case "year" if question.shape == "choice" and notification:
            return tuple(_rounds(notification))
        case "place" if notification:
            places = correction_places(answers.get("field", ""), notification)
            return tuple(Choice(one.value, one.label, one.names) for one in places)
    return standing_choices(question, vocabulary)


def standing_choices(question: Question, vocabulary: Vocabulary) -> tuple[Choice, ...]:
    """Return what may be answered whatever stands in the catalogue; as the forms offer it."""
    standing: Mapping[str, Callable[[], Iterable[Choice]]] = {
        "scope": lambda: (Choice(value, _capital(label)) for value, label in SCOPES.items()),
        "policy_areas": _policy_areas,
        "area": lambda: _areas(vocabulary),
        "publisher": lambda: _authorities(vocabulary),
        "outcome": lambda: (Choice(one.id, one.label, (one.slug,)) for one in vocabulary.outcomes),
        "field": lambda: (Choice(value, label) for value, label in corrected_fields()),
    }
    return tuple(standing.get(question.name, tuple)())


def chosen(choices: Sequence[Choice], answer: str) -> Choice | None:
    """Return the choice that an answer means, if it means one. Raises UnclearAnswer."""
    if re.fullmatch(r"[0-9]{1,3}\.?", answer) and not _named(choices, answer):
        number = int(answer.rstrip("."))
        return choices[number - 1] if 1 <= number <= len(choices) else None
    wanted = slug(_last_of_address(answer))
    if not any(one.isalnum() for one in answer):
        return None
    found = _named(choices, wanted)
    if not found and len(wanted) >= _SHORTEST_PART:
        named = [(one, f"-{'-'.join(_slugs(one))}-") for one in choices]
        found = [one for one, names in named if f"-{wanted}-" in names]
        found = found or [one for one, names in named if wanted in names]
    if len(found) > 1:
        labels = ", ".join(f"»{one.label}«" for one in found)
        raise UnclearAnswer(f"Der er flere, det passer på: {labels}.")
    return found[0] if found else None


def nearest_choice(choices: Sequence[Choice], answer: str) -> Choice | None:
    """Return the choice that a misspelt answer was probably meant to be."""
    named = {name: one for one in reversed(choices) for name in _slugs(one)}
    return named.get(nearest(slug(answer[:_LONGEST_MISSPELT]), tuple(named)) or "")


def label_of(choices: Sequence[Choice], value: str) -> str:
    """Return the label of a value; the value itself where it is none of the choices."""
    return next((one.label for one in choices if one.value == value), value)


def _named(choices: Sequence[Choice], answer: str) -> list[Choice]:
    """Return the choices that have the answer for a name; their own before what else it names."""
    wanted = slug(answer)
    own = [one for one in choices if wanted in (slug(one.value), slug(one.label))]
    return own or [one for one in choices if wanted in _slugs(one)]


def _slugs(choice: Choice) -> tuple[str, ...]:
    return tuple(slug(name) for name in (choice.value, choice.label, *choice.names))


def _last_of_address(answer: str) -> str:
    """Return the last part of a page's address: an entry's id; another answer as it is."""
    if not answer.startswith(("https://", "http://", "/")):
        return answer
    try:
        return urlsplit(answer).path.rstrip("/").rpartition("/")[2]
    except ValueError:
        return answer


def _rounds(notification: Notification) -> Iterator[Choice]:
    names = round_names(notification.rounds)
    years = [str(one.year) for one in notification.rounds]
    for number, (name, year) in enumerate(zip(names, years, strict=True)):
        # Of rounds of one year it is the newest that a year alone means.
        is_newest = year not in years[number + 1 :]
        yield Choice(name, name, (year,) if is_newest else ())


def _policy_areas() -> Iterator[Choice]:
    for value, label in POLICY_AREAS.items():
        yield Choice(value, _capital(label))
    yield Choice(", ".join(POLICY_AREAS), "Begge")


def _authorities(vocabulary: Vocabulary) -> Iterator[Choice]:
    known = names_in(vocabulary)["authorities"]
    for one in vocabulary.authorities:
        yield Choice(one.id, name_on(one.names, None), _names_of(one.id, known))


def _areas(vocabulary: Vocabulary) -> Iterator[Choice]:
    known = names_in(vocabulary)["areas"]
    for one in vocabulary.areas:
        yield Choice(one.id, name_on(one.names, None), _names_of(one.id, known))


def _names_of(id_: str, known: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    return tuple(name for name, ids in known.items() if id_ in ids)


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]
