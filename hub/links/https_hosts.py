"""Addresses with http at hosts that are known to answer https."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from hub.diagnostics.problem import InFull, Problem
from hub.documents.records import Lock
from hub.links.records import LinkLock, LinkVerdict
from hub.links.usages import Usage, with_https
from hub.web.errors import Verdict


def insecure_addresses(uses: Iterable[Usage], links: LinkLock, lock: Lock) -> Iterator[Problem]:
    """Yield a problem for each address that begins with http where https is known to work."""
    hosts = set(_https_hosts(links, lock))
    for use in uses:
        secure = with_https(use.address)
        if secure and urlsplit(secure).hostname in hosts:
            field = next((str(step) for step in reversed(use.steps) if isinstance(step, str)), "")
            line = f"{field}: {secure}" if field != "links" else f"- {secure}"
            values = {"value": use.address, "mended_line": InFull(line)}
            yield use.problem("address-insecure", **values)


def _https_hosts(links: LinkLock, lock: Lock) -> Iterator[str | None]:
    """Yield the hosts of which an address with https has been seen well."""
    well = [
        *(
            address
            for address, record in links.links.items()
            if record.verdict in (LinkVerdict.OK, LinkVerdict.REDIRECTED)
        ),
        *links.answering,
        *(
            address
            for address, record in lock.documents.items()
            if record.verdict is Verdict.DOCUMENT
        ),
    ]
    return (urlsplit(one).hostname for one in well if one.startswith("https:"))
