"""The documents of a round as editors write them, with what supports them; the parts of `model`."""

from __future__ import annotations

from typing import Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, ModelWrapValidatorHandler, model_validator

from hub.catalogue.fault_bound import counted
from hub.catalogue.fields import (
    Address,
    AreaId,
    AuthorityId,
    Confidence,
    Date,
    Id,
    InstrumentId,
    Line,
    Number,
    Prose,
    Truth,
)

Outcome = Literal[
    "sufficient",
    "renewed_treatment_requested",
    "temporary_order",
    "operating_order",
    "awaited",
    "not_found",
]
FileFormat = Literal[
    "pdf", "docx", "xlsx", "pptx", "odt", "ods", "doc", "xls", "ppt", "rtf", "html"
]
"""The formats that are read."""


_WRITTEN_FIELDS: Final[dict[frozenset[str], set[str]]] = {}
"""The fields that were written of objects, one set for all with the same."""


class Written(BaseModel):
    """What stands in a file of record: frozen, and no field that we do not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    @model_validator(mode="wrap")
    @classmethod
    def _counted(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Type a value; its faults count among those of the file."""
        made = counted(handler, value)
        # pydantic keeps with each object which fields were written, in 728 bytes. Tens of thousands
        # have the same fields; frozen as they are, they can share what says so.
        written = made.model_fields_set
        shared = _WRITTEN_FIELDS.setdefault(frozenset(written), written)
        object.__setattr__(made, "__pydantic_fields_set__", shared)
        return made


class Source(Written):
    """Hvor en oplysning kommer fra."""

    title: Line
    """Kildens titel, som den kan nævnes for en læser. Eksempel: »Nyhed fra styrelsen, 2023«."""

    url: Address | None = None
    """Kildens adresse på nettet. Udelades, når kilden ikke findes på nettet."""

    supports: Line | None = None
    """Hvilken oplysning kilden er kilde til. Eksempel: »datoen for den fornyede behandling«."""

    confidence: Confidence | None = None
    """Hvor sikker oplysningen er: high (læst i kilden), medium (sluttet af den) eller low."""


class Disagreement(Written):
    """Et sted, hvor kilderne siger hver sit."""

    about: Line
    """Hvad uenigheden gælder. Eksempel: »Datoen for udsendelsen«."""

    used: Line
    """Hvad denne side bruger, og hvorfra. Eksempel: »1. november 2014 (styrelsen)«."""

    otherwise: Line
    """Hvad den anden kilde siger. Eksempel: »31. oktober 2014 (Nordjylland)«."""


class LegalBasis(Written):
    """En bestemmelse, som udmeldingen hviler på."""

    instrument: InstrumentId
    """Loven eller bekendtgørelsen: et id fra data/vocabulary.yaml. Eksempel: serviceloven."""

    provision: Line
    """Bestemmelsen i den. Eksempel: § 13 b, stk. 2."""

    version: Line | None = None
    """Den udgave, der gjaldt dengang. Eksempel: BEK nr. 1631 af 16/12/2016."""

    note: Prose | None = None
    """En bemærkning til læseren."""

    confidence: Confidence | None = None
    """Hvor sikker oplysningen er: high, medium eller low."""


class Copy(Written):
    """En kopi af et dokument et andet sted end hos udgiveren."""

    title: Line
    """Hvor kopien ligger. Eksempel: Folketinget, SOU alm. del 2019-20, bilag 96."""

    url: Address
    """Kopiens adresse."""

    official: Truth = False
    """true, når det er en myndighed, der har lagt kopien frem."""


class Document(Written):
    """Et dokument i en runde: udmelding, bilag, afrapportering eller styrelsens behandling."""

    title: Line
    """Titlen, som den vises, rettet for slåfejl. Eksempel: Bilag 1."""

    official_title: Line | None = None
    """Udgiverens egen titel, når den er en anden end den viste."""

    listed_as: Line | None = None
    """Linkets tekst på sekretariatets liste, ord for ord, med fejl. Udelades, når dokumentet
    ikke står på listen."""

    url: Address | None = None
    """Dokumentets egen adresse. Udelades, når den ikke er fundet; gæt den aldrig."""

    landing_page: Address | None = None
    """En side, der præsenterer dokumentet, hos udgiveren."""

    copies: tuple[Copy, ...] = ()
    """Kopier andre steder, som en læser kan bruge."""

    date: Date | None = None
    """Dokumentets dato, så vidt den kendes: 2019, 2019-11 eller 2019-11-26."""

    publisher: AuthorityId | None = None
    """Udgiveren: et id fra data/vocabulary.yaml. Navnet vises, som det var på datoen."""

    number: Number | None = None
    """Bilagets nummer. Eksempel: 1."""

    area: AreaId | None = None
    """Det rapporteringsområde, en afrapportering dækker. Eksempel: hovedstaden."""

    language: Literal["da", "en"] = "da"
    """Dokumentets sprog: da eller en."""

    format: FileFormat | None = None
    """Filens format, når en kilde nævner det, og filen ikke selv er hentet. Eksempel: pdf."""

    reference: Line | None = None
    """Udgiverens journalnummer, ISBN eller lignende."""

    note: Prose | None = None
    """En bemærkning til læseren, i almindelig tekst."""

    former_ids: tuple[Id, ...] = ()
    """Id'er, som dokumentet har haft i adresser før, ældste først. De gamle adresser fører
    videre."""

    withheld: Truth = False
    """true, når dokumentet ikke må gengives her; siden siger det så."""


class Treatment(Written):
    """Styrelsens behandling af afrapporteringerne i en runde."""

    outcome: Outcome
    """Udfaldet: sufficient, renewed_treatment_requested, temporary_order, operating_order,
    awaited (vurderingen er ikke faldet) eller not_found (vi har ikke fundet den)."""

    date: Date | None = None
    """Hvornår styrelsen afsluttede behandlingen, så vidt det kendes."""

    summary: Prose | None = None
    """Hvad styrelsen kom frem til, i en eller to sætninger og egne ord."""

    document: Document | None = None
    """Det dokument, der indeholder behandlingen."""

    confidence: Confidence | None = None
    """Hvor sikker oplysningen om udfaldet er: high, medium eller low."""


class Activity(Written):
    """En linje i en rundes tidsplan."""

    actor: Line
    """Hvem der gør det. Eksempel: Rammeaftalesekretariaterne."""

    activity: Prose
    """Hvad der sker."""

    start: Date | None = None
    """Hvornår det begynder."""

    end: Date | None = None
    """Hvornår det slutter, eller fristen."""
