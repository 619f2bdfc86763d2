"""The margins of a document's pages: running headers and footers, and printed page numbers.

A line at a page's edge is one where it comes again on other pages; its numbers are the same there,
or count with the pages. Anything else at the edge is text.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

MOST_LINES: Final = 3
"""Lines at the top and at the bottom of a page that may be margins."""

FEWEST_PAGES: Final = 3
SMALLEST_SHARE: Final = 0.4
"""Of the pages, that have the same line in their margins."""

LONGEST_LINE: Final = 150
_NUMBER: Final = re.compile(
    r"(?i)(?:(?<=^)|(?<=\bside )|(?<=\bs\. )|(?<=\bpage )|(?<=[|/–—] )|(?<=[|/–—]))[0-9]{1,5}"
    r"(?=$| (?:af|of) [0-9]| ?[|/–—])"
)
"""A number that may be a page's: alone, after a word for it, or apart from the rest of a line."""
_MOST_NUMBERS: Final = 3
_PAGE: Final = "\N{HORIZONTAL ELLIPSIS}"
"""What stands for the page's number in a line that is said once for all pages."""


@dataclass(frozen=True, slots=True)
class Margins:
    """What was found in the margins of a document."""

    tops: tuple[int, ...]
    """How many lines at the top of each page are margins."""
    bottoms: tuple[int, ...]
    numbers: tuple[str | None, ...]
    """The number printed on each page, where the margins have one."""
    repeated: tuple[str, ...]
    """Each line once, without the numbers of pages."""


def margins_of(pages: Sequence[Sequence[str]]) -> Margins:
    """Return the margins of pages, each of which is its lines from top to bottom."""
    edges = [_edges(lines) for lines in pages]
    counts: Counter[str] = Counter()
    for at, (top, bottom) in enumerate(edges, 1):
        counts.update({form for line in (*top, *bottom) for form in _forms(line, at)})
    filled = sum(bool(lines) for lines in pages)
    enough = max(FEWEST_PAGES, filled * SMALLEST_SHARE)
    known = {form: count for form, count in counts.items() if count >= enough}
    tops, bottoms, numbers = [], [], []
    repeated: dict[str, None] = {}
    for at, (top, bottom) in enumerate(edges, 1):
        found = [_known(lines, at, known) for lines in (top, bottom)]
        del found[1][len(pages[at - 1]) - len(found[0]) :]
        tops.append(len(found[0]))
        bottoms.append(len(found[1]))
        forms = [form for one in found for form in one]
        numbers.append(next(filter(None, (_printed(form, at) for form in forms)), None))
        repeated |= dict.fromkeys(_COUNTED.sub(_PAGE, form) for form in forms)
    return Margins(
        tuple(tops),
        tuple(bottoms),
        tuple(numbers),
        tuple(line for line in repeated if any(map(str.isalnum, line))),
    )


def _edges(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the lines at the top and at the bottom, each from the edge inwards.

    Those of a short page are both.
    """
    return list(lines[:MOST_LINES]), list(reversed(lines[-MOST_LINES:]))


_COUNTED: Final = re.compile(r"\x00(-?[0-9]+)\x00")
"""A number that counts with the pages, as how much it is more than the page's place."""


def _forms(line: str, at: int) -> list[str]:
    """Return what a line may be on every page: each number as it is, or counting with the pages."""
    flat = " ".join(line.replace("\x00", "").split())
    if not flat or len(flat) > LONGEST_LINE:
        return []
    parts = _NUMBER.split(flat)
    numbers = _NUMBER.findall(flat)
    if len(numbers) > _MOST_NUMBERS:
        return [flat]
    ways = [(f"\x00{int(number) - at}\x00", number) for number in numbers]
    made = (
        "".join(itertools.chain.from_iterable(itertools.zip_longest(parts, way, fillvalue="")))
        for way in itertools.product(*ways)
    )
    # A number alone that is the same on every page numbers none: it is a value.
    return [form for form in made if not form.isdigit()]


def _known(lines: Sequence[str], at: int, known: dict[str, int]) -> list[str]:
    found = []
    for line in lines:
        forms = [form for form in _forms(line, at) if form in known]
        if not forms:
            break
        found.append(max(forms, key=lambda form: known[form]))
    return found


def _printed(form: str, at: int) -> str | None:
    """Return the number of a page that a line prints."""
    counted = _COUNTED.findall(form)
    return str(int(counted[0]) + at) if len(counted) == 1 else None
