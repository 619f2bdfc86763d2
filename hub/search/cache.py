"""The records of documents' texts, kept between builds: documents rarely change.

A folder for each text, named by a checksum of the text and of all that decides what is made of it.
It holds the records, the words with their counts, and the size of each record, by which a damaged
one is seen. A build takes the records as hard links, so that none is written or read again.
Without the folders they are only made again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import tempfile
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from hub.search.index_records import Subject

LONGEST_WRITING = 3600
"""Seconds after which what is unfinished will never be finished."""

_DECIDES = (
    "compounds.py",
    "expansions.py",
    "index_records.py",
    "inflections.py",
    "normalization.py",
    "parts.py",
    "parts.yaml",
)
"""Files of this room that decide what is made of a text."""

_SIZES, _WORDS = "sizes.json", "words.json"


@dataclass(frozen=True, slots=True)
class RecordCache:
    """The texts of a project's documents, made ready for the index."""

    folder: Path
    made_by: bytes
    """A checksum of all that decides what is made of a text."""

    @classmethod
    def at(cls, folder: Path, names: Sequence[object]) -> RecordCache:
        """Return what is kept in a folder; `names` are those that the texts are enriched by."""
        digest = hashlib.sha256(f"{version('simplemma')}{names!r}".encode())
        for file in _DECIDES:
            digest.update(Path(__file__).with_name(file).read_bytes())
        return cls(folder, digest.digest())

    def key(self, subject: Subject, pages: Sequence[str]) -> str:
        """Return the name under which the records of a text are kept."""
        digest = hashlib.sha256(self.made_by)
        for text in (repr(subject), *pages):
            digest.update(text.encode("utf-8", "surrogatepass"))
            digest.update(b"\f")
        return digest.hexdigest()

    def put(self, key: str, target: Path) -> bool:
        """Make a folder with the records of a text.

        Returns False, and leaves the folder empty, where they are not kept or not whole.
        """
        target.mkdir(parents=True)
        kept = self.folder / key
        try:
            sizes = json.loads((kept / _SIZES).read_bytes())
            if _WORDS not in sizes:
                raise ValueError(sizes)
            for name, size in sizes.items():
                if (kept / name).stat().st_size != size:
                    raise FileNotFoundError(name)
                if name != _WORDS:
                    _put(kept / name, target / name)
        except (OSError, ValueError, AttributeError, TypeError, RecursionError):
            for path in target.iterdir():
                path.unlink()
            return False
        return True

    def keep(self, key: str, records: Path, words: Mapping[str, int]) -> None:
        """Keep the records that lie in a folder, and the words of their text with their counts."""
        self.folder.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix=f"{key}.", dir=self.folder))
        try:
            for path in records.iterdir():
                _put(path, unfinished / path.name)
            (unfinished / _WORDS).write_text(json.dumps(words), encoding="utf-8")
            sizes = {path.name: path.stat().st_size for path in unfinished.iterdir()}
            (unfinished / _SIZES).write_text(json.dumps(sizes), encoding="utf-8")
            shutil.rmtree(self.folder / key, ignore_errors=True)
            with contextlib.suppress(OSError):  # another build has kept the same just now
                unfinished.rename(self.folder / key)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)

    def words(self, key: str) -> Mapping[str, int]:
        """Return the words of a text as it was written, each with how often it stands there."""
        try:
            words = json.loads((self.folder / key / _WORDS).read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        whole = isinstance(words, dict) and all(isinstance(one, int) for one in words.values())
        return words if whole else {}

    def drop_all_but(self, keys: Collection[str]) -> None:
        """Remove what no text of the site is named by, such as what has been withheld since."""
        wanted = frozenset(keys)
        for path in self.folder.glob("*"):
            if path.name not in wanted and (not path.suffix or _is_left(path)):
                shutil.rmtree(path, ignore_errors=True)


def _put(kept: Path, target: Path) -> None:
    """Let a file stand in a second place too. Raises FileNotFoundError where it is not there."""
    try:
        target.hardlink_to(kept)
    except FileNotFoundError:
        raise
    except OSError:  # not every file system knows links
        shutil.copyfile(kept, target)


def _is_left(unfinished: Path) -> bool:
    """Whether a folder was left by a build that was killed; another may be filling it just now."""
    try:
        return time.time() - unfinished.stat().st_mtime > LONGEST_WRITING
    except FileNotFoundError:
        return False
