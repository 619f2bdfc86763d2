"""The rules that hold between fields and between entries.

They read the tree and not the model, so that an entry with a fault in one field still has its
other faults found. What has the wrong shape is passed over here: the model reports it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from hub.catalogue.documents import DOCUMENT_PLACES, DocumentRole, document_id
from hub.catalogue.tree import (
    ANY,
    MappingNode,
    SequenceNode,
    SourceFile,
    Tree,
    TreePath,
    find,
    line_text,
)
from hub.diagnostics.problem import InFull
from hub.text.address_keys import address_key
from hub.text.dates import KnownDate

Finding = tuple[str, TreePath, dict[str, object]]
"""Rule, path in the tree, values."""

Repeated = tuple[TreePath, str, str]
"""Path in the tree, text there, line where it stood first."""


def check_consistency(source: SourceFile, areas: tuple[str, ...] = ()) -> Iterator[Finding]:
    """Yield every fault between fields and entries of the catalogue, rule by rule."""
    notifications = list(find(source.tree, "notifications", ANY))
    ids = {text_at(value, "id"): path for path, value in notifications}
    for path, value, line in repeated(source, find(source.tree, "notifications", ANY, "id")):
        yield "duplicate-id", path, {"value": value, "line": line}
    yield from _succession(source, notifications, ids)
    documents = list(placed_documents(notifications))
    yield from _duplicates(source, documents, _id_of_titled, "duplicate-document", "id")
    yield from _duplicates(source, documents, _address, "duplicate-address", "url")
    for path, notification in notifications:
        rounds = [(path + at, value) for at, value in find(notification, "rounds", ANY)]
        yield from _rounds_in_order(rounds)
        for round_path, round_ in rounds:
            yield from _dates_of_round(round_path, round_)
            for at, report in find(round_, "regional_reports", ANY):
                if isinstance(report, MappingNode) and report.get("area") is None:
                    where = (*round_path, *at, *(("area",) if "area" in report else ()))
                    yield "missing-area", where, {"options": areas}


def text_at(node: Tree, field: str) -> str:
    """Return the text of a field, or an empty one where it has none."""
    value = node.get(field) if isinstance(node, MappingNode) else None
    return value if isinstance(value, str) else ""


def date_at(node: Tree, field: str) -> KnownDate | None:
    """Return the date of a field, or None where it has none."""
    try:
        return KnownDate.parse(text_at(node, field))
    except ValueError:
        return None


def repeated(
    source: SourceFile,
    found: Iterable[tuple[TreePath, Tree]],
    key: Callable[[str], str] = str.casefold,
) -> Iterator[Repeated]:
    """Yield each text whose key has come before: path, text, line of the first."""
    seen: dict[str, TreePath] = {}
    for path, value in found:
        if isinstance(value, str) and value:
            its_key = key(value)
            first = seen.setdefault(its_key, path)
            if first is not path:
                yield path, value, line_text(source, first, path)


def _succession(
    source: SourceFile, notifications: list[tuple[TreePath, Tree]], ids: dict[str, TreePath]
) -> Iterator[Finding]:
    choices = tuple(filter(None, ids))
    by_title = {
        text_at(value, "title").casefold(): text_at(value, "id") for _, value in notifications
    }
    for path, notification in notifications:
        older = text_at(notification, "succeeds")
        if not older:
            continue
        at = (*path, "succeeds")
        if older not in ids:
            values: dict[str, object] = {"name": "succeeds", "value": older, "choices": choices}
            if meant := by_title.get(older.casefold()):
                values["mended_line"] = InFull(f"succeeds: {meant}")
            yield "unknown-notification", at, values
        elif ids[older] == path or _is_no_older(source.value(ids[older]), notification):
            yield "succeeds-not-older", at, {"value": older}


def _is_no_older(older: Tree, newer: Tree) -> bool:
    """Return whether the first years are known and in the wrong order."""
    years = _first_year(older), _first_year(newer)
    return all(years) and years[0] >= years[1]


def _first_year(notification: Tree) -> str:
    return min(
        (text_at(round_, "year") for _, round_ in find(notification, "rounds", ANY)), default=""
    )


def placed_documents(
    notifications: list[tuple[TreePath, Tree]],
) -> Iterator[tuple[TreePath, Tree, tuple[str, str, str, DocumentRole, str]]]:
    """Yield each document with what its derived id is made of."""
    for path, notification in notifications:
        id_ = text_at(notification, "id")
        for round_at, round_ in find(notification, "rounds", ANY):
            kind, year = text_at(round_, "kind"), text_at(round_, "year")
            fields = round_ if isinstance(round_, MappingNode) else ()
            for role, pattern, distinction in DOCUMENT_PLACES:
                if pattern[0] not in fields:
                    continue
                for at, document in find(round_, *pattern):
                    told_apart = text_at(document, distinction)
                    if distinction == "number":
                        told_apart = told_apart.lstrip("0")  # as it is read: 01 is 1
                    identity = (id_, kind, year, role, told_apart)
                    yield path + round_at + at, document, identity


def derived_id(_: Tree, identity: tuple[str, str, str, DocumentRole, str]) -> str:
    """Return a document's id by what it is made of; empty where that is not known."""
    notification, kind, year, role, distinction = identity
    if role == "regional_report" and not distinction:
        return ""  # `missing-area` says it better
    return document_id(notification, kind, year, role, distinction) if notification else ""


