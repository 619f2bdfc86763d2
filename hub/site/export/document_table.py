"""The table of documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from hub.catalogue.model import Document
from hub.documents.records import Record, Version
from hub.site.export.dataset import Dataset, RoundDocument
from hub.site.export.document_record import computed_document
from hub.site.export.table import DataTable, TableColumn, written

_MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class _Row:
    one: RoundDocument
    record: Record | None
    computed: Any

    @property
    def version(self) -> Version | None:
        return self.record.current if self.record else None


def _rows(dataset: Dataset) -> Iterator[_Row]:
    for one in dataset.documents:
        yield _Row(one, dataset.record(one.document), computed_document(dataset, one))


def _document(row: _Row) -> Document:
    return row.one.document.document


def _column(field: str, heading: str) -> TableColumn:
    return written(Document, field, heading, _document)


def _found(
    name: str, heading: str, description: str, value: Callable[[Version], Any], kind: Any = "string"
) -> TableColumn:
    def of(row: _Row) -> Any:
        version = row.version
        return value(version) if version else None

    return TableColumn(f"found_{name}", f"Fundet: {heading}", description, of, kind)


DOCUMENTS: Final = DataTable(
    name="documents",
    slug="dokumenter",
    title="Dokumenter",
    description="En række for hvert dokument.",
    key=("computed_id",),
    references=(("notification", "notifications"), ("area", "areas")),
    searched=("title", "official_title", "note"),
    rows=_rows,
    columns=(
        TableColumn(
            "computed_id",
            "Beregnet: id",
            "Dokumentets varige id.",
            lambda row: row.one.document.id,
        ),
        TableColumn(
            "notification",
            "Udmelding",
            "Udmeldingens id.",
            lambda row: row.one.entry.notification.id,
        ),
        TableColumn(
            "year",
            "Rundens år",
            "Året, runden blev sendt ud.",
            lambda row: row.one.round.round.year,
            "integer",
        ),
        TableColumn(
            "round_kind",
            "Rundens art",
            "original for den første runde, renewed for fornyet behandling.",
            lambda row: row.one.round.round.kind,
        ),
        TableColumn(
            "role",
            "Dokumentets art",
            "notification, appendix, regional_report eller treatment.",
            lambda row: row.one.document.role,
        ),
        _column("title", "Titel"),
        _column("official_title", "Udgiverens titel"),
        _column("date", "Dato"),
        _column("publisher", "Udgiver"),
        written(Document, "number", "Nummer", _document, "integer"),
        _column("area", "Område"),
        _column("language", "Sprog"),
        _column("format", "Format"),
        _column("reference", "Journalnummer"),
        _column("url", "Dokumentets adresse"),
        _column("landing_page", "Side om dokumentet"),
        _column("listed_as", "På sekretariatets liste"),
        _column("note", "Bemærkning"),
        TableColumn(
            "found_verdict",
            "Fundet: resultat",
            "Hvad der kom af at hente filen sidst.",
            lambda row: str(row.record.verdict) if row.record else None,
        ),
        _found("kind", "filens art", "Filens art, efter dens indhold.", lambda one: one.kind),
        _found("pages", "sider", "Hvor mange sider den har.", lambda one: one.pages, "integer"),
        _found("words", "ord", "Hvor mange ord der kunne læses.", lambda one: one.words, "integer"),
        _found("bytes", "byte", "Filens størrelse i byte.", lambda one: one.size, "integer"),
        _found(
            "megabytes",
            "MB",
            "Det samme i millioner byte, med to decimaler.",
            lambda one: round(one.size / _MEGABYTE, 2),
            "number",
        ),
        _found("sha256", "SHA-256", "Filens kontrolsum.", lambda one: one.sha256),
        _found("fetched", "hentet", "Dagen, hvor udgaven først blev set.", lambda one: one.fetched),
        TableColumn(
            "computed_publisher_name",
            "Beregnet: udgiverens navn",
            "Udgiverens navn, som det var på dokumentets dato.",
            lambda row: row.computed["publisher_name"],
        ),
        TableColumn(
            "computed_page",
            "Beregnet: stedet på sagens side",
            "Adressen på stedet på sagens side, hvor dokumentet står.",
            lambda row: row.computed["page"],
        ),
        TableColumn(
            "computed_text",
            "Beregnet: teksten",
            "Adressen på dokumentets tekst side for side, hvor den er læst.",
            lambda row: row.computed["text"],
        ),
    ),
)
