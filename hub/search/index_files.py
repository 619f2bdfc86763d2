"""The files of an index that a first search needs: the search page asks for them early.

Pagefind learns their names one from the other, a round trip each. Its files are compressed CBOR
after a signature; the entry file names the file of metadata, and that the files of words.
"""

from __future__ import annotations

import gzip
import json
import zlib
from pathlib import Path
from typing import Any, Final

import cbor2

SIGNATURE: Final = b"pagefind_dcd"
ENTRY_FILE: Final = "pagefind-entry.json"
_CHUNKS = 2
"""Where the list stands in the file of metadata."""


OTHER_FORMAT: Final = (OSError, ValueError, LookupError, TypeError, AttributeError, EOFError)
"""What is raised where files of another format are taken apart."""


class UnknownFormat(Exception):
    """The files are not as this version of Pagefind writes them."""


def read_index_file(path: Path) -> Any:
    """Return what a file of an index holds. Raises ValueError, OSError or EOFError."""
    try:
        data = gzip.decompress(path.read_bytes())
    except zlib.error as error:
        raise ValueError(f"{path.name}: {error}") from error
    if not data.startswith(SIGNATURE):
        raise ValueError(f"{path.name} has another signature")
    return cbor2.loads(data[len(SIGNATURE) :])


def orders_file(bundle: Path, tag: str) -> Path:
    """Return where the orders of an index stand that its file of metadata does not tell."""
    return bundle / f"orders.{tag}.json"


def first_files(bundle: Path, language: str) -> dict[str, object]:
    """Return the tag of an index and its files of words, each with its first and last word.

    The tag names the file of metadata, and changes with the index. With it stands the name of the
    file that tells the orders, where there is one. Raises UnknownFormat.
    """
    try:
        entry = json.loads((bundle / ENTRY_FILE).read_text(encoding="utf-8"))
        tag = entry["languages"][language]["hash"]
        meta = read_index_file(bundle / f"pagefind.{tag}.pf_meta")
        words = [[name, first, last] for first, last, name in meta[_CHUNKS]]
    except OTHER_FORMAT as error:
        raise UnknownFormat(f"{type(error).__name__}: {error}") from error
    orders = orders_file(bundle, tag)
    return {"tag": tag, "words": words, **({"orders": orders.name} if orders.exists() else {})}
