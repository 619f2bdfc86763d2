"""Why YAML cannot be read: causes that libyaml does not know, found in the lines of the fault.

Each is a proposal: whether the file can be read further with the line mended is for the caller to
find out, because a line that looks like this can be right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from hub.diagnostics.problem import InFull
from hub.text.look_alikes import LOOK_ALIKES, names_of, with_plain_signs

LONGEST_LINE: Final = 2000
"""Characters of a line that is looked at; a longer one is no line that a person has written."""


class Cause(NamedTuple):
    """A rule, the line and column from 0, the values of the problem, and the whole line mended."""

    rule: str
    line: int
    column: int
    values: dict[str, object]
    mended: str | None = None
    """Nothing where more than one line is to be mended."""


def causes_of(lines: Sequence[str], line: int) -> Iterator[Cause]:
    """Yield what may cause a fault on a line, looked for there and on the line above."""
    for number, text in enumerate(lines):
        if _CONFLICT.match(text):
            yield Cause("conflict-mark", number, 0, {"mark": text[:7]})
    for number in (line, line - 1):
        if 0 <= number < len(lines):
            yield from line_causes(lines[number], number)


def line_causes(text: str, number: int) -> Iterator[Cause]:
    """Yield what of a line may mislead YAML, the surest first; `number` is the line's, from 0."""
    if len(text) > LONGEST_LINE:
        return
    for rule, pattern, mend in _SLIPS:
        if match := pattern.match(text):
            column, mended, values = mend(match)
            values = {"mended": InFull(mended.strip()), **values}
            yield Cause(rule, number, column, values, mended)


