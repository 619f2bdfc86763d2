"""The words of the editors' table: what people see in it, and what the catalogue has for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from hub.catalogue.vocabulary import Vocabulary, name_on
from hub.editing.yaml_writer import Value
from hub.text.dates import KnownDate
from hub.text.labels import LANGUAGES, POLICY_AREAS, SCOPES
from hub.text.slugs import slug

_DATES: Final = frozenset(("published", "report_due", "reported", "date"))
_DANISH_DATE = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})")
_SEPARATOR = re.compile(r",|;|\n|\bog\b")


@dataclass(frozen=True, slots=True)
class TableWords:
    """The words of the fields that have a closed set."""

    labels: Mapping[str, Mapping[str, str]]
    """What each value of a field is called, by the field."""
    values: Mapping[str, Mapping[str, str]]
    """The value that a word means, by the field and the word's slug."""

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> TableWords:
        """Return the words of a vocabulary; what has several names is known by each of them."""
        named: dict[str, dict[str, list[str]]] = {
            "area": {one.id: [name.name for name in one.names] for one in vocabulary.areas},
            "publisher": {
                one.id: [name.name for name in one.names] for one in vocabulary.authorities
            },
            "outcome": {str(one.id): [one.label] for one in vocabulary.outcomes},
            "scope": {value: [label] for value, label in SCOPES.items()},
            "policy_areas": {value: [label] for value, label in POLICY_AREAS.items()},
            "language": {value: [LANGUAGES[value]] for value in ("da", "en")},
        }
        newest: dict[str, dict[str, str]] = {
            "area": {one.id: name_on(one.names, None) for one in vocabulary.areas},
            "publisher": {one.id: name_on(one.names, None) for one in vocabulary.authorities},
        }
        values: dict[str, dict[str, str]] = {}
        for field, words in named.items():
            for value, names in words.items():
                for name in names:
                    values.setdefault(field, {}).setdefault(slug(name), value)
            values[field] |= {slug(value): value for value in words}
        labels = {
            field: newest.get(field) or {value: names[0] for value, names in words.items()}
            for field, words in named.items()
        }
        return cls(labels, values)

    def shown(self, field: str, value: object) -> str:
        """Return a value of the catalogue as people see it; a word that means another stays out."""
        if value is None:
            return ""
        if isinstance(value, tuple):
            return ", ".join(self.shown(field, one) for one in value)
        text = str(value)
        label = self.labels.get(field, {}).get(text, text)
        return label if self.values.get(field, {}).get(slug(label), text) == text else text

    def read(self, field: str, text: str) -> Value:
        """Return what a cell means; what is not understood stays, for the check to refuse it."""
        if field == "policy_areas":
            parts = (part.strip() for part in _SEPARATOR.split(text))
            return tuple(self._value(field, part) for part in parts if part)
        if field in _DATES:
            return _date(text)
        return self._value(field, text)

    def _value(self, field: str, text: str) -> str:
        return self.values.get(field, {}).get(slug(text), text)


def _date(text: str) -> str:
    """Return a date as the catalogue has it, where a Danish spreadsheet writes it otherwise."""
    match = _DANISH_DATE.fullmatch(text)
    if match is None:
        return text
    day, month, year = (int(part) for part in match.groups())
    try:
        return str(KnownDate.parse(f"{year:04}-{month:02}-{day:02}"))
    except ValueError:
        return text
