"""Make answers into an entry: its fields in the order of the model, nothing that is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from pydantic import BaseModel

from hub.catalogue.document_model import Document, Treatment
from hub.catalogue.model import Notification, Round
from hub.catalogue.tree import TreePath
from hub.editing.answers import asked_question
from hub.editing.correction_places import NothingToChange, correction_path, present_value
from hub.editing.entry_context import EntryContext
from hub.editing.entry_kinds import Kind
from hub.editing.questions import ROUND_YEAR, Answers, Question
from hub.editing.transaction import Amendment, Draft
from hub.editing.yaml_writer import Fields, Value

_UNASKED: Final = ("language",)
"""Fields of a document that an address tells and nobody is asked for."""

_HOLDERS: Final[Mapping[Kind, Mapping[type[BaseModel], TreePath]]] = {
    # where an entry of each kind has the fields of each model
    "notification": {
        Notification: (),
        Round: ("rounds", 0),
        Document: ("rounds", 0, "notification"),
    },
    "round": {Round: (), Document: ("notification",)},
    "report": {Document: ()},
    "appendix": {Document: ()},
    "treatment": {Treatment: (), Document: ("document",)},
    "correction": {},
}
_LISTS: Final = {"report": "regional_reports", "appendix": "appendices"}


def draft(context: EntryContext, answers: Answers) -> Draft | Amendment:
    """Return the entry that answers make.

    Nothing is checked here: the catalogue is checked as a whole before it is written. Raises
    NoSuchRound, Unplaceable, and KeyError where there is no such notification.
    """
    given = {name: answer for name, answer in answers.items() if answer}
    if "published" in given:
        given.setdefault("year", given["published"][:4])
    if context.kind == "notification":
        return Draft(("notifications",), _notification(context, given))
    at = context.notification_path(given)
    if context.kind == "correction":
        return _correction(context, given, at)
    rounds: TreePath = (*at, "rounds")
    if context.kind == "round":
        return Draft(rounds, _round(context, given, "renewed"))
    round_path = (*rounds, context.round_number(given))
    if context.kind == "treatment":
        return _outcome(context, given, (*round_path, "agency_treatment"))
    return Draft((*round_path, _LISTS[context.kind]), _document(context, given))


def field_path(context: EntryContext, question: Question) -> TreePath | None:
    """Return where the answer to a question stands within the entry; None if it stands nowhere."""
    holder = _HOLDERS[context.kind].get(question.model) if question.model else None
    is_place = question.name == ROUND_YEAR.name and question.shape == ROUND_YEAR.shape
    return None if holder is None or is_place else (*holder, question.name)


def _notification(context: EntryContext, given: Answers) -> Fields:
    own = _of_model(context, Notification, given)
    return {**own, "rounds": (_round(context, given, "original"),)}


def _round(context: EntryContext, given: Answers, kind: str) -> Fields:
    own = {"kind": kind, **_of_model(context, Round, given)}
    document = _document(context, given)
    # The title of a case is that of its notification only where anything more is known of it.
    is_known = document.keys() - {"title"} if kind == "original" else document
    return {**own, "notification": document} if is_known else own


def _document(context: EntryContext, given: Answers) -> Fields:
    document = {**_of_model(context, Document, given), **_present(_UNASKED, given)}
    if context.kind == "notification":
        document["title"] = given.get("title", "")
    return _in_order(Document, document)


def _outcome(context: EntryContext, given: Answers, path: TreePath) -> Draft | Amendment:
    """Return the treatment of a round; what stands there already is kept where nothing is said."""
    own = _of_model(context, Treatment, given)
    document = _document(context, given)
    notification = context.catalogue.notifications[_step(path, 1)]
    old = notification.rounds[_step(path, 3)].agency_treatment
    if old is None:
        return Amendment({path: {**own, "document": document} if document else own})
    fields: dict[TreePath, Value] = {(*path, name): value for name, value in own.items()}
    if document and old.document is None:
        fields[*path, "document"] = document
    elif document:
        fields |= {(*path, "document", name): value for name, value in document.items()}
    new = {
        at: value for at, value in fields.items() if value != present_value(at[2:], notification)
    }
    if own and not new:
        raise NothingToChange("Det står der allerede.")
    return Amendment(new)


def _correction(context: EntryContext, given: Answers, at: TreePath) -> Amendment:
    notification = context.catalogue.notifications[_step(at, 1)]
    path = correction_path(given.get("field", ""), given.get("place", ""), notification)
    value = next(one for one in context.entry.questions if one.name == "value")
    asked = asked_question(value, given)
    if given.get("value") == present_value(path, notification):
        raise NothingToChange("Det står der allerede.")
    return Amendment({(*at, *path): asked.value(given.get("value", ""))})


def _of_model(context: EntryContext, model: type[BaseModel], given: Answers) -> dict[str, Value]:
    """Return the answers that are fields of a model, in the model's order."""
    asked = [one for one in context.entry.questions if field_path(context, one) is not None]
    found = {
        one.name: one.value(given[one.name])
        for one in asked
        if one.model is model and one.name in given
    }
    return _in_order(model, found)


def _in_order(model: type[BaseModel], fields: Mapping[str, Value]) -> dict[str, Value]:
    return {name: fields[name] for name in model.model_fields if name in fields}


def _present(names: Iterable[str], given: Answers) -> Answers:
    return {name: given[name] for name in names if name in given}


def _step(path: TreePath, at: int) -> int:
    step = path[at]
    assert isinstance(step, int)
    return step
