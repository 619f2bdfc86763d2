"""Know a page that says »not found« with the status 200: by asking for a page that cannot be.

A host is asked once for a random address of each shape. What answers that in the same words is no
page, whatever its title says. Titles alone prove nothing.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from hub.documents.page_facts import PageFacts
from hub.links.random_addresses import random_deeper, random_name, random_number, shape_of

_NEARLY = 0.02
"""The share of a page's words in which the same answer may differ from one request to the next."""

_ALWAYS = 2
"""Words in which it may differ however short it is."""

_MORE = 1.5
"""How much more than two pages of a host for what is missing a third may differ from them."""

_SHELL_WORDS = frozenset(
    ("javascript", "loading", "indlæser", "indlæses", "henter", "hentes", "vent", "wait", "øjeblik")
)
_MOST_SHELL_WORDS = 12
_MOST_WORDS_AROUND = 50
"""Words around what comes later: of buttons, or of what is said about cookies."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came from an address: where from in the end, and what the page shows."""

    address: str
    final_address: str
    page: PageFacts | None
    """None where it is no web page."""
    sha256: str = ""


@dataclass(slots=True)
class MissingPages:
    """The answers of hosts to addresses that cannot be; may be used by many threads."""

    ask: Callable[[str], Answer | None]
    """Asks for an address; None where nothing comes."""
    asked: int = 0
    """How many addresses were asked for."""
    _known: dict[tuple[str, ...], Answer | None] = field(default_factory=dict)
    _locks: dict[tuple[str, ...], threading.Lock] = field(default_factory=dict)

    def is_missing(self, answer: Answer) -> bool:
        """Return whether an answer is what the host says of any address."""
        if self._is_answer_to(answer, random_name):
            # Some hosts know a page by its folder, and take any words behind it; in another
            # folder what is missing may have another menu, but no other heading.
            deeper = self._missing(answer, random_deeper, "")
            is_foldered = random_deeper(answer.address) is not None
            return not is_foldered or (
                deeper is not None and (is_same(answer, deeper) or _has_headings_of(answer, deeper))
            )
        return self._is_answer_to(answer, random_number)

    def is_front_page(self, answer: Answer) -> bool:
        """Return whether redirects have led to what the host shows at its root."""
        parts = urlsplit(answer.final_address)
        root = f"{parts.scheme}://{parts.netloc}/"
        front = self._answer((root,), root)
        if front is None or answer.page is None or front.page is None:
            return False
        is_root = front.final_address.rstrip("/") == answer.final_address.rstrip("/")
        return is_root or is_same(answer, front)

    def _is_answer_to(self, answer: Answer, impossible: Callable[[str], str | None]) -> bool:
        """Return whether an answer is that to an address which `impossible` makes of its own."""
        missing = self._missing(answer, impossible, "")
        if missing is None or is_same(answer, missing):
            return missing is not None
        if not _is_headed_alike(answer, missing):
            return False
        again = self._missing(answer, impossible, "again")
        return again is not None and is_as_like(answer, missing, again)

    def _missing(
        self, answer: Answer, impossible: Callable[[str], str | None], time: str
    ) -> Answer | None:
        address = impossible(answer.address)
        key = (*shape_of(answer.address), impossible.__name__, time)
        return self._answer(key, address) if address else None

    def _answer(self, key: tuple[str, ...], address: str) -> Answer | None:
        with self._locks.setdefault(key, threading.Lock()):
            if key not in self._known:
                self.asked += 1
                self._known[key] = self.ask(address)
        return self._known[key]


def is_same(one: Answer, other: Answer) -> bool:
    """Return whether two addresses were answered by the same page or file.

    A page that is empty until its scripts have run shows nothing that could be compared.
    """
    if _page_of(one) == _page_of(other) and one.final_address != one.address:
        return True
    if one.page is None or other.page is None:
        return one.page is other.page and one.sha256 == other.sha256
    if _is_shell(one.page):
        return False
    first, second = _comparable(one, one.page), _comparable(other, other.page)
    if (first.title, first.headings) != (second.title, second.headings):
        return False
    return _difference(first, second) <= max(_ALWAYS, _NEARLY * first.words.total())


def is_as_like(one: Answer, missing: Answer, again: Answer) -> bool:
    """Return whether a page differs from two pages for what is missing as they do themselves.

    Such pages may show other news each time. All that the two have in common must be there.
    """
    if one.page is None or missing.page is None or again.page is None:
        return False
    own = _comparable(one, one.page)
    first, second = _comparable(missing, missing.page), _comparable(again, again.page)
    common = first.words & second.words
    lacking = (common - own.words).total()
    natural = _difference(first, second)
    return (
        _is_headed_alike(one, again)
        and not _is_shell(one.page)
        and lacking <= _NEARLY * common.total()
        and _difference(own, first) <= _MORE * natural + _ALWAYS
    )


@dataclass(frozen=True, slots=True)
class _Comparable:
    title: str
    headings: tuple[str, ...]
    words: Counter[str]


def _comparable(answer: Answer, page: PageFacts) -> _Comparable:
    """Return a page without what repeats its address, and without numbers."""
    own = set(_words(unquote(answer.address)))
    words = {
        word: count
        for word, count in page.words.items()
        if word not in own and not any(map(str.isdigit, word))
    }
    headings = tuple(_plain(heading, own) for heading in page.headings)
    return _Comparable(_plain(page.title, own), headings, Counter(words))


def _is_headed_alike(one: Answer, other: Answer) -> bool:
    if one.page is None or other.page is None:
        return False
    first, second = _comparable(one, one.page), _comparable(other, other.page)
    return (first.title, first.headings) == (second.title, second.headings)


def _has_headings_of(one: Answer, other: Answer) -> bool:
    return bool(one.page and one.page.headings) and _is_headed_alike(one, other)


def _difference(one: _Comparable, other: _Comparable) -> int:
    return (one.words - other.words).total() + (other.words - one.words).total()


def _is_shell(page: PageFacts) -> bool:
    """Return whether a page is empty, or says that it loads, until more of it has come."""
    if page.is_filled_later and page.content_words <= _MOST_WORDS_AROUND:
        return True
    if not page.has_scripts or page.headings or page.content_words > _MOST_SHELL_WORDS:
        return False
    return not page.words or not _SHELL_WORDS.isdisjoint(page.words)


def _plain(text: str, own: set[str]) -> str:
    return " ".join(w for w in _words(text) if w not in own and not any(map(str.isdigit, w)))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _page_of(answer: Answer) -> str:
    return answer.final_address.partition("?")[0].rstrip("/")
