"""The catalogue as editors write it: notifications, their rounds, and their documents."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from hub.catalogue.document_model import (
    Activity,
    Copy,
    Disagreement,
    Document,
    LegalBasis,
    Outcome,
    Source,
    Treatment,
    Written,
)
from hub.catalogue.fields import (
    Address,
    AreaId,
    AuthorityId,
    Date,
    Id,
    Line,
    Prose,
    Year,
)

__all__ = [
    "Activity",
    "Catalogue",
    "Copy",
    "Disagreement",
    "Document",
    "LegalBasis",
    "ListedLink",
    "ListedYearMeaning",
    "Notification",
    "Outcome",
    "PolicyArea",
    "RelatedPage",
    "Round",
    "RoundKind",
    "Scope",
    "Source",
    "SourceList",
    "Treatment",
    "Written",
]

Scope = Literal["national", "regional"]
PolicyArea = Literal["social", "special_education"]
RoundKind = Literal["original", "renewed"]
ListedYearMeaning = Literal["sent", "reported", "renewed"]


class Round(Written):
    """En runde: den oprindelige udmelding eller en anmodning om fornyet behandling."""

    kind: RoundKind
    """original for den første runde, renewed for fornyet behandling."""

    year: Year
    """Året, runden blev sendt ud. Indgår i dokumenternes varige adresser."""

    listed_year: Year | None = None
    """Året, som sekretariatets liste sætter i parentes for runden."""

    listed_year_meaning: ListedYearMeaning | None = None
    """Hvad årstallet på listen betyder: sent, reported eller renewed."""

    published: Date | None = None
    """Hvornår runden blev sendt ud, så vidt det kendes."""

    report_due: Date | None = None
    """Fristen for afrapportering. Udelades, når den ikke er fundet."""

    reported: Date | None = None
    """Hvornår afrapporteringerne forelå, når det er kendt."""

    request: Prose | None = None
    """Hvad kommunerne blev bedt om, i egne ord."""

    notification: Document | None = None
    """Selve udmeldingen, eller anmodningen om fornyet behandling."""

    appendices: tuple[Document, ...] = ()
    """Bilagene."""

    regional_reports: tuple[Document, ...] = ()
    """Kommunernes fælles afrapporteringer, én for hvert rapporteringsområde."""

    agency_treatment: Treatment | None = None
    """Styrelsens behandling af afrapporteringerne."""

    themes: tuple[Prose, ...] = ()
    """De temaer, afrapporteringen skulle svare på."""

    schedule: tuple[Activity, ...] = ()
    """Tidsplanen."""

    sources: tuple[Source, ...] = ()
    """Kilderne til rundens oplysninger."""

    disagreements: tuple[Disagreement, ...] = ()
    """Steder, hvor kilderne siger hver sit."""


class RelatedPage(Written):
    """En side, der hører til sagen, men ikke er et af dens dokumenter."""

    title: Line
    """Sidens titel."""

    url: Address
    """Sidens adresse."""

    date: Date | None = None
    """Sidens dato, når den kendes."""

    area: AreaId | None = None
    """Det rapporteringsområde, siden handler om, når det er ét."""


class Notification(Written):
    """En central udmelding: en sag med en eller flere runder."""

    id: Id
    """Udmeldingens varige navn i adresser: små bogstaver, tal og bindestreger. Ændres aldrig."""

    title: Line
    """Titlen, som den vises."""

    listed_as: Line | None = None
    """Overskriften på sekretariatets liste, ord for ord. Udelades, når udmeldingen ikke står
    på listen; siden siger det så."""

    target_group: Line
    """Målgruppen med styrelsens ord."""

    scope: Scope
    """national (hele landet) eller regional."""

    policy_areas: tuple[PolicyArea, ...] = Field(min_length=1)
    """Områder: social (socialområdet) og special_education (specialundervisning)."""

    legal_basis: tuple[LegalBasis, ...] = ()
    """De bestemmelser, udmeldingen hviler på."""

    agency_page: Address | None = None
    """Styrelsens egen side om udmeldingen."""

    succeeds: Line | None = None
    """Id'et på en ældre udmelding om samme målgruppe, som denne afløser."""

    summary: Prose
    """Hvad sagen handler om, i to til fire sætninger, som enhver kan forstå."""

    note: Prose | None = None
    """En bemærkning til læseren om optegnelsen selv."""

    former_ids: tuple[Id, ...] = ()
    """Id'er, som udmeldingen har haft før, ældste først. De gamle adresser fører videre til
    siden."""

    rounds: tuple[Round, ...] = Field(min_length=1)
    """Runderne, ældste først."""

    related: tuple[RelatedPage, ...] = ()
    """Sider, der hører til sagen."""


class ListedLink(Written):
    """Et link på sekretariatets liste, som ikke hører til én udmelding."""

    listed_as: Line
    """Linkets tekst, ord for ord."""

    title: Line
    """Titlen, som den vises."""

    publisher: AuthorityId | None = None
    """Hvem der udgiver siden, der linkes til."""

    url: Address | None = None
    """Adressen, når den er fundet."""

    note: Prose | None = None
    """En bemærkning til læseren."""


class SourceList(Written):
    """Den liste, som kataloget bygger på."""

    title: Line
    """Listens titel."""

    url: Address
    """Listens adresse."""

    earlier_url: Address | None = None
    """Adressen på en ældre udgave."""

    publisher: AuthorityId
    """Hvem der fører listen."""

    links: tuple[ListedLink, ...] = ()
    """Listens links, som ikke hører til én udmelding."""


class Catalogue(Written):
    """Kataloget over centrale udmeldinger."""

    source_list: SourceList | None = None
    """Den liste, kataloget bygger på."""

    notifications: tuple[Notification, ...]
    """Udmeldingerne, i den rækkefølge de skal vises."""
