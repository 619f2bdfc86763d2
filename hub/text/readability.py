"""How hard a Danish text is to read, measured as LIX: from its sentences and its long words.

LIX is the number of words a sentence, plus the number of long words in a hundred words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

LONG_WORD: Final = 6
"""Letters of a word that is not long yet."""

_WORD: Final = re.compile(r"[^\W_]+(?:[-'’.,&][^\W_]+)*")
"""Letters and digits, joined by signs that stand within a word: »bo-tilbud«, »f.eks«, »1.234,5«."""

_PARAGRAPH: Final = re.compile(r"\n\s*\n|\n(?=[ \t]*(?:[-*•–]|[0-9]{1,3}[.)])[ \t])")
"""Where a sentence ends without a sign: before an empty line, and before an item of a list."""

_LIST_MARK: Final = re.compile(r"[ \t]*(?:[-*•–]|[0-9]{1,3}[.)])[ \t]+")

_END: Final = re.compile(
    r"(?<![.!?…:])(?P<sign>[.!?…:])[.!?…]*[\"'”’»«)\]]*\s+(?=[\"'“”‘’»«(\[§]*[\w])"
)
"""A sign that may end a sentence; what comes next decides."""

_NEXT: Final = re.compile(r"[^\w]*(?P<first>\w+)")
_BEFORE: Final = re.compile(r"(?P<word>[^\s()\"'“”‘’»«\[\]]*)$")

_MONTHS: Final = frozenset(
    (
        *("januar", "februar", "marts", "april", "maj", "juni", "juli", "august"),
        *("september", "oktober", "november", "december"),
        *("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "okt", "nov", "dec"),
    )
)

_NEVER_LAST: Final = frozenset(
    # Abbreviations that always have a word after them, so that a capital there begins no sentence.
    (
        *("adm", "afd", "afs", "art", "bek", "bl.a", "ca", "cand", "cirk", "d", "d.v.s", "dir"),
        *("dok", "dr", "dvs", "eks", "ekskl", "evt", "f.eks", "fhv", "fx", "gl", "hhv", "hr"),
        *("i.f.m", "i.f.t", "i.h.t", "ifm", "ift", "iflg", "iht", "inkl", "j.nr", "jf", "jfr"),
        *("jvf", "kap", "kgl", "kl", "lb", "lbk", "m.h.t", "maks", "mht", "nr", "p.g.a", "p.t"),
        *(
            "pga",
            "pkt",
            "pr",
            "prof",
            "s",
            "skr",
            "sml",
            "stk",
            "tlf",
            "v.h.a",
            "vedr",
            "vejl",
            "vha",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Readability:
    """What a text's LIX is made of."""

    sentences: tuple[str, ...]
    """The sentences that hold words, in their order."""
    words: tuple[str, ...]
    """Every word, in its order."""

    @property
    def long_words(self) -> tuple[str, ...]:
        """The words of more than six letters, in their order."""
        return tuple(word for word in self.words if _letters(word) > LONG_WORD)

    @property
    def lix(self) -> float:
        """The text's LIX; 0 for a text without words."""
        if not self.words:
            return 0.0
        count = len(self.words)
        return count / len(self.sentences) + 100 * len(self.long_words) / count

    @property
    def longest_sentence(self) -> str:
        """The sentence of most words, the first of several; empty for a text without words."""
        return max(self.sentences, key=lambda one: len(_words(one)), default="")

    @property
    def longest_words(self) -> tuple[str, ...]:
        """The long words, each once in small letters, the longest first."""
        unique = dict.fromkeys(word.lower() for word in self.long_words)
        return tuple(sorted(unique, key=_letters, reverse=True))


def readability(text: str) -> Readability:
    """Return what a Danish text's LIX is made of. It takes time in proportion to the text."""
    plain = unicodedata.normalize("NFC", text)
    found = (
        sentence
        for paragraph in _PARAGRAPH.split(plain)
        for sentence in _sentences(_without_mark(paragraph))
    )
    sentences = tuple(" ".join(one.split()) for one in found if _WORD.search(one))
    return Readability(sentences, tuple(word for one in sentences for word in _words(one)))


def word_count(sentence: str) -> int:
    """Return how many words a sentence has."""
    return len(_words(sentence))


def _without_mark(paragraph: str) -> str:
    mark = _LIST_MARK.match(paragraph)
    return paragraph[mark.end() :] if mark else paragraph


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _letters(word: str) -> int:
    return sum(map(str.isalpha, word))


def _sentences(paragraph: str) -> list[str]:
    """Return the sentences of a paragraph."""
    cuts = [match.end() for match in _END.finditer(paragraph) if _ends(paragraph, match)]
    return [
        paragraph[start:end] for start, end in zip([0, *cuts], [*cuts, len(paragraph)], strict=True)
    ]


def _ends(text: str, match: re.Match[str]) -> bool:
    """Return whether a sign ends a sentence, by the words around it."""
    following = _NEXT.match(text, match.end())
    first = following["first"] if following else ""
    if first[:1].islower():
        return False
    if match["sign"] == ":":
        return first[:1].isupper()
    if match["sign"] != ".":
        return True
    # As far back as a word reaches; a text without spaces must not be read again for each sign.
    before = _BEFORE.search(text, max(0, match.start() - 40), match.start())
    word = before["word"].lower() if before else ""
    if word.isdigit():
        return first.lower() not in _MONTHS
    is_initial = len(word) == 1 and word.isalpha() and text[match.start() - 1].isupper()
    return not is_initial and word not in _NEVER_LAST
