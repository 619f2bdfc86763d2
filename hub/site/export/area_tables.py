"""The tables of areas and municipalities."""

from __future__ import annotations

from typing import Final

from hub.catalogue.municipalities import Municipality
from hub.site.export.dataset import Dataset
from hub.site.export.table import DataTable, TableColumn, plain


def _column(field: str, heading: str, description: str) -> TableColumn:
    return TableColumn(field, heading, description, lambda one: plain(getattr(one, field)))


AREAS: Final = DataTable(
    name="areas",
    slug="omraader",
    title="Områder",
    description="En række for hvert område, hvis kommuner svarer samlet.",
    key=("id",),
    rows=lambda dataset: dataset.vocabulary.areas,
    columns=(
        _column("id", "Id", "Områdets id."),
        TableColumn(
            "computed_name", "Beregnet: navn", "Det nyeste navn.", lambda one: one.names[-1].name
        ),
        _column("contact_council", "Kommunekontaktråd", "Områdets kommunekontaktråd (KKR)."),
        _column("steering_group", "Administrativ styregruppe", "Hvad styregruppen kalder sig her."),
        _column("site", "Websted", "Områdets eget websted."),
    ),
)


def _municipalities(dataset: Dataset) -> tuple[Municipality, ...]:
    return tuple(sorted(dataset.municipalities, key=lambda one: one.code))


MUNICIPALITIES: Final = DataTable(
    name="municipalities",
    slug="kommuner",
    title="Kommuner",
    description=(
        "En række for hver kommune; en kommune, der har skiftet navn eller område, har en for hver "
        "tid, ældste først."
    ),
    references=(("area", "areas"),),
    rows=_municipalities,
    columns=(
        _column("code", "Kode", "Kommunens officielle kode på fire cifre."),
        _column("name", "Navn", "Kommunens navn."),
        _column("official_name", "Officielt navn", "Navnet, hvor det ikke er navnet og »Kommune«."),
        _column("also", "Også kaldet", "Ældre og andre navne, som kommunen findes under."),
        _column("area", "Område", "Id'et på det område, der svarer for kommunen."),
        _column(
            "valid_from", "Gælder fra", "Hvornår rækken gælder fra; tom, hvor det altid gjaldt."
        ),
        _column("valid_to", "Gælder til", "Den sidste dag, rækken gælder; tom, mens den gælder."),
    ),
)
