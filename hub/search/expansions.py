"""Text for the index: with it stands, marked, what else its words are to be found under.

The marks (`BEGIN`, `END`) are of Unicode's private use and no word to Pagefind; the search page
takes out what stands between them, so that a reader never sees it.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from hub.search.inflections import other_forms
from hub.search.normalization import AND, dates, other_spellings, references
from hub.search.parts import parts

BEGIN, END = "\ue000", "\ue001"
_HIDING, _HIDDEN_MOST = 0xF0000, 0xFFFE

_WORD = re.compile(r"[^\W\d_]+")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"), "")
_LIGATURES = _INVISIBLE | str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_BROKEN = re.compile(
    r"(?<=[^\W\d_])(?:"
    r"\u00ad[^\S\n]*\n\s*(?=[^\W\d_])"  # a hyphen that is there for the break alone
    rf"|[-\u2010][^\S\n]*\n\s*(?!(?:{AND})\b)(?=[a-zæøå])"
    rf"|(?<=[A-ZÆØÅ]{{2}})[-\u2010][^\S\n]*\n\s*(?!(?:{AND.upper()})\b)(?=[A-ZÆØÅ]{{2}})"
    r")"
)
_SUSPENDED = re.compile(
    rf"-(?<=[^\W\d_]-)(?:,\s+[^\W\d_]+-){{0,4}}\s*\b(?:{AND})(?:/eller)?\s+([^\W\d_]+)"
)
"""The hyphen of »børne-, unge- og voksenområdet« up to the word that has what the others lack."""
_FIRST_PART = re.compile(r"([^\W\d_]+)-")
_ENDINGS = "(?:e?[nt]s?|e?r(?:ne)?s?|s)?"
"""What a Danish name may end in: -en, -et, -er, -erne, -s."""
_SHORTEST_HEAD, _LINKS = 6, ("e", "s")
"""Letters of a compound's beginning that is surely a word, and what may join it to its end."""
_SHORT = 3
"""Letters of a word that the search page finds as a whole only, not as the beginning of another."""

_TAG = re.compile(r"(<[^>]*>)")
_ADDED = re.compile(f"{BEGIN}[^{END}]*{END}")


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case, each as often as it stands there."""
    return _WORD.findall(text.lower())


def shown_words(markup: str) -> list[str]:
    """Return the words of enriched HTML that stand there to be read."""
    return words_of(html.unescape(_TAG.sub(" ", _ADDED.sub(" ", markup))))


def whole_words(text: str) -> str:
    """Return the text of a page with letters, ligatures and words broken at a line's end whole."""
    return normalized(_BROKEN.sub("", unicodedata.normalize("NFC", text)))


def normalized(text: str) -> str:
    """Return a text with letters and ligatures whole, without signs that nobody sees."""
    return unicodedata.normalize("NFC", _PRIVATE.sub(" ", text)).translate(_LIGATURES)


@lru_cache(maxsize=4096)
def hidden(text: str) -> str:
    """Return a text written in characters that are no words: carried along, never found."""
    return "".join(
        chr(_HIDING + ord(character)) for character in text if ord(character) < _HIDDEN_MOST
    )


EverydayWords = tuple[Sequence[str], Sequence[str]]
"""How words of a text begin, and the words under which that text is found too."""


