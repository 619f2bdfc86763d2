"""The files of the API, version 1: what stands around the records, and which file has which."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final, Literal

from pydantic import Field
from typing_extensions import TypedDict

from hub.site.export.area_record import AreaRecord, MunicipalityRecord
from hub.site.export.case_record import NotificationRecord
from hub.site.export.deadline_record import DeadlineRecord
from hub.site.export.document_record import DocumentRecord
from hub.site.export.written_values import described

SCHEMA_VERSION: Final = "1.2"
"""Raised with what is added; a change of what is there needs another address than `/api/v1/`."""


@described
class SourceRecord(TypedDict):
    """Hvor oplysningerne kommer fra."""

    site: str
    """Webstedets navn."""
    address: str
    """Webstedets adresse; tom, hvor den ikke er sat."""
    publisher: str | None
    """Hvem der udgiver webstedet."""
    list: str | None
    """Adressen på den liste, som kataloget bygger på."""


@described
class Envelope(TypedDict):
    """Det, som står først i hver fil."""

    # Other shapes inherit these fields, and pydantic reads only a shape's own docstrings.

    schema_version: Annotated[
        str,
        Field(
            description=f"Formens version: {SCHEMA_VERSION}. Tallet før punktummet ændres kun med "
            "adressen."
        ),
    ]
    schema: Annotated[str, Field(description="Adressen på filens JSON Schema.")]
    licence: Annotated[
        str | None, Field(description="Adressen på den licens, som gælder for oplysningerne.")
    ]
    data_date: Annotated[
        str | None,
        Field(description="Dagen, hvor det sidst er ændret (ÅÅÅÅ-MM-DD), så vidt den kendes."),
    ]
    source: SourceRecord


@described
class ListEnvelope(Envelope):
    """Det, som står først i en liste."""

    total: Annotated[int, Field(description="Hvor mange der er i hele listen.")]
    page: Annotated[
        int, Field(description="Filens nummer, fra 1; en meget lang liste er delt i flere filer.")
    ]
    pages: Annotated[int, Field(description="Hvor mange filer listen er delt i.")]
    next: Annotated[str | None, Field(description="Adressen på den næste fil; null i den sidste.")]


@described
class NotificationFile(Envelope):
    """En udmelding: /udmeldinger/<id>/index.json."""

    notification: NotificationRecord


@described
class NotificationList(ListEnvelope):
    """Alle udmeldinger: /api/v1/notifications.json."""

    notifications: list[NotificationRecord]


@described
class DocumentList(ListEnvelope):
    """Alle dokumenter: /api/v1/documents.json."""

    documents: list[DocumentRecord]


@described
class DeadlineList(ListEnvelope):
    """Alle kendte frister, efter dato: /api/v1/deadlines.json."""

    deadlines: list[DeadlineRecord]


@described
class AreaList(ListEnvelope):
    """Områderne: /api/v1/areas.json."""

    areas: list[AreaRecord]


@described
class MunicipalityList(ListEnvelope):
    """Kommunerne: /api/v1/municipalities.json."""

    municipalities: list[MunicipalityRecord]


FileKind = Literal[
    "notification", "notifications", "documents", "deadlines", "areas", "municipalities"
]
FILE_SHAPES: Final[Mapping[FileKind, type]] = {
    "notification": NotificationFile,
    "notifications": NotificationList,
    "documents": DocumentList,
    "deadlines": DeadlineList,
    "areas": AreaList,
    "municipalities": MunicipalityList,
}
"""The shape of each kind of file."""
