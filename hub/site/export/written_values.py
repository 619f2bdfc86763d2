"""What editors wrote, as plain values with the shape of the catalogue's models."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, GetPydanticSchema, with_config

described = with_config(ConfigDict(use_attribute_docstrings=True, extra="forbid"))
"""Marks a shape of the API: its docstrings are its descriptions, and nothing else may stand in it.

They are in the readers' language, for they are the descriptions in the JSON Schemas.
"""


def shape_of(model: type[BaseModel]) -> GetPydanticSchema:
    """Return the annotation of plain values that have the shape of a model."""
    return GetPydanticSchema(lambda _, handler: handler.generate_schema(model))


def written_values(model: BaseModel) -> dict[str, Any]:
    """Return what was written of something: nothing that was left out, dates as they stand."""
    return model.model_dump(mode="json", exclude_unset=True)


def without_withheld(value: Any) -> Any:
    """Return written values without the documents that are withheld."""
    if isinstance(value, list):
        return [without_withheld(one) for one in value if not _is_withheld(one)]
    if isinstance(value, dict):
        kept = ((name, one) for name, one in value.items() if not _is_withheld(one))
        return {name: without_withheld(one) for name, one in kept}
    return value


def _is_withheld(value: Any) -> bool:
    return isinstance(value, dict) and value.get("withheld") is True
