"""The whole of `hub fetch`: read what is wanted, refresh it, and say what is wrong."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from dataclasses import dataclass

import hub
from hub.catalogue.loader import read_records
from hub.catalogue.vocabulary import ReportingArea
from hub.diagnostics.problem import Language, Problem
from hub.documents.cluster import NoCluster, cluster_pool
from hub.documents.diagnostics import problems_of
from hub.documents.executors import local_pool
from hub.documents.lock import LOCK_FILE, read_lock
from hub.documents.plan import Plan
from hub.documents.records import Lock
from hub.documents.recovery import Recovery, recover
from hub.documents.refresh import Outcome, refresh
from hub.documents.store import Store
from hub.documents.targets import Targets, targets_of
from hub.files import exclusive_lock
from hub.project import Project
from hub.settings import DocumentSettings
from hub.text.clock import require_later
from hub.web.client import Client, Limits
from hub.web.scheduler import Pacer
from hub.web.url_policy import UrlPolicy

__all__ = [
    "FetchRequest",
    "FetchResult",
    "NoCluster",
    "UnknownIds",
    "addresses",
    "fetch_documents",
    "fetcher_of",
    "prepare",
    "recover_documents",
    "summary",
]

_SUMMARY: Mapping[Language, str] = {
    "da": (
        "{asked} adresser spurgt: {read} dokumenter læst, {unchanged} uændrede, {purged} fjernet "
        "fra lageret; {problems} bemærkninger i alt."
    ),
    "en": (
        "{asked} addresses asked: {read} documents read, {unchanged} unchanged, {purged} removed "
        "from the store; {problems} remarks in all."
    ),
}

RUN_LOCK = ".cache/hub/fetch.lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRequest:
    """What a user asks of a run."""

    ids: Sequence[str] = ()
    """Of documents or notifications; none means all."""
    jobs: int = 1
    """Documents that are read at a time."""
    cluster: str | None = None
    """The address of a Dask cluster to read them on instead."""
    today: str


@dataclass(frozen=True, slots=True)
class FetchResult:
    """What a run found."""

    problems: tuple[Problem, ...]
    outcome: Outcome | None = None
    """None where the files of record could not be read: nothing was fetched."""


class UnknownIds(Exception):
    """Ids that are in no entry of the catalogue."""


@dataclass(frozen=True, slots=True)
class FetchPlan:
    """What is to be fetched, or the problems that keep it from being known."""

    targets: Targets | None
    guard: UrlPolicy | None
    settings: DocumentSettings
    problems: tuple[Problem, ...]
    areas: tuple[ReportingArea, ...] = ()
    """The reporting areas, by whose names documents are recognised."""


def prepare(project: Project, ids: Sequence[str] = ()) -> FetchPlan:
    """Return what there is to fetch; uses no network. Raises UnknownIds."""
    records = read_records(project.root)
    catalogue, hosts = records.catalogue, records.hosts
    settings = project.settings.documents
    if catalogue.model is None or hosts is None or project.problems:
        return FetchPlan(None, None, settings, (*project.problems, *records.problems))
    found = targets_of(catalogue.model, catalogue.source, ids)
    if found.unknown:
        raise UnknownIds(", ".join(found.unknown))
    areas = records.vocabulary.areas if records.vocabulary else ()
    return FetchPlan(found, UrlPolicy.of(hosts), settings, (), areas)


def addresses(ready: FetchPlan) -> tuple[str, ...]:
    """Return every address that a run would ask, documents first."""
    if ready.targets is None:
        return ()
    return tuple(dict.fromkeys((*ready.targets.documents, *ready.targets.landing_pages)))


def fetch_documents(
    project: Project,
    request: FetchRequest,
    *,
    waiting: Callable[[], None] = lambda: None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> FetchResult:
    """Fetch and read what is wanted; return what it came to and every problem found.

    `waiting` is called once if another run must end first; `progress` is told how many addresses
    more are done, of how many. Raises UnknownIds, and NoCluster and WrongClock before anything is
    fetched.
    """
    ready = prepare(project, request.ids)
    if ready.targets is None or ready.guard is None:
        return FetchResult(ready.problems)
    total = len(ready.targets.documents) + len(ready.targets.landing_pages)
    with exclusive_lock(project.root / RUN_LOCK, waiting), _pool(request, ready) as executor:
        lock = read_lock(project.root)
        if lock.problems:
            return FetchResult(lock.problems)
        require_later(dt.date.fromisoformat(request.today), _days(lock.lock), LOCK_FILE)
        plan = _plan(project, ready, ready.guard, executor, request.today)
        outcome = refresh(
            plan, ready.targets, lock.lock, progress=lambda done: progress(done, total)
        )
    problems = problems_of(ready.targets, outcome.lock, ready.areas, outcome.changed)
    return FetchResult(problems, outcome)


def recover_documents(
    project: Project,
    request: FetchRequest,
    *,
    waiting: Callable[[], None] = lambda: None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Recovery:
    """Fetch anew what the lock names and the store lacks; the lock stays as it is.

    As for `fetch_documents` otherwise.
    """
    ready = prepare(project, request.ids)
    if ready.targets is None or ready.guard is None:
        return Recovery(0, ready.problems)
    with exclusive_lock(project.root / RUN_LOCK, waiting), _pool(request, ready) as executor:
        lock = read_lock(project.root)
        if lock.problems:
            return Recovery(0, lock.problems)
        plan = _plan(project, ready, ready.guard, executor, request.today)
        return recover(plan, ready.targets, lock.lock, progress=progress)


def _days(lock: Lock) -> Iterator[str | None]:
    for record in lock.documents.values():
        yield from (record.since, record.last_fetched)
    for page in lock.landing_pages.values():
        yield page.since


def _pool(request: FetchRequest, ready: FetchPlan) -> AbstractContextManager[Executor]:
    if request.cluster:
        return cluster_pool(request.cluster, ready.settings.cluster_seconds)
    return local_pool(request.jobs)


def _plan(
    project: Project, ready: FetchPlan, guard: UrlPolicy, executor: Executor, today: str
) -> Plan:
    return Plan(
        root=project.root,
        store=Store.at(project.root, ready.settings.store),
        fetcher=fetcher_of(guard, ready.settings),
        executor=executor,
        today=today,
        per_host=ready.settings.connections_per_host,
        reading_seconds=ready.settings.reading_seconds,
    )


def summary(gathered: FetchResult, language: Language) -> str:
    """Return the line that ends a run: what was asked, and what came of it."""
    outcome = gathered.outcome
    assert outcome is not None
    counts = {
        "asked": outcome.asked,
        "read": outcome.read,
        "unchanged": outcome.unchanged,
        "purged": outcome.purged,
        "problems": len(gathered.problems),
    }
    return _SUMMARY[language].format_map(counts)


def fetcher_of(guard: UrlPolicy, settings: DocumentSettings) -> Client:
    """Return what asks addresses, with the limits of the settings."""
    stop = threading.Event()
    limits = Limits(
        size=settings.largest_megabytes * 1024**2,
        seconds=settings.deadline_seconds,
        redirects=settings.redirects,
        attempts=settings.attempts,
        retry_wait=settings.retry_milliseconds / 1000,
    )
    pace = Pacer(settings.pause_milliseconds / 1000, stop)
    return Client(guard, limits, agent_of(settings), pace)


def agent_of(settings: DocumentSettings) -> str:
    """Return what the hub calls itself to servers."""
    return settings.agent or f"hub/{hub.__version__} (centrale udmeldinger)"
