"""Recognise the pages and headers by which protection services turn robots away.

Each mark belongs to one service. Marks that are ordinary prose count on small pages only, so that
an article about such a service is not taken for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

MOST_READ = 64 * 1024
"""Bytes of an answer in which marks are looked for."""

_SMALL = 16 * 1024
_HEADERS = {
    # header, and what its value contains where a challenge answered in the server's place
    "cf-mitigated": "challenge",  # Cloudflare
    "x-amzn-waf-action": "",  # AWS WAF: captcha, challenge
    "x-sucuri-block": "",  # Sucuri
    "x-datadome-cid": "",  # DataDome
    "x-px-block": "",  # PerimeterX
}
_SCRIPTS = re.compile(
    rb"_cf_chl_opt|cf-browser-verification|cf-challenge-running"  # Cloudflare
    rb"|anubis_challenge|within\.website/x/cmd/anubis"  # Anubis
    rb"|window\.gokuProps|awsWafCookieDomainList"  # AWS WAF
    rb"|captcha-delivery\.com|px-captcha|sucuri_cloudproxy_js|validate\.perfdrive\.com"
)
_PROSE = re.compile(
    rb"_Incapsula_Resource|Incapsula incident ID"  # Imperva
    rb"|The requested URL was rejected|/TSPD/|\bbobcmn\b"  # F5
    rb"|errors\.edgesuite\.net"  # Akamai
    rb"|DDoS protection by |Checking your browser before accessing"
    rb"|<title>\s*(?:just a moment|attention required! \| cloudflare|request rejected"
    rb"|human verification|pardon our interruption|are you a robot|checking your browser"
    rb"|making sure you(?:'|&#39;|&#x27;|&rsquo;|\xe2\x80\x99)re not a bot"
    rb"|access denied|ddos-guard|one moment, please|verify you are human)[^<\w]{0,20}</title>",
    re.IGNORECASE,
)


def is_wall_header(header: Callable[[str], str]) -> bool:
    """Return whether a response's headers name a challenge; `header` returns one by its name."""
    return any((value := header(name)) and part in value.lower() for name, part in _HEADERS.items())


def is_wall_page(start: bytes, size: int) -> bool:
    """Return whether a body of `size` bytes, of which `start` was read, is a challenge's page."""
    return bool(_SCRIPTS.search(start) or (size <= _SMALL and _PROSE.search(start)))
