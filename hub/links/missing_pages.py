"""Know a page that says »not found« with the status 200: by asking for a page that cannot be.

A host is asked once for a random address of each shape. What answers that in the same words is no
page, whatever its title says. Titles alone prove nothing.
"""

from __future__ import annotations

import re
import secrets
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from hub.documents.page_facts import PageFacts

_NEARLY = 0.02
"""The share of a page's words in which the same answer may differ from one request to the next."""

_ALWAYS = 2
"""Words in which it may differ however short it is."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came from an address: where from in the end, and what the page shows."""

    address: str
    final_address: str
    page: PageFacts


@dataclass(slots=True)
class MissingPages:
    """The answers of hosts to addresses that cannot be; may be used by many threads."""

    ask: Callable[[str], Answer | None]
    """Asks for a page; None where no page comes."""
    asked: int = 0
    """How many random addresses were asked for."""
    _known: dict[tuple[str, str, str], Answer | None] = field(default_factory=dict)
    _locks: dict[tuple[str, str, str], threading.Lock] = field(default_factory=dict)

    def is_missing(self, answer: Answer) -> bool:
        """Return whether an answer is what the host says of any address."""
        if urlsplit(answer.address).path in ("", "/"):
            return False
        shape = _shape(answer.address)
        with self._locks.setdefault(shape, threading.Lock()):
            if shape not in self._known:
                self.asked += 1
                self._known[shape] = self.ask(random_address(answer.address))
        missing = self._known[shape]
        return missing is not None and is_same(answer, missing)


def random_address(address: str) -> str:
    """Return an address of the same shape that nobody has made."""
    parts = urlsplit(address)
    folder, _, name = parts.path.rstrip("/").rpartition("/")
    slash = "/" if parts.path.endswith("/") else ""
    path = f"{folder}/{secrets.token_hex(8)}{_ending(name)}{slash}"
    return f"{parts.scheme}://{parts.netloc}{path}" + (f"?{parts.query}" if parts.query else "")


def is_same(one: Answer, other: Answer) -> bool:
    """Return whether two addresses were answered by the same page.

    A page that is empty until its scripts have run shows nothing that could be compared.
    """
    if _page_of(one) == _page_of(other) and one.final_address != one.address:
        return True
    first, second = _comparable(one), _comparable(other)
    if not first.words and one.page.has_scripts:
        return False
    if (first.title, first.headings) != (second.title, second.headings):
        return False
    difference = (first.words - second.words).total() + (second.words - first.words).total()
    return difference <= max(_ALWAYS, _NEARLY * first.words.total())


@dataclass(frozen=True, slots=True)
class _Comparable:
    title: str
    headings: tuple[str, ...]
    words: Counter[str]


def _comparable(answer: Answer) -> _Comparable:
    """Return a page without what repeats its address, and without numbers."""
    own = set(re.findall(r"\w+", unquote(answer.address).casefold()))
    words = {
        word: count
        for word, count in answer.page.words.items()
        if word not in own and not any(map(str.isdigit, word))
    }
    page = answer.page
    headings = tuple(_plain(heading, own) for heading in page.headings)
    return _Comparable(_plain(page.title, own), headings, Counter(words))


def _plain(text: str, own: set[str]) -> str:
    words = re.findall(r"\w+", text.casefold())
    return " ".join(w for w in words if w not in own and not any(map(str.isdigit, w)))


def _page_of(answer: Answer) -> str:
    return answer.final_address.partition("?")[0].rstrip("/")


def _shape(address: str) -> tuple[str, str, str]:
    parts = urlsplit(address)
    folder, _, name = parts.path.rstrip("/").rpartition("/")
    first = folder.split("/")[1] if folder else ""
    return f"{parts.scheme}://{parts.netloc}", first, _ending(name)


def _ending(name: str) -> str:
    found = re.search(r"\.[A-Za-z0-9]{1,8}$", name)
    return found[0] if found else ""
