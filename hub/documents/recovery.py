"""Fetch anew what the lock names and the store lacks: the same bytes, or nothing.

The lock stays as it is. A document that its publisher has replaced since is left to the next
`hub fetch`, which makes it a new version.
"""

from __future__ import annotations

import contextlib
import io
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from queue import SimpleQueue

from hub.diagnostics.problem import Problem
from hub.documents.extraction import Read, UnreadDocument, read_stored
from hub.documents.inventory import missing_versions
from hub.documents.plan import Plan
from hub.documents.records import Lock, Version
from hub.documents.targets import Targets
from hub.web.errors import FetchError, Reach
from hub.web.reachability import Reachability
from hub.web.scheduler import ask_all, fetch_with_retries


@dataclass(frozen=True, slots=True)
class Recovery:
    """What a run brought back, and what it could not."""

    recovered: int
    problems: tuple[Problem, ...]
    unread: Mapping[str, str] = field(default_factory=dict)
    """Addresses whose document came and could not be read, with the reason."""


@dataclass(frozen=True, slots=True)
class _Answer:
    address: str
    reach: Reach | None = Reach.ANSWERED
    """None where its host needed not be asked."""
    failed: FetchError | None = None
    is_replaced: bool = False
    unread: str | None = None
    """Why the document could not be read, where that is not its own fault."""


def recover(
    plan: Plan,
    targets: Targets,
    lock: Lock,
    *,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Recovery:
    """Bring back every missing document whose bytes are still those that the lock names.

    Raises NoNetwork where no host was reached.
    """
    missing = missing_versions(lock, plan.store, targets.documents)
    answers: SimpleQueue[_Answer | BaseException] = SimpleQueue()
    stop = threading.Event()

    def ask(address: str) -> None:
        try:
            answers.put(_recovered(plan, address, missing[address], stop))
        except BaseException as error:  # noqa: BLE001  # a bug in a thread must end the whole run
            answers.put(error)

    ask_all(missing, ask, per_host=plan.per_host, stop=stop)
    done: dict[str, _Answer] = {}
    reachability = Reachability()
    try:
        while len(done) < len(missing):
            answer = answers.get()
            if isinstance(answer, BaseException):
                raise answer
            done[answer.address] = answer
            if answer.reach is not None:
                reachability.note(answer.address, answer.reach)
            progress(1, len(missing))
    finally:
        stop.set()
    reachability.check()
    return Recovery(
        sum(not (one.failed or one.is_replaced or one.unread) for one in done.values()),
        _problems(done, targets),
        {address: one.unread for address, one in done.items() if one.unread},
    )


def _recovered(plan: Plan, address: str, version: Version, stop: threading.Event) -> _Answer:
    charset, reach = None, None
    if not plan.store.has(version.sha256):
        try:
            fetched = fetch_with_retries(plan.fetcher, address, {}, stop)
        except FetchError as failed:
            return _Answer(address, failed.reach, failed)
        assert fetched.body is not None  # nothing conditional was asked
        charset, reach = fetched.charset, Reach.ANSWERED
        with contextlib.closing(fetched.body) as body:
            if fetched.sha256 != version.sha256:
                return _Answer(address, is_replaced=True)
            body.seek(0)
            plan.store.put(version.sha256, "document", body)
    job = plan.executor.submit(
        read_stored, plan.store, version.sha256, version.kind, plan.reading_seconds, charset
    )
    try:
        _keep(plan, version, job.result())
    except UnreadDocument as unread:
        return _Answer(address, reach, unread=str(unread))
    return _Answer(address, reach)


def _keep(plan: Plan, version: Version, read: Read) -> None:
    if read.thumbnail:
        plan.store.put(version.sha256, "thumbnail.webp", io.BytesIO(read.thumbnail))
    text = read.text.model_dump_json(exclude_none=True).encode()
    plan.store.put(version.sha256, "text.json", io.BytesIO(text))  # last: reading is done


def _problems(done: Mapping[str, _Answer], targets: Targets) -> tuple[Problem, ...]:
    problems = []
    for address, answer in done.items():
        target = targets.documents[address][0]
        if answer.failed:
            problems.append(target.problem(answer.failed.rule, "url", **answer.failed.values))
        elif answer.is_replaced:
            problems.append(target.problem("document-replaced", "url"))
    return tuple(sorted(problems, key=lambda one: one.place))
