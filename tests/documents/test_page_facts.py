"""What a page shows, read with a real parser and within bounds whatever the page is."""

from __future__ import annotations

import time

import pytest

from hub.documents.page_facts import read_page

RUN_AWAY = 30
"""Seconds: no bound of quality, only against a reader that never ends."""


@pytest.mark.parametrize(
    "page",
    [
        "<!--" * 524_288,
        "<a " + "x" * 1_000_000,
        "<a " + "x=1 " * 250_000 + ">",
        "<" * 1_000_000,
        "<div>" * 20_000,
        "".join(f"<b a={n}>" for n in range(3000)) + "<p>" * 3000,
        "<table><a>" * 20_000,
        "".join(f"<p><font size={n}>" for n in range(20_000)),
    ],
    ids=[
        *("open-comments", "one-tag", "attributes", "brackets", "deep", "formatting", "tables"),
        "formatting-again-in-each-paragraph",
    ],
)
def test_a_page_made_to_stop_a_parser_is_read(page):
    begun = time.monotonic()

    read_page(page.encode(), "utf-8")

    assert time.monotonic() - begun < RUN_AWAY


def test_places_are_ids_and_names_of_anchors_only():
    page = (
        '<meta name="viewport"><title>T</title><p title="a > b" id="her">x</p><a name="gammel"></a>'
        '<!-- <p id="skjult"> --><script>"<p id=x>"</script><input name="felt">'
    )

    assert read_page(page.encode(), None).places == {"her", "gammel"}


def test_a_page_says_its_charset_itself():
    page = '<meta charset="iso-8859-1"><title>Rød</title><h2 id="opsætning">x</h2>'

    facts = read_page(page.encode("latin-1"), None)

    assert (facts.title, facts.places) == ("Rød", {"opsætning"})
