"""Content security policies (CSP level 3): what of a page's own markup browsers run by its hash."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Final

from markupsafe import Markup

POLICY_BLOCK: Final = "<!-- hub:policy -->"
"""Where the theme has the policy of a page; a theme may be without it."""

_INLINE: Final = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1>", re.DOTALL)
_POLICY: Final = re.compile(
    r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"', re.IGNORECASE
)
_ALIGNED: Final = re.compile(r'<(t[hd]) style="text-align: (left|center|right);">')
"""A cell as the Markdown of an aligned table writes it."""


def source_hash(text: str) -> str:
    """Return the source expression that allows an element with this text: `'sha256-…'`."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def inline_hashes(html: str) -> Markup:
    """Return the source expressions for the scripts and styles in HTML of the hub's own templates.

    Only for HTML that holds no text of the catalogue: what stands in it is allowed to run.
    """
    hashes = (source_hash(text) for _, given, text in _INLINE.findall(html) if " src=" not in given)
    return Markup(" ".join(hashes))  # noqa: S704  # letters, digits and quotation marks of our own


def policy_of(page: str) -> str | None:
    """Return the policy that a page's HTML states, None where it states none."""
    match = _POLICY.search(page)
    return match[1] if match else None


def aligned_by_class(html: str) -> str:
    """Return HTML whose aligned cells of tables say so by a class, which every policy allows."""
    return _ALIGNED.sub(r'<\1 class="hub-\2">', html)
