"""Examples for editors, and where readers meet each field: the words stand in `field_docs.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args

import yaml
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from hub.catalogue.descriptions import field_descriptions
from hub.catalogue.model import Catalogue


@dataclass(frozen=True, slots=True)
class FieldDoc:
    """What an editor is told of a field."""

    name: str
    meaning: str
    needed: bool
    example: str
    """As it stands in the YAML file; empty for a field that holds other fields."""
    shown: str
    """Where readers meet it."""
    choices: tuple[str, ...]
    """The words that may be written, where they are few."""
    holds: str
    """The name of the model whose fields the field holds, if it holds any."""


@dataclass(frozen=True, slots=True)
class ModelDoc:
    """A group of fields."""

    name: str
    meaning: str
    fields: tuple[FieldDoc, ...]


@cache
def field_docs() -> tuple[ModelDoc, ...]:
    """Return what is told of every field, each group after the one that holds it."""
    return tuple(
        ModelDoc(
            name=model.__name__,
            meaning=model.__doc__ or "",
            fields=tuple(_field(model, name, field) for name, field in model.model_fields.items()),
        )
        for model in held_models(Catalogue)
    )


@cache
def examples() -> Mapping[tuple[str, str], str | list[str]]:
    """Return the example of each field that has one, by the names of model and field."""
    return {
        (model, name): told["example"]
        for model, fields in _words().items()
        for name, told in fields.items()
        if "example" in told
    }


def held_models(model: type[BaseModel]) -> tuple[type[BaseModel], ...]:
    """Return a model and all that it may hold, each once, the nearest first."""
    waiting, seen = [model], [model]
    while waiting:
        for field in waiting.pop(0).model_fields.values():
            new = [held for held in _held(field.annotation) if held not in seen]
            waiting += new
            seen += new
    return tuple(seen)


@cache
def _words() -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    text = Path(__file__).with_name("field_docs.yaml").read_text(encoding="utf-8")
    words: Mapping[str, Any] = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506  # reads texts only
    return words


def _field(model: type[BaseModel], name: str, field: FieldInfo) -> FieldDoc:
    told = _words()[model.__name__][name]
    example = told.get("example", "")
    held = next(_held(field.annotation), None)
    return FieldDoc(
        name=name,
        meaning=field_descriptions(model).get(name, ""),
        needed=field.is_required(),
        example=example if isinstance(example, str) else "\n".join(f"- {one}" for one in example),
        shown=told["shown"],
        choices=tuple(_choices(field.annotation)),
        holds=held.__name__ if held else "",
    )


def _held(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _held(argument)


def _choices(annotation: Any) -> Iterator[str]:
    for argument in get_args(annotation):
        if isinstance(argument, str):
            yield argument
        else:
            yield from _choices(argument)
