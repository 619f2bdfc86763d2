"""What goes wrong when an address is copied: each slip with its rule, and the address as meant.

`REFUSED` are values that lead nowhere, `OTHER_HOSTS` the same at hosts that nobody knows,
`DOUBTED` those that lead somewhere and are worse than need be. Within each table the first that
fits counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from functools import cache
from typing import Final, NamedTuple
from urllib.parse import unquote, urlsplit

from hub.text.look_alikes import LOOK_ALIKE, with_plain_signs

LONGEST: Final = 1500
"""Characters of a value that is looked at."""


class Slip(NamedTuple):
    """A rule that an address breaks, and what was probably meant; empty where that is unclear."""

    rule: str
    mended: str = ""


Mend = Callable[["re.Match[str]"], str]
Slips = tuple[tuple[str, str, Mend | None], ...]


def refused_slip(value: str, hosts: Container[str]) -> Slip | None:
    """Return the slip by which a value is no address that may be written, if there is one.

    The host of an address counts only where it is not one of the known `hosts`.
    """
    text = value.strip()
    if len(text) > LONGEST:
        return None
    if _host_of(text) not in hosts and (slip := _first(text, OTHER_HOSTS)):
        return slip
    if slip := _first(text, REFUSED):
        return slip
    return Slip("address-space", _without_more(text)) if text != value and _host_of(text) else None


def doubted_slip(address: str) -> Slip | None:
    """Return the slip by which an address is worse than need be, if there is one."""
    return _first(address, DOUBTED) if len(address) <= LONGEST else None


def _first(text: str, slips: Slips) -> Slip | None:
    for rule, pattern, mend in slips:
        if match := _compiled(pattern).search(text):
            mended = mend(match) if mend else ""
            if mended != text:
                return Slip(rule, _without_more(mended))
    return None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    # When it is first asked for: to compile all of them takes longer than to check a small file.
    return re.compile(pattern, re.IGNORECASE)


def _without_more(address: str) -> str:
    """Return a mended address with its further slips mended too."""
    while (slip := _first(address, DOUBTED)) and slip.mended:
        address = slip.mended
    return address


def _host_of(text: str) -> str:
    try:
        return urlsplit(text).hostname or ""
    except ValueError:
        return ""


def _group(number: int) -> Mend:
    return lambda match: match[number]


def _target(match: re.Match[str]) -> str:
    """Return the address that another one wraps, decoded; nothing if it is none."""
    inner = match["target"]
    if match.groupdict().get("version") == "2":  # Proofpoint's own way of encoding
        inner = inner.replace("-", "%").replace("_", "/")
    for _ in range(3):
        if re.match(r"https?://\S+$", inner):
            return inner
        inner = unquote(inner)
    return ""


def _with_https(match: re.Match[str]) -> str:
    return "https://" + match["rest"].replace("\\", "/")


def _with_codes(match: re.Match[str]) -> str:
    address = re.sub(r"(?<=[/?]) +| +(?=[/?])", "", match.string)
    return re.sub(" +", "%20", address)


def _without(names: str) -> Mend:
    """Return what leaves the parameters of these names out of a query."""

    def mend(match: re.Match[str]) -> str:
        page, _, fragment = match.string.partition("#")
        path, _, query = page.partition("?")
        path = re.sub(rf";(?:{names})=[^/?;]*", "", path, flags=re.IGNORECASE)
        path = re.sub(r"/\([A-Z]\([a-z0-9]+\)\)(?=/)", "", path)
        kept = [
            part
            for part in query.split("&")
            if part and not re.match(rf"(?:{names})(?:=|$)", part, re.IGNORECASE)
        ]
        return path + (f"?{'&'.join(kept)}" if kept else "") + (f"#{fragment}" if fragment else "")

    return mend


def _unended(match: re.Match[str]) -> str:
    """Return an address without the signs of a sentence at its end; a bracket may be its own."""
    address = re.sub("(?:%20)+$", "", match.string)
    while address and (
        address[-1] in ".,;:!'*"
        or (
            address[-1] in ")]"
            and address.count(address[-1]) > address.count(_OPENING[address[-1]])
        )
    ):
        address = address[:-1]
    return address


_OPENING: Final = {")": "(", "]": "["}
_ADDRESS: Final = r"https?://[^\s<>\"»«”“„()\[\]]+"
_TRACKERS: Final = (
    r"utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|gad_\w+|msclkid|yclid|twclid|ttclid|igshid"
    r"|li_fat_id|mc_[ce]id|mkt_tok|mtm_\w+|pk_\w+|piwik_\w+|matomo_\w+|at_campaign|at_medium|_ga|_gl"
    r"|_hs\w+|hsctatracking|vero_\w+|oly_\w+|wt[._]mc\w*|cmpid|ref_src|ref_url|trk|spm|sc_campaign"
)
_SESSIONS: Final = (
    r"jsessionid|phpsessid|aspsessionid\w*|asp\.net_sessionid|session_?id|sessid|cfid|cftoken"
    r"|zenid|oscsid|sid"
)
NO_VALUE: Final = (
    r"[-–—?.…]+|x{2,}|todo|tbd|n/?a|ukendt|mangler|ingen|ikke (?:fundet|kendt)|følger"
    r"|kommer(?: senere)?"
)
"""What is written for a start, where the value is not known yet."""

_PLACEHOLDER: Final = rf"^(?:{NO_VALUE}|se (?:pdf|bilag|mail)|https?://(?:www\.)?(?:…|\.\.\.)?)$"
_LOCAL: Final = (
    r"^(?:file:|smb:|[a-z]:[\\/]|\\\\|~[\\/]|%\w+%|/(?:users|home|volumes|mnt|media)/"
    r"|https?://[a-z]:[\\/])"
)
_HOST: Final = r"(?:[\w-]+\.)+(?!(?:pdf|docx?|xlsx?|odt|html?|aspx?|php)\b)[a-z]{2,}"
_MISSPELT: Final = (
    rf"^(?!https?://[^/\\\s])h{{0,2}}t{{1,3}}p{{1,2}}s?(?:\s*[:;.,]+|(?=\s*[/\\]))\s*[/\\]*\s*"
    rf"(?P<rest>{_HOST}(?:[:/?#\\]\S*)?)$"
)
_BARE: Final = (
    r"^(?://)?(?P<rest>(?:www\.[\w-]+|[\w-]+(?:\.[\w-]+)*)\.(?:dk|com|org|net|eu|info|nu)"
    r"(?:[:/?#]\S*)?)$"
)
_WITH_WORDS_AFTER: Final = rf"^({_ADDRESS})(?:[»«\"“”>]+[.,]?$|[ ]+(?!.*(?:/|\.\w{{2,5}}$)))"
_SAFE_LINK: Final = (
    r"^https?://(?:[\w-]+\.)*safelinks\.protection\.outlook\.com/.*?[?&]url=(?P<target>[^&]+)"
)
_PROOFPOINT: Final = r"^https?://urldefense\.(?:proofpoint\.)?com/v(?P<version>[12])/url\?(?:.*&)?u=(?P<target>[^&]+)"
_REDIRECTOR: Final = (
    r"^https?://(?:www\.google\.\w+(?:\.\w+)?/url|lm?\.facebook\.com/l\.php|duckduckgo\.com/l/"
    r"|(?:www\.)?linkedin\.com/(?:redir|safety)[^?]*|(?:www\.)?youtube\.com/redirect"
    r"|linkprotect\.cudasvc\.com/url|translate\.google\.\w+/[^?]*|slack-redir\.net/link"
    r"|statics\.teams\.cdn\.office\.net/[^?]*)"
    r"\?(?:.*&)?(?:q|u|url|uddg|a|to|dest)=(?P<target>[^&]+)"
)
_WRAPPERS: Final = (
    r"^https?://(?:[\w-]+\.)*(?:safelinks\.protection\.outlook\.com|mimecast(?:protect)?\.com"
    r"|list-manage\.com|translate\.goog|ampproject\.org|mailchi\.mp|sendgrid\.net|cudasvc\.com"
    r"|webcache\.googleusercontent\.com|urldefense\.com|urldefense\.proofpoint\.com)(?:[/?#]|$)"
)
_SEARCH_ENGINES: Final = (
    r"^https?://(?:(?:www|m|images|cse)\.)?(?:google\.\w+(?:\.\w+)?|bing\.com|duckduckgo\.com"
    r"|search\.yahoo\.com|ecosia\.org|startpage\.com|qwant\.com|yandex\.\w+)(?:[/?#]|$)"
)
_CLOSED: Final = (
    r"^https?://(?:[\w-]+\.)*(?:sharepoint\.com|onedrive\.live\.com|1drv\.ms|docs\.google\.com"
    r"|drive\.google\.com|dropbox\.com|teams\.microsoft\.com|outlook\.(?:office|live)\.com"
    r"|office\.com|icloud\.com|we\.tl|wetransfer\.com|box\.com)(?:[:/?#]|$)"
)
_SHORTENERS: Final = (
    r"^https?://(?:bit\.ly|t\.co|tinyurl\.com|goo\.gl|lnkd\.in|ow\.ly|buff\.ly|is\.gd|kortlink\.dk"
    r"|fb\.me|aka\.ms|rebrand\.ly|cutt\.ly|t\.ly|tiny\.cc)(?:[/?#]|$)"
)
_SEARCH_PAGE: Final = (
    r"^https?://[^/?#]+(?:/[^?#]*)?/(?:s(?:ø|oe?|%C3%B8)g\w*|search\w*)(?:\.\w+)?/?\?."
    r"|[?&](?:q|query|search|searchtext|searchterm|searchquery|s(?:ø|oe?|%C3%B8)g\w*|freetext)=[^&#]"
)

REFUSED: Final[Slips] = (
    # the rule, how such a value is known, and how the address is got out of it
    ("address-placeholder", _PLACEHOLDER, None),
    ("address-local", _LOCAL, None),
    ("address-mail", r"^(?:mailto:|[^\s@/:\\]+@[^\s@/:\\]+\.[a-z]+$)", None),
    ("address-marked-up", rf"\[[^\]]*\]\(\s*({_ADDRESS})[^)]*\)", _group(1)),
    ("address-marked-up", rf"<a\s[^>]*href=[\"']({_ADDRESS})[\"']", _group(1)),
    ("address-marked-up", rf"^<({_ADDRESS})>$", _group(1)),
    ("address-beginning", r"^https?:/*(?:https?[:;]?/+)+(?P<rest>\S+)$", _with_https),
    ("address-two", r"^\W*https?://[^\s,;|]+(?:[,;|]+\s*|\s+(?:(?:og|eller)\s+)?)https?://", None),
    ("address-two", r"^https?://[^\s?#]*\.\w{2,5}https?://", None),
    ("address-beginning", _MISSPELT, _with_https),
    ("address-beginning", _BARE, _with_https),
    ("address-credentials", r"^(https?://)[^/?#@\s]*@(\S+)$", lambda match: match[1] + match[2]),
    ("address-cut", r"…|\.{3}(?:/|$)|\[\.{3}\]", None),
    ("address-in-text", rf"^[»«\"“”'(\[]+\s*({_ADDRESS})", _group(1)),
    ("address-in-text", rf"^[^\s:/]+:?\s.*?({_ADDRESS})", _group(1)),
    ("address-in-text", _WITH_WORDS_AFTER, _group(1)),
    (
        "address-space",
        r"^https?://[^\s/]+ */[^\n\r\t]* |^https?://[^\s/]+ +/[^\n\r\t]*$",
        _with_codes,
    ),
)
OTHER_HOSTS: Final[Slips] = (
    # the same of addresses at hosts that the hub does not know
    ("address-rewritten", _SAFE_LINK, _target),
    ("address-rewritten", _PROOFPOINT, _target),
    ("address-rewritten", r"^[a-z-]+-extension://[^/]+/(?P<target>https?[:%]\S+)$", _target),
    ("address-rewritten", r"^https?://urldefense\.com/v3/__(?P<target>.+?)__;", _target),
    ("address-rewritten", _REDIRECTOR, _target),
    (
        "address-rewritten",
        r"^https?://secure-web\.cisco\.com/[^/]+/(?P<target>https?[:%]\S+)",
        _target,
    ),
    ("address-rewritten", _WRAPPERS, None),
    ("address-search-result", _SEARCH_ENGINES, None),
    ("address-closed", _CLOSED, None),
    ("address-shortened", _SHORTENERS, None),
)
DOUBTED: Final[Slips] = (
    # first, because it hides the others
    (
        "address-entity",
        r"&(?:amp|#38|#x26);",
        lambda match: match.re.sub("&", match.string),
    ),
    ("address-highlight", r"^(.*?)#?&?:~:text=.*$", _group(1)),
    ("address-tracking", rf"[?&](?:{_TRACKERS})(?:=|&|#|$)", _without(_TRACKERS)),
    (
        "address-session",
        rf"[?&;](?:{_SESSIONS})=|/\([a-z]\([a-z0-9]{{8,}}\)\)/",
        _without(_SESSIONS),
    ),
    ("address-punctuation", r"(?:[.,;:!'*)\]]|%20)$", _unended),
    ("address-look-alike", LOOK_ALIKE.pattern, lambda match: with_plain_signs(match.string)),
    ("address-coded-twice", r"%25(?=[0-9a-f]{2})", lambda match: match.string.replace("%25", "%")),
    ("address-search-page", _SEARCH_PAGE, None),
)
