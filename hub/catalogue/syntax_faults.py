"""What libyaml says of a text that is no YAML, as a problem: its rule and its place."""

from __future__ import annotations

import re
from typing import Any, cast

import yaml

from hub.catalogue.syntax_causes import Cause, causes_of
from hub.diagnostics.problem import Place, Problem
from hub.text.lines import lines_in

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

QUOTES = frozenset(("'", '"'))
"""How libyaml calls the style of a text in quotation marks."""

_DOCUMENT_END = re.compile(r"\.\.\.(?:\s|$)")


Marks = tuple[yaml.Mark, yaml.Mark]
"""Where a text begins and ends."""


def syntax_problem(
    error: yaml.MarkedYAMLError, text: str, file: str, quoted: Marks | None
) -> Problem:
    """Return a fault that ended the reading of a text, as a problem.

    `quoted` is where the last text in quotation marks begins and ends. A cause is named only if
    the file can be read past the fault once its line is mended.
    """
    lines = lines_in(text)
    rule, line, column = _blamed(error, lines, quoted)
    until, _ = _within(lines, error.problem_mark)
    for cause in causes_of(lines, line):
        if cause.mended is None or _leads_past(cause, lines, line, until):
            place = Place(file, cause.line + 1, cause.column + 1)
            return Problem(cause.rule, place, values=cause.values)
    if rule == "colon-in-text" and _is_shifted_field(lines, line, column):
        rule, column = "indentation", len(lines[line]) - len(lines[line].lstrip(" -"))
    values = {"character": lines[line][column : column + 1], "detail": error.problem or ""}
    return Problem(rule, Place(file, line + 1, column + 1), values=values)


def _blamed(
    error: yaml.MarkedYAMLError, lines: list[str], quoted: Marks | None
) -> tuple[str, int, int]:
    """Return the rule that explains a fault, and the line and column from 0 that it is told at."""
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
                return "document-end", number, 0
    return rule, line, column


def _leads_past(cause: Cause, lines: list[str], line: int, until: int) -> bool:
    """Return whether the file can be read past a faulty line once the cause's line is mended.

    It is read to the line `until`, where libyaml gave up.
    """
    text = "\n".join((*lines[: cause.line], cause.mended or "", *lines[cause.line + 1 :]))
    loader, quoted = yaml.CSafeLoader(text), None
    try:
        while True:
            event: Any = loader.get_event()
            if isinstance(event, yaml.StreamEndEvent) or event.start_mark.line > until:
                return True
            if isinstance(event, yaml.ScalarEvent) and event.style in QUOTES:
                quoted = cast("Marks", (event.start_mark, event.end_mark))
    except yaml.MarkedYAMLError as error:
        return _blamed(error, lines, quoted)[1] > line
    finally:
        loader.dispose()


def _is_shifted_field(lines: list[str], line: int, column: int) -> bool:
    """Return whether a colon ends the name of a field with a value that is not below the one above.

    A field one column beside the other is no text, whether it has a value or not.
    """
    own, above = (
        re.match(r"[ -]*(?=[a-z_]+:)", one)
        for one in (lines[line], lines[line - 1] if line else "")
    )
    if not own or not above or ":" in lines[line][:column]:
        return False
    shift = abs(own.end() - above.end())
    return shift == 1 or (shift > 1 and re.match(r":[ ]+\S", lines[line][column:]) is not None)


def _within(lines: list[str], mark: yaml.Mark | None) -> tuple[int, int]:
    """Return a mark's line and column from 0; libyaml's may stand on a line after the last."""
    if mark is None:
        return 0, 0
    if mark.line < len(lines):
        return mark.line, mark.column
    return len(lines) - 1, len(lines[-1])
