"""The nearest of some known words to a misspelt one."""

from __future__ import annotations

import difflib


def nearest(word: str, choices: tuple[str, ...]) -> str | None:
    """Return the choice that a word was probably meant to be."""
    lowered = {choice.lower(): choice for choice in choices}
    # A long text is no misspelt word, and comparing it would take long.
    found = difflib.get_close_matches(word[:60].lower(), lowered, n=1)
    return lowered[found[0]] if found else None
