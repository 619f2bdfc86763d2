"""What there is to fetch: the catalogue's addresses, each with the documents that name it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hub.catalogue.documents import DocumentRole, document_id
from hub.catalogue.model import Catalogue, Document, Round
from hub.catalogue.tree import SourceFile, TreePath, path_text
from hub.diagnostics.problem import Place, Problem
from hub.documents.file_types import expected_kind
from hub.documents.records import Kind, Record


@dataclass(frozen=True, slots=True)
class Target:
    """A document of the catalogue and where it stands."""

    id: str
    notification: str
    document: Document
    path: TreePath
    source: SourceFile

    def problem(self, rule: str, field: str, **values: object) -> Problem:
        """Return a problem at the line of one of the document's fields."""
        path = (*self.path, field)
        return Problem(rule, self.place(field), path_text(path), values)

    def place(self, field: str) -> Place:
        """Return where a field of the document stands."""
        return self.source.place((*self.path, field))


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
    askers = tuple(_askers(catalogue, source))
    open_ = {one.document.url for one in askers if not one.document.withheld}
    closed = {one.document.url for one in askers if one.document.withheld and one.document.url}
    chosen = [one for one in askers if not ids or {one.id, one.notification} & set(ids)]
    known = {one.id for one in askers} | {one.notification for one in askers}
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
        withheld=frozenset(closed - open_),
        unknown=tuple(id_ for id_ in ids if id_ not in known),
    )


def _askers(catalogue: Catalogue, source: SourceFile) -> Iterator[Target]:
    for number, notification in enumerate(catalogue.notifications):
        for nth, round_ in enumerate(notification.rounds):
            for role, distinction, document, steps in _documents(round_):
                id_ = document_id(notification.id, round_.kind, str(round_.year), role, distinction)
                path: TreePath = ("notifications", number, "rounds", nth, *steps)
                yield Target(id_, notification.id, document, path, source)


def _documents(round_: Round) -> Iterator[tuple[DocumentRole, str, Document, TreePath]]:
    if round_.notification:
        yield "notification", "", round_.notification, ("notification",)
    for at, document in enumerate(round_.appendices):
        yield "appendix", str(document.number or ""), document, ("appendices", at)
    for at, document in enumerate(round_.regional_reports):
        yield "regional_report", document.area or "", document, ("regional_reports", at)
    if round_.agency_treatment and round_.agency_treatment.document:
        yield "treatment", "", round_.agency_treatment.document, ("agency_treatment", "document")


def without_text(record: Record) -> Record:
    """Return a record as it is kept of a withheld document: nothing of what the file says."""
    versions = tuple(
        version.model_copy(update={"title": None, "author": None, "pdf": None})
        for version in record.versions
    )
    return record.model_copy(update={"versions": versions, "detail": {}})
