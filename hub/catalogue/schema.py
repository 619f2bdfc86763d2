"""The catalogue's JSON Schema, by which editors' tools complete, explain and underline."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from hub.catalogue.descriptions import DescribedSchema
from hub.catalogue.field_docs import examples
from hub.catalogue.model import Catalogue
from hub.catalogue.schema_ids import listed_ids
from hub.catalogue.value_schemas import KNOWN_IDS
from hub.catalogue.vocabulary import Vocabulary

_LIST_MESSAGE: Final = "Skriv en liste: hvert punkt på sin egen linje, med en bindestreg foran."
_FIELDS_MESSAGE: Final = "Skriv felter med navn og værdi, hvert på sin egen linje og rykket ind."
_MOST_NAMED: Final = 12
"""Ids that a message lists; of more, it says where they stand."""


def catalogue_schema(vocabulary: Vocabulary | None = None) -> str:
    """Return the JSON Schema of the catalogue as text, with descriptions in Danish.

    With a vocabulary, its ids are listed where the catalogue refers to them.
    """
    ids = listed_ids(vocabulary) if vocabulary else {}
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_tidied(Catalogue.model_json_schema(schema_generator=DescribedSchema), ids),
        # A file beside a folder of notifications may hold the list alone.
        "anyOf": [{"required": ["notifications"]}, {"required": ["source_list"]}],
    }
    del schema["required"]
    for (model, field), example in examples().items():
        holder = schema if model == "Catalogue" else schema["$defs"][model]
        holder["properties"][field]["examples"] = [_typed(example, holder["properties"][field])]
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _typed(example: str | list[str], schema: Mapping[str, Any]) -> object:
    """Return an example as editors' tools read it: numbers and truths are no texts to them."""
    kinds = schema.get("type", ())
    if "integer" in kinds and str(example).isdigit():
        return int(str(example))
    return example == "true" if "boolean" in kinds and example in ("true", "false") else example


def _tidied(schema: Any, ids: Mapping[str, Mapping[str, str]]) -> Any:
    """Return a generated schema as editors' tools show it best.

    No generated titles, descriptions on one line, no default that says nothing, and an optional
    value as one schema that takes nothing too: of a choice of two, no message can be chosen.
    """
    if isinstance(schema, list):
        return [_tidied(item, ids) for item in schema]
    if not isinstance(schema, dict):
        return schema
    tidy = {
        key: " ".join(value.split())
        if key == "description" and isinstance(value, str)
        else _tidied(value, ids)
        for key, value in schema.items()
        if not (key == "title" and isinstance(value, str))
        and not (key == "default" and value in (None, []))
    }
    if names := ids.get(str(tidy.get(KNOWN_IDS))):
        tidy |= {"enum": list(names), "enumDescriptions": list(names.values())}
    if "enum" in tidy:
        words = tidy["enum"]
        few = len(words) <= _MOST_NAMED
        choices = ", ".join(words) if few else "id'erne i data/vocabulary.yaml"
        tidy["errorMessage"] = f"Skriv en af: {choices}."
    elif tidy.get("type") == "array":
        tidy["errorMessage"] = _LIST_MESSAGE
    match tidy:
        case {"$ref": reference, **rest}:
            return _fields(reference) | rest
        case {"anyOf": [dict() as value, {"type": "null"}], **rest}:
            return _optional(value) | rest
    return tidy


def _fields(reference: str) -> dict[str, Any]:
    """Return a schema of fields by which a wrong kind has our words, a wrong field those of it."""
    return {
        "type": "object",
        "errorMessage": _FIELDS_MESSAGE,
        "if": {"type": "object"},
        "then": {"$ref": reference},
    }


def _optional(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return a schema that takes what `value` takes, and nothing."""
    kinds = value["type"] if isinstance(value["type"], list) else [value["type"]]
    choices = {"enum": [*value["enum"], None]} if "enum" in value else {}
    return {**value, "type": [*kinds, "null"], **choices}
