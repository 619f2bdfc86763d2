"""The whole of `hub fetch`: read what is wanted, refresh it, and say what is wrong."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import hub
from hub.alone import only_run
from hub.catalogue.validation import read_records
from hub.documents.asking import Pacer
from hub.documents.cluster import NoCluster, cluster_pool, local_pool
from hub.documents.fetching import Fetcher, Limits
from hub.documents.guard import Guard
from hub.documents.lockfile import read_lock
from hub.documents.refresh import Outcome, Plan, refresh
from hub.documents.store import Store
from hub.documents.telling import problems_of
from hub.documents.wanted import Wanted, wanted
from hub.problems import Language, Problem
from hub.settings import CONFIG_FILE, DocumentSettings, read_settings

__all__ = [
    "Gathered",
    "NoCluster",
    "Request",
    "UnknownIds",
    "addresses",
    "fetcher_of",
    "gather",
    "prepare",
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
class Request:
    """What a user asks of a run."""

    ids: Sequence[str] = ()
    """Of documents or notifications; none means all."""
    jobs: int = 1
    """Documents that are read at a time."""
    cluster: str | None = None
    """The address of a Dask cluster to read them on instead."""
    today: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a run found."""

    problems: tuple[Problem, ...]
    outcome: Outcome | None = None
    """None where the files of record could not be read: nothing was fetched."""


class UnknownIds(Exception):
    """Ids that are in no entry of the catalogue."""


@dataclass(frozen=True, slots=True)
class Ready:
    """What is to be fetched, or the problems that keep it from being known."""

    wanted: Wanted | None
    guard: Guard | None
    settings: DocumentSettings
    problems: tuple[Problem, ...]


def prepare(root: Path, ids: Sequence[str] = ()) -> Ready:
    """Return what there is to fetch; uses no network. Raises UnknownIds."""
    records, read = read_records(root), read_settings(root / CONFIG_FILE)
    catalogue, hosts = records.catalogue, records.hosts
    settings = read.settings.documents
    if catalogue.model is None or hosts is None or read.problems:
        return Ready(None, None, settings, (*read.problems, *records.problems))
    found = wanted(catalogue.model, catalogue.source, ids)
    if found.unknown:
        raise UnknownIds(", ".join(found.unknown))
    return Ready(found, Guard.of(hosts), settings, ())


def addresses(ready: Ready) -> tuple[str, ...]:
    """Return every address that a run would ask, documents first."""
    if ready.wanted is None:
        return ()
    return tuple(dict.fromkeys((*ready.wanted.documents, *ready.wanted.landing_pages)))


def gather(
    root: Path,
    request: Request,
    *,
    waiting: Callable[[], None] = lambda: None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Gathered:
    """Fetch and read what is wanted; return what it came to and every problem found.

    `waiting` is called once if another run must end first; `progress` is told how many addresses
    more are done, of how many. Raises UnknownIds, and NoCluster before anything is fetched.
    """
    ready = prepare(root, request.ids)
    if ready.wanted is None or ready.guard is None:
        return Gathered(ready.problems)
    total = len(ready.wanted.documents) + len(ready.wanted.landing_pages)
    pool = cluster_pool(request.cluster) if request.cluster else local_pool(request.jobs)
    with only_run(root / RUN_LOCK, waiting), pool as executor:
        lock = read_lock(root)
        if lock.problems:
            return Gathered(lock.problems)
        plan = Plan(
            root=root,
            store=Store.at(root, ready.settings.store),
            fetcher=fetcher_of(ready.guard, ready.settings),
            executor=executor,
            today=request.today,
            per_host=ready.settings.connections_per_host,
            reading_seconds=ready.settings.reading_seconds,
        )
        outcome = refresh(
            plan, ready.wanted, lock.lock, progress=lambda done: progress(done, total)
        )
    return Gathered(problems_of(ready.wanted, outcome.lock, outcome.changed), outcome)


def summary(gathered: Gathered, language: Language) -> str:
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


def fetcher_of(guard: Guard, settings: DocumentSettings) -> Fetcher:
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
    return Fetcher(guard, limits, agent_of(settings), pace)


def agent_of(settings: DocumentSettings) -> str:
    """Return what the hub calls itself to servers."""
    return settings.agent or f"hub/{hub.__version__} (centrale udmeldinger)"
