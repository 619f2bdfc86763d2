"""Check a list of addresses: the hub asks each once; LinkChecker is asked about what failed."""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from queue import SimpleQueue
from urllib.parse import urldefrag, urlsplit

from hub.documents.page_facts import PageFacts
from hub.documents.records import Kind
from hub.links.linkchecker import Bounds, check, is_kept
from hub.links.proxy import vetting_proxy
from hub.links.records import LinkLock
from hub.links.suggestions import candidates
from hub.links.transitions import Observation
from hub.links.usages import with_https
from hub.links.verdicts import Witness, at_place, witness_of
from hub.web.client import Client
from hub.web.reachability import Reachability
from hub.web.scheduler import ask_all
from hub.web.url_policy import UrlPolicy

Progress = Callable[[int, int], None]

_NO_ENCRYPTION = ("link-certificate", "link-refused", "link-unanswered", "link-no-host")
"""What is seen of a server that does not offer it."""

_CONTESTABLE = frozenset(("link-gone", "link-status", "link-redirects", "link-odd-answer"))
"""Failures that another client may not meet."""

_MOST_GUESSES = 5
"""Addresses a host and run that are only guessed at."""


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
    bounds: Bounds
    per_host: int
    stop: threading.Event


@dataclass(slots=True)
class Observations:
    """What was observed of each address, and of others that could stand in its place."""

    seen: dict[str, Observation] = field(default_factory=dict)
    tried: set[str] = field(default_factory=set)
    answering: set[str] = field(default_factory=set)


def check_links(
    context: CheckContext, requests: Iterable[LinkRequest], before: LinkLock, progress: Progress
) -> Observations:
    """Return what is observed of each address.

    Two spellings of one address are asked for once. Raises NoNetwork where no host was reached,
    and CheckingFailed as LinkChecker does.
    """
    promised = {one.address: one.promises for one in requests}
    witness = witness_of(context.fetcher, context.stop)
    observations = Observations(_observed(context, witness, promised, progress))
    reachability = Reachability()
    for address, seen in observations.seen.items():
        reachability.note(address, seen.reach)
    reachability.check()
    _ask_second_witness(context, observations.seen)
    once = replace(context.fetcher, limits=replace(context.fetcher.limits, attempts=1))
    guessing = replace(witness, fetcher=once)
    _try_others(context, guessing, observations, before, promised)
    return observations


def _observed(
    context: CheckContext,
    witness: Witness,
    promised: Mapping[str, Kind | None],
    progress: Progress = lambda _done, _total: None,
) -> dict[str, Observation]:
    """Ask addresses, hosts side by side, each within the fetcher's deadline."""
    spellings: dict[str, list[str]] = defaultdict(list)
    for address in promised:
        spellings[context.guard.checked(urldefrag(address).url)].append(address)
    done: SimpleQueue[tuple[str, Observation, PageFacts | None] | BaseException] = SimpleQueue()

    def one(page: str) -> None:
        kinds = [promised[address] for address in spellings[page]]
        promises = next((kind for kind in kinds if kind is not None), None)
        try:
            done.put((page, *witness.observed(page, promises)))
        except BaseException as error:  # noqa: BLE001  # a bug in a thread must end the whole run
            done.put(error)

    ask_all(spellings, one, per_host=context.per_host, stop=context.stop)
    seen: dict[str, Observation] = {}
    for _ in spellings:
        event = done.get()
        if isinstance(event, BaseException):
            raise event
        page, observation, facts = event
        for address in spellings[page]:
            seen[address] = at_place(observation, facts, address)
        progress(len(seen), len(promised))
    return {address: seen[address] for address in promised}


def _ask_second_witness(context: CheckContext, seen: dict[str, Observation]) -> None:
    """Ask LinkChecker about what failed; where it is answered, the server only refuses the hub."""
    pages = {
        address: context.guard.checked(urldefrag(address).url)
        for address, one in seen.items()
        if one.state == "failing" and one.rule in _CONTESTABLE
    }
    listed = dict.fromkeys(page for page in pages.values() if is_kept(page))
    if not listed:
        return
    with vetting_proxy(context.guard) as proxy:
        findings = check(listed, context.fetcher.agent, context.bounds, proxy)
    for address, page in pages.items():
        finding = findings.get(page)
        if finding is None:
            continue
        detail = {**seen[address].detail, "linkchecker": finding.result}
        if finding.valid:
            seen[address] = Observation(state="blocked", rule="link-blocked", detail=detail)
        else:
            seen[address] = replace(seen[address], detail=detail)


def _try_others(
    context: CheckContext,
    witness: Witness,
    answers: Observations,
    before: LinkLock,
    promised: Mapping[str, Kind | None],
) -> None:
    """Ask for what could stand in the place of an address: once each, and only if not known."""
    guesses: Counter[str] = Counter()
    newer: dict[str, Kind | None] = {}
    secure: dict[str, dict[str, Kind | None]] = defaultdict(dict)
    for address, seen in answers.seen.items():
        other = with_https(address)
        if seen.state == "good" and not seen.moved_to and other and other not in promised:
            secure[urlsplit(other).netloc][other] = promised[address]
        known = before.links.get(address)
        if _is_gone(seen) and known is not None and known.days_failed:
            for one in candidates(address, context.guard):
                host = urlsplit(one).netloc
                if one not in promised and one not in newer and guesses[host] < _MOST_GUESSES:
                    guesses[host] += 1
                    newer[one] = promised[address]
    known_well = before.answering
    # A server that has no encryption is asked for it once, and not for each of its pages.
    first = {next(iter(some)): next(iter(some.values())) for some in secure.values()}
    newer |= {one: kind for one, kind in first.items() if one not in known_well}
    found = _observed(
        context, witness, {one: kind for one, kind in newer.items() if one not in known_well}
    )
    speaking = {
        urlsplit(one).netloc
        for one in first
        if one in known_well or found[one].rule not in _NO_ENCRYPTION
    }
    rest = {
        one: kind
        for place in speaking
        for one, kind in secure[place].items()
        if one not in known_well and one not in found
    }
    found |= _observed(context, witness, rest)
    answers.tried = set(found)
    answers.answering = {one for one, seen in found.items() if seen.state == "good"}


def _is_gone(seen: Observation) -> bool:
    """Return whether an address failed; with only a place on it missing, the page is there."""
    return seen.state == "failing" and seen.rule != "link-anchor"
