"""The areas and the municipalities in the API."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from typing_extensions import TypedDict

from hub.catalogue.municipalities import Municipality
from hub.catalogue.vocabulary import ReportingArea
from hub.site.export.dataset import Dataset
from hub.site.export.written_values import described, shape_of, written_values
from hub.text.slugs import slug

WrittenArea = Annotated[Mapping[str, Any], shape_of(ReportingArea)]
WrittenMunicipality = Annotated[Mapping[str, Any], shape_of(Municipality)]


@described
class ComputedArea(TypedDict):
    """Hvad der er regnet ud om et område."""

    page: str
    """Adressen på områdets side."""
    municipalities: list[str]
    """Koderne på de kommuner, som området svarer for, og som der ikke er sat nogen slutdato for."""


@described
class AreaRecord(TypedDict):
    """Et område, hvis kommuner svarer samlet."""

    id: str
    """Områdets id."""
    written: WrittenArea
    """Det, som er skrevet om området."""
    computed: ComputedArea


@described
class ComputedMunicipality(TypedDict):
    """Hvad der er regnet ud om en kommune."""

    page: str
    """Adressen på kommunens side."""
    name: str
    """Det nyeste navn."""
    area: str
    """Det nyeste område."""


@described
class MunicipalityRecord(TypedDict):
    """En kommune."""

    code: str
    """Kommunens officielle kode på fire cifre."""
    written: list[WrittenMunicipality]
    """Kommunen i hver sin tid, ældste først."""
    computed: ComputedMunicipality


def area_records(dataset: Dataset) -> Iterator[AreaRecord]:
    """Yield the areas in the order of the vocabulary."""
    for area in dataset.vocabulary.areas:
        codes = {
            one.code for one in dataset.municipalities if one.area == area.id and not one.valid_to
        }
        yield {
            "id": area.id,
            "written": written_values(area),
            "computed": {
                "page": dataset.address(f"omraader/{area.id}/"),
                "municipalities": sorted(codes),
            },
        }


def municipality_records(dataset: Dataset) -> Iterator[MunicipalityRecord]:
    """Yield the municipalities by their codes."""
    by_code: dict[str, list[Any]] = {}
    for row in dataset.municipalities:
        by_code.setdefault(row.code, []).append(row)
    for code, rows in sorted(by_code.items()):
        yield {
            "code": code,
            "written": [written_values(row) for row in rows],
            "computed": {
                "page": dataset.address(f"kommuner/{slug(rows[0].name)}/"),
                "name": rows[-1].name,
                "area": rows[-1].area,
            },
        }
