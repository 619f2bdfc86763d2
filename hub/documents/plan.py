"""What a run of `hub fetch` works with."""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from hub.documents.store import Store
from hub.web.client import Client


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
