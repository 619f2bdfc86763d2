"""What the lock knows of documents and the store does not hold: texts that a site then lacks."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from hub.diagnostics.problem import Place, Problem
from hub.documents.lock import LOCK_FILE
from hub.documents.records import Lock, Version
from hub.documents.store import Store


def missing_versions(lock: Lock, store: Store, addresses: Collection[str]) -> Mapping[str, Version]:
    """Return the current version of each address whose text is not in the store, by address."""
    current = {
        address: record.current
        for address, record in lock.documents.items()
        if address in addresses and record.current
    }
    return {
        address: version
        for address, version in current.items()
        if store.text(version.sha256) is None
    }


def store_problems(lock: Lock, store: Store, addresses: Collection[str]) -> tuple[Problem, ...]:
    """Return a warning where documents with a text have none in the store."""
    missing = missing_versions(lock, store, addresses)
    count = sum(version.reading == "whole" for version in missing.values())
    if not count:
        return ()
    known = sum(
        bool(record.current) for address, record in lock.documents.items() if address in addresses
    )
    views = "1 læsevisning" if count == 1 else f"{count} læsevisninger"
    rule = "store-empty" if len(missing) == known else "store-incomplete"
    values: Mapping[str, object] = {"count": count, "views": views}
    return (Problem(rule, Place(LOCK_FILE, 1, 1), values=values),)
