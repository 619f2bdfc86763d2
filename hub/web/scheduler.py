"""Ask many addresses: hosts side by side, one host's addresses in turn, with pauses."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from queue import Empty, SimpleQueue
from urllib.parse import urlsplit

from hub.web.client import Client, Response
from hub.web.errors import FetchError

MOST_HOSTS_AT_ONCE = 32


class Pacer:
    """Lets a host be asked at most once in each pause, whoever asks."""

    def __init__(self, pause: float, stop: threading.Event) -> None:
        self._pause = pause
        self._stop = stop
        self._lock = threading.Lock()
        self._next: dict[str, float] = {}

    def __call__(self, host: str) -> None:
        """Wait for the host's next turn."""
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._next.get(host, now))
            self._next[host] = turn + self._pause
        self._stop.wait(turn - now)


def fetch_with_retries(
    fetcher: Client, address: str, validators: Mapping[str, str], stop: threading.Event
) -> Response:
    """Fetch an address, trying again where that may help and the time allows it.

    Raises FetchError with what the last attempt met.
    """
    limits = fetcher.limits
    deadline = time.monotonic() + limits.seconds
    for attempt in range(1, limits.attempts + 1):
        try:
            return fetcher.fetch(address, deadline=deadline, validators=validators)
        except FetchError as failed:
            own = limits.retry_wait * 2 ** (attempt - 1)
            wait = own if failed.wait is None else failed.wait
            out_of_time = time.monotonic() + wait >= deadline
            if not failed.retry or attempt == limits.attempts or out_of_time or stop.wait(wait):
                raise
    raise AssertionError("the last attempt returns or raises")


def ask_all(
    addresses: Iterable[str],
    ask: Callable[[str], None],
    *,
    per_host: int,
    stop: threading.Event,
) -> None:
    """Start asking every address in threads of their own and return at once.

    `ask` tells what it found by itself. The threads end with the program: an answer that hangs
    holds nobody up who wants to leave.
    """
    turns: dict[str, SimpleQueue[str]] = defaultdict(SimpleQueue)
    for address in addresses:
        turns[urlsplit(address).hostname or ""].put(address)
    at_once = threading.Semaphore(max(MOST_HOSTS_AT_ONCE, per_host))

    def work(queue: SimpleQueue[str]) -> None:
        while not stop.is_set():
            try:
                address = queue.get_nowait()
            except Empty:
                return
            with at_once:
                ask(address)

    for queue in turns.values():
        for _ in range(min(per_host, queue.qsize())):
            threading.Thread(target=work, args=(queue,), daemon=True).start()
