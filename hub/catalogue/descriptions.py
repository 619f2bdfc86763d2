"""What the fields of a model mean: the docstrings below them, read when somebody asks.

Pydantic's `use_attribute_docstrings` reads the source of every model when it is defined, and every
command defines them all: it took a fifth of the time of `hub check`, which shows no description.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Mapping
from functools import cache
from itertools import pairwise

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import ModelSchema


@cache
def field_descriptions(model: type[BaseModel]) -> Mapping[str, str]:
    """Return the docstring of each field that has one, on one line, by the field's name.

    A field that a subclass declares anew has the subclass's words.
    """
    found: dict[str, str] = {}
    for held in reversed(model.__mro__):
        if issubclass(held, BaseModel) and held is not BaseModel:
            found |= _declared(held)
    return {name: text for name, text in found.items() if name in model.model_fields}


class DescribedSchema(GenerateJsonSchema):
    """A generator of JSON Schema that takes descriptions of fields from their docstrings."""

    def model_schema(self, schema: ModelSchema) -> JsonSchemaValue:
        """Return the schema of one model, each field with its description."""
        made = super().model_schema(schema)
        model: type[BaseModel] = schema["cls"]
        for name, text in field_descriptions(model).items():
            made["properties"][name]["description"] = text
        return made


def _declared(model: type[BaseModel]) -> dict[str, str]:
    """Return the docstrings below the fields in the model's own source."""
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(model))).body
    assert isinstance(definition, ast.ClassDef)
    return {
        field.target.id: " ".join(text.value.value.split())
        for field, text in pairwise(definition.body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
        and isinstance(text.value.value, str)
    }
