"""What the names in an address say of the page that a redirect has led to.

They raise a suspicion; whether a page with such a name is one to be read is seen from the page.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import SplitResult, unquote

_LOGIN: Final = re.compile(
    r"(?:[a-z0-9]+[-_]|_|user|account|konto|bruger|medlems?|kunde|admin)?"
    r"(?:log-?_?(?:in|ind|on|paa)|sign-?_?in)(?:[-_]?(?:side|page|form))?",
    re.IGNORECASE,
)
_LOGIN_STEP: Final = re.compile(
    r"sso|adfs|saml2?|wayf|nemlog-?in|mitid|oauth2?|authorize|auth|authenticate", re.IGNORECASE
)
_ERROR_PAGE: Final = re.compile(
    r"(?:.*[-_])?(?:404|errors?|fejl)(?:[-_](?:404|page|side))?"
    r"|(?:.*[-_])?(?:error|fejl|http|status|side|page)[-_]?404"
    r"|.*(?:not[-_]?found|ikke[-_]?fundet|ikke[-_]?findes|findes[-_]?(?:ikke|ej)"
    r"|eksisterer[-_]?ikke|(?:siden?|indholdet)[-_]?er[-_]?(?:fjernet|slettet|nedlagt)|error[-_]?page|fejl[-_]?side"
    r"|page[-_]?missing)(?:[-_]?(?:404|page|side|error))?"
    r"|missing|removed|slettet|fjernet",
    re.IGNORECASE,
)
_GATE: Final = re.compile(
    r"(?:no|enable|accept)?-?_?cookies?-?_?(?:required|absent|check|wall|error|fejl|disabled|kraeves)"
    r"|(?:no|enable|accept)-?_?cookies?|captcha|bot-?check|challenge"
    r"|(?:cookie-?_?)?(?:consent|samtykke)"
    r"|(?:unsupported|old|outdated|upgrade|gammel|opdat[eé]r)-?_?browser|browser-?_?not-?_?supported",
    re.IGNORECASE,
)
"""What stands before every page of a site: a person passes it, or comes with another browser."""

_OUTAGE: Final = re.compile(
    r"(?:.*[-_])?(?:maintenance|vedligehold(?:else)?|drifts?[-_]?(?:forstyrrelser?|stop|status)"
    r"|nedetid|offline|unavailable|koe|kø|queue|waiting[-_]?room)",
    re.IGNORECASE,
)
_RETURN_QUERY: Final = re.compile(
    r"(?:^|[&;])(?:return-?_?(?:url|to)?|redirect-?_?(?:to|url|uri)?|destination|source|goto|next"
    r"|relaystate|wctx|samlrequest)=",
    re.IGNORECASE,
)
"""Ask to be led back: what a login, or a page before the real one, is given."""

_NUMBERED: Final = re.compile(
    r"(?:^|[&;])(?:p|[a-z]*id|page_?id|option|view|side|page|sag|nr|q|r|route|title|titel|artikel|article"
    r"|dok(?:ument)?|doc(?:ument)?|emne|post|node|news|nyhed)=[^&;]",
    re.IGNORECASE,
)
"""Names a page of its own behind the path of a front page."""

_ERROR_QUERY: Final = re.compile(r"(?:^|[&;?])(?:aspxerrorpath=|404;|errorpath=)", re.IGNORECASE)
_FRONT: Final = re.compile(
    r"(?:(?:da|dk|en|gb|uk|us|de|sv|se|no|nb|nn|fo|kl|gl|fr)(?:[-_][a-z]{2})?|dansk|english|pages|sider|index|default|home|forside|forsiden|hjem|start"
    r"|frontpage|front-page|welcome|velkommen)",
    re.IGNORECASE,
)


def leads_to_login(asked: SplitResult, final: SplitResult) -> bool:
    """Return whether a redirect has led to what is called a login."""
    return _leads_to(_LOGIN, asked, final)


def leads_to_login_step(asked: SplitResult, final: SplitResult) -> bool:
    """Return whether it has led to a step on the way to a login, or to what leads back later."""
    leads_back = _RETURN_QUERY.search(final.query) and _has_path(final.query, asked.path)
    return bool(leads_back) or _leads_to(_LOGIN_STEP, asked, final)


def leads_to_error(asked: SplitResult, final: SplitResult) -> bool:
    """Return whether it has led to a page about an error, or one that is gone."""
    return _leads_to(_ERROR_PAGE, asked, final)


def says_error(query: str) -> bool:
    """Return whether a query names the address at which there was an error."""
    return bool(_ERROR_QUERY.search(query))


def leads_to_gate(asked: SplitResult, final: SplitResult) -> bool:
    """Return whether a redirect has led to what stands before every page of a site."""
    return _leads_to(_GATE, asked, final)


def leads_to_outage(asked: SplitResult, final: SplitResult) -> bool:
    """Return whether it has led to what a site shows while it is down, or full."""
    return _leads_to(_OUTAGE, asked, final)


def is_front_page(path: str, query: str = "") -> bool:
    """Return whether a path is that of a site's front page, in one of its languages.

    A `query` may name a page of its own there: `/index.php?id=77`.
    """
    if _NUMBERED.search(query):
        return False
    names = [_stem(segment) for segment in path.split("/") if segment]
    return len(names) <= 2 and all(_FRONT.fullmatch(name) for name in names)  # noqa: PLR2004  # »/da/forside«


def _leads_to(pattern: re.Pattern[str], asked: SplitResult, final: SplitResult) -> bool:
    """Return whether a redirect has led to a path of a kind that was not asked for."""
    before = {_stem(segment) for segment in asked.path.split("/")}
    new = [_stem(one) for one in final.path.split("/") if one and _stem(one) not in before]
    return any(pattern.fullmatch(name) for name in new)


def _has_path(query: str, path: str) -> bool:
    """Return whether a query has a path as a value, or at the end of one."""
    written = re.escape(path.strip("/"))
    return bool(written and re.search(f"[=/]{written}/?(?:[?&#]|$)", unquote(unquote(query))))


def _stem(segment: str) -> str:
    return unquote(segment).rsplit(".", 1)[0].lower()
