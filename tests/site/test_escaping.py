"""Any text comes out of each form of the site as it went in, as a parser of others reads it."""

from __future__ import annotations

import datetime as dt
import json
import re
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import bibtexparser
import feedparser
import rdflib
import rispy
import vobject
from hypothesis import example, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from hub.changes.deadlines import KnownDeadline
from hub.changes.sequences import NumberedDeadline
from hub.site.calendars import CalendarMaker
from hub.site.export.bibtex import bibtex_text
from hub.site.export.citation import Citation
from hub.site.export.ris import ris_text
from hub.site.export.turtle import turtle
from hub.site.feeds import FeedMaker
from hub.site.filters import paragraphs
from hub.site.frames import Frame
from hub.site.head import head_html, title_of
from hub.site.news import News, NewsItem
from hub.site.opensearch import search_description
from hub.site.page import Alternate
from hub.text.dates import KnownDate
from hub.text.slugs import slug

MARKUP = r"""<script> </script> </title> <!-- --> ]]> &amp; &#60; & < > " ' ` \ \n \N \; \u0041 {{
    }} {% %} ${ %0A % # ? @fr ^^ é æøå END:VEVENT ; : , @book{ $ ~ _ ^ ="""
PIECES = st.sampled_from(
    [*MARKUP.split(), *"\t\u2028\u0085\u00a0\u200d\U000e0001", "👩\u200d👧", "TY  - ", "ER  - "]
)
LETTERS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
LINES = st.lists(PIECES | LETTERS, min_size=1, max_size=12).map("".join).map(str.strip).filter(bool)
"""Text on one line, as the catalogue and strangers' files may hold it."""
DAY = dt.date(2026, 11, 18)
SITE = "https://udmeldinger.dk/"

many = settings(max_examples=50, deadline=None)


def one_spaced(text: str) -> str:
    return " ".join(text.split())


@given(LINES)
@many
def test_the_head_of_a_page_says_it(text: str) -> None:
    frame = Frame(
        (
            "<head><title>",
            '</title><meta name=description content="',
            '"><link rel=canonical href="/',
            '/"></head>',
        ),
        ("title", "description", "slug"),
    )

    html = frame.fill(title=text, description=text, slug=text, body="")

    page = LexborHTMLParser(html)
    assert page.css_first("title").text() == text
    assert page.css_first("meta").attributes["content"] == text
    assert page.css_first("link").attributes["href"] == f"/{text}/"
    assert page.css("script") == []
    assert title_of(html) == text.strip()


@given(LINES)
@many
def test_json_in_a_page_says_it(text: str) -> None:
    alternate = Alternate("application/atom+xml", text, text)
    html = head_html([alternate], [{"@type": "WebPage", "name": text, "hasPart": [{"name": text}]}])

    page = LexborHTMLParser(f"<head>{html}</head><body></body>")

    [script] = page.css("script")
    told = json.loads(script.text())
    assert told["@graph"] == [{"@type": "WebPage", "name": text, "hasPart": [{"name": text}]}]
    [link] = page.css("link")
    assert (link.attributes["title"], link.attributes["href"]) == (text, text)


@given(LINES)
@many
def test_paragraphs_say_it(text: str) -> None:
    page = LexborHTMLParser(str(paragraphs(f"{text}\n\n{text}")))

    assert [one_spaced(one.text()) for one in page.css("p")] == [one_spaced(text)] * 2
    assert [node.tag for node in page.body.css("*")] == ["body", "p", "p"]


@given(LINES)
@many
def test_a_feed_says_it(text: str) -> None:
    moment = dt.datetime.combine(DAY, dt.time())
    item = NewsItem("urn:x", "deadline", text, text, (text,), f"sag/?{text}", moment, "sag", None)

    data = FeedMaker(News(is_known=True, items=(item,)), text, SITE, DAY).feed(
        text, "nyt/", [item], subtitle=text
    )

    atom = "{http://www.w3.org/2005/Atom}"
    feed = ET.fromstring(data.decode())  # noqa: S314  # our own
    entry = feed.find(f"{atom}entry")
    assert feed.findtext(f"{atom}title") == text
    assert entry.findtext(f"{atom}title") == f"{text}: {text}"
    assert entry.findtext(f"{atom}summary") == text
    assert entry.find(f"{atom}link").get("href") == f"{SITE}sag/?{text}"
    assert not feedparser.parse(data).bozo


@given(LINES)
@example(r"C:\Noter\nyt")
@many
def test_a_calendar_says_it(text: str) -> None:
    deadline = KnownDeadline(case="sag", round="x", title=text, date="2026-12-01")
    numbered = NumberedDeadline(deadline=deadline, sequence=1)
    maker = CalendarMaker.of([numbered], {"sag": None}, "", DAY)

    data = maker.calendar(text)

    calendar = vobject.readOne(data.decode())
    assert calendar.x_wr_calname.value == text
    [event] = calendar.vevent_list
    assert event.description.value == f"Frist for kommunernes svar: 1. december 2026. {text}."
    assert max(map(len, data.split(b"\r\n"))) <= 75


@given(LINES)
@many
def test_linked_data_says_it(text: str) -> None:
    node = {"@id": f"{SITE}x", "dct:title": [{"@value": text, "@language": "da"}, {"@value": text}]}

    graph = rdflib.Graph().parse(
        data=turtle({"dct": "http://purl.org/dc/terms/"}, [node]), format="turtle"
    )

    assert {str(one) for one in graph.objects()} == {text}
    assert len(graph) == 2


@given(LINES)
@many
def test_the_search_of_browsers_says_it(text: str) -> None:
    data = search_description(text, SITE)

    described = ET.fromstring(data.decode())  # noqa: S314  # our own
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert described.findtext(f"{space}Description") == f"Søg i {text}"


@given(LINES)
@many
def test_citations_say_it(text: str) -> None:
    cited = Citation(
        key="sag",
        is_case=True,
        title=text,
        organisation=text,
        site=text,
        date=KnownDate(2020),
        address=f"{SITE}sag/",
    )

    [record] = rispy.loads(ris_text([cited]))
    [entry] = bibtexparser.parse_string(bibtex_text([cited])).entries

    assert record["title"] == text
    assert entry.key == "sag"
    assert set(entry.fields_dict) == {"title", "author", "organization", "date", "year", "url"}


@given(LINES)
@many
def test_a_part_of_an_address_is_plain(text: str) -> None:
    made = slug(text)

    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", made)
    assert unquote(urlsplit(f"{SITE}{made}/").path) == f"/{made}/"
    assert slug(made) == made
