"""The reading view: what it makes of a text, and the pages of a long document."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from projects import Project, text_of
from reading import SLUGS, text

from hub.documents.records import OutlineItem, Text, TextBlock, TextPage
from hub.site.reading_blocks import Continuation, ListItem, ReadingBlock, ReadingPage
from hub.site.reading_flow import reading_text
from hub.site.reading_parts import MOST_BYTES, parts_of

# The first test of the group builds the site that all of them use.
pytestmark = pytest.mark.xdist_group("reading_site")

LINE = "en hel linje af en trykt side med så mange ord, at den går til kanten"


def tagged(*blocks: TextBlock) -> Text:
    words = " ".join(block.text for block in blocks)
    return Text(pages=(TextPage(text=words, blocks=blocks),))


def blocks_of(given: Text) -> list[tuple[ReadingBlock, ...]]:
    return [page.blocks for page in reading_text(given).pages]


def paragraph(words: str, *later: Continuation) -> ReadingBlock:
    return ReadingBlock(kind="paragraph", text=words, continuations=later)


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        (f"{LINE}\nog videre", (paragraph(f"{LINE} og videre"),)),
        (f"den kommu-\nnale {LINE}", (paragraph(f"den kommunale {LINE}"),)),
        ("Navn: Aarhus\nDato: 1. maj", (paragraph("Navn: Aarhus\nDato: 1. maj"),)),
        ("<b>&", (paragraph("<b>&"),)),
        ("", ()),
        (
            "• Råd\n- Telefon",
            (
                ReadingBlock(
                    kind="list",
                    items=(ListItem("Råd", False), ListItem("Telefon", False)),  # noqa: FBT003  # as the model has it
                ),
            ),
        ),
    ],
)
def test_lines_become_paragraphs_and_lists(printed: str, shown: tuple[ReadingBlock, ...]) -> None:
    assert blocks_of(text(printed)) == [shown]


def test_a_paragraph_over_pages_is_whole_with_marks_where_they_begin() -> None:
    assert reading_text(text("Børn og kommu-", "nernes tilbud, som", "er gode.")).pages == (
        ReadingPage(
            number=1,
            blocks=(
                paragraph(
                    "Børn og kommunernes",
                    Continuation(2, "tilbud, som"),
                    Continuation(3, "er gode."),
                ),
            ),
        ),
        ReadingPage(number=2, continues=1),
        ReadingPage(number=3, continues=1),
    )


@pytest.mark.parametrize(
    ("before", "after"), [("Slut.", "og så"), ("Børne-", "og ungeområdet"), ("Slut", "Nyt afsnit")]
)
def test_what_may_be_apart_has_all_its_words(before: str, after: str) -> None:
    pages = reading_text(text(before, after)).pages

    told = [one for page in pages for block in page.blocks for one in words_of_block(block)]
    assert told == f"{before} {after}".split()


def words_of_block(block: ReadingBlock) -> list[str]:
    return " ".join([block.text, *(one.text for one in block.continuations)]).split()


def test_margins_are_said_once_and_page_numbers_become_labels() -> None:
    pages = [
        f"Kommunens rapport\nAfsnit {name}\nSide {at} af 12" for at, name in enumerate("abcd", 3)
    ]

    read = reading_text(text(*pages))

    assert [page.blocks for page in read.pages] == [(paragraph(f"Afsnit {x}"),) for x in "abcd"]
    assert [page.label for page in read.pages] == ["3", "4", "5", "6"]
    assert read.repeated == ("Kommunens rapport", "Side … af 12")


@pytest.mark.parametrize(
    "pages",
    [
        ["Spørgsmål 1\nJa", "Spørgsmål 2\nJa da", "Spørgsmål 3\nNej"],
        ["Antal\n120", "Beløb\n75", "I alt\n9"],
        ["Kun her\nTekst", "Andet\nTekst to", "Tredje\nTekst tre"],
        ["Antal\n12", "Antallet\n12", "I alt\n12"],
    ],
)
def test_values_at_the_edge_of_pages_are_text(pages: list[str]) -> None:
    read = reading_text(text(*pages))

    assert read.repeated == ()
    assert [page.blocks for page in read.pages] == [(paragraph(page),) for page in pages]


def test_the_outline_names_headings() -> None:
    outline = (
        OutlineItem(title="Indledning", level=0, page=1),
        OutlineItem(title="En lang overskrift over to linjer", level=2, page=1),
    )

    (blocks,) = blocks_of(
        text("1 Indledning\nTekst.\nEn lang overskrift\nover to linjer\nMere.", outline=outline)
    )

    assert blocks == (
        ReadingBlock(kind="heading", text="1 Indledning", level=3, rank=1),
        paragraph("Tekst."),
        ReadingBlock(kind="heading", text="En lang overskrift over to linjer", level=4, rank=3),
        paragraph("Mere."),
    )


def test_lists_of_tags_are_nested() -> None:
    given = tagged(
        TextBlock(kind="item", level=1, text="1. Råd"),
        TextBlock(kind="item", level=2, text="• Telefon"),
        TextBlock(kind="item", level=1, text="2. Hjælp"),
    )

    assert blocks_of(given) == [
        (
            ReadingBlock(
                kind="list",
                items=(
                    ListItem("1. Råd", labelled=True, items=(ListItem("Telefon", labelled=False),)),
                    ListItem("2. Hjælp", labelled=True),
                ),
            ),
        )
    ]


def test_a_large_document_is_in_parts_that_have_all_of_it() -> None:
    pages = reading_text(text(*(f"Side {at}. " + "Ord & ord. " * 4000 for at in range(30)))).pages

    parts = parts_of(pages)

    told = [one for part in parts for page in part.pages for one in page.blocks]
    assert len(parts) > 2
    assert "".join(block.text.replace(" ", "") for block in told) == "".join(
        block.text.replace(" ", "") for page in pages for block in page.blocks
    )


@pytest.fixture(scope="module")
def site(reading_site: Project) -> Project:
    """Return a site with a tagged report, a filled-in form and a document of four megabytes."""
    return reading_site


def view_of(site: Project, name: str) -> str:
    page = site.page(f"dokumenter/{SLUGS[name]}")
    return page.partition('<article class="hub-reading">')[2].partition("</article>")[0]


def test_a_tagged_report_is_shown_by_its_tags(site: Project) -> None:
    shown = re.findall(
        r'<div class="hub-reading__text">(.*?)</div>\s*</section>',
        view_of(site, "rapport"),
        re.DOTALL,
    )

    assert [re.sub(r"\s*\n\s*", "", one) for one in shown] == [
        (
            '<h3 class="hub-reading__heading hub-reading__heading--1">Indledning</h3>'
            "<p>Kommunen har en lang række indsatser.</p>"
            "<ul><li>Råd &amp; &lt;b&gt;vejledning&lt;/b&gt;</li><li>Tilbud</li></ul>"
            '<div class="hub-table" role="region" aria-label="Tabel på side 1" tabindex="0"><table>'
            "<tr><th>Område</th><th>Antal</th></tr><tr><th>Syn</th><td>12</td></tr></table></div>"
        ),
        '<h3 class="hub-reading__heading hub-reading__heading--2">Slut</h3><p>Tak.</p>',
    ]


def test_headings_of_tags_are_the_contents_where_a_file_has_no_outline(site: Project) -> None:
    assert re.findall(
        r'<li class="hub-reading__line--(\d)"><a href="(#side-\d)">(\w+) ', view_of(site, "rapport")
    ) == [("0", "#side-1", "Indledning"), ("1", "#side-2", "Slut")]
    assert "indholdsfortegnelse" not in view_of(site, "skema")


def test_a_filled_in_form_has_its_answers(site: Project) -> None:
    assert "Navn:\nAarhus" in view_of(site, "skema")


def test_each_page_leads_to_the_original(site: Project) -> None:
    page = view_of(site, "rapport")

    assert re.findall(r'<h2 id="(side-\d+)">', page) == ["side-1", "side-2"]
    assert 'href="https://www.sbst.dk/rapport.pdf#page=2"' in page


def test_no_part_of_a_long_document_is_heavy_and_every_page_is_reached(site: Project) -> None:
    folder = site.site / "dokumenter"
    first = SLUGS["lang"]
    parts = list(folder.glob(f"{first}*/index.html"))

    reached = [place_of(folder / first, number) for number in range(1, 121)]

    assert len(parts) > 3
    assert max(part.stat().st_size for part in parts) <= MOST_BYTES
    assert [f"Side nummer {at}." in text_of(found) for at, found in enumerate(reached, 1)] == [
        True
    ] * 120


def place_of(folder: Path, number: int) -> str:
    """Return the section to which `#side-N` of the first part leads, itself or by its link."""
    page = (folder / "index.html").read_text()
    link = re.search(rf'<a id="side-{number}" data-elsewhere href="([^"#]+)#side-{number}">', page)
    if link:
        page = (folder / link.group(1) / "index.html").read_text()
    return page.partition(f'<h2 id="side-{number}">')[2].partition("</section>")[0]
