"""The words of the editors' table: what people see in it, and what the catalogue has for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from hub.catalogue.vocabulary import Vocabulary
from hub.editing.choices import Choice, standing_choices
from hub.editing.questions import ABOUT_CASE, ABOUT_OUTCOME, AREA, PUBLISHER
from hub.editing.yaml_writer import Value
from hub.text.date_forms import known_date
from hub.text.labels import LANGUAGES
from hub.text.slugs import slug

_DATES: Final = frozenset(("published", "report_due", "reported", "date"))
_SEPARATOR: Final = re.compile(r",|;|\n|\bog\b")
_LANGUAGES: Final = tuple(Choice(code, LANGUAGES[code]) for code in ("da", "en"))


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
        asked = (*ABOUT_CASE, *ABOUT_OUTCOME, AREA, PUBLISHER)
        offered = {one.name: standing_choices(one, vocabulary) for one in asked}
        choices = {**offered, "language": _LANGUAGES}
        values: dict[str, dict[str, str]] = {}
        for field, all_ in choices.items():
            named = [(name, one.value) for one in all_ for name in (one.label, *one.names)]
            # A value means itself, and a name the first that has it.
            named = [*((one.value, one.value) for one in all_), *named]
            values[field] = {slug(name): value for name, value in reversed(named)}
        labels = {field: {one.value: one.label for one in all_} for field, all_ in choices.items()}
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
            whole = self._value(field, text)
            parts = [part.strip() for part in _SEPARATOR.split(whole)]
            return tuple(self._value(field, part) for part in parts if part)
        if field in _DATES:
            return str(known_date(text) or text)
        return self._value(field, text)

    def _value(self, field: str, text: str) -> str:
        return self.values.get(field, {}).get(slug(text), text)
