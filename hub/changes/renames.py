"""What entries were called before: an id may change, and nothing is told anew for that.

`sag` that becomes `ny` with `former_ids: [sag]` is known as `sag` to whoever subscribes, and stands
at `ny`. Which id was the first is taken from the history; where that does not know, the first of
`former_ids` counts, as they are written oldest first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from hub.catalogue.documents import PlacedDocument, walk_documents
from hub.catalogue.former_ids import former_document_ids
from hub.catalogue.model import Catalogue, Notification


class Rename(BaseModel):
    """An entry that has another id than it had."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    old: str
    new: str
    is_document: bool = False


def renames(before: Catalogue, after: Catalogue) -> Iterator[Rename]:
    """Yield the notifications and documents that have come, or stayed, under another id.

    An entry that stays and takes over the id of one that is gone has no other id than before.
    """
    known = {one.id for one in before.notifications}
    for one in after.notifications:
        if one.former_ids and one.id not in known:
            yield Rename(old=_previous(one.former_ids, known), new=one.id)
    renamed = tuple(_renamed_documents(after))
    known = {one.id for one in walk_documents(before)} if renamed else set()
    for placed, former in renamed:
        if placed.id not in known:
            yield Rename(old=_previous(former, known), new=placed.id, is_document=True)


def former_ids_of(one: PlacedDocument) -> tuple[str, ...]:
    """Return the ids that a document had, also those by its notification's."""
    case = one.notification
    return former_document_ids(case.id, case.former_ids, one.id, one.document.former_ids)


def _renamed_documents(
    catalogue: Catalogue,
) -> Iterator[tuple[PlacedDocument, tuple[str, ...]]]:
    """Yield the documents that have former ids, with these; most catalogues have none."""
    some = tuple(one for one in catalogue.notifications if any(_former_ids_in(one)))
    for placed in walk_documents(Catalogue.model_construct(notifications=some)):
        if former := former_ids_of(placed):
            yield placed, former


def _former_ids_in(one: Notification) -> Iterator[tuple[str, ...]]:
    yield one.former_ids
    for round_ in one.rounds:
        treatment = round_.agency_treatment
        for document in (round_.notification, treatment.document if treatment else None):
            yield document.former_ids if document else ()
        for document in (*round_.appendices, *round_.regional_reports):
            yield document.former_ids


def _previous(former: Sequence[str], known: Iterable[str]) -> str:
    return next((id_ for id_ in former if id_ in known), former[0])


@dataclass(frozen=True, slots=True)
class EntryNames:
    """The first and the present id of the entries of a catalogue, by every id that they had."""

    first_cases: Mapping[str, str]
    first_documents: Mapping[str, str]
    present_cases: Mapping[str, str]
    present_documents: Mapping[str, str]

    @classmethod
    def of(
        cls, catalogue: Catalogue, past: Iterable[Rename] = (), seen: Iterable[str] = ()
    ) -> EntryNames:
        """Return the names of a catalogue's entries.

        `past` are the renames of its history, oldest first; `seen` are the ids of the
        notifications that the history knows.
        """
        first: tuple[dict[str, str], dict[str, str]] = {}, {}
        for rename in past:
            of_kind = first[rename.is_document]
            of_kind[rename.new] = of_kind.get(rename.old, rename.old)
        cases, documents = first
        known = {*seen, *cases}
        present: dict[str, str] = {}
        for one in catalogue.notifications:
            present |= dict.fromkeys(one.former_ids, one.id)
            if one.former_ids and one.id not in known:
                previous = _previous(one.former_ids, known)
                cases[one.id] = cases.get(previous, previous)
        return cls(
            cases,
            documents,
            present,
            {
                former: placed.id
                for placed, former_ids in _renamed_documents(catalogue)
                for former in former_ids
            },
        )

    def first_case(self, id_: str) -> str:
        """Return the first id of a notification."""
        return self.first_cases.get(id_, id_)

    def first_document(self, id_: str, case: str) -> str:
        """Return the first id of a document of a notification."""
        if id_ in self.first_documents or not id_.startswith(f"{case}-"):
            return self.first_documents.get(id_, id_)
        return f"{self.first_case(case)}{id_.removeprefix(case)}"

    def present_case(self, id_: str) -> str:
        """Return the id that a notification has now."""
        return self.present_cases.get(id_, id_)

    def present_document(self, id_: str) -> str:
        """Return the id that a document has now."""
        return self.present_documents.get(id_, id_)
