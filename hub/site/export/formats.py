"""The formats of the open data: each named here alone.

The site's build writes them, `hub export` hands them out one by one, and the page about the open
data lists them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal, get_args

from hub.memory import garbage_collection_paused
from hub.site.export import api, csv_files, data_package, database, dcat, editors_table, openapi
from hub.site.export.api_files import FILE_SHAPES
from hub.site.export.case_record import case_path
from hub.site.export.citation_files import CitationStyle, citation_files, citation_path
from hub.site.export.dataset import Dataset
from hub.site.export.shared_values import forget
from hub.site.site_folder import SiteFolder
from hub.text.labels import CITATION_STYLES

Material = Literal["cases", "documents", "tables", "small"]
MATERIALS: Final[tuple[Material, ...]] = get_args(Material)
"""What formats are made of, in the order in which a build writes them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format of the open data."""

    name: str
    """What `hub export` calls it."""
    title: str
    """What readers call it."""
    description: str
    media_type: str
    path: str
    """Its file on the site; `<id>` stands for what each of several files has of its own."""
    files: Callable[[Dataset], Iterable[tuple[str, bytes]]]
    """Returns its files with their paths on the site."""
    parts: tuple[tuple[str, str], ...] = ()
    """Files of it that a reader may want one by one: what each is called, and its path."""
    needs_address: bool = False
    """Whether it is made only where the site's address is known."""
    made_of: Material = "small"
    """What much of it is made of, and other formats too."""
    is_published: bool = True
    """Whether it stands on the site; else only `hub export` writes it."""

    @property
    def is_of_cases(self) -> bool:
        """Whether it has one file for each case."""
        return "<id>" in self.path

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """Its files as a reader may open them, each with what it is called."""
        name = self.path.rpartition("/")[2]
        return self.parts or (() if "<" in self.path else ((name, self.path),))


def _citation_format(style: CitationStyle, media_type: str) -> Format:
    return Format(
        name=style,
        title=f"Henvisninger som {CITATION_STYLES[style]}",
        description="Henvisninger til en sag og hvert af dens dokumenter.",
        media_type=media_type,
        path=citation_path(style, "<id>"),
        made_of="cases",
        files=partial(citation_files, style=style),
    )


