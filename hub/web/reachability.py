"""Whether this machine has a network at all, judged by every host that a run has asked."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from hub.web.errors import Reach


class NoNetwork(Exception):
    """No host at all could be reached: the fault is the machine's own."""


@dataclass(slots=True)
class Reachability:
    """What a run has seen of the hosts that it asked; may be used by many threads."""

    may_tell: bool = False
    """Whether what was seen may be recorded: a host has answered, or `check` has passed."""
    _is_cut_off: bool = False
    _hosts: set[str] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, address: str, reach: Reach) -> None:
        """Take in how far an address could be reached."""
        with self._lock:
            self._hosts.add(urlsplit(address).hostname or "")
            self.may_tell = self.may_tell or reach == Reach.ANSWERED
            self._is_cut_off = self._is_cut_off or reach == Reach.CUT_OFF

    def check(self) -> None:
        """Raise NoNetwork where none of several hosts was reached.

        A single host may be gone by itself, unless the machine could not even try.
        """
        if not self.may_tell and (len(self._hosts) > 1 or self._is_cut_off):
            raise NoNetwork
        self.may_tell = True
