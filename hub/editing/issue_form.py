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
from typing import Final

from hub.editing.entry_kinds import ENTRY_KINDS, Kind
from hub.editing.questions import Answers

LARGEST_ISSUE: Final = 1_000_000
"""Bytes of an event or an answer that are read; GitHub's own limit of an issue is lower."""

_NO_ANSWERS: Final = ("_No response_", "None")
"""What GitHub writes where nothing was answered, and where nothing was chosen."""
_HEADING: Final = re.compile(r"^### (.+)$", re.MULTILINE)


class UnreadableForm(Exception):
    """The text is not what a form writes; the message says in Danish what is wrong."""


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form as it was filled in."""

    kind: Kind
    texts: Answers
    """What was written, by the names of the questions; nothing is read as the catalogue has it."""


def read_issue(data: bytes) -> str:
    """Return an issue's text from GitHub's event (JSON), or from the text itself.

    Raises UnreadableForm.
    """
    if len(data) > LARGEST_ISSUE:
        raise UnreadableForm("Teksten er for lang.")
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    if not text.lstrip().startswith("{"):
        return text
    try:
        body = json.loads(text)["issue"]["body"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UnreadableForm("Filen er ikke en hændelse med en formular.") from None
    # Half of a pair of surrogates can stand in JSON, but in no file.
    return str(body or "").encode("utf-8", "replace").decode()


def read_form(text: str) -> FilledForm:
    """Return the answers of the form that a text was made by. Raises UnreadableForm."""
    normal = unicodedata.normalize("NFC", re.sub(r"\r\n?", "\n", text))
    if normal.lstrip()[:4] != "### ":
        raise UnreadableForm("Teksten er ikke skrevet med en af formularerne.")
    parts = _HEADING.split(normal)
    found = [heading.strip() for heading in parts[1::2]]
    for kind in ENTRY_KINDS:
        labels = _labels(kind)
        if found == list(labels):
            values = zip(labels.values(), map(_answer, parts[2::2]), strict=True)
            return FilledForm(kind, {name: value for name, value in values if value})
    twice = next((one for one in found if found.count(one) > 1), None)
    if twice:
        raise UnreadableForm(
            f"Overskriften »{_short(twice)}« står to gange. Et svar må ikke have linjer, der "
            "begynder med »### «."
        )
    known = {label for kind in ENTRY_KINDS for label in _labels(kind)}
    strange = next((one for one in found if one not in known), None)
    if strange:
        raise UnreadableForm(
            f"Overskriften »{_short(strange)}« hører ikke til formularen. Et svar må ikke have "
            "linjer, der begynder med »### «."
        )
    raise UnreadableForm("Formularens felter mangler eller er flyttet. Udfyld formularen igen.")


def _labels(kind: Kind) -> Mapping[str, str]:
    """Return a form's labels in their order, each with the name of its question."""
    return {one.label: one.name for one in ENTRY_KINDS[kind].form_questions}


def _answer(part: str) -> str:
    text = part.strip()
    return "" if text in _NO_ANSWERS else text


def _short(text: str) -> str:
    return "".join(one if one.isprintable() else " " for one in text[:60])
