"""One run of `hub fetch`: ask every address, keep what came, read what is new, write the lock.

The run may be cut off at any moment: what is in the store is whole, the lock is the old one or a
newer one, and the next run goes on from there.
"""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Final

from hub.documents import transitions
from hub.documents.arrivals import Arrival, document_arrival, page_arrival
from hub.documents.extraction import Read, UnreadDocument, read_stored
from hub.documents.lock import write_lock
from hub.documents.plan import Plan
from hub.documents.proofs import keep_proofs
from hub.documents.records import LandingPage, Lock, Record, Rejected
from hub.documents.targets import Targets, without_text
from hub.web.errors import FetchError, Reach, Verdict
from hub.web.reachability import Reachability
from hub.web.scheduler import ask_all

_LOCK_EVERY: Final = 5.0
"""Seconds between two writings of the lock during a run."""

_LASTING: Final = (Verdict.DAMAGED, Verdict.NOT_A_DOCUMENT)
"""Verdicts of bytes, which stay as long as the bytes do."""


@dataclass(slots=True)
class Outcome:
    """What a run did."""

    lock: Lock
    asked: int = 0
    unchanged: int = 0
    read: int = 0
    purged: int = 0
    unread: dict[str, str] = field(default_factory=dict)
    """Addresses whose document came and could not be read, with the reason: not its own fault."""
    changed: list[str] = field(default_factory=list)
    """Addresses with a new version of a document that was known before."""


@dataclass(frozen=True, slots=True)
class _HasBeenRead:
    arrived: Arrival
    read: Read


def refresh(
    plan: Plan,
    wanted: Targets,
    lock: Lock,
    *,
    progress: Callable[[int], None] = lambda _done: None,
) -> Outcome:
    """Bring lock and store up to date with what the addresses hold today.

    `progress` is told each time one more address is done. Raises NoNetwork where no host was
    reached; then nothing of the addresses is recorded.
    """
    run = _Run(plan, wanted, lock)
    try:
        run.purge()
        for _ in run.results():
            progress(1)
            run.save_now_and_then()
        run.reachability.check()
        keep_proofs(plan.root, run.seen_well, plan.today)
    finally:
        run.stop.set()
        run.save()
    return run.outcome


@dataclass(frozen=True, slots=True)
class _HasNotBeenRead:
    arrived: Arrival
    reason: str


_Event = Arrival | _HasBeenRead | _HasNotBeenRead


