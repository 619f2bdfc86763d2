"""What the index needs of a document's text, kept between builds: documents rarely change.

A file for each text, named by a checksum of the text and of all that decides what is made of it.
The first line has the words with their counts, the second the pages as they go into the index.
Without the files they are only made again.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

_DECIDES = ("compounds.py", "enrichment.py", "parts.yaml", "spelling.py")
"""Files of this room that decide what is made of a text."""


LONGEST_WRITING = 3600
"""Seconds after which what is unfinished will never be finished."""

_FINISHED = ".jsonl"


@dataclass(frozen=True, slots=True)
class ReadyText:
    """A text as it goes into the index."""

    words: Mapping[str, int]
    """Its words as it was written, each with how often it stands there."""
    pages: Sequence[str]


@dataclass(frozen=True, slots=True)
class KeptTexts:
    """The texts of a project's documents, made ready for the index."""

    folder: Path
    made_by: bytes
    """A checksum of all that decides what is made of a text."""

    @classmethod
    def at(cls, folder: Path, names: Sequence[Sequence[str]]) -> KeptTexts:
        """Return what is kept in a folder; `names` are those that the texts are enriched by."""
        digest = hashlib.sha256(f"{version('simplemma')}{names!r}".encode())
        for file in _DECIDES:
            digest.update(Path(__file__).with_name(file).read_bytes())
        return cls(folder, digest.digest())

    def key(self, pages: Sequence[str]) -> str:
        """Return the name under which a text is kept."""
        digest = hashlib.sha256(self.made_by)
        for page in pages:
            digest.update(page.encode("utf-8", "surrogatepass"))
            digest.update(b"\f")
        return digest.hexdigest()

    def read(self, key: str) -> ReadyText | None:
        """Return a text made ready, or None where it is not kept or not whole."""
        try:
            with self._file(key).open(encoding="utf-8", newline="\n") as stream:
                words, pages = json.loads(stream.readline()), json.loads(stream.readline())
        except (OSError, ValueError, RecursionError):
            return None
        whole = isinstance(words, dict) and isinstance(pages, list)
        return ReadyText(words, pages) if whole else None

    def keep(self, key: str, text: ReadyText) -> None:
        """Keep a text made ready."""
        self.folder.mkdir(parents=True, exist_ok=True)
        unfinished = self._file(key).with_suffix(f".{os.getpid()}")
        unfinished.write_text(
            f"{json.dumps(text.words)}\n{json.dumps(text.pages)}\n", encoding="utf-8"
        )
        unfinished.replace(self._file(key))

    def drop_all_but(self, keys: Collection[str]) -> None:
        """Remove what no text of the site is named by, such as what has been withheld since."""
        wanted = {self._file(key) for key in keys}
        for path in self.folder.glob("*"):
            if path not in wanted and (path.suffix == _FINISHED or _is_left(path)):
                path.unlink(missing_ok=True)

    def _file(self, key: str) -> Path:
        return self.folder / f"{key}{_FINISHED}"


def _is_left(unfinished: Path) -> bool:
    """Whether a file was left by a build that was killed; another may be writing it just now."""
    try:
        return time.time() - unfinished.stat().st_mtime > LONGEST_WRITING
    except FileNotFoundError:
        return False
