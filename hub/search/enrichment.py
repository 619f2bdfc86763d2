"""Text for the index: beside a word stands, marked, what else it is to be found under.

The marks (`BEGIN`, `END`) are of Unicode's private use and no word to Pagefind; the search page
takes out what stands between them, so that a reader never sees it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from hub.search.spelling import other_spellings, references

BEGIN, END = "\ue000", "\ue001"
_HIDING, _HIDDEN_MOST = 0xF0000, 0xFFFE

_WORD = re.compile(r"[^\W\d_]+")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00ad": ""}
)
_BROKEN = re.compile(r"(?<=[^\W\d_])[-\u2010]\s*\n\s*(?!(?:og|eller|samt)\b)(?=[a-zæøå])")
_ENDINGS = "(?:e?[nt]s?|e?r(?:ne)?s?|s)?"
"""What a Danish name may end in: -en, -et, -er, -erne, -s."""
_TAG = re.compile(r"(<[^>]*>)")


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case, each as often as it stands there."""
    return _WORD.findall(text.lower())


def whole_words(text: str) -> str:
    """Return the text of a page with ligatures and words broken at a line's end made whole."""
    return _BROKEN.sub("", _PRIVATE.sub(" ", text).translate(_LIGATURES))


def hidden(text: str) -> str:
    """Return a text written in characters that are no words: carried along, never found."""
    return "".join(
        chr(_HIDING + ord(character)) for character in text if ord(character) < _HIDDEN_MOST
    )


class Enrichment:
    """What each word of a site is to be found under too."""

    def __init__(
        self,
        words: Iterable[str],
        tails: Mapping[str, Sequence[str]],
        names: Iterable[Sequence[str]] = (),
    ) -> None:
        """`names` are groups of names for the same."""
        self._more = dict(_more(words, tails))
        self._others = {
            name.lower(): " ".join(_spelled(one for one in group if one != name))
            for group in names
            for name in group
        }
        longest_first = sorted(self._others, key=len, reverse=True)
        pattern = "|".join(map(re.escape, longest_first)) or r"(?!)"
        self._names = re.compile(rf"\b({pattern}){_ENDINGS}\b")

    def text(self, text: str) -> str:
        """Return a text with everything beside its words; each addition stands once."""
        lowered = text.lower()
        if len(lowered) != len(text):  # a rare letter whose small form is longer
            text = lowered
        added = list(self._additions(lowered))
        if not added:
            return text
        pieces: list[str] = []
        done = 0
        for end, words in sorted(added):
            pieces += (text[done:end], f" {BEGIN} {words} {END}")
            done = end
        return "".join((*pieces, text[done:]))

    def markup(self, markup: str) -> str:
        """Return HTML whose text is enriched, tags untouched."""
        parts = _TAG.split(markup)
        parts[0::2] = [
            html.escape(self.text(html.unescape(_PRIVATE.sub(" ", part))), quote=False)
            if part.strip()
            else part
            for part in parts[0::2]
        ]
        return "".join(parts)

    def _additions(self, lowered: str) -> Iterator[tuple[int, str]]:
        more, seen = self._more, set()
        for match in _WORD.finditer(lowered):
            word = match.group()
            if word in more and word not in seen:
                seen.add(word)
                yield match.end(), more[word]
        yield from references(lowered)
        named = set()
        for match in self._names.finditer(lowered):
            name = match.group(1)
            if name not in named:
                named.add(name)
                yield match.end(), self._others[name]


def _more(words: Iterable[str], tails: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    for word in words:
        found = list(other_spellings(word))
        for tail in tails.get(word, ()):
            found += (tail, *other_spellings(tail))
        if found:
            yield word, " ".join(dict.fromkeys(found))


def _spelled(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield name
        for word in _WORD.findall(name.lower()):
            yield from other_spellings(word)
