"""Read the deadlines of a calendar that the hub has made; what cannot be read is passed over."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from hub.changes.deadlines import KnownDeadline, NumberedDeadline
from hub.text.dates import SEASONS, KnownDate

UID: Final = "frist-{key}@udmeldingshub"
SUMMARY: Final = "Frist: {title}"

LARGEST_FILE: Final = 64 * 1024**2
"""Bytes; no calendar of deadlines is larger."""

_LONGEST_NUMBER: Final = 10
"""Digits of the largest number that a calendar may have."""

_ESCAPED = re.compile(r"\\([\\;,n])")
_UID = re.compile(UID.format(key=r"(?P<case>[a-z0-9-]+)-(?P<round>(?:original|renewed)-\d{4}-\d+)"))


def published_deadlines(path: Path) -> Iterator[NumberedDeadline]:
    """Yield the deadlines of a calendar, if there is one; their titles may be short ones."""
    try:
        with path.open("rb") as stream:
            text = stream.read(LARGEST_FILE).decode(errors="replace")
    except OSError:
        return
    unfolded = re.sub(r"\r?\n[ \t]", "", text)
    for part in unfolded.split("BEGIN:VEVENT")[1:]:
        yield from _deadline(dict(_properties(part)))


def _properties(event: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the value of each line, without parameters."""
    for line in event.splitlines():
        name, _, value = line.partition(":")
        yield name.partition(";")[0], value


def _deadline(event: Mapping[str, str]) -> Iterator[NumberedDeadline]:
    """Yield the deadline of an event, if it is one of ours."""
    uid = _UID.fullmatch(event.get("UID", ""))
    number = event.get("SEQUENCE", "")
    try:
        first = dt.date.fromisoformat(event["DTSTART"])
        last = dt.date.fromisoformat(event["DTEND"]) - dt.timedelta(days=1)
        if uid is None or not number.isdecimal() or len(number) > _LONGEST_NUMBER:
            return
        title = _ESCAPED.sub(lambda found: found[1].replace("n", "\n"), event["SUMMARY"])
        deadline = KnownDeadline(
            case=uid["case"],
            round=uid["round"],
            title=title.removeprefix(SUMMARY.format(title="")),
            date=_date_text(first, last),
            is_withdrawn=event.get("STATUS") == "CANCELLED",
        )
    except (KeyError, ValueError, OverflowError, ValidationError):
        return
    yield NumberedDeadline(deadline=deadline, sequence=int(number), known_as=deadline.key)


def _date_text(first: dt.date, last: dt.date) -> str:
    """Return the date that means these days, as the catalogue writes it; of others the last."""
    year = str(first.year)
    said = (year, f"{year}-{first.month:02}", *(f"{year}-{season}" for season in SEASONS))
    dates = map(KnownDate.parse, said)
    return next((str(one) for one in dates if (one.first, one.last) == (first, last)), str(last))
