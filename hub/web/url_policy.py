"""Where the hub may go: hosts that are allowed by name, at addresses that are public.

A name is resolved once, each of its addresses is looked at, and the connection is made to one that
was looked at; so a name that answers otherwise the next time leads nowhere else.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from hub.catalogue.address_slips import doubted_slip
from hub.catalogue.vocabulary import Hosts
from hub.text.hostnames import ascii_host

DEFAULT_PORTS = {"http": 80, "https": 443}
_SIGNED = re.compile(
    r"[?&](?:sig|signature|x-(?:amz|goog)-\w+|(?:access_?)?token|expires)=", re.IGNORECASE
)
_KEPT_IN_PATH = "/:@!$&'()*+,;=%-._~[]|"
_KEPT_IN_QUERY = "/:?@!$&()*+,;=%-._~[]|{}`^\\"
"""What browsers send as it is written (WHATWG URL, the percent-encode sets of path and query)."""

_ASCII = "".join(map(chr, range(0x21, 0x7F)))


class ForbiddenAddress(Exception):
    """The hub must not go there."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address
        """Without name and password."""


@dataclass(frozen=True, slots=True)
class UrlPolicy:
    """The allowed hosts, each with whether it may stand in a private network."""

    hosts: Mapping[str, bool]

    @classmethod
    def of(cls, hosts: Hosts) -> UrlPolicy:
        """Return the guard of `data/hosts.yaml`."""
        return cls({ascii_host(host.host): host.private for host in hosts.hosts})

    def checked(self, address: str) -> str:
        """Return the address in the form in which it is asked for: no fragment, no password.

        Raises ForbiddenAddress for a scheme other than http and https, and for a host that is not
        allowed.
        """
        try:
            parts = urlsplit(address)
            host, port = ascii_host(parts.hostname or ""), parts.port
        except ValueError:
            raise ForbiddenAddress(_without_secrets(address)) from None
        if parts.scheme not in DEFAULT_PORTS or host not in self.hosts:
            raise ForbiddenAddress(_without_secrets(address))
        place = f"[{host}]" if ":" in host else host
        if port is not None and port != DEFAULT_PORTS[parts.scheme]:
            place += f":{port}"
        path = _without_dots(quote(parts.path.replace("\\", "/") or "/", safe=_KEPT_IN_PATH))
        query = quote(parts.query, safe=_KEPT_IN_QUERY)
        # Not urlunsplit: of a path that begins with two slashes it makes four.
        return f"{parts.scheme}://{place}{path}" + (f"?{query}" if query else "")

    def resolved(self, host: str, port: int) -> tuple[str, ...]:
        """Return the network addresses of an allowed host.

        Raises ForbiddenAddress if any of them is private and the host may not be; OSError if there
        is none.
        """
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = tuple(dict.fromkeys(str(one[4][0]) for one in found))
        if not self.hosts.get(host, False) and not all(map(is_public, addresses)):
            raise ForbiddenAddress(host)
        return addresses


def raw_target(location: bytes) -> str:
    """Return the target of a redirect, bytes beyond ASCII as they came, whatever their encoding."""
    host = re.match(rb"\s*(?:[A-Za-z][A-Za-z0-9+.-]*:)?//[^/?#\\]*", location)
    place = host[0] if host else b""
    rest = quote(location[len(place) :].strip(), safe=_ASCII + " ")
    return place.decode("utf-8", "replace").strip() + rest


def _without_dots(path: str) -> str:
    """Return a path as browsers send it: `.` and `..` resolved, also where they are encoded."""
    kept: list[str] = []
    segments = path.split("/")[1:] if path.startswith("/") else path.split("/")
    for at, segment in enumerate(segments):
        plain = segment.lower().replace("%2e", ".")
        if plain == ".." and kept:
            kept.pop()
        if plain not in (".", ".."):
            kept.append(segment)
        elif at == len(segments) - 1:
            kept.append("")
    return "/" + "/".join(kept)


def is_public(address: str) -> bool:
    """Return whether a network address is one of the public internet, however it is written."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv4Address):
        return ip.is_global and not ip.is_multicast and not any(ip in one for one in _RESERVED)
    inner = ip.ipv4_mapped or ip.sixtofour or _translated(ip)
    if inner is not None:
        return is_public(str(inner))
    # Python's own lists know only some of what lies outside, and some of what is set apart within.
    return ip in _GLOBAL and ip.is_global and not ip.teredo and ip not in _DOCUMENTATION


_RESERVED = tuple(map(ipaddress.IPv4Network, ("192.0.0.0/24", "192.88.99.0/24")))
_GLOBAL = ipaddress.IPv6Network("2000::/3")
_DOCUMENTATION = ipaddress.IPv6Network("3fff::/20")


def joined(base: str, target: str) -> str:
    """Return where a link or a redirect leads from an address."""
    path: str = re.split(r"[?#]", target, maxsplit=1)[0]
    try:
        return urljoin(base, path.replace("\\", "/") + target[len(path) :])
    except ValueError:
        raise ForbiddenAddress(_without_secrets(target)) from None


def lasts(address: str) -> bool:
    """Return whether an address can be written down: none of a session, or signed for a while."""
    slip = doubted_slip(address)
    return not _SIGNED.search(address) and (slip is None or slip.rule != "address-session")


def _translated(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address inside one of the prefix by which networks translate (RFC 6052)."""
    if ip in ipaddress.ip_network("64:ff9b::/96"):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return None


def _without_secrets(address: str) -> str:
    return re.sub(r"(?<=//)[^/@]*@", "", address)
