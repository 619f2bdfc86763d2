"""Fill every free-text field of the files of record with a hostile text.

The fields are found by walking the models, so that a new field is tested as soon as it is there.
"""

from __future__ import annotations

from typing import Any, Literal, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from hub.catalogue.fields import (
    Address,
    AreaId,
    AuthorityId,
    Date,
    Id,
    InstrumentId,
    Line,
    Number,
    Prose,
    Truth,
    Year,
)


class Hostile:
    """Gives each field a hostile text of its own, and remembers which field got which."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.fields: dict[str, str] = {}
        """The field's name by the text that it got."""
        self._ids = 0
        self._plain = {Date: "2020", Id: "sag", Truth: "false", Number: "1", Year: "2020"} | {
            AreaId: "hovedstaden",
            AuthorityId: "styrelsen",
            InstrumentId: "serviceloven",
        }

    def made(self, model: type[BaseModel], **given: Any) -> dict[str, Any]:
        """Return values for every field of a model; `given` are those that must be as they are."""
        return {
            name: given[name] if name in given else self._value(f"{model.__name__}.{name}", kind)
            for name, kind in _fields(model).items()
        }

    def replaced(self, model: type[BaseModel], values: dict[str, Any]) -> dict[str, Any]:
        """Return values in which every free text of a model has become hostile."""
        return {
            name: self._replacement(f"{model.__name__}.{name}", _fields(model)[name], value)
            for name, value in values.items()
        }

    def _value(self, field: str, kind: Any) -> Any:
        kind = _without_none(kind)
        if kind in (Line, Prose):
            return self._text(field)
        if kind == Address:
            return f"https://sbst.dk/{field}-{len(self.fields)}"
        if kind in self._plain:
            return self._plain[kind]
        if get_origin(kind) is Literal:
            return "medium" if "medium" in get_args(kind) else get_args(kind)[0]
        if get_origin(kind) is tuple:
            inner = get_args(kind)[0]
            return [self._former_id() if inner == Id else self._value(field, inner)]
        return self.made(kind)

    def _former_id(self) -> str:
        """Return an id that is no other's."""
        self._ids += 1
        return f"tidligere-{self._ids}"

    def _replacement(self, field: str, kind: Any, value: Any) -> Any:
        kind = _without_none(kind)
        if kind in (Line, Prose):
            return self._text(field)
        if get_origin(kind) is tuple:
            return [self._replacement(field, get_args(kind)[0], one) for one in value]
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return self.replaced(kind, value)
        return value

    def _text(self, field: str) -> str:
        return self.marked(field, self.text)

    def marked(self, field: str, text: str) -> str:
        """Return a text for a field with a mark of its own, and remember it."""
        marked = f"{text} ¤{len(self.fields)}¤"
        self.fields[marked] = field
        return marked


def _fields(model: type[BaseModel]) -> dict[str, Any]:
    hints = get_type_hints(model, include_extras=True)
    return {name: hints[name] for name in model.model_fields}


def _without_none(kind: Any) -> Any:
    kinds = [one for one in get_args(kind) if one is not type(None)]
    return kinds[0] if type(None) in get_args(kind) else kind
