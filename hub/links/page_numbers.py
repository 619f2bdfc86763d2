"""Whether `#page=N` of a link is a page that the document has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urldefrag

from hub.diagnostics.problem import Problem
from hub.documents.records import Lock
from hub.links.usages import Usage


def pages_beyond(uses: Iterable[Usage], lock: Lock) -> Iterator[Problem]:
    """Yield a problem for each link to a page after the document's last, as far as that is known.

    A file is known by any address that leads to it, whatever page that one names.
    """
    pages = {}
    for address, record in lock.documents.items():
        if record.current and record.current.pages:
            pages[urldefrag(address).url] = record.current.pages
    for use in uses:
        number, count = use.page_number, pages.get(urldefrag(use.address).url)
        if number is not None and count is not None and not 1 <= number <= count:
            yield use.problem("link-page-beyond", page=number, count=count)
