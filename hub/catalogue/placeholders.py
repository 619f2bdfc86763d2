"""What was written for a start, by a snippet or an editor: what is left of it is no entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from hub.catalogue.address_slips import NO_VALUE
from hub.catalogue.tree import MappingNode, SequenceNode, SourceFile, Tree, TreePath, path_text
from hub.diagnostics.problem import Problem

PLACEHOLDERS: Final = (
    "navn-i-adressen",
    "Central udmelding for …",
    "Målgruppen med styrelsens ord",
    "Hvad sagen handler om, i to til fire sætninger.",
    "Hvad kommunerne blev bedt om.",
    "Afrapportering fra …",
    "https://www.rs17.dk/afrapportering.pdf",
    "https://www.sbst.dk/udgivelser/bilag",
)
"""What the snippets in `.vscode/hub.code-snippets` say where only an editor knows what to write."""

_FIELD_OF_A_SNIPPET: Final = re.compile(r"\$\{[0-9]+[:|]")
"""How a snippet marks a place to fill in; an editor's program takes the mark away."""

_NO_VALUE: Final = re.compile(NO_VALUE, re.IGNORECASE)
_ANY: Final = (
    # two patterns, because one that takes letters of either case throughout is ten times as slow
    re.compile("|".join((*map(re.escape, PLACEHOLDERS), _FIELD_OF_A_SNIPPET.pattern))),
    re.compile(rf"[:-][ ]+[\"']?(?i:{NO_VALUE})[\"']?[ ]*(?:[\r\n#]|$)"),
)


def check_placeholders(source: SourceFile) -> Iterator[Problem]:
    """Yield the texts of a file that nobody has written anything in the place of."""
    if not any(any_.search(one.text) for one in source.files for any_ in _ANY):
        # so that the tree is seldom looked through
        return
    for path, text in _texts(source.tree, ()):
        if text.strip() in PLACEHOLDERS or _FIELD_OF_A_SNIPPET.match(text):
            values = {"value": text.strip()}
            yield Problem("untouched-snippet", source.place(path), path_text(path), values)
        elif _NO_VALUE.fullmatch(text.strip()):
            name = next(str(step) for step in reversed(path) if isinstance(step, str))
            values = {"name": name, "value": text.strip()}
            yield Problem("placeholder-text", source.place(path), path_text(path), values)


def _texts(tree: Tree, path: TreePath) -> Iterator[tuple[TreePath, str]]:
    if isinstance(tree, str):
        yield path, tree
    elif isinstance(tree, MappingNode):
        for name, value in tree.items():
            yield from _texts(value, (*path, name))
    elif isinstance(tree, SequenceNode):
        for at, item in enumerate(tree):
            yield from _texts(item, (*path, at))
