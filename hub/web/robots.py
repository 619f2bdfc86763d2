"""Read what a host lets robots ask for: its robots.txt, once a host, by Scrapy's own parser.

A file that cannot be had forbids nothing (RFC 9309, 2.3.1.3, and what search engines do of a
server that hangs would leave every link of it unknown).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from protego import Protego

from hub.web.client import Response
from hub.web.errors import FetchError

SECONDS = 5.0
"""After which a host that does not answer is taken to forbid nothing."""

_LARGEST = 512 * 1024
"""Bytes that are read (RFC 9309, 2.5: at least 500 KiB)."""


@dataclass(slots=True)
class RobotRules:
    """The rules of the hosts asked so far; may be used by many threads."""

    fetch: Callable[[str, float], Response]
    """Fetches an address before a moment of the monotonic clock. Raises FetchError."""
    agent: str
    _rules: dict[str, Protego] = field(default_factory=dict)
    _locks: dict[str, threading.Lock] = field(default_factory=dict)

    def allow(self, address: str) -> bool:
        """Return whether the host of an address lets us ask for it."""
        parts = urlsplit(address)
        origin = f"{parts.scheme}://{parts.netloc}"
        with self._locks.setdefault(origin, threading.Lock()):
            if origin not in self._rules:
                self._rules[origin] = Protego.parse(self._text(f"{origin}/robots.txt"))
        return bool(self._rules[origin].can_fetch(address, self.agent))

    def _text(self, address: str) -> str:
        try:
            response = self.fetch(address, time.monotonic() + SECONDS)
        except FetchError:
            return ""
        if response.body is None:
            return ""
        with closing(response.body) as body:
            if response.media_type == "text/html":  # a page in the place of the file
                return ""
            return body.read(_LARGEST).decode("utf-8-sig", "replace")
