"""Make answers into an entry: its fields in the order of the model, nothing that is not known."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel

from hub.catalogue.model import Catalogue, Document, Notification, Round
from hub.catalogue.tree import TreePath
from hub.catalogue.vocabulary import Vocabulary, name_on
from hub.editing.prompts import QUESTIONS, Answers, Kind
from hub.editing.transaction import Draft
from hub.editing.yaml_writer import Fields
from hub.text.dates import KnownDate
from hub.text.slugs import slug

_OWN_DOCUMENT = ("url", "landing_page", "date", "publisher", "language")
_LONGEST_ID = 60


class NoSuchRound(Exception):
    """The notification has no round of that year; the message lists those it has."""


def draft(kind: Kind, answers: Answers, catalogue: Catalogue, notification: str = "") -> Draft:
    """Return the entry that answers make; `notification` is the id of the one that it belongs to.

    Nothing is checked here: the catalogue is checked as a whole before it is written.
    Raises NoSuchRound.
    """
    given = {name: answer for name, answer in answers.items() if answer}
    if "published" in given:
        given.setdefault("year", given["published"][:4])
    if kind == "notification":
        return Draft(("notifications",), _notification(given))
    at = next(n for n, one in enumerate(catalogue.notifications) if one.id == notification)
    rounds: TreePath = ("notifications", at, "rounds")
    if kind == "round":
        return Draft(rounds, _round(given, "renewed", given.get("title", "")))
    years = [str(one.year) for one in catalogue.notifications[at].rounds]
    if given.get("year", years[-1]) not in years:
        raise NoSuchRound(", ".join(dict.fromkeys(years)))
    # Of two rounds of one year it is the newer that is answered.
    number = len(years) - 1 - years[::-1].index(given.get("year", years[-1]))
    return Draft((*rounds, number, "regional_reports"), _document(given, given.get("title", "")))


def proposals(
    kind: Kind,
    answers: Answers,
    catalogue: Catalogue,
    vocabulary: Vocabulary,
    notification: str = "",
) -> Answers:
    """Return what can be proposed for questions that nobody has answered yet."""
    found: dict[str, str] = {}
    if kind == "notification" and answers.get("title"):
        found["id"] = short_slug(answers["title"])
    if answers.get("published"):
        found["year"] = answers["published"][:4]
    if kind == "round":
        found["title"] = "Anmodning om fornyet behandling"
        found["publisher"] = "styrelsen"
    one = next((one for one in catalogue.notifications if one.id == notification), None)
    if kind == "report" and one:
        found["year"] = str(one.rounds[-1].year)
        if answers.get("area"):
            found["title"] = f"Afrapportering fra {_area_name(answers, vocabulary)}"
    host = answers.get("url") or answers.get("landing_page") or ""
    if publisher := publisher_of(host, vocabulary):
        found["publisher"] = publisher
    return {name: value for name, value in found.items() if not answers.get(name)}


def publisher_of(address: str, vocabulary: Vocabulary) -> str | None:
    """Return the authority on whose own site an address lies, if there is one."""
    host = _host(address)
    sites = {_host(one.site): one.id for one in reversed(vocabulary.authorities) if one.site}
    return sites.get(host)


def short_slug(title: str) -> str:
    """Return a title as an id: whole words, not longer than an address should be."""
    made = slug(title.removeprefix("Central udmelding for ").removeprefix("Central udmelding om "))
    if len(made) <= _LONGEST_ID:
        return made
    return made[: _LONGEST_ID + 1].rpartition("-")[0] or made[:_LONGEST_ID]


def _notification(given: Mapping[str, str]) -> Fields:
    has_document = any(given.get(name) for name in _OWN_DOCUMENT)
    title = given.get("title", "") if has_document else ""
    own = _of_model(Notification, "notification", given)
    return {**own, "rounds": (_round(given, "original", title),)}


def _round(given: Mapping[str, str], kind: str, title: str) -> Fields:
    document = {"notification": _document(given, title)} if title else {}
    return {"kind": kind, **_of_model(Round, "round", given), **document}


def _document(given: Mapping[str, str], title: str) -> Fields:
    own = (*_OWN_DOCUMENT, "area", "note")
    kept = {name: given[name] for name in Document.model_fields if name in own and name in given}
    return {"title": title, **kept}


def _of_model(model: type[BaseModel], kind: Kind, given: Mapping[str, str]) -> Fields:
    """Return the answers that are fields of a model, in the model's order."""
    questions = {one.name: one for one in QUESTIONS[kind] if one.model is model}
    return {
        name: questions[name].value(given[name])
        for name in model.model_fields
        if name in questions and name in given
    }


def _area_name(answers: Answers, vocabulary: Vocabulary) -> str:
    area = next((one for one in vocabulary.areas if one.id == answers["area"]), None)
    try:
        date = KnownDate.parse(answers.get("date") or answers.get("year") or "")
    except ValueError:
        date = None
    return name_on(area.names, date) if area else answers["area"]


def _host(address: str | None) -> str:
    return (address or "").partition("//")[2].partition("/")[0].removeprefix("www.")
