"""Read the answers of an issue form; everything in them is a stranger's text.

GitHub writes a form's answers as Markdown: `### Label`, an empty line, the answer; an empty answer
is `_No response_`. An answer may hold anything, headings too, so the headings must be exactly
those of one form, in its order, each once: else the answers are refused and not guessed at.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from hub.editing.prompts import QUESTIONS, WORDS, Answers, Kind, understood
from hub.text.slugs import slug

LARGEST_ISSUE: Final = 1_000_000
"""Bytes of an event or an answer that are read; GitHub's own limit of an issue is lower."""

NOTIFICATION_LABEL: Final = "Udmelding"
FORMS: Final[Mapping[Kind, str]] = {
    "notification": "ny-udmelding.yml",
    "report": "ny-afrapportering.yml",
}
FORM_FOLDER: Final = ".github/ISSUE_TEMPLATE"

_NO_ANSWER: Final = "_No response_"
_HEADING = re.compile(r"^### (.+)$", re.MULTILINE)


class UnreadableForm(Exception):
    """The text is not what a form writes; the message says in Danish what is wrong."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it was filled in."""

    kind: Kind
    answers: Answers
    notification: str
    """The id of the notification that a report belongs to."""


def read_issue(data: bytes) -> str:
    """Return an issue's text from GitHub's event (JSON), or from the text itself.

    Raises UnreadableForm.
    """
    if len(data) > LARGEST_ISSUE:
        raise UnreadableForm("Teksten er for lang.")
    text = data.decode("utf-8", "replace")
    if not text.lstrip().startswith("{"):
        return text
    try:
        body = json.loads(text)["issue"]["body"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UnreadableForm("Filen er ikke en hændelse med en formular.") from None
    # Half of a pair of surrogates can stand in JSON, but in no file.
    return str(body or "").encode("utf-8", "replace").decode()


def read_form(text: str) -> Filled:
    """Return the answers of the form that a text was made by. Raises UnreadableForm."""
    normal = unicodedata.normalize("NFC", re.sub(r"\r\n?", "\n", text))
    if normal.lstrip()[:4] != "### ":
        raise UnreadableForm("Teksten er ikke skrevet med en af formularerne.")
    parts = _HEADING.split(normal)
    found = [heading.strip() for heading in parts[1::2]]
    for kind in FORMS:
        labels = _labels(kind)
        if found == list(labels):
            values = dict(zip(labels.values(), map(_answer, parts[2::2]), strict=True))
            return _filled(kind, values)
    strange = next((one for one in found if one not in _all_labels()), None)
    twice = next((one for one in found if found.count(one) > 1), None)
    if twice:
        raise UnreadableForm(
            f"Overskriften »{_short(twice)}« står to gange. Et svar må ikke have linjer, der "
            "begynder med »### «."
        )
    if strange:
        raise UnreadableForm(
            f"Overskriften »{_short(strange)}« hører ikke til formularen. Et svar må ikke have "
            "linjer, der begynder med »### «."
        )
    raise UnreadableForm("Formularens felter mangler eller er flyttet. Udfyld formularen igen.")


def form_questions(kind: Kind) -> tuple[tuple[str, bool], ...]:
    """Return what a form asks for, each with whether it must be answered."""
    needed = {**{one.label: one.needed for one in QUESTIONS[kind]}, **_NEEDED_BY_FORMS[kind]}
    return tuple((label, needed.get(label, True)) for label in _labels(kind))


def form_labels(root: Path, kind: Kind) -> tuple[str, ...]:
    """Return the labels of a form as its file under `root` has them."""
    path = root / FORM_FOLDER / FORMS[kind]
    form = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return tuple(one["attributes"]["label"] for one in form["body"] if one["type"] != "markdown")


def _labels(kind: Kind) -> Mapping[str, str]:
    """Return a form's labels in their order, each with the name of its question."""
    own = {one.label: one.name for one in QUESTIONS[kind] if one.name not in _NOT_ASKED[kind]}
    return {NOTIFICATION_LABEL: "", **own} if kind == "report" else own


_NOT_ASKED: Final[Mapping[Kind, frozenset[str]]] = {
    # what the hub can find out or propose by itself
    "notification": frozenset(("id", "year", "succeeds", "publisher")),
    "round": frozenset(),
    "report": frozenset(("title", "publisher")),
}


_NEEDED_BY_FORMS: Final[Mapping[Kind, Mapping[str, bool]]] = {
    # where a form asks otherwise: the year of a new round is that of its date, and a report is
    # to the newest round where nothing else is said
    "notification": {"Sendt ud": True},
    "round": {},
    "report": {"Rundens år": False},
}


def _all_labels() -> frozenset[str]:
    return frozenset(label for kind in FORMS for label in _labels(kind))


def _answer(part: str) -> str:
    text = part.strip()
    return "" if text == _NO_ANSWER else text


def _filled(kind: Kind, values: Mapping[str, str]) -> Filled:
    chosen = {name: understood(WORDS.get(name, {}), value) for name, value in values.items()}
    if chosen.get("area"):
        chosen["area"] = slug(chosen["area"])
    answers = {name: value for name, value in chosen.items() if name and value}
    return Filled(kind, answers, _notification_id(values.get("", "")))


def _notification_id(answer: str) -> str:
    """Return the id in an answer: the id itself, or the last part of its page's address."""
    if answer.startswith(("https://", "http://")):
        return answer.partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2]
    return answer.strip("/")


def _short(text: str) -> str:
    return "".join(one if one.isprintable() else " " for one in text[:60])
