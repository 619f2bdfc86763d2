"""The editors' table: a row for each case, renewed round, appendix and report, and its columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from hub.catalogue.tree import TreePath
from hub.text.slugs import slug

RowKind = Literal["notification", "round", "appendix", "report"]
Group = Literal["case", "round", "treatment", "document"]

GROUPS: Final[Mapping[RowKind, Mapping[Group, TreePath]]] = {
    # where the fields of a group stand within what a row of a kind is about
    "notification": {
        "case": (),
        "round": ("rounds", 0),
        "treatment": ("rounds", 0, "agency_treatment"),
        "document": ("rounds", 0, "notification"),
    },
    "round": {"round": (), "treatment": ("agency_treatment",), "document": ("notification",)},
    "appendix": {"document": ()},
    "report": {"document": ()},
}

ROW_KINDS: Final[Mapping[RowKind, tuple[str, ...]]] = {
    # what a kind of row is called in the table, and how else it may be written
    "notification": ("Udmelding", "Central udmelding", "Sag", "notification"),
    "round": ("Fornyet behandling", "Runde", "round", "renewed"),
    "appendix": ("Bilag", "appendix"),
    "report": ("Kommunernes svar", "Svar", "Afrapportering", "report", "regional_report"),
}


@dataclass(frozen=True, slots=True)
class EditorsColumn:
    """A column of the editors' table."""

    name: str
    """In English; what is needed to know a row by has no field of its own."""
    heading: str
    """In Danish."""
    group: Group | None = None
    field: str = ""
    also: tuple[str, ...] = ()
    """What else the column may be called."""

    def path(self, kind: RowKind) -> TreePath | None:
        """Return where the field stands within what a row is about, if it has a place there."""
        places = GROUPS[kind]
        if self.group is None or self.group not in places:
            return None
        return (*places[self.group], self.field)


KIND: Final = EditorsColumn("kind", "Slags", also=("art", "type"))
NOTIFICATION: Final = EditorsColumn("notification", "Udmelding", also=("id", "sag"))
YEAR: Final = EditorsColumn("year", "År", "round", "year", also=("rundens år",))

EDITORS_COLUMNS: Final = (
    KIND,
    NOTIFICATION,
    YEAR,
    EditorsColumn("title", "Titel", "case", "title"),
    EditorsColumn("target_group", "Målgruppe", "case", "target_group"),
    EditorsColumn("scope", "Gælder", "case", "scope"),
    EditorsColumn("policy_areas", "Fagområder", "case", "policy_areas", ("fagområde",)),
    EditorsColumn("summary", "Hvad sagen handler om", "case", "summary", ("resumé",)),
    EditorsColumn("listed_as", "Overskrift på sekretariatets liste", "case", "listed_as"),
    EditorsColumn("agency_page", "Styrelsens side", "case", "agency_page"),
    EditorsColumn("succeeds", "Afløser", "case", "succeeds"),
    EditorsColumn("published", "Sendt ud", "round", "published"),
    EditorsColumn("report_due", "Frist for kommunernes svar", "round", "report_due", ("frist",)),
    EditorsColumn("reported", "Kommunernes svar forelå", "round", "reported"),
    EditorsColumn("request", "Hvad kommunerne blev bedt om", "round", "request"),
    EditorsColumn("outcome", "Udfald", "treatment", "outcome"),
    EditorsColumn("outcome_date", "Behandlingens dato", "treatment", "date"),
    EditorsColumn("outcome_summary", "Styrelsens konklusion", "treatment", "summary"),
    EditorsColumn("document_title", "Dokumentets titel", "document", "title"),
    EditorsColumn("number", "Bilagets nummer", "document", "number", ("nummer",)),
    EditorsColumn("area", "Område", "document", "area", ("rapporteringsområde",)),
    EditorsColumn("url", "Dokumentets adresse", "document", "url", ("adresse", "link")),
    EditorsColumn("landing_page", "Side om dokumentet", "document", "landing_page"),
    EditorsColumn("date", "Dokumentets dato", "document", "date", ("dato",)),
    EditorsColumn("publisher", "Udgiver", "document", "publisher"),
    EditorsColumn("language", "Sprog", "document", "language"),
    EditorsColumn("reference", "Journalnummer", "document", "reference"),
    EditorsColumn("document_listed_as", "Linkets tekst på listen", "document", "listed_as"),
    EditorsColumn("note", "Bemærkning til dokumentet", "document", "note", ("bemærkning",)),
)
"""Every column, in the order of the table."""

COLUMNS_BY_HEADING: Final[Mapping[str, EditorsColumn]] = {
    slug(name): column
    for column in reversed(EDITORS_COLUMNS)
    for name in (*column.also, column.name, column.heading)
}
"""The column of each heading that is understood, by the heading's slug."""

KINDS_BY_WORD: Final[Mapping[str, RowKind]] = {
    slug(word): kind for kind, words in ROW_KINDS.items() for word in words
}
"""The kind of row that a word means, by the word's slug."""
