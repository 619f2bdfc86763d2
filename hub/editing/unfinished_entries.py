"""Answers that have not become an entry yet, kept so that an editor can go on with them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from hub.editing.entry_kinds import ENTRY_KINDS, Kind
from hub.editing.questions import Answers
from hub.files import write_atomically

UNFINISHED_FOLDER: Final = ".cache/hub/unfinished"
"""Where they lie, from the project's root: a file for each entry."""

_VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class UnfinishedEntry:
    """What has been answered for an entry."""

    path: Path
    kind: Kind
    answers: Answers
    proposals: Answers
    """What is proposed for questions that are asked again."""

    def save(self, answers: Answers, proposals: Answers) -> None:
        """Keep the answers of now. Raises OSError."""
        kept = {
            "version": _VERSION,
            "kind": self.kind,
            "answers": dict(answers),
            "proposals": dict(proposals),
        }
        self.path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(self.path, json.dumps(kept, ensure_ascii=False, indent=2).encode())

    def forget(self) -> None:
        """Remove what was kept: it has become an entry."""
        self.path.unlink(missing_ok=True)

    @property
    def is_kept(self) -> bool:
        """Whether anything has been kept."""
        return self.path.is_file()


def new_unfinished(root: Path, kind: Kind) -> UnfinishedEntry:
    """Return an entry of which nothing is known; nothing is written yet."""
    numbers = [int(path.stem) for path in _files(root)]
    path = root / UNFINISHED_FOLDER / f"{max(numbers, default=0) + 1}.json"
    return UnfinishedEntry(path, kind, {}, {})


def newest_unfinished(root: Path) -> UnfinishedEntry | None:
    """Return the entry that was worked on last, if there is one."""
    for path in sorted(_files(root), key=lambda one: one.stat().st_mtime_ns, reverse=True):
        if found := _read(path):
            return found
    return None


def _files(root: Path) -> list[Path]:
    return [path for path in (root / UNFINISHED_FOLDER).glob("*.json") if path.stem.isdigit()]


def _read(path: Path) -> UnfinishedEntry | None:
    """Return what a file keeps; nothing where it is not ours, or of another version."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(kept, dict) or kept.get("version") != _VERSION:
        return None
    if kept.get("kind") not in ENTRY_KINDS:
        return None
    kind = cast(Kind, kept["kind"])
    return UnfinishedEntry(
        path, kind, _answers(kind, kept.get("answers")), _answers(kind, kept.get("proposals"))
    )


def _answers(kind: Kind, kept: object) -> Answers:
    names = {one.name for one in ENTRY_KINDS[kind].questions} | {"language"}
    found: Mapping[object, object] = kept if isinstance(kept, dict) else {}
    return {
        name: value
        for name, value in found.items()
        if name in names and isinstance(name, str) and isinstance(value, str)
    }
