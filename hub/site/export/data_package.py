"""The tables described for programs, as a Data Package of Frictionless."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from hub.site.export.csv_files import DATA_FILES, MOST_ROWS, TABLES, parts_of, plain_path
from hub.site.export.dataset import Dataset
from hub.site.export.table import DataTable

PACKAGE_PATH: Final = f"{DATA_FILES}/datapackage.json"


def package_files(dataset: Dataset, most_rows: int = MOST_ROWS) -> Iterator[tuple[str, bytes]]:
    """Yield the description of the plain tables; it names them from its own folder."""
    whole = all(parts_of(table, dataset, most_rows) == 1 for table in TABLES)
    described: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "centrale-udmeldinger",
        "title": dataset.site_name or "Centrale udmeldinger",
        "description": (
            "Kolonner, hvis navn begynder med found_, er fundet af en fil af et program; computed_ "
            "er regnet ud; alle andre er skrevet af redaktører. En celle, der ville starte en "
            "formel i et regneark, har en apostrof foran, som skal tages væk igen."
        ),
        "resources": [
            one
            for table in TABLES
            for one in _resources(table, parts_of(table, dataset, most_rows), whole=whole)
        ],
    }
    if dataset.site_address:
        described["homepage"] = dataset.site_address
    if dataset.changed:
        described["version"] = str(dataset.changed)
    if dataset.licence:
        described["licenses"] = [{"path": dataset.licence}]
    if listed := dataset.source_list:
        described["sources"] = [{"title": listed.title, "path": listed.url}]
    text = json.dumps(described, ensure_ascii=False, indent=2)
    yield PACKAGE_PATH, text.encode() + b"\n"


def _resources(table: DataTable, count: int, *, whole: bool) -> Iterator[Any]:
    for number in range(1, count + 1):
        path = plain_path(table.name, number).removeprefix(f"{DATA_FILES}/")
        part = f" (del {number} af {count})" if count > 1 else ""
        yield {
            "name": path.removesuffix(".csv"),
            "path": path,
            "title": f"{table.title}{part}",
            "description": table.description,
            "type": "table",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "lineTerminator": "\r\n"},
            "schema": _schema(table, whole=whole),
        }


def _schema(table: DataTable, *, whole: bool) -> Any:
    """Return the schema of a table; keys are looked for in another where none is in parts."""
    schema: dict[str, Any] = {
        "fields": [
            {
                "name": column.name,
                "type": column.kind,
                "title": column.heading,
                "description": column.description,
            }
            for column in table.columns
        ],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.references and whole:
        keys = {one.name: one.key for one in TABLES}
        schema["foreignKeys"] = [
            {"fields": [field], "reference": {"resource": other, "fields": list(keys[other])}}
            for field, other in table.references
        ]
    return schema
