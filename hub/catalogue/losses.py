"""What is written and lost, without YAML minding: cut text, empty fields, letters gone wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import Final

from hub.catalogue.tree import (
    MappingNode,
    SequenceNode,
    SourceFile,
    Tree,
    TreePath,
    path_text,
)
from hub.diagnostics.problem import Place, Problem

MOST: Final = 100
"""Problems of each kind that are reported for a file."""

LONGEST_LINE: Final = 2000
"""Characters of a line that is looked at; a longer one is no line that a person has written."""

_TEXT_FIELDS: Final = (
    "title|listed_as|official_title|target_group|summary|note|request|url|landing_page|"
    "agency_page|provision|version|about|used|otherwise|activity|actor|supports|reference|name|"
    "label|text|reason"
)
_CUT: Final = re.compile(
    rf"^[ ]*(?:-[ ]+)*(?:(?:{_TEXT_FIELDS}):[ ]+|-[ ]+(?=[^:\n]*[ ][^:\n]*[ ]\#))"
    r"""(?P<text>[^\s'"|>\[{#][^\n]*?)[ ]+(?P<rest>\#[^\n]*)$""",
)
_SUSPECT: Final = re.compile("[\u00c2\u00c3\u00e2\u0300-\u036f\ufffd]")
_GARBLED: Final = re.compile("(?:[\u00c2\u00c3][^\x00-\x7f]|\u00e2\u20ac[^\x00-\x7f]?)")
_LETTERS: Final = re.compile(r"\S*(?:[\u0300-\u036f])\S*")


def check_losses(source: SourceFile) -> Iterator[Problem]:
    """Yield what of a file is lost or wrong as text, at its place."""
    yield from islice(_cut_texts(source), MOST)
    if _SUSPECT.search(source.text):  # rare, so that the lines are seldom looked at
        yield from islice(_wrong_letters(source), MOST)


def empty_fields(source: SourceFile, known: set[Place]) -> Iterator[Problem]:
    """Yield the fields that are there and empty, but for those of which something is known."""
    for path in islice(_empty(source.tree, ()), MOST):
        if source.place(path) not in known and source.place(path, of_key=True) not in known:
            place = source.place(path, of_key=True)
            yield Problem("empty-field", place, path_text(path), {"name": path[-1]})


def _cut_texts(source: SourceFile) -> Iterator[Problem]:
    if " #" not in source.text:
        return
    for number, line in enumerate(source.text.split("\n"), 1):
        if " #" in line and len(line) <= LONGEST_LINE and (match := _CUT.match(line)):
            values = {"rest": match["rest"], "kept": match["text"]}
            place = Place(source.file, number, match.start("rest") + 1)
            yield Problem("text-cut", place, values=values)


def _wrong_letters(source: SourceFile) -> Iterator[Problem]:
    for number, line in enumerate(source.text.split("\n"), 1):
        if len(line) > LONGEST_LINE or not _SUSPECT.search(line):
            continue
        for rule, pattern in (("lost-letter", "\ufffd"), ("garbled-letters", _GARBLED.pattern)):
            if match := re.search(rf"\S*?({pattern})\S*", line):
                place = Place(source.file, number, match.start(1) + 1)
                word = match.group()
                yield Problem(rule, place, values={"value": word, "mended": _ungarbled(word)})
        match = _LETTERS.search(line)
        if match and not unicodedata.is_normalized("NFC", match.group()):
            place = Place(source.file, number, match.start() + 1)
            values = {"value": unicodedata.normalize("NFC", match.group())}
            yield Problem("letters-in-parts", place, values=values)


def _ungarbled(word: str) -> str:
    """Return a word as it was before UTF-8 was read as another alphabet, if that can be said."""
    try:
        return word.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return "…"


def _empty(tree: Tree, path: TreePath) -> Iterator[TreePath]:
    if isinstance(tree, MappingNode):
        for key, value in tree.items():
            if value is None:
                yield (*path, key)
            elif not isinstance(value, str):
                yield from _empty(value, (*path, key))
    elif isinstance(tree, SequenceNode):
        for at, item in enumerate(tree):
            if item is not None and not isinstance(item, str):
                yield from _empty(item, (*path, at))
