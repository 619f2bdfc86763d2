"""Several files of the same form read as one source, in which every value knows its file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from hub.catalogue.tree import MappingNode, SequenceNode, SourceFile, Tree, TreePath
from hub.diagnostics.problem import Place, Problem

_LIST = "notifications"


@dataclass(slots=True)
class MergedSource(SourceFile):
    """Files whose lists of notifications are one list, in the order of the files."""

    parts: tuple[SourceFile, ...] = ()
    starts: tuple[int, ...] = ()
    """For each file, how many notifications come before it."""

    def place(self, path: TreePath, *, of_key: bool = False) -> Place:
        """Return where the value at `path` stands, in the file that holds it."""
        part, within = self.part(path)
        return part.place(within, of_key=of_key)

    def part(self, path: TreePath) -> tuple[SourceFile, TreePath]:
        """Return the one file that holds the value at `path`, and the path within that file."""
        match path:
            case ("notifications", int(number), *rest):
                at = bisect_right(self.starts, number) - 1
                return self.parts[at], (_LIST, number - self.starts[at], *rest)
            case (str(field), *_):
                holders = (one for one in self.parts if field in _fields(one.tree))
                return next(holders, self.parts[0]), path
        return self.parts[0], path

    def forget_tree(self) -> None:
        """Let go of the trees of all parts; they are read once more when they are asked for."""
        for one in self.parts:
            one.forget_tree()
        super(MergedSource, self).forget_tree()  # a class with slots is another than super() knows

    def without_tree(self) -> SourceFile:
        """Return the source as one whose tree cannot be read; it still knows its files."""
        return MergedSource(
            self.file, self.text, None, self.problems, parts=self.parts, starts=self.starts
        )

    @property
    def files(self) -> tuple[SourceFile, ...]:
        """The files that this source was read from."""
        return self.parts


def merged(parts: Sequence[SourceFile]) -> SourceFile:
    """Return one source of several files; a single file is returned as it is.

    A field beside the list of notifications belongs in one file; a second one is reported. Where
    a file has another form, its fault is all that the source holds: entries cannot be counted.
    """
    if len(parts) == 1:
        return parts[0]
    readable = [one for one in parts if one.tree is not None]
    problems = tuple(problem for one in parts for problem in one.problems)
    for one in readable:
        if not _has_form(one.tree):
            return MergedSource(one.file, one.text, one.tree, problems, parts=(one,), starts=(0,))
    starts, count = [], 0
    for one in parts:
        starts.append(count)
        items = _fields(one.tree).get(_LIST)
        count += len(items) if isinstance(items, SequenceNode) else 0
    return MergedSource(
        parts[0].file,
        "",  # each part has its own; together they would be as much once more
        _merged_tree(readable) if readable else None,
        (*problems, *_repeated_fields(readable)),
        partial(_merged_tree, readable) if readable else None,
        parts=tuple(parts),
        starts=tuple(starts),
    )


def _merged_tree(parts: Sequence[SourceFile]) -> Tree:
    tree, items = MappingNode(0), SequenceNode(0)
    for one in parts:
        for field, value in _fields(one.tree).items():
            if field != _LIST:
                tree.setdefault(field, value)
            elif isinstance(value, SequenceNode):
                items.extend(value)
    if any(_LIST in _fields(one.tree) for one in parts):
        tree[_LIST] = items
    return tree


def _repeated_fields(parts: Sequence[SourceFile]) -> list[Problem]:
    first: dict[str, Place] = {}
    found = []
    for one in parts:
        for field in _fields(one.tree):
            place = one.place((field,), of_key=True)
            if field == _LIST:
                continue
            if field in first:
                values = {"name": field, "file": first[field].file, "line": first[field].line}
                found.append(Problem("duplicate-field", place, field, values))
            first.setdefault(field, place)
    return found


def _has_form(tree: Tree) -> bool:
    """Return whether a file is fields with a list of notifications, or without it."""
    return isinstance(tree, MappingNode) and isinstance(
        tree.get(_LIST, SequenceNode(0)), SequenceNode
    )


def _fields(tree: Tree) -> MappingNode:
    return tree if isinstance(tree, MappingNode) else MappingNode(0)
