"""Read the text of RTF files as it is printed: nothing that is hidden, all notes, cells apart."""

from __future__ import annotations

import re

from striprtf import striprtf

_TITLE = re.compile(rb"\{\\title\s([^{}]{1,500})\}")
_HIDDEN = re.compile(
    r"(?<!\\)\{(?:\\[a-z]+-?\d*\s?)*?\\(?:v|deleted)(?![a-z\d])(?:[^{}\\]|\\.)*\}", re.DOTALL
)
"""A run of text that is marked as hidden, or as deleted while changes were tracked."""

_CELL = re.compile(r"\\(?:nest)?cell(?![a-z\d])")
_NOTE = re.compile(r"\\footnote(?![a-z\d])\s?")
"""The library leaves out what this word begins."""

LONGEST_HEAD = 65536
"""Bytes in which a file's title is sought."""


def read_rich_text(data: bytes) -> list[str]:
    """Return the lines of the text; a note stands where its number does."""
    shown = _HIDDEN.sub("", data.decode("latin-1"))
    text = _plain(_NOTE.sub(" ", _CELL.sub(r"\\tab ", shown)))
    return [line for line in (" ".join(row.split()) for row in text.split("\n")) if line]


def rich_text_title(data: bytes) -> str | None:
    """Return the title that a file names."""
    named = _TITLE.search(data[:LONGEST_HEAD])
    return _plain("{\\rtf1 " + named.group(1).decode("latin-1") + "}") if named else None


def _plain(text: str) -> str:
    return str(striprtf.rtf_to_text(text, errors="ignore"))  # type: ignore[no-untyped-call]  # it has no types
