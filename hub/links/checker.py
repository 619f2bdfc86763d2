"""Ask a list of addresses: LinkChecker each of them once, the hub again where that left a doubt."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from queue import SimpleQueue
from urllib.parse import urlsplit

from hub.documents.records import Kind
from hub.links.linkchecker import Bounds, check
from hub.links.records import LinkLock
from hub.links.suggestions import candidates, with_https
from hub.links.transitions import Observation
from hub.links.verdicts import client_observation, linkchecker_observation
from hub.web.client import Client
from hub.web.scheduler import ask_all
from hub.web.url_policy import UrlPolicy

Progress = Callable[[int, int], None]

_NO_ENCRYPTION = ("link-certificate", "link-refused", "link-unanswered", "link-no-host")
"""What is seen of a server that does not offer it."""


@dataclass(frozen=True, slots=True)
class LinkRequest:
    """An address to ask, and the kind of file that it promises."""

    address: str
    promises: Kind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckContext:
    """What a run works with."""

    guard: UrlPolicy
    fetcher: Client
    agent: str
    bounds: Bounds
    per_host: int
    stop: threading.Event


@dataclass(slots=True)
class Observations:
    """What was seen of each address, and of others that could stand in its place."""

    seen: dict[str, Observation] = field(default_factory=dict)
    tried: set[str] = field(default_factory=set)
    answering: set[str] = field(default_factory=set)


def check_links(
    asking: CheckContext, questions: Iterable[LinkRequest], before: LinkLock, progress: Progress
) -> Observations:
    """Return what is seen of each address. Raises CheckingFailed as LinkChecker does."""
    promised = {one.address: one.promises for one in questions}
    total = len(promised)
    findings = check(promised, asking.agent, asking.bounds, lambda done: progress(done, total))
    answers, doubtful = Observations(), {}
    for address, promises in promised.items():
        finding = findings.get(address)
        seen = linkchecker_observation(finding, promises, asking.guard) if finding else None
        if seen is None:
            doubtful[address] = promises
        else:
            answers.seen[address] = seen
    answers.seen |= _own_sights(asking, doubtful)
    _try_others(asking, answers, before, promised)
    return answers


def _own_sights(
    asking: CheckContext, promised: Mapping[str, Kind | None]
) -> dict[str, Observation]:
    """Ask addresses ourselves, hosts side by side, each within the fetcher's deadline."""
    done: SimpleQueue[tuple[str, Observation] | BaseException] = SimpleQueue()

    def one(address: str) -> None:
        try:
            sight = client_observation(asking.fetcher, address, promised[address], asking.stop)
            done.put((address, sight))
        except BaseException as error:  # noqa: BLE001  # a bug in a thread must end the whole run
            done.put(error)

    ask_all(promised, one, per_host=asking.per_host, stop=asking.stop)
    seen = {}
    for _ in promised:
        event = done.get()
        if isinstance(event, BaseException):
            raise event
        seen[event[0]] = event[1]
    return seen


def _try_others(
    asking: CheckContext,
    answers: Observations,
    before: LinkLock,
    promised: Mapping[str, Kind | None],
) -> None:
    """Ask for what could stand in the place of an address: once each, and only if not known."""
    fetcher = replace(asking.fetcher, limits=replace(asking.fetcher.limits, attempts=1))
    once = replace(asking, fetcher=fetcher)
    newer: dict[str, Kind | None] = {}
    secure: dict[str, dict[str, Kind | None]] = defaultdict(dict)
    for address, seen in answers.seen.items():
        other = with_https(address)
        if seen.sight == "good" and not seen.moved_to and other and other not in promised:
            secure[urlsplit(other).netloc][other] = promised[address]
        known = before.links.get(address)
        if _is_gone(seen) and known is not None and known.days_failed:
            for one in candidates(address, asking.guard):
                if one not in promised:
                    newer[one] = promised[address]
    known_well = before.answering
    # A server that has no encryption is asked for it once, and not for each of its pages.
    first = {next(iter(some)): next(iter(some.values())) for some in secure.values()}
    newer |= {one: kind for one, kind in first.items() if one not in known_well}
    sights = _own_sights(once, {one: kind for one, kind in newer.items() if one not in known_well})
    speaking = {
        urlsplit(one).netloc
        for one in first
        if one in known_well or sights[one].rule not in _NO_ENCRYPTION
    }
    rest = {
        one: kind
        for place in speaking
        for one, kind in secure[place].items()
        if one not in known_well and one not in sights
    }
    sights |= _own_sights(once, rest)
    answers.tried = set(sights)
    answers.answering = {one for one, seen in sights.items() if seen.sight == "good"}


def _is_gone(seen: Observation) -> bool:
    """Return whether an address failed; with only a place on it missing, the page is there."""
    return seen.sight == "failing" and seen.rule != "link-anchor"
