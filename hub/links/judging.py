"""Judge what came of an address: by LinkChecker's word where that is plain, else by looking again.

LinkChecker does not try twice, and does not know a page that says »not found« from the page that
was wanted. So the hub asks again, by its own client, whatever LinkChecker left in doubt.
"""

from __future__ import annotations

import threading
from contextlib import closing
from urllib.parse import unquote, urldefrag, urlsplit

from hub.documents.asking import fetch_patiently
from hub.documents.facts import Kind, Verdict
from hub.documents.failures import Failed
from hub.documents.fetching import Fetched, Fetcher
from hub.documents.guard import Guard, Refused
from hub.documents.judging import judged_kind
from hub.links.checking import LARGEST_BODY, Finding
from hub.links.history import Seen, Sight
from hub.links.tags import has_place

_GONE = (404, 410)
_CLOSED = (401, 403, 407, 451, 999)
_WELL = (200, 201, 202, 203)
_PERMANENT = (301, 308)
_READABLE = ("text/", "application/json", "application/xhtml+xml", "application/xml")
"""Media types of what a server sends in place of a file."""

_SIGHTS: dict[Verdict, Sight] = {
    Verdict.BLOCKED: "blocked",
    Verdict.UNCHECKED: "unanswered",
    Verdict.UNSAFE: "unanswered",
}
_RULES = {
    # what the documents room calls it, and what it is called of a link
    "document-gone": "link-gone",
    "document-status": "link-status",
    "document-no-host": "link-no-host",
    "document-refused": "link-refused",
    "document-redirects": "link-redirects",
    "document-front-page": "link-front-page",
    "document-login": "link-login",
    "document-page": "link-other-page",
    "document-json": "link-other-page",
    "document-lfs-pointer": "link-other-page",
    "document-other-kind": "link-other-page",
    "document-empty": "link-empty",
    "document-cut": "link-cut",
    "document-unsafe": "link-unsafe",
    "document-certificate": "link-certificate",
    "document-certificate-expired": "link-certificate",
    "document-certificate-host": "link-certificate",
    "document-tls": "link-certificate",
    "document-blocked": "link-blocked",
    "document-challenge": "link-blocked",
    "document-odd-answer": "link-odd-answer",
}


def plain_sight(finding: Finding, promises: Kind | None, guard: Guard) -> Seen | None:  # noqa: PLR0911  # a list of cases
    """Return what LinkChecker's finding plainly shows; None where the hub must look itself."""
    try:
        moved_to = _moved_to(finding, guard)
    except Refused as refused:
        return Seen(sight="unanswered", rule="link-unsafe", detail={"target": refused.address})
    status = finding.status
    if status in _GONE:
        return Seen(sight="failing", rule="link-gone", detail={"status": str(status)})
    if status in _CLOSED:
        return Seen(sight="blocked", rule="link-blocked", detail={"status": str(status)})
    if finding.result == "closed by robots.txt":
        return Seen(sight="blocked", rule="link-blocked", detail={"status": "robots.txt"})
    if status not in _WELL or not finding.valid or finding.suspicious:
        return None
    if promises not in (None, "html") and finding.media_type.startswith(_READABLE):
        return None
    if finding.redirects and urlsplit(finding.redirects[-1][0]).path in ("", "/"):
        return None
    if finding.missing_anchor:
        detail = {"anchor": finding.missing_anchor}
        return Seen(sight="failing", rule="link-anchor", detail=detail)
    return Seen(sight="good", moved_to=moved_to)


def _moved_to(finding: Finding, guard: Guard) -> str | None:
    """Return where permanent redirects led. Raises Refused where any led to a forbidden place."""
    moved_to, permanent = None, True
    for target, status in finding.redirects:
        checked = guard.checked(target)
        permanent = permanent and status in _PERMANENT
        moved_to = checked if permanent else moved_to
    return moved_to


def own_sight(fetcher: Fetcher, address: str, promises: Kind | None, stop: threading.Event) -> Seen:
    """Ask an address ourselves, trying again where that may help, and return what is seen."""
    try:
        fetched = fetch_patiently(fetcher, urldefrag(address).url, {}, stop)
        assert fetched.body is not None  # nothing conditional was asked
        with closing(fetched.body):
            kind = judged_kind(fetched, promises)
            place = unquote(urldefrag(address).fragment)
            if kind == "html" and not _has_place(fetched, place):
                return Seen(sight="failing", rule="link-anchor", detail={"anchor": place})
    except Failed as failed:
        return sight_of(failed)
    return Seen(sight="good", moved_to=fetched.moved_to)


def _has_place(fetched: Fetched, place: str) -> bool:
    """Return whether a page has a place, or is too large to be searched for it."""
    assert fetched.body is not None
    if fetched.size > LARGEST_BODY:
        return True
    fetched.body.seek(0)
    page = fetched.body.read(LARGEST_BODY)
    try:
        return has_place(page.decode(fetched.charset or "utf-8", "replace"), place)
    except LookupError:  # an encoding that nobody knows
        return has_place(page.decode("utf-8", "replace"), place)


def sight_of(failed: Failed) -> Seen:
    """Return what a failure to fetch says of a link."""
    if failed.rule == "document-too-large":
        return Seen(sight="good")
    sight = _SIGHTS.get(failed.verdict, "failing")
    otherwise = "link-unanswered" if sight == "unanswered" else "link-odd-answer"
    detail = {name: failed.values.get(name, "–") for name in ("status", "host", "target", "reason")}
    return Seen(sight=sight, rule=_RULES.get(failed.rule, otherwise), detail=detail)
