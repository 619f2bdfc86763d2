"""Where faults of security can be told: `security.txt` (RFC 9116), made of the settings."""

from __future__ import annotations

import datetime as dt
from typing import Final
from urllib.parse import quote

from hub.settings import Settings

SECURITY_FILES: Final = (".well-known/security.txt", "security.txt")
"""The place that the standard names, and the older one: some servers publish no hidden folders."""


def security_text(settings: Settings, site_address: str) -> bytes | None:
    """Return the text; None where the settings name no contact, or no day to which it holds."""
    if settings.security_contact is None or settings.security_expires is None:
        return None
    contact = settings.security_contact
    if not contact.startswith(("https://", "mailto:")):
        contact = f"mailto:{quote(contact, safe='@')}"
    # To the end of the day that was written, so that the text and the settings say the same.
    expires = dt.datetime.combine(settings.security_expires.last, dt.time(23, 59, 59))
    lines = [f"Contact: {contact}", f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}"]
    lines.append("Preferred-Languages: da, en")
    if site_address:
        lines.append(f"Canonical: {site_address}{SECURITY_FILES[0]}")
    return "\n".join((*lines, "")).encode()
