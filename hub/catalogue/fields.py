"""The kinds of value that a field may hold: how each is read, refused, and told to an editor.

A validator raises `PydanticCustomError(rule id, "", values)`; `validation` makes it a Problem.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Annotated, Final, Literal
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from hub.catalogue import value_schemas
from hub.catalogue.address_slips import refused_slip
from hub.text.dates import EARLIEST_YEAR, LATEST_YEAR, KnownDate
from hub.text.hostnames import ascii_host

LONGEST_LINE: Final = 400
LONGEST_PROSE: Final = 8000
LONGEST_ADDRESS: Final = 2000
LONGEST_ID: Final = 100
HIGHEST_NUMBER: Final = 999
HIGHEST_TILE: Final = 9
"""Rows and columns of a schematic map."""

ID_FORM: Final = r"[a-z0-9]+(?:-[a-z0-9]+)*"
"""Small letters a–z, digits and single hyphens: what an address can promise for ever."""

RESERVED_IDS: Final = re.compile(r"(?:.+-)?side-[0-9]+|index")
"""Addresses that the site needs for itself: later pages of lists, `side-2` and `2019-side-2`."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a catalogue may refer to, handed to the validators as pydantic's context."""

    areas: frozenset[str]
    authorities: frozenset[str]
    instruments: frozenset[str]
    hosts: Mapping[str, bool]
    """Each allowed host, and whether it may be a private address."""
    names: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)
    """For `areas`, `authorities` and `instruments`: each name, and the ids that it may mean."""


def refusal(rule: str, **values: object) -> PydanticCustomError:
    """Return the error that becomes a Problem of the rule."""
    return PydanticCustomError(rule, "", values)


def _as_input(schema: value_schemas.Schema) -> WithJsonSchema:
    """Return the schema of what may be written; what is handed out again has the type's own."""
    return WithJsonSchema(schema, mode="validation")


def _written(value: object, rule: str, **values: object) -> str:
    if not isinstance(value, str):
        raise refusal(rule, value="" if value is None else "…", **values)
    return value


def _read_date(value: object) -> KnownDate:
    text = _written(value, "not-a-date")
    try:
        return KnownDate.parse(text)
    except ValueError:
        raise refusal("not-a-date", value=text) from None


