"""The form for a new entry: its groups of fields, and what may be chosen in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from hub.catalogue.field_forms import FormField, form_fields, form_models
from hub.catalogue.loader import Records
from hub.catalogue.vocabulary import Vocabulary, name_on
from hub.settings import Settings
from hub.site.entry_table import entry_table
from hub.text import labels
from hub.text.collation import sort_key
from hub.text.dates import KnownDate

Choices = tuple[tuple[str, str], ...]
"""Values as the catalogue has them, each with what people call it."""

_GIVEN: Final = frozenset(("kind", "former_ids"))
"""Fields that nobody is asked for: the first round is the original one, and nothing has moved."""

_FIRST: Final[Mapping[str, tuple[str, ...]]] = {
    # of groups with many fields those that are seen at once, in their order; others are unfolded
    "Notification": (
        *("title", "target_group", "id", "scope", "policy_areas", "summary", "agency_page"),
        "rounds",
    ),
    "Round": (
        *("published", "year", "report_due", "request", "notification", "appendices"),
        *("regional_reports", "agency_treatment", "sources"),
    ),
    "Document": ("title", "number", "area", "url", "landing_page", "date", "publisher"),
}

_ONLY_IN: Final[Mapping[tuple[str, str], str]] = {
    # fields of documents that only documents of one list have
    ("Document", "number"): "appendices",
    ("Document", "area"): "regional_reports",
}

_OPTION_WORDS: Final[Mapping[str, labels.Labels]] = {
    "scope": labels.SCOPES,
    "policy_areas": labels.POLICY_AREAS,
    "listed_year_meaning": labels.LISTED_YEAR_MEANINGS,
    "confidence": labels.CONFIDENCES,
    "language": labels.LANGUAGES,
}


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field of the form."""

    field: FormField
    id: str
    """What its element is called in the page."""
    options: Choices
    only_in: str
    """The one list whose documents have the field; empty where all have it."""

    @property
    def is_list(self) -> bool:
        """Whether its values are added one by one, each with what belongs to it."""
        field = self.field
        return field.kind == "group" or (field.several and field.kind == "prose")


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group of fields."""

    name: str
    shown: tuple[FieldView, ...]
    folded: tuple[FieldView, ...]
    """What only some entries need; it stands between the others."""
    lists: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True)
class EntryForm:
    """What the page of the form is made of."""

    groups: tuple[GroupView, ...]
    table: Markup
    """What the script needs to know, as JSON that may stand in a page: the schema and the rules of
    writing."""


def entry_form(records: Records, settings: Settings, today: KnownDate) -> EntryForm:
    """Return the form for a new entry; the records must be without faults."""
    assert records.vocabulary is not None
    options = _options(records.vocabulary, today)
    groups = tuple(_group(model.__name__, form_fields(model), options) for model in form_models())
    # Not by Jinja's filter: it sorts the fields, and theirs is the order in which they are written.
    return EntryForm(groups, htmlsafe_json_dumps(entry_table(records, settings)))


def _group(name: str, fields: Sequence[FormField], options: Mapping[str, Choices]) -> GroupView:
    views = [
        FieldView(
            field=field,
            id=f"{name}-{field.name}".lower(),
            options=_options_of(field, options),
            only_in=_ONLY_IN.get((name, field.name), ""),
        )
        for field in fields
        if field.name not in _GIVEN
    ]
    by_name = {one.field.name: one for one in views}
    shown = [by_name[name] for name in _FIRST.get(name, by_name)]
    return GroupView(
        name,
        shown=tuple(one for one in shown if not one.is_list),
        folded=tuple(one for one in views if one not in shown),
        lists=tuple(one for one in shown if one.is_list),
    )


def _options_of(field: FormField, options: Mapping[str, Choices]) -> Choices:
    if field.name in options:
        return options[field.name]
    words = _OPTION_WORDS.get(field.name, {})
    return tuple((choice, _capital(words.get(choice, choice))) for choice in field.choices)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _options(vocabulary: Vocabulary, today: KnownDate) -> Mapping[str, Choices]:
    """Return what may be chosen in fields that refer to something, by the fields' names."""
    publishers = ((one.id, name_on(one.names, today)) for one in vocabulary.authorities)
    return {
        "area": tuple((one.id, name_on(one.names, today)) for one in vocabulary.areas),
        "publisher": _in_order(publishers),
        "instrument": _in_order((one.id, one.title) for one in vocabulary.instruments),
        "outcome": tuple((one.id, one.label) for one in vocabulary.outcomes),
        "format": tuple((one, one.upper()) for one in _formats()),
    }


def _formats() -> tuple[str, ...]:
    documents = next(model for model in form_models() if model.__name__ == "Document")
    return next(one.choices for one in form_fields(documents) if one.name == "format")


def _in_order(choices: Iterator[tuple[str, str]]) -> Choices:
    return tuple(sorted(choices, key=lambda one: sort_key(one[1])))
