"""What is cited: a case, and each of its documents, by the organisation that answers for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hub.site.entries import Entry
from hub.site.export.dataset import Dataset, RoundDocument
from hub.text.dates import KnownDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What a citation tells; never a person, for files are not asked who wrote them."""

    key: str
    """A name of its own within the catalogue: the id of the case or the document."""
    is_case: bool
    title: str
    organisation: str | None
    """Who answers for it; not known of a document without a publisher."""
    site: str
    date: KnownDate | None
    """The document's own date; of a case the day on which it was last changed here."""
    address: str
    """The document's own address, or the page that presents it, or its place on the case's page."""
    version: int | None = None
    """Which version of the file it is, from 1, if it was fetched."""
    fetched: KnownDate | None = None
    """The day on which that version was first seen."""
    sha256: str | None = None

    @property
    def note(self) -> str:
        """Which bytes are meant, in a few words; empty where no file was fetched."""
        return f"Udgave {self.version}, SHA-256: {self.sha256}" if self.sha256 else ""


def citations_of(
    dataset: Dataset, entry: Entry, documents: Iterable[RoundDocument]
) -> Iterator[Citation]:
    """Yield the citation of a case and of each of these documents of it."""
    changed = dataset.changes.get(entry.notification.id)
    yield Citation(
        key=entry.notification.id,
        is_case=True,
        title=entry.notification.title,
        organisation=dataset.publisher or dataset.site_name,
        site=dataset.site_name,
        date=KnownDate.of(changed) if changed else None,
        address=dataset.address(entry.address),
    )
    for one in documents:
        yield _document(dataset, one)


def _document(dataset: Dataset, one: RoundDocument) -> Citation:
    document = one.document.document
    record = dataset.record(one.document)
    current = record.current if record else None
    place = dataset.address(f"{one.entry.address}#{one.document.id}")
    return Citation(
        key=one.document.id,
        is_case=False,
        title=document.title,
        organisation=one.document.publisher,
        site=dataset.site_name,
        date=document.date,
        address=document.url or document.landing_page or place,
        version=len(record.versions) if record and current else None,
        fetched=KnownDate.parse(current.fetched) if current else None,
        sha256=current.sha256 if current else None,
    )
