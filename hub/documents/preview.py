"""Look at one address for an editor: what it is, and what can be known of it."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

from hub.catalogue.vocabulary import Hosts
from hub.documents.classifier import judged_kind
from hub.documents.extraction import read_bytes, read_links
from hub.documents.extractors.html import LONGEST_PAGE
from hub.documents.offers import file_links
from hub.documents.records import Kind
from hub.documents.run import fetcher_of
from hub.settings import DocumentSettings
from hub.web.errors import FetchError
from hub.web.scheduler import fetch_with_retries
from hub.web.url_policy import UrlPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What stands at an address. What a file says of itself is a proposal, not a fact."""

    address: str
    kind: Kind
    title: str | None = None
    pages: int | None = None
    created: str | None = None
    """The file's own date of making, which need not be the document's."""
    language: str | None = None
    """As the file has it: `da-DK`, `en`."""
    links: Mapping[str, str] = field(default_factory=dict)
    """The files that a page links to, each with its link's text."""


def preview_of(address: str, hosts: Hosts, settings: DocumentSettings) -> Preview:
    """Fetch and read what stands at an address. Raises FetchError."""
    fetcher = fetcher_of(UrlPolicy.of(hosts), settings)
    fetched = fetch_with_retries(fetcher, address, {}, threading.Event())
    if fetched.body is None:
        raise FetchError("not-a-document", "empty", status=fetched.status)
    with contextlib.closing(fetched.body) as body:
        kind = judged_kind(fetched, None)
        body.seek(0)
        data = body.read()
    read = read_bytes(data, kind, settings.reading_seconds)
    if not read.opened:
        raise FetchError("damaged", "unopened")
    links: Mapping[str, str] = {}
    if kind == "html":
        found = read_links(data[:LONGEST_PAGE], fetched.charset, settings.reading_seconds)
        links = file_links(found, fetched.final_address, fetcher.guard)
    return Preview(
        address=address,
        kind=kind,
        title=" ".join((read.title or "").split()) or None,
        pages=read.pages,
        created=read.pdf.created if read.pdf else None,
        language=read.pdf.language if read.pdf else None,
        links=links,
    )
