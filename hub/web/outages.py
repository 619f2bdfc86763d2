"""Recognise the pages by which a whole site says that it is down, or lets people wait.

Some send them with a status of success. They count where they are small, so that an article about
such a day is not taken for it.
"""

from __future__ import annotations

import re

_SMALL = 16 * 1024
_MARKS = re.compile(
    rb"<(?:title|h1)(?:\s[^>]{0,200})?>\s*(?:"
    rb"(?:http )?(?:error )?50[0-4] (?:internal server error|bad gateway|service|gateway|backend)"
    rb"|runtime error\s*<|server error in |service (?:temporarily )?unavailable"
    rb"|(?:(?:the |this )?site is |we are |we(?:'|&rsquo;|&#39;|\xe2\x80\x99)re )?(?:currently )?"
    rb"(?:down for|under|undergoing|closed for) (?:scheduled )?maintenance"
    rb"|we(?:'|&rsquo;|&#39;|\xe2\x80\x99)ll be (?:right )?back"
    rb"|(?:vedligehold(?:else)?|driftsforstyrrelser?|driftsstop)\s*[<|\xe2-]"
    rb"|(?:siden|hjemmesiden|websitet) er midlertidigt (?:lukket|nede|ude af drift)"
    rb"|du er (?:nu )?i k\xc3\xb8(?![\w\xc3])|you are (?:now )?in (?:line|the queue)\b"
    rb")",
    re.IGNORECASE,
)


def is_outage_page(start: bytes, size: int) -> bool:
    """Return whether a body of `size` bytes that begins with `start` says that a site is down."""
    return size <= _SMALL and bool(_MARKS.search(start))
