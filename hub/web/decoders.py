"""Undo a transfer's compression in small pieces, so that a bomb is noticed before it expands."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

PIECE = 64 * 1024
_GZIP = 16 + zlib.MAX_WBITS


class BadEncoding(Exception):
    """The bytes are not what their encoding says, or they end too early."""


def decoded(pieces: Iterable[bytes], encodings: str) -> Iterator[bytes]:
    """Yield the pieces of a body without its content encodings, the last of them undone first.

    An encoding that we never asked for and do not know is left: the bytes must then speak.
    """
    for name in reversed([word.strip().lower() for word in encodings.split(",")]):
        if name in ("gzip", "x-gzip"):
            pieces = _inflated(pieces, _GZIP)
        elif name == "deflate":
            pieces = _inflated(pieces, zlib.MAX_WBITS)
    yield from pieces


def _inflated(pieces: Iterable[bytes], window: int) -> Iterator[bytes]:
    inflater = zlib.decompressobj(window)
    try:
        for piece in pieces:
            waiting = piece
            while not inflater.eof:
                made = inflater.decompress(waiting, PIECE)
                waiting = inflater.unconsumed_tail
                if made:
                    yield made
                if not waiting and len(made) < PIECE:
                    break
    except zlib.error as error:
        raise BadEncoding(str(error)) from error
    if not inflater.eof:
        raise BadEncoding("cut")
