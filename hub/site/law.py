"""The law that a notification rests on, and its permanent address: its ELI at retsinformation.dk.

Everything published in Lovtidende A has one, made of the year and the number:
https://www.retsinformation.dk/eli/about
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hub.catalogue.model import LegalBasis
from hub.catalogue.vocabulary import LegalInstrument

_ANNOUNCED = re.compile(
    r"(?:lov|lbk|lovbekendtgørelse|bek|bekendtgørelse)\.? nr\.? ([1-9][0-9]{0,4})"
    r" af (?:[0-9]{1,2}/[0-9]{1,2}/|[0-9]{1,2}\. [a-z]+ )((?:19|20)[0-9]{2})",
    re.IGNORECASE,
)

FIRST_YEAR = 1985
"""Older announcements are not all at retsinformation.dk."""


@dataclass(frozen=True, slots=True)
class LawReference:
    """A provision that a notification rests on, with the law's title."""

    instrument: LegalInstrument
    provision: str
    version: str | None
    note: str | None
    address: str | None
    """Where that version of the law can be read."""
    meaning: str | None
    """What the provision says, in plain words."""


def law_reference(basis: LegalBasis, instrument: LegalInstrument) -> LawReference:
    """Return a provision as readers are told of it."""
    versions = {version.title: version for version in instrument.versions}
    version = basis.version or (instrument.versions[-1].title if instrument.versions else None)
    written = versions[version].url if version in versions else None
    meanings = {one.reference: one.text for one in instrument.provisions}
    return LawReference(
        instrument,
        basis.provision,
        basis.version,
        basis.note,
        eli_address(version) or written,
        meanings.get(basis.provision),
    )


def eli_address(version: str | None) -> str | None:
    """Return the address of »BEK nr. 1631 af 16/12/2016«; nothing where it is none of these."""
    match = _ANNOUNCED.fullmatch(" ".join((version or "").split()))
    if match is None or int(match[2]) < FIRST_YEAR:
        return None
    return f"https://www.retsinformation.dk/eli/lta/{match[2]}/{match[1]}"
