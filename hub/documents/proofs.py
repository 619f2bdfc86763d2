"""The days on which a fetch last saw each document well.

They stand beside the store and not in the lock, which must stay as it is where nothing has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from pydantic import Field

from hub.documents.records import Day, Found
from hub.lockfile import read_lockfile, write_lockfile

FILE: Final = ".cache/hub/proofs.json"


class Proofs(Found):
    """When addresses were last seen well."""

    days: Mapping[str, Day] = Field(default_factory=dict)
    """By address, as the catalogue has it."""


def read_proofs(root: Path) -> Mapping[str, str]:
    """Return the day by address; nothing where there is no such file, or none that can be read."""
    proofs, _ = read_lockfile(root, FILE, Proofs, "lock-unreadable")
    return proofs.days


def keep_proofs(root: Path, seen: Iterable[str], day: str) -> None:
    """Keep that these addresses were seen well on a day."""
    write_lockfile(root, FILE, Proofs(days={**read_proofs(root), **dict.fromkeys(seen, day)}))
