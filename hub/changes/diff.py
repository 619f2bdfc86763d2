"""What differs for readers between two revisions of the files of record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from hub.catalogue.documents import PlacedDocument, RoundKey, round_keys, walk_documents
from hub.catalogue.loader import MUNICIPALITIES_FILE, PROCESS_FILE, VOCABULARY_FILE
from hub.catalogue.model import Notification, Round
from hub.changes.comparison import checksum, compare, is_reordered, state_mark
from hub.changes.field_changes import FieldChange, ListChange
from hub.changes.kinds import WORDS, Change
from hub.changes.link_states import link_states, version_mark
from hub.changes.renames import former_ids_of
from hub.changes.revisions import Revision

DocumentsById = Mapping[str, PlacedDocument]

_SHARED_FILES: Final = {
    VOCABULARY_FILE: "Navne, love og ordliste",
    PROCESS_FILE: "Forløb, screeningsmodel og tidsplan",
    MUNICIPALITIES_FILE: "Kommuner og deres områder",
}
_NEW_ENTRIES: Final = frozenset(("notification-new", "round-new"))
_LISTS_OF_DOCUMENTS: Final = ("appendices", "regional_reports")
_OWN_CHANGES: Final = frozenset(
    ("report_due", "notification", "appendices", "regional_reports", "agency_treatment")
)
"""Fields of a round whose changes are changes of their own, or may be."""


class _Arrivals:
    """Counts the documents that came with a new case or round."""

    def __init__(self, entries: Iterable[Change]) -> None:
        self._came: Counter[tuple[str, str]] = Counter()
        self._new = {(one.case, one.round) for one in entries if one.what in _NEW_ENTRIES}

    def has_counted(self, one: PlacedDocument) -> bool:
        """Count a document that is new if its case or round is new too; return whether it is."""
        key = one.notification.id, ""
        if key not in self._new:
            key = one.notification.id, _round_of(one)
        if key not in self._new:
            return False
        self._came[key] += 1
        return True

    def counted(self, entries: Iterable[Change]) -> Iterator[Change]:
        """Yield changes of cases and rounds, with how many documents came with each."""
        for one in entries:
            came = self._came[one.case, one.round] if one.what in _NEW_ENTRIES else 0
            yield one.model_copy(update={"documents": came}) if came else one


def changes(before: Revision, after: Revision, *, with_arrivals: bool = True) -> tuple[Change, ...]:
    """Return what readers will meet, in the order of the summary.

    Arrivals are the documents that came with a new case or round, which counts them if they are
    not wanted one by one: a catalogue that is there all at once has tens of thousands.
    """
    old, new = ({one.id: one for one in walk_documents(each.catalogue)} for each in (before, after))
    entries = [*_notifications(before, after), *_rounds(before, after)]
    arrivals = None if with_arrivals else _Arrivals(entries)
    documents = tuple(_documents(old, new, arrivals))
    found = [
        *(arrivals.counted(entries) if arrivals else entries),
        *documents,
        *_links(before, after, new),
        *_lists(before, after),
        *_contents(before, after),
    ]
    order = {what: at for at, what in enumerate(WORDS)}
    return tuple(sorted(found, key=lambda one: order[one.what]))


def _notifications(before: Revision, after: Revision) -> Iterator[Change]:
    old = {one.id: one for one in before.catalogue.notifications}
    kept: set[str] = set()
    for one in after.catalogue.notifications:
        kept |= {one.id, *one.former_ids}
        previous = _previous(one, old)
        if previous is None:
            yield _of_case("notification-new", one)
        elif details := tuple(compare(previous, one)):
            mark = state_mark(one, exclude={"rounds", "former_ids"})
            yield _of_case("notification-changed", one, details=details, mark=mark)
    for id_, one in old.items():
        if id_ not in kept:
            yield _of_case("notification-gone", one)


def _previous(one: Notification, old: Mapping[str, Notification]) -> Notification | None:
    """Return what a notification was before, also under an id that it had then."""
    return next((old[id_] for id_ in (one.id, *one.former_ids) if id_ in old), None)


def _details_of_round(old: Round, new: Round) -> Iterator[FieldChange]:
    """Yield how a round differs in what is not told as another change."""
    yield from compare(old, new, without=("report_due",))
    if _outcome(old) == _outcome(new) and old.agency_treatment != new.agency_treatment:
        without = ("outcome",)  # no treatment, and one that was not found, say the same
        yield from compare(old.agency_treatment, new.agency_treatment, without=without)
    for name in _LISTS_OF_DOCUMENTS:
        titles = ([document.title for document in getattr(one, name)] for one in (old, new))
        if is_reordered(*titles):
            yield ListChange(field=f"Round.{name}", reordered=True)


def _rounds(before: Revision, after: Revision) -> Iterator[Change]:
    old = {one.id: one for one in before.catalogue.notifications}
    for one in after.catalogue.notifications:
        previous = _previous(one, old)
        if previous is not None:
            yield from _rounds_of_case(previous, one)


def _rounds_of_case(old: Notification, new: Notification) -> Iterator[Change]:
    before, after = rounds_by_key(old), rounds_by_key(new)
    for key in {**before, **after}:
        if key not in before:
            yield _of_case("round-new", new, key)
            continue
        if key not in after:
            yield _of_case("round-gone", new, key)
            continue
        one, other = before[key], after[key]
        due = tuple(found for found in compare(one, other) if found.field == "Round.report_due")
        if due:
            yield _of_case("deadline", new, key, details=due, mark=str(other.report_due or ""))
        if _outcome(one) != _outcome(other):
            details = tuple(compare(one.agency_treatment, other.agency_treatment))
            yield _of_case("outcome", new, key, details=details, mark=_outcome(other))
        if details := tuple(_details_of_round(one, other)):
            mark = state_mark(other, exclude=_OWN_CHANGES)
            yield _of_case("round-changed", new, key, details=details, mark=mark)


def rounds_by_key(one: Notification) -> Mapping[RoundKey, Round]:
    """Return the rounds of a notification by what each is known by."""
    return dict(zip(round_keys(one.rounds), one.rounds, strict=True))


def _outcome(round_: Round) -> str:
    return round_.agency_treatment.outcome if round_.agency_treatment else "not_found"


def _of_case(
    what: str,
    one: Notification,
    key: RoundKey | None = None,
    *,
    mark: str = "",
    details: tuple[FieldChange, ...] = (),
) -> Change:
    round_ = round_name(key) if key else ""
    return Change(
        what=what,
        title=round_title(one.title, round_),
        page=case_page(one.id),
        case=one.id,
        round=round_,
        mark=mark,
        details=details,
    )


def round_name(key: RoundKey) -> str:
    """Return the name of a round within its case, which stays: `renewed-2024-1`."""
    return f"{key.kind}-{key.year}-{key.nth}"


def case_page(id_: str) -> str:
    """Return where the page of a notification stands, from the site's root."""
    return f"udmeldinger/{id_}/"


