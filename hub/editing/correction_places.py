"""Where a correction goes: the field that is meant, and the place in the notification."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel

from hub.catalogue.document_model import Document, Treatment
from hub.catalogue.documents import PlacedDocument, round_documents
from hub.catalogue.model import Notification, Round
from hub.catalogue.tree import TreePath, path_text
from hub.editing.entry_context import round_names
from hub.editing.entry_kinds import CORRECTED_FIELDS, OTHER_FIELD
from hub.editing.questions import Question
from hub.text.labels import DOCUMENT_ROLES, ROUND_KINDS

_OTHER_LABEL: Final = "Noget andet"


@dataclass(frozen=True, slots=True)
class CorrectionPlace:
    """A group of fields in a notification."""

    path: TreePath
    """From the notification."""
    label: str
    names: tuple[str, ...] = ()
    """What else it may be called."""

    @property
    def value(self) -> str:
        """The answer that names the place."""
        return path_text(self.path) or "."


class Unplaceable(Exception):
    """No program can place the correction; the message says why, in Danish."""


class NothingToChange(Exception):
    """What the correction asks for stands there already; the message says so, in Danish."""


def corrected_fields() -> Iterator[tuple[str, str]]:
    """Yield what a correction may change: the answer that says so, and its label."""
    for one in CORRECTED_FIELDS:
        yield _key(one), one.label
    yield OTHER_FIELD, _OTHER_LABEL


def corrected_field(answer: str) -> Question | None:
    """Return the question about the field that an answer names."""
    return next((one for one in CORRECTED_FIELDS if _key(one) == answer), None)


def correction_places(field: str, notification: Notification) -> tuple[CorrectionPlace, ...]:
    """Return where the field stands or may stand."""
    question = corrected_field(field)
    return tuple(_places(question.model if question else None, notification))


def correction_path(field: str, place: str, notification: Notification) -> TreePath:
    """Return the path of the field from the notification. Raises Unplaceable."""
    question = corrected_field(field)
    if question is None:
        raise Unplaceable("Det er ikke en af de oplysninger, som kan rettes af en maskine.")
    found = tuple(_places(question.model, notification))
    wanted = [one for one in found if one.value == place]
    if len(found) == 1 and not place:
        wanted = list(found)
    if wanted:
        return (*wanted[0].path, question.name)
    if not found:
        raise Unplaceable("Udmeldingen har ikke noget sted, hvor den oplysning kan stå.")
    labels = ", ".join(f"»{one.label}«" for one in found)
    raise Unplaceable(f"Det kan stå flere steder. Skriv, hvor det er: {labels}.")


def present_value(path: TreePath, notification: Notification) -> str:
    """Return what stands at a path of a notification, as a text; empty where nothing does."""
    value: object = notification
    for step in path:
        if isinstance(step, int):
            assert isinstance(value, tuple)
            value = value[step]
        else:
            value = getattr(value, step)
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _places(model: type[BaseModel] | None, notification: Notification) -> Iterator[CorrectionPlace]:
    """Yield the groups of fields of a model in a notification."""
    if model is Notification:
        yield CorrectionPlace((), "Selve udmeldingen")
        return
    names = round_names(notification.rounds)
    for number, (name, round_) in enumerate(zip(names, notification.rounds, strict=True)):
        path: TreePath = ("rounds", number)
        if model is Round:
            yield CorrectionPlace(path, f"Runden fra {name}")
        elif model is Treatment and round_.agency_treatment:
            yield CorrectionPlace((*path, "agency_treatment"), f"Behandlingen af {name}")
        elif model is Document:
            for one in round_documents(notification, round_, path):
                label = f"{name}, {_document_label(one)}"
                yield CorrectionPlace(one.path, label, (one.id, one.document.title))


def _document_label(placed: PlacedDocument) -> str:
    role, title = DOCUMENT_ROLES[placed.role], placed.document.title
    if placed.role == "appendix":
        return title
    if placed.role == "notification":
        return ROUND_KINDS[placed.round.kind]
    return f"{role}: {title}" if placed.role == "regional_report" else role


def _key(question: Question) -> str:
    assert question.model
    return f"{question.model.__name__}.{question.name}".lower()
