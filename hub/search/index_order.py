"""Put what Pagefind writes in a random order into a fixed one: same input, same bytes.

Pagefind keeps filters and orders in hash maps whose seed differs from run to run. Its files are
compressed CBOR after a signature; each is named by a checksum, and the entry file names the first.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import cbor2

from hub.search.index_files import ENTRY_FILE, SIGNATURE, UnknownFormat, read_index_file

_FILTERS, _SORTS = 3, 4
"""Where the lists stand in the file of metadata."""

_GZIP_SYSTEM, _UNKNOWN_SYSTEM = 9, 0xFF
"""A byte of the header of gzip, and what Pagefind itself writes there."""


def put_in_order(bundle: Path, language: str) -> None:
    """Rewrite filters, orders and their names in an index. Raises UnknownFormat."""
    try:
        _put_in_order(bundle, language)
    except (OSError, ValueError, KeyError, IndexError, TypeError, EOFError) as error:
        raise UnknownFormat(f"{type(error).__name__}: {error}") from error


def _put_in_order(bundle: Path, language: str) -> None:
    entry_file = bundle / ENTRY_FILE
    entry = json.loads(entry_file.read_text(encoding="utf-8"))
    about = entry["languages"][language]
    meta_file = bundle / f"pagefind.{about['hash']}.pf_meta"
    meta = read_index_file(meta_file)
    old, new = [meta_file], {}
    for listed in meta[_FILTERS]:
        path = bundle / "filter" / f"{listed[1]}.pf_filter"
        name, values = read_index_file(path)
        data = _data([name, sorted(values)])
        listed[1] = f"{language}_{_checksum(data)[:7]}"
        old.append(path)
        new[bundle / "filter" / f"{listed[1]}.pf_filter"] = data
    meta[_FILTERS].sort()
    meta[_SORTS].sort()
    data = _data(meta)
    about["hash"] = f"{language}_{_checksum(data)[:10]}"
    new[bundle / f"pagefind.{about['hash']}.pf_meta"] = data
    new[entry_file] = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
    # All has been read: an index of another format is left as it is.
    for path in old:
        path.unlink()
    for path, data in new.items():
        path.write_bytes(data)


def _data(value: object) -> bytes:
    data = bytearray(gzip.compress(SIGNATURE + cbor2.dumps(value), mtime=0))
    # Versions of Python name different systems as the one that it was compressed on.
    data[_GZIP_SYSTEM] = _UNKNOWN_SYSTEM
    return bytes(data)


def _checksum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
