"""What a change means for readers: »1 ny udmelding, 2 nye bilag, 1 link virker ikke«."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from hub.catalogue.documents import PlacedDocument, RoundKey, round_keys, walk_documents
from hub.catalogue.model import Notification, Round
from hub.documents.records import Lock
from hub.editing.revisions import Revision
from hub.links.records import LinkVerdict
from hub.text.danish import list_text
from hub.web.errors import Verdict

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    # what has changed, as it is said of one and of several; in the order of the summary
    "notification-new": ("ny udmelding", "nye udmeldinger"),
    "notification-gone": ("fjernet udmelding", "fjernede udmeldinger"),
    "notification-changed": ("ændret udmelding", "ændrede udmeldinger"),
    "round-new": ("ny runde", "nye runder"),
    "round-gone": ("fjernet runde", "fjernede runder"),
    "outcome": ("nyt udfald", "nye udfald"),
    "appendix-new": ("nyt bilag", "nye bilag"),
    "regional_report-new": ("ny afrapportering", "nye afrapporteringer"),
    "document-new": ("nyt dokument", "nye dokumenter"),
    "document-gone": ("fjernet dokument", "fjernede dokumenter"),
    "document-changed": ("ændret dokument", "ændrede dokumenter"),
    "document-withheld": ("dokument vises ikke mere", "dokumenter vises ikke mere"),
    "version": ("dokument er ændret hos udgiveren", "dokumenter er ændret hos udgiveren"),
    "link-broken": ("link virker ikke", "links virker ikke"),
    "link-mended": ("link virker igen", "links virker igen"),
    "page-new": ("ny side", "nye sider"),
    "page-gone": ("fjernet side", "fjernede sider"),
    "page-changed": ("ændret side", "ændrede sider"),
    "words": ("ændring i ord, navne eller forløb", "ændringer i ord, navne eller forløb"),
}
NO_CHANGES: Final = "Ingen ændringer for læserne."

_BAD: Final = frozenset((Verdict.BROKEN, Verdict.NOT_A_DOCUMENT, Verdict.DAMAGED, Verdict.UNSAFE))
_SHARED_FILES: Final = {
    "data/vocabulary.yaml": "Navne, love og ordliste",
    "data/process.yaml": "Forløb, screeningsmodel og tidsplan",
    "data/municipalities.yaml": "Kommuner og deres områder",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One change that readers meet."""

    what: str
    """A key of `WORDS`."""
    title: str
    page: str
    """Where readers meet it, from the site's root; for what is gone, where it was."""


def changes(before: Revision, after: Revision) -> tuple[Change, ...]:
    """Return what readers will meet, in the order of the summary."""
    found = [
        *_notifications(before, after),
        *_rounds(before, after),
        *_documents(before, after),
        *_links(before, after),
        *_contents(before, after),
    ]
    order = list(WORDS)
    return tuple(sorted(found, key=lambda one: order.index(one.what)))


def summary(found: Sequence[Change]) -> str:
    """Return the changes in one line."""
    counts = Counter(one.what for one in found)
    parts = [
        f"{counts[what]} {words[counts[what] > 1]}" for what, words in WORDS.items() if counts[what]
    ]
    return f"{list_text(parts)}." if parts else NO_CHANGES


def _notifications(before: Revision, after: Revision) -> Iterator[Change]:
    old = {one.id: one for one in before.catalogue.notifications}
    new = {one.id: one for one in after.catalogue.notifications}
    for id_, one in new.items():
        if id_ not in old:
            yield Change("notification-new", one.title, _case(one))
        elif _says_otherwise(old[id_], one):
            yield Change("notification-changed", one.title, _case(one))
    for id_, one in old.items():
        if id_ not in new:
            yield Change("notification-gone", one.title, _case(one))


def _says_otherwise(old: Notification, new: Notification) -> bool:
    """Return whether an entry differs in what is not told as another change."""
    without = {"rounds": ()}
    if old.model_copy(update=without) != new.model_copy(update=without):
        return True
    before = _rounds_by_key(old)
    return any(
        _own_facts(before[key], one) != _own_facts(one, before[key])
        for key, one in _rounds_by_key(new).items()
        if key in before
    )


def _own_facts(one: Round, other: Round) -> object:
    """Return what a round says besides its documents, and besides a new outcome."""
    without = {"notification": None, "appendices": (), "regional_reports": ()}
    treatment = one.agency_treatment
    if treatment and _outcome(one) == _outcome(other):
        return one.model_copy(
            update={**without, "agency_treatment": treatment.model_copy(update={"document": None})}
        )
    return one.model_copy(update={**without, "agency_treatment": None})


