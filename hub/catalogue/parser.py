"""Build a tree from YAML: plain mappings, lists and texts, each with its place.

libyaml makes events of the text and builds no tree, and therefore does not recurse; the tree is
built here from the events. Aliases, tags and deep nests are refused.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, cast

import yaml

from hub.catalogue.syntax_faults import QUOTES, syntax_problem
from hub.catalogue.tree import (
    MOST_PROBLEMS,
    MappingNode,
    SequenceNode,
    SourceFile,
    Tree,
    packed,
    unpacked,
)
from hub.diagnostics.problem import Problem
from hub.text.look_alikes import hidden_sign

DEEPEST_NEST: Final = 40
"""Lists and mappings inside each other; the catalogue itself needs nine."""

MOST_EVENTS: Final = 3_000_000
"""Events of libyaml, of which a value has one or two; 10,000 rich entries have 2.5 million."""

MOST_NODES: Final = 400_000
"""Lists and mappings: each takes a hundred times the memory of its two characters."""

MOST_ITEMS: Final = 50_000
"""Items of one list, and fields of one mapping; the longest list is that of the notifications."""

HIDDEN_CHARACTER = re.compile(
    # YAML allows tab, line feed and carriage return. Every other control character, and the
    # marks that turn the direction of text, can make a line read otherwise than it is; soft
    # hyphens and tags are not seen either, but keep a word from being found.
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u2069\ue000-\uf8ff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
    # Joiners belong between pictures; among the letters of a word they keep it from being found.
    "|(?<=[A-Za-z\u00c0-\u024f])[\u200c\u200d]|[\u200c\u200d](?=[A-Za-z\u00c0-\u024f])"
)
_ESCAPED_LETTER = re.compile(r"(?<!\\)(?:\\\\)*(\\[abefv])")
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))


OFTEN_REPEATED: Final = 40
"""Characters of a text up to which those that are the same are kept as one."""


@dataclass(slots=True)
class Allowance:
    """How much may still be read of files that are read together; none after a refusal."""

    events: int = MOST_EVENTS
    nodes: int = MOST_NODES

    @property
    def is_spent(self) -> bool:
        """Whether nothing more may be read."""
        return self.events <= 0


def build_tree(
    text: str, file: str, *, ignore_tags: bool = False, allowance: Allowance | None = None
) -> SourceFile:
    """Return the source of a text without hidden characters; `file` is its name in messages.

    Never raises for its content. YAML refuses no character that is not a hidden one.

    What is read is taken off the allowance; without one the text has an allowance of its own.
    """
    builder = _TreeBuilder(file, allowance or Allowance(), ignore_tags=ignore_tags)
    try:
        builder.build(text)
    except yaml.MarkedYAMLError as error:
        problem = syntax_problem(error, text, file, builder.last_quoted)
        return SourceFile(file, text, None, (*builder.problems, problem))
    if builder.root is None and not builder.problems:
        builder.report("file-empty", packed(0, 0), file=file)
    again = partial(_tree_again, text, file, ignore_tags=ignore_tags)
    return SourceFile(file, text, builder.root, tuple(builder.problems), again)


def _tree_again(text: str, file: str, *, ignore_tags: bool) -> Tree:
    """Return the tree of a text that has been read, within its allowance, before."""
    builder = _TreeBuilder(file, Allowance(), ignore_tags=ignore_tags)
    builder.build(text)
    return builder.root


class _TooMuch(Exception):
    """No catalogue is so deep, so long or so faulty: the rest is left unread."""


class _TreeBuilder:
    """Builds the tree from libyaml's events with a stack of its own."""

    def __init__(self, file: str, allowance: Allowance, *, ignore_tags: bool) -> None:
        self.file = file
        self.allowance = allowance
        self.ignore_tags = ignore_tags
        self.text = ""
        self.root: Tree = None
        self.problems: list[Problem] = []
        self.last_repeated = (0, 0)
        """The mapping in which a key was last reported as there already, and its length then."""
        self.last_quoted: tuple[yaml.Mark, yaml.Mark] | None = None
        """Where the last text in quotation marks begins and ends."""

    def report(self, rule: str, place: int, **values: object) -> None:
        at = unpacked(place, self.file)
        if len(self.problems) == MOST_PROBLEMS:
            self.problems.append(Problem("more-problems", at))
            raise _TooMuch
        self.problems.append(Problem(rule, at, values=values))

    def build(self, text: str) -> None:
        self.text = text
        loader = yaml.CSafeLoader(text)
        try:
            self._documents(loader)
        except _TooMuch:
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

    def _document(self, loader: yaml.CSafeLoader) -> Tree:  # noqa: PLR0912, PLR0915  # see below
        """Return the tree of one document.

        This is the hot path of reading a catalogue, so it is one loop, and events are told apart
        by their exact types.
        """
        place = 0
        nodes: list[Any] = []  # those still open, innermost last
        keys: list[str | None] = []  # for each of them the key that waits for its value
        get_event = loader.get_event
        texts: dict[str, str] = {}  # the short ones: dates, names and kinds come again and again
        # Names of this function are found sooner than those of a module.
        scalar_event, mapping_start = yaml.ScalarEvent, yaml.MappingStartEvent
        mapping_end, sequence_end = yaml.MappingEndEvent, yaml.SequenceEndEvent
        allowed, nodes_left = self.allowance.events, self.allowance.nodes
        for count in range(allowed):
            event: Any = get_event()
            kind = type(event)
            if kind is mapping_end or kind is sequence_end:
                closed = nodes.pop()
                keys.pop()
                if len(closed) > MOST_ITEMS:
                    raise self._refusal(closed.value_places[MOST_ITEMS])
                if not nodes:
                    self.allowance.events, self.allowance.nodes = allowed - count, nodes_left
                    return cast("Tree", closed)
                continue
            mark = event.start_mark
            place = mark.line << 32 | mark.column
            value: Tree
            if kind is scalar_event:
                if event.anchor is not None or event.tag is not None or event.style in QUOTES:
                    self._look_closely(event, place)
                text = value = event.value
                if text in _NULLS and event.implicit[0]:
                    value = None
                elif len(text) <= OFTEN_REPEATED:
                    value = texts.setdefault(text, text)
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
                    if value and type(value) is str and value not in node:
                        node.key_places.append(place)
                        keys[-1] = sys.intern(value)
                    else:
                        keys[-1] = self._faulty_key(node, value, place)
                else:
                    keys[-1] = None
                    if key and key not in node:
                        node[key] = value
                        node.value_places.append(place)
            if type(value) is MappingNode or type(value) is SequenceNode:
                nodes_left -= 1
                if nodes_left < 0 or (nodes and len(nodes[-1]) > MOST_ITEMS):
                    raise self._refusal(place)
                if len(nodes) == DEEPEST_NEST:
                    self.report("too-deep", place, limit=DEEPEST_NEST)
                    raise _TooMuch
                nodes.append(value)
                keys.append(None)
            elif not nodes:
                return value
        raise self._refusal(place)

    def _refusal(self, place: int) -> _TooMuch:
        """Report that there are too many values from a place on; return what ends the reading."""
        self.report("too-many-values", place, file=self.file)
        self.allowance.events = self.allowance.nodes = 0
        return _TooMuch()

    def _faulty_key(self, node: MappingNode, key: Tree, place: int) -> str:
        """Report a key that is none, or that is there already; return the one to wait with.

        A value whose key is empty, or is there already, is left out.
        """
        if not isinstance(key, str) or not key:
            self.report("key-not-text", place)
            return ""
        if self.last_repeated == (id(node), len(node)):
            return key  # the fields of a whole item whose dash is missing are reported once
        self.last_repeated = id(node), len(node)
        first = node.key_places[node.position(key)]
        self.report("duplicate-key", place, name=key, line=(first >> 32) + 1)
        return key

    def _look_closely(self, event: yaml.NodeEvent, place: int) -> None:
        if event.anchor is not None:
            self.report("alias", place, name=event.anchor)
        tag = getattr(event, "tag", None)
        if tag is not None and not self.ignore_tags:
            self.report("tag", place, name=tag.replace("tag:yaml.org,2002:", "!!"))
        if isinstance(event, yaml.ScalarEvent):
            if event.style in QUOTES:
                self.last_quoted = _marks(event)
            if match := HIDDEN_CHARACTER.search(event.value):
                start, end = _marks(event)
                if code := _ESCAPED_LETTER.search(self.text, start.index, end.index):
                    self.report("escaped-letter", place, code=code[1])
                else:
                    self.report("hidden-character", place, **hidden_sign(match.group()))


def _mark(event: yaml.Event) -> int:
    mark: Any = event.start_mark  # libyaml's events always have one, though the stubs doubt it
    return cast("int", mark.line << 32 | mark.column)


def _marks(event: yaml.Event) -> tuple[Any, Any]:
    return event.start_mark, event.end_mark
