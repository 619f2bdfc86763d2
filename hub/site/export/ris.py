"""Citations as RIS, for Zotero, EndNote and other reference managers."""

from __future__ import annotations

from collections.abc import Sequence

from hub.site.export.citation import Citation
from hub.text.dates import KnownDate


def ris_text(citations: Sequence[Citation]) -> str:
    """Return citations as records; every line of the format ends in CR and LF."""
    return "\r\n".join(map(_record, citations))


def _record(one: Citation) -> str:
    fields = (
        ("TY", "ELEC" if one.is_case else "RPRT"),
        ("ID", one.key),
        ("TI", one.title),
        ("AU", one.organisation),
        ("T2", one.site if one.is_case else ""),
        ("PY", str(one.date.year) if one.date else ""),
        ("DA", _day(one.date)),
        ("UR", one.address),
        ("Y2", _day(one.fetched)),
        ("ET", str(one.version) if one.version else ""),
        ("N1", one.note),
    )
    told = (f"{tag}  - {text}\r\n" for tag, text in fields if text)
    return f"{''.join(told)}ER  - \r\n"


def _day(date: KnownDate | None) -> str:
    """Return »2019/11/26/«; what is not known is empty between the strokes."""
    if date is None:
        return ""
    month, day = (f"{part:02}" if part else "" for part in (date.month, date.day))
    return f"{date.year}/{month}/{day}/"
