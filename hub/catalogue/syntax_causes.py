"""Why YAML cannot be read: causes that libyaml does not know, found in the lines of the fault."""

from __future__ import annotations

import re
from collections.abc import Sequence
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
_BRACKET: Final = re.compile(rf"{_FIELD}(?P<text>(?:\[[^\]]*\]|\{{[^}}]*\}})[ ]*[^\s#].*?)[ ]*$")
_SIGN_FIRST: Final = re.compile(rf"{_FIELD}(?P<text>[?-][ ]+.*?)[ ]*$")

LONGEST_LINE: Final = 2000
"""Characters of a line that is looked at; a longer one is no line that a person has written."""


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
    if match := _QUOTES_INSIDE.match(text):
        inner = match["text"].replace('\\"', '"').replace("'", "''")
        values = {"mended": InFull(f"{match['before']}'{inner}'".strip())}
        return Cause("quotes-inside", number, match.start("text") - 1, values)
    for pattern in (_BRACKET, _SIGN_FIRST):
        if match := pattern.match(text):
            inner = match["text"].replace("'", "''")
            values = {
                "character": match["text"][0],
                "mended": InFull(f"{match['before']}'{inner}'".strip()),
            }
            return Cause("sign-first", number, match.start("text"), values)
    return None
