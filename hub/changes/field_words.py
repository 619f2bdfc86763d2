"""What each field is called when its change is told: the words stand in `field_words.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

Sentences = Mapping[str, str]
"""What is said of a value that is `changed`, `added` or `removed`, with placeholders."""

_SENTENCES = "sentences"


@dataclass(frozen=True, slots=True)
class FieldWords:
    """How the change of a field is told."""

    kind: str
    """`date`, `line`, `word`, `text`, `list`, or `own` for what is a change of its own."""
    name: str
    """The field as it stands in a sentence: »fristen«."""
    words: str = ""
    """The set that the field's words are of, if they are of one: `scopes`, `areas`."""


@cache
def field_words() -> Mapping[str, FieldWords]:
    """Return how each field is told, by model and name: `Round.report_due`."""
    return {
        f"{model}.{field}": _words(text)
        for model, fields in _written().items()
        if model != _SENTENCES
        for field, text in fields.items()
    }


def sentences_of(field: str) -> Sentences:
    """Return the sentences of a field: its own, or those of its kind."""
    written: Mapping[str, Sentences] = _written()[_SENTENCES]
    return written[field] if field in written else written[field_words()[field].kind]


def _words(text: str) -> FieldWords:
    kind, _, name = text.partition(" ")
    kind, _, words = kind.partition("/")
    return FieldWords(kind, name, words)


@cache
def _written() -> Mapping[str, Mapping[str, Any]]:
    text = Path(__file__).with_name("field_words.yaml").read_text(encoding="utf-8")
    written: Mapping[str, Any] = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506  # reads texts only
    return written
