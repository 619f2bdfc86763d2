"""The letters of Danish: as an address spells them, and in their order.

Apart from `danish`, which loads the words of a whole language: every command needs letters.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

LONGEST_SLUG = 100
"""Characters of a part of an address."""

_SPELLED_OUT = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ß": "ss"})
_AFTER_Z = str.maketrans({"æ": "{", "ø": "|", "å": "}", "ä": "{", "ö": "|"})


def slug(text: str) -> str:
    """Return a text as a part of an address: »Børn og unge« becomes `boern-og-unge`.

    A long text is cut, and ends in a checksum of the whole: file systems take 255 bytes a name.
    """
    spelled = text.casefold().translate(_SPELLED_OUT)
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode("ascii")
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "uden-navn"
    if len(made) <= LONGEST_SLUG:
        return made
    checksum = hashlib.sha256(made.encode()).hexdigest()[:8]
    return f"{made[:LONGEST_SLUG].rpartition('-')[0] or made[:LONGEST_SLUG]}-{checksum}"


@lru_cache(maxsize=16384)
def sort_key(text: str) -> tuple[str, str]:
    """Return a key that orders as Danish does: æ, ø, å after z, aa as å, ü as y, é as e."""
    folded = unicodedata.normalize("NFC", text.casefold()).replace("aa", "å").replace("ü", "y")
    # Letters of the alphabet are put in their places before marks are taken off the others.
    parted = unicodedata.normalize("NFD", folded.translate(_AFTER_Z))
    return "".join(one for one in parted if not unicodedata.combining(one)), text
