"""The parts of compounds: »familier« in »børnefamilier«.

Pagefind finds what a word begins with; what a compound ends in has to be said. Which endings are
words is known from simplemma's Danish dictionary. That takes a second to load, so the answers are
kept between builds; without the file they are only found again.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

import yaml

SHORTEST_COMPOUND, LONGEST_COMPOUND = 8, 60
SHORTEST_TAIL = 4
SHORTEST_HEAD = 3
LARGEST_CACHE = 32 * 1024**2

_LINKS = ("s", "e")
"""Letters that may join the parts: synsnedsættelse, børnefamilier."""

_WORD = re.compile(r"[a-zæøåäöüé]+")


@cache
def _not_parts() -> Mapping[str, frozenset[str]]:
    """Return what is no beginning (`no_heads`) and no end (`no_tails`) of a compound."""
    text = Path(__file__).with_name("parts.yaml").read_text(encoding="utf-8")
    lists = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506  # reads texts only
    return {name: frozenset(words) for name, words in lists.items()}


class Compounds:
    """Knows the parts that compounds end in."""

    def __init__(self, cache_file: Path) -> None:
        self._file = cache_file
        self._version = f"simplemma {version('simplemma')}"
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
        self._file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        known = {word: self._known[word] for word in sorted(self._known)}
        values = {"version": self._version, "tails": known}
        unfinished.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
        unfinished.replace(self._file)

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


def _may_be_compound(word: str) -> bool:
    fits = SHORTEST_COMPOUND <= len(word) <= LONGEST_COMPOUND
    return fits and _WORD.fullmatch(word) is not None


@cache
def _dictionary() -> Collection[str]:
    """Return the known forms of Danish words, each as bytes of UTF-8."""
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory  # noqa: PLC0415  # slow

    return DefaultDictionaryFactory().get_dictionary("da")


def _tails(word: str, dictionary: Collection[str]) -> tuple[str, ...]:
    return tuple(
        word[at:]
        for at in range(SHORTEST_HEAD, len(word) - SHORTEST_TAIL + 1)
        if _is_tail(word[at:], dictionary) and _is_head(word[:at], dictionary)
    )


def _is_tail(part: str, dictionary: Collection[str]) -> bool:
    return part not in _not_parts()["no_tails"] and part in dictionary


def _is_head(part: str, dictionary: Collection[str]) -> bool:
    no_heads = _not_parts()["no_heads"]
    stems = [part, *(part[:-1] for link in _LINKS if part.endswith(link))]
    return any(
        len(stem) >= SHORTEST_HEAD and stem not in no_heads and stem in dictionary for stem in stems
    )
