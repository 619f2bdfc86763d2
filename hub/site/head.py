"""What a page's head has beside its title: its other forms, and what machines may know of it."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from markupsafe import Markup

from hub.site.page import Alternate, StructuredNode

_IN_SCRIPT: Final = {sign: f"\\u{ord(sign):04x}" for sign in "<>&"}
"""Signs by which a text could end the element, or begin a comment in it."""

_TITLE: Final = re.compile(r"<title>(.*?)</title>", re.DOTALL)


def head_html(alternates: Sequence[Alternate], nodes: Sequence[StructuredNode]) -> str:
    """Return the elements for other forms of a page, and its JSON-LD."""
    return "".join((*map(_link, alternates), _script(nodes) if nodes else ""))


@lru_cache(maxsize=64)
def _link(one: Alternate) -> str:
    return Markup('<link rel="{}" type="{}" title="{}" href="{}">').format(
        one.relation, one.media_type, one.title, one.address
    )


def title_of(page: str) -> str:
    """Return the title in the head of a page's HTML."""
    match = _TITLE.search(page)
    return html.unescape(match[1]).strip() if match else ""


def _script(nodes: Sequence[StructuredNode]) -> str:
    written = {"@context": "https://schema.org", "@graph": list(nodes)}
    # Signs of a page in another encoding pass through as they are, which quicker writers refuse.
    text = json.dumps(written, ensure_ascii=False, separators=(",", ":"))
    for sign, escaped in _IN_SCRIPT.items():
        text = text.replace(sign, escaped)
    return f'<script type="application/ld+json">{text}</script>'
