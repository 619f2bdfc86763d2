"""What is filled in on a page stands in its text beside the question that it answers."""

from __future__ import annotations

import pytest
from library import file_of, quoted

from hub.documents.extraction import read_bytes

Words = tuple[int, int, str]
Field = tuple[int, int, int, int, str]

_STATES = "/AP << /N << /Ja 6 0 R /Off 6 0 R >> >>"
TICKED = f"/FT /Btn /V /Ja /AS /Ja {_STATES}"
NOT_TICKED = f"/FT /Btn /V /Off /AS /Off {_STATES}"


def answer(text: str, *, flags: int = 0) -> str:
    """Return a field of text that is filled in."""
    return f"/FT /Tx /Ff {flags} /V {quoted(text)} /DA (/Helv 11 Tf 0 g)"


def form(words: list[Words], fields: list[Field], *, tagged: bool = False) -> bytes:
    """Return a page of words, each at a place, and of fields, each in a rectangle."""
    drawn = "BT /F1 11 Tf " + "".join(
        f"1 0 0 1 {x} {y} Tm {quoted(text)} Tj " for x, y, text in words
    )
    if tagged:
        drawn = f"/P << /MCID 0 >> BDC {drawn} ET EMC"
    drawn += "" if tagged else "ET"
    listed = " ".join(
        f"<< /Type /Annot /Subtype /Widget /Rect [{left} {bottom} {right} {top}] "
        f"/F 4 /T (f{at}) {one} >>"
        for at, (left, bottom, right, top, one) in enumerate(fields)
    )
    form_ = "/AcroForm << /Fields [] /DR << /Font << /Helv 3 0 R >> >> /DA (/Helv 11 Tf 0 g) >>"
    tags = "/MarkInfo << /Marked true >> /StructTreeRoot 7 0 R" if tagged else ""
    box = "<< /Type /XObject /Subtype /Form /BBox [0 0 12 12] /Length 0 >>\nstream\n\nendstream"
    return file_of(
        [
            f"<< /Type /Catalog /Pages 2 0 R {form_} {tags} >>",
            "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            (
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
                f"/Annots [{listed}] /StructParents 0 /Resources << /Font << /F1 3 0 R >> >> >>"
            ),
            f"<< /Length {len(drawn.encode('cp1252'))} >>\nstream\n{drawn}\nendstream",
            box,
            "<< /Type /StructTreeRoot /K 8 0 R /ParentTree << /Nums [0 [8 0 R]] >> >>",
            "<< /Type /StructElem /S /P /P 7 0 R /Pg 4 0 R /K 0 >>",
            "<< >>",
        ]
    )


def line(x: int, y: int, width: int = 200) -> tuple[int, int, int, int]:
    """Return the rectangle of a field of one line."""
    return x, y - 5, x + width, y + 13


FORMS: dict[str, tuple[list[Words], list[Field], str]] = {
    "answers beside their questions": (
        [(50, 700, "Kommune:"), (50, 670, "Antal:"), (50, 640, "Tilbud:"), (50, 600, "Slut")],
        [
            (*line(200, 640), answer("Lindegården")),
            (*line(200, 700), answer("Aarhus")),
            (*line(200, 670), answer("14")),
        ],
        "Kommune: Aarhus\nAntal: 14\nTilbud: Lindegården\nSlut",
    ),
    "an answer below its question": (
        [(50, 700, "Beskriv indsatsen:"), (50, 600, "Slut")],
        [(50, 630, 450, 690, answer("Fire pladser.\nFra 2025.", flags=4096))],
        "Beskriv indsatsen:\nFire pladser.\nFra 2025.\nSlut",
    ),
    "two columns": (
        [(50, 700, "Frist:"), (300, 700, "Svar:"), (50, 670, "Slut")],
        [(*line(350, 700), answer("2. maj")), (*line(100, 700, 150), answer("1. maj"))],
        "Frist: 1. maj Svar: 2. maj\nSlut",
    ),
    "boxes behind their words": (
        [(50, 700, "Er behovet dækket?"), (220, 700, "Ja"), (280, 700, "Nej")],
        [(236, 698, 248, 710, TICKED), (302, 698, 314, 710, NOT_TICKED)],
        "Er behovet dækket? Ja ☒ Nej ☐",
    ),
    "boxes before their words": (
        [(70, 700, "Børn"), (70, 670, "Voksne")],
        [(50, 698, 62, 710, NOT_TICKED), (50, 668, 62, 680, TICKED)],
        "☐ Børn\n☒ Voksne",
    ),
    "choices of one question": (
        [(70, 700, "Altid"), (170, 700, "Aldrig")],
        [
            (50, 698, 62, 710, TICKED.replace("/FT /Btn", "/FT /Btn /Ff 32768")),
            (150, 698, 162, 710, NOT_TICKED.replace("/FT /Btn", "/FT /Btn /Ff 32768")),
        ],
        "☒ Altid ☐ Aldrig",
    ),
    "nothing printed": ([], [(*line(50, 700), answer("Alene"))], "Alene"),
    "far from everything": (
        [(50, 700, "Overskrift")],
        [(*line(50, 100), answer("Nederst"))],
        "Overskrift\nNederst",
    ),
    "an empty field": ([(50, 700, "Navn:")], [(*line(100, 700), answer(""))], "Navn:"),
    "a hidden box": (
        [(50, 700, "Ja")],
        [(70, 698, 82, 710, TICKED.replace("/FT", "/F 2 /FT"))],
        "Ja",
    ),
}


@pytest.mark.parametrize(("words", "fields", "text"), FORMS.values(), ids=FORMS.keys())
def test_what_is_filled_in_stands_where_it_belongs(words, fields, text):
    read = read_bytes(form(words, fields), "pdf", 20)

    assert [page.text for page in read.text.pages] == [text]


def test_a_tagged_page_with_answers_is_shown_by_its_lines():
    """Its tags name the questions alone; the answers would come after all of them."""
    words = [(50, 700, "Kommune:"), (50, 670, "Antal:")]
    fields = [(*line(200, 700), answer("Aarhus")), (*line(200, 670), answer("14"))]

    filled = read_bytes(form(words, fields, tagged=True), "pdf", 20)
    empty = read_bytes(form(words, [], tagged=True), "pdf", 20)

    assert [page.blocks for page in filled.text.pages] == [()]
    assert [page.text for page in filled.text.pages] == ["Kommune: Aarhus\nAntal: 14"]
    assert [len(page.blocks) for page in empty.text.pages] == [1]


def test_more_fields_than_are_put_in_place_are_still_read():
    words = [(50, 800 - 7 * at, "Spørgsmål " * 8) for at in range(100)]
    fields = [(*line(500, 800 - 7 * (at % 100), 60), answer(f"svar{at}")) for at in range(900)]

    read = read_bytes(form(words, fields), "pdf", 20)
    (page,) = read.text.pages

    assert {f"svar{at}" for at in range(900)} <= set(page.text.split())