FORMATS: Final = (
    Format(
        name="notifications",
        title="Alle udmeldinger",
        description="Hver udmelding med alt, hvad kataloget ved om den.",
        media_type="application/json",
        path=api.list_path("notifications"),
        made_of="cases",
        files=api.notification_list,
    ),
    Format(
        name="cases",
        title="Én udmelding",
        description="Det samme for én udmelding ad gangen.",
        media_type="application/json",
        path=case_path("<id>"),
        made_of="cases",
        files=api.case_files,
    ),
    Format(
        name="documents",
        title="Alle dokumenter",
        description="Hvert dokument, hvad der er fundet af dets fil, og hvor det kan læses.",
        media_type="application/json",
        path=api.list_path("documents"),
        made_of="documents",
        files=api.document_list,
    ),
    Format(
        name="deadlines",
        title="Frister",
        description="Hver kendt frist for kommunernes svar, den tidligste først.",
        media_type="application/json",
        path=api.list_path("deadlines"),
        files=api.deadline_list,
    ),
    Format(
        name="areas",
        title="Områder",
        description="Områderne med deres navne gennem tiden og deres kommuner.",
        media_type="application/json",
        path=api.list_path("areas"),
        files=api.area_list,
    ),
    Format(
        name="municipalities",
        title="Kommuner",
        description="Kommunerne med kode, navn og område gennem tiden.",
        media_type="application/json",
        path=api.list_path("municipalities"),
        files=api.municipality_list,
    ),
    Format(
        name="excel",
        title="Tabeller til Excel",
        description=(
            "Udmeldinger, runder, dokumenter, områder og kommuner som CSV med semikolon og "
            "decimalkomma."
        ),
        media_type="text/csv",
        path=csv_files.excel_path("<tabel>"),
        parts=tuple((one.title, csv_files.excel_path(one.slug)) for one in csv_files.TABLES),
        made_of="tables",
        files=csv_files.excel_files,
    ),
    Format(
        name="csv",
        title="Tabeller til programmer",
        description="De samme tabeller som CSV med komma og feltnavne på engelsk.",
        media_type="text/csv",
        path=csv_files.plain_path("<tabel>"),
        parts=tuple((one.title, csv_files.plain_path(one.name)) for one in csv_files.TABLES),
        made_of="tables",
        files=csv_files.plain_files,
    ),
    Format(
        name="datapackage",
        title="Beskrivelse af tabellerne",
        description="Tabellernes kolonner, skrevet som en Data Package.",
        media_type="application/json",
        path=data_package.PACKAGE_PATH,
        made_of="tables",
        files=data_package.package_files,
    ),
    Format(
        name="sqlite",
        title="Database",
        description="De samme tabeller i én fil med fuldtekstsøgning; den åbner i Datasette.",
        media_type="application/vnd.sqlite3",
        path=database.DATABASE_PATH,
        made_of="tables",
        files=database.database_files,
    ),
    _citation_format("apa", "text/plain"),
    _citation_format("bibtex", "application/x-bibtex"),
    _citation_format("ris", "application/x-research-info-systems"),
    _citation_format("csl", "application/vnd.citationstyles.csl+json"),
    Format(
        name="dcat-turtle",
        title="Beskrivelse til dataportaler",
        description="Kataloget beskrevet efter DCAT-AP-DK 2.0.2, som Turtle.",
        media_type="text/turtle",
        path=dcat.TURTLE_PATH,
        files=dcat.turtle_files,
        needs_address=True,
    ),
    Format(
        name="dcat-jsonld",
        title="Den samme beskrivelse som JSON-LD",
        description="Kataloget beskrevet efter DCAT-AP-DK 2.0.2, som JSON-LD.",
        media_type="application/ld+json",
        path=dcat.JSON_LD_PATH,
        files=dcat.json_ld_files,
        needs_address=True,
    ),
    Format(
        name="openapi",
        title="Beskrivelse af API'et",
        description="Filerne og deres felter, skrevet som OpenAPI 3.1.",
        media_type="application/json",
        path=openapi.OPENAPI_PATH,
        files=openapi.openapi_files,
    ),
    Format(
        name="schemas",
        title="Skemaer",
        description="Formen af hver slags fil, skrevet som JSON Schema.",
        media_type="application/schema+json",
        path=api.schema_path("<navn>"),
        parts=tuple((f"{one}.json", api.schema_path(one)) for one in FILE_SHAPES),
        files=openapi.schema_files,
    ),
    Format(
        name="table",
        title="Redaktørernes tabel",
        description="Den tabel, som hub import læser, med det, som kataloget har nu.",
        media_type="text/csv",
        path=editors_table.EDITORS_TABLE_PATH,
        files=editors_table.editors_table,
        is_published=False,
    ),
)
"""Every format, in the order in which readers meet them."""

FORMATS_BY_NAME: Final[Mapping[str, Format]] = {one.name: one for one in FORMATS}


def write_open_data(site: SiteFolder, dataset: Dataset) -> None:
    """Write the files of every format into a site.

    What formats are made of is shared among those that are made of the same, and then let go.
    """
    published = [one for one in FORMATS if one.is_published]
    with garbage_collection_paused():
        for material in MATERIALS:
            for path, data in _files(
                [one for one in published if one.made_of == material], dataset
            ):
                site.write(path, data)
            forget()


def _files(formats: Sequence[Format], dataset: Dataset) -> Iterator[tuple[str, bytes]]:
    """Yield the files of formats, those that every case has case by case."""
    of_cases = [one.files(dataset) for one in formats if one.is_of_cases]
    for files in zip(*of_cases, strict=True):
        yield from files
    for one in formats:
        if not one.is_of_cases:
            yield from one.files(dataset)
