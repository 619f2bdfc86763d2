"""Judge what came of an address: the page or file that was meant, something else, or nothing."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from urllib.parse import unquote, urldefrag, urlsplit

from hub.documents.address_names import is_front_page
from hub.documents.classifier import judged_kind
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
from hub.web.url_policy import ForbiddenAddress, UrlPolicy, joined

_TOP = "top"
_REFRESH = re.compile(
    # seconds, then an address, before which »url=« may stand
    r"\s*(?:(?P<seconds>\d{1,6})(?:\.\d*)?)?(?:[\s;,]*url\s*=\s*|(?<=[\d.])[\s;,]+)"
    r"[\"']?(?!url\s*=)(?P<target>[^\"']+?)[\"']?\s*",
    re.IGNORECASE,
)
_SOON = 10
"""Seconds after which a page that leads on is still taken for a redirect."""

_OTHER_FILES = ("other-kind", "json")
"""What is no document, but a file that a link may lead to."""

_STATES: dict[Verdict, ObservedState] = {
    Verdict.BLOCKED: "blocked",
    Verdict.UNCHECKED: "unanswered",
    Verdict.UNSAFE: "unanswered",
}
_RULES = {
    # the cause, and the rule that tells it of a link
    "gone": "link-gone",
    "status": "link-status",
    "no-host": "link-no-host",
    "refused": "link-refused",
    "redirects": "link-redirects",
    "front-page": "link-front-page",
    "login": "link-login",
    "page": "link-other-page",
    "json": "link-other-page",
    "lfs-pointer": "link-other-page",
    "other-kind": "link-other-page",
    "empty": "link-empty",
    "cut": "link-cut",
    "unsafe": "link-unsafe",
    "certificate": "link-certificate",
    "certificate-expired": "link-certificate",
    "certificate-host": "link-certificate",
    "certificate-incomplete": "link-certificate-incomplete",
    "tls": "link-certificate",
    "blocked": "link-blocked",
    "challenge": "link-blocked",
    "odd-answer": "link-odd-answer",
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
        may_be_front = page is not None and response.redirected and not _is_root(address)
        if may_be_front and self.missing.is_front_page(answer):
            return Observation(state="failing", rule="link-front-page"), None
        may_be_missing = page is not None or response.redirected or came.is_odd
        if may_be_missing and self.missing.is_missing(answer):
            if page is not None and page.is_captcha:
                return observation_of_error(FetchError("blocked", "challenge")), None
            return Observation(state="failing", rule="link-other-page"), None
        moved_to = None if response.downgraded else response.moved_to
        title = page.title if page is not None and moved_to else None
        moved = Observation(state="good", moved_to=moved_to, moved_title=title)
        is_whole = response.size <= LONGEST_PAGE
        return moved, page if is_whole else None

    def _came(self, address: str, promises: Kind | None) -> _Came:
        """Return what comes of an address, where a page itself leads on too. Raises FetchError.

        An address that ends in `.html` promises nothing: a file may stand there as well.
        """
        promises = None if promises == "html" else promises
        response = fetch_with_retries(self.fetcher, address, {}, self.stop)
        for _ in range(self.fetcher.limits.redirects):
            came = _read(response, promises)
            target = _target_of(came, self.fetcher.guard) if promises is None else None
            if target is None:
                return came
            try:
                following = fetch_with_retries(self.fetcher, target, {}, self.stop)
            except FetchError as failed:
                if failed.verdict != Verdict.BROKEN:
                    raise
                # Not the rule of the target: the address itself answers every client well.
                raise FetchError("not-a-document", "page", title="–") from None
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
            if promises is None and failed.cause in _OTHER_FILES:
                return _Came(response, None, is_odd=True)
            raise
        return _Came(response, _page_of(response) if kind == "html" else None)


def _target_of(came: _Came, guard: UrlPolicy) -> str | None:
    """Return where a page leads by itself at once, as browsers follow it; None if not away.

    Raises FetchError where the hub must not follow.
    """
    delay = came.response.refresh or (came.page.refresh if came.page else "")
    found = _REFRESH.fullmatch(delay)
    if found is None or int(found["seconds"] or 0) > _SOON:
        return None
    try:
        target = guard.checked(joined(came.response.final_address, found["target"]))
    except ForbiddenAddress as error:
        raise FetchError("unsafe", "unsafe", target=error.address) from None
    return target if target != came.response.final_address else None


def _is_root(address: str) -> bool:
    parts = urlsplit(address)
    return is_front_page(parts.path, parts.query)


def witness_of(fetcher: Client, stop: threading.Event) -> Witness:
    """Return a witness for one run: what it learns of a host, it asks once."""
    once = replace(fetcher, limits=replace(fetcher.limits, attempts=1))
    robots = RobotRules(
        lambda address, deadline: once.fetch(address, deadline=deadline), once.agent
    )
    return Witness(fetcher, robots, MissingPages(_page_asker(once, robots, stop)), stop)


def _page_asker(
    fetcher: Client, robots: RobotRules, stop: threading.Event
) -> Callable[[str], Answer | None]:
    def ask(address: str) -> Answer | None:
        if not robots.allow(address):
            return None
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
    if failed.cause == "too-large":
        return Observation(state="good")
    state = _STATES.get(failed.verdict, "failing")
    otherwise = "link-unanswered" if state == "unanswered" else "link-odd-answer"
    detail = {name: failed.values.get(name, "–") for name in ("status", "host", "target", "reason")}
    return Observation(
        state=state,
        rule=_RULES.get(failed.cause, otherwise),
        detail=detail,
        reach=failed.reach,
    )
