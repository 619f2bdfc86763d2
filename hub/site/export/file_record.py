"""A document's file in the API: what a program found of it, and nobody's name."""

from __future__ import annotations

from typing import Final

from typing_extensions import TypedDict

from hub.documents.records import Kind, Record
from hub.site.export.written_values import described
from hub.web.errors import Verdict

_LANGUAGE_LETTERS: Final = 35
"""The longest code of a language that is one; a file may say anything."""


@described
class FoundVersion(TypedDict):
    """En udgave af en fil."""

    sha256: str
    """Filens kontrolsum."""
    fetched: str
    """Dagen, hvor denne udgave først blev set."""
    size: int
    """Filens størrelse i byte."""
    pages: int | None
    """Hvor mange sider den har."""


@described
class FoundFileRecord(TypedDict):
    """Hvad et program har fundet af et dokuments fil."""

    verdict: Verdict
    """Hvad der kom af at hente den sidst: document, broken, blocked og så videre."""
    since: str
    """Dagen, hvor det først var sådan."""
    kind: Kind | None
    """Filens art, efter dens indhold: pdf, docx, html og så videre."""
    media_type: str | None
    """Hvad udgiverens server kaldte den."""
    words: int | None
    """Hvor mange ord der kunne læses."""
    language: str | None
    """Sproget, som filen selv oplyser: da-DK."""
    tagged: bool | None
    """Om en PDF er gjort klar til skærmlæser; null, hvor det ikke gælder."""
    versions: list[FoundVersion]
    """Udgaverne, ældste først; den sidste er den gældende."""


def file_record(record: Record | None) -> FoundFileRecord | None:
    """Return what was found of a file: no title and no author of its own, which may be a name."""
    if record is None:
        return None
    version = record.current
    pdf = version.pdf if version else None
    return {
        "verdict": record.verdict,
        "since": record.since,
        "kind": version.kind if version else None,
        "media_type": version.media_type if version else None,
        "words": version.words if version else None,
        "language": _language(pdf.language) if pdf else None,
        "tagged": pdf.tagged if pdf else None,
        "versions": [
            {"sha256": one.sha256, "fetched": one.fetched, "size": one.size, "pages": one.pages}
            for one in record.versions
        ],
    }


def _language(said: str | None) -> str | None:
    code = (said or "").replace("_", "-")
    is_code = code.replace("-", "").isascii() and code.replace("-", "").isalnum()
    return code if is_code and len(code) <= _LANGUAGE_LETTERS else None
