"""Read YAML as text with places: every scalar stays what was written, every value knows its line.

Three steps, each of which reports all that it finds:

1. bytes → text   UTF-8 only, a size limit, no hidden characters;
2. text → events  by libyaml, which builds no tree and therefore does not recurse;
3. events → tree  plain mappings, lists and texts; aliases, tags and deep nests are refused.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypeAlias, cast

import yaml

from hub.problems import Place, Problem

LARGEST_FILE: Final = 32 * 1024 * 1024
"""Bytes of a file that is read at all."""

DEEPEST_NEST: Final = 40
"""Lists and mappings inside each other; the catalogue itself needs nine."""

MOST_HIDDEN_CHARACTERS: Final = 100
"""Hidden characters that are reported one by one; a file with more is no text at all."""

ANY: Final = object()
"""In a pattern for `find`: every item of a list."""

_HIDDEN = re.compile(
    # YAML allows tab, line feed and carriage return. Every other control character, and the
    # marks that turn the direction of text, can make a line read otherwise than it is; soft
    # hyphens and tags are not seen either, but keep a word from being found.
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_QUOTED = frozenset(("'", '"'))
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))

_SYNTAX_RULES = (
    # libyaml's words for a fault (context and problem), and the rule that explains it.
    (
        re.compile("cannot start any token|block node|a block scalar|an alias|an anchor|tag"),
        "first-character",
    ),
    (re.compile("mapping values are not allowed"), "colon-in-text"),
    (re.compile("quoted scalar.*(?:end of stream|document indicator)"), "quote-not-closed"),
    (re.compile("escape|hexdecimal|invalid Unicode"), "unknown-escape"),
    (re.compile("flow (?:sequence|mapping|node)"), "bracket-not-closed"),
    (re.compile("block (?:collection|mapping|sequence)|expected ':'|block entries"), "indentation"),
)


class MappingNode(dict[str, "Tree"]):
    """A mapping with the places of itself, of each key and of each value, in the order written."""

    __slots__ = ("_positions", "key_places", "place", "value_places")

    def __init__(self, place: int) -> None:
        super().__init__()
        self.place = place
        self.key_places: list[int] = []
        self.value_places: list[int] = []
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
        self.value_places: list[int] = []


Tree: TypeAlias = MappingNode | SequenceNode | str | None
TreePath: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was read: its name as shown to people, its text, its tree, its faults."""

    file: str
    text: str
    tree: Tree
    problems: tuple[Problem, ...] = ()

    def place(self, path: TreePath, *, of_key: bool = False) -> Place:
        """Return where the value at `path` stands, or the nearest value around it that exists.

        With `of_key` the place is that of the field's name instead of its value.
        """
        node, place = self.tree, _packed(0, 0)
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
        return Place(self.file, (place >> 32) + 1, (place & 0xFFFFFFFF) + 1)

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


def read_source(path: Path, file: str, *, ignore_tags: bool = False) -> Source:
    """Return the source at `path`; `file` is its name in messages. Never raises for its content.

    `ignore_tags` is for files that another program owns, such as `mkdocs.yml` with its `!ENV`.
    """
    text, problems = _read_text(path, file)
    if problems:
        return Source(file, text, None, problems)
    return _read_tree(text, file, ignore_tags=ignore_tags)


def source_of(text: str, file: str) -> Source:
    """Return the source of a text that stands in no file yet."""
    problems = tuple(_hidden_characters(text, file))
    return Source(file, text, None, problems) if problems else _read_tree(text, file)


def _read_text(path: Path, file: str) -> tuple[str, tuple[Problem, ...]]:
    start = Place(file, 1, 1)
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        values = {"file": file, "reason": error.strerror or str(error)}
        return "", (Problem("file-unreadable", start, values=values),)
    if len(data) > LARGEST_FILE:
        limit = LARGEST_FILE // 1024**2
        values = {"file": file, "limit": str(limit)}
        return "", (Problem("file-too-large", start, values=values),)
    try:
        # A byte-order mark is what some Windows editors write first; it is harmless.
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8")
        place = Place(file, 1 + _line_breaks(before), _column(before, len(before)))
        values = {"byte": f"{error.object[error.start]:02x}"}
        return "", (Problem("not-utf8", place, values=values),)
    return text, tuple(_hidden_characters(text, file))


