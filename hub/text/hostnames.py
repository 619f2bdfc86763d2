"""Names of hosts in the one form in which they are compared and looked up."""

from __future__ import annotations

from urllib.parse import unquote


def ascii_host(host: str) -> str:
    """Return the name of a host as it is looked up: lower case, other letters in Punycode."""
    plain = unquote(host).lower().rstrip(".")
    if plain.isascii():
        return plain
    import idna  # noqa: PLC0415  # hardly any name needs it

    try:
        return idna.encode(plain, uts46=True).decode("ascii")
    except idna.IDNAError:
        return plain  # such a name is in no list
