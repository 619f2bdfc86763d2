"""What the script of the form for a new entry needs to know of the hub and of the catalogue.

The catalogue grows, and a page must not: what is known of it is a file of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from hub.catalogue.address_slips import OTHER_HOSTS, REFUSED, Slips
from hub.catalogue.documents import walk_documents
from hub.catalogue.field_forms import form_fields, form_models
from hub.catalogue.fields import RESERVED_IDS, is_private_host
from hub.catalogue.loader import CATALOGUE_FOLDER, Records
from hub.catalogue.model import Catalogue, Notification
from hub.catalogue.parser import HIDDEN_CHARACTER
from hub.catalogue.schema import catalogue_schema
from hub.catalogue.vocabulary import Hosts
from hub.diagnostics.rules import all_rules
from hub.editing.transaction import NEW_FILE_HEAD
from hub.editing.yaml_writer import NEED_NO_QUOTES, UNSAFE, WIDTH, typed_patterns
from hub.settings import Settings
from hub.text.address_keys import address_key
from hub.text.collation import sort_key
from hub.text.date_forms import date_table
from hub.text.dates import SEASONS
from hub.text.hostnames import ascii_host

LONGEST_ADDRESS: Final = 8000
"""Bytes of an address that a host surely takes; GitHub refuses a little more."""

CATALOGUE_TABLE_FILE: Final = "assets/entry/catalogue.json"
"""What the script needs to know of the catalogue, beside the script."""

_WORDS: Final = frozenset(("description", "examples", "errorMessage", "enumDescriptions"))
"""Keywords of the schema that hold what is said to people."""


def entry_table(records: Records, settings: Settings) -> Mapping[str, Any]:
    """Return what the script needs to know of the hub; the records must be without faults."""
    assert records.hosts is not None
    return {
        "schema": _schema(),
        "writing": {
            "width": WIDTH,
            "unsafe": UNSAFE.pattern,
            "typed": typed_patterns(),
            "plain": sorted(NEED_NO_QUOTES),
            "head": NEW_FILE_HEAD,
        },
        "hidden": HIDDEN_CHARACTER.pattern,
        "reserved": RESERVED_IDS.pattern,
        "seasons": SEASONS,
        "dates": _of_javascript(date_table()),
        "slips": [*_slips(REFUSED), *_slips(OTHER_HOSTS, elsewhere=True)],
        "hosts": sorted(_allowed(records.hosts)),
        "folder": CATALOGUE_FOLDER,
        "newFile": settings.new_file_address,
        "longestAddress": LONGEST_ADDRESS,
    }


def catalogue_table(catalogue: Catalogue) -> Mapping[str, Any]:
    """Return what the script needs to know of the catalogue.

    These are the ids that are taken with their first years, the notifications that a new one may
    succeed, and the addresses of documents.
    """
    urls = (one.document.url for one in walk_documents(catalogue))
    older = ((one.id, f"{one.title} ({first_year(one)})") for one in catalogue.notifications)
    return {
        "taken": {one.id: first_year(one) for one in catalogue.notifications},
        "older": sorted(older, key=lambda one: sort_key(one[1])),
        "addresses": sorted({address_key(url) for url in urls if url}),
    }


def write_catalogue_table(site: Path, catalogue: Catalogue) -> None:
    """Write what the script needs to know of the catalogue, where the site has the form."""
    file = site / CATALOGUE_TABLE_FILE
    if file.parent.is_dir():
        text = json.dumps(catalogue_table(catalogue), ensure_ascii=False, separators=(",", ":"))
        file.write_text(text, encoding="utf-8", newline="\n")


def _slips(slips: Slips, *, elsewhere: bool = False) -> Iterator[Mapping[str, Any]]:
    """Yield what goes wrong when an address is copied, in the words of its rule."""
    rules = all_rules()
    for rule, pattern, _ in slips:
        yield {
            "rule": rule,
            "pattern": _of_javascript(pattern),
            "elsewhere": elsewhere,
            "words": rules[rule].message["da"],
        }


def _of_javascript(value: Any) -> Any:
    """Return values whose patterns name their groups as JavaScript does: without a P."""
    if isinstance(value, str):
        return value.replace("(?P<", "(?<")
    if isinstance(value, Mapping):
        return {name: _of_javascript(one) for name, one in value.items()}
    return [_of_javascript(one) for one in value] if isinstance(value, tuple) else value


def first_year(notification: Notification) -> int:
    """Return the year of the first round."""
    return min(one.year for one in notification.rounds)


def _allowed(hosts: Hosts) -> Iterator[str]:
    """Yield the hosts that an address may have, as the check judges it."""
    for one in hosts.hosts:
        host = ascii_host(one.host)
        if one.private or not is_private_host(host):
            yield host


def _schema() -> Mapping[str, Any]:
    """Return the parts of the JSON Schema that a notification is made of, each field with its kind.

    What is said to people in it is left out: the page says it.
    """
    schema = _without_words(json.loads(catalogue_schema()))
    definitions = schema["$defs"]
    models = {model.__name__: model for model in form_models()}
    for name, model in models.items():
        for field in form_fields(model):
            definitions[name]["properties"][field.name]["kind"] = field.kind
    return {name: definitions[name] for name in models}


def _without_words(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_without_words(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    return {key: _without_words(one) for key, one in schema.items() if key not in _WORDS}
