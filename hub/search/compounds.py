"""The parts of compounds: »familier« in »børnefamilier«.

Pagefind finds what a word begins with; what a compound ends in has to be said. Which endings are
words is known from simplemma's Danish dictionary. That takes a second to load, so the answers are
kept between builds; without the file they are only found again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

from hub.files import write_atomically
from hub.search.parts import PARTS_FILE, parts

SHORTEST_COMPOUND, LONGEST_COMPOUND = 8, 60
SHORTEST_WITH_SHORT_HEAD = 6
"""Letters of a compound with a beginning of two: bosted."""

SHORTEST_TAIL = 4
SHORTEST_HEAD = 3
SHORTEST_OF_MANY = 5
"""Letters of a part where there are more than two: many short ones would fit by chance."""

LARGEST_CACHE = 32 * 1024**2

_LINKS = ("s", "e")
"""Letters that may join the parts: synsnedsættelse, børnefamilier."""

_WORD = re.compile(r"[a-zæøåäöüé]+")


def _version() -> str:
    """Return what changes with the dictionary and with the rules by which it is asked."""
    digest = hashlib.sha256(version("simplemma").encode())
    for file in (Path(__file__), PARTS_FILE):
        digest.update(file.read_bytes())
    return digest.hexdigest()


class Compounds:
    """Knows the parts that compounds end in."""

    def __init__(self, cache_file: Path) -> None:
        self._file = cache_file
        self._version = _version()
        self._known = self._read()
        self._learnt: dict[str, tuple[str, ...]] = {}

    def tails(self, word: str) -> tuple[str, ...]:
        """Return the endings, which are words, of a word of lower case if it is a compound."""
        if not _may_be_compound(word):
            return ()
        tails = self._known.get(word)
        if tails is None:
            tails = self._known[word] = self._learnt[word] = _tails(word, _dictionary())
        return tails

    def learnt(self) -> Mapping[str, tuple[str, ...]]:
        """Return what was not known, of what was asked since this was called last."""
        learnt, self._learnt = self._learnt, {}
        return learnt

    def keep(self, learnt: Mapping[str, tuple[str, ...]]) -> None:
        """Keep for the next build what was learnt in this one, also by other processes."""
        if not learnt:
            return
        self._known |= learnt
        known = {word: self._known[word] for word in sorted(self._known)}
        values = {"version": self._version, "tails": known}
        with contextlib.suppress(OSError):  # what is not kept is found again
            write_atomically(self._file, json.dumps(values, ensure_ascii=False).encode())

    def _read(self) -> dict[str, tuple[str, ...]]:
        try:
            if self._file.stat().st_size > LARGEST_CACHE:
                return {}  # it has grown for years, and begins anew
            values = json.loads(self._file.read_bytes())
            if values["version"] != self._version:
                return {}
            return {str(word): tuple(map(str, tails)) for word, tails in values["tails"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return {}  # a cache that is damaged is no cache


@cache
def _short_heads() -> tuple[str, ...]:
    """Return the beginnings of two letters."""
    return tuple(head for head in parts()["heads"] if len(head) < SHORTEST_HEAD)


def _may_be_compound(word: str) -> bool:
    short = word.startswith(_short_heads())
    fits = (SHORTEST_WITH_SHORT_HEAD if short else SHORTEST_COMPOUND) <= len(word)
    return fits and len(word) <= LONGEST_COMPOUND and _WORD.fullmatch(word) is not None


@cache
def _dictionary() -> Collection[str]:
    """Return the known forms of Danish words, each as bytes of UTF-8."""
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory  # noqa: PLC0415  # slow

    return DefaultDictionaryFactory().get_dictionary("da")


def _tails(word: str, dictionary: Collection[str]) -> tuple[str, ...]:
    """Return what a word ends in, and what these endings end in again, the longest first."""
    ends = _ends(word, SHORTEST_TAIL, dictionary)
    found = {at for at in ends if _is_head(word[:at], dictionary)}
    last = [at for at in ends if len(word) - at >= SHORTEST_OF_MANY]
    if last and not found and len(word) >= SHORTEST_HEAD + 2 * SHORTEST_OF_MANY:
        found = {at for at in last if _is_compound(word[:at], dictionary)}
    for start in tuple(found):
        found |= {
            at
            for at in last
            if at - start >= SHORTEST_TAIL and _is_head(word[start:at], dictionary)
        }
    return tuple(word[at:] for at in sorted(found))


def _ends(word: str, shortest: int, dictionary: Collection[str]) -> list[int]:
    """Return where in a word another begins that ends with it."""
    no_tails = parts()["no_tails"]
    first = 2 if word.startswith(_short_heads()) else SHORTEST_HEAD
    return [
        at
        for at in range(first, len(word) - shortest + 1)
        if (end := word[at:]) in dictionary and end not in no_tails
    ]


def _is_head(part: str, dictionary: Collection[str]) -> bool:
    """Whether a compound may begin so: with a word, and perhaps a letter that joins it."""
    return any(_is_first(stem, dictionary) for stem in _stems(part))


def _is_compound(part: str, dictionary: Collection[str]) -> bool:
    """Whether a compound may begin so: with a compound that the dictionary does not know."""
    no_heads = parts()["no_heads"]
    return any(
        stem[at:] not in no_heads
        and (_is_head(stem[:at], dictionary) or _is_compound(stem[:at], dictionary))
        for stem in _stems(part)
        for at in _ends(stem, SHORTEST_OF_MANY, dictionary)
    )


def _stems(part: str) -> Iterator[str]:
    yield part
    if part.endswith(_LINKS):
        yield part[:-1]


def _is_first(stem: str, dictionary: Collection[str]) -> bool:
    lists = parts()
    if len(stem) < SHORTEST_HEAD or stem not in dictionary:
        return stem in lists["heads"]
    return stem not in lists["no_heads"]
