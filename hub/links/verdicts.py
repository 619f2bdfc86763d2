"""Judge what came of an address: by LinkChecker's word where that is plain, else by looking again.

LinkChecker does not try twice, and does not know a page that says »not found« from the page that
was wanted. So the hub asks again, by its own client, whatever LinkChecker left in doubt.
"""

from __future__ import annotations

import threading
from contextlib import closing
from urllib.parse import unquote, urldefrag, urlsplit

from hub.documents.classifier import judged_kind
from hub.documents.records import Kind
from hub.links.html_links import has_place
from hub.links.linkchecker import LARGEST_BODY, Finding
from hub.links.transitions import Observation, ObservedState
from hub.web.client import Client, Response
from hub.web.errors import FetchError, Verdict
from hub.web.scheduler import fetch_with_retries
from hub.web.url_policy import ForbiddenAddress, UrlPolicy

_GONE = (404, 410)
_CLOSED = (401, 403, 407, 451, 999)
_WELL = (200, 201, 202, 203)
_PERMANENT = (301, 308)
_READABLE = ("text/", "application/json", "application/xhtml+xml", "application/xml")
"""Media types of what a server sends in place of a file."""

_SIGHTS: dict[Verdict, ObservedState] = {
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


def linkchecker_observation(  # noqa: PLR0911  # a list of cases
    finding: Finding, promises: Kind | None, guard: UrlPolicy
) -> Observation | None:
    """Return what LinkChecker's finding plainly shows; None where the hub must look itself."""
    try:
        moved_to = _moved_to(finding, guard)
    except ForbiddenAddress as refused:
        return Observation(
            sight="unanswered", rule="link-unsafe", detail={"target": refused.address}
        )
    status = finding.status
    if status in _GONE:
        return Observation(sight="failing", rule="link-gone", detail={"status": str(status)})
    if status in _CLOSED:
        return Observation(sight="blocked", rule="link-blocked", detail={"status": str(status)})
    if finding.result == "closed by robots.txt":
        return Observation(sight="blocked", rule="link-blocked", detail={"status": "robots.txt"})
    if status not in _WELL or not finding.valid or finding.suspicious:
        return None
    if promises not in (None, "html") and finding.media_type.startswith(_READABLE):
        return None
    if finding.redirects and urlsplit(finding.redirects[-1][0]).path in ("", "/"):
        return None
    if finding.missing_anchor:
        detail = {"anchor": finding.missing_anchor}
        return Observation(sight="failing", rule="link-anchor", detail=detail)
    return Observation(sight="good", moved_to=moved_to)


def _moved_to(finding: Finding, guard: UrlPolicy) -> str | None:
    """Return where permanent redirects led. Raises ForbiddenAddress."""
    moved_to, permanent = None, True
    for target, status in finding.redirects:
        checked = guard.checked(target)
        permanent = permanent and status in _PERMANENT
        moved_to = checked if permanent else moved_to
    return moved_to


def client_observation(
    fetcher: Client, address: str, promises: Kind | None, stop: threading.Event
) -> Observation:
    """Ask an address ourselves, trying again where that may help, and return what is seen."""
    try:
        fetched = fetch_with_retries(fetcher, urldefrag(address).url, {}, stop)
        assert fetched.body is not None  # nothing conditional was asked
        with closing(fetched.body):
            kind = judged_kind(fetched, promises)
            place = unquote(urldefrag(address).fragment)
            if kind == "html" and not _has_place(fetched, place):
                return Observation(sight="failing", rule="link-anchor", detail={"anchor": place})
    except FetchError as failed:
        return observation_of_error(failed)
    return Observation(sight="good", moved_to=fetched.moved_to)


def _has_place(fetched: Response, place: str) -> bool:
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


def observation_of_error(failed: FetchError) -> Observation:
    """Return what a failure to fetch says of a link."""
    if failed.rule == "document-too-large":
        return Observation(sight="good")
    sight = _SIGHTS.get(failed.verdict, "failing")
    otherwise = "link-unanswered" if sight == "unanswered" else "link-odd-answer"
    detail = {name: failed.values.get(name, "–") for name in ("status", "host", "target", "reason")}
    return Observation(sight=sight, rule=_RULES.get(failed.rule, otherwise), detail=detail)
