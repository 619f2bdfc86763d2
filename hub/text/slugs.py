"""Slugs: a text as a part of an address, in ASCII."""

from __future__ import annotations

import hashlib
import re
import unicodedata

LONGEST_SLUG = 100
"""Characters of a part of an address."""

_SPELLED_OUT = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ß": "ss"})


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
