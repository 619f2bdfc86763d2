"""What sites answer to every address alike, which says nothing of the page that was meant."""

from __future__ import annotations

from collections.abc import Iterator

from answer_case import ALIVE, CLOSED, Case
from scripted import ANY, Reply, moved, page

_SCRIPT = "<script src=/a.js></script>"
_COOKIES = "Vi bruger cookies til at huske dine valg og til at føre statistik over besøg. Læs mere."


def _gate(to: str, title: str) -> dict[str, object]:
    """Return a site that sends whoever comes to a page first."""
    before = page(title, f"<h1>{title}</h1><p>Vælg, hvad du siger ja til.</p>")
    name = to.partition("?")[0]
    return {ANY: lambda target: before if target.startswith(name) else moved(to + target)}


_GATES = {
    "consent that leads back": _gate("/consent?return=", "Samtykke"),
    "consent with an address": _gate("/samtykke?url=", "Cookies"),
    "an old browser": _gate("/browser-not-supported.html?", "Opdater din browser"),
    "disturbances": _gate("/driftsforstyrrelser?", "Drift"),
}

_DOWN = {
    "a queue": page(
        "Du er i kø", "<h1>Du er nu i kø</h1>", head="<meta http-equiv=refresh content=20>"
    ),
    "maintenance": page("Vedligeholdelse", "<h1>Vi opdaterer hjemmesiden</h1><p>Kom igen.</p>"),
    "maintenance in English": page("Eksempel", "<h1>We&rsquo;ll be back soon!</h1>"),
    "ASP.NET": page("Runtime Error", "<h1>Server Error in '/' Application.</h1>"),
    "nginx": page("502 Bad Gateway", "<center><h1>502 Bad Gateway</h1></center>nginx"),
    "Varnish": page("503 Backend fetch failed", "<h1>Error 503 Backend fetch failed</h1>"),
}

_ASKED_TO_WAIT = {
    "SiteGround": page(
        "", "", head="<meta http-equiv=refresh content='0;/.well-known/sgcaptcha/?r=a'>"
    ),
    "Azure": page("Azure WAF", "<p>Verifying</p><script src='/.azwaf/challenge.js'></script>"),
    "CrowdSec": page("CrowdSec Captcha", "<form><div class=h-captcha></div></form>"),
    "Turnstile": page("Eksempel", "<h1>Et øjeblik</h1><div class=cf-turnstile></div>"),
    "hCaptcha": page(
        "Eksempel", "<p>Er du her?</p><script src='https://hcaptcha.com/1/api.js'></script>"
    ),
    "Friendly Captcha": page("Eksempel", "<p>Tjek</p><div class=frc-captcha></div>"),
    "Cloudflare, 200": page(
        "Access denied | a.dk used Cloudflare to restrict access", "Error 1020"
    ),
    "too many": page("Eksempel", "<h1>Du har sendt for mange forespørgsler</h1>"),
    "in the heading alone": page("Eksempel", "<h1>Adgang nægtet</h1><p>Du har ikke adgang.</p>"),
}

_SHELLS = {
    "React with a word on cookies": page("Sager", f"<div id=root></div><p>{_COOKIES}</p>{_SCRIPT}"),
    "React with a heading": page("Indsyn", f"<h1>Indsyn</h1><div id=root></div>{_SCRIPT}"),
    "an empty main part": page(
        "Indsyn", f"<nav>Forside Sager</nav><main></main><footer>Torvet 1</footer>{_SCRIPT}"
    ),
    "that loads": page("Indsyn", f"<div id=app>Siden indlæses</div>{_SCRIPT}"),
    "that asks to wait": page("Indsyn", f"<div id=__next><p>Et øjeblik …</p></div>{_SCRIPT}"),
    "a viewer": page("Sager", f"<div id=viewer></div><button>Forrige side</button>{_SCRIPT}"),
}


def _cases() -> Iterator[Case]:
    for name, answers in _GATES.items():
        yield Case(f"before all pages: {name}", "/sag/1", answers, ALIVE)
    for name, reply in _DOWN.items():
        yield Case(f"all of the site is down: {name}", "/sag/1", {ANY: reply}, CLOSED)
    for name, reply in _ASKED_TO_WAIT.items():
        yield Case(f"a proof is asked for: {name}", "/sag/1", {ANY: reply}, CLOSED)
    for name, reply in _SHELLS.items():
        yield Case(f"filled later: {name}", "/sag/1", {ANY: reply}, ALIVE)
    framed = {ANY: lambda target: page("Dagsordener", f"<iframe src='/indhold{target}'></iframe>")}
    yield Case("filled later: a frame", "/vis/123", framed, ALIVE)
    for status in (418, 419, 420, 430, 456, 463, 468, 498, 499):
        yield Case(f"a status of its own: {status}", "/side", {"/side": Reply(status)}, CLOSED)


ALIKE = tuple(_cases())
