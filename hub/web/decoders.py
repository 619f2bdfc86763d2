"""Undo a transfer's compression in small pieces, so that a bomb is noticed before it expands.

The decoders are urllib3's; what it leaves to its caller is that a body must not end too early.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import brotli
from urllib3.exceptions import HTTPError
from urllib3.response import (
    BrotliDecoder,
    ContentDecoder,
    DeflateDecoder,
    GzipDecoder,
    GzipDecoderState,
)

PIECE = 64 * 1024
_DECODERS: dict[str, Callable[[], ContentDecoder]] = {
    "gzip": GzipDecoder,
    "x-gzip": GzipDecoder,
    "deflate": DeflateDecoder,
    "br": BrotliDecoder,
}


class BadEncoding(Exception):
    """The bytes are not what their encoding says, or they end too early."""


def decoded(pieces: Iterable[bytes], encodings: str) -> Iterator[bytes]:
    """Yield the pieces of a body without its content encodings, the last of them undone first.

    An encoding that we never asked for and do not know is left: the bytes must then speak.
    """
    for name in reversed([word.strip().lower() for word in encodings.split(",")]):
        if name in _DECODERS:
            pieces = _decoded(pieces, _DECODERS[name]())
    yield from pieces


def _decoded(pieces: Iterable[bytes], decoder: ContentDecoder) -> Iterator[bytes]:
    try:
        for piece in pieces:
            made = decoder.decompress(piece, max_length=PIECE)
            while made or decoder.has_unconsumed_tail:
                if made:
                    yield made
                made = decoder.decompress(b"", max_length=PIECE)
    except (zlib.error, HTTPError, brotli.error) as error:
        raise BadEncoding(str(error)) from error
    if not _is_finished(decoder):
        raise BadEncoding("cut")


def _is_finished(decoder: Any) -> bool:
    # urllib3 has no public word for this: it takes a body that ends too early for whole.
    inner = decoder._obj  # noqa: SLF001  # see above
    if isinstance(decoder, BrotliDecoder):
        return bool(inner.is_finished())
    if isinstance(decoder, GzipDecoder) and decoder._state == GzipDecoderState.SWALLOW_DATA:  # noqa: SLF001  # see above
        return True  # bytes after the last member, which every client passes over
    return bool(inner.eof)
