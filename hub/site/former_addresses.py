"""Addresses that pages had before: each gets a page that leads on, in no map and no index."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from hub.catalogue.former_ids import former_document_ids
from hub.site.entries import Entry


@dataclass(frozen=True, slots=True)
class FormerAddress:
    """An address that leads on to another; both are from the site's root."""

    address: str
    target: str
    title: str
    """What is found there."""


def former_addresses(entries: Sequence[Entry], pages: Container[str]) -> Iterator[FormerAddress]:
    """Yield the former addresses of cases and documents; `pages` are the addresses of today.

    A document without a page of its own is found on the page of its case.
    """
    for entry in entries:
        case = entry.notification
        for former in case.former_ids:
            yield FormerAddress(f"udmeldinger/{former}/", entry.address, entry.name)
        for round_ in entry.rounds:
            for one in round_.documents:
                own = f"dokumenter/{one.id}/"
                target = own if own in pages else f"{entry.address}#{one.id}"
                ids = former_document_ids(case.id, case.former_ids, one.id, one.document.former_ids)
                for former in ids:
                    yield FormerAddress(f"dokumenter/{former}/", target, one.document.title)
