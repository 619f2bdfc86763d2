"""Addresses that nobody has made, of the same shape as one that somebody has."""

from __future__ import annotations

import re
import secrets
from typing import Final
from urllib.parse import SplitResult, urlsplit

_PROGRAM: Final = re.compile(r"\.(?:aspx?|ashx|php|jsp|do|dll|cgi|cfm)$", re.IGNORECASE)
_NUMBER: Final = re.compile(
    r"(?:(?<=&)|^)((?:doc(?:ument)?|dokument|sag(?:s)?|node|file|fil|page|p|case)?_?(?:id|nr|guid))=([^&]+)",
    re.IGNORECASE,
)
_LARGE: Final = 10**9


def random_name(address: str) -> str | None:
    """Return the address with another last name in its path; None for the root of a host."""
    parts = urlsplit(address)
    if parts.path in ("", "/"):
        return None
    folder, name, slash = _parted(parts)
    return _joined(parts, f"{folder}/{_token()}{_ending(name)}{slash}")


def random_deeper(address: str) -> str | None:
    """Return the address with its last two names exchanged.

    None where the one before the last is a first folder without figures: it says no page.
    """
    parts = urlsplit(address)
    folder, name, slash = _parted(parts)
    above, _, inner = folder.rpartition("/")
    if not inner or (not above and not any(map(str.isdigit, inner))):
        return None
    return _joined(parts, f"{above}/{_token()}/{_token()}{_ending(name)}{slash}")


def random_number(address: str) -> str | None:
    """Return the address of a program with another number in its query; None without any."""
    parts = urlsplit(address)
    is_program = parts.path in ("", "/") or _PROGRAM.search(parts.path)
    if not is_program or not _NUMBER.search(parts.query):
        return None
    query = _NUMBER.sub(lambda found: f"{found[1]}={_other_value(found[2])}", parts.query)
    return f"{parts.scheme}://{parts.netloc}{parts.path}?{query}"


def shape_of(address: str) -> tuple[str, str, str]:
    """Return what addresses have in common of which a host is asked for one: host, folder, kind."""
    parts = urlsplit(address)
    folder, name, _ = _parted(parts)
    first = folder.split("/")[1] if folder else ""
    return f"{parts.scheme}://{parts.netloc}", first, _ending(name)


def _parted(parts: SplitResult) -> tuple[str, str, str]:
    folder, _, name = parts.path.rstrip("/").rpartition("/")
    return folder, name, "/" if parts.path.endswith("/") else ""


def _joined(parts: SplitResult, path: str) -> str:
    return f"{parts.scheme}://{parts.netloc}{path}" + (f"?{parts.query}" if parts.query else "")


def _ending(name: str) -> str:
    found = re.search(r"\.[A-Za-z0-9]{1,8}$", name)
    return found[0] if found else ""


def _other_value(value: str) -> str:
    return str(_LARGE + secrets.randbelow(_LARGE)) if value.isdigit() else _token()


def _token() -> str:
    return secrets.token_hex(8)
