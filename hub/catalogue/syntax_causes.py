"""Why YAML cannot be read: causes that libyaml does not know, found in the lines of the fault."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from hub.diagnostics.problem import InFull
from hub.text.look_alikes import LOOK_ALIKE, LOOK_ALIKES, names_of, with_plain_signs

_CONFLICT: Final = re.compile(r"<{7} |={7}$|>{7} |\|{7} ")
_FIELD: Final = r"(?P<before>[ -]*[a-z_]+:[ ]+)"
_SIGN_OF_STRUCTURE: Final = re.compile(
    # in the indentation or as a dash of a list; around a value; in place of a colon
    rf"[ -]*({LOOK_ALIKE.pattern})|{_FIELD}([\u201c\u201d\u201e])|[ -]*[a-z_]+(\uff1a)"
)
_QUOTES_INSIDE: Final = re.compile(rf'{_FIELD}"(?P<text>.*".*)"[ ]*$')
_BRACKET: Final = re.compile(
    # a list or a quoted text that ends, and more behind it
    rf"{_FIELD}(?P<text>(?:\[[^\]]*\]|\{{[^}}]*\}}|\"[^\"]*\"|'[^']*')[ ]*[^\s#].*?)[ ]*$"
)
_MARKED_UP: Final = re.compile(rf"{_FIELD}(?P<text>\[[^\]]*\]\((?P<address>https?://[^\s()]+)\))")
_DASH_JOINED: Final = re.compile(r"(?P<before>[ ]*(?:-[ ]+)*)-(?P<rest>[a-z_]+:(?:[ ].*)?)$")
_SIGN_FIRST: Final = re.compile(rf"{_FIELD}(?P<text>[?-][ ]+.*?)[ ]*$")

LONGEST_LINE: Final = 2000
"""Characters of a line that is looked at; a longer one is no line that a person has written."""


_Found = tuple[str, int, dict[str, object]]
"""The rule, the column from 0, and values."""


def _dash_joined(match: re.Match[str]) -> _Found:
    mended = InFull(f"{match['before']}- {match['rest']}".strip())
    return "dash-joined", len(match["before"]), {"mended": mended}


def _marked_up(match: re.Match[str]) -> _Found:
    line = InFull(f"{match['before']}{match['address']}".strip())
    return "address-marked-up", match.start("text"), {"value": match["text"], "mended_line": line}


def _quotes_inside(match: re.Match[str]) -> _Found:
    inner = match["text"].replace('\\"', '"').replace("'", "''")
    mended = InFull(f"{match['before']}'{inner}'".strip())
    return "quotes-inside", match.start("text") - 1, {"mended": mended}


_WHOLE_LINES: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], _Found]], ...]] = (
    (_DASH_JOINED, _dash_joined),
    (_MARKED_UP, _marked_up),
    (_QUOTES_INSIDE, _quotes_inside),
)


class Cause(NamedTuple):
    """A rule, the line and column from 0, and the values of the problem."""

    rule: str
    line: int
    column: int
    values: dict[str, object]


def cause_of(lines: Sequence[str], line: int) -> Cause | None:
    """Return the cause of a fault on a line, looked for there and on the line above."""
    for number, text in enumerate(lines):
        if _CONFLICT.match(text):
            return Cause("conflict-mark", number, 0, {"mark": text[:7]})
    for number in (line, line - 1):
        if 0 <= number < len(lines) and (cause := line_cause(lines[number], number)):
            return cause
    return None


def line_cause(text: str, number: int) -> Cause | None:
    """Return what of a line misleads YAML, if anything does; `number` is the line's, from 0."""
    if len(text) > LONGEST_LINE:
        return None
    if match := _SIGN_OF_STRUCTURE.match(text):
        column = max(match.start(1), match.start(3), match.start(4))
        if text[column] in LOOK_ALIKES:
            mended = InFull(with_plain_signs(text).strip())
            values = {**names_of(text[column]), "mended": mended}
            return Cause("look-alike-sign", number, column, values)
    for pattern, cause in _WHOLE_LINES:
        if match := pattern.match(text):
            rule, column, values = cause(match)
            return Cause(rule, number, column, values)
    for pattern in (_BRACKET, _SIGN_FIRST):
        if match := pattern.match(text):
            inner = match["text"].replace("'", "''")
            values = {
                "character": match["text"][0],
                "mended": InFull(f"{match['before']}'{inner}'".strip()),
            }
            return Cause("sign-first", number, match.start("text"), values)
    return None
