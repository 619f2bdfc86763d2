"""The documents of a catalogue: the one walk over them, and their permanent ids.

An id is derived from where a document stands, `<notification>-<year>-<role>[-<number or area>]`:
addresses are promises.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple

from hub.catalogue.model import Catalogue, Document, Notification, Round, RoundKind
from hub.catalogue.tree import ANY, TreePath

DocumentRole = Literal["notification", "appendix", "regional_report", "treatment"]

DOCUMENT_PLACES: Final[tuple[tuple[DocumentRole, tuple[object, ...], str], ...]] = (
    # role, where documents of that role stand in a round, and the field that tells them apart;
    # in the order in which a reader meets them
    ("notification", ("notification",), ""),
    ("appendix", ("appendices", ANY), "number"),
    ("regional_report", ("regional_reports", ANY), "area"),
    ("treatment", ("agency_treatment", "document"), ""),
)

_DISTINCTIONS: Final = {role: field for role, _, field in DOCUMENT_PLACES}

_ROLE_WORDS: Final = {
    ("original", "notification"): "udmelding",
    ("renewed", "notification"): "fornyet-behandling",
    ("original", "appendix"): "bilag",
    ("renewed", "appendix"): "fornyet-bilag",
    ("original", "regional_report"): "afrapportering",
    ("renewed", "regional_report"): "fornyet-afrapportering",
    ("original", "treatment"): "behandling",
    ("renewed", "treatment"): "fornyet-vurdering",
}


class RoundKey(NamedTuple):
    """What a round of a notification is known by, also after others have come."""

    kind: RoundKind
    year: int
    nth: int
    """Which of the rounds of this kind and year it is, from 1."""


@dataclass(frozen=True, slots=True)
class PlacedDocument:
    """A document of the catalogue with where it stands."""

    id: str
    role: DocumentRole
    notification: Notification
    round: Round
    document: Document
    path: TreePath
    """From the root of the catalogue."""


def walk_documents(catalogue: Catalogue) -> Iterator[PlacedDocument]:
    """Yield every document of a catalogue, in the order in which a reader meets them."""
    for number, notification in enumerate(catalogue.notifications):
        for nth, round_ in enumerate(notification.rounds):
            yield from round_documents(
                notification, round_, ("notifications", number, "rounds", nth)
            )


def round_documents(
    notification: Notification, round_: Round, path: TreePath = ()
) -> Iterator[PlacedDocument]:
    """Yield the documents of a round; `path` is where the round stands."""
    for role, steps, document in placed_in(round_):
        distinction = _DISTINCTIONS[role]
        told_apart = str(getattr(document, distinction) or "") if distinction else ""
        id_ = document_id(notification.id, round_.kind, str(round_.year), role, told_apart)
        yield PlacedDocument(id_, role, notification, round_, document, (*path, *steps))


def placed_in(round_: Round) -> Iterator[tuple[DocumentRole, TreePath, Document]]:
    """Yield the documents of a round as a reader meets them, each with where it stands in it."""
    for role, pattern, _ in DOCUMENT_PLACES:
        for steps, document in _values(round_, pattern):
            yield role, steps, document


def round_keys(rounds: Sequence[Round]) -> tuple[RoundKey, ...]:
    """Return the key of each round of a notification."""
    seen: Counter[tuple[RoundKind, int]] = Counter()
    keys = []
    for one in rounds:
        seen[one.kind, one.year] += 1
        keys.append(RoundKey(one.kind, one.year, seen[one.kind, one.year]))
    return tuple(keys)


def document_id(
    notification: str, kind: str, year: str, role: DocumentRole, distinction: str = ""
) -> str:
    """Return `<notification>-<year>-<role>[-<number or area>]`."""
    parts = (notification, year, _ROLE_WORDS.get((kind, role), role), distinction)
    return "-".join(part for part in parts if part)


def _values(value: Any, pattern: tuple[object, ...]) -> Iterator[tuple[TreePath, Document]]:
    """Yield the documents that a pattern leads to from a value of the model, with their paths."""
    if value is None:
        return
    if not pattern:
        yield (), value
        return
    step, rest = pattern[0], pattern[1:]
    parts: Iterable[tuple[int | str, Any]] = (
        enumerate(value) if step is ANY else ((str(step), getattr(value, str(step))),)
    )
    for at, part in parts:
        for path, document in _values(part, rest):
            yield (at, *path), document
