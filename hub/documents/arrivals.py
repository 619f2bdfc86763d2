"""Ask one address for its document: what came, whether it may be one, and whether it is known."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

from hub.documents.classifier import judged_kind
from hub.documents.extraction import read_links
from hub.documents.extractors.html import LONGEST_PAGE
from hub.documents.offers import file_links
from hub.documents.plan import Plan
from hub.documents.records import Kind, LandingPage, Record, Rejected
from hub.web.client import Response
from hub.web.errors import FetchError
from hub.web.scheduler import fetch_with_retries


@dataclass(frozen=True, slots=True)
class Arrival:
    """What came from an address."""

    address: str
    fetched: Response | None
    """Its body is in the store already; None where nothing came."""
    kind: Kind | None = None
    failed: FetchError | None = None
    is_same_rejected: bool = False
    """Whether the bytes are those that were rejected before."""
    links: Mapping[str, str] = field(default_factory=dict)
    """Files that a landing page has."""


def document_arrival(
    plan: Plan, address: str, expected: Kind | None, known: Record | None, stop: threading.Event
) -> Arrival:
    """Ask for a document and keep what may be one; runs in any thread."""
    rejected = known.rejected if known and known.rejected else None
    if rejected and not rejected.holds_for(expected):
        rejected = None
    asked = rejected or (known if _is_stored(plan, known) else None)
    try:
        fetched = fetch_with_retries(plan.fetcher, address, _validators(asked), stop)
    except FetchError as failed:
        return Arrival(address, None, failed=failed)
    if fetched.body is None:
        return Arrival(address, fetched, is_same_rejected=rejected is not None)
    with contextlib.closing(fetched.body) as body:
        if rejected and rejected.sha256 == fetched.sha256:
            return Arrival(address, fetched, is_same_rejected=True)
        try:
            kind = judged_kind(fetched, expected)
        except FetchError as failed:
            return Arrival(address, fetched, failed=failed)
        if not plan.store.has(fetched.sha256):
            body.seek(0)
            plan.store.put(fetched.sha256, "document", body)
        return Arrival(address, fetched, kind)


def page_arrival(
    plan: Plan, address: str, known: LandingPage | None, stop: threading.Event
) -> Arrival:
    """Ask for a page that presents documents, and read its links; runs in any thread."""
    try:
        fetched = fetch_with_retries(plan.fetcher, address, _validators(known), stop)
    except FetchError as failed:
        return Arrival(address, None, failed=failed)
    if fetched.body is None:
        return Arrival(address, fetched)
    with contextlib.closing(fetched.body) as body:
        try:
            judged_kind(fetched, None)
        except FetchError as failed:
            return Arrival(address, None, failed=failed)
        body.seek(0)
        links = read_links(body.read(LONGEST_PAGE), fetched.charset, plan.reading_seconds)
    guard = plan.fetcher.guard
    return Arrival(address, fetched, links=file_links(links, fetched.final_address, guard))


def _is_stored(plan: Plan, known: Record | None) -> bool:
    """Return whether the bytes are there about which a condition would ask."""
    return bool(known and known.current and plan.store.has(known.current.sha256))


def _validators(known: Record | LandingPage | Rejected | None) -> Mapping[str, str]:
    """Return the headers that ask for a change only."""
    if known is None:
        return {}
    told = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in told.items() if value}
