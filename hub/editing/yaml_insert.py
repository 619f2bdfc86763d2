"""Put a new item into a YAML text and leave every other byte as it was.

Comments, order and quoting stay because only lines are put in between. What comes out is read
again: it must be the old tree with the one item more, or nothing is returned.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hub.catalogue.source import source_of
from hub.catalogue.tree import MappingNode, SequenceNode, SourceFile, Tree, TreePath
from hub.editing.yaml_writer import Fields, item_lines

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


class CannotPlace(Exception):
    """The list is written in a way that cannot be added to safely; an editor must do it."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A source with a new item: from which line, and how the new lines read."""

    source: SourceFile
    line: int
    text: str


def with_item(
    source: SourceFile,
    path: TreePath,
    item: Fields,
    order: Sequence[str],
    before: int | None = None,
) -> Placed:
    """Return the source with one item more in the list at `path`, at its end or `before` another.

    Comments directly above an item stay with it, and where a blank line parts the items, one parts
    the new item too. Where the list's field is missing, it is put where `order` (the fields of
    what holds it) has it. Raises CannotPlace.
    """
    lines, break_ = lines_of(source.text)
    value = source.value(path)
    count = len(value) if isinstance(value, SequenceNode) else 0
    at_end = before is None or before >= count
    if value == []:
        at, new = _first_item(source, lines, path, item)
    elif at_end:
        at, new = _insertion(source, lines, path, item, order)
    else:
        at, new = _insertion_before(source, lines, (*path, before or 0), item)
    blank = [""] if _is_parted(source, lines, path) else []
    written = [*blank, *new] if at_end else [*new, *blank]
    text = "".join([*lines[:at], *(line + break_ for line in written), *lines[at:]])
    made = source_of(text, source.file)
    index = count if at_end else before
    if not made.problems and plain(made.tree) != _with(plain(source.tree), path, item, index):
        raise CannotPlace(".".join(map(str, path)))
    return Placed(made, at + 1 + (len(blank) if at_end else 0), "\n".join(new))


def lines_of(text: str) -> tuple[list[str], str]:
    """Return the lines of a text, each with its line break, and the break that it uses."""
    lines = _LINES.findall(text)
    break_ = "\r\n" if "\r\n" in text else "\n"
    if lines and not lines[-1].endswith(("\r", "\n")):
        lines[-1] += break_
    return lines, break_


def _insertion(
    source: SourceFile, lines: list[str], path: TreePath, item: Fields, order: Sequence[str]
) -> tuple[int, list[str]]:
    """Return before which line (from 0) to put which lines."""
    value, parent = source.value(path), source.value(path[:-1])
    if isinstance(value, SequenceNode) and value:
        last = source.place((*path, len(value) - 1))
        before = lines[last.line - 1][: last.column - 1]
        dash = before.rfind("-")
        if before.strip() != "-":
            raise CannotPlace("[")
        return end_of(lines, last.line - 1, dash), item_lines(item, dash)
    name = str(path[-1])
    if not isinstance(parent, MappingNode) or name in parent or not parent:
        raise CannotPlace(name)
    earlier = order[: order.index(name)]
    present = [field for field in parent if field in earlier] or list(parent)
    before_it = max(present, key=lambda field: order.index(field) if field in order else -1)
    place = source.place((*path[:-1], before_it), of_key=True)
    indent = place.column - 1
    end = end_of(lines, place.line - 1, indent, dashes_too=True)
    return end, [f"{' ' * indent}{name}:", *item_lines(item, indent + 2)]


def _insertion_before(
    source: SourceFile, lines: list[str], path: TreePath, item: Fields
) -> tuple[int, list[str]]:
    """Return the same for a new item above the one at `path`."""
    start, dash = _start_of(source, lines, path)
    return start, item_lines(item, dash)


def _start_of(source: SourceFile, lines: list[str], path: TreePath) -> tuple[int, int]:
    """Return the first line of an item, with the comments on it, and the column of its dash."""
    place = source.place(path)
    ahead = lines[place.line - 1][: place.column - 1]
    dash = ahead.rfind("-")
    if ahead.strip() != "-":
        raise CannotPlace("[")
    start = place.line - 1
    while start and lines[start - 1].startswith(f"{' ' * dash}#"):
        start -= 1
    return start, dash


def _is_parted(source: SourceFile, lines: list[str], path: TreePath) -> bool:
    """Return whether a blank line stands between the first two items of a list."""
    value = source.value(path)
    if not isinstance(value, SequenceNode) or len(value) < 2:  # noqa: PLR2004  # between two
        return False
    start, _ = _start_of(source, lines, (*path, 1))
    return not lines[start - 1].strip()


def _first_item(
    source: SourceFile, lines: list[str], path: TreePath, item: Fields
) -> tuple[int, list[str]]:
    """Take the brackets of an empty list, `name: []`, out of the lines; return as `_insertion`."""
    at = source.place(path)
    key = source.place(path, of_key=True)
    line = lines[at.line - 1]
    if at.line != key.line or not re.match(r"\[ *\]", line[at.column - 1 :]):
        raise CannotPlace("[")
    rest = line[at.column - 1 :].partition("]")[2]
    lines[at.line - 1] = f"{line[: at.column - 1].rstrip()}{rest}"
    return at.line, item_lines(item, key.column + 1)


def end_of(lines: list[str], start: int, column: int, *, dashes_too: bool = False) -> int:
    """Return the line after the last one that belongs to what starts on a line, at a column.

    With `dashes_too` a dash at that column belongs to it: the list of a field may stand there.
    """
    last = start
    for number in range(start + 1, len(lines)):
        line = lines[number].rstrip("\r\n")
        text = line.lstrip(" ")
        indent = len(line) - len(text)
        if (indent > column and text) or (
            dashes_too and indent == column and re.match(r"-(?: |$)", text)
        ):
            last = number
        elif text and not text.startswith("#"):
            break
    return last + 1


def plain(tree: Tree) -> object:
    """Return a tree as plain values, without places."""
    if isinstance(tree, MappingNode):
        return {name: plain(value) for name, value in tree.items()}
    if isinstance(tree, SequenceNode):
        return [plain(value) for value in tree]
    return tree


def _with(tree: object, path: TreePath, item: object, index: int | None) -> object:
    """Return plain values with an item more in the list at a path, at an index."""
    if not path:
        items = tree if isinstance(tree, list) else []
        return [*items[:index], plain_value(item), *items[index:]]
    step, rest = path[0], path[1:]
    if isinstance(tree, list) and isinstance(step, int):
        return [_with(one, rest, item, index) if at == step else one for at, one in enumerate(tree)]
    assert isinstance(tree, dict)
    return {**tree, step: _with(tree.get(step), rest, item, index)}


def plain_value(value: object) -> object:
    """Return a value that is to be written as it is read again: every list as a list."""
    if isinstance(value, dict):
        return {name: plain_value(one) for name, one in value.items()}
    if isinstance(value, str):
        return value
    return [plain_value(one) for one in value]  # type: ignore[attr-defined]  # a list or a tuple