class Expander:
    """What each word of a site is to be found under too."""

    def __init__(
        self,
        tails: Callable[[str], Sequence[str]],
        names: Iterable[Sequence[str]] = (),
        everyday: Iterable[EverydayWords] = (),
        places: Iterable[str] = (),
    ) -> None:
        """`tails` returns the ends of a compound; `names` are groups of names for the same.

        The names of `places` are no compounds: »Roskilde« has no »kilde«.
        """
        proper = frozenset(word for place in places for word in words_of(place))

        def tails_of(word: str) -> Sequence[str]:
            return () if {word, word.removesuffix("s")} & proper else tails(word)

        self._tails = tails_of
        self._more = _More(self._tails)
        self._others = {
            name.lower(): " ".join(_spelled(one for one in group if one != name))
            for group in names
            for name in group
        }
        longest_first = sorted(self._others, key=len, reverse=True)
        pattern = "|".join(map(re.escape, longest_first)) or r"(?!)"
        self._names = re.compile(rf"\b({pattern}){_ENDINGS}\b")
        self._everyday = tuple(
            (
                re.compile(rf"\b(?:{'|'.join(re.escape(one.lower()) for one in begin)})[^\W\d_]*"),
                tuple(word.lower() for word in also),
            )
            for begin, also in everyday
        )
        self._used_by_readers = frozenset(one for _, also in self._everyday for one in also)
        # Nearly all pages have no name; what the words begin with tells at little cost.
        self._beginnings = tuple({_WORD.findall(name)[0] for name in self._others})

    def text(self, text: str) -> str:
        """Return a text, at its end what else its words are found under."""
        text = normalized(text)
        words = words_of(text)
        return f"{self._named(text, words)}{self._end(words)}"

    def markup(self, markup: str) -> str:
        """Return HTML, at its end what else its words are found under; tags stay untouched."""
        parts = _TAG.split(markup)
        all_words: list[str] = []
        for at in range(0, len(parts), 2):
            if parts[at].strip():
                text = normalized(html.unescape(parts[at]))
                words = words_of(text)
                all_words += words
                parts[at] = html.escape(self._named(text, words), quote=False)
        return f"{''.join(parts)}{self._end(all_words)}"

    def whole_words(self, word: str) -> Iterator[str]:
        """Yield what else a word of lower case is found under that is a word as one writes it."""
        yield from other_forms(word)
        for tail in self._tails(word):
            yield tail
            yield from _head(word, tail)
        for pattern, also in self._everyday:
            if pattern.fullmatch(word):
                yield from words_of(" ".join(also))

    def is_everyday(self, word: str) -> bool:
        """Return whether readers have words of their own for a word of lower case, or it is one."""
        return word in self._used_by_readers or any(
            pattern.fullmatch(word) for pattern, _ in self._everyday
        )

    def _end(self, words: Iterable[str]) -> str:
        more = self._more
        added = " ".join([added for word in sorted(set(words)) if (added := more[word])])
        return f" {BEGIN} {added} {END}" if added else ""

    def _named(self, text: str, words: Sequence[str]) -> str:
        """Return a text, beside names, references, dates and first parts what finds them too."""
        lowered = text.lower()
        if len(lowered) != len(text):  # a rare letter whose small form is longer
            text = lowered
        added = [*references(lowered), *dates(lowered), *self._completed(lowered)]
        if any(word.startswith(self._beginnings) for word in set(words)):
            added += self._other_names(lowered)
        for pattern, also in self._everyday:
            if match := pattern.search(lowered):
                added.append((match.end(), " ".join(_spelled(also))))
        if not added:
            return text
        pieces: list[str] = []
        done = 0
        for end, more in sorted(set(added)):  # »1 000« is read twice
            pieces += (text[done:end], f" {BEGIN} {more} {END}")
            done = end
        return "".join((*pieces, text[done:]))

    def _completed(self, lowered: str) -> Iterator[tuple[int, str]]:
        """Yield where a first part stands alone, as in »bo- og dagtilbud«, and its compounds."""
        for match in _SUSPENDED.finditer(lowered):
            tails = self._tails(match.group(1))
            start = match.start()
            while start and lowered[start - 1].isalpha():
                start -= 1
            for first in _FIRST_PART.finditer(lowered, start, match.start(1)):
                if tails:
                    yield first.end(), " ".join(_spelled(first.group(1) + tail for tail in tails))

    def _other_names(self, lowered: str) -> Iterator[tuple[int, str]]:
        seen = set()
        for match in self._names.finditer(lowered):
            name = match.group(1)
            if name not in seen:
                seen.add(name)
                yield match.end(), self._others[name]


class _More(dict[str, str]):
    """What a word is found under too, by the word; found when it is first asked for."""

    def __init__(self, tails: Callable[[str], Sequence[str]]) -> None:
        super().__init__()
        self._tails = tails

    def __missing__(self, word: str) -> str:
        found = list(other_spellings(word))
        for form in other_forms(word):
            found += (form, *other_spellings(form))
        tails = self._tails(word)
        for tail in tails:
            found += (tail, *other_spellings(tail))
        for head in _short_head(word, tails):
            found += (head, *other_spellings(head))
        found += (
            form for tail in tails for head in _head(word, tail) for form in other_forms(head)
        )
        self[word] = " ".join(dict.fromkeys(found))
        return self[word]


def _head(word: str, tail: str) -> Iterator[str]:
    """Yield what stands before the tail of a compound if it is surely a word."""
    head = word.removesuffix(tail)
    if len(head) >= _SHORTEST_HEAD and not head.endswith(_LINKS):
        yield head


def _short_head(word: str, tails: Sequence[str]) -> Iterator[str]:
    """Yield the beginning of a compound if it is short: »syn« of »synsnedsættelse«.

    One that nothing joins to its end may be none, as in »vejledning«.
    """
    for longest in tails[:1]:
        head = word.removesuffix(longest)
        if len(head) == _SHORT + 1 and head.endswith(_LINKS):
            yield head[:-1]
        elif head in parts()["heads"]:
            yield head


def _spelled(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield name
        for word in _WORD.findall(name.lower()):
            yield from other_spellings(word)
