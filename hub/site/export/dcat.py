"""The catalogue described for data portals, by the Danish profile DCAT-AP-DK 2.0.2."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from hub.site.export.api import API_FOLDER, list_path
from hub.site.export.csv_files import DATA_FILES, TABLES, excel_path, plain_path
from hub.site.export.data_package import PACKAGE_PATH
from hub.site.export.database import DATABASE_PATH
from hub.site.export.dataset import Dataset
from hub.site.export.openapi import OPENAPI_PATH
from hub.site.export.turtle import Node, turtle

TURTLE_PATH: Final = f"{DATA_FILES}/katalog.ttl"
JSON_LD_PATH: Final = f"{DATA_FILES}/katalog.jsonld"

_PREFIXES: Final = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_FORMAT: Final = "dct:MediaTypeOrExtent"
_EU: Final = "http://publications.europa.eu/resource/authority"
_MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types"
_KEYWORDS: Final = (
    *("centrale udmeldinger", "socialområdet", "specialundervisning", "kommuner"),
    *("rammeaftaler", "højt specialiserede tilbud"),
)


def turtle_files(dataset: Dataset) -> Iterator[tuple[str, bytes]]:
    """Yield the description as Turtle; nothing where the site's address is not known."""
    if dataset.site_address:
        yield TURTLE_PATH, turtle(_PREFIXES, catalogue_nodes(dataset)).encode()


def json_ld_files(dataset: Dataset) -> Iterator[tuple[str, bytes]]:
    """Yield the description as JSON-LD; nothing where the site's address is not known."""
    if dataset.site_address:
        document = {"@context": _PREFIXES, "@graph": catalogue_nodes(dataset)}
        yield JSON_LD_PATH, json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n"


def catalogue_nodes(dataset: Dataset) -> Sequence[Node]:
    """Return the description as a tree, whose root is the catalogue."""
    name = dataset.site_name or "Centrale udmeldinger"
    here = dataset.address("data/")
    common = {
        "dct:spatial": _concept("country/DNK", "dct:Location"),
        "dct:publisher": {
            "@id": f"{here}#udgiver",
            "@type": "foaf:Agent",
            "foaf:name": _danish(dataset.publisher or name),
        },
        **({"dct:modified": _day(str(dataset.changed))} if dataset.changed else {}),
    }
    service = {
        "@id": f"{here}#api",
        "@type": "dcat:DataService",
        "dct:title": _danish(f"{name}: API"),
        "dct:description": _danish("Filer med JSON, som kan hentes uden nøgle."),
        "dcat:endpointURL": {"@id": dataset.address(f"{API_FOLDER}/")},
        "dcat:endpointDescription": {"@id": dataset.address(OPENAPI_PATH)},
        "dcat:servesDataset": {"@id": f"{here}#datasaet"},
        **_licence(dataset),
    }
    catalogue = {
        "@id": f"{here}#katalog",
        "@type": "dcat:Catalog",
        "dct:title": _danish(name),
        "dct:description": _danish(
            "Et katalog over de centrale udmeldinger på socialområdet og specialundervisningen."
        ),
        "foaf:homepage": {"@id": dataset.site_address, "@type": "foaf:Document"},
        **common,
        **_licence(dataset),
        "dcat:themeTaxonomy": _taxonomy(),
        "dcat:dataset": {**_dataset(dataset, name), **common},
        "dcat:service": service,
    }
    return (catalogue,)


def _dataset(dataset: Dataset, name: str) -> dict[str, Any]:
    here = dataset.address("data/")
    return {
        "@id": f"{here}#datasaet",
        "@type": "dcat:Dataset",
        "dct:title": _danish(name),
        "dct:description": _danish(
            "Hver central udmelding med runder, dokumenter, frister og udfald, og de områder og "
            "kommuner, som svarer."
        ),
        "dct:identifier": {"@value": f"{here}#datasaet"},
        "dcat:keyword": [_danish(word) for word in _KEYWORDS],
        "dcat:theme": [_theme(code) for code in ("SOCI", "GOVE")],
        "dcat:landingPage": {"@id": here, "@type": "foaf:Document"},
        "dcat:contactPoint": {
            "@type": ["vcard:Kind", "vcard:Organization"],
            "vcard:fn": {"@value": dataset.publisher or name},
            "vcard:hasURL": {"@id": dataset.address("om/")},
        },
        # Not on the catalogue: the Danish shapes want another address there than the European ones.
        "dct:language": _concept("language/DAN", "dct:LinguisticSystem"),
        "dct:accessRights": _concept("access-right/PUBLIC", "dct:RightsStatement"),
        "dct:accrualPeriodicity": _concept("frequency/IRREG", "dct:Frequency"),
        "dcat:distribution": [*_distributions(dataset)],
    }


def _distributions(dataset: Dataset) -> Iterator[Node]:
    kinds = {".json": ("JSON", "application/json"), ".csv": ("CSV", "text/csv")}
    files = [
        ("Alle udmeldinger (JSON)", list_path("notifications")),
        ("Alle dokumenter (JSON)", list_path("documents")),
        *((f"{one.title} (CSV)", plain_path(one.name)) for one in TABLES),
        *((f"{one.title} til Excel (CSV)", excel_path(one.slug)) for one in TABLES),
        ("Tabellerne som Data Package", PACKAGE_PATH),
        ("Database (SQLite)", DATABASE_PATH),
    ]
    for title, path in files:
        address = {"@id": dataset.address(path)}
        kind, media_type = kinds.get(path[path.rindex(".") :], ("", "application/vnd.sqlite3"))
        yield {
            "@id": f"{dataset.address('data/')}#{path}",
            "@type": "dcat:Distribution",
            "dct:title": _danish(title),
            "dct:description": _danish(f"{title}, lavet hver gang webstedet bliver bygget."),
            "dcat:accessURL": address,
            "dcat:downloadURL": address,
            "dcat:mediaType": {"@id": f"{_MEDIA_TYPES}/{media_type}", "@type": "dct:MediaType"},
            **({"dct:format": _concept(f"file-type/{kind}", _FORMAT)} if kind else {}),
            **_licence(dataset),
        }


def _licence(dataset: Dataset) -> dict[str, Any]:
    if not dataset.licence:
        return {}
    return {"dct:license": {"@id": dataset.licence, "@type": "dct:LicenseDocument"}}


def _concept(name: str, kind: str) -> Node:
    """Return a term of the European Union's authority tables, with the class that it is used as."""
    table = name.rpartition("/")[0]
    return {"@id": f"{_EU}/{name}", "@type": kind, "skos:inScheme": {"@id": f"{_EU}/{table}"}}


def _taxonomy() -> Node:
    return {
        "@id": f"{_EU}/data-theme",
        "@type": "skos:ConceptScheme",
        "dct:title": {"@value": "Data theme", "@language": "en"},
    }


def _theme(code: str) -> Node:
    words = {"SOCI": "Befolkning og samfund", "GOVE": "Regeringen og den offentlige sektor"}
    return {
        **_concept(f"data-theme/{code}", "skos:Concept"),
        "skos:prefLabel": _danish(words[code]),
    }


def _danish(text: str) -> Node:
    return {"@value": text, "@language": "da"}


def _day(text: str) -> Node:
    return {"@value": text, "@type": "xsd:date"}