class _Run:
    def __init__(self, plan: Plan, wanted: Targets, lock: Lock) -> None:
        self.plan = plan
        self.wanted = wanted
        self.documents: dict[str, Record] = dict(lock.documents)
        self.landing_pages: dict[str, LandingPage] = dict(lock.landing_pages)
        self.outcome = Outcome(lock)
        self.seen_well: list[str] = []
        """Addresses at which a document has stood in this run."""
        self.stop = threading.Event()
        self._events: SimpleQueue[_Event | BaseException] = SimpleQueue()
        self._saved = time.monotonic()
        self.reachability = Reachability()
        self._purged = lock
        """The lock as it is before any address has been asked."""

    def purge(self) -> None:
        """Remove what belongs only to withheld documents, and what a killed run left."""
        self.plan.store.clear_unfinished()
        kept = {
            version.sha256
            for address, record in self.documents.items()
            if address not in self.wanted.withheld
            for version in record.versions
        }
        for address in self.wanted.withheld & self.documents.keys():
            record = self.documents[address]
            gone = {version.sha256 for version in record.versions} - kept
            self.outcome.purged += self.plan.store.remove(gone)
            self.documents[address] = without_text(record)
        self._purged = self._lock()

    def results(self) -> Iterator[str]:
        """Yield each address when all that it needed is done."""
        addresses = (*self.wanted.documents, *self.wanted.landing_pages)
        self.outcome.asked = left = len(set(addresses))
        ask_all(dict.fromkeys(addresses), self._ask, per_host=self.plan.per_host, stop=self.stop)
        while left:
            event = self._events.get()
            if isinstance(event, BaseException):
                raise event
            if self._is_done(event):
                left -= 1
                yield event.address if isinstance(event, Arrival) else event.arrived.address

    def save_now_and_then(self) -> None:
        if time.monotonic() - self._saved > _LOCK_EVERY:
            self.save()

    def save(self) -> None:
        """Write the lock; what was seen is left out until a host has answered."""
        self._saved = time.monotonic()
        may_tell = self.reachability.may_tell
        lock = self._lock() if may_tell else self._purged
        if may_tell or lock != self.outcome.lock:
            write_lock(self.plan.root, lock)
            self.outcome.lock = lock

    def _lock(self) -> Lock:
        return Lock(documents=dict(self.documents), landing_pages=dict(self.landing_pages))

    def _ask(self, address: str) -> None:
        """Fetch one address and keep its document; runs in a thread of its own."""
        try:
            self._events.put(self._arrival(address))
        except BaseException as error:  # noqa: BLE001  # a bug in a thread must end the whole run
            self._events.put(error)

    def _arrival(self, address: str) -> Arrival:
        if address not in self.wanted.documents:
            return page_arrival(self.plan, address, self.landing_pages.get(address), self.stop)
        expected, known = self.wanted.expected(address), self.documents.get(address)
        return document_arrival(self.plan, address, expected, known, self.stop)

    def _is_done(self, event: _Event) -> bool:
        """Take in what an event tells; return whether its address is done with."""
        if isinstance(event, _HasBeenRead):
            self._take_in_reading(event)
            return True
        if isinstance(event, _HasNotBeenRead):  # its record stays as it was
            self.outcome.unread[event.arrived.address] = event.reason
            return True
        self.reachability.note(
            event.address, event.failed.reach if event.failed else Reach.ANSWERED
        )
        if event.address in self.wanted.documents:
            return self._take_in_document(event)
        self._take_in_landing_page(event)
        return True

    def _take_in_document(self, arrived: Arrival) -> bool:
        known = self.documents.get(arrived.address)
        current = known.current if known else None
        if arrived.failed is not None:
            self._take_in_failure(arrived, arrived.failed)
            return True
        assert arrived.fetched is not None
        if arrived.is_same_rejected:
            assert known is not None
            self.documents[arrived.address] = transitions.after_same_rejected(
                known, arrived.fetched
            )
            self.outcome.unchanged += 1
            return True
        sha256 = arrived.fetched.sha256 or (current.sha256 if current else "")
        kind = arrived.kind or (current.kind if current else None)
        assert kind is not None  # without a current version nothing conditional was asked
        is_known = current is not None and current.sha256 == sha256
        if is_known and self.plan.store.text(sha256) is not None:
            assert known is not None
            self.documents[arrived.address] = transitions.after_same(
                known, arrived.fetched, self.plan.today
            )
            self.outcome.unchanged += 1
            self.seen_well.append(arrived.address)
            return True
        self._read(Arrival(arrived.address, arrived.fetched, kind), sha256)
        return False

    def _read(self, arrived: Arrival, sha256: str) -> None:
        plan = self.plan
        assert arrived.kind is not None

        def tell(future: Future[Read]) -> None:
            if future.cancelled():
                return
            error = future.exception()
            if isinstance(error, UnreadDocument):
                self._events.put(_HasNotBeenRead(arrived, str(error)))
            elif error is not None:
                self._events.put(error)
            else:
                self._events.put(_HasBeenRead(arrived, future.result()))

        self.outcome.read += 1
        charset = arrived.fetched.charset if arrived.fetched else None
        plan.executor.submit(
            read_stored, plan.store, sha256, arrived.kind, plan.reading_seconds, charset
        ).add_done_callback(tell)

    def _take_in_reading(self, event: _HasBeenRead) -> None:
        address, fetched, read = event.arrived.address, event.arrived.fetched, event.read
        kind, store = event.arrived.kind, self.plan.store
        assert fetched is not None
        assert kind is not None
        known = self.documents.get(address)
        current = known.current if known else None
        sha256 = fetched.sha256 or (current.sha256 if current else "")
        if not read.opened:
            rule = "document-cut" if read.cut else "document-unopened"
            self._take_in_failure(event.arrived, FetchError("damaged", rule))
            self._forget(sha256)
            return
        if read.thumbnail:
            store.put(sha256, "thumbnail.webp", io.BytesIO(read.thumbnail))
        text = read.text.model_dump_json(exclude_none=True).encode()
        store.put(sha256, "text.json", io.BytesIO(text))  # last: it says that reading is done
        self.seen_well.append(address)
        if known and current and current.sha256 == sha256:
            self.documents[address] = transitions.after_rereading(
                known, fetched, read, self.plan.today
            )
            return
        before = store.text(current.sha256) if current else None
        self.documents[address] = transitions.after_new(
            known, fetched, kind, read, before, self.plan.today
        )
        if current is not None:
            self.outcome.changed.append(address)

    def _take_in_failure(self, arrived: Arrival, failed: FetchError) -> None:
        rejected, fetched = None, arrived.fetched
        if fetched is not None and fetched.sha256 and failed.verdict in _LASTING:
            rejected = Rejected(
                sha256=fetched.sha256,
                etag=fetched.etag,
                last_modified=fetched.last_modified,
                expected=self.wanted.expected(arrived.address),
            )
        self.documents[arrived.address] = transitions.after_failure(
            self.documents.get(arrived.address), failed, self.plan.today, rejected
        )

    def _forget(self, sha256: str) -> None:
        """Remove a damaged file from the store unless some record rests on it."""
        versions = (one for record in self.documents.values() for one in record.versions)
        if sha256 not in {version.sha256 for version in versions}:
            self.plan.store.remove((sha256,))

    def _take_in_landing_page(self, arrived: Arrival) -> None:
        known = self.landing_pages.get(arrived.address)
        today, failed, fetched = self.plan.today, arrived.failed, arrived.fetched
        if fetched is None:
            assert failed is not None
            self.landing_pages[arrived.address] = transitions.page_after_failure(
                known, failed, today
            )
            return
        links, validators = arrived.links, (fetched.etag, fetched.last_modified)
        if fetched.body is None:
            assert known is not None
            links, validators = known.links, (known.etag, known.last_modified)
        self.landing_pages[arrived.address] = transitions.page_after(
            known, links, validators, today
        )
