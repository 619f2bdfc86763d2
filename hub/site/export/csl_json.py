"""Citations as CSL-JSON, for programs that write them in any style."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from pydantic_core import to_json

from hub.site.export.citation import Citation
from hub.text.dates import KnownDate

_SEASONS: Final = {"forår": "spring", "sommer": "summer", "efterår": "autumn"}


def csl_text(citations: Sequence[Citation]) -> str:
    """Return citations as a list of items."""
    items = ",\n".join(to_json(_item(one)).decode() for one in citations)
    return f"[\n{items}\n]\n"


def _item(one: Citation) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": one.key,
        "type": "webpage" if one.is_case else "report",
        "title": one.title,
        "URL": one.address,
        "language": "da",
    }
    if one.organisation:
        item["author"] = [{"literal": one.organisation}]
    if one.is_case and one.site:
        item["container-title"] = one.site
    if one.date:
        item["issued"] = _date(one.date)
    if one.fetched:
        item["accessed"] = _date(one.fetched)
        item["version"] = str(one.version)
        item["note"] = one.note
    return item


def _date(date: KnownDate) -> dict[str, Any]:
    parts = [part for part in (date.year, date.month, date.day) if part is not None]
    season = {"season": _SEASONS[date.season]} if date.season else {}
    return {"date-parts": [parts], **season}
