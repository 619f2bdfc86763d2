"""Addresses in the form in which two that lead to the same place are equal."""

from __future__ import annotations

from urllib.parse import urlsplit

from hub.text.hostnames import ascii_host

_USUAL_PORTS = {"http": 80, "https": 443}


def address_key(address: str) -> str:
    """Return what is the same for addresses that differ only in what does not matter.

    That is the scheme, the host's case, a usual port, a slash at the end, and an empty query or
    fragment. What is no web address is returned as it is.
    """
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError:
        return address
    if parts.scheme not in _USUAL_PORTS or not parts.hostname:
        return address
    host = ascii_host(parts.hostname)
    if port and port != _USUAL_PORTS.get(parts.scheme):
        host = f"{host}:{port}"
    query = f"?{parts.query}" if parts.query else ""
    fragment = parts.fragment.partition(":~:")[0]
    return f"{host}{parts.path.rstrip('/')}{query}{f'#{fragment}' if fragment else ''}"
