"""A notification in the API: what was written of the case, and what is computed of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from typing_extensions import TypedDict

from hub.catalogue.documents import DocumentRole
from hub.catalogue.model import Notification, Outcome
from hub.catalogue.vocabulary import OutcomeWords
from hub.site.entries import Entry
from hub.site.export.dataset import Dataset, RoundDocument
from hub.site.export.document_record import ComputedDocument, computed_document
from hub.site.export.file_record import FoundFileRecord, file_record
from hub.site.export.link_record import FoundLinkRecord, found_links
from hub.site.export.written_values import (
    described,
    shape_of,
    without_withheld,
    written_values,
)

WrittenNotification = Annotated[Mapping[str, Any], shape_of(Notification)]


@described
class CaseDocument(TypedDict):
    """Et af sagens dokumenter."""

    id: str
    """Dokumentets varige id."""
    role: DocumentRole
    """Hvad dokumentet er i runden."""
    written: str
    """Hvor det står i »written«, som en JSON Pointer: /rounds/0/notification."""
    found: FoundFileRecord | None
    """null, hvor der ikke er søgt efter en fil."""
    computed: ComputedDocument


@described
class OutcomeRecord(TypedDict):
    """Et udfald."""

    id: Outcome
    """Udfaldets navn i kataloget."""
    label: str
    """Udfaldet med få ord."""
    open: bool
    """Om der stadig er noget i vente."""


@described
class LawRecord(TypedDict):
    """En bestemmelse, som sagen hviler på."""

    instrument: str
    """Loven eller bekendtgørelsen: dens id i kataloget."""
    title: str
    """Dens titel."""
    provision: str
    """Bestemmelsen i den."""
    address: str | None
    """Hvor den kan læses; hos Retsinformation er det dens ELI."""


@described
class ComputedNotification(TypedDict):
    """Hvad der er regnet ud om en sag."""

    name: str
    """Hvem sagen gælder, med titlens ord."""
    page: str
    """Adressen på sagens side."""
    data: str
    """Adressen på sagens data."""
    changed: str | None
    """Dagen, hvor sagen sidst er ændret i kataloget, så vidt den kendes."""
    status: OutcomeRecord
    """Den nyeste rundes udfald."""
    outcomes: list[OutcomeRecord]
    """Hver rundes udfald, i rundernes rækkefølge."""
    succeeded_by: list[str]
    """Id'erne på nyere udmeldinger om den samme målgruppe."""
    law: list[LawRecord]


@described
class NotificationRecord(TypedDict):
    """En central udmelding som sag."""

    id: str
    """Udmeldingens varige id."""
    written: WrittenNotification
    """Det, som står i kataloget."""
    computed: ComputedNotification
    found_links: list[FoundLinkRecord]
    """Sagens adresser, som er kontrolleret, og hvad der kom af det."""
    documents: list[CaseDocument]
    """Dokumenterne, som en læser møder dem."""


def case_path(id_: str) -> str:
    """Return where the data of a case stand on the site."""
    return f"udmeldinger/{id_}/index.json"


def notification_record(
    dataset: Dataset, entry: Entry, documents: Sequence[RoundDocument]
) -> NotificationRecord:
    """Return all that is told of a case with these documents."""
    notification = entry.notification
    changed = dataset.changes.get(notification.id)
    written = written_values(notification)
    if len(documents) < sum(1 for round_ in entry.rounds for _ in round_.documents):
        written = without_withheld(written)
    return {
        "id": notification.id,
        "written": written,
        "computed": {
            "name": entry.name,
            "page": dataset.address(entry.address),
            "data": dataset.address(case_path(notification.id)),
            "changed": str(changed) if changed else None,
            "status": _outcome(entry.status),
            "outcomes": [_outcome(round_.outcome) for round_ in entry.rounds],
            "succeeded_by": [one.id for one in entry.succeeded_by],
            "law": [
                {
                    "instrument": law.instrument.id,
                    "title": law.instrument.title,
                    "provision": law.provision,
                    "address": law.address,
                }
                for law in entry.law
            ],
        },
        "found_links": found_links(dataset.links, written),
        "documents": [_case_document(dataset, one) for one in documents],
    }


def _case_document(dataset: Dataset, one: RoundDocument) -> CaseDocument:
    return {
        "id": one.document.id,
        "role": one.document.role,
        "written": one.pointer,
        "found": file_record(dataset.record(one.document)),
        "computed": computed_document(dataset, one),
    }


def _outcome(words: OutcomeWords) -> OutcomeRecord:
    return {"id": words.id, "label": words.label, "open": words.open}
