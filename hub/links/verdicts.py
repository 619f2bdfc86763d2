"""Judge what came of an address: the page or file that was meant, something else, or nothing."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from urllib.parse import unquote, urldefrag, urlsplit

from hub.documents.classifier import is_front_page, judged_kind
from hub.documents.extractors.html import LONGEST_PAGE
from hub.documents.file_types import kind_of
from hub.documents.page_facts import PageFacts, read_page
from hub.documents.records import Kind
from hub.links.missing_pages import Answer, MissingPages
from hub.links.transitions import Observation, ObservedState
from hub.web.client import Client, Response
from hub.web.errors import FetchError, Verdict
from hub.web.robots import RobotRules
from hub.web.scheduler import fetch_with_retries
from hub.web.url_policy import ForbiddenAddress, joined

_TOP = "top"
_REFRESH = re.compile(
    r"\s*(?:(\d{1,6})(?:\.\d*)?)?\s*[;,]?\s*url\s*=\s*[\"']?([^\"']+?)[\"']?\s*", re.IGNORECASE
)
_SOON = 10
"""Seconds after which a page that leads on is still taken for a redirect."""

_OTHER_FILES = ("document-other-kind", "document-json")
"""What is no document, but a file that a link may lead to."""

_STATES: dict[Verdict, ObservedState] = {
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
    "document-certificate-incomplete": "link-certificate-incomplete",
    "document-tls": "link-certificate",
    "document-blocked": "link-blocked",
    "document-challenge": "link-blocked",
    "document-odd-answer": "link-odd-answer",
}


@dataclass(frozen=True, slots=True)
class Witness:
    """Asks addresses and judges the answers; may be used by many threads."""

    fetcher: Client
    robots: RobotRules
    missing: MissingPages
    stop: threading.Event

    def observed(self, address: str, promises: Kind | None) -> tuple[Observation, PageFacts | None]:
        """Ask an address without fragment; return the observation, and of a page its facts."""
        if not self.robots.allow(address):
            detail = {"status": "robots.txt"}
            return Observation(state="blocked", rule="link-blocked", detail=detail), None
        try:
            came = self._came(address, promises)
        except FetchError as failed:
            return observation_of_error(failed), None
        response, page = came.response, came.page
        answer = Answer(address, response.final_address, page, response.sha256)
        if response.redirected and not _is_root(address) and self.missing.is_front_page(answer):
            return Observation(state="failing", rule="link-front-page"), None
        may_be_missing = page is not None or response.redirected or came.is_odd
        if may_be_missing and self.missing.is_missing(answer):
            return Observation(state="failing", rule="link-other-page"), None
        moved_to = None if response.downgraded else response.moved_to
        title = page.title if page is not None and moved_to else None
        moved = Observation(state="good", moved_to=moved_to, moved_title=title)
        is_whole = response.size <= LONGEST_PAGE
        return moved, page if is_whole else None

    def _came(self, address: str, promises: Kind | None) -> _Came:
        """Return what comes of an address, where a page itself leads on too. Raises FetchError."""
        response = fetch_with_retries(self.fetcher, address, {}, self.stop)
        for _ in range(self.fetcher.limits.redirects):
            came = _read(response, promises)
            target = _target_of(came) if promises in (None, "html") else None
            if target is None or self.fetcher.guard.checked(target) == response.final_address:
                return came
            try:
                following = fetch_with_retries(self.fetcher, target, {}, self.stop)
            except FetchError as failed:
                if failed.verdict != Verdict.BROKEN:
                    raise
                # Not the rule of the target: the address itself answers every client well.
                raise FetchError("not-a-document", "document-page", title="–") from None
            response = replace(following, address=response.address, redirected=True, moved_to=None)
        return came


@dataclass(frozen=True, slots=True)
class _Came:
    response: Response
    """Its body is closed."""
    page: PageFacts | None
    is_odd: bool = False
    """Whether it is a file of no kind that documents have."""


def _read(response: Response, promises: Kind | None) -> _Came:
    assert response.body is not None  # nothing conditional was asked
    with closing(response.body):
        try:
            kind = judged_kind(response, promises)
        except FetchError as failed:
            if promises is None and failed.rule in _OTHER_FILES:
                return _Came(response, None, is_odd=True)
            raise
        return _Came(response, _page_of(response) if kind == "html" else None)


def _target_of(came: _Came) -> str | None:
    """Return where a page leads by itself at once, as browsers follow it."""
    delay = came.response.refresh or (came.page.refresh if came.page else "")
    found = _REFRESH.fullmatch(delay)
    if found is None or int(found[1] or 0) > _SOON:
        return None
    try:
        return urldefrag(joined(came.response.final_address, found[2])).url
    except ForbiddenAddress as error:
        raise FetchError("unsafe", "document-unsafe", target=error.address) from None


def _is_root(address: str) -> bool:
    parts = urlsplit(address)
    return is_front_page(parts.path, parts.query)


def witness_of(fetcher: Client, stop: threading.Event) -> Witness:
    """Return a witness for one run: what it learns of a host, it asks once."""
    once = replace(fetcher, limits=replace(fetcher.limits, attempts=1))
    robots = RobotRules(
        lambda address, deadline: once.fetch(address, deadline=deadline), once.agent
    )
    return Witness(fetcher, robots, MissingPages(_page_asker(once, stop)), stop)


def _page_asker(fetcher: Client, stop: threading.Event) -> Callable[[str], Answer | None]:
    def ask(address: str) -> Answer | None:
        try:
            response = fetch_with_retries(fetcher, address, {}, stop)
        except FetchError:
            return None
        assert response.body is not None  # nothing conditional was asked
        with closing(response.body) as body:
            is_page = kind_of(body, response.media_type) == "html"
            page = _page_of(response) if is_page else None
            return Answer(address, response.final_address, page, response.sha256)

    return ask


def _page_of(response: Response) -> PageFacts:
    assert response.body is not None
    response.body.seek(0)
    return read_page(response.body.read(LONGEST_PAGE), response.charset)


def at_place(seen: Observation, page: PageFacts | None, address: str) -> Observation:
    """Return the observation of an address that may name a place on the page.

    A place that a script may make is not known to be missing.
    """
    written = urldefrag(address).fragment.partition(":~:")[0]
    place = unquote(written)
    is_route = place.startswith(("/", "!"))
    if seen.state != "good" or page is None or place.lower() in ("", _TOP) or is_route:
        return seen
    if not page.places.isdisjoint((written, place)):
        return seen
    state: ObservedState = "unanswered" if page.has_scripts else "failing"
    return Observation(state=state, rule="link-anchor", detail={"anchor": place})


def observation_of_error(failed: FetchError) -> Observation:
    """Return what a failure to fetch says of a link."""
    if failed.rule == "document-too-large":
        return Observation(state="good")
    state = _STATES.get(failed.verdict, "failing")
    otherwise = "link-unanswered" if state == "unanswered" else "link-odd-answer"
    detail = {name: failed.values.get(name, "–") for name in ("status", "host", "target", "reason")}
    return Observation(
        state=state,
        rule=_RULES.get(failed.rule, otherwise),
        detail=detail,
        reach=failed.reach,
    )
