"""What is written and lost, without YAML minding: cut text, empty fields, letters gone wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from itertools import islice
from typing import Final

from hub.catalogue.cut_texts import cut_texts
from hub.catalogue.swallowed_lines import swallowed_lines
from hub.catalogue.syntax_causes import VALUE, in_quotes
from hub.catalogue.tree import (
    MappingNode,
    SequenceNode,
    SourceFile,
    Tree,
    TreePath,
    path_text,
)
from hub.diagnostics.problem import InFull, Place, Problem
from hub.text.lines import lines_in

MOST: Final = 100
"""Problems of each kind that are reported for a file."""

_LONGEST_WORD: Final = 60
"""Characters of a word that are looked at on each side of a wrong letter."""

_SUSPECT: Final = re.compile("[\u00c2\u00c3\u00e2\u0300-\u036f\u2020\u203a\ufb00-\ufb06\ufffd]")
_GARBLED: Final = re.compile("(?:[\u00c2\u00c3][^\x00-\x7f]|\u00e2\u20ac[^\x00-\x7f]?)")
_OF_DOS: Final = re.compile("(?<=[^\\W\\d_])[\u2020\u203a](?=[^\\W\\d_])")
"""What å and ø of DOS are taken for, between letters; elsewhere they are signs of their own."""

_CURLY: Final = re.compile("[\u2018\u2019\u201c\u201d]")
_IN_CURLY_QUOTES: Final = re.compile(
    f"{VALUE}(?:[\u201c\u201d\u201e](?P<text>[^\u201c\u201d\u201e]{{1,400}})[\u201c\u201d]"
    "|[\u2018\u2019\u201a](?P<other>[^\u2018\u2019\u201a]{1,400})[\u2018\u2019])[ ]*"
)
_QUOTE_AT_END: Final = re.compile(rf"{VALUE}(?P<text>[^\s\"'\[{{|>#&*!%@`][^\"]*)\"[ ]*")
_CODE: Final = re.compile(
    # Formatting only, as it comes along when text is copied; a text may be about other code. The
    # look ahead lets the search pass over all other signs quickly.
    r"(?=[&<])(?:&(?:[A-Za-z]{2,8}|#[0-9]{1,5}|#x[0-9A-Fa-f]{1,4});"
    r"|</?(?:br?|[iup]|em|strong|span|div|li|[ou]l|h[1-6]|su[bp]|font)(?:[ ][^<>]*)?/?>)"
)


def check_losses(source: SourceFile) -> Iterator[Problem]:
    """Yield what of a file is lost or wrong as text, at its place."""
    yield from islice(cut_texts(source), MOST)
    yield from islice(swallowed_lines(source), MOST)
    if source.tree is not None:
        yield from islice(_quotes(source), MOST)
        yield from islice(_codes(source), MOST)
    if _SUSPECT.search(source.text):  # rare, so that the lines are seldom looked at
        yield from islice(_wrong_letters(source), MOST)


def empty_fields(source: SourceFile, known: set[Place]) -> Iterator[Problem]:
    """Yield the fields that are there and empty, but for those of which something is known."""
    for path in islice(_empty(source.tree, ()), MOST):
        if source.place(path) not in known and source.place(path, of_key=True) not in known:
            place = source.place(path, of_key=True)
            yield Problem("empty-field", place, path_text(path), {"name": path[-1]})


def _quotes(source: SourceFile) -> Iterator[Problem]:
    """Yield the quotation marks that YAML takes for a part of the text."""
    has_curly = _CURLY.search(source.text)
    is_within = False  # a text in quotation marks, perhaps, that has begun on a line above
    for number, line in enumerate(lines_in(source.text), 1):
        rule, match = "curly-quotes", None
        if has_curly and _CURLY.search(line):
            match = _IN_CURLY_QUOTES.fullmatch(line)
        elif count := line.count('"'):
            if count == 1 and not is_within:
                rule, match = "quote-at-end", _QUOTE_AT_END.fullmatch(line)
            is_within = count % 2 == 1 and not match
        if match:
            text = (match["text"] or match["other"]).strip()
            safe = text if re.fullmatch(r"\w[^#:]*", text) else in_quotes(text)
            values = {"mended": InFull(f"{match['before']}{safe}".strip())}
            column = match.end("before") if rule == "curly-quotes" else match.end("text")
            yield Problem(rule, Place(source.file, number, column + 1), values=values)


def _codes(source: SourceFile) -> Iterator[Problem]:
    """Yield the first code of a web page in each line of text; addresses have a rule for theirs."""
    if not _CODE.search(source.text):
        return
    for number, line in enumerate(lines_in(source.text), 1):
        if "://" in line or line.lstrip().startswith("#"):
            continue
        for match in _CODE.finditer(line):
            if match[0][0] == "<" or unescape(match[0]) != match[0]:
                place = Place(source.file, number, match.start() + 1)
                yield Problem("code-in-text", place, values={"value": match[0]})
                break


def _wrong_letters(source: SourceFile) -> Iterator[Problem]:
    """Yield the first wrong letter of each kind on each line."""
    for number, line in enumerate(lines_in(source.text), 1):
        told: set[str] = set()
        for match in _SUSPECT.finditer(line):
            found = _wrong_letter(line, match.start())
            if found and found[0] not in told:
                rule, column, values = found
                told.add(rule)
                yield Problem(rule, Place(source.file, number, column + 1), values=values)


def _wrong_letter(line: str, at: int) -> tuple[str, int, dict[str, object]] | None:
    """Return the rule that a letter breaks, the column from 0, and values; None if it is right."""
    before = re.search(r'[^\s"]*$', line[max(0, at - _LONGEST_WORD) : at])
    after = re.match(r'[^\s"]*', line[at : at + _LONGEST_WORD])
    assert before is not None  # both are found in any text, if only as nothing
    assert after is not None
    word, sign = before[0] + after[0], line[at]
    if sign == "\ufffd":
        return "lost-letter", at, {"value": word}
    if _OF_DOS.match(line, at):
        mended = word.encode("cp1252", "replace").decode("cp865")
        return "garbled-letters", at, {"value": word, "mended": mended}
    if _GARBLED.match(line, at):
        return "garbled-letters", at, {"value": word, "mended": _ungarbled(word)}
    if unicodedata.category(sign) == "Mn" and not unicodedata.is_normalized("NFC", word):
        value = unicodedata.normalize("NFC", word)
        return "letters-in-parts", at - len(before[0]), {"value": value}
    if unicodedata.decomposition(sign).startswith("<compat>"):
        mended = unicodedata.normalize("NFKC", word)
        return "joined-letters", at, {"value": word, "mended": mended}
    return None


def _ungarbled(word: str) -> str:
    """Return a word as it was before UTF-8 was read as another alphabet, if that can be said.

    That may have happened more than once.
    """
    mended = "…"
    while True:
        try:
            word = mended = word.encode("cp1252").decode("utf-8")
        except UnicodeError:
            return mended
        if word.isascii():
            return mended


def _empty(tree: Tree, path: TreePath) -> Iterator[TreePath]:
    if isinstance(tree, MappingNode):
        for key, value in tree.items():
            if value is None:
                yield (*path, key)
            elif not isinstance(value, str):
                yield from _empty(value, (*path, key))
    elif isinstance(tree, SequenceNode):
        for at, item in enumerate(tree):
            if item is not None and not isinstance(item, str):
                yield from _empty(item, (*path, at))
