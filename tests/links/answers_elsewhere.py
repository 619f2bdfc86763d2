"""Answers that lead elsewhere: redirects, and doors that ask who one is."""

from __future__ import annotations

from collections.abc import Iterator

from answer_case import (
    ALIVE,
    CLOSED,
    DEAD,
    FORM,
    FRONT,
    GOOD,
    LONG,
    MOVED,
    OK,
    OTHER,
    Case,
)
from scripted import ANY, Reply, document, moved, page


def _good(path: str, *targets: str, links: tuple[str, ...] = MOVED) -> Iterator[Case]:
    """Yield redirects to good pages whose addresses have a word of others."""
    for to in targets:
        answers = {path: moved(to, 301), to: GOOD, "/": FRONT}
        yield Case(f"{path} has become {to}", path, answers, links)


REDIRECTS = (
    Case("the front page", "/sag/1", {"/sag/1": moved("/"), "/": FRONT}, DEAD),
    Case(
        "the front page, by a relative path",
        "/sag/1",
        {"/sag/1": moved("../", 301), "/": FRONT},
        DEAD,
    ),
    Case(
        "the front page in two steps",
        "/sag/1",
        {"/sag/1": moved("/gl/1", 301), "/gl/1": moved("/"), "/": FRONT},
        DEAD,
    ),
    Case("the front page in English", "/sag/1", {"/sag/1": moved("/en"), "/en": FRONT}, DEAD),
    Case(
        "the front page of SharePoint",
        "/sag/1",
        {"/sag/1": moved("/Pages/Default.aspx"), "/Pages/Default.aspx": FRONT},
        DEAD,
    ),
    Case(
        "the front page under a name of its own",
        "/sag/1",
        {
            "/sag/1": moved("/kommunens-side", 301),
            "/kommunens-side": FRONT,
            "/": moved("/kommunens-side"),
        },
        DEAD,
    ),
    Case(
        "the front page with a remark",
        "/sag/1",
        {"/sag/1": moved("/?fra=gammel"), "/?fra=gammel": FRONT},
        DEAD,
    ),
    Case(
        "a page of a front page's path",
        "/gammel",
        {"/gammel": moved("/index.php?id=77", 301), "/index.php?id=77": GOOD, "/": FRONT},
        MOVED,
    ),
    Case(
        "a front page asked for",
        "/da",
        {"/da": moved("/da/forside"), "/da/forside": FRONT, "/": moved("/da/forside")},
        MOVED,
    ),
    Case(
        "a page for faults",
        "/sag/1",
        {
            "/sag/1": moved("/Fejl/404.aspx?aspxerrorpath=/sag/1"),
            "/Fejl/404.aspx?aspxerrorpath=/sag/1": page("Fejl"),
        },
        DEAD,
    ),
    Case(
        "a page for faults, English",
        "/sag/1",
        {"/sag/1": moved("/error/not-found"), "/error/not-found": page("Oops")},
        DEAD,
    ),
    Case("a PDF to the front page", "/a.pdf", {"/a.pdf": moved("/"), "/": FRONT}, DEAD, OTHER),
    Case("a new address", "/gammel", {"/gammel": moved("/ny", 301), "/ny": GOOD}, ("redirected",)),
    Case("a new address for now", "/gammel", {"/gammel": moved("/ny"), "/ny": GOOD}, OK),
    Case("with a slash", "/mappe", {"/mappe": moved("/mappe/", 301), "/mappe/": GOOD}, MOVED),
    Case("a query alone", "/side", {"/side": moved("?v=2"), "/side?v=2": GOOD}, OK),
    Case(
        "Location in Latin-1",
        "/gl",
        {
            "/gl": Reply(raw=b"HTTP/1.1 302 X\r\nLocation: /s\xe6r\r\nContent-Length: 0\r\n\r\n"),
            "/s%E6r": GOOD,
        },
        OK,
    ),
    Case(
        "Location in UTF-8",
        "/gl",
        {
            "/gl": Reply(
                raw="HTTP/1.1 302 X\r\nLocation: /sær\r\nContent-Length: 0\r\n\r\n".encode()
            ),
            "/s%C3%A6r": GOOD,
        },
        OK,
    ),
    Case("Location with backslashes", "/gl", {"/gl": moved("\\ny\\side"), "/ny/side": GOOD}, OK),
    Case("Location with dots", "/a/b", {"/a/b": moved("/x/../ny"), "/ny": GOOD}, OK),
    Case(
        "Location with a place",
        "/gl",
        {"/gl": moved("/ny#her"), "/ny": page(body="<p id=her>x</p>")},
        OK,
    ),
    Case("Location is empty", "/gl", {"/gl": moved("")}, DEAD),
    Case("no Location", "/gl", {"/gl": Reply(302)}, DEAD),
    Case("in a circle", "/gl", {"/gl": moved("/b"), "/b": moved("/gl")}, DEAD),
    Case(
        "a circle until its cookie is there",
        "/gl",
        {
            "/gl": Reply(
                302, (("Location", "/gl"), ("Set-Cookie", "a=1; Path=/")), gate="a=1", behind=GOOD
            )
        },
        OK,
    ),
    Case(
        "through a page that sets a cookie",
        "/gl",
        {
            "/gl": Reply(302, (("Location", "/saet"),), gate="a=1", behind=GOOD),
            "/saet": moved("/gl", Set_Cookie="a=1; Path=/"),
        },
        OK,
    ),
    Case(
        "a page about cookies",
        "/gl",
        {
            "/gl": moved("/cookie-required?returnUrl=%2Fgl"),
            "/cookie-required?returnUrl=%2Fgl": page("Cookies", "<p>Slå cookies til</p>"),
        },
        CLOSED,
    ),
    Case(
        "Refresh by a header",
        "/gl",
        {"/gl": page("x", "", Refresh="0; url=/ny"), "/ny": GOOD},
        MOVED,
    ),
    Case(
        "Refresh to the front page",
        "/sag/1",
        {
            "/sag/1": page(
                "x", "<p>Flyttet</p>", head="<meta http-equiv=refresh content='0;url=/'>"
            ),
            "/": FRONT,
        },
        DEAD,
    ),
    Case(
        "Refresh to a page",
        "/sag/1",
        {
            "/sag/1": page(
                "x", "<p>Flyttet</p>", head="<meta http-equiv='Refresh' content=\"0; URL='/ny'\">"
            ),
            "/ny": GOOD,
        },
        MOVED,
    ),
    Case(
        "Refresh to what is gone",
        "/sag/1",
        {
            "/sag/1": page(
                "x", "<p>Flyttet</p>", head="<meta http-equiv=refresh content='1; url=/ny'>"
            )
        },
        DEAD,
    ),
    Case(
        "Refresh in a circle",
        "/sag/1",
        {
            "/sag/1": page(
                "x", "<p>Vent</p>", head="<meta http-equiv=refresh content='0; url=/sag/1'>"
            )
        },
        ALIVE,
    ),
    Case(
        "Refresh of itself, later",
        "/nyt",
        {"/nyt": page("Nyt", f"<p>{LONG}</p>", head="<meta http-equiv=refresh content=300>")},
        OK,
    ),
    Case(
        "Refresh for those without scripts",
        "/sag/1",
        {
            "/sag/1": page(
                "Sag 1",
                f"<p>{LONG}</p>",
                head="<noscript><meta http-equiv=refresh content='0; url=/'></noscript>",
            ),
            "/": FRONT,
        },
        OK,
    ),
    Case(
        "Refresh for a PDF",
        "/a.pdf",
        {
            "/a.pdf": page("x", head="<meta http-equiv=refresh content='0; url=/b.pdf'>"),
            "/b.pdf": document(),
        },
        DEAD,
        OTHER,
    ),
    Case("300 with a Location", "/gl", {"/gl": moved("/ny", 300), "/ny": GOOD}, OK),
    Case(
        "300 without one", "/gl", {"/gl": page("Vælg", status=300)}, ("broken", "unchecked", "ok")
    ),
    Case(
        "another host, not listed",
        "/gl",
        {"/gl": moved("https://andet.example/ny", 301)},
        ("unchecked", "blocked"),
    ),
    *_good("/gl", "/index.php?title=Sag_12", "/default.asp?dokument=12", "/index.php?r=sag/vis"),
    *_good("/gl", "/lov/auth", "/rapporter/om-fejl", "/sou/bilag-404"),
    *_good("/om", "/kommunen?source=homepage"),
    *_good("/sag/1", "/nye/sag-1?source=/sag/1"),
    # only for a while, so that nobody is told to write it down
    *_good("/gl", "/ny?sig=abc&se=2026", "/ny?X-Amz-Signature=a", "/ny;jsessionid=1AB2", links=OK),
    *(
        Case(f"only this leads to {to}", "/gl", {"/gl": moved(to), to: page("Ups")}, DEAD)
        for to in (
            *("/fejl404.aspx", "/error404", "/pagenotfound", "/PageNotFoundError.aspx", "/missing"),
            *("/sidenfindesikke", "/siden-eksisterer-ikke", "/siden-er-slettet", "/side-findes-ej"),
        )
    ),
)

