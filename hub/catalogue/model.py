"""The catalogue as editors write it: notifications, their rounds, and their documents."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

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
    Year,
)

Scope = Literal["national", "regional"]
PolicyArea = Literal["social", "special_education"]
RoundKind = Literal["original", "renewed"]
Outcome = Literal[
    "sufficient",
    "renewed_treatment_requested",
    "temporary_order",
    "operating_order",
    "awaited",
    "not_found",
]
ListedYearMeaning = Literal["sent", "reported", "renewed"]


class Written(BaseModel):
    """What stands in a file of record: frozen, and no field that we do not know."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, use_attribute_docstrings=True, defer_build=True
    )


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

    format: Literal["pdf", "docx", "doc", "odt", "xlsx", "html"] | None = None
    """Filens format, når en kilde nævner det, og filen ikke selv er hentet. Eksempel: pdf."""

    reference: Line | None = None
    """Udgiverens journalnummer, ISBN eller lignende."""

    note: Prose | None = None
    """En bemærkning til læseren, i almindelig tekst."""

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
