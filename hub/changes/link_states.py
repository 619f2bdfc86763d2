"""Which addresses lead nowhere, by both files of facts, and since when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from hub.documents.records import Lock
from hub.links.records import LinkLock, LinkVerdict
from hub.web.errors import Verdict

_BAD: Final = frozenset((Verdict.BROKEN, Verdict.NOT_A_DOCUMENT, Verdict.DAMAGED, Verdict.UNSAFE))


@dataclass(frozen=True, slots=True)
class LinkState:
    """Whether an address leads nowhere, and the day from which that is so or not so."""

    is_broken: bool
    since: str


def link_states(lock: Lock, links: LinkLock) -> Mapping[str, LinkState]:
    """Return the state of each address that was asked: broken where either file says so."""
    states: dict[str, LinkState] = {}
    for found in (lock.documents, lock.landing_pages):
        for address, record in found.items():
            states[address] = LinkState(record.verdict in _BAD, record.since)
    for address, link in links.links.items():
        known = states.get(address)
        if known is None or not known.is_broken:
            states[address] = LinkState(link.verdict == LinkVerdict.BROKEN, link.since)
    return states


def version_mark(lock: Lock, address: str | None) -> str:
    """Return what tells the newest version at an address from all others; empty where none is."""
    record = lock.documents.get(address or "")
    if record is None or record.current is None:
        return ""
    # Bytes that come back are a new version too.
    return f"{len(record.versions)}-{record.current.sha256}"
