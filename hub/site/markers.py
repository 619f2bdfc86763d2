"""Marker words: what stands where a page has its own, and in no text of the input."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

Slot = Literal["title", "description", "slug", "body", "head"]
SLOTS: Final[tuple[Slot, ...]] = ("title", "description", "slug", "body")
HEAD_SLOT: Final[Slot] = "head"
"""The slot that is no marker word: a comment of the theme's own."""


@dataclass(frozen=True, slots=True)
class Markers:
    """The marker words of one build, by slot."""

    words: Mapping[Slot, str]
    rows: str
    """What stands in a body where the rows of its list come."""

    @classmethod
    def of(cls, inputs: Iterable[str]) -> Markers:
        """Return markers that cannot stand in any of the texts they are made of."""
        digest = hashlib.sha256()
        for text in inputs:
            digest.update(text.encode("utf-8", "surrogatepass"))
            digest.update(b"\0")
        seed = digest.hexdigest()[:32]
        return cls({slot: f"hub{slot}{seed}" for slot in SLOTS}, f"hubrows{seed}")
