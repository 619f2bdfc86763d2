"""The API described for programs: a JSON Schema for each kind of file, and an OpenAPI document."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaMode

from hub.catalogue.descriptions import DescribedSchema
from hub.site.export.api import API_FOLDER, list_path, schema_path
from hub.site.export.api_files import FILE_SHAPES, SCHEMA_VERSION, FileKind
from hub.site.export.case_record import case_path
from hub.site.export.dataset import Dataset

OPENAPI_PATH: Final = f"{API_FOLDER}/openapi.json"
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_SUMMARIES: Final[Mapping[FileKind, str]] = {
    "notification": "Én udmelding med dens runder og dokumenter",
    "notifications": "Alle udmeldinger",
    "documents": "Alle dokumenter",
    "deadlines": "Alle kendte frister for kommunernes svar",
    "areas": "Områderne, hvis kommuner svarer samlet",
    "municipalities": "Kommunerne og det område, der svarer for hver af dem",
}


class _Schemas(DescribedSchema):
    """Makes schemas without the titles that pydantic would make of the fields' names."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        del schema
        return False


# The shapes are our own and stay; a server that builds again and again would wait for them.


@cache
def _shapes() -> Mapping[FileKind, TypeAdapter[Any]]:
    """Return the shape of each kind of file as pydantic knows it."""
    return {kind: TypeAdapter(shape) for kind, shape in FILE_SHAPES.items()}


@cache
def _schemas() -> Mapping[FileKind, Mapping[str, Any]]:
    """Return the JSON Schema of each kind of file."""
    return {
        kind: shape.json_schema(mode="serialization", schema_generator=_Schemas)
        for kind, shape in _shapes().items()
    }


@cache
def _components() -> tuple[Mapping[FileKind, Any], Mapping[str, Any]]:
    """Return a reference to the schema of each kind of file, and all that they refer to."""
    mode: JsonSchemaMode = "serialization"
    references, defined = TypeAdapter.json_schemas(
        [(kind, mode, shape) for kind, shape in _shapes().items()],
        ref_template="#/components/schemas/{model}",
        schema_generator=_Schemas,
    )
    return {kind: schema for (kind, _), schema in references.items()}, defined["$defs"]


def schema_files(dataset: Dataset) -> Iterator[tuple[str, bytes]]:
    """Yield the JSON Schema of each kind of file."""
    for kind, made in _schemas().items():
        address = dataset.address(schema_path(kind))
        # Without the site's address there is nothing absolute that it could be known by.
        named = {"$id": address} if dataset.site_address else {}
        yield schema_path(kind), _json({"$schema": _DIALECT, **named, **made})


def openapi_files(dataset: Dataset) -> Iterator[tuple[str, bytes]]:
    """Yield the description of the API."""
    references, components = _components()
    licence = {"license": {"name": dataset.licence, "url": dataset.licence}}
    described = {
        "openapi": "3.1.0",
        "jsonSchemaDialect": _DIALECT,
        "info": {
            "title": dataset.site_name or "Centrale udmeldinger",
            "version": SCHEMA_VERSION,
            "description": (
                "Kataloget over centrale udmeldinger som filer, der kan hentes uden nøgle. "
                "Det, redaktører har skrevet, hedder written; det, et program har fundet af en "
                "fil, hedder found; og det, der er regnet ud, hedder computed."
            ),
            **(licence if dataset.licence else {}),
        },
        "servers": [{"url": dataset.site_address or "/"}],
        "paths": dict(_paths(references)),
        "components": {"schemas": components},
    }
    yield OPENAPI_PATH, _json(described)


def _paths(schemas: Mapping[FileKind, Any]) -> Iterator[tuple[str, Any]]:
    for kind, schema in schemas.items():
        summary = _SUMMARIES[kind]
        if kind == "notification":
            yield f"/{case_path('{id}')}", _path(schema, summary, kind, "id", {"type": "string"})
            continue
        yield f"/{list_path(kind)}", _path(schema, summary, kind)
        later = f"/{API_FOLDER}/{kind}-{{page}}.json"
        number = {"type": "integer", "minimum": 2}
        yield later, _path(schema, f"{summary}: de følgende filer", f"{kind}_page", "page", number)


def _path(
    schema: Any, summary: str, name: str, parameter: str | None = None, kind: Any = None
) -> Any:
    described = {"name": parameter, "in": "path", "required": True, "schema": kind}
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            **({"parameters": [described]} if parameter else {}),
            "responses": {
                "200": {
                    "description": summary,
                    "content": {"application/json": {"schema": schema}},
                },
                **({"404": {"description": "Den findes ikke"}} if parameter else {}),
            },
        }
    }


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"