def in_quotes(text: str) -> str:
    """Return a text as YAML in quotation marks, of which it needs no more than it must."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


_Mended = tuple[int, str, dict[str, object]]
"""The column from 0, the whole line mended, and further values."""


def _plain(match: re.Match[str]) -> _Mended:
    """Put the sign that is meant in the place of one that looks like it, or of several."""
    sign = match["sign"]
    column = match.start("sign") + next(at for at, one in enumerate(sign) if one in LOOK_ALIKES)
    plain = with_plain_signs(sign)
    if ":" in plain:
        plain = ": "
    mended = match["before"] + plain + match.string[match.end("sign") :].lstrip()
    return column, mended, names_of(match.string[column])


def _straight(match: re.Match[str]) -> _Mended:
    text = match["text"] if match["text"] is not None else match["whole"]
    column = match.start("whole")
    return column, match["before"] + in_quotes(text), names_of(match["whole"][0])


def _with_dash(match: re.Match[str]) -> _Mended:
    return len(match["before"]), f"{match['before']}- {match['rest']}", {}


def _with_colon(match: re.Match[str]) -> _Mended:
    mended = f"{match['before']}{match['name']}: {match['rest']}"
    values: dict[str, object] = {"name": match["name"], "mended_line": InFull(mended.strip())}
    return len(match["before"]), mended, values


def _address(match: re.Match[str]) -> _Mended:
    mended = match["before"] + match["address"]
    values: dict[str, object] = {"value": match["text"], "mended_line": InFull(mended.strip())}
    return match.start("text"), mended, values


def _other_quotes(match: re.Match[str]) -> _Mended:
    quote, text = match["quote"], match["text"]
    inner = text.replace("''", "'") if quote == "'" else text.replace('\\"', '"')
    return match.start("quote"), match["before"] + in_quotes(inner), {}


def _closed(match: re.Match[str]) -> _Mended:
    mended = match["before"] + match["quoted"]
    return match.start("rest"), mended, {"rest": match["rest"]}


def _marker(match: re.Match[str]) -> _Mended:
    return match.start("text"), match["before"] + match["mark"], {"mark": match["mark"]}


def _without_value(match: re.Match[str]) -> _Mended:
    values: dict[str, object] = {"name": match["name"], "value": match["value"]}
    return match.start("value"), match["before"], values


def _in_quotes(match: re.Match[str]) -> _Mended:
    text = match["text"]
    if match.groupdict().get("address"):
        return match.start("text"), match["before"] + match["address"], {"character": text[0]}
    return match.start("text"), match["before"] + in_quotes(text), {"character": text[0]}


_CONFLICT: Final = re.compile(r"<{7} |={7}$|>{7} |\|{7} ")
_DASHES: Final = r"(?P<before>[ ]*(?:-[ ]+)*)"
_FIELD: Final = r"(?P<before>[ ]*(?:-[ ]+)*[a-z_]+:[ ]+)"
VALUE: Final = r"(?P<before>[ ]*(?:-[ ]+(?:-[ ]+)*(?:[a-z_]+:[ ]+)?|[a-z_]+:[ ]+))"
"""A line up to its value, which is that of a field, or an item of a list."""

_BLANKS, _SIGNS = (
    "".join(sign for sign, (_, _, plain) in LOOK_ALIKES.items() if plain in meant)
    for meant in (" ", " -")
)
_SLIPS: Final[tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], _Mended]], ...]] = (
    # the rule, how such a line is known, and what mends it
    *(
        ("look-alike-sign", re.compile(pattern), _plain)
        for pattern in (
            # in the indentation or as a dash of a list; in place of a colon; behind a colon
            rf"(?P<before>[ -]*)(?P<sign>[{_SIGNS}][ {_SIGNS}-]*)",
            r"(?P<before>[ -]*[a-z_]+)(?P<sign>\uff1a[ ]*)",
            rf"(?P<before>[ -]*[a-z_]+)(?P<sign>:[ ]*[{_BLANKS}][ {_BLANKS}]*)",
        )
    ),
    (
        "look-alike-sign",  # around a value
        re.compile(
            rf"{VALUE}(?P<whole>[\u201c\u201d\u201e]"
            r"(?:(?P<text>[^\u201c\u201d\u201e]*)[\u201c\u201d\"]$|.*[^ ]))[ ]*$"
        ),
        _straight,
    ),
    (
        "dash-joined",
        re.compile(rf"{_DASHES}-(?P<rest>[a-z_]+:(?:[ ].*)?)$"),
        _with_dash,
    ),
    ("asterisk-item", re.compile(rf"{_DASHES}\*[ ]+(?P<rest>[^\s].*)$"), _with_dash),
    (
        "colon-missing",  # nothing behind a colon that begins an address
        re.compile(
            rf"{_DASHES}(?P<name>[a-z_]+)(?::(?=[^\s:])(?!//)|[ ]*[=;][ ]*)(?P<rest>[^\s].*)$"
        ),
        _with_colon,
    ),
    (
        "address-marked-up",
        re.compile(rf"{_FIELD}(?P<text>\[[^\]]*\]\((?P<address>https?://[^\s()]+)\))"),
        _address,
    ),
    (
        "sign-after-quotes",
        re.compile(
            rf"{VALUE}(?P<quoted>\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')[ ]*(?P<rest>[,;.:]+)[ ]*$"
        ),
        _closed,
    ),
    (
        "quotes-inside",  # unless the first two are around the first words
        re.compile(
            rf"{VALUE}(?P<quote>[\"'])(?![^\"']*[^\s\"'(](?P=quote)[\s,;:.)])"
            r"(?P<text>.*(?P=quote).*)(?P=quote)[ ]*$"
        ),
        _other_quotes,
    ),
    ("text-beside-marker", re.compile(rf"{_FIELD}(?P<mark>[>|][+-])[ ]+(?P<text>[^\s#])"), _marker),
    (
        "no-value",
        re.compile(r"(?P<before>[ ]*(?:-[ ]+)*(?P<name>[a-z_]+):)[ ]+(?P<value>[?-])[ ]*$"),
        _without_value,
    ),
    (
        "sign-first",  # a list or a quoted text that ends, and more behind it
        re.compile(
            rf"{VALUE}(?P<text>(?:\[[^\]]*\]|\{{[^}}]*\}}|\"[^\"]*\"|'[^']*')[ ]*[^\s#].*?)[ ]*$"
        ),
        _in_quotes,
    ),
    (
        "sign-first",
        re.compile(rf"{VALUE}(?P<text>[?-][ ]+(?:(?P<address>https?://\S+)|.*?))[ ]*$"),
        _in_quotes,
    ),
)