def _rounds(before: Revision, after: Revision) -> Iterator[Change]:
    old = {one.id: one for one in before.catalogue.notifications}
    for one in after.catalogue.notifications:
        if one.id in old:
            yield from _rounds_of_case(old[one.id], one)


def _rounds_of_case(old: Notification, new: Notification) -> Iterator[Change]:
    before, after = _rounds_by_key(old), _rounds_by_key(new)
    for key in {**before, **after}:
        title = f"{new.title}, {key.year}"
        if key not in before:
            yield Change("round-new", title, _case(new))
        elif key not in after:
            yield Change("round-gone", title, _case(new))
        elif _outcome(before[key]) != _outcome(after[key]):
            yield Change("outcome", title, _case(new))


def _rounds_by_key(one: Notification) -> Mapping[RoundKey, Round]:
    return dict(zip(round_keys(one.rounds), one.rounds, strict=True))


def _outcome(round_: Round) -> str:
    return round_.agency_treatment.outcome if round_.agency_treatment else "not_found"


def _documents(before: Revision, after: Revision) -> Iterator[Change]:
    old, new = _by_id(before), _by_id(after)
    for id_, one in new.items():
        page = f"{_case(one.notification)}#{id_}"
        if id_ not in old:
            own = one.role if one.role in ("appendix", "regional_report") else "document"
            yield Change(f"{own}-new", _title(one), page)
        elif one.document.withheld and not old[id_].document.withheld:
            yield Change("document-withheld", _title(one), page)
        elif one.document != old[id_].document:
            yield Change("document-changed", _title(one), page)
    for id_, one in old.items():
        if id_ not in new:
            yield Change("document-gone", _title(one), f"{_case(one.notification)}#{id_}")


def _by_id(revision: Revision) -> Mapping[str, PlacedDocument]:
    return {one.id: one for one in walk_documents(revision.catalogue)}


def _title(placed: PlacedDocument) -> str:
    return f"{placed.document.title} ({placed.notification.title})"


def _links(before: Revision, after: Revision) -> Iterator[Change]:
    was_bad = _bad(before)
    is_bad = _bad(after)
    old_versions = _versions(before.lock)
    new_versions = _versions(after.lock)
    for id_, one in _by_id(after).items():
        if one.document.withheld:
            continue
        page = f"{_case(one.notification)}#{id_}"
        for address in filter(None, (one.document.url, one.document.landing_page)):
            if address in is_bad and address not in was_bad:
                yield Change("link-broken", f"{address} ({_title(one)})", page)
            if address in was_bad and address not in is_bad:
                yield Change("link-mended", f"{address} ({_title(one)})", page)
        known = old_versions.get(one.document.url or "", 0)
        if known and new_versions.get(one.document.url or "", 0) > known:
            yield Change("version", _title(one), page)


def _bad(revision: Revision) -> frozenset[str]:
    lock = revision.lock
    verdicts = {
        **{address: record.verdict for address, record in lock.documents.items()},
        **{address: page.verdict for address, page in lock.landing_pages.items()},
    }
    return frozenset(
        (
            *(address for address, verdict in verdicts.items() if verdict in _BAD),
            *(
                address
                for address, record in revision.links.links.items()
                if record.verdict == LinkVerdict.BROKEN
            ),
        )
    )


def _versions(lock: Lock) -> Mapping[str, int]:
    return {address: len(record.versions) for address, record in lock.documents.items()}


def _contents(before: Revision, after: Revision) -> Iterator[Change]:
    if not before.contents:
        return  # the first commit of all: every page is new, and nobody has read one
    for file in sorted(before.contents.keys() | after.contents.keys()):
        old, new = before.contents.get(file), after.contents.get(file)
        if old == new:
            continue
        if file in _SHARED_FILES:
            yield Change("words", _SHARED_FILES[file], "")
            continue
        kind = "page-new" if old is None else "page-gone" if new is None else "page-changed"
        page = file.removeprefix(f"{after.content_folder}/").removesuffix(".md")
        page = page.removesuffix("index")
        yield Change(kind, page or "forside", f"{page.rstrip('/')}/" if page else "")


def _case(one: Notification) -> str:
    return f"udmeldinger/{one.id}/"
