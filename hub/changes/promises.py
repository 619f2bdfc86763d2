"""Addresses that are public already and would be lost: ids that a change takes away."""

from __future__ import annotations

from collections.abc import Iterator

from hub.catalogue.consistency import derived_id, placed_documents, text_at
from hub.catalogue.documents import walk_documents
from hub.catalogue.former_ids import FIELD, former_document_ids, texts_at
from hub.catalogue.model import Catalogue, Document, Notification
from hub.catalogue.tree import ANY, SourceFile, Tree, TreePath, find, path_text
from hub.diagnostics.problem import Problem


def broken_promises(before: Catalogue, source: SourceFile) -> Iterator[Problem]:
    """Yield each id of a notification or a document that `source` no longer leads to.

    The place is that of the entry which seems to have taken the old one's place, if there is one.
    """
    cases = list(find(source.tree, "notifications", ANY))
    by_id: dict[str, tuple[TreePath, Tree]] = {}
    for path, case in cases:
        for id_ in (text_at(case, "id"), *texts_at(case, FIELD)):
            by_id.setdefault(id_, (path, case))
    for one in before.notifications:
        for id_ in (one.id, *one.former_ids):
            if id_ not in by_id:
                heir = _successor(one, before, cases)
                yield _problem("id-gone", source, (*heir, "id") if heir else (), id_)
    yield from _documents(before, source, cases, by_id)


def _documents(
    before: Catalogue,
    source: SourceFile,
    cases: list[tuple[TreePath, Tree]],
    by_id: dict[str, tuple[TreePath, Tree]],
) -> Iterator[Problem]:
    kept: set[str] = set()
    new: list[tuple[TreePath, Tree]] = []
    known = {one.id for one in walk_documents(before)}
    for path, document, identity in placed_documents(cases):
        id_, case = derived_id(document, identity), source.value(path[:2])
        former = former_document_ids(
            text_at(case, "id"), texts_at(case, FIELD), id_, texts_at(document, FIELD)
        )
        kept |= {id_, *former}
        if id_ not in known:
            new.append((path, document))
    for one in walk_documents(before):
        if one.notification.id not in by_id:
            continue  # that is reported of the whole case
        path, _ = by_id[one.notification.id]
        here = [placed for placed in new if placed[0][:2] == path]
        for id_ in (one.id, *one.document.former_ids):
            if id_ not in kept:
                yield _problem(
                    "document-id-gone", source, _same_document(one.document, here) or path, id_
                )


def _successor(
    old: Notification, before: Catalogue, cases: list[tuple[TreePath, Tree]]
) -> TreePath | None:
    """Return the new entry that says the same as an old one, if there is one."""
    known = {one.id for one in before.notifications}
    for path, case in cases:
        is_new = text_at(case, "id") not in known
        same = text_at(case, "title") == old.title or (
            old.listed_as is not None and text_at(case, "listed_as") == old.listed_as
        )
        if is_new and same:
            return path
    return None


def _same_document(old: Document, new: list[tuple[TreePath, Tree]]) -> TreePath | None:
    """Return the new document that is an old one: by its address, the list's words, its title."""
    for field in ("url", "listed_as", "title"):
        wanted = getattr(old, field)
        for path, document in new:
            if wanted and text_at(document, field) == wanted:
                return path
    return None


def _problem(rule: str, source: SourceFile, path: TreePath, id_: str) -> Problem:
    return Problem(rule, source.place(path), path_text(path), {"id": id_})
