"""The lines of a text as YAML and editors count them: CR, LF and the two together each end one."""

from __future__ import annotations


def lines_in(text: str) -> list[str]:
    """Return the lines of a text without what ends them."""
    if "\r" in text:  # seldom, and a look is far cheaper than two copies
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.split("\n")


def line_breaks(text: str) -> int:
    """Return how many lines end in a text."""
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def position(text: str, offset: int) -> tuple[int, int]:
    """Return line and column of an offset, each from 1."""
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    return 1 + line_breaks(text[:start]), 1 + offset - start
