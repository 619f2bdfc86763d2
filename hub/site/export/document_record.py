"""A document in the API: what was written of it, what was found of its file, where it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from typing_extensions import TypedDict  # with the standard library's pydantic needs Python 3.12

from hub.catalogue.documents import DocumentRole
from hub.catalogue.model import Document, RoundKind
from hub.site.export.dataset import Dataset, RoundDocument
from hub.site.export.file_record import FoundFileRecord, file_record
from hub.site.export.link_record import FoundLinkRecord, found_links
from hub.site.export.written_values import described, shape_of, written_values

WrittenDocument = Annotated[Mapping[str, Any], shape_of(Document)]


@described
class RoundRecord(TypedDict):
    """Hvilken runde det er."""

    kind: RoundKind
    """original for den første runde, renewed for fornyet behandling."""
    year: int
    """Året, den blev sendt ud."""


@described
class ComputedDocument(TypedDict):
    """Hvad der er regnet ud om et dokument."""

    publisher_name: str | None
    """Udgiverens navn, som det var på dokumentets dato."""
    page: str
    """Adressen på stedet på sagens side, hvor dokumentet står."""
    text: str | None
    """Adressen på dokumentets tekst side for side, hvor den er læst."""


@described
class DocumentRecord(TypedDict):
    """Et dokument."""

    id: str
    """Dokumentets varige id."""
    notification: str
    """Id'et på den udmelding, det hører til."""
    round: RoundRecord
    role: DocumentRole
    """Hvad dokumentet er i runden: notification, appendix, regional_report eller treatment."""
    written: WrittenDocument
    """Det, som står i kataloget."""
    found: FoundFileRecord | None
    """null, hvor der ikke er søgt efter en fil."""
    found_links: list[FoundLinkRecord]
    """Dokumentets adresser, som er kontrolleret, og hvad der kom af det."""
    computed: ComputedDocument


def document_record(dataset: Dataset, one: RoundDocument) -> DocumentRecord:
    """Return all that is told of a document."""
    written = written_values(one.document.document)
    return {
        "id": one.document.id,
        "notification": one.entry.notification.id,
        "round": {"kind": one.round.round.kind, "year": one.round.round.year},
        "role": one.document.role,
        "written": written,
        "found": file_record(dataset.record(one.document)),
        "found_links": found_links(dataset.links, written),
        "computed": computed_document(dataset, one),
    }


def computed_document(dataset: Dataset, one: RoundDocument) -> ComputedDocument:
    """Return what is computed of a document."""
    file = one.document.file
    return {
        "publisher_name": one.document.publisher,
        "page": dataset.address(f"{one.entry.address}#{one.document.id}"),
        "text": dataset.address(f"dokumenter/{one.document.id}/")
        if file is not None and file.readable
        else None,
    }
