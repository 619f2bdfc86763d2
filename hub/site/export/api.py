"""The files of the API, version 1, as JSON: one for each case, and lists of everything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pydantic_core import to_json

from hub.site.export.api_files import SCHEMA_VERSION, Envelope, FileKind, ListEnvelope
from hub.site.export.area_record import area_records, municipality_records
from hub.site.export.case_record import case_path, notification_record
from hub.site.export.dataset import Dataset
from hub.site.export.deadline_record import deadline_records
from hub.site.export.document_record import document_record
from hub.site.export.shared_values import made_once

API_FOLDER: Final = "api/v1"
LARGEST_LIST: Final = 15 * 1000**2
"""Bytes of records in one file; what is more goes on in the next."""


def case_files(dataset: Dataset) -> Iterator[tuple[str, bytes]]:
    """Yield the file of each case with its path on the site."""
    for entry, record in zip(dataset.entries, case_records(dataset), strict=True):
        id_ = entry.notification.id
        changed = dataset.changes.get(id_)
        head = _envelope(dataset, "notification", str(changed) if changed else None)
        opened = to_json(head)[:-1]
        yield case_path(id_), opened + b',"notification":' + record + b"}\n"


@made_once
def case_records(dataset: Dataset) -> Sequence[bytes]:
    """Return the record of each case as JSON; the same bytes stand in two files."""
    cases = zip(dataset.entries, dataset.documents_of_cases, strict=True)
    return [to_json(notification_record(dataset, *one)) for one in cases]


def notification_list(dataset: Dataset) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the list of all cases."""
    yield from _list_files(dataset, "notifications", case_records(dataset))


def document_list(dataset: Dataset, largest: int = LARGEST_LIST) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the list of all documents, each of `largest` bytes of records at most."""
    records = (to_json(document_record(dataset, one)) for one in dataset.documents)
    yield from _list_files(dataset, "documents", records, largest)


def deadline_list(dataset: Dataset) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the list of all known deadlines, the earliest first."""
    records = sorted(
        deadline_records(dataset),
        key=lambda one: (one["computed"]["last_day"], one["notification"], one["round"]["year"]),
    )
    yield from _list_files(dataset, "deadlines", map(to_json, records))


def area_list(dataset: Dataset) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the list of areas."""
    yield from _list_files(dataset, "areas", map(to_json, area_records(dataset)))


def municipality_list(dataset: Dataset) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the list of municipalities; it is empty where the project has none."""
    yield from _list_files(dataset, "municipalities", map(to_json, municipality_records(dataset)))


def _list_files(
    dataset: Dataset, kind: FileKind, records: Iterable[bytes], largest: int = LARGEST_LIST
) -> Iterator[tuple[str, bytes]]:
    """Yield a list in as many files as it needs, each with what stands around its records."""
    parts = list(_parts(records, largest))
    total = sum(map(len, parts))
    for number, part in enumerate(parts, 1):
        is_last = number == len(parts)
        head: ListEnvelope = {
            **_envelope(dataset, kind, str(dataset.changed) if dataset.changed else None),
            "total": total,
            "page": number,
            "pages": len(parts),
            "next": None if is_last else dataset.address(list_path(kind, number + 1)),
        }
        opened = to_json(head)[:-1] + f',"{kind}":['.encode()
        yield list_path(kind, number), b"".join(_joined(opened, part))


def _joined(opened: bytes, records: Sequence[bytes]) -> Iterator[bytes]:
    """Yield what a file is made of: joined once, for it may be as large as all else here."""
    yield opened + b"\n"
    for number, record in enumerate(records):
        if number:
            yield b",\n"
        yield record
    yield b"\n]}\n"


def list_path(kind: str, page: int = 1) -> str:
    """Return where a file of a list stands on the site."""
    return f"{API_FOLDER}/{kind}{'' if page == 1 else f'-{page}'}.json"


def _parts(records: Iterable[bytes], largest: int) -> Iterator[list[bytes]]:
    """Yield the records of each file; an empty list has one file."""
    part: list[bytes] = []
    held = 0
    for record in records:
        if part and held + len(record) > largest:
            yield part
            part, held = [], 0
        part.append(record)
        held += len(record) + 2
    yield part


def schema_path(kind: str) -> str:
    """Return where the JSON Schema of a kind of file stands on the site."""
    return f"{API_FOLDER}/schemas/{kind}.json"


def _envelope(dataset: Dataset, kind: FileKind, changed: str | None) -> Envelope:
    listed = dataset.source_list
    return {
        "schema_version": SCHEMA_VERSION,
        "schema": dataset.address(schema_path(kind)),
        "licence": dataset.licence,
        "data_date": changed,
        "source": {
            "site": dataset.site_name,
            "address": dataset.site_address,
            "publisher": dataset.publisher,
            "list": listed.url if listed else None,
        },
    }
