"""The kinds of value in JSON Schema: what `fields` takes, in words for editors' tools.

Editors' tools read numbers and truths as such, where the catalogue keeps what was written. So a
text may be a number to them, and a year a text in quotation marks. `errorMessage` is the keyword
by which the YAML plug-ins of VS Code and others show words of ours in the place of their own.
"""

from __future__ import annotations

from typing import Any, Final

from hub.text.dates import EARLIEST_YEAR, LATEST_YEAR, SEASONS

Schema = dict[str, Any]

KNOWN_IDS: Final = "$comment"
"""The keyword under which a schema names the group of the vocabulary whose ids it takes."""

_END: Final = r"(?![\s\S])"
"""The end of a text: a plain dollar is also found before a last line break, in Python alone."""

NOT_IN_ADDRESSES: Final = r"\s<>\"\\^`{|}»«“”„…"
"""Characters that no address has as they are; some of them say that it was cut or quoted."""

_SCALAR: Final = ["string", "number", "boolean"]
_YEAR: Final = r"(?:199[0-9]|20[0-9]{2})"
_LEAP_YEAR: Final = r"(?:199[26]|20(?:[02468][048]|[13579][26]))"
_DAY: Final = (
    r"(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    r"|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    r"|02-(?:0[1-9]|1[0-9]|2[0-8])"
)
_PORT: Final = r":(?!0+(?![0-9]))[0-9]{0,5}"
assert (EARLIEST_YEAR, LATEST_YEAR) == (1990, 2099)  # the two patterns above say the same


def line_schema(longest: int) -> Schema:
    """Return the schema of a text on one line."""
    return {
        "type": _SCALAR,
        # The length is the pattern's too: white space around a text does not count.
        "pattern": rf"^\s*\S[^\n\r\t]{{0,{longest - 1}}}\s*{_END}",
        "errorMessage": f"Skriv en tekst på én linje, højst {longest} tegn.",
    }


def prose_schema(longest: int) -> Schema:
    """Return the schema of a text of any number of lines."""
    return {
        "type": _SCALAR,
        "pattern": rf"^\s*\S[\s\S]{{0,{longest - 1}}}\s*{_END}",
        "errorMessage": f"Skriv en tekst, højst {longest} tegn.",
    }


def id_schema(form: str, reserved: str, longest: int) -> Schema:
    """Return the schema of an id; `form` and `reserved` are patterns of whole texts."""
    return {
        "type": ["string", "integer", "boolean"],
        "pattern": rf"^(?!(?:{reserved}){_END}){form}{_END}",
        "maxLength": longest,
        "minimum": 0,
        "errorMessage": (
            f"Skriv et id af små bogstaver a–z, tal og enkelte bindestreger, højst {longest} tegn."
        ),
    }


def address_schema(longest: int) -> Schema:
    """Return the schema of a web address; which hosts it may have is not the schema's."""
    rest = rf"[^{NOT_IN_ADDRESSES}]*"
    host = rf"(?:\[[0-9A-Fa-f:.]+\]|[^{NOT_IN_ADDRESSES}@/?#:\[\]]+)"
    no_other = r"(?![\s\S]*(?:[,;|]https?://|\.\.\.(?:/|(?![\s\S]))))"
    return {
        "type": "string",
        "pattern": rf"^{no_other}[Hh][Tt][Tt][Pp][Ss]?://{host}(?:{_PORT})?(?:[/?#]{rest})?{_END}",
        "maxLength": longest,
        "errorMessage": (
            "Skriv en hel webadresse, som den står i browserens adresselinje: den begynder med "
            f"https://, har ingen mellemrum og er på højst {longest} tegn."
        ),
    }


def number_schema(highest: int) -> Schema:
    """Return the schema of a whole number of up to three digits, from 1 to `highest`."""
    return {
        "type": ["integer", "string"],
        "minimum": 1,
        "maximum": highest,
        "pattern": rf"^(?=[0-9]{{1,4}}{_END})0*[1-9][0-9]{{0,2}}{_END}",
        "errorMessage": f"Skriv kun et helt tal fra 1 til {highest}, for eksempel 1.",
    }


def known_ids_schema(group: str) -> Schema:
    """Return the schema of an id of the vocabulary; the ids come in when the schema is written."""
    return {"type": "string", KNOWN_IDS: group}


YEAR: Final[Schema] = {
    "type": ["integer", "string"],
    "minimum": EARLIEST_YEAR,
    "maximum": LATEST_YEAR,
    "pattern": rf"^{_YEAR}{_END}",
    "errorMessage": f"Skriv et årstal med fire cifre, fra {EARLIEST_YEAR} til {LATEST_YEAR}.",
}
DATE: Final[Schema] = {
    "type": ["integer", "string"],
    "minimum": EARLIEST_YEAR,
    "maximum": LATEST_YEAR,
    "pattern": (
        rf"^(?:{_YEAR}(?:-(?:0[1-9]|1[0-2]|{_DAY}|{'|'.join(SEASONS)}))?|{_LEAP_YEAR}-02-29){_END}"
    ),
    "errorMessage": (
        "Skriv datoen så præcist, som den kendes: 2019, 2019-11, 2019-11-26 eller 2020-efterår."
    ),
}
TRUTH: Final[Schema] = {
    "type": ["boolean", "string"],
    "pattern": rf"^(?:true|false){_END}",
    "errorMessage": "Skriv true for ja eller false for nej.",
}
