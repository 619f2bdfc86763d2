"""Citations in the style of APA, with Danish dates."""

from __future__ import annotations

from collections.abc import Sequence

from hub.site.export.citation import Citation
from hub.text.danish import date_text, lowered_first


def apa_text(citations: Sequence[Citation]) -> str:
    """Return citations as text, with an empty line between them."""
    return "\n".join(f"{_line(one)}\n" for one in citations)


def _line(one: Citation) -> str:
    """Return »Organisation. (2019, 26. november). Titel (udgave 1). Adresse«."""
    date = "u.å."
    if one.date:
        before = date_text(one.date).removesuffix(str(one.date.year)).strip()
        date = f"{one.date.year}, {before}" if before else str(one.date.year)
    title = f"{one.title} ({lowered_first(one.note)})" if one.note else one.title
    if one.organisation is None:
        return f"{title}. ({date}). {one.address}"
    site = f"{one.site}. " if one.is_case and one.site != one.organisation else ""
    return f"{one.organisation}. ({date}). {title}. {site}{one.address}"
