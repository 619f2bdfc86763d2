"""The fields of the catalogue as people fill them in: their labels, and the kind of each value."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

import yaml
from pydantic import BaseModel

from hub.catalogue import fields
from hub.catalogue.descriptions import field_descriptions
from hub.catalogue.field_docs import examples, held_models
from hub.catalogue.model import Notification

FieldKind = Literal[
    "line",
    "prose",
    "date",
    "year",
    "number",
    "truth",
    "address",
    "id",
    "area",
    "publisher",
    "instrument",
    "choice",
    "group",
]
"""What a value is: the groups of the vocabulary by what refers to them, the rest by its form."""

_KINDS: Final[Mapping[Any, FieldKind]] = {
    fields.Line: "line",
    fields.Prose: "prose",
    fields.Date: "date",
    fields.Year: "year",
    fields.Number: "number",
    fields.Truth: "truth",
    fields.Address: "address",
    fields.Id: "id",
    fields.AreaId: "area",
    fields.AuthorityId: "publisher",
    fields.InstrumentId: "instrument",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """A field as people fill it in."""

    name: str
    label: str
    help: str
    kind: FieldKind
    needed: bool
    several: bool
    """Whether it is a list of values of its kind."""
    choices: tuple[str, ...]
    """The words that the catalogue has for it, where they are few."""
    default: str
    """What holds where it is left out; empty for a field that is then unknown."""
    holds: str
    """The name of the model whose fields the values have, if they have any."""
    one: str
    """What one of several is called in Danish."""
    example: str


@cache
def form_fields(model: type[BaseModel]) -> tuple[FormField, ...]:
    """Return the fields of a group of the catalogue, in its order."""
    hints = get_type_hints(model, include_extras=True)
    words = _words()[model.__name__]
    return tuple(_form_field(model, name, hints[name], words[name]) for name in model.model_fields)


def form_models() -> tuple[type[BaseModel], ...]:
    """Return a notification and all that it may hold, each after one that holds it."""
    return held_models(Notification)


def _form_field(
    model: type[BaseModel], name: str, hint: Any, words: Mapping[str, str]
) -> FormField:
    field = model.model_fields[name]
    alone = _without_none(hint)
    several = get_origin(alone) is tuple
    item = get_args(alone)[0] if several else alone
    is_group = isinstance(item, type) and issubclass(item, BaseModel)
    choices = tuple(map(str, get_args(item))) if get_origin(item) is Literal else ()
    kind: FieldKind = "group" if is_group else "choice" if choices else _KINDS[item]
    example = words.get("example") or examples().get((model.__name__, name), "")
    default = field.default if isinstance(field.default, str) else ""
    return FormField(
        name=name,
        label=words["label"],
        help=words.get("help") or field_descriptions(model).get(name, ""),
        kind=kind,
        needed=field.is_required(),
        several=several,
        choices=choices,
        default=default,
        holds=item.__name__ if is_group else "",
        one=words.get("one", ""),
        example=example if isinstance(example, str) else example[0],
    )


def _without_none(hint: Any) -> Any:
    """Return what a field holds where it is known."""
    if get_origin(hint) in (Union, types.UnionType):
        return next(one for one in get_args(hint) if one is not types.NoneType)
    return hint


@cache
def _words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    text = Path(__file__).with_name("field_labels.yaml").read_text(encoding="utf-8")
    words: Mapping[str, Any] = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506  # reads texts only
    return words
