"""The tags of a PDF: what they say of its text, and what is done where they do not say all."""

from __future__ import annotations

import pytest
from library import form_pdf, pdf
from tagged import PAGE, tagged_pdf

from hub.documents.extraction import read_bytes

HEADER = ("Artifact", "Kommunens rapport")
REPORT = (
    HEADER,
    ("H1", "Indledning"),
    ("P", "Kommunen har en lang række ind-\nsatser, og de er ", ("Span", "vigtige"), "."),
    (
        "L",
        ("LI", ("Lbl", "1. "), ("LBody", ("P", "Råd"), ("L", ("LI", ("LBody", "Telefon"))))),
        ("LI", ("Lbl", "2. "), ("LBody", "Vejledning")),
    ),
    (
        "Table",
        ("TR", ("TH", {"given": "/A << /O /Table /ColSpan 2 >>"}, "Antal borgere")),
        ("TR", ("TH", "Syn"), ("TD", ("P", "12"))),
    ),
    ("Figure", {"given": "/Alt (Et kort over landet)"}, ""),
    PAGE,
    HEADER,
    ("H2", "Slut"),
    ("P", "Tak."),
    ("Untagged", "Svar fra et felt"),
)


def blocks_of(data: bytes) -> list[list[dict]]:
    text = read_bytes(data, "pdf", 20).text
    return [
        [block.model_dump(exclude_defaults=True) for block in page.blocks] for page in text.pages
    ]


def test_tags_give_headings_paragraphs_lists_tables_and_descriptions():
    assert blocks_of(tagged_pdf(*REPORT)) == [
        [
            {"kind": "heading", "level": 1, "text": "Indledning"},
            {
                "kind": "paragraph",
                "text": "Kommunen har en lang række indsatser, og de er\nvigtige\n.",
            },
            {"kind": "item", "level": 1, "text": "1. Råd"},
            {"kind": "item", "level": 2, "text": "Telefon"},
            {"kind": "item", "level": 1, "text": "2. Vejledning"},
            {
                "kind": "table",
                "rows": (
                    ({"text": "Antal borgere", "header": True, "columns": 2},),
                    ({"text": "Syn", "header": True}, {"text": "12"}),
                ),
            },
            {"kind": "figure", "text": "Et kort over landet"},
            {"kind": "margin", "text": "Kommunens rapport"},
        ],
        [
            {"kind": "heading", "level": 2, "text": "Slut"},
            {"kind": "paragraph", "text": "Tak."},
            {"kind": "paragraph", "text": "Svar fra et felt"},
            {"kind": "margin", "text": "Kommunens rapport"},
        ],
    ]


def test_an_element_over_two_pages_is_on_both():
    data = tagged_pdf(("P", "begynder her", PAGE, "og slutter her"))

    assert blocks_of(data) == [
        [{"kind": "paragraph", "text": "begynder her"}],
        [{"kind": "paragraph", "text": "og slutter her"}],
    ]


@pytest.mark.parametrize(
    "data",
    [
        pdf("uden mærker"),
        pdf("uden træ", root="/MarkInfo << /Marked true >> /StructTreeRoot 99 0 R"),
        tagged_pdf(("P", "\n".join(["en lang side i et stykke"] * 45), "\n" * 3, "x" * 1500)),
    ],
    ids=["untagged", "no tree", "one paragraph"],
)
def test_where_tags_say_nothing_more_the_text_has_no_blocks(data: bytes):
    read = read_bytes(data, "pdf", 20)

    assert read.reading == "whole"
    assert [page.blocks for page in read.text.pages] == [()]


def test_a_filled_in_field_is_in_the_text_of_a_form():
    form = form_pdf("Navn:", "/Subtype /Widget /FT /Tx /T (navn) /V (Aarhus) /DA (/Helv 12 Tf 0 g)")

    (page,) = read_bytes(form, "pdf", 20).text.pages

    assert page.text.split() == ["Navn:", "Aarhus"]
    assert page.blocks == ()


def nested(depth: int) -> tuple:
    return ("Sect", nested(depth - 1)) if depth else ("P", "inderst")


def test_a_deep_tree_is_read():
    assert blocks_of(tagged_pdf(nested(100))) == [[{"kind": "paragraph", "text": "inderst"}]]


def test_a_tree_that_is_its_own_parent_ends():
    data = tagged_pdf(("Sect", ("Sect", ("P", "tekst"))))
    looped = data.replace(b"/K [10 0 R]", b"/K [9 0 R ]")
    assert looped != data

    assert read_bytes(looped, "pdf", 20).text.pages[0].text == "tekst"


def test_all_words_of_a_tagged_page_are_in_its_blocks():
    read = read_bytes(tagged_pdf(*REPORT), "pdf", 20)

    for page in read.text.pages:
        told = [block.text for block in page.blocks if block.kind != "figure"]
        told += [cell.text for block in page.blocks for row in block.rows for cell in row]
        assert sorted(" ".join(told).split()) == sorted(page.text.split())
