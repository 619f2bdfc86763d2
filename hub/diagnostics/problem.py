"""Faults in the data are values: what is wrong, where, and the words that say so."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

Severity = Literal["error", "warning", "notice"]
Language = Literal["da", "en"]

LONGEST_QUOTE = 80
"""Characters of a written value that a message quotes; the rest is an ellipsis."""

_VALUE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a text file; line and column count characters from 1."""

    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: the rule it breaks, the place, the path in the data, and the values to quote."""

    rule: str
    place: Place
    path: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule with its words, each by language (`da`, `en`)."""

    id: str
    severity: Severity
    message: Mapping[Language, str]
    hint: Mapping[Language, str]
    reason: Mapping[Language, str]
    bad: str
    good: str
    advice: Mapping[Language, str] = field(default_factory=dict)
    """What to do, for those who read of the rule without a problem; only where the hint holds
    values of a problem."""

    def standing_hint(self, language: Language) -> str:
        """Return what to do, in words that need no problem."""
        return self.advice.get(language) or self.hint[language]


def printable(text: str) -> str:
    """Return text with everything invisible written as its code, so that it stays on one line."""
    if text.isprintable():
        return text
    return "".join(one if _is_seen(one) else f"\\u{ord(one):04x}" for one in text)


class InFull(str):
    """A value that is quoted whole however long it is, because somebody is to copy it."""

    __slots__ = ()


def quoted(value: object) -> str:
    """Return a written value fit to be quoted: short, and on one line. A tuple is a list."""
    if isinstance(value, tuple):
        return _listed(value)
    text = str(value)
    if len(text) > LONGEST_QUOTE and not isinstance(value, InFull):
        text = text[: LONGEST_QUOTE - 1] + "…"
    return printable(text)


@lru_cache(maxsize=256)
def _listed(values: tuple[object, ...]) -> str:
    # The same list of allowed words stands in thousands of problems.
    return ", ".join(quoted(value) for value in values)


def _is_seen(character: str) -> bool:
    # Controls, line separators, marks of direction and of no width, and lone surrogates must not
    # reach a terminal or a log as themselves; the spaces of many widths may.
    return character.isprintable() or unicodedata.category(character) == "Zs"


def worded(template: str, values: Mapping[str, object]) -> str:
    """Return a rule's words with the problem's values filled in; other braces are just braces."""
    return _VALUE.sub(lambda match: quoted(values[match[1]]), template)