def _read_number(rule: str, lowest: int, highest: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        text = _written(value, rule, lowest=lowest, highest=highest)
        if re.fullmatch(r"[0-9]{1,4}", text, re.ASCII) and lowest <= int(text) <= highest:
            return int(text)
        raise refusal(rule, value=text, lowest=lowest, highest=highest)

    return read


def _read_truth(value: object) -> bool:
    text = _written(value, "not-true-or-false")
    if text not in ("true", "false"):
        raise refusal("not-true-or-false", value=text)
    return text == "true"


def is_id(text: str) -> bool:
    """Return whether a text may be an id: it is then also safe as the name of a file."""
    return len(text) <= LONGEST_ID and re.fullmatch(ID_FORM, text) is not None


def _check_municipality_code(value: str) -> str:
    if not re.fullmatch(r"[0-9]{4}", value, re.ASCII):
        raise refusal("not-a-municipality-code", value=value)
    return value


def _check_id(value: str) -> str:
    if not is_id(value):
        raise refusal("not-an-id", value=value, limit=LONGEST_ID)
    if RESERVED_IDS.fullmatch(value):
        raise refusal("reserved-id", value=value)
    return value


_USUAL_ADDRESS = re.compile(
    r"https?://([a-z0-9-]+(?:\.[a-z0-9-]+)+)/(?:[A-Za-z0-9_~%/?&=+#-]|:(?!//)|\.(?!\.\.(?:/|$))|[,;](?!http))*"
)
"""An address without anything that needs a closer look."""


def _check_one_line(value: str) -> str:
    if "\n" in value or "\r" in value or "\t" in value:
        raise refusal("line-break", value=value)
    return value


def _check_address(value: str, info: ValidationInfo) -> str:
    known: Known | None = info.context
    usual = _USUAL_ADDRESS.fullmatch(value) if len(value) <= LONGEST_ADDRESS else None
    if usual and (known is None or (usual[1] in known.hosts and not is_private_host(usual[1]))):
        return value  # as nearly all are: quickly
    hosts: Mapping[str, bool] = known.hosts if known else {}
    if slip := refused_slip(value, hosts):
        raise refusal(slip.rule, value=value, right=slip.mended)
    host = _host_of_address(value)
    if known is None:
        return value
    if host not in hosts:
        raise refusal("host-not-allowed", host=host, options=_in_order(frozenset(hosts)))
    if is_private_host(host) and not hosts[host]:
        raise refusal("private-address", host=host)
    return value


def _host_of_address(value: str) -> str:
    """Return the host of a web address; an address that is none is refused."""
    scheme, colon, _ = value.partition(":")
    if colon and re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*", scheme) and "." not in scheme:
        if scheme.lower() not in ("http", "https"):
            raise refusal("address-scheme", value=value, scheme=scheme.lower())
    else:
        raise refusal("not-an-address", value=value)
    try:
        parts = urlsplit(value)
        host, port = ascii_host(parts.hostname or ""), parts.port
    except ValueError:
        raise refusal("not-an-address", value=value) from None
    well_formed = (
        host
        and re.fullmatch(r"[a-z0-9.:-]+", host)
        and port != 0
        and value.lower().startswith(f"{scheme.lower()}://")
        and not re.search(rf"[{value_schemas.NOT_IN_ADDRESSES}]", value)
        and len(value) <= LONGEST_ADDRESS
    )
    if not well_formed or parts.username is not None or parts.password is not None:
        raise refusal("not-an-address", value=value)
    return host


@lru_cache(maxsize=16)
def _in_order(names: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(names))


def check_pattern_of_address(value: str) -> str:
    """Return the pattern of a web address, with places to fill in, or refuse another scheme."""
    if not value.lower().startswith(("https://", "http://")):
        raise refusal("not-an-address", value=value)
    return value


@lru_cache(maxsize=1024)
def is_private_host(host: str) -> bool:
    """Return whether a host's name is an address of this machine or of a private network."""
    try:
        return not ipaddress.ip_address(host.strip("[]")).is_global
    except ValueError:
        # Numbers such as 127.1 or 2130706433 are addresses to a browser, though not to Python.
        return bool(re.fullmatch(r"(?:.*\.)?localhost|[0-9.]+|0x[0-9a-f]+|[^.]+", host))


def _known_in(rule: str, group: str) -> tuple[AfterValidator, WithJsonSchema]:
    def check(value: str, info: ValidationInfo) -> str:
        known: Known | None = info.context
        if known is not None and value not in getattr(known, group):
            raise refusal(rule, value=value, options=_in_order(getattr(known, group)))
        return value

    return AfterValidator(check), _as_input(value_schemas.known_ids_schema(group))


Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_LINE),
    AfterValidator(_check_one_line),
    _as_input(value_schemas.line_schema(LONGEST_LINE)),
]
"""Text on one line: a title, a name."""

Prose = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_PROSE),
    _as_input(value_schemas.prose_schema(LONGEST_PROSE)),
]
"""Text of one or more lines, shown as it is written: no Markdown, no HTML."""

Id = Annotated[
    str,
    AfterValidator(_check_id),
    _as_input(value_schemas.id_schema(ID_FORM, RESERVED_IDS.pattern, LONGEST_ID)),
]
Date = Annotated[
    KnownDate,
    PlainValidator(_read_date),
    PlainSerializer(str, return_type=str),
    _as_input(value_schemas.DATE),
]
Year = Annotated[
    int,
    PlainValidator(_read_number("not-a-year", EARLIEST_YEAR, LATEST_YEAR)),
    _as_input(value_schemas.YEAR),
]
Number = Annotated[
    int,
    PlainValidator(_read_number("not-a-number", 1, HIGHEST_NUMBER)),
    _as_input(value_schemas.number_schema(HIGHEST_NUMBER)),
]
TileNumber = Annotated[
    int,
    PlainValidator(_read_number("not-a-number", 1, HIGHEST_TILE)),
    _as_input(value_schemas.number_schema(HIGHEST_TILE)),
]
Truth = Annotated[bool, BeforeValidator(_read_truth), _as_input(value_schemas.TRUTH)]
Address = Annotated[
    str,
    AfterValidator(_check_address),
    _as_input(value_schemas.address_schema(LONGEST_ADDRESS)),
]
MunicipalityCode = Annotated[str, AfterValidator(_check_municipality_code)]
AreaId = Annotated[str, *_known_in("unknown-area", "areas")]
AuthorityId = Annotated[str, *_known_in("unknown-authority", "authorities")]
InstrumentId = Annotated[str, *_known_in("unknown-instrument", "instruments")]
Confidence = Literal["high", "medium", "low"]
