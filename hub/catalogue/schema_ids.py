"""The ids of the vocabulary as the JSON Schema lists them, and whether it still does."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from hub.catalogue.value_schemas import KNOWN_IDS
from hub.catalogue.vocabulary import Vocabulary
from hub.diagnostics.problem import Place, Problem

SCHEMA_FILE: Final = "data/notifications.schema.json"


def check_schema(root: Path, vocabulary: Vocabulary | None) -> Iterator[Problem]:
    """Yield that the schema under `root` has other ids than the vocabulary, if it is there."""
    try:
        schema = json.loads((root / SCHEMA_FILE).read_bytes())
    except (OSError, ValueError, RecursionError):
        return  # there is none, or `hub schema --check` says it
    if vocabulary is None:
        return
    listed = dict(_ids_in(schema))
    for group, names in listed_ids(vocabulary).items():
        if group in listed and listed[group] != set(names):
            missing = ", ".join(sorted(set(names) ^ listed[group]))
            yield Problem("schema-stale", Place(SCHEMA_FILE, 1, 1), values={"value": missing})


def listed_ids(vocabulary: Vocabulary) -> Mapping[str, Mapping[str, str]]:
    """Return for each group what its ids are called: the newest name, where it is dated."""
    return {
        "areas": {one.id: one.names[-1].name for one in vocabulary.areas},
        "authorities": {one.id: one.names[-1].name for one in vocabulary.authorities},
        "instruments": {one.id: one.short_title for one in vocabulary.instruments},
    }


def _ids_in(schema: Any) -> Iterator[tuple[str, set[str]]]:
    """Yield each group whose ids a schema lists, with the ids."""
    if isinstance(schema, dict):
        if isinstance(schema.get("enum"), list) and isinstance(schema.get(KNOWN_IDS), str):
            yield schema[KNOWN_IDS], {one for one in schema["enum"] if isinstance(one, str)}
        schema = list(schema.values())
    if isinstance(schema, list):
        for part in schema:
            yield from _ids_in(part)
