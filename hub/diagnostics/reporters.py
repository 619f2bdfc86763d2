"""Tell problems: as text with the line shown, as JSON, or as annotations on GitHub.

The words come from the rules, in Danish or English; the values come from the problems. All that
is printed is made fit for where it goes: one line, nothing invisible, GitHub's own escapes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, Literal

from hub.diagnostics.problem import Language, Problem, Rule, Severity, printable, worded
from hub.text.lines import lines_in

Format = Literal["text", "json", "github"]
Rules = Mapping[str, Rule]

JSON_VERSION: Final = 1
WIDEST_EXCERPT: Final = 100
"""Characters of a source line that are shown around the mark."""

GITHUB_SHOWS: Final = 10
"""Annotations of one severity that GitHub shows for a step; it drops the rest silently."""

SEVERITY_WORDS: Final[Mapping[Language, Mapping[Severity, str]]] = {
    "da": {"error": "fejl", "warning": "advarsel", "notice": "bemærkning"},
    "en": {"error": "error", "warning": "warning", "notice": "notice"},
}
_HELP: Final[Mapping[Language, str]] = {"da": "hjælp", "en": "help"}
_DID_YOU_MEAN: Final[Mapping[Language, str]] = {
    "da": "Mente du »{nearest}«?",
    "en": 'Did you mean "{nearest}"?',
}
_WRITE_THE_LINE: Final[Mapping[Language, str]] = {
    "da": "Skriv linjen sådan: {mended_line}",
    "en": "Write the line like this: {mended_line}",
}
_MORE_IN_SUMMARY: Final[Mapping[Language, str]] = {
    "da": "{count} mere står i trinnets opsummering.",
    "en": "{count} more stand in the step's summary.",
}
_TABLE_HEAD: Final[Mapping[Language, tuple[str, ...]]] = {
    "da": ("Sted", "Slags", "Regel", "Hvad", "Hvad du kan gøre"),
    "en": ("Place", "Kind", "Rule", "What", "What to do"),
}


def message(problem: Problem, rules: Rules, language: Language) -> str:
    """Return what is wrong, in one sentence or two."""
    return worded(rules[problem.rule].message[language], problem.values)


def hint(problem: Problem, rules: Rules, language: Language) -> str:
    """Return what to do; the mended line or the nearest right word where there is one."""
    if "mended_line" in problem.values:
        return worded(_WRITE_THE_LINE[language], problem.values)
    if "nearest" in problem.values:
        return worded(_DID_YOU_MEAN[language], problem.values)
    return worded(rules[problem.rule].hint[language], problem.values)


def text_report(
    problems: Iterable[Problem], rules: Rules, language: Language, read: Callable[[str], str]
) -> Iterator[str]:
    """Yield each problem with its line and a mark; `read` returns the text of a file by name."""

    @cache
    def lines_of(file: str) -> list[str]:
        return lines_in(read(file))

    for problem in problems:
        place, severity = problem.place, rules[problem.rule].severity
        head = f"{printable(place.file)}:{place.line}:{place.column}: "
        head += f"{SEVERITY_WORDS[language][severity]}[{problem.rule}] "
        yield head + message(problem, rules, language)
        lines = lines_of(place.file)
        if place.line <= len(lines) and lines[place.line - 1].strip():
            yield from _excerpt(lines[place.line - 1], problem)
        gutter = " " * len(str(place.line))
        yield f"{gutter} = {_HELP[language]}: {hint(problem, rules, language)}"
        yield ""


def json_report(problems: Iterable[Problem], rules: Rules, language: Language) -> str:
    """Return the problems as one JSON object of a stable, versioned form."""
    told = [
        {
            "rule": problem.rule,
            "severity": rules[problem.rule].severity,
            "file": problem.place.file,
            "line": problem.place.line,
            "column": problem.place.column,
            "path": problem.path,
            "message": message(problem, rules, language),
            "hint": hint(problem, rules, language),
        }
        for problem in problems
    ]
    return json.dumps({"version": JSON_VERSION, "problems": told}, ensure_ascii=False, indent=2)


def github_report(problems: Iterable[Problem], rules: Rules, language: Language) -> Iterator[str]:
    """Yield workflow commands that GitHub shows beside the lines of a pull request."""
    counts: dict[Severity, int] = {}
    for problem in problems:
        severity = rules[problem.rule].severity
        counts[severity] = counts.get(severity, 0) + 1
        if counts[severity] > GITHUB_SHOWS:
            continue
        place = problem.place
        properties = {
            "file": place.file,
            "line": str(place.line),
            "col": str(place.column),
            "title": f"{SEVERITY_WORDS[language][severity]}[{problem.rule}]",
        }
        said = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
        words = f"{message(problem, rules, language)}\n{hint(problem, rules, language)}"
        yield f"::{severity} {said}::{_data(words)}"
    if hidden := sum(max(0, count - GITHUB_SHOWS) for count in counts.values()):
        yield worded(_MORE_IN_SUMMARY[language], {"count": hidden})


def markdown_table(problems: Sequence[Problem], rules: Rules, language: Language) -> str:
    """Return every problem as a Markdown table, for the summary of a CI step."""
    head = _TABLE_HEAD[language]
    rows = [head, tuple("---" for _ in head)]
    for problem in problems:
        place = problem.place
        rows.append(
            (
                markdown_text(f"{place.file}:{place.line}:{place.column}"),
                SEVERITY_WORDS[language][rules[problem.rule].severity],
                problem.rule,
                markdown_text(message(problem, rules, language)),
                markdown_text(hint(problem, rules, language)),
            )
        )
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def markdown_text(text: str) -> str:
    """Return a text that Markdown shows as it is."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_{}\[\]()#+!|~@])", r"\\\1", safe)


def harmless(text: str) -> str:
    """Return a text as one line that neither a log nor a terminal takes for a command."""
    return printable(text).replace("::", ":\N{MIDDLE DOT}:").replace("##[", "## [")


def explanation(rule: Rule, language: Language) -> str:
    """Return a rule in full: reason, bad and good example, hint."""
    words = {
        "da": ("Hvorfor", "Forkert", "Rigtigt", "Hvad du kan gøre"),
        "en": ("Why", "Wrong", "Right", "What to do"),
    }[language]
    severity = SEVERITY_WORDS[language][rule.severity]
    bad, good = (_indented(example) for example in (rule.bad, rule.good))
    return (
        f"{rule.id} ({severity})\n\n"
        f"{words[0]}: {rule.reason[language]}\n\n{words[1]}:\n{bad}\n\n{words[2]}:\n{good}\n\n"
        f"{words[3]}: {rule.standing_hint(language)}\n"
    )


def append_summary(path: Path, table: str) -> None:
    """Add a table to the summary of the running CI step."""
    with path.open("a", encoding="utf-8") as stream:
        stream.write(f"\n{table}\n")


def _excerpt(line: str, problem: Problem) -> Iterator[str]:
    number, column = str(problem.place.line), problem.place.column
    start = max(0, column - 1 - WIDEST_EXCERPT // 2) if len(line) > WIDEST_EXCERPT else 0
    shown = printable(line[start : start + WIDEST_EXCERPT])
    before = printable(line[start : column - 1])
    gutter = " " * len(number)
    yield f"{gutter} |"
    yield f"{number} | {shown}"
    yield f"{gutter} | {' ' * len(before)}^ {printable(problem.path)}".rstrip()


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