LOGINS = (
    Case(
        "a form alone",
        "/sag/1",
        {"/sag/1": page("Log ind", f"<h1>Log ind</h1>{FORM}")},
        ("broken", "blocked"),
    ),
    Case(
        "a form in the header of a page",
        "/sag/1",
        {"/sag/1": page("Sag 1", f"<header>{FORM}</header><h1>Sag 1</h1><p>Kort om sagen.</p>")},
        OK,
    ),
    Case(
        "a form beside an article", "/sag/1", {"/sag/1": page("Sag 1", f"<p>{LONG}</p>{FORM}")}, OK
    ),
    Case(
        "WordPress",
        "/sag/1",
        {"/sag/1": moved("/wp-login.php?redirect_to=%2Fsag%2F1"), ANY: page("Log ind", FORM)},
        ("broken", "blocked"),
    ),
    Case(
        "without a field",
        "/sag/1",
        {"/sag/1": moved("/brugerlogin"), "/brugerlogin": page("Log ind", f"<p>{LONG}</p>")},
        ("broken", "blocked"),
    ),
    Case(
        "that leads back",
        "/sag/1",
        {"/sag/1": moved("/adgang?ReturnUrl=%2Fsag%2F1"), ANY: page("Adgang", f"<p>{LONG}</p>")},
        ("broken", *CLOSED),
    ),
    Case(
        "by SAML",
        "/sag/1",
        {
            "/sag/1": moved("/saml2/sso?SAMLRequest=abc"),
            ANY: page("Videre", "<form><input type=hidden></form>"),
        },
        ("broken", "blocked"),
    ),
    Case(
        "of SharePoint",
        "/sag/1",
        {"/sag/1": moved("/_layouts/15/Authenticate.aspx?Source=%2Fsag%2F1"), ANY: page("x")},
        ("broken", "blocked"),
    ),
    Case(
        "for a PDF",
        "/a.pdf",
        {"/a.pdf": moved("/account/logon?returnurl=%2Fa.pdf"), ANY: page("Log på", FORM)},
        ("broken", "blocked"),
        (*OTHER, "blocked"),
    ),
    Case(
        "a page about logging in",
        "/hjaelp/login",
        {"/hjaelp/login": page("Hjælp til login", f"<p>{LONG}</p>")},
        OK,
    ),
    Case("401", "/sag/1", {"/sag/1": page("x", status=401, WWW_Authenticate="Basic")}, CLOSED),
)
