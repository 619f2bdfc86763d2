"""The permanent address of a law or an executive order: its ELI at retsinformation.dk.

Everything published in Lovtidende A has one, made of the year and the number:
https://www.retsinformation.dk/eli/about
"""

from __future__ import annotations

import re

_ANNOUNCED = re.compile(
    r"(?:lov|lbk|lovbekendtgørelse|bek|bekendtgørelse)\.? nr\.? ([1-9][0-9]{0,4})"
    r" af (?:[0-9]{1,2}/[0-9]{1,2}/|[0-9]{1,2}\. [a-z]+ )((?:19|20)[0-9]{2})",
    re.IGNORECASE,
)

FIRST_YEAR = 1985
"""Older announcements are not all at retsinformation.dk."""


def eli_address(version: str | None) -> str | None:
    """Return the address of »BEK nr. 1631 af 16/12/2016«; nothing where it is none of these."""
    match = _ANNOUNCED.fullmatch(" ".join((version or "").split()))
    if match is None or int(match[2]) < FIRST_YEAR:
        return None
    return f"https://www.retsinformation.dk/eli/lta/{match[2]}/{match[1]}"
