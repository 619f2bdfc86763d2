"""The texts that the editors' snippets put in for a start: what is left of them is no entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

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

_ANY: Final = re.compile("|".join((*map(re.escape, PLACEHOLDERS), _FIELD_OF_A_SNIPPET.pattern)))


def check_placeholders(source: SourceFile) -> Iterator[Problem]:
    """Yield the texts of a file that nobody has written anything in the place of."""
    if not any(
        _ANY.search(one.text) for one in source.files
    ):  # so that the tree is seldom looked through
        return
    for path, text in _texts(source.tree, ()):
        if text.strip() in PLACEHOLDERS or _FIELD_OF_A_SNIPPET.match(text):
            values = {"value": text.strip()}
            yield Problem("untouched-snippet", source.place(path), path_text(path), values)


def _texts(tree: Tree, path: TreePath) -> Iterator[tuple[TreePath, str]]:
    if isinstance(tree, str):
        yield path, tree
    elif isinstance(tree, MappingNode):
        for name, value in tree.items():
            yield from _texts(value, (*path, name))
    elif isinstance(tree, SequenceNode):
        for at, item in enumerate(tree):
            yield from _texts(item, (*path, at))
