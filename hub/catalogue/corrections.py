"""What a wrong value was probably meant to be: the right form, the id of a name, the nearest word.

A correction is proposed and never made: an editor decides.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from hub.catalogue.fields import Known
from hub.catalogue.value_forms import READERS
from hub.diagnostics.problem import InFull
from hub.text.similarity import named, nearest

MOST_OPTIONS: Final = 12
"""Allowed values that a message lists before it says no more than the nearest."""

MOST_COMPARISONS: Final = 600
"""Comparisons of a wrong word with a right one for a file; more would take seconds."""

_LONGEST: Final = 400
"""Characters of a value that was meant to be another one; a longer one is a text."""

_GROUPS: Final = {
    # a rule about an id, and the group of the vocabulary that has it
    "unknown-area": "areas",
    "unknown-authority": "authorities",
    "unknown-instrument": "instruments",
}


class Corrector:
    """Puts into a problem's values what was probably meant, and the first of its choices.

    Where very many values are wrong, that is looked for only as long as it is quick.
    """

    def __init__(self, known: Known | None = None) -> None:
        self._names = known.names if known else {}
        self._found: dict[tuple[str, str, tuple[str, ...]], str | None] = {}
        self._left = MOST_COMPARISONS

    def told(
        self, rule: str, values: dict[str, object], *, of_item: bool = False
    ) -> dict[str, object]:
        """Return the values with `mended_line` and `nearest`, and `options` in place of `choices`.

        `right` is what is known to be meant; `of_item` says that the value is an item of a list.
        """
        listed = values.pop("choices", None)
        choices = listed if isinstance(listed, tuple) else ()
        wrong = str(values.get("value") or values.get("host") or values.get("name"))
        if right := values.pop("right", None) or self.corrected(rule, wrong, choices):
            before = "-" if of_item else f"{values['name']}:"
            values |= {"nearest": right, "mended_line": InFull(f"{before} {right}")}
        elif choices and "nearest" not in values and (near := self.nearest(wrong, choices)):
            values["nearest"] = near
        if choices:
            more = ("…",) if len(choices) > MOST_OPTIONS else ()
            values["options"] = choices[:MOST_OPTIONS] + more
        return values

    def nearest(self, wrong: str, choices: tuple[str, ...]) -> str | None:
        """Return the choice that a word was probably meant to be."""
        key = ("", wrong, choices)
        return self._found_by(key, len(choices), lambda: nearest(wrong, choices))

    def corrected(self, rule: str, wrong: str, choices: tuple[str, ...]) -> str | None:
        """Return the right form of what is written another way, or the id of a name."""
        if rule not in (*READERS, *_GROUPS) or len(wrong) > _LONGEST:
            return None
        if rule in READERS:
            return READERS[rule](wrong.strip(), choices)
        names = self._names.get(_GROUPS[rule], {})
        return self._found_by((rule, wrong, ()), len(names), lambda: named(wrong, names))

    def _found_by(
        self,
        key: tuple[str, str, tuple[str, ...]],
        comparisons: int,
        find: Callable[[], str | None],
    ) -> str | None:
        """Return what is found for a key: as before, or anew where that is quick enough."""
        if comparisons <= self._left and key not in self._found:
            self._left -= comparisons
            self._found[key] = find()
        return self._found.get(key)
