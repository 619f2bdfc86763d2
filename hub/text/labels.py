"""The Danish words of closed sets, each set once: pages, search and scripts take them from here.

A set's members are the keys; a test holds them against the types they come from.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

Labels = Mapping[str, str]

DOCUMENT_ROLES: Final[Labels] = {
    "notification": "Udmelding",
    "appendix": "Bilag",
    "regional_report": "Kommunernes svar",
    "treatment": "Styrelsens behandling",
}
"""What a document of each role is called in a list."""

RENEWED_REQUEST: Final = "Fornyet behandling"
"""What the notification of a renewed round is called in a list."""

ROUND_KINDS: Final[Labels] = {"original": "Central udmelding", "renewed": RENEWED_REQUEST}
"""What a round is called in its heading."""

ROUND_DISPATCHES: Final[Labels] = {"original": "Sendt ud", "renewed": RENEWED_REQUEST}
"""What stands before the date of a round in a list."""

ROUND_DOCUMENTS: Final[Labels] = {
    "original": "Udmelding og bilag",
    "renewed": "Anmodning og bilag",
}
"""The heading over a round's own documents."""

LANE_EVENTS: Final[Labels] = {
    "sent": "Sendt ud",
    "deadline": "Frist for svar",
    "answers": "Kommunernes svar",
    "assessment": "Styrelsens vurdering",
    "renewal": "Bedt om fornyet behandling",
    "successor": "Ny udmelding om samme målgruppe",
}
"""What the marks of a lane stand for; the sheet numbers them in this order."""

DURATIONS: Final[Labels] = {
    "deadline": "Fra udsendelse til frist",
    "answers": "Fra udsendelse til svar",
    "outcome": "Fra udsendelse til styrelsens vurdering",
}
"""The lengths of time that are told of a round."""

ANSWER_STATES: Final[Labels] = {
    "found": "Svar fundet",
    "mentioned": "Omtalt",
    "missing": "Ikke fundet",
}
"""What was found of an area's answer in a round."""

SCOPES: Final[Labels] = {"national": "hele landet", "regional": "en del af landet"}

POLICY_AREAS: Final[Labels] = {
    "social": "socialområdet",
    "special_education": "specialundervisning",
}

LISTED_YEAR_MEANINGS: Final[Labels] = {
    "sent": "året, den blev sendt ud",
    "reported": "året for kommunernes svar",
    "renewed": "året for den fornyede behandling",
}

CONFIDENCES: Final[Labels] = {
    "high": "sikker kilde",
    "medium": "nogenlunde sikker kilde",
    "low": "usikker kilde",
}

LINK_VERDICTS: Final[Labels] = {
    "ok": "virker",
    "redirected": "virker, men er flyttet",
    "broken": "virker ikke",
    "blocked": "lukkede for vores kontrol",
    "unchecked": "kunne ikke kontrolleres",
}
"""What the state of a link is called, the good ones first."""

FILE_TROUBLES: Final[Labels] = {
    "not-a-document": "Linket fører ikke længere til dokumentet.",
    "damaged": "Filen hos udgiveren er beskadiget.",
    "blocked": "Vi kunne ikke hente filen selv, men du kan måske.",
    "unchecked": "Vi kunne ikke kontrollere linket sidst.",
    "broken": "Linket virker ikke.",
    "unsafe": "Linket fører et sted hen, som vi ikke følger.",
}
"""What is wrong with a file, by the verdict of fetching it; nothing where it was fetched."""

UNREADABLE_FILES: Final[Labels] = {
    "password": "kræver adgangskode",
    "no-text": "ingen læsbar tekst i filen",
    "time": "kunne ikke læses",
    "memory": "kunne ikke læses",
    "crash": "kunne ikke læses",
    "unreadable": "kunne ikke læses",
}
"""Why a file has no text, by the outcome of reading it."""

PAGE_LACKS: Final[Labels] = {
    "unread": "Siden kunne ikke læses. Se den i originalen.",
    "picture": "Siden er et billede uden tekst. Se den i originalen.",
    "unreadable": "Sidens tekst kan ikke læses af en maskine. Se den i originalen.",
    "blank": "Siden har ingen tekst.",
}
"""Why a page of a file has no text."""

MISSING_FROM_ARCHIVE: Final[Labels] = {
    "no-address": "Vi har ikke fundet et direkte link til dokumentet.",
    "not-fetched": "Dokumentet er ikke hentet.",
    "password": "Dokumentet kræver adgangskode.",
    "no-text": "Der er ingen læsbar tekst i filen.",
    "none": "Filen er af en slags, som ikke bliver læst.",
    "unreadable": "Filen kunne ikke læses.",
    "too-large": "Originalen er for stor til at ligge i arkivet.",
    "damaged": "Vores kopi af originalen er beskadiget eller mangler.",
}
"""Why a document's text or its own file is not in the archive of its case."""

PDF_SHORTCOMINGS: Final[Labels] = {
    "tagged": "er ikke gjort klar til skærmlæser",
    "title": "har ingen titel",
    "language": "oplyser ikke sit sprog",
}
"""What a PDF lacks that a reader with a screen reader needs, by what was looked for."""

LANGUAGES: Final[Labels] = {
    "da": "dansk",
    "en": "engelsk",
    "sv": "svensk",
    "nb": "norsk",
    "no": "norsk",
}
"""The languages that files are known to be in, by their codes."""

CASE, CONTENT_PAGE, OVERVIEW, EDITORS_PAGE = "Sag", "Om ordningen", "Oversigt", "For redaktører"
"""What the search calls a case, a page that belongs to none, a list, and a page for editors."""

GLOSSARY, MUNICIPALITY = "Ordliste", "Kommune"
"""What the search calls a word of the glossary and a municipality that a question names."""

UNDATED: Final = (CONTENT_PAGE, OVERVIEW, EDITORS_PAGE)
"""Kinds of pages that have no date to be ordered by."""

CITATION_STYLES: Final[Labels] = {
    "apa": "APA",
    "bibtex": "BibTeX",
    "ris": "RIS",
    "csl": "CSL-JSON",
}
"""What the styles of citations are called."""

FIELD_GROUPS: Final[Labels] = {
    # what a group of fields is called
    "Catalogue": "Kataloget",
    "SourceList": "Listen bag kataloget",
    "Notification": "En udmelding",
    "ListedLink": "Et link på listen",
    "LegalBasis": "En bestemmelse",
    "Round": "En runde",
    "RelatedPage": "En anden side om sagen",
    "Document": "Et dokument",
    "Treatment": "Styrelsens behandling",
    "Activity": "En linje i tidsplanen",
    "Source": "En kilde",
    "Disagreement": "En uenighed mellem kilder",
    "Copy": "En kopi",
}
"""What a group of the catalogue's fields is called, by its model."""
