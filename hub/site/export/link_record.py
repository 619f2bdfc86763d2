"""A link in the API: what was found when its address was asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from typing_extensions import TypedDict

from hub.links.records import LinkLock, LinkVerdict
from hub.site.export.written_values import described


@described
class FoundLinkRecord(TypedDict):
    """Hvad et program har fundet af et link."""

    address: str
    """Adressen, som den står i kataloget."""
    verdict: LinkVerdict
    """ok, redirected, broken, blocked eller unchecked."""
    since: str
    """Dagen, hvor det først var sådan."""
    checked: str
    """Dagen, hvor linket sidst er kontrolleret."""
    moved_to: str | None
    """Hvor siden er flyttet hen for altid, hvis den er det."""


def found_links(links: LinkLock, written: Any) -> list[FoundLinkRecord]:
    """Return what was found of the addresses in written values, each once, in their order."""
    if not links.links:
        return []
    records = ((address, links.record(address)) for address in dict.fromkeys(_addresses(written)))
    return [
        {
            "address": address,
            "verdict": record.verdict,
            "since": record.since,
            "checked": record.checked,
            "moved_to": record.moved_to,
        }
        for address, record in records
        if record is not None
    ]


def _addresses(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if value.startswith("http"):
            yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _addresses(one)
    elif isinstance(value, list):
        for one in value:
            yield from _addresses(one)
