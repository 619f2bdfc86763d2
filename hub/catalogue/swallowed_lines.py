"""Lines that a text swallows: indented too far, a field, an item or a remark becomes part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from hub.catalogue.field_places import field_names
from hub.catalogue.model import Catalogue
from hub.catalogue.tree import SourceFile
from hub.diagnostics.problem import Place, Problem
from hub.text.lines import lines_in

_BLOCK: Final = re.compile(
    r"(?P<before>[ ]*(?:-[ ]+)*)(?P<name>[a-z_]+:[ ]+)?[>|][-+0-9]*[ ]*(?:#.*)?$"
)
_PLAIN_ITEM: Final = re.compile(r"[ ]*-[ ]+(?!.*:[ ]*(?:#.*)?$)[^\s\"'>|\[{&*!#?-]")
"""An item that is a text; one that ends in a colon is a field with a list below it."""

_REMARK: Final = re.compile(r"#[ ]")
_FIELD: Final = re.compile(r"(?P<name>[a-z_]+):(?:[ ]|$)")


def swallowed_lines(source: SourceFile) -> Iterator[Problem]:
    """Yield each line that a text holds, and that begins as a line of its own would.

    In a text below `>` or `|` that is the first field or remark that begins where the text does. In
    an item without quotation marks it is an item; sentences may have a dash at the beginning of a
    line too.
    """
    if source.tree is None:
        return
    lines, end = lines_in(source.text), 0
    for number, line in enumerate(lines):
        if number < end:
            continue
        if (">" in line or "|" in line) and (block := _BLOCK.match(line)):
            end = _end_of_block(lines, number + 1, block)
            for at in _beginnings(lines, number + 1, end):
                yield _problem(source, at, lines[at], number)
        elif number and line.lstrip(" ").startswith("- ") and _PLAIN_ITEM.match(lines[number - 1]):
            above = lines[number - 1]
            if _depth(line) > _depth(above):
                yield _problem(source, number, line, number - 1)


def _end_of_block(lines: Sequence[str], start: int, block: re.Match[str]) -> int:
    """Return the first line behind the text of a block, which begins at `start` or below it."""
    least = len(block["before"]) + 1 if block["name"] else len(block["before"].rstrip())
    depth = 0
    for number in range(start, len(lines)):
        if lines[number].strip(" "):
            if _depth(lines[number]) < (depth or least):
                return number
            depth = depth or _depth(lines[number])
    return len(lines)


def _beginnings(lines: Sequence[str], start: int, end: int) -> Iterator[int]:
    """Yield the first of the lines of a text that is a remark or a field, if one is."""
    own = [at for at in range(start, end) if lines[at].strip(" ")]
    names = field_names(Catalogue)
    for at in own:
        text = lines[at][_depth(lines[own[0]]) :]
        field = _FIELD.match(text)
        if _REMARK.match(text) or (field and field["name"] in names):
            yield at
            return


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _problem(source: SourceFile, number: int, line: str, start: int) -> Problem:
    place = Place(source.file, number + 1, _depth(line) + 1)
    return Problem("swallowed-line", place, values={"value": line.strip(), "line": start + 1})