def _id_of_titled(document: Tree, identity: tuple[str, str, str, DocumentRole, str]) -> str:
    """Return a document's id; one without a title is perhaps a part of the one above it."""
    return derived_id(document, identity) if text_at(document, "title") else ""


def _address(document: Tree, _: object) -> str:
    return address_key(text_at(document, "url"))


def _duplicates(
    source: SourceFile,
    documents: list[tuple[TreePath, Tree, tuple[str, str, str, DocumentRole, str]]],
    key_of: Callable[[Tree, tuple[str, str, str, DocumentRole, str]], str],
    rule: str,
    name: str,
) -> Iterator[Finding]:
    seen: dict[str, TreePath] = {}
    for path, document, identity in documents:
        key = key_of(document, identity)
        first = seen.setdefault(key, path)
        if key and first != path:
            line = line_text(source, first, path)
            area = text_at(document, "area")
            if name == "id" and identity[3] == "regional_report":
                yield "duplicate-report", (*path, "area"), {"area": area, "line": line}
                continue
            if name == "url":
                yield rule, (*path, "url"), {"url": text_at(document, "url"), "line": line}
                continue
            yield rule, path, {name: key, "line": line}


def _rounds_in_order(rounds: list[tuple[TreePath, Tree]]) -> Iterator[Finding]:
    earlier = ""
    for number, (path, round_) in enumerate(rounds):
        kind, year = text_at(round_, "kind"), text_at(round_, "year")
        if number == 0 and kind == "renewed":
            yield "first-round-original", (*path, "kind"), {}
        if number > 0 and kind == "original":
            yield "later-round-renewed", (*path, "kind"), {}
        if not date_at(round_, "year") or not year.isdigit() or _sent_in_another_year(round_):
            continue  # it is reported as a year already
        if earlier and year < earlier:
            yield "rounds-out-of-order", (*path, "year"), {"year": year, "earlier": earlier}
        earlier = max(year, earlier)
    if rounds:
        path, last = rounds[-1]
        for at, outcome in find(last, "agency_treatment", "outcome"):
            if outcome == "renewed_treatment_requested":
                yield "renewal-missing", path + at, {}


_AFTER_IT_WAS_SENT: tuple[tuple[str, tuple[object, ...]], ...] = (
    # what of a round is no earlier than its notification, and the rule that says so
    ("due-before-published", ("report_due",)),
    ("reported-before-published", ("reported",)),
    ("reported-before-published", ("regional_reports", ANY, "date")),
    ("treated-before-published", ("agency_treatment", "date")),
    ("treated-before-published", ("agency_treatment", "document", "date")),
)


def _sent_in_another_year(round_: Tree) -> KnownDate | None:
    """Return when a round was sent out, where that is not in its year; else None."""
    published, year = date_at(round_, "published"), text_at(round_, "year")
    is_year = date_at(round_, "year") is not None and year.isdigit()
    return published if published and is_year and year != str(published.year) else None


def _dates_of_round(path: TreePath, round_: Tree) -> Iterator[Finding]:
    published = date_at(round_, "published")
    if elsewhen := _sent_in_another_year(round_):
        year = text_at(round_, "year")
        yield "year-mismatch", (*path, "year"), {"year": year, "published": elsewhen}
    fields = round_ if isinstance(round_, MappingNode) else ()
    dated = [one for one in _AFTER_IT_WAS_SENT if one[1][0] in fields]  # often there is none
    # Where only the year is known, what is certainly earlier is as wrong; where the two are not of
    # one year, nothing is before or after them.
    if dated and not elsewhen and (sent := published or date_at(round_, "year")):
        for rule, pattern in dated:
            yield from _earlier_than(sent, rule, path, round_, pattern)
    for at, activity in find(round_, "schedule", ANY):
        start, end = date_at(activity, "start"), date_at(activity, "end")
        if start and end and end.is_before(start):
            yield "ends-before-start", (*path, *at, "end"), {"value": end, "start": start}


def _earlier_than(
    sent: KnownDate, rule: str, path: TreePath, round_: Tree, pattern: tuple[object, ...]
) -> Iterator[Finding]:
    holder, field = pattern[:-1], str(pattern[-1])
    for at, node in find(round_, *holder):
        if isinstance(node, SequenceNode):
            continue
        date = date_at(node, field)
        if date and date.is_before(sent):
            yield rule, (*path, *at, field), {"value": date, "published": sent}
