"""The whole of `hub links`: what is asked, what came of it, and what an editor is told."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from hub.catalogue.loader import HOSTS_FILE, Records, read_records
from hub.catalogue.tree import SourceFile
from hub.catalogue.vocabulary import Hosts
from hub.diagnostics.problem import Problem
from hub.documents.lock import read_lock as read_document_lock
from hub.documents.proofs import read_proofs
from hub.documents.records import Kind
from hub.documents.records import Lock as DocumentLock
from hub.documents.run import UnknownIds, fetcher_of
from hub.documents.targets import targets_of
from hub.files import exclusive_lock
from hub.links.checker import CheckContext, LinkRequest, Progress, check_links
from hub.links.diagnostics import problems_of
from hub.links.exclusions import exclusion_of, past_exclusions
from hub.links.linkchecker import Bounds
from hub.links.lock import LOCK_FILE, read_lock, write_lock
from hub.links.page_numbers import pages_beyond
from hub.links.records import LinkLock, LinkRecord
from hub.links.transitions import Observation, after
from hub.links.usages import Usage, all_usages
from hub.project import Project
from hub.text.clock import require_later
from hub.web.errors import Verdict
from hub.web.url_policy import DEFAULT_PORTS, ForbiddenAddress, UrlPolicy

__all__ = ["LinkPlan", "LinkResult", "UnknownIds", "prepare", "run"]

RUN_LOCK = ".cache/hub/links.lock"

PROVED_FOR = 3
"""Days for which what `hub fetch` has proved is not asked again."""


@dataclass(frozen=True, slots=True)
class LinkPlan:
    """What there is to ask, or the problems that keep it from being known."""

    project: Project
    records: Records
    hosts: Hosts | None
    usages: tuple[Usage, ...]
    questions: tuple[LinkRequest, ...]
    proved: Mapping[str, str]
    """Addresses that `hub fetch` has proved within the last days, each with the day."""
    sources: Mapping[str, SourceFile]
    documents: DocumentLock
    today: dt.date
    is_whole: bool
    in_the_way: tuple[Problem, ...] = ()
    """Problems that keep anything from being asked."""


@dataclass(frozen=True, slots=True)
class LinkResult:
    """What a run found."""

    lock: LinkLock
    before: LinkLock
    problems: tuple[Problem, ...]
    known: frozenset[tuple[str, ...]] = frozenset()
    """What the problems of the last run are recognised by."""
    asked: int = 0


def prepare(
    project: Project, today: dt.date, ids: Sequence[str] = (), *, everything: bool = False
) -> LinkPlan:
    """Return what there is to ask; uses no network. Raises UnknownIds.

    With `everything` also what `hub fetch` has proved within the last days is asked.
    """
    records = read_records(project.root)
    documents = read_document_lock(project.root)
    sources = {file: source for file, source in records.sources.items() if file != HOSTS_FILE}
    all_uses = tuple(use for use in all_usages(project, sources.values()) if not use.withheld)
    chosen = _chosen(records, all_uses, ids) if ids else all_uses
    proved = (
        {} if everything else _proved_by_fetch(documents.lock, read_proofs(project.root), today)
    )
    hosts = records.hosts
    questions = _questions(chosen, hosts, proved) if hosts else ()
    return LinkPlan(
        project=project,
        records=records,
        hosts=hosts,
        usages=chosen,
        questions=questions,
        proved=proved,
        sources=sources,
        documents=documents.lock,
        today=today,
        is_whole=not ids,
        in_the_way=(*project.problems, *documents.problems),
    )


def run(ready: LinkPlan, *, waiting: Callable[[], None], progress: Progress) -> LinkResult:
    """Ask every address, write the lock, and return what was found.

    Nothing is written before all is known. Raises CheckingFailed, NoNetwork or WrongClock; the
    lock is then untouched.
    """
    with exclusive_lock(ready.project.root / RUN_LOCK, waiting):
        before, problems = read_lock(ready.project.root)
        if problems or ready.in_the_way or ready.hosts is None:
            found = (*ready.in_the_way, *problems, *ready.records.problems)
            return LinkResult(before, before, found)
        days = (before.checked, *(one.checked for one in before.links.values()))
        require_later(ready.today, days, LOCK_FILE)
        day = ready.today.isoformat()
        context = CheckContext(
            guard=UrlPolicy.of(ready.hosts),
            fetcher=fetcher_of(UrlPolicy.of(ready.hosts), ready.project.settings.documents),
            bounds=Bounds(timeout=ready.project.settings.links.timeout_seconds),
            per_host=ready.project.settings.documents.connections_per_host,
            stop=threading.Event(),
        )
        refused = _refused(ready.questions, context.guard)
        questions = tuple(one for one in ready.questions if one.address not in refused)
        answers = check_links(context, questions, before, progress)
        links = dict(before.links)
        for address, one in {**answers.seen, **refused}.items():
            links[address] = after(links.get(address), one, day)
        for address, proved_on in _proved(ready).items():
            record = links.get(address)
            if record is None or record.checked <= proved_on:
                links[address] = after(record, Observation(state="good"), proved_on)
        if ready.is_whole:
            links = _still_used(links, ready)
        lock = LinkLock(
            checked=day if ready.is_whole else before.checked,
            links=links,
            answering={
                **{one: on for one, on in before.answering.items() if one not in answers.tried},
                **dict.fromkeys(answers.answering, day),
            },
        )
        write_lock(ready.project.root, lock)
    # Before the first run nothing was told.
    known = frozenset(_key(one) for one in _told(ready, before)) if before.links else frozenset()
    return LinkResult(lock, before, _told(ready, lock), known, len(questions))


def is_known(problem: Problem, result: LinkResult) -> bool:
    """Return whether the same was told after the last run."""
    return _key(problem) in result.known


def _key(problem: Problem) -> tuple[str, ...]:
    """Return what a problem is recognised by, also when lines above it have come or gone."""
    return problem.rule, problem.place.file, problem.path or str(problem.place.line)


def _told(ready: LinkPlan, lock: LinkLock) -> tuple[Problem, ...]:
    assert ready.hosts is not None
    found = [
        *ready.records.problems,
        *pages_beyond(ready.usages, ready.documents),
        *problems_of(ready.usages, lock, ready.hosts, ready.sources),
        *past_exclusions(ready.records.sources[HOSTS_FILE], ready.hosts, ready.today),
    ]
    return tuple(sorted(found, key=lambda one: (one.place, one.rule)))


def _questions(
    chosen: Sequence[Usage], hosts: Hosts, proved: Mapping[str, str]
) -> tuple[LinkRequest, ...]:
    guard = UrlPolicy.of(hosts)
    found: dict[str, Kind | None] = {}
    for use in chosen:
        if use.asked in proved or exclusion_of(use.address, hosts):
            continue
        try:
            guard.checked(use.asked)
        except ForbiddenAddress:
            continue
        found[use.asked] = found.get(use.asked) or use.promises
    return tuple(LinkRequest(address, promises) for address, promises in found.items())


def _chosen(records: Records, all_uses: Sequence[Usage], ids: Sequence[str]) -> tuple[Usage, ...]:
    catalogue = records.catalogue
    if catalogue.model is None:
        return tuple(all_uses)
    found = targets_of(catalogue.model, catalogue.source, ids)
    if found.unknown:
        raise UnknownIds(", ".join(found.unknown))
    askers = [
        one
        for group in (found.documents, found.landing_pages)
        for some in group.values()
        for one in some
    ]
    paths = [one.placed.path for one in askers if one.placed.id in ids]
    paths += [
        ("notifications", number)
        for number, one in enumerate(catalogue.model.notifications)
        if one.id in ids
    ]
    parts = [catalogue.source.part(path) for path in paths]
    return tuple(
        use
        for use in all_uses
        if any(
            use.place.file == part.file and use.steps[: len(path)] == path for part, path in parts
        )
    )


def _refused(questions: Sequence[LinkRequest], guard: UrlPolicy) -> dict[str, Observation]:
    """Return what must not be asked: names that lead into a closed network."""
    seen: dict[str, Observation] = {}
    closed: dict[tuple[str, int], bool] = {}
    for question in questions:
        parts = urlsplit(guard.checked(question.address))
        host, port = parts.hostname or "", parts.port or DEFAULT_PORTS[parts.scheme]
        if (host, port) not in closed:
            try:
                guard.resolved(host, port)
                closed[host, port] = False
            except ForbiddenAddress:
                closed[host, port] = True
            except OSError:
                closed[host, port] = False  # context it will tell what is wrong
        if closed[host, port]:
            detail = {"target": question.address}
            seen[question.address] = Observation(
                state="unanswered", rule="link-unsafe", detail=detail
            )
    return seen


def _proved_by_fetch(
    documents: DocumentLock, proofs: Mapping[str, str], today: dt.date
) -> dict[str, str]:
    first = (today - dt.timedelta(days=PROVED_FOR)).isoformat()
    found = {}
    for address, record in documents.documents.items():
        told = (record.last_fetched, record.since, proofs.get(address))
        days = [one for one in told if one is not None]
        if record.verdict == Verdict.DOCUMENT and not record.moved_to and max(days) >= first:
            found[address] = min(max(days), today.isoformat())
    return found


def _proved(ready: LinkPlan) -> dict[str, str]:
    used = {use.asked for use in ready.usages}
    return {address: day for address, day in ready.proved.items() if address in used}


def _still_used(links: Mapping[str, LinkRecord], ready: LinkPlan) -> dict[str, LinkRecord]:
    used = {use.asked for use in ready.usages}
    return {address: record for address, record in links.items() if address in used}
