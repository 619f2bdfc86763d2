"""The files that a publisher's page offers: found by the page's links, known by what they are.

A page rarely names its files well: the link says »Hent udgivelsen«, the address has no ending. So
each file is fetched once and read, and its own title and first lines are kept beside the link.
"""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote, urldefrag, urlsplit

from hub.documents.classifier import judged_kind
from hub.documents.extraction import read_bytes, read_page_blocks
from hub.documents.extractors.html import LONGEST_PAGE
from hub.documents.file_types import expected_kind
from hub.documents.records import Kind
from hub.web.client import Client
from hub.web.errors import FetchError
from hub.web.scheduler import fetch_with_retries
from hub.web.url_policy import ForbiddenAddress, UrlPolicy, joined

MOST_OFFERS: Final = 30
"""Links of one page that are fetched to see whether they are files; the likeliest first."""

MOST_LINKS: Final = 200
"""Links to files that are kept of one page."""

LONGEST_START: Final = 600
"""Characters of a file's text that are kept: where a document says what it is."""

_FILE_WORDS: Final = re.compile(
    r"\b(?:pdf|docx?|xlsx?|hent|download|udgivelsen|publikation\w*|bilag|skema|rapport\w*"
    r"|central udmelding|afrapportering\w*)\b",
    re.IGNORECASE,
)
_FILE_PATHS: Final = re.compile(
    r"getfile|getmedia|download|/media/|/files?/|/dokument|\.ashx|\.aspx\?|[?&](?:id|fil|file)=",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A file that a page offers, and what is known of it."""

    address: str
    link: str = ""
    """The link's text."""
    label: str = ""
    """The link's title, or the alternative text of its picture."""
    around: str = ""
    """The text of the block that the link is in."""
    heading: str = ""
    """The heading above it."""
    kind: Kind | None = None
    """What the file is; None where it has not been fetched."""
    title: str = ""
    """The file's own title."""
    start: str = ""
    """The first characters of its text."""
    pages: int | None = None

    @property
    def name(self) -> str:
        """The file's name in its address, without its ending."""
        path = unquote(urlsplit(self.address).path)
        return path.rpartition("/")[2].rpartition(".")[0] or path.rpartition("/")[2]


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


def link_offers(links: Mapping[str, str]) -> tuple[Offer, ...]:
    """Return the files that `file_links` has found, of which nothing else is known."""
    return tuple(
        Offer(address=address, link=text, kind=expected_kind(address, None))
        for address, text in links.items()
    )


def page_offers(client: Client, page: str, seconds: float) -> tuple[Offer, ...]:
    """Return the files that a page offers, each fetched and read once.

    `seconds` is the time that reading a file may take. Raises FetchError where the page itself
    cannot be fetched; a file that cannot be is left out.
    """
    blocks, address = page_blocks(client, page, seconds)
    likely = likely_offers(blocks, address, client.guard)[:MOST_OFFERS]
    read = (_read(client, offer, seconds) for offer in likely)
    return tuple(offer for offer in read if offer is not None)


def page_blocks(client: Client, page: str, seconds: float) -> tuple[list[dict[str, Any]], str]:
    """Return the blocks of a web page and its final address. Raises FetchError."""
    fetched = fetch_with_retries(client, page, {}, threading.Event())
    assert fetched.body is not None  # nothing conditional was asked
    with contextlib.closing(fetched.body) as body:
        judged_kind(fetched, "html")
        body.seek(0)
        data = body.read(LONGEST_PAGE)
    return read_page_blocks(data, fetched.charset, seconds), fetched.final_address


def likely_offers(
    blocks: Iterable[Mapping[str, Any]], page: str, policy: UrlPolicy
) -> tuple[Offer, ...]:
    """Return the links of a page that may lead to a file, the likeliest first, each address once.

    `page` is the address that relative links are read from.
    """
    found: dict[str, tuple[int, Offer]] = {}
    for offer in _links(blocks, page, policy):
        if (rank := _rank(offer)) is not None and offer.address not in found:
            found[offer.address] = (rank, offer)
    return tuple(offer for _, offer in sorted(found.values(), key=lambda one: one[0]))


def _links(blocks: Iterable[Mapping[str, Any]], page: str, policy: UrlPolicy) -> Iterator[Offer]:
    heading = ""
    for block in blocks:
        if block["heading"]:
            heading = block["text"]
        for link in block["links"]:
            try:
                address = policy.checked(joined(page, link["href"]))
            except ForbiddenAddress:
                continue
            if address != urldefrag(page).url:
                yield Offer(
                    address=address,
                    link=link["text"],
                    label=link["label"],
                    around=block["text"],
                    heading=heading,
                )


def _rank(offer: Offer) -> int | None:
    """Return how likely a link leads to a file, 0 first; None where nothing says that it does."""
    kind = expected_kind(offer.address, None)
    if kind == "html":
        return None
    if kind is not None:
        return 0
    if _FILE_WORDS.search(f"{offer.link} {offer.label}"):
        return 1
    if _FILE_PATHS.search(offer.address):
        return 2
    return None if offer.link else 3


def _read(client: Client, offer: Offer, seconds: float) -> Offer | None:
    """Return an offer with what its file says of itself; None where it is no file."""
    try:
        fetched = fetch_with_retries(client, offer.address, {}, threading.Event())
        assert fetched.body is not None  # nothing conditional was asked
        with contextlib.closing(fetched.body) as body:
            kind = judged_kind(fetched, None)
            body.seek(0)
            data = body.read()
    except FetchError:
        return None
    if kind == "html":
        return None
    read = read_bytes(data, kind, seconds)
    start = " ".join(" ".join(page.text for page in read.text.pages[:2]).split())
    return Offer(
        address=offer.address,
        link=offer.link,
        label=offer.label,
        around=offer.around,
        heading=offer.heading,
        kind=kind,
        title=" ".join((read.title or "").split()),
        start=start[:LONGEST_START],
        pages=read.pages,
    )
