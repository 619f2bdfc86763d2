"""The permanent ids of documents, derived from where they stand: addresses are promises."""

from __future__ import annotations

from typing import Literal

DocumentRole = Literal["notification", "appendix", "regional_report", "treatment"]

_ROLE_WORDS = {
    ("original", "notification"): "udmelding",
    ("renewed", "notification"): "fornyet-behandling",
    ("original", "appendix"): "bilag",
    ("renewed", "appendix"): "fornyet-bilag",
    ("original", "regional_report"): "afrapportering",
    ("renewed", "regional_report"): "fornyet-afrapportering",
    ("original", "treatment"): "behandling",
    ("renewed", "treatment"): "fornyet-vurdering",
}


def document_id(
    notification: str, kind: str, year: str, role: DocumentRole, distinction: str = ""
) -> str:
    """Return `<notification>-<year>-<role>[-<number or area>]`."""
    parts = (notification, year, _ROLE_WORDS.get((kind, role), role), distinction)
    return "-".join(part for part in parts if part)
