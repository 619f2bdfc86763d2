"""The rules that hold within the vocabulary, and within the process.

Like those of the catalogue they read the tree: what has the wrong shape is passed over here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import get_args

from hub.catalogue.consistency import Finding, repeated, text_at
from hub.catalogue.model import Outcome
from hub.catalogue.tree import ANY, SequenceNode, SourceFile, Tree, find
from hub.text.slugs import slug

_NAMED = (
    # a list of the vocabulary, and what tells its items apart
    ("areas", "id"),
    ("authorities", "id"),
    ("instruments", "id"),
    ("outcomes", "id"),
    ("outcomes", "slug"),
)


def check_vocabulary(source: SourceFile) -> Iterator[Finding]:
    """Yield what the vocabulary says twice, and the outcomes that it has no words for."""
    for group, field in _NAMED:
        yield from _twice(source, (group, ANY, field))
    tiles = {path: _tile(value) for path, value in find(source.tree, "areas", ANY, "tile")}
    for path, value, line in repeated(source, tiles.items()):
        yield "duplicate-entry", (*path, "column"), {"value": value, "line": line}
    # Terms are linked to by their slugs, which words that are not quite equal can share.
    yield from _twice(source, ("glossary", ANY, "term"), slug)
    if not isinstance(source.value(("outcomes",)), SequenceNode):
        return
    told = _texts(source, "outcomes", ANY, "id")
    for outcome in get_args(Outcome):
        if outcome not in told:
            yield "missing-outcome", ("outcomes",), {"value": outcome}


def check_process(source: SourceFile) -> Iterator[Finding]:
    """Yield what the process says twice, and the steps that it names and does not have."""
    yield from _twice(source, ("steps", ANY, "id"))
    yield from _twice(source, ("screening_model", "criteria", ANY, "id"))
    steps = _texts(source, "steps", ANY, "id")
    for path, value in find(source.tree, "steps", ANY, "leads_to", ANY, "step"):
        if isinstance(value, str) and value not in steps:
            yield "unknown-step", path, {"value": value, "choices": steps}


def _tile(node: Tree) -> str:
    row, column = text_at(node, "row"), text_at(node, "column")
    return f"row: {row}, column: {column}" if row and column else ""


def _texts(source: SourceFile, *pattern: object) -> tuple[str, ...]:
    return tuple(value for _, value in find(source.tree, *pattern) if isinstance(value, str))


def _twice(
    source: SourceFile, pattern: tuple[object, ...], key: Callable[[str], str] = str.casefold
) -> Iterator[Finding]:
    for path, value, line in repeated(source, find(source.tree, *pattern), key):
        yield "duplicate-entry", path, {"value": value, "line": line}
