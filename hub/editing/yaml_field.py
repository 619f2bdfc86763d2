"""Set one field of a YAML mapping and leave every other byte as it was."""

from __future__ import annotations

from collections.abc import Sequence

from hub.catalogue.source import source_of
from hub.catalogue.tree import MappingNode, SourceFile, TreePath
from hub.editing.yaml_insert import CannotPlace, Placed, end_of, lines_of, plain, plain_value
from hub.editing.yaml_writer import Value, fields_lines


def with_field(source: SourceFile, path: TreePath, value: Value, order: Sequence[str]) -> Placed:
    """Return the source with the field at `path` set to a text, a list or fields of its own.

    A field that is there already is written anew; a new one is put where `order` (the fields of
    the mapping) has it. What comes out is read again: it must be the old tree with that one
    field. Raises CannotPlace.
    """
    holder, name = source.value(path[:-1]), str(path[-1])
    if not isinstance(holder, MappingNode) or not holder:
        raise CannotPlace(name)
    lines, break_ = lines_of(source.text)
    if name in holder:
        start, end, indent = _extent(source, lines, path)
    else:
        earlier = order[: order.index(name)]
        present = [field for field in holder if field in earlier]
        after = present[-1] if present else next(iter(holder))
        _, end, indent = _extent(source, lines, (*path[:-1], after))
        start = end
    written = [line + break_ for line in fields_lines({name: value}, indent)]
    if lines[start : start + 1] and name in holder and lines[start].lstrip(" ").startswith("- "):
        written[0] = lines[start][:indent] + written[0][indent:]
    made = source_of("".join([*lines[:start], *written, *lines[end:]]), source.file)
    if made.problems or plain(made.tree) != _with(plain(source.tree), path, plain_value(value)):
        raise CannotPlace(name)
    return Placed(made, start + 1, "".join(written).rstrip("\r\n"))


def _extent(source: SourceFile, lines: list[str], path: TreePath) -> tuple[int, int, int]:
    """Return the lines that a field takes, from 0 to before the end, and its indentation."""
    place = source.place(path, of_key=True)
    indent = place.column - 1
    return place.line - 1, end_of(lines, place.line - 1, indent, dashes_too=True), indent


def _with(tree: object, path: TreePath, value: object) -> object:
    """Return plain values with the one at a path set."""
    step, rest = path[0], path[1:]
    if isinstance(tree, list):
        return [_with(one, rest, value) if at == step else one for at, one in enumerate(tree)]
    assert isinstance(tree, dict)
    return {**tree, step: _with(tree[step], rest, value) if rest else value}
