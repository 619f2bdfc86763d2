"""The files of the issue forms, made from the kinds of entries: labels, help and choices."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from hub.catalogue.vocabulary import Vocabulary
from hub.editing.choices import standing_choices
from hub.editing.entry_kinds import ENTRY_KINDS, EntryKind
from hub.editing.questions import Question
from hub.files import write_atomically

FORM_FOLDER: Final = ".github/ISSUE_TEMPLATE"
FORM_LABEL: Final = "ny-post"
"""The label by which the workflow knows an issue that a form for an entry made."""

_HEAD: Final = "# Made by `hub schema` of what is asked for in hub/editing/; edit that instead.\n"
_ADVICE: Final = (
    "Skriv kun det, du ved. Lad et felt stå tomt, når oplysningen ikke kendes.\n"
    "Svarene bliver til et forslag, som en redaktør ser efter, før det kommer på siden.\n"
)
_EXAMPLES: Final = {
    # what an answer may look like, where the catalogue's own example is not as people write
    "notification": "borgere-med-udviklingshaemning-og-dom",
    "date": "15. oktober 2020",
}


def form_texts(vocabulary: Vocabulary) -> Mapping[str, str]:
    """Return the text of each form by its path from the project's root."""
    return {
        f"{FORM_FOLDER}/{kind.form}": _HEAD
        + yaml.dump(
            _form(kind, vocabulary), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=98
        )
        for kind in ENTRY_KINDS.values()
    }


def stale_forms(root: Path, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the forms under `root` that are there and say something else than they must."""
    return tuple(
        name
        for name, text in form_texts(vocabulary).items()
        if (root / name).is_file() and (root / name).read_text(encoding="utf-8") != text
    )


def write_forms(root: Path, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Write the forms where the project has a folder of forms; return those that were changed."""
    if not (root / FORM_FOLDER).is_dir():
        return ()
    texts = form_texts(vocabulary)
    return tuple(
        name for name, text in texts.items() if write_atomically(root / name, text.encode())
    )


def _form(kind: EntryKind, vocabulary: Vocabulary) -> dict[str, Any]:
    return {
        "name": kind.form_name,
        "description": kind.form_about,
        "title": kind.form_name,
        "labels": [FORM_LABEL],
        "body": [
            {"type": "markdown", "attributes": {"value": _ADVICE}},
            *(_field(one, vocabulary) for one in kind.form_questions),
        ],
    }


def _field(question: Question, vocabulary: Vocabulary) -> dict[str, Any]:
    choices = standing_choices(question, vocabulary)
    attributes: dict[str, Any] = {"label": question.label}
    if question.help:
        attributes["description"] = question.help
    if choices:
        attributes["options"] = [one.label for one in choices]
    elif example := _EXAMPLES.get(question.shape) or _EXAMPLES.get(question.name):
        attributes["placeholder"] = example
    elif question.example:
        attributes["placeholder"] = question.example
    prose = "textarea" if question.shape == "prose" else "input"
    field: dict[str, Any] = {
        "type": "dropdown" if choices else prose,
        # The addresses that lead to a form name fields by these; `udmelding` is the oldest.
        "id": "udmelding" if question.name == "notification" else question.name,
        "attributes": attributes,
    }
    if question.needed:
        field["validations"] = {"required": True}
    return field


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as they are read."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002  # PyYAML's own form
        del indentless
        super().increase_indent(flow, indentless=False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
