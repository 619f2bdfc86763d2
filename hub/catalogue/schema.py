"""The catalogue's JSON Schema, by which editors' tools complete, explain and underline."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hub.catalogue.descriptions import DescribedSchema
from hub.catalogue.field_docs import examples
from hub.catalogue.model import Catalogue

SCHEMA_FILE = "data/notifications.schema.json"


def catalogue_schema() -> str:
    """Return the JSON Schema of the catalogue as text, with descriptions in Danish."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_tidied(Catalogue.model_json_schema(schema_generator=DescribedSchema)),
    }
    for (model, field), example in examples().items():
        holder = schema if model == "Catalogue" else schema["$defs"][model]
        holder["properties"][field]["examples"] = [_typed(example, holder["properties"][field])]
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def write_schema(root: Path) -> Path:
    """Write the schema under `root` and return its path."""
    path = root / SCHEMA_FILE
    path.write_text(catalogue_schema(), encoding="utf-8")
    return path


def _typed(example: str | list[str], schema: dict[str, Any]) -> object:
    """Return an example as editors' tools read it: numbers and truths are no texts to them."""
    kinds = {schema.get("type"), *(one.get("type") for one in schema.get("anyOf", ()))}
    if "integer" in kinds and str(example).isdigit():
        return int(str(example))
    return example == "true" if "boolean" in kinds else example


def _tidied(schema: Any) -> Any:
    """Return the schema without generated titles, and with descriptions on one line."""
    if isinstance(schema, list):
        return [_tidied(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: " ".join(value.split())
        if key == "description" and isinstance(value, str)
        else _tidied(value)
        for key, value in schema.items()
        if not (key == "title" and isinstance(value, str))
    }
