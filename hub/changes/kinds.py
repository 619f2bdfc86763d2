"""What a change means for readers: »1 ny udmelding, 2 nye bilag, 1 link virker ikke«."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from pydantic import BaseModel, ConfigDict

from hub.changes.field_changes import FieldChange
from hub.text.danish import list_text

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    # what has changed, as it is said of one and of several; in the order of the summary
    "notification-new": ("ny udmelding", "nye udmeldinger"),
    "notification-gone": ("fjernet udmelding", "fjernede udmeldinger"),
    "notification-changed": ("ændret udmelding", "ændrede udmeldinger"),
    "round-new": ("ny runde", "nye runder"),
    "round-gone": ("fjernet runde", "fjernede runder"),
    "round-changed": ("ændret runde", "ændrede runder"),
    "deadline": ("ændret frist", "ændrede frister"),
    "outcome": ("nyt udfald", "nye udfald"),
    "appendix-new": ("nyt bilag", "nye bilag"),
    "regional_report-new": ("ny afrapportering", "nye afrapporteringer"),
    "document-new": ("nyt dokument", "nye dokumenter"),
    "document-gone": ("fjernet dokument", "fjernede dokumenter"),
    "document-changed": ("ændret dokument", "ændrede dokumenter"),
    "document-withheld": ("dokument vises ikke mere", "dokumenter vises ikke mere"),
    "document-shown": ("dokument vises igen", "dokumenter vises igen"),
    "version": ("dokument er ændret hos udgiveren", "dokumenter er ændret hos udgiveren"),
    "link-broken": ("link virker ikke", "links virker ikke"),
    "link-mended": ("link virker igen", "links virker igen"),
    "order": ("ny rækkefølge", "nye rækkefølger"),
    "source-list": ("ændring i listen bag kataloget", "ændringer i listen bag kataloget"),
    "page-new": ("ny side", "nye sider"),
    "page-gone": ("fjernet side", "fjernede sider"),
    "page-changed": ("ændret side", "ændrede sider"),
    "words": ("ændring i ord, navne eller forløb", "ændringer i ord, navne eller forløb"),
}
NO_CHANGES: Final = "Ingen ændringer for læserne."


class Change(BaseModel):
    """One change that readers meet."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    what: str
    """A key of `WORDS`."""
    title: str
    page: str
    """Where readers meet it, from the site's root; for what is gone, where it was."""
    case: str = ""
    """The notification's id, if it is about one."""
    round: str = ""
    """Which round of the case it is about: kind, year and number, `renewed-2024-1`."""
    document: str = ""
    """The document's id, if it is about one."""
    area: str = ""
    """The id of the reporting area, if it is about one only."""
    address: str = ""
    """Of a link that broke or was mended."""
    mark: str = ""
    """What tells it from others of its kind about the same, made of what stands there now: a
    date, a day, a checksum. Two changes that end in the same state have the same mark."""
    documents: int = 0
    """How many documents came with a new case or round."""
    details: tuple[FieldChange, ...] = ()
    """What of it has changed, field by field."""


def summary(found: Sequence[Change]) -> str:
    """Return the changes in one line."""
    counts = Counter(one.what for one in found)
    parts = [
        f"{counts[what]} {words[counts[what] > 1]}" for what, words in WORDS.items() if counts[what]
    ]
    return f"{list_text(parts)}." if parts else NO_CHANGES
