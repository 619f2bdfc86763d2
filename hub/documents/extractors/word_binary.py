"""Read the text of a Word file of before 2007: its pieces, in the order of the file's table.

No kept library reads the text of these files; the form is published as [MS-DOC].
"""

from __future__ import annotations

import re
import struct
from typing import Any

import olefile

_MARK = 0xA5EC
_PROPERTIES, _PIECE_TABLE = 1, 2
_TABLE_OFFSET = 0x01A2
"""Where the file's head has the place and length of the table of pieces."""

MOST_PIECES = 100_000
_FIELD = re.compile("\x13[^\x13\x14\x15]*\x14([^\x13\x15]*)\x15|\x13[^\x13\x14\x15]*\x15")
_SIGNS = str.maketrans(
    {"\r": "\n", "\x07": "\n", "\x0b": "\n", "\x0c": "\n", "\x1e": "-", "\x1f": "", "\xa0": " "}
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")


def read_word_text(compound: olefile.OleFileIO[Any]) -> list[str]:
    """Return the lines of the body and its notes. Raises ValueError where the file is not sound."""
    main = compound.openstream("WordDocument").read()
    if len(main) < _TABLE_OFFSET + 8 or struct.unpack_from("<H", main)[0] != _MARK:
        raise ValueError("no Word document")
    flags = struct.unpack_from("<H", main, 10)[0]
    table = compound.openstream("1Table" if flags & 0x0200 else "0Table").read()
    start, length = struct.unpack_from("<II", main, _TABLE_OFFSET)
    text = "".join(_pieces(main, table[start : start + length]))
    body, notes = struct.unpack_from("<II", main, 0x4C)
    # Behind the notes come headers, footers and remarks.
    printed = text[: body + notes] if body else text
    while (result := _FIELD.sub(lambda match: match.group(1) or "", printed)) != printed:
        printed = result
    printed = _CONTROLS.sub("", printed.translate(_SIGNS))
    return [line for line in (" ".join(row.split()) for row in printed.split("\n")) if line]


def _pieces(main: bytes, table: bytes) -> list[str]:
    at = 0
    while (
        at < len(table) and table[at] == _PROPERTIES
    ):  # properties stand before the table of pieces
        at += 3 + struct.unpack_from("<H", table, at + 1)[0]
    if at >= len(table) or table[at] != _PIECE_TABLE:
        raise ValueError("no table of pieces")
    size = struct.unpack_from("<I", table, at + 1)[0]
    count = (size - 4) // 12
    if not 0 < count <= MOST_PIECES:
        raise ValueError("an odd table of pieces")
    ends = struct.unpack_from(f"<{count + 1}I", table, at + 5)
    found = []
    for number in range(count):
        length = ends[number + 1] - ends[number]
        place = struct.unpack_from("<I", table, at + 5 + 4 * (count + 1) + 8 * number + 2)[0]
        if place & 0x40000000:
            start = (place & 0x3FFFFFFF) // 2
            found.append(main[start : start + length].decode("cp1252", "replace"))
        else:
            found.append(main[place : place + 2 * length].decode("utf-16-le", "replace"))
    return found
