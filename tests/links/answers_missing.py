"""What sites answer where they have no page, and good answers that look so."""

from __future__ import annotations

import itertools
import secrets

from answer_case import (
    ALIVE,
    DEAD,
    GOOD,
    LONG,
    MOVED,
    OK,
    OTHER,
    Case,
)
from scripted import ANY, Reply, document, moved, page


def _worded(count: int) -> str:
    return " ".join("".join(secrets.choice("abcdefgh") for _ in range(9)) for _ in range(count))


_numbers = itertools.count(1)


def _teasers(_target: str) -> Reply:
    """Return a page for what is missing, which shows other news each time."""
    number = next(_numbers)
    news = "".join(f"<li>{_worded(6)}</li>" for _ in range(4))
    text = (
        f"<h1>Siden blev ikke fundet</h1><p>Prøv en af disse nyheder ({number}).</p><ul>{news}</ul>"
    )
    return page("Kommunen", text)


def _slugless(target: str) -> Reply:
    """Return an article by its number; the words of its address are only for people."""
    return GOOD if target.startswith("/nyheder/123/") else page("404", "<h1>404</h1>", status=404)


def _to_slug(target: str) -> Reply:
    if target == "/nyheder/123/ny-titel":
        return GOOD
    is_known = target.startswith("/nyheder/123/")
    return moved("/nyheder/123/ny-titel") if is_known else page("404", status=404)


def _by_id(target: str) -> Reply:
    return GOOD if target == "/vis.aspx?id=12" else page("Sagsarkiv", "<h1>Sagen findes ikke</h1>")


_MENUS = {"nyheder": _worded(25), "sager": _worded(25)}


def _with_menu(target: str) -> Reply:
    """Return a page for what is missing, with the menu of its section."""
    menu = next((words for name, words in _MENUS.items() if f"/{name}/" in target), "")
    return page("Kommunen", f"<h1>Siden findes ikke</h1><div>{menu}</div>")


def _by_folder(target: str) -> Reply:
    return GOOD if target.startswith("/da/sager/hjerneskade/") else page("404", status=404)


