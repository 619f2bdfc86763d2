"""The head of an answer as browsers read it: lines that are no headers are passed over.

The HTTP client refuses a whole answer for one such line.
"""

from __future__ import annotations

import re
from typing import Final

LARGEST: Final = 256 * 1024
"""Bytes of a head that are held back; a longer one is handed on as it is."""

_END: Final = re.compile(rb"\r?\n\r?\n")
_HEADER: Final = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*:([^\x00\r\n]*)")
_IDENTITY: Final = re.compile(rb"transfer-encoding\s*:\s*(?:identity)?\s*", re.IGNORECASE)
"""Says nothing, and the client takes it for an encoding that it does not know."""

_PRELIMINARY: Final = re.compile(rb"HTTP/1\.[01] 1[0-9][0-9]\b")
_SWITCHED: Final = b" 101"


class AnswerHead:
    """Takes an answer's bytes as they come, and gives them back with a head that can be read."""

    def __init__(self) -> None:
        self._held = b""
        self._is_done = False

    def cleaned(self, data: bytes) -> bytes:
        """Return what may be handed on; nothing while the head is not whole.

        No `data` is the end: what is held back then comes as it is.
        """
        if self._is_done:
            return data
        self._held += data
        out = b""
        while not self._is_done:
            end = _END.search(self._held)
            if end is None:
                break
            head, self._held = self._held[: end.start()], self._held[end.end() :]
            out += _clean(head)
            self._is_done = not _PRELIMINARY.match(head) or head[8:12] == _SWITCHED
        if self._is_done or not data or len(self._held) > LARGEST:
            self._is_done = True
            out, self._held = out + self._held, b""
        return out


def _clean(head: bytes) -> bytes:
    """Return a head with those of its lines alone that are headers."""
    status, *lines = re.split(rb"\r?\n", head)
    kept = [status]
    for line in lines:
        is_continued = line[:1] in (b" ", b"\t") and len(kept) > 1
        whole = kept.pop() + b" " + line.strip() if is_continued else line
        if (found := _HEADER.fullmatch(whole)) and not _IDENTITY.fullmatch(whole):
            kept.append(found[1] + b":" + re.sub(rb"[\f\v]", b" ", found[2]))
    return b"\r\n".join(kept) + b"\r\n\r\n"