def _hidden_characters(text: str, file: str) -> Iterator[Problem]:
    line, counted = 1, 0
    for match in islice(_HIDDEN.finditer(text), MOST_HIDDEN_CHARACTERS):
        line, counted = line + _line_breaks(text[counted : match.start()]), match.start()
        place = Place(file, line, _column(text, counted))
        yield Problem("hidden-character", place, values={"code": f"{ord(match.group()):04X}"})


def _line_breaks(text: str) -> int:
    """Return how many lines end in a text; CR, LF and the two together each end one."""
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def _column(text: str, offset: int) -> int:
    return offset - max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset))


def _read_tree(text: str, file: str, *, ignore_tags: bool = False) -> Source:
    builder = _TreeBuilder(file, ignore_tags=ignore_tags)
    try:
        builder.build(text)
    except yaml.MarkedYAMLError as error:
        problem = _syntax_problem(error, text, file, builder.last_quoted)
        return Source(file, text, None, (*builder.problems, problem))
    except yaml.reader.ReaderError as error:
        line_start = text.rfind("\n", 0, error.position) + 1
        line = text.count("\n", 0, error.position) + 1
        place = Place(file, line, error.position - line_start + 1)
        code = error.character if isinstance(error.character, int) else ord(error.character)
        problem = Problem("hidden-character", place, values={"code": f"{code:04X}"})
        return Source(file, text, None, (*builder.problems, problem))
    if builder.root is None and not builder.problems:
        builder.report("file-empty", _packed(0, 0), file=file)
    return Source(file, text, builder.root, tuple(builder.problems))


class _TooDeep(Exception):
    """The nest is deeper than any catalogue: the rest is left unread."""


class _TreeBuilder:
    """Builds the tree from libyaml's events with a stack of its own."""

    def __init__(self, file: str, *, ignore_tags: bool) -> None:
        self.file = file
        self.ignore_tags = ignore_tags
        self.root: Tree = None
        self.problems: list[Problem] = []
        self.last_quoted: tuple[yaml.Mark, yaml.Mark] | None = None
        """Where the last text in quotation marks begins and ends."""

    def report(self, rule: str, place: int, **values: object) -> None:
        line, column = (place >> 32) + 1, (place & 0xFFFFFFFF) + 1
        self.problems.append(Problem(rule, Place(self.file, line, column), values=values))

    def build(self, text: str) -> None:
        loader = yaml.CSafeLoader(text)
        try:
            self._documents(loader)
        except _TooDeep:
            self.root = None
        finally:
            loader.dispose()

    def _documents(self, loader: yaml.CSafeLoader) -> None:
        seen = False
        while not isinstance(event := loader.get_event(), yaml.StreamEndEvent):
            if not isinstance(event, yaml.DocumentStartEvent):
                continue
            if seen:
                self.report("several-documents", _mark(event))
                return
            seen = True
            self.root = self._document(loader)

    def _document(self, loader: yaml.CSafeLoader) -> Tree:  # noqa: PLR0912  # see below
        """Return the tree of one document.

        This is the hot path of reading a catalogue, so it is one loop, and events are told apart
        by their exact types.
        """
        nodes: list[MappingNode | SequenceNode] = []  # those still open, innermost last
        keys: list[str | None] = []  # for each of them the key that waits for its value
        get_event = loader.get_event
        # Names of this function are found sooner than those of a module.
        scalar_event, mapping_start = yaml.ScalarEvent, yaml.MappingStartEvent
        mapping_end, sequence_end = yaml.MappingEndEvent, yaml.SequenceEndEvent
        while True:
            event: Any = get_event()
            kind = type(event)
            if kind is mapping_end or kind is sequence_end:
                closed = nodes.pop()
                keys.pop()
                if not nodes:
                    return closed
                continue
            mark = event.start_mark
            place = mark.line << 32 | mark.column
            value: Tree
            if kind is scalar_event:
                if event.anchor is not None or event.tag is not None or event.style in _QUOTED:
                    self._look_closely(event, place)
                value = event.value
                if value in _NULLS and event.implicit[0]:
                    value = None
            elif kind is yaml.AliasEvent:
                self.report("alias", place, name=event.anchor)
                value = None
            elif kind is yaml.DocumentEndEvent:
                return None  # it ends without having begun
            else:
                self._look_closely(event, place)
                value = MappingNode(place) if kind is mapping_start else SequenceNode(place)
            if nodes:
                node = nodes[-1]
                if type(node) is SequenceNode:
                    node.append(value)
                    node.value_places.append(place)
                elif (key := keys[-1]) is None:  # in a mapping, keys and values take turns
                    keys[-1] = self._key(cast("MappingNode", node), value, place)
                else:
                    keys[-1] = None
                    if key and key not in node:
                        cast("MappingNode", node)[key] = value
                        node.value_places.append(place)
            if type(value) is MappingNode or type(value) is SequenceNode:
                if len(nodes) == DEEPEST_NEST:
                    self.report("too-deep", place, limit=DEEPEST_NEST)
                    raise _TooDeep
                nodes.append(value)
                keys.append(None)
            elif not nodes:
                return value

    def _key(self, node: MappingNode, key: Tree, place: int) -> str:
        """Return the key to wait with; faulty keys are reported and their values left out."""
        if not isinstance(key, str) or not key:
            self.report("key-not-text", place)
            return ""
        if key in node:
            first = node.key_places[node.position(key)]
            self.report("duplicate-key", place, name=key, line=(first >> 32) + 1)
        else:
            node.key_places.append(place)
        return sys.intern(key)

    def _look_closely(self, event: yaml.NodeEvent, place: int) -> None:
        if event.anchor is not None:
            self.report("alias", place, name=event.anchor)
        tag = getattr(event, "tag", None)
        if tag is not None and not self.ignore_tags:
            self.report("tag", place, name=tag.replace("tag:yaml.org,2002:", "!!"))
        if isinstance(event, yaml.ScalarEvent):
            if event.style in _QUOTED:
                self.last_quoted = _marks(event)
            if match := _HIDDEN.search(event.value):
                self.report("hidden-character", place, code=f"{ord(match.group()):04X}")


