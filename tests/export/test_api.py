"""The API: each file as its schema says, stable by a contract, and nothing that is to stay out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from open_data import ADDRESS, AUTHOR, DAY, SHA, WITHHELD, WITHHELD_ADDRESS, dataset
from openapi_spec_validator import OpenAPIV31SpecValidator
from projects import ROOT, Project, documents, notifications
from referencing import Registry, Resource

from hub.site.export import api
from hub.site.export.api_files import SCHEMA_VERSION

CONTRACT = Path(__file__).parent / "api-v1.txt"
"""Every field of the API with its types. A line that goes away or changes is a new version."""

LISTS = ("notifications", "documents", "deadlines", "areas", "municipalities")
Files = Mapping[str, bytes]


def _read(files: Files, path: str) -> Any:
    return json.loads(files[path])


def _schema(files: Files, kind: str) -> Any:
    return _read(files, f"api/v1/schemas/{kind}.json")


def _instances(files: Files) -> Iterator[tuple[str, str]]:
    """Yield the path of each file of the API, and the kind of its schema."""
    for path in files:
        if path.startswith("api/v1/") and path.count("/") == 2 and "openapi" not in path:
            yield path, path.removeprefix("api/v1/").removesuffix(".json")
        if path.startswith("udmeldinger/") and path.endswith("/index.json"):
            yield path, "notification"


@pytest.fixture(params=["frozen_files", "hostile_files"])
def files(request: pytest.FixtureRequest) -> Files:
    return request.getfixturevalue(request.param)


def test_each_file_is_as_its_schema_says(files: Files):
    schemas = {kind: _schema(files, kind) for kind in ("notification", *LISTS)}
    read = [(kind, path, _read(files, path)) for path, kind in _instances(files)]

    faults = [
        (path, error.json_path, error.message)
        for kind, path, value in read
        for error in jsonschema.Draft202012Validator(
            schemas[kind], format_checker=jsonschema.FormatChecker()
        ).iter_errors(value)
    ]

    assert faults == []
    assert {kind for kind, _, _ in read} == {"notification", *LISTS}
    assert [value["schema"] for kind, _, value in read] == [
        f"{ADDRESS}api/v1/schemas/{kind}.json" for kind, _, _ in read
    ]


def test_each_schema_is_one_and_known_by_its_address(files: Files):
    schemas = [_schema(files, kind) for kind in ("notification", *LISTS)]
    for schema in schemas:
        jsonschema.Draft202012Validator.check_schema(schema)

    registry = Registry().with_resources(
        [(one["$id"], Resource.from_contents(one)) for one in schemas]
    )

    assert len(registry) == 6


def test_the_schemas_refuse_what_the_files_do_not_have(files: Files):
    """A schema that took everything would prove nothing."""
    whole = _read(files, "api/v1/documents.json")
    validator = jsonschema.Draft202012Validator(_schema(files, "documents"))
    first = whole["documents"][0]

    wrong = [
        {**whole, "licence": 1},
        {name: value for name, value in whole.items() if name != "schema_version"},
        {**whole, "documents": [{**first, "more": 1}]},
        {**whole, "documents": [{**first, "written": {}}]},
        {**whole, "documents": [{**first, "found": {"verdict": "perhaps"}}]},
    ]

    assert [validator.is_valid(one) for one in wrong] == [False] * len(wrong)
    assert validator.is_valid(whole)


def test_the_description_is_openapi_and_names_every_file(files: Files):
    described = _read(files, "api/v1/openapi.json")

    OpenAPIV31SpecValidator(described).validate()

    assert described["servers"] == [{"url": ADDRESS}]
    assert {f"/api/v1/{kind}.json" for kind in LISTS} <= set(described["paths"])
    assert "/udmeldinger/{id}/index.json" in described["paths"]


def test_the_contract_holds(frozen_files: Files):
    lines = sorted(
        {line for kind in ("notification", *LISTS) for line in _fields(frozen_files, kind)}
    )

    assert "\n".join(lines) + "\n" == CONTRACT.read_text(encoding="utf-8"), (
        "A field that is new belongs in the contract and in CHANGELOG_API.md, with a higher number "
        "behind the point; one that goes away or means something else needs another /api/."
    )
    assert f"## {SCHEMA_VERSION}" in (ROOT / "CHANGELOG_API.md").read_text(encoding="utf-8")


def test_each_field_of_the_api_is_explained(frozen_files: Files):
    schemas = [_schema(frozen_files, kind) for kind in ("notification", *LISTS)]

    without = {
        f"{shape}.{name}"
        for schema in schemas
        for shape, one in {"": schema, **schema["$defs"]}.items()
        for name, field in one.get("properties", {}).items()
        if not (field.get("description") or "$ref" in field or "$ref" in str(field))
        and shape not in {"DatedName", "ReportingArea", "Municipality"}
    }

    assert without == set()


def test_a_case_has_what_was_written_and_where_its_documents_stand(frozen: Project, frozen_files):
    for entry in notifications(frozen):
        told = _read(frozen_files, f"udmeldinger/{entry['id']}/index.json")["notification"]

        assert _as_texts(told["written"]) == _as_texts(entry)
        pointed = [_pointed(told["written"], one["written"])["title"] for one in told["documents"]]
        assert sorted(pointed) == sorted(one["title"] for one in documents(entry))


def test_the_lists_have_every_record_that_the_cases_have(files: Files):
    cases = [
        _read(files, path)["notification"]
        for path, kind in _instances(files)
        if kind == "notification"
    ]
    listed = _read(files, "api/v1/notifications.json")
    all_documents = _read(files, "api/v1/documents.json")

    assert sorted(one["id"] for one in cases) == sorted(
        one["id"] for one in listed["notifications"]
    )
    assert all(case in listed["notifications"] for case in cases)
    assert sorted(one["id"] for case in cases for one in case["documents"]) == sorted(
        one["id"] for one in all_documents["documents"]
    )
    assert all_documents["total"] == len(all_documents["documents"])


def test_deadlines_stand_by_date(files: Files):
    told = _read(files, "api/v1/deadlines.json")["deadlines"]

    days = [one["computed"]["last_day"] for one in told]

    assert days == sorted(days)
    assert len(days) > 2


def test_each_municipality_is_in_the_list_of_its_area(frozen_files: Files):
    areas = _read(frozen_files, "api/v1/areas.json")["areas"]
    told = _read(frozen_files, "api/v1/municipalities.json")["municipalities"]

    by_area = {one["id"]: one["computed"]["municipalities"] for one in areas}

    assert len(told) == 98
    assert [
        one["code"] for one in told if one["code"] not in by_area[one["computed"]["area"]]
    ] == []


def test_what_was_found_of_a_file_names_nobody(hostile_files: Files):
    case = _read(hostile_files, "udmeldinger/sag/index.json")["notification"]

    (found,) = [one["found"] for one in case["documents"] if one["id"] == "sag-2020-udmelding"]

    assert found["versions"] == [
        {"sha256": SHA, "fetched": "2026-11-20", "size": 1_234_567, "pages": 14}
    ]
    assert [path for path, data in hostile_files.items() if AUTHOR.encode() in data] == []


def test_what_was_found_of_links_stands_with_case_and_document(hostile_files: Files):
    case = _read(hostile_files, "udmeldinger/sag/index.json")["notification"]
    listed = _read(hostile_files, "api/v1/documents.json")["documents"]
    (document,) = [one for one in listed if one["id"] == "sag-2020-udmelding"]

    url, page = document["written"]["url"], case["written"]["agency_page"]
    found = {"verdict": "redirected", "since": "2026-11-18", "checked": DAY}
    of_url = {"address": url, **found, "moved_to": f"{url}/ny"}
    assert document["found_links"] == [of_url]
    assert of_url in case["found_links"]
    assert {"address": page, **found, "moved_to": f"{page}/ny"} in case["found_links"]
    addresses = [one["address"] for one in case["found_links"]]
    assert len(set(addresses)) == len(addresses)


def test_a_withheld_document_is_in_no_file(hostile_files: Files):
    signs = (WITHHELD, WITHHELD_ADDRESS, "cd" * 32, "bilag-7")

    told = [
        (path, one) for path, data in hostile_files.items() for one in signs if one.encode() in data
    ]

    assert told == []


def test_the_documents_after_a_withheld_one_are_still_pointed_at(hostile_files: Files):
    case = _read(hostile_files, "udmeldinger/sag/index.json")["notification"]

    pointed = {one["id"]: _pointed(case["written"], one["written"]) for one in case["documents"]}

    assert [pointed[f"sag-2020-bilag-{number}"]["number"] for number in (1, 2)] == [1, 2]


def test_a_long_list_goes_on_in_another_file(frozen: Project, frozen_files: Files):
    parts = dict(api.document_list(dataset(frozen), 10_000))

    whole = _read(frozen_files, "api/v1/documents.json")["documents"]
    paths = ["api/v1/documents.json", *(f"api/v1/documents-{n}.json" for n in range(2, 5))]
    assert list(parts) == paths[: len(parts)]
    assert len(parts) > 2
    assert [one for part in parts.values() for one in json.loads(part)["documents"]] == whole
    assert [json.loads(part)["next"] for part in parts.values()] == [
        *(ADDRESS + path for path in list(parts)[1:]),
        None,
    ]


def _as_texts(value: Any) -> Any:
    """Return values as the YAML has them: everything is a text there."""
    if isinstance(value, dict):
        return {name: _as_texts(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_as_texts(one) for one in value]
    return str(value).lower() if isinstance(value, bool) else str(value).strip()


def _pointed(value: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        value = value[int(step) if isinstance(value, list) else step]
    return value


def _fields(files: Files, kind: str) -> Iterator[str]:
    """Yield each field of a kind of file as its path, and the types that it may have."""
    schema = _schema(files, kind)
    yield from _fields_of(schema, schema, kind)


def _fields_of(schema: Any, root: Any, path: str) -> Iterator[str]:
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    for name, field in schema.get("properties", {}).items():
        needed = "" if name in schema.get("required", ()) else "?"
        yield f"{path}.{name}{needed}: {_types(field, root)}"
        for part in (field, *field.get("anyOf", ())):
            yield from _fields_of(part, root, f"{path}.{name}")
            if "items" in part:
                yield from _fields_of(part["items"], root, f"{path}.{name}[]")


def _types(field: Any, root: Any) -> str:
    if "$ref" in field:
        return _types(root["$defs"][field["$ref"].rpartition("/")[2]], root)
    if "anyOf" in field:
        return " | ".join(sorted({_types(one, root) for one in field["anyOf"]}))
    values = [*field.get("enum", ()), *([field["const"]] if "const" in field else ())]
    return " | ".join(map(str, values)) or str(field.get("type"))
