"""One run of `hub fetch`: ask every address, keep what came, read what is new, write the lock.

The run may be cut off at any moment: what is in the store is whole, the lock is the old one or a
newer one, and the next run goes on from there.
"""

from __future__ import annotations

import contextlib
import io
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from typing import Final

from hub.documents import transitions
from hub.documents.classifier import judged_kind
from hub.documents.extraction import Read, read_links, read_stored
from hub.documents.extractors.html import LONGEST_PAGE
from hub.documents.lock import write_lock
from hub.documents.records import Kind, LandingPage, Lock, Record
from hub.documents.store import Store
from hub.documents.suggestions import file_links
from hub.documents.targets import Targets, without_text
from hub.web.client import Client, Response
from hub.web.errors import FetchError
from hub.web.scheduler import ask_all, fetch_with_retries

_LOCK_EVERY: Final = 5.0
"""Seconds between two writings of the lock during a run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run works with."""

    root: Path
    store: Store
    fetcher: Client
    executor: Executor
    today: str
    per_host: int = 1
    reading_seconds: float = 20.0


@dataclass(slots=True)
class Outcome:
    """What a run did."""

    lock: Lock
    asked: int = 0
    unchanged: int = 0
    read: int = 0
    purged: int = 0
    changed: list[str] = field(default_factory=list)
    """Addresses with a new version of a document that was known before."""


@dataclass(frozen=True, slots=True)
class _Arrived:
    address: str
    fetched: Response | None
    """Its body is in the store already."""
    kind: Kind | None = None
    failed: FetchError | None = None
    links: Mapping[str, str] = field(default_factory=dict)
    """Files that a landing page has."""


@dataclass(frozen=True, slots=True)
class _HasBeenRead:
    arrived: _Arrived
    read: Read


def refresh(
    plan: Plan,
    wanted: Targets,
    lock: Lock,
    *,
    progress: Callable[[int], None] = lambda _done: None,
) -> Outcome:
    """Bring lock and store up to date with what the addresses hold today.

    `progress` is told each time one more address is done.
    """
    run = _Run(plan, wanted, lock)
    try:
        run.purge()
        for _ in run.results():
            progress(1)
            run.save_now_and_then()
    finally:
        run.stop.set()
        run.save()
    return run.outcome


class _Run:
    def __init__(self, plan: Plan, wanted: Targets, lock: Lock) -> None:
        self.plan = plan
        self.wanted = wanted
        self.documents: dict[str, Record] = dict(lock.documents)
        self.landing_pages: dict[str, LandingPage] = dict(lock.landing_pages)
        self.outcome = Outcome(lock)
        self.stop = threading.Event()
        self._events: SimpleQueue[_Arrived | _HasBeenRead | BaseException] = SimpleQueue()
        self._saved = time.monotonic()

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
                yield event.arrived.address if isinstance(event, _HasBeenRead) else event.address

    def save_now_and_then(self) -> None:
        if time.monotonic() - self._saved > _LOCK_EVERY:
            self.save()

    def save(self) -> None:
        lock = Lock(documents=self.documents, landing_pages=self.landing_pages)
        write_lock(self.plan.root, lock)
        self.outcome.lock = lock
        self._saved = time.monotonic()

    def _ask(self, address: str) -> None:
        """Fetch one address and keep its document; runs in a thread of its own."""
        try:
            self._events.put(self._arrived(address))
        except BaseException as error:  # noqa: BLE001  # a bug in a thread must end the whole run
            self._events.put(error)

    def _arrived(self, address: str) -> _Arrived:
        is_document = address in self.wanted.documents
        known = (self.documents if is_document else self.landing_pages).get(address)
        try:
            validators = self._validators(known)
            fetched = fetch_with_retries(self.plan.fetcher, address, validators, self.stop)
            if fetched.body is None:
                return _Arrived(address, fetched)
            with contextlib.closing(fetched.body) as body:
                if not is_document:
                    return _Arrived(address, fetched, links=self._links(fetched))
                kind = judged_kind(fetched, self.wanted.expected(address))
                if not self.plan.store.has(fetched.sha256):
                    body.seek(0)
                    self.plan.store.put(fetched.sha256, "document", body)
                return _Arrived(address, fetched, kind)
        except FetchError as failed:
            return _Arrived(address, None, failed=failed)

    def _links(self, fetched: Response) -> Mapping[str, str]:
        assert fetched.body is not None
        fetched.body.seek(0)
        page = fetched.body.read(LONGEST_PAGE)
        links = read_links(page, fetched.charset, self.plan.reading_seconds)
        return file_links(links, fetched.final_address, self.plan.fetcher.guard)

    def _validators(self, known: Record | LandingPage | None) -> Mapping[str, str]:
        """Return the headers that ask for a change only; none where the store lacks the bytes."""
        if known is None:
            return {}
        if isinstance(known, Record) and not (
            known.current and self.plan.store.has(known.current.sha256)
        ):
            return {}
        told = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        return {name: value for name, value in told.items() if value}

    def _is_done(self, event: _Arrived | _HasBeenRead) -> bool:
        """Take in what an event tells; return whether its address is done with."""
        if isinstance(event, _HasBeenRead):
            self._take_in_reading(event)
            return True
        if event.address in self.wanted.documents:
            return self._take_in_document(event)
        self._take_in_landing_page(event)
        return True

    def _take_in_document(self, arrived: _Arrived) -> bool:
        known = self.documents.get(arrived.address)
        current = known.current if known else None
        if arrived.failed is not None:
            self.documents[arrived.address] = transitions.after_failure(
                known, arrived.failed, self.plan.today
            )
            return True
        assert arrived.fetched is not None
        sha256 = arrived.fetched.sha256 or (current.sha256 if current else "")
        kind = arrived.kind or (current.kind if current else None)
        assert kind is not None  # without a current version nothing conditional was asked
        is_known = current is not None and current.sha256 == sha256
        if is_known and self.plan.store.has(sha256, "text.json"):
            assert known is not None
            self.documents[arrived.address] = transitions.after_same(
                known, arrived.fetched, self.plan.today
            )
            self.outcome.unchanged += 1
            return True
        self._read(_Arrived(arrived.address, arrived.fetched, kind), sha256)
        return False

    def _read(self, arrived: _Arrived, sha256: str) -> None:
        plan = self.plan
        assert arrived.kind is not None

        def tell(future: Future[Read]) -> None:
            # A worker that was lost, with the file on its hands each time, is a crash of reading.
            read = Read(reading="crash") if future.exception() else future.result()
            self._events.put(_HasBeenRead(arrived, read))

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
            failed = FetchError("damaged", rule)
            self.documents[address] = transitions.after_failure(known, failed, self.plan.today)
            self._forget(sha256)
            return
        if read.thumbnail:
            store.put(sha256, "thumbnail.webp", io.BytesIO(read.thumbnail))
        text = read.text.model_dump_json(exclude_none=True).encode()
        store.put(sha256, "text.json", io.BytesIO(text))  # last: it says that reading is done
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

    def _forget(self, sha256: str) -> None:
        """Remove a damaged file from the store unless some record rests on it."""
        versions = (one for record in self.documents.values() for one in record.versions)
        if sha256 not in {version.sha256 for version in versions}:
            self.plan.store.remove((sha256,))

    def _take_in_landing_page(self, arrived: _Arrived) -> None:
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
