"""Build a tree from YAML: plain mappings, lists and texts, each with its place.

libyaml makes events of the text and builds no tree, and therefore does not recurse; the tree is
built here from the events. Aliases, tags and deep nests are refused.
"""

from __future__ import annotations

import re
import sys
from itertools import repeat
from typing import Any, Final, cast

import yaml

from hub.catalogue.syntax_causes import cause_of
from hub.catalogue.tree import (
    MOST_PROBLEMS,
    MappingNode,
    SequenceNode,
    SourceFile,
    Tree,
    packed,
    unpacked,
)
from hub.diagnostics.problem import Place, Problem
from hub.text.look_alikes import hidden_sign

DEEPEST_NEST: Final = 40
"""Lists and mappings inside each other; the catalogue itself needs nine."""

MOST_EVENTS: Final = 2_000_000
"""Events of libyaml, of which a value has one or two; 5,000 rich notifications have 1.2 million."""

HIDDEN_CHARACTER = re.compile(
    # YAML allows tab, line feed and carriage return. Every other control character, and the
    # marks that turn the direction of text, can make a line read otherwise than it is; soft
    # hyphens and tags are not seen either, but keep a word from being found.
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u2069\ue000-\uf8ff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
    # Joiners belong between pictures; among the letters of a word they keep it from being found.
    "|(?<=[A-Za-z\u00c0-\u024f])[\u200c\u200d]|[\u200c\u200d](?=[A-Za-z\u00c0-\u024f])"
)
_QUOTED = frozenset(("'", '"'))
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))

_SYNTAX_RULES = (
    # libyaml's words for a fault (context and problem), and the rule that explains it.
    (
        re.compile(
            "cannot start any token|block node|a block scalar|an alias|an anchor|tag|directive"
        ),
        "first-character",
    ),
    (re.compile("mapping values are not allowed"), "colon-in-text"),
    (re.compile("quoted scalar.*(?:end of stream|document indicator)"), "quote-not-closed"),
    (re.compile("escape|hexdecimal|invalid Unicode"), "unknown-escape"),
    (re.compile("flow (?:sequence|mapping|node)"), "bracket-not-closed"),
    (re.compile("simple key.*expected ':'"), "colon-missing"),
    (re.compile("block (?:collection|mapping|sequence)|expected ':'|block entries"), "indentation"),
)

_DOCUMENT_END = re.compile(r"\.\.\.(?:\s|$)")


def build_tree(text: str, file: str, *, ignore_tags: bool = False) -> SourceFile:
    """Return the source of a text; `file` is its name in messages. Never raises for its content."""
    builder = _TreeBuilder(file, ignore_tags=ignore_tags)
    try:
        builder.build(text)
    except yaml.MarkedYAMLError as error:
        problem = _syntax_problem(error, text, file, builder.last_quoted)
        return SourceFile(file, text, None, (*builder.problems, problem))
    except yaml.reader.ReaderError as error:
        line_start = text.rfind("\n", 0, error.position) + 1
        line = text.count("\n", 0, error.position) + 1
        place = Place(file, line, error.position - line_start + 1)
        sign = chr(error.character) if isinstance(error.character, int) else error.character
        problem = Problem("hidden-character", place, values=hidden_sign(sign))
        return SourceFile(file, text, None, (*builder.problems, problem))
    if builder.root is None and not builder.problems:
        builder.report("file-empty", packed(0, 0), file=file)
    return SourceFile(file, text, builder.root, tuple(builder.problems))


class _TooMuch(Exception):
    """No catalogue is so deep, so long or so faulty: the rest is left unread."""


class _TreeBuilder:
    """Builds the tree from libyaml's events with a stack of its own."""

    def __init__(self, file: str, *, ignore_tags: bool) -> None:
        self.file = file
        self.ignore_tags = ignore_tags
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
        nodes: list[Any] = []  # those still open, innermost last
        keys: list[str | None] = []  # for each of them the key that waits for its value
        get_event = loader.get_event
        # Names of this function are found sooner than those of a module.
        scalar_event, mapping_start = yaml.ScalarEvent, yaml.MappingStartEvent
        mapping_end, sequence_end = yaml.MappingEndEvent, yaml.SequenceEndEvent
        for _ in repeat(None, MOST_EVENTS):
            event: Any = get_event()
            kind = type(event)
            if kind is mapping_end or kind is sequence_end:
                closed: Tree = nodes.pop()
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
                if len(nodes) == DEEPEST_NEST:
                    self.report("too-deep", place, limit=DEEPEST_NEST)
                    raise _TooMuch
                nodes.append(value)
                keys.append(None)
            elif not nodes:
                return value
        self.report("too-many-values", packed(0, 0), file=self.file)
        raise _TooMuch

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
            if event.style in _QUOTED:
                self.last_quoted = _marks(event)
            if match := HIDDEN_CHARACTER.search(event.value):
                self.report("hidden-character", place, **hidden_sign(match.group()))


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
    if rule == "colon-missing":
        # It is missed only where the next value begins.
        line, column = _within(lines, error.context_mark)
    if "<document start>" in words:
        for number in range(line, -1, -1):
            if _DOCUMENT_END.match(lines[number]):
                rule, line, column = "document-end", number, 0
                break
    if cause := cause_of(lines, line):
        place = Place(file, cause.line + 1, cause.column + 1)
        return Problem(cause.rule, place, values=cause.values)
    if rule == "colon-in-text" and _is_shifted_field(lines, line, column):
        rule, column = "indentation", len(lines[line]) - len(lines[line].lstrip(" -"))
    values = {"character": lines[line][column : column + 1], "detail": error.problem or ""}
    return Problem(rule, Place(file, line + 1, column + 1), values=values)


def _is_shifted_field(lines: list[str], line: int, column: int) -> bool:
    """Return whether a colon ends a field's name that stands one column beside the one above."""
    own, above = (
        re.match(r"[ -]*(?=[a-z_]+:)", one)
        for one in (lines[line], lines[line - 1] if line else "")
    )
    if not own or not above or ":" in lines[line][:column]:
        return False
    return abs(own.end() - above.end()) == 1


def _within(lines: list[str], mark: yaml.Mark | None) -> tuple[int, int]:
    """Return a mark's line and column from 0; libyaml's may stand on a line after the last."""
    if mark is None:
        return 0, 0
    if mark.line < len(lines):
        return mark.line, mark.column
    return len(lines) - 1, len(lines[-1])
