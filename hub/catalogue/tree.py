"""A file of record as a tree of texts, in which every value knows its line."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias, cast

from hub.diagnostics.problem import Place, Problem

ANY: Final = object()
"""In a pattern for `find`: every item of a list."""

MOST_PROBLEMS: Final = 20_000
"""Problems of a file that are told at each step of reading it; of the rest only that it is."""


class MappingNode(dict[str, "Tree"]):
    """A mapping with the places of itself, of each key and of each value, in the order written."""

    __slots__ = ("_positions", "key_places", "place", "value_places")

    def __init__(self, place: int) -> None:
        super().__init__()
        self.place = place
        self.key_places = array("q")
        self.value_places = array("q")
        self._positions: dict[str, int] | None = None

    def position(self, key: str) -> int:
        """Return how many keys stand before this one; fast also where very many are asked for."""
        if self._positions is None:
            self._positions = {}
        known = self._positions
        new = range(len(self) - 1, len(known) - 1, -1)
        known.update(zip(reversed(self), new, strict=False))
        return known[key]


class SequenceNode(list["Tree"]):
    """A list with the places of itself and of each item."""

    __slots__ = ("place", "value_places")

    def __init__(self, place: int) -> None:
        super().__init__()
        self.place = place
        self.value_places = array("q")


Tree: TypeAlias = MappingNode | SequenceNode | str | None
TreePath: TypeAlias = tuple[str | int, ...]


@dataclass(slots=True)
class SourceFile:
    """A file as it was read: its name as shown to people, its text, its tree, its faults."""

    file: str
    text: str
    _tree: Tree
    problems: tuple[Problem, ...] = ()
    _read: Callable[[], Tree] | None = None
    """Makes the tree of the text once more."""
    _is_forgotten: bool = False

    @property
    def tree(self) -> Tree:
        """The tree; after `forget_tree` it is read from the text once more."""
        if self._is_forgotten and self._read:
            self._tree, self._is_forgotten = self._read(), False
        return self._tree

    def forget_tree(self) -> None:
        """Let go of the tree, which takes ten times the memory of the text."""
        if self._read:
            self._tree, self._is_forgotten = None, True

    def without_tree(self) -> SourceFile:
        """Return the source as one whose tree cannot be read."""
        return SourceFile(self.file, self.text, None, self.problems)

    def place(self, path: TreePath, *, of_key: bool = False) -> Place:
        """Return where the value at `path` stands, or the nearest value around it that exists.

        With `of_key` the place is that of the field's name instead of its value.
        """
        node, place = self.tree, packed(0, 0)
        if isinstance(node, MappingNode | SequenceNode):
            place = node.place
        for depth, step in enumerate(path):
            last = depth == len(path) - 1
            if isinstance(node, MappingNode) and step in node:
                index = node.position(cast(str, step))
                places = node.key_places if of_key and last else node.value_places
                place, node = places[index], node[cast(str, step)]
            elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node):
                place, node = node.value_places[step], node[step]
            else:
                break
        return unpacked(place, self.file)

    def value(self, path: TreePath) -> Tree:
        """Return the value at `path`, or None where there is none."""
        node = self.tree
        for step in path:
            if isinstance(node, MappingNode) and step in node:
                node = node[cast(str, step)]
            elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node):
                node = node[step]
            else:
                return None
        return node

    def part(self, path: TreePath) -> tuple[SourceFile, TreePath]:
        """Return the one file that holds the value at `path`, and the path within that file."""
        return self, path

    @property
    def files(self) -> tuple[SourceFile, ...]:
        """The files that this source was read from."""
        return (self,)


def find(tree: Tree, *pattern: object) -> list[tuple[TreePath, Tree]]:
    """Return the path and value of all that fits: a field's name, or `ANY` item of a list.

    What has another shape than the pattern is passed over: the model reports it.
    """
    found: list[tuple[TreePath, Tree]] = [((), tree)]
    for step in pattern:
        if step is ANY:
            found = [
                ((*path, index), item)
                for path, node in found
                if isinstance(node, SequenceNode)
                for index, item in enumerate(node)
            ]
        elif isinstance(step, str):
            found = [
                ((*path, step), node[step])
                for path, node in found
                if isinstance(node, MappingNode) and step in node
            ]
    return found


def line_text(source: SourceFile, path: TreePath, beside: TreePath) -> str:
    """Return the line of the value at `path`, with its file if it is not the one of `beside`."""
    place = source.place(path)
    is_here = source.part(path)[0] is source.part(beside)[0]
    return str(place.line) if is_here else f"{place.line} ({place.file})"


def path_text(path: TreePath) -> str:
    """Return a path as `notifications[0].rounds[1].year`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


def packed(line: int, column: int) -> int:
    """Return line and column, both from 0, as one number: a catalogue has a million places."""
    return line << 32 | column


def unpacked(place: int, file: str) -> Place:
    """Return a packed place for people, who count from 1."""
    return Place(file, (place >> 32) + 1, (place & 0xFFFFFFFF) + 1)
