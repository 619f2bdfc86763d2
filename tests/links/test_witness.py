"""What is seen of an address: where it leads in the end, and what stands there."""

from __future__ import annotations

import threading
from collections.abc import Mapping

import pytest
from scripted import ANY, Making, Reply, document, moved, page, serving

from hub.documents.records import Kind
from hub.links.verdicts import witness_of
from hub.web.client import Client, Limits
from hub.web.url_policy import UrlPolicy

MISSING = page("Findes ikke", "<h1>Findes ikke</h1>", status=404)
SAG = page("Sagen", "<h1>Sagen</h1><p>Om sagen og dens bilag.</p>")
FORSIDE = page("Kommunen", "<h1>Velkommen</h1><p>Nyheder fra kommunen.</p>")
LIMITS = Limits(seconds=20, attempts=1)
WELL, DEAD = ("good", None), "failing"


def _refresh(to: str) -> Reply:
    return page(
        "Videre", "<p>Siden er flyttet.</p>", head=f"<meta http-equiv=refresh content='{to}'>"
    )


def _robots(*lines: str) -> Reply:
    return Reply(200, (("Content-Type", "text/plain"),), "\n".join(lines).encode())


SIGHTS: dict[str, tuple[Mapping[str, Making], Kind | None, tuple[str, str | None], str | None]] = {
    # the answers, what the address promises, state and rule, and where it has moved to for good
    "a page": ({"/a": SAG}, None, WELL, None),
    "a file": ({"/a": document()}, "pdf", WELL, None),
    "a page for a file": ({"/a": SAG}, "pdf", (DEAD, "link-other-page"), None),
    "a file for a page": ({"/a": document()}, "html", WELL, None),
    "no page": ({}, None, (DEAD, "link-gone"), None),
    "closed to robots": (
        {"/a": SAG, "/robots.txt": _robots("User-agent: *", "Disallow: /a")},
        None,
        ("blocked", "link-blocked"),
        None,
    ),
    "moved for good": ({"/a": moved("/b", 301), "/b": SAG}, None, WELL, "/b"),
    "moved for now": ({"/a": moved("/b"), "/b": SAG}, None, WELL, None),
    "led on by the page": ({"/a": _refresh("0; url=/b"), "/b": SAG}, None, WELL, None),
    "led on by a header": ({"/a": page(Refresh="1;url=/b"), "/b": SAG}, None, WELL, None),
    "led on to nothing": (
        {"/a": _refresh("0; url=/b")},
        None,
        (DEAD, "link-other-page"),
        None,
    ),
    "led on too late": ({"/a": _refresh("11; url=/b")}, None, WELL, None),
    "led on just in time": (
        {"/a": _refresh("10; url=/b")},
        None,
        (DEAD, "link-other-page"),
        None,
    ),
    "led on to itself": ({"/a": _refresh("5; url=/a#her")}, None, WELL, None),
    "led on where the hub must not go": (
        {"/a": _refresh("0; url=https://ft.dk/b")},
        None,
        ("unanswered", "link-unsafe"),
        None,
    ),
    "led to the front page": (
        {"/a": moved("/"), "/": FORSIDE},
        None,
        (DEAD, "link-front-page"),
        None,
    ),
    "what any address is answered": (
        {ANY: page("Kommunen", "<h1>Siden findes ikke</h1>")},
        None,
        (DEAD, "link-other-page"),
        None,
    ),
    "where any address leads": (
        {"/": SAG, "/b": FORSIDE, ANY: moved("/b")},
        None,
        (DEAD, "link-other-page"),
        None,
    ),
    "a file of a kind that no document has": (
        {"/a": Reply(200, (("Content-Type", "audio/mpeg"),), b"ID3" + bytes(50))},
        None,
        WELL,
        None,
    ),
    "such a file for a document": (
        {"/a": Reply(200, (("Content-Type", "audio/mpeg"),), b"ID3" + bytes(50))},
        "pdf",
        (DEAD, "link-other-page"),
        None,
    ),
}


@pytest.mark.parametrize(
    ("answers", "promises", "told", "moved_to"), SIGHTS.values(), ids=[*SIGHTS]
)
def test_an_address_is_seen_as_what_it_leads_to(
    answers: Mapping[str, Making],
    promises: Kind | None,
    told: tuple[str, str | None],
    moved_to: str | None,
) -> None:
    with serving({ANY: MISSING, **answers}) as site:
        client = Client(UrlPolicy({"127.0.0.1": True}), LIMITS, "hub/1")
        seen, _ = witness_of(client, threading.Event()).observed(site.url("/a"), promises)

        assert (seen.state, seen.rule) == told
        assert seen.moved_to == (site.url(moved_to) if moved_to else None)
