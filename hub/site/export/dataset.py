"""What the open data are made of: the cases, the words they refer to, and where they will stand.

Nothing here depends on the day: the same catalogue gives the same bytes whenever it is built. A
withheld document is in nothing of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from hub.catalogue.documents import placed_in
from hub.catalogue.model import SourceList
from hub.catalogue.municipalities import Municipality
from hub.catalogue.vocabulary import Vocabulary
from hub.documents.records import Lock, Record
from hub.inputs import Inputs
from hub.links.records import LinkLock
from hub.site.entries import DocumentEntry, Entry, RoundEntry
from hub.site.history import CatalogueDates


@dataclass(frozen=True, slots=True)
class RoundDocument:
    """A document that may be shown, with the round and the case that it belongs to."""

    entry: Entry
    round: RoundEntry
    document: DocumentEntry
    pointer: str
    """Where it stands among what was written of the case, as a JSON Pointer (RFC 6901)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Dataset:
    """What the open data are made of."""

    site_name: str
    site_address: str
    """With a slash at the end; empty where it is not known."""
    publisher: str | None
    licence: str | None
    """The licence's address."""
    entries: tuple[Entry, ...]
    vocabulary: Vocabulary
    municipalities: tuple[Municipality, ...]
    source_list: SourceList | None
    lock: Lock
    links: LinkLock
    changed: dt.date | None
    """When the data were last changed, as far as the history tells."""
    changes: Mapping[str, dt.date]
    """The same of each case, by its id."""

    def address(self, path: str) -> str:
        """Return the address of a page or a file of the site; without the site's own, its path."""
        return f"{self.site_address}{path}"

    def record(self, document: DocumentEntry) -> Record | None:
        """Return what was found at a document's address, if it was asked."""
        url = document.document.url
        return self.lock.documents.get(url) if url else None

    @cached_property
    def documents_of_cases(self) -> Sequence[tuple[RoundDocument, ...]]:
        """The documents of each case that may be shown, as a reader meets them."""
        return [tuple(_documents(entry)) for entry in self.entries]

    @property
    def documents(self) -> Iterator[RoundDocument]:
        """Every document that may be shown, in the order of the catalogue."""
        return chain.from_iterable(self.documents_of_cases)


def dataset_of(
    inputs: Inputs, entries: tuple[Entry, ...], dates: CatalogueDates, data_folder: str
) -> Dataset:
    """Return the dataset of a project whose records have no errors."""
    records, project = inputs.records, inputs.project
    assert records.vocabulary is not None
    assert records.catalogue.model is not None
    listed = records.municipalities.municipalities if records.municipalities else ()
    changes = {
        one.notification.id: dates.between(one.file, one.line, one.end_line) for one in entries
    }
    return Dataset(
        site_name=project.site_name,
        site_address=project.site_address,
        publisher=project.settings.publisher,
        licence=project.settings.licence,
        entries=entries,
        vocabulary=records.vocabulary,
        municipalities=listed,
        source_list=records.catalogue.model.source_list,
        lock=inputs.lock,
        links=inputs.links,
        changed=dates.files.newest(data_folder),
        changes={id_: day for id_, day in changes.items() if day},
    )


def _documents(entry: Entry) -> Iterator[RoundDocument]:
    for number, round_ in enumerate(entry.rounds):
        joined = {id(one.document): one for one in round_.documents}
        left_out = 0
        for _, (*list_, last), document in placed_in(round_.round):
            at = last
            if isinstance(last, int):
                left_out = 0 if last == 0 else left_out
                at = last - left_out
            if document.withheld:
                left_out += 1
                continue
            pointer = "/".join(map(str, ("/rounds", number, *list_, at)))
            yield RoundDocument(entry, round_, joined[id(document)], pointer)
