"""The characters of a text as it is read: composed, without ligatures and what nobody sees."""

from __future__ import annotations

import re
import unicodedata

TICKED, NOT_TICKED = "\N{BALLOT BOX WITH X}", "\N{BALLOT BOX}"
"""How a box of a form is read."""

_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u2069\ufeff\ufffe\ud800-\udfff"
INVISIBLE = re.compile(f"[{_CONTROLS}]")
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\xad": ""}
)
_ODD = re.compile(f"[{_CONTROLS}\xad\ufb00-\ufb06]")


def readable(text: str) -> str:
    """Return a text with its letters composed and apart, and without signs nobody sees."""
    if _ODD.search(text):  # most texts have nothing of it, and looking is cheap
        text = INVISIBLE.sub("", text.translate(_LIGATURES))
    return unicodedata.normalize("NFC", text)
