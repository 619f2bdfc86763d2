"""The store: each document's bytes, text and picture under the checksum of its bytes.

It is a cache. Documents stay at their publishers; everything here can be fetched or read anew.
A part is written under another name and then moved, so that whoever looks finds it whole or not.
"""

from __future__ import annotations

import contextlib
import shutil
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal

from pydantic import ValidationError

from hub.documents.records import Text
from hub.files import refusals_named

Part = Literal["document", "text.json", "thumbnail.webp"]
_UNFINISHED = ".unfinished"


@dataclass(frozen=True, slots=True)
class Store:
    """A store at any address that fsspec knows: a folder, `s3://…`, `memory://…`."""

    address: str

    @classmethod
    def at(cls, root: Path, address: str) -> Store:
        """Return the store of a project; a plain path is one from the project's root."""
        return cls(address if "://" in address else str(root / address))

    @property
    def _files(self) -> tuple[Any, str]:
        import fsspec  # noqa: PLC0415  # most commands look into no store

        files, path = fsspec.core.url_to_fs(self.address)
        return files, str(path).rstrip("/")

    def has(self, sha256: str, part: Part = "document") -> bool:
        """Return whether a part of a document is there."""
        files, path = self._files
        return bool(files.exists(f"{path}/{sha256}/{part}"))

    def read(self, sha256: str, part: Part = "document") -> bytes | None:
        """Return a part of a document, or None where it is not there as a file."""
        files, path = self._files
        try:
            return bytes(files.cat_file(f"{path}/{sha256}/{part}"))
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            return None

    def text(self, sha256: str) -> Text | None:
        """Return a document's text by page, or None where it is not there or not whole."""
        data = self.read(sha256, "text.json")
        try:
            return Text.model_validate_json(data) if data else None
        except ValidationError:
            return None

    def local_path(self, sha256: str, part: Part) -> Path | None:
        """Return where a part lies on this machine; None where the store is elsewhere."""
        files, path = self._files
        local = Path(f"{path}/{sha256}/{part}")
        return local if "file" in files.protocol and local.is_file() else None

    def put(self, sha256: str, part: Part, stream: BinaryIO) -> None:
        """Keep a part of a document. Raises OSError, and then keeps nothing of it."""
        files, path = self._files
        unfinished = f"{path}/{_UNFINISHED}/{uuid.uuid4().hex}"
        files.makedirs(f"{path}/{_UNFINISHED}", exist_ok=True)
        files.makedirs(f"{path}/{sha256}", exist_ok=True)
        try:
            with refusals_named(Path(path)), files.open(unfinished, "wb") as target:
                shutil.copyfileobj(stream, target)
            files.mv(unfinished, f"{path}/{sha256}/{part}")
        except OSError:
            with contextlib.suppress(OSError):
                files.rm_file(unfinished)
            raise

    def remove(self, checksums: Iterable[str]) -> int:
        """Remove all parts of documents; return how many documents were there."""
        files, path = self._files
        there = [sha256 for sha256 in checksums if files.exists(f"{path}/{sha256}")]
        for sha256 in there:
            files.rm(f"{path}/{sha256}", recursive=True)
        return len(there)

    def clear_unfinished(self) -> None:
        """Remove what a killed run left half written; only who holds the lock may do it."""
        files, path = self._files
        if files.exists(f"{path}/{_UNFINISHED}"):
            files.rm(f"{path}/{_UNFINISHED}", recursive=True)
