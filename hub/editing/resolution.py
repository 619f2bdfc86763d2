"""Find documents' addresses on the pages that present them, and write those that are right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hub.catalogue.documents import PlacedDocument, walk_documents
from hub.catalogue.loader import Records
from hub.catalogue.model import Document
from hub.catalogue.source import read_source
from hub.catalogue.tree import SourceFile
from hub.diagnostics.problem import Place
from hub.documents.assignment import matched
from hub.documents.offers import Offer, page_offers
from hub.documents.proposals import Proposal, Sought, sought_of
from hub.editing.yaml_field import with_field
from hub.files import record_lock, write_atomically
from hub.web.client import Client
from hub.web.errors import FetchError, Reach
from hub.web.reachability import Reachability


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A document without an address of its own, and how it is recognised."""

    placed: PlacedDocument
    sought: Sought


@dataclass(frozen=True, slots=True)
class Resolution:
    """What was found: proposals for documents, and the pages that could not be read."""

    proposals: tuple[Proposal, ...]
    unread: tuple[tuple[str, FetchError], ...]
    pages: int
    """Pages that were asked."""


def unresolved_documents(records: Records, ids: Sequence[str] = ()) -> tuple[Unresolved, ...]:
    """Return the documents whose address is not known but a page of theirs is.

    `ids` are those of documents or notifications; none means all. The records must be typed.
    """
    catalogue, vocabulary = records.catalogue.model, records.vocabulary
    assert catalogue is not None
    assert vocabulary is not None
    listed = catalogue.source_list.url if catalogue.source_list else None
    found = []
    for placed in walk_documents(catalogue):
        document = placed.document
        if document.url or document.withheld:
            continue
        if ids and not {placed.id, placed.notification.id} & set(ids):
            continue
        listing = listed if document.listed_as else None
        may_offer = (document.landing_page, placed.notification.agency_page, listing)
        if pages := {page for page in may_offer if page}:
            found.append(Unresolved(placed, sought_of(placed, pages, vocabulary.areas)))
    return tuple(found)


def resolve(client: Client, wanted: Sequence[Unresolved], seconds: float) -> Resolution:
    """Read the pages of documents and match the files that they offer; each is fetched once.

    `seconds` is the time that reading a file may take. Raises NoNetwork where no page's host was
    reached.
    """
    reachability = Reachability()
    offers: dict[str, tuple[Offer, ...]] = {}
    unread = []
    pages = dict.fromkeys(page for one in wanted for page in sorted(one.sought.pages))
    for page in pages:
        try:
            offers[page] = page_offers(client, page, seconds)
            reachability.note(page, Reach.ANSWERED)
        except FetchError as error:
            unread.append((page, error))
            reachability.note(page, error.reach)
    reachability.check()
    found = matched([one.sought for one in wanted], offers)
    return Resolution(found, tuple(unread), len(pages))


def write_address(root: Path, source: SourceFile, placed: PlacedDocument, address: str) -> Place:
    """Write the `url` of a document into its file; return where it stands now.

    Everything else of the file stays. Raises CannotPlace, and OSError.
    """
    part, path = source.part(placed.path)
    with record_lock(root, part.file):
        file = root / part.file
        current = read_source(file, part.file)
        made = with_field(current, (*path, "url"), address, tuple(Document.model_fields))
        mark = "\ufeff" if file.read_bytes().startswith(b"\xef\xbb\xbf") else ""
        write_atomically(file, f"{mark}{made.source.text}".encode())
    return Place(part.file, made.line, 1)
