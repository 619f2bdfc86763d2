"""What could stand in the place of an address that no longer leads there; an editor decides.

Only what is known to answer is proposed: the lock says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urldefrag, urlsplit, urlunsplit

from hub.catalogue.tree import SourceFile
from hub.links.records import LinkLock, LinkRecord, LinkVerdict
from hub.links.usages import Usage, with_https
from hub.web.url_policy import ForbiddenAddress, UrlPolicy

MOST_CANDIDATES = 8
_WELL = (LinkVerdict.OK, LinkVerdict.REDIRECTED)

_NEWER_HOSTS = {
    # the agency's names over time
    "socialstyrelsen.dk": ("sbst.dk", "www.sbst.dk"),
    "www.socialstyrelsen.dk": ("www.sbst.dk", "sbst.dk"),
    "sbst.dk": ("www.sbst.dk",),
    "www.sbst.dk": ("sbst.dk",),
}
_NEWER_LETTERS = (
    # words from which the agency's addresses once left out a letter's mark, as it writes them now
    ("omrader", "omraader"),
    ("born", "boern"),
    ("stotte", "stoette"),
    ("domte", "doemte"),
    ("udviklingshamning", "udviklingshaemning"),
)


def candidates(address: str, guard: UrlPolicy) -> tuple[str, ...]:
    """Return addresses under which the same could stand today, by the agency's newer schemes."""
    parts = urlsplit(address)
    hosts = (parts.netloc, *_NEWER_HOSTS.get(parts.hostname or "", ()))
    spelled = parts.path
    for old, new in _NEWER_LETTERS:
        spelled = spelled.replace(old, new)
    paths = dict.fromkeys((parts.path, spelled))
    found: dict[str, None] = {}
    for path in paths:
        for host in hosts:
            other = urlunsplit(
                ("https" if host != parts.netloc else parts.scheme, host, path, parts.query, "")
            )
            if other != urldefrag(address).url and _is_allowed(other, guard):
                found[other] = None
    return tuple(found)[:MOST_CANDIDATES]


def proposal(use: Usage, record: LinkRecord, lock: LinkLock) -> str | None:
    """Return the address that is proposed in the place of another, or nothing."""
    if record.moved_to:
        return record.moved_to + _fragment(use)
    if record.verdict in _WELL:
        secure = with_https(use.asked)
        return secure + _fragment(use) if secure is not None and secure in lock.answering else None
    possible = _all_candidates(use.asked)
    known = (one for one in possible if one in lock.answering)
    return next((one + _fragment(use) for one in known), None)


def elsewhere(use: Usage, lock: LinkLock, source: SourceFile) -> str | None:
    """Return where else the entry knows the same, if that is well: a page or an official copy.

    `source` is the YAML file that names the address.
    """
    if not use.steps or use.steps[-1] != "url":
        return None
    for other in _elsewhere(source, use.steps[:-1]):
        known = lock.links.get(other)
        if known is not None and known.verdict in _WELL:
            return other
    return None


def _all_candidates(address: str) -> Sequence[str]:
    hosts = {host for one in _NEWER_HOSTS.values() for host in one}
    everywhere = UrlPolicy(dict.fromkeys((urlsplit(address).hostname or "", *hosts), False))
    return candidates(address, everywhere)


def _elsewhere(source: SourceFile, entry: tuple[str | int, ...]) -> Iterator[str]:
    """Yield the entry's page about the document and its official copies."""
    page = source.value((*entry, "landing_page"))
    if isinstance(page, str):
        yield page
    copies = source.value((*entry, "copies"))
    for at in range(len(copies) if isinstance(copies, list) else 0):
        address = source.value((*entry, "copies", at, "url"))
        if isinstance(address, str) and source.value((*entry, "copies", at, "official")) == "true":
            yield address


def _fragment(use: Usage) -> str:
    """Return what the written address has after the one that was asked: `#page=7`."""
    return use.address.removeprefix(use.asked)


def _is_allowed(address: str, guard: UrlPolicy) -> bool:
    try:
        guard.checked(address)
    except ForbiddenAddress:
        return False
    return True