def round_title(case: str, round_: str) -> str:
    """Return what a case of this title is called, or one of its rounds, by the round's name."""
    return f"{case}, {round_.split('-')[1]}" if round_ else case


def document_title(title: str, case: str) -> str:
    """Return what a document of this title is called beside the title of its case."""
    return title if title == case else f"{title} ({case})"


def _documents(
    old: DocumentsById, new: DocumentsById, arrivals: _Arrivals | None
) -> Iterator[Change]:
    kept = set[str]()
    for one in new.values():
        ids = (one.id, *former_ids_of(one))
        kept |= {*ids}
        previous = next((old[id_] for id_ in ids if id_ in old), None)
        if previous is None:
            if arrivals and arrivals.has_counted(one):
                continue
            own = one.role if one.role in ("appendix", "regional_report") else "document"
            yield _of_document(f"{own}-new", one)
            continue
        was, is_ = previous.document.withheld, one.document.withheld
        if was != is_:
            yield _of_document("document-withheld" if is_ else "document-shown", one)
        elif details := tuple(compare(previous.document, one.document)):
            mark = state_mark(one.document, exclude={"former_ids"})
            yield _of_document("document-changed", one, details=details, mark=mark)
    for id_, one in old.items():
        if id_ not in kept:
            yield _of_document("document-gone", one)


