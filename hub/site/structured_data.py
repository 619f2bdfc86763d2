"""What machines are told of a page with the terms of schema.org: only what is true of it.

A notification is neither a law nor a service, so it is only a page that refers to laws and has
documents. What the head says already (title, language, address) is not said again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from hub.site.entries import DocumentEntry, Entry
from hub.site.municipality_answers import MunicipalityEntry
from hub.site.page import StructuredNode

Crumb = tuple[str, str]
"""What a page is called, and its address."""


def breadcrumbs(trail: Sequence[Crumb]) -> StructuredNode:
    """Return the way from the front page to a page, which comes last: its address is known."""
    items: list[dict[str, Any]] = [
        {"@type": "ListItem", "position": at, "name": name, "item": address}
        for at, (name, address) in enumerate(trail, 1)
    ]
    del items[-1]["item"]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def website(name: str, address: str, publisher: str | None) -> StructuredNode:
    """Return the site as a whole."""
    return {
        "@type": "WebSite",
        "name": name,
        "url": address,
        **({"publisher": _organization(publisher)} if publisher else {}),
    }


def dataset(name: str, address: str, publisher: str | None, licence: str | None) -> StructuredNode:
    """Return the catalogue as data, for the page that explains it."""
    return {
        "@type": "Dataset",
        "name": name,
        "description": f"Kataloget bag {name}: udmeldinger, runder, dokumenter, frister og udfald.",
        "url": address,
        "inLanguage": "da",
        "isAccessibleForFree": True,
        **({"license": licence} if licence else {}),
        **({"publisher": _organization(publisher)} if publisher else {}),
    }


def case_nodes(entry: Entry, site_address: str) -> Iterator[StructuredNode]:
    """Yield what the page of a case is: its laws by their permanent addresses, its documents.

    `site_address` is where the site stands, empty where that is not known.
    """
    laws = {law.address: law.instrument.short_title for law in entry.law if law.address}
    documents = [
        document_node(document)
        for round_ in entry.rounds
        for document in round_.documents
        if document.document.url and not document.document.withheld
    ]
    if laws or documents:
        yield {
            "@type": "WebPage",
            **({"@id": f"{site_address}{entry.address}"} if site_address else {}),
            **({"citation": [_law(*law) for law in laws.items()]} if laws else {}),
            **({"hasPart": documents} if documents else {}),
        }


def document_node(document: DocumentEntry) -> StructuredNode:
    """Return a document as its publisher has it."""
    written = document.document
    node: dict[str, Any] = {
        "@type": "DigitalDocument",
        "name": written.title,
        "inLanguage": written.language,
    }
    if written.url and not written.withheld:
        node["url"] = written.url
    if written.date and not written.date.season:
        node["datePublished"] = str(written.date)
    if document.publisher:
        node["publisher"] = _organization(document.publisher)
    return node


def municipality_node(municipality: MunicipalityEntry) -> StructuredNode:
    """Return a municipality with its official code."""
    now = municipality.now
    return {
        "@type": "AdministrativeArea",
        "name": now.title,
        "identifier": {"@type": "PropertyValue", "propertyID": "kommunekode", "value": now.code},
    }


def _law(address: str, title: str) -> StructuredNode:
    return {"@type": "Legislation", "@id": address, "name": title}


def _organization(name: str) -> StructuredNode:
    return {"@type": "Organization", "name": name}
