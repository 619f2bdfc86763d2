"""The targets of a fetch: the catalogue's addresses, each with the documents that name it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hub.catalogue.documents import PlacedDocument, walk_documents
from hub.catalogue.model import Catalogue, Document
from hub.catalogue.tree import SourceFile, path_text
from hub.diagnostics.problem import Problem
from hub.documents.file_types import expected_kind
from hub.documents.records import Kind, Record


@dataclass(frozen=True, slots=True)
class Target:
    """A document of the catalogue that is to be fetched, and the file that it is written in."""

    placed: PlacedDocument
    source: SourceFile

    @property
    def document(self) -> Document:
        """The document itself."""
        return self.placed.document

    def problem(self, rule: str, field: str, **values: object) -> Problem:
        """Return a problem at the line of one of the document's fields."""
        path = (*self.placed.path, field)
        return Problem(rule, self.source.place(path), path_text(path), values)


@dataclass(frozen=True, slots=True)
class Targets:
    """What the catalogue asks for, by address, in the catalogue's order."""

    documents: dict[str, tuple[Target, ...]]
    landing_pages: dict[str, tuple[Target, ...]]
    """Pages of the documents whose own address is not known."""
    withheld: frozenset[str]
    """Addresses that only withheld documents name."""
    unknown: tuple[str, ...] = ()
    """Ids that were asked for and are not in the catalogue."""

    def expected(self, address: str) -> Kind | None:
        """Return the kind of file that an address promises."""
        written = next((one.document.format for one in self.documents[address]), None)
        return expected_kind(address, written)


def targets_of(catalogue: Catalogue, source: SourceFile, ids: Sequence[str] = ()) -> Targets:
    """Return what to fetch: everything, or what documents or notifications with these ids name."""
    placed = tuple(walk_documents(catalogue))
    shown = {one.document.url for one in placed if not one.document.withheld}
    withheld = {one.document.url for one in placed if one.document.withheld and one.document.url}
    chosen = [
        Target(one, source) for one in placed if not ids or {one.id, one.notification.id} & set(ids)
    ]
    known = {id_ for one in placed for id_ in (one.id, one.notification.id)}
    documents: dict[str, tuple[Target, ...]] = {}
    landing_pages: dict[str, tuple[Target, ...]] = {}
    for one in chosen:
        document = one.document
        if document.withheld:
            continue
        if document.url:
            documents[document.url] = (*documents.get(document.url, ()), one)
        elif document.landing_page:
            page = document.landing_page
            landing_pages[page] = (*landing_pages.get(page, ()), one)
    return Targets(
        documents=documents,
        landing_pages=landing_pages,
        withheld=frozenset(withheld - shown),
        unknown=tuple(id_ for id_ in ids if id_ not in known),
    )


def without_text(record: Record) -> Record:
    """Return a record as it is kept of a withheld document: nothing of what the file says."""
    versions = tuple(
        version.model_copy(update={"title": None, "author": None, "pdf": None})
        for version in record.versions
    )
    return record.model_copy(update={"versions": versions, "detail": {}})