def _round_of(one: PlacedDocument) -> str:
    keys = zip(one.notification.rounds, round_keys(one.notification.rounds), strict=True)
    return next(round_name(key) for round_, key in keys if round_ is one.round)


def _of_document(
    what: str,
    one: PlacedDocument,
    *,
    address: str = "",
    mark: str = "",
    details: tuple[FieldChange, ...] = (),
) -> Change:
    return Change(
        what=what,
        title=document_title(one.document.title, one.notification.title),
        page=f"{case_page(one.notification.id)}#{one.id}",
        case=one.notification.id,
        round=_round_of(one),
        document=one.id,
        area=one.document.area or "",
        address=address,
        mark=mark,
        details=details,
    )


def _links(before: Revision, after: Revision, documents: DocumentsById) -> Iterator[Change]:
    was, is_ = link_states(before.lock, before.links), link_states(after.lock, after.links)
    for one in documents.values() if was or is_ else ():
        if one.document.withheld:
            continue
        for address in filter(None, (one.document.url, one.document.landing_page)):
            old, new = was.get(address), is_.get(address)
            if new is not None and new.is_broken and not (old and old.is_broken):
                yield _of_document("link-broken", one, address=address, mark=new.since)
            if old and old.is_broken and not (new and new.is_broken):
                yield _of_document(
                    "link-mended", one, address=address, mark=new.since if new else ""
                )
        known = version_mark(before.lock, one.document.url)
        version = version_mark(after.lock, one.document.url)
        if known and version and known != version:
            yield _of_document("version", one, mark=version)


def _lists(before: Revision, after: Revision) -> Iterator[Change]:
    """Yield how the order of the notifications, and the list behind the catalogue, differ."""
    old, new = ([one.id for one in each.catalogue.notifications] for each in (before, after))
    if is_reordered(old, new):
        mark = checksum(new)
        yield Change(what="order", title="Udmeldingerne", page="udmeldinger/", mark=mark)
    lists = before.catalogue.source_list, after.catalogue.source_list
    details = tuple(compare(*lists)) if lists[0] != lists[1] else ()
    if details:
        title = (lists[1] or lists[0]).title  # type: ignore[union-attr]  # they differ
        mark = state_mark(lists[1])
        yield Change(what="source-list", title=title, page="om/", mark=mark, details=details)


def _contents(before: Revision, after: Revision) -> Iterator[Change]:
    if not before.contents:
        return  # the first commit of all: every page is new, and nobody has read one
    for file in sorted(before.contents.keys() | after.contents.keys()):
        old, new = before.contents.get(file), after.contents.get(file)
        if old == new:
            continue
        if file in _SHARED_FILES:
            details = tuple(_words(before, after, file))
            yield Change(what="words", title=_SHARED_FILES[file], page="", details=details)
            continue
        kind = "page-new" if old is None else "page-gone" if new is None else "page-changed"
        page = file.removeprefix(f"{after.content_folder}/").removesuffix(".md")
        page = page.removesuffix("index")
        address = f"{page.rstrip('/')}/" if page else ""
        yield Change(what=kind, title=page or "forside", page=address)


def _words(before: Revision, after: Revision, file: str) -> Iterator[FieldChange]:
    """Yield how a file that many pages use differs, as far as it is made of names."""
    if file == VOCABULARY_FILE:
        yield from compare(before.vocabulary, after.vocabulary)
    elif file == MUNICIPALITIES_FILE:
        yield from compare(before.municipalities, after.municipalities)
