"""What readers are told of links to other sites: the state of each that is not well, and a list."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hub.catalogue.tree import SourceFile
from hub.links.records import LinkLock, LinkRecord, LinkVerdict
from hub.links.usages import usages_in
from hub.site.entries import Entry
from hub.text.danish import date_text
from hub.text.dates import KnownDate
from hub.text.labels import LINK_VERDICTS


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link that is not well, and the cases that have it."""

    address: str
    state: str
    broken: bool
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class LinkStates:
    """The links of a site as they were last seen."""

    lock: LinkLock

    def state(self, address: str | None) -> str | None:
        """Return what a reader is told beside a link; nothing where it is well or not known."""
        record = self._record(address)
        return _told(record) if record else None

    def is_broken(self, address: str | None) -> bool:
        """Return whether a link has not worked for days."""
        record = self._record(address)
        return record is not None and record.verdict == LinkVerdict.BROKEN

    @property
    def checked(self) -> KnownDate | None:
        """The day of the last whole check."""
        return _day(self.lock.checked) if self.lock.checked else None

    @property
    def totals(self) -> tuple[tuple[str, int], ...]:
        """How many links there are of each kind."""
        counts = Counter(record.verdict for record in self.lock.links.values())
        return tuple((label, counts[LinkVerdict(id_)]) for id_, label in LINK_VERDICTS.items())

    def rows(self, source: SourceFile, entries: Sequence[Entry]) -> tuple[LinkRow, ...]:
        """Return the links that are not well, the broken ones first, each with its cases."""
        if not self.lock.links:
            return ()
        named, shown, withheld = _named(source, entries)
        rows = (
            LinkRow(
                address,
                state,
                record.verdict == LinkVerdict.BROKEN,
                tuple(dict.fromkeys(named.get(address, ()))),
            )
            for address, record in self.lock.links.items()
            if (state := _told(record)) and (address in shown or address not in withheld)
        )
        return tuple(sorted(rows, key=lambda row: (not row.broken, row.address)))

    def _record(self, address: str | None) -> LinkRecord | None:
        return None if address is None else self.lock.record(address)


def _named(
    source: SourceFile, entries: Sequence[Entry]
) -> tuple[Mapping[str, list[Entry]], set[str], set[str]]:
    """Return the cases that name each address, and what open and withheld documents name."""
    named: dict[str, list[Entry]] = {}
    shown, withheld = set[str](), set[str]()
    for use in usages_in(source):
        (withheld if use.withheld else shown).add(use.asked)
        if use.withheld:
            continue
        match use.steps:
            case ("notifications", int(number), *_):
                named.setdefault(use.asked, []).append(entries[number])
    return named, shown, withheld


def _told(record: LinkRecord) -> str | None:
    day = date_text(_day(record.checked))
    since = record.failing_since
    match record.verdict:
        case LinkVerdict.BROKEN:
            return f"Linket har ikke virket siden {date_text(_day(since or record.since))}."
        case LinkVerdict.UNCHECKED if since:
            return f"Linket kunne ikke kontrolleres {day}: det virkede ikke. Vi prøver igen."
        case LinkVerdict.UNCHECKED:
            return f"Linket kunne ikke kontrolleres {day}."
        case LinkVerdict.BLOCKED:
            return f"Linket kunne ikke kontrolleres {day}: serveren lukkede os ikke ind."
        case LinkVerdict.REDIRECTED:
            return "Siden er flyttet, men linket fører videre til den."
    return None


def _day(text: str) -> KnownDate:
    return KnownDate.of(dt.date.fromisoformat(text))
