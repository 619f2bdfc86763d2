"""Ids that entries had before: old addresses that lead on, and what must not take them anew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from hub.catalogue.consistency import Finding, derived_id, placed_documents, text_at
from hub.catalogue.tree import ANY, SourceFile, Tree, TreePath, find, line_text

FIELD: Final = "former_ids"


def former_document_ids(
    notification: str, former_notifications: tuple[str, ...], id_: str, former: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the ids that a document had: its own former ones, and by its notification's.

    `id_` is what it has now, which begins with the id of its `notification`.
    """
    rest = id_.removeprefix(notification)
    return (*former, *(f"{one}{rest}" for one in former_notifications))


def texts_at(node: Tree, field: str) -> tuple[str, ...]:
    """Return the texts of a field that holds a list of them."""
    return tuple(value for _, value in find(node, field, ANY) if isinstance(value, str))


def check_former_ids(source: SourceFile) -> Iterator[Finding]:
    """Yield each former id that another entry has, or has had, too."""
    notifications = list(find(source.tree, "notifications", ANY))
    if not any(f"{FIELD}:" in one.text for one in source.files):
        return
    documents = [
        (path, document, derived_id(document, identity))
        for path, document, identity in placed_documents(notifications)
    ]
    cases = [(path, value, text_at(value, "id")) for path, value in notifications]
    for entries in (cases, documents):
        yield from _taken(source, entries)


def _taken(source: SourceFile, entries: list[tuple[TreePath, Tree, str]]) -> Iterator[Finding]:
    taken = {id_: path for path, _, id_ in entries if id_}
    for path, entry, _ in entries:
        for at, former in find(entry, FIELD, ANY):
            if isinstance(former, str):
                first = taken.setdefault(former, path + at)
                if first != path + at:
                    line = line_text(source, first, path)
                    yield "former-id-taken", path + at, {"value": former, "line": line}
