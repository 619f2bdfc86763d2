"""Put an index in order: the same from build to build, and little to fetch for a first search.

Pagefind keeps filters and orders in hash maps whose seed differs from run to run. Its files are
compressed CBOR after a signature; each is named by a checksum, and the entry file names the first.
That one, the file of metadata, is fetched whole before the first answer, so what grows in it with
the site is kept small: the names of files are short, and the orders, which few readers ask for,
have a file of their own.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import cbor2

from hub.search.index_files import (
    ENTRY_FILE,
    OTHER_FORMAT,
    SIGNATURE,
    UnknownFormat,
    orders_file,
    read_index_file,
)
from hub.search.index_names import LENGTH_OF_NUMBER, short_names

_VERSIONS = "1.5."
"""How the versions of Pagefind begin whose files are known."""

_GZIP_WITH_HEADER, _LITTLE_MEMORY = 31, 7
"""With less memory than usual zlib adapts sooner to the next list, which takes 2 % less."""

_GZIP_SYSTEM, _UNKNOWN_SYSTEM = 9, 0xFF
"""A byte of the header of gzip, and what Pagefind itself writes there."""


def put_in_order(bundle: Path, language: str) -> None:
    """Rewrite the lists of an index and the names of its files. Raises UnknownFormat."""
    try:
        _put_in_order(bundle, language)
    except OTHER_FORMAT as error:
        raise UnknownFormat(f"{type(error).__name__}: {error}") from error


def _put_in_order(bundle: Path, language: str) -> None:
    entry_file = bundle / ENTRY_FILE
    entry = json.loads(entry_file.read_text(encoding="utf-8"))
    about = entry["languages"][language]
    meta_file = bundle / f"pagefind.{about['hash']}.pf_meta"
    version, pages, chunks, filters, sorts, fields = read_index_file(meta_file)
    if not version.startswith(_VERSIONS):
        raise ValueError(f"it is of Pagefind {version}")
    old, new = [meta_file], {}
    for listed in filters:
        path = bundle / "filter" / f"{listed[1]}.pf_filter"
        name, values = read_index_file(path)
        data = _data([name, sorted(values)])
        listed[1] = f"{language}_{_checksum(data)[:7]}"
        old.append(path)
        new[bundle / "filter" / f"{listed[1]}.pf_filter"] = data
    renamed = {
        **_with_short_names(bundle / "fragment", "pf_fragment", pages, place=0),
        **_with_short_names(bundle / "index", "pf_index", chunks, place=2),
    }
    # For a list without words Pagefind fetches each file in which an empty word may stand: all of
    # them, unless one begins with it.
    for first in chunks[:1]:
        first[0] = ""
    data = _data([version, pages, chunks, sorted(filters), [], fields])
    about["hash"] = f"{language}_{_checksum(data)[:10]}"
    new[bundle / f"pagefind.{about['hash']}.pf_meta"] = data
    orders = {name: _in_runs([pages[page][0] for page in order]) for name, order in sorted(sorts)}
    new[orders_file(bundle, about["hash"])] = _json(orders)
    new[entry_file] = _json(entry)
    # All has been read: an index of another format is left as it is.
    for path in old:
        path.unlink()
    for path, target in renamed.items():
        path.rename(target)
    for path, data in new.items():
        path.write_bytes(data)


def _with_short_names(
    folder: Path, kind: str, listed: Sequence[list[str]], *, place: int
) -> dict[Path, Path]:
    """Name the files of a list shortly in it, and return the new path of each.

    Raises FileNotFoundError where the list has another file than the folder.
    """
    names = short_names([one[place] for one in listed])
    if lacking := {f"{name}.{kind}" for name in names} - {path.name for path in folder.iterdir()}:
        raise FileNotFoundError(min(lacking))
    for one in listed:
        one[place] = names[one[place]]
    return {folder / f"{old}.{kind}": folder / f"{new}.{kind}" for old, new in names.items()}


def _in_runs(names: Sequence[str]) -> list[tuple[str, str]]:
    """Return names in this order, each run told once: `[["k3f9a2c", "000102"]]`."""
    runs = groupby(names, key=lambda name: name[:-LENGTH_OF_NUMBER])
    return [(run, "".join(name[-LENGTH_OF_NUMBER:] for name in of_run)) for run, of_run in runs]


def _data(value: object) -> bytes:
    packed = zlib.compressobj(9, wbits=_GZIP_WITH_HEADER, memLevel=_LITTLE_MEMORY)
    data = bytearray(packed.compress(SIGNATURE + cbor2.dumps(value)) + packed.flush())
    # It would name the system that it was compressed on.
    data[_GZIP_SYSTEM] = _UNKNOWN_SYSTEM
    return bytes(data)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _checksum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
