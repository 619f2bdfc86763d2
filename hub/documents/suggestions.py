"""Propose a document's own address from the page that presents it; an editor decides."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import unquote, urlsplit

from hub.documents.file_types import expected_kind
from hub.web.url_policy import ForbiddenAddress, UrlPolicy, joined

MOST_LINKS = 200
LEAST_LIKENESS = 0.6
"""Share of a title's words that must stand in the link's text or the file's name."""

_IDLE_WORDS = re.compile(r"af|at|den|der|det|en|et|for|fra|i|med|og|om|på|som|til|ved")


def file_links(links: Iterable[tuple[str, str]], page: str, guard: UrlPolicy) -> Mapping[str, str]:
    """Return the addresses of files that a page links to, with the text of each link."""
    found: dict[str, str] = {}
    for written, text in links:
        try:
            address = guard.checked(joined(page, written))
        except ForbiddenAddress:
            continue
        kind = expected_kind(address, None)
        is_file = kind not in (None, "html") or (
            kind is None and re.search(r"\bpdf\b", text, re.IGNORECASE)
        )
        if is_file and len(found) < MOST_LINKS:
            found.setdefault(address, text[:300])
    return found


def proposed_address(
    titles: Sequence[str], links: Mapping[str, str], *, is_only_document: bool
) -> str | None:
    """Return the one file that a title fits best, or the page's only file for its only document."""
    likeness = {
        address: max((_likeness(title, text, address) for title in titles), default=0.0)
        for address, text in links.items()
    }
    best = max(likeness.values(), default=0.0)
    fitting = [address for address, like in likeness.items() if like == best]
    if best >= LEAST_LIKENESS and len(fitting) == 1:
        return fitting[0]
    return next(iter(links)) if is_only_document and len(links) == 1 else None


def _likeness(title: str, text: str, address: str) -> float:
    wanted = _words(title)
    said, named = _words(text), _words(unquote(urlsplit(address).path.rpartition("/")[2]))
    offered = said | named
    numbers = {word for word in wanted if word.isdigit()}
    if not wanted or not numbers <= offered:
        return 0.0
    shared = len(wanted & offered) / len(wanted)
    # Of two links that hold the whole title, the one that says the least besides it is meant.
    return shared - 0.01 * min(len(said - wanted), 10)


def _words(text: str) -> set[str]:
    plain = unicodedata.normalize("NFC", text).casefold()
    return {word for word in re.findall(r"[^\W_]+", plain) if not _IDLE_WORDS.fullmatch(word)}