MISSING_PAGES = (
    Case("with the menu of its section", "/da/sager/gammel", {ANY: _with_menu}, DEAD),
    Case("any words behind a known folder", "/da/sager/hjerneskade/mere", {ANY: _by_folder}, OK),
    *(
        Case(f"alone, twice: {title}", "/sag/1", {"/sag/1": page(title, f"<h1>{head}</h1>")}, DEAD)
        for title, head in (
            ("Siden findes ikke - Kommunen", "Siden findes ikke"),
            ("Siden er fjernet", "Beklager, siden er fjernet"),
            ("Page not found | Agency", "The page could not be found"),
        )
    ),
    Case(
        "a page on pages that are gone",
        "/vejledning",
        {
            "/vejledning": page(
                "Siden findes ikke længere: en vejledning", "<h1>Siden er fjernet</h1>"
            )
        },
        OK,
    ),
    Case("a PDF under the name of a page", "/rapport.html", {"/rapport.html": document()}, OK),
    Case(
        "what was meant instead",
        "/sag/1",
        {ANY: lambda t: page("Kommunen", f"<h1>Findes ikke</h1><p>Mente du {t[:-1]}2?</p>")},
        DEAD,
    ),
    Case(
        "says the address",
        "/sag/1",
        {ANY: lambda t: page("Fejl", f"<p>Siden {t} findes ikke</p>")},
        DEAD,
    ),
    Case(
        "another token each time",
        "/sag/1",
        {
            ANY: lambda _: page(
                "Kommunen", f"<h1>Ups</h1><p>Reference {_worded(1)} {secrets.token_hex(8)}</p>"
            )
        },
        DEAD,
    ),
    Case(
        "the time of day",
        "/sag/1",
        {
            ANY: lambda _: page(
                "Kommunen",
                f"<p>Ikke fundet kl. {secrets.randbelow(24)}:17, {secrets.token_urlsafe(9)}</p>",
            )
        },
        DEAD,
    ),
    Case("other news each time", "/sag/1", {ANY: _teasers}, DEAD),
    Case(
        "in English, long",
        "/en/case",
        {ANY: page("Municipality", f"<h1>We could not find that page</h1><p>{LONG}</p>")},
        DEAD,
    ),
    Case("a heading alone", "/sag/1", {ANY: page("", "<h1>Hov!</h1>")}, DEAD),
    Case(
        "a script that counts",
        "/sag/1",
        {
            ANY: page(
                "Kommunen",
                "<h1>Siden findes ikke</h1><p>Prøv at søge.</p><script src=/t.js></script>",
            )
        },
        DEAD,
    ),
    Case(
        "all lead to the search",
        "/gammel",
        {
            ANY: lambda t: (
                page("Søg", f"<h1>Søg</h1><p>{LONG}</p>")
                if t.startswith("/soeg")
                else moved(f"/soeg?q={t[1:]}")
            )
        },
        DEAD,
    ),
    Case(
        "all lead to the list",
        "/sager/gammel",
        {
            "/sager/": page("Sager", f"<h1>Sager</h1><p>{LONG}</p>"),
            ANY: lambda t: moved("/sager/", 301) if t.startswith("/sager/") else page(status=404),
        },
        DEAD,
    ),
    Case(
        "only this leads to the list",
        "/sager/gammel",
        {"/sager/": page("Sager"), "/sager/gammel": moved("/sager/", 301)},
        MOVED,
    ),
    Case(
        "with another status of success",
        "/sag/1",
        {ANY: page("Kommunen", "<h1>Siden er væk</h1>", status=203)},
        DEAD,
    ),
    Case("by the number in the query", "/vis.aspx?id=13", {ANY: _by_id}, DEAD),
    Case("the right number in the query", "/vis.aspx?id=12", {ANY: _by_id}, OK),
    Case("words for people only", "/nyheder/123/titel", {ANY: _slugless}, OK),
    Case("words for people, put right", "/nyheder/123/titel", {ANY: _to_slug}, MOVED),
    Case(
        "a good page in a poor title",
        "/sag/12",
        {"/sag/12": GOOD, ANY: page("Sag 12", "<h1>Findes ikke</h1>")},
        OK,
    ),
    Case(
        "a law of number 404",
        "/lov-nr-404",
        {"/lov-nr-404": page("Lov nr. 404 ikke fundet", f"<p>{LONG}</p>")},
        OK,
    ),
    Case(
        "a shell of scripts",
        "/sag/1",
        {ANY: page("App", "<div id=root></div><script src=/a.js></script>")},
        ALIVE,
    ),
    Case(
        "a shell that says it loads",
        "/sag/1",
        {ANY: page("App", "<div id=root>Indlæser…</div><script src=/a.js></script>")},
        ALIVE,
    ),
    Case(
        "a shell that asks for scripts",
        "/sag/1",
        {
            ANY: page(
                "App",
                "<p>Siden kræver JavaScript. Slå det til.</p><script src=/a.js></script>",
            )
        },
        ALIVE,
    ),
    Case(
        "plain text for anything",
        "/sag/1",
        {ANY: Reply(200, (("Content-Type", "text/plain"),), b"not found")},
        DEAD,
    ),
    Case(
        "JSON for anything",
        "/sag/1",
        {ANY: Reply(200, (("Content-Type", "application/json"),), b'{"error": "not found"}')},
        DEAD,
    ),
    Case("a page without anything", "/sag/1", {"/sag/1": page("", "")}, DEAD),
    Case("no body", "/sag/1", {"/sag/1": Reply(200, (("Content-Type", "text/html"),))}, DEAD),
    Case(
        "a file of data",
        "/tal.csv",
        {"/tal.csv": Reply(200, (("Content-Type", "text/csv"),), b"a;b\n1;2\n")},
        OK,
    ),
    Case(
        "a picture",
        "/kort.png",
        {
            "/kort.png": Reply(
                200, (("Content-Type", "image/png"),), b"\x89PNG\r\n\x1a\n" + bytes(40)
            )
        },
        OK,
    ),
    Case(
        "a feed",
        "/nyt.xml",
        {
            "/nyt.xml": Reply(
                200, (("Content-Type", "application/rss+xml"),), b"<?xml version='1.0'?><rss/>"
            )
        },
        OK,
    ),
    Case(
        "data as JSON",
        "/api/1",
        {"/api/1": Reply(200, (("Content-Type", "application/json"),), b'{"a": 1}')},
        OK,
    ),
    Case(
        "a page in the place of a PDF",
        "/a.pdf",
        {ANY: page("Kommunen", "<h1>Filen findes ikke</h1>")},
        DEAD,
        OTHER,
    ),
    Case(
        "text in the place of a PDF",
        "/a.pdf",
        {ANY: Reply(200, (("Content-Type", "application/pdf"),), b"Filen findes ikke")},
        DEAD,
        OTHER,
    ),
    Case(
        "a page called a PDF",
        "/a.pdf",
        {ANY: page("Fejl", Content_Type="application/pdf")},
        DEAD,
        OTHER,
    ),
    Case(
        "all lead to one PDF", "/a.pdf", {"/om.pdf": document(), ANY: moved("/om.pdf", 301)}, DEAD
    ),
)
