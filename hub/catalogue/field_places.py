"""Where the fields of a model belong: which fields hold others, and what is near a stray one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from hub.catalogue.tree import MappingNode, SequenceNode, SourceFile, TreePath, find, line_text

Model = type[BaseModel]
Nearest = Callable[[str, tuple[str, ...]], str | None]
"""Finds the choice that a word was probably meant to be."""


def fields_at(model: Model, path: TreePath) -> tuple[str, ...]:
    """Return the fields of what a path leads to; lists and unions are looked through."""
    return tuple(_model_at(model, path).model_fields)


@cache
def field_names(model: Model) -> frozenset[str]:
    """Return the names of all fields, anywhere in a model."""
    return frozenset(_holders(model)) | frozenset(model.model_fields)


def stray_field(
    source: SourceFile, path: TreePath, model: Model, nearest: Nearest
) -> dict[str, object] | None:
    """Return what is to be said of a field that stands at `path` and belongs elsewhere.

    That is `field`, its name as it should be; `homes`, the fields under which it belongs; and
    where one of them is near, `line` and `spaces`, its line and how far its fields are indented.
    None where the name is known nowhere, or is a misspelt one of those that may stand there.
    """
    *around, name = path
    at, elsewhere = tuple(around), _holders(model)
    field = str(name)
    if field not in elsewhere:
        here = fields_at(model, at)
        near = nearest(field, tuple(dict.fromkeys((*here, *elsewhere))))
        if near is None or near in here:
            return None
        field = near
    home = home_of(source, (*at, field), model)
    if home is not None:
        place = source.place(home)
        held = next((str(step) for step in reversed(home) if isinstance(step, str)), source.file)
        values: dict[str, object] = {"field": field, "homes": (held,)}
        line = line_text(source, home, path)
        return {**values, "line": line, "spaces": place.column - 1}
    homes = _homes_below(model, at, field)
    if not homes and field == name:
        homes = elsewhere[field]
    return {"field": field, "homes": homes} if homes else None


def is_entry_at_top(source: SourceFile, path: TreePath, model: Model) -> bool:
    """Return whether a field of a notification is at the top of a file without a list of them."""
    if len(path) != 1 or path[0] not in fields_at(model, ("notifications",)):
        return False
    file, _ = source.part(path)
    return "notifications" in model.model_fields and not find(file.tree, "notifications")


def home_of(source: SourceFile, path: TreePath, model: Model) -> TreePath | None:
    """Return the path of the fields near a stray one among which it belongs, or None.

    Those under a field beside it come first, the nearest above it before the others; then those
    around it.
    """
    *around, name = path
    if name not in _holders(model):  # as of the many that a broken file has
        return None
    holder = source.value(tuple(around))
    if isinstance(holder, MappingNode):
        for below in _below(holder, tuple(around), model):
            if name in fields_at(model, below):
                return below
    for depth in range(len(around) - 1, -1, -1):
        above = tuple(around[:depth])
        if isinstance(source.value(above), MappingNode) and name in fields_at(model, above):
            return above
    return None


def _below(holder: MappingNode, at: TreePath, model: Model) -> Iterator[TreePath]:
    """Yield the paths of the fields that a mapping holds, the last first, each before its own."""
    path: TreePath
    for field, value in reversed(holder.items()):
        path, held = (*at, field), value
        if isinstance(value, SequenceNode) and value:
            path, held = (*path, len(value) - 1), value[-1]
        if isinstance(held, MappingNode) and field in fields_at(model, at):
            yield path
            yield from _below(held, path, model)


def _homes_below(model: Model, at: TreePath, name: str) -> tuple[str, ...]:
    """Return those fields of what a path leads to that may hold another."""
    return tuple(
        field
        for field, info in _model_at(model, at).model_fields.items()
        if any(name in held.model_fields for held in _models_in(info.annotation))
    )


@cache
def _holders(model: Model) -> dict[str, tuple[str, ...]]:
    """Return for each field's name the fields under which it may stand, anywhere in a model."""
    holders: dict[str, dict[str, None]] = {}
    waiting, seen = [model], {model}
    while waiting:
        for field, info in waiting.pop(0).model_fields.items():
            for held in _models_in(info.annotation):
                for name in held.model_fields:
                    holders.setdefault(name, {})[field] = None
                if held not in seen:
                    seen.add(held)
                    waiting.append(held)
    return {name: tuple(fields) for name, fields in holders.items()}


def _model_at(model: Model, path: TreePath) -> Model:
    return _model_by_names(model, tuple(step for step in path if isinstance(step, str)))


@cache
def _model_by_names(model: Model, names: tuple[str, ...]) -> Model:
    for name in names:
        held = model.model_fields.get(name)
        model = next(_models_in(held.annotation), model) if held else model
    return model


def _models_in(annotation: Any) -> Iterator[Model]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)
