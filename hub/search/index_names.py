"""Names for the files of an index that take little room in the lists of them.

A name of its own content is pure chance, which nothing compresses. So files that stand side by side
share the checksum of their names, which come from their content, and are numbered within. A name
thus never comes to mean another content: a reader's older list finds the file that it means, or
none.
"""

from __future__ import annotations

import hashlib
import string
from collections.abc import Iterator, Sequence

LENGTH_OF_NUMBER = 2
"""Characters at the end of a name that tell a file from the others of its run."""

_RUN, _LONGEST_RUN = 32, 64
"""Files of a run: about so many, and at most so many. When one changes, the run is named anew."""

_LETTERS, _LENGTH = string.digits + string.ascii_lowercase, 7
"""Of a checksum; some file systems do not tell capitals from small letters."""


def short_names(names: Sequence[str]) -> dict[str, str]:
    """Return a short name for each name, in the same order.

    Raises ValueError where a name stands twice, or two files would have the same short name.
    """
    short = {
        name: f"{_checksum(run)}{number:0{LENGTH_OF_NUMBER}o}"
        for run in _runs(names)
        for number, name in enumerate(run)
    }
    if len({*short.values()}) != len(names):
        raise ValueError("two files have the same name")
    return short


def _runs(names: Sequence[str]) -> Iterator[list[str]]:
    """Yield names in runs; where one ends is decided by its last name.

    A file more or less thus leaves the runs after its own as they are.
    """
    run: list[str] = []
    for name in names:
        run.append(name)
        if len(run) == _LONGEST_RUN or _number([name]) % _RUN == 0:
            yield run
            run = []
    if run:
        yield run


def _checksum(names: Sequence[str]) -> str:
    number, letters = _number(names), ""
    while len(letters) < _LENGTH:
        number, letter = divmod(number, len(_LETTERS))
        letters += _LETTERS[letter]
    return letters


def _number(names: Sequence[str]) -> int:
    return int.from_bytes(hashlib.sha256("\n".join(names).encode()).digest())