def _packed(line: int, column: int) -> int:
    """Return line and column, both from 0, as one number: a catalogue has a million places."""
    return line << 32 | column


def _mark(event: yaml.Event) -> int:
    mark: Any = event.start_mark  # libyaml's events always have one, though the stubs doubt it
    return cast("int", mark.line << 32 | mark.column)


def _marks(event: yaml.Event) -> tuple[Any, Any]:
    return event.start_mark, event.end_mark


def _syntax_problem(
    error: yaml.MarkedYAMLError,
    text: str,
    file: str,
    quoted: tuple[yaml.Mark, yaml.Mark] | None,
) -> Problem:
    lines = re.split(r"\r\n|\r|\n", text)
    line, column = _within(lines, error.problem_mark or error.context_mark)
    words = f"{error.context or ''} {error.problem or ''}"
    if tab := re.match(r"[ -]*\t", lines[line][: column + 1]):
        rule = "tab"
        column = tab.end() - 1
    else:
        fitting = (rule for words_, rule in _SYNTAX_RULES if words_.search(words))
        rule = next(fitting, "yaml-syntax")
    opened = ("first-character", "quote-not-closed", "bracket-not-closed")
    if rule in opened and error.context_mark:
        # Where it was opened helps more than the end of the file, where it was missed.
        line, column = _within(lines, error.context_mark)
    if quoted and quoted[0].line < quoted[1].line == line:
        # The quote that is missing was taken from the next text that has one, however far down.
        rule = "quote-not-closed"
        line, column = _within(lines, quoted[0])
    values = {"character": lines[line][column : column + 1], "detail": error.problem or ""}
    return Problem(rule, Place(file, line + 1, column + 1), values=values)


def _within(lines: list[str], mark: yaml.Mark | None) -> tuple[int, int]:
    """Return a mark's line and column from 0; libyaml's may stand on a line after the last."""
    if mark is None:
        return 0, 0
    if mark.line < len(lines):
        return mark.line, mark.column
    return len(lines) - 1, len(lines[-1])
