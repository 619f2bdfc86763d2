"""The small cases of the shared material, and our own of the same kinds: what each file says."""

from __future__ import annotations

import io
import json
import re
from typing import get_args

import pytest
from library import SECONDS, SHARED, fetch, form_pdf, pdf, record_of, text_of, verdict_of
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ByteStringObject, NameObject, TextStringObject

from hub.catalogue.document_model import Document
from hub.documents.extraction import read_bytes
from hub.documents.extractors.pdf_values import one_line, pdf_date
from hub.documents.file_types import expected_kind
from hub.documents.records import Kind

CASES = SHARED / "document_cases"
EXPECTED = (
    json.loads((CASES / "expected.json").read_text(encoding="utf-8")) if CASES.is_dir() else {}
)


@pytest.mark.skipif(not EXPECTED, reason="the shared test material is not beside us")
@pytest.mark.parametrize("name", EXPECTED)
def test_a_case_is_read_as_it_should(name):
    expected = EXPECTED[name]

    verdict, read = verdict_of(name, (CASES / name).read_bytes())

    assert verdict == expected["verdict"]
    if verdict != "document":
        return
    told = {
        "verdict": verdict,
        "password": read.reading == "password",
        "pages": read.pages,
        "words": read.words,
        "title": read.title,
        "created": read.pdf and read.pdf.created,
        "language": read.pdf and read.pdf.language,
        "holds": [one for one in expected.get("holds", ()) if one in text_of(read)],
        "lacks": [one for one in expected.get("lacks", ()) if one not in text_of(read)],
    }
    assert {name: told[name] for name in expected} == expected


FIELDS = {
    "a text": ("/Subtype /Widget /FT /Tx /T (a) /V (Svar) /DA (/Helv 12 Tf 0 g)", "Svar"),
    "two lines": ("/Subtype /Widget /FT /Tx /Ff 4096 /T (a) /V (Et\\rTo)", "Et\nTo"),
    "a choice": (
        "/Subtype /Widget /FT /Ch /Ff 131072 /T (a) /V (2) /Opt [[(1) (Nej)] [(2) (Ja)]]",
        "Ja",
    ),
    "free text": ("/Subtype /FreeText /Contents (Bemærk) /DA (/Helv 12 Tf 0 g)", "Bemærk"),
    "a hidden field": ("/Subtype /Widget /FT /Tx /F 2 /T (a) /V (Skjult)", ""),
    "a note": ("/Subtype /Text /Contents (Note)", ""),
    "a popup": ("/Subtype /Popup /Contents (Popup)", ""),
    "a link": ("/Subtype /Link /Contents (Link)", ""),
}


@pytest.mark.parametrize(("field", "shown"), FIELDS.values(), ids=FIELDS.keys())
def test_a_field_belongs_to_the_text_where_it_is_printed(field, shown):
    read = read_bytes(form_pdf("Skema", field), "pdf", SECONDS)

    assert text_of(read) == f"Skema\n{shown}".strip()


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ("en central ud-\nmelding", "en central udmelding"),
        ("ambulant-\ne tilbud", "ambulante tilbud"),
        ("social-\nog sundhedsområdet", "social- og sundhedsområdet"),
        ("Børne-\nog Ungestyrelsen", "Børne- og Ungestyrelsen"),
        ("syn-\neller hørenedsættelse", "syn- eller hørenedsættelse"),
        ("børne-\nsamt ungeområdet", "børne- samt ungeområdet"),
        ("ind-\ntil videre", "indtil videre"),
        ("lang-\nsamt", "langsamt"),
        ("KL-\nog RLTN-aftaler", "KL- og RLTN-aftaler"),
        ("en dial-\nogisk form", "en dialogisk form"),
        ("Midt-\nVest", "Midt-Vest"),
        ("COVID-\n19", "COVID-19"),
        ("KL-\nAftalen", "KL-Aftalen"),
        ("KL-\naftalen", "KL-aftalen"),
        ("en e-\nmail", "en e-mail"),
        ("§ 13 b-\nc", "§ 13 b-c"),
        ("www.sbst.dk/central-\nudmelding/", "www.sbst.dk/central-udmelding/"),
        ("Se eksempel.dk/central-\nog-regional her", "Se eksempel.dk/central-og-regional her"),
        ("post@center-\nhus.dk", "post@center-hus.dk"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_goes_only_where_it_divides_a_word(lines, text):
    assert text_of(read_bytes(pdf(lines), "pdf", SECONDS)) == text


def _after(drawn: str, data: bytes) -> bytes:
    """Return a PDF on whose pages something comes before the text."""
    longer = re.sub(rb"/Length (\d+)", lambda one: b"/Length %d" % (int(one[1]) + len(drawn)), data)
    return longer.replace(b"BT", drawn.encode("cp1252") + b"BT")


_LINES = "Første linje på siden om børn\nAnden linje på siden om unge\nTredje linje om alle"


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_lines_come_in_their_order_whichever_way_a_page_is_turned(degrees):
    read = read_bytes(pdf(_LINES, annotations=f"/Rotate {degrees}"), "pdf", SECONDS)

    assert text_of(read) == _LINES


@pytest.mark.parametrize("turned", ["0 -1 1 0 0 842", "0 1 -1 0 842 0"], ids=["down", "up"])
def test_lines_come_in_their_order_whichever_way_they_run(turned):
    data = _after(f"{turned} cm ", pdf(_LINES))

    assert text_of(read_bytes(data, "pdf", SECONDS)) == _LINES


def test_a_word_is_whole_on_a_page_whose_lines_run_downwards():
    lines = (
        "Kommunerne har fået en central ud-\nmelding om børn og unge i år\nog om voksne i landet"
    )

    read = read_bytes(pdf(lines, annotations="/Rotate 90"), "pdf", SECONDS)

    assert text_of(read) == lines.replace("ud-\n", "ud")


def test_no_file_is_judged_by_the_one_before_it():
    """PDFium keeps the error of the last file: a locked one made the next one locked too."""
    locked = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("Hemmelig"))))
    locked.encrypt("kode", algorithm="AES-256")
    stream = io.BytesIO()
    locked.write(stream)
    pageless = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF"

    readings = [read_bytes(data, "pdf", SECONDS) for data in (stream.getvalue(), pageless)]

    assert [(one.reading, one.opened) for one in readings] == [
        ("password", True),
        ("no-text", False),
    ]


@pytest.mark.parametrize(
    "behind", [b"\0" * 10_000, b"<html><body>Proxy</body></html>" * 200], ids=["nul", "html"]
)
def test_bytes_behind_the_end_do_no_harm(behind):
    verdict, read = verdict_of("a.pdf", pdf("Indhold") + behind)

    assert (verdict, text_of(read)) == ("document", "Indhold")


def test_a_file_without_its_end_is_cut():
    whole = pdf("Første", "Anden", "Tredje")

    read = read_bytes(whole[: whole.index(b"(Tredje)")], "pdf", SECONDS)

    assert (read.opened, read.cut) == (False, True)


def test_pages_without_text_say_why():
    private = "(\\001\\002\\003\\004)"
    data = pdf("Tekst", "", "Mellem").replace(b"(Mellem)", private.encode())

    read = read_bytes(data, "pdf", SECONDS)

    assert [(page.text, page.lack) for page in read.text.pages] == [
        ("Tekst", None),
        ("", "blank"),
        ("", "unreadable"),
    ]


@pytest.mark.parametrize(
    ("value", "title"),
    [
        (ByteStringObject(b"R\xc3\xb8d"), "Rød"),
        (ByteStringObject(b"R\xf8d \x84 gr\xf8d"), "Rød — grød"),
        (ByteStringObject(b"\xfe\xff\x00R\x00\xf8\x00d\x00"), "Rød"),
        (ByteStringObject(b"\xff\xfeR\x00\xf8\x00d\x00"), "Rød"),
        (ByteStringObject(b"\x00R\x00\xf8\x00d"), "Rød"),
        (ByteStringObject(b"R\x00\xf8\x00d\x00"), "Rød"),
        (ByteStringObject(b"\xef\xbb\xbfR\xc3\xb8d\x00"), "Rød"),
        (TextStringObject("A\u030arhus"), "Århus"),
        (TextStringObject("\x1bda\x1bRød\0"), "Rød"),
        (NameObject("/Rød"), "Rød"),
        (TextStringObject("\0 \0"), None),
        (12, None),
    ],
)
def test_a_title_is_read_in_every_form(value, title):
    assert one_line(value) == title


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("D:20180924103000Z00'00'", "2018-09-24"),
        ("D:20180924103000Z", "2018-09-24"),
        ("D:20180924103000+02'00'", "2018-09-24"),
        ("D:20180924103000+0200", "2018-09-24"),
        ("20180924", "2018-09-24"),
        ("D:2018", "2018"),
        ("D:20180924103000Z00'00'\0", "2018-09-24"),
        (ByteStringObject(b"D:20180924103000Z00'00'"), "2018-09-24"),
        ("D:20181324103000Z", None),
        ("24. september 2018", None),
    ],
)
def test_a_date_is_read_in_every_form(value, day):
    assert pdf_date(value) == day


def test_a_page_that_cannot_be_loaded_is_unread_and_not_blank():
    data = pdf("Første", "Anden").replace(
        b"/Type /Page /Parent 2 0 R", b"/Type /Font /Parent 9 9", 1
    )

    read = read_bytes(data, "pdf", SECONDS)

    assert [(page.text, page.lack) for page in read.text.pages] == [("", "unread"), ("Anden", None)]
    assert (read.opened, read.reading, read.pages, read.unread_pages) == (True, "whole", 2, 1)


def test_pages_behind_the_last_one_that_is_read_are_counted():
    data = pdf("Side").replace(b"/Kids [4 0 R]", b"/Kids [%s]" % (b"4 0 R " * 5003))

    read = read_bytes(data.replace(b"/Count 1", b"/Count 5003"), "pdf", 60)

    assert (read.pages, len(read.text.pages), read.unread_pages) == (5003, 5000, 3)


@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_kind_that_is_read_can_be_written_as_the_format_of_a_document(kind):
    document = Document(title="Svar", format=kind)

    assert expected_kind("https://eksempel.dk/svar", document.format) == kind


@pytest.mark.parametrize(
    ("path", "media_type", "told"),
    [
        ("/svar.csv", "text/csv", "(text/csv), end der ventes (pdf, docx, xlsx, "),
        ("/svar", "image/jpeg", "(image/jpeg), end der ventes (pdf, docx, xlsx, "),
        ("/svar.pdf", "application/pdf", "(?), end der ventes (pdf)."),
        ("/svar.docx", "text/html", "(?), end der ventes (docx)."),
    ],
)
def test_what_is_expected_is_what_the_address_promises_or_all_that_is_read(
    server, make_library, path, media_type, told
):
    library = make_library({"url": server.put(path, b"\x01\x02Kommune;Antal", media_type)})

    done = fetch(library)

    assert f"[document-other-kind] Der kommer en anden slags fil {told}" in done.stdout


def test_editors_and_readers_are_told_of_pages_without_text(server, make_library):
    picture = b"q 100 0 0 100 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q"
    drawn = b"BT /F1 12 Tf 72 720 Td (" + b"x" * (len(picture) - 31) + b") Tj ET"
    data = pdf("Tekst", "x" * (len(picture) - 31))
    address = server.put("/a.pdf", data.replace(drawn, picture))
    library = make_library({"url": address})

    done = fetch(library)

    assert record_of(library, address)["versions"][0]["picture_pages"] == 1
    assert "1 af filens 2 sider har kun billeder og ingen tekst." in done.stdout


_PICTURE = "q 100 0 0 100 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q"


@pytest.mark.parametrize(
    ("stamped", "told"),
    [
        ("1", ("", "picture")),
        ("Side 1", ("", "picture")),
        ("- 12 -", ("", "picture")),
        ("Side 3 af 12", ("", "picture")),
        ("Bilag 3", ("Bilag 3", None)),
        ("Afrapportering 2019", ("Afrapportering 2019", None)),
    ],
)
def test_a_scanned_page_is_a_picture_although_its_number_is_stamped_on_it(stamped, told):
    read = read_bytes(_after(f"{_PICTURE} ", pdf(stamped)), "pdf", SECONDS)

    assert [(page.text, page.lack) for page in read.text.pages] == [told]


def test_a_page_number_alone_is_text_where_there_is_no_picture():
    assert text_of(read_bytes(pdf("Side 1"), "pdf", SECONDS)) == "Side 1"


def test_a_web_page_without_text_is_no_picture_of_pages(server, make_library):
    page = b"<title>Udmelding</title><div id=app></div><script src=app.js></script>"
    address = server.put("/udmelding", page, "text/html")
    library = make_library({"url": address})

    done = fetch(library)

    assert record_of(library, address)["versions"][0]["reading"] == "no-text"
    assert "[document-page-without-text] Der er ingen læsbar tekst på siden;" in done.stdout


def test_glyphs_whose_meaning_no_font_gives_are_no_readable_text():
    """PDFium makes letters of their numbers, but others than those that are printed."""
    name, drawn = "/BaseFont /ABCDEF+Ukendt", b"(\\0$\\0E\\0F\\0G)"
    info = "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
    below = f"[<< /Type /Font /Subtype /CIDFontType2 {name} {info} >>]"
    font = f"/Type0 {name} /Encoding /Identity-H /DescendantFonts {below}"
    known = b"/Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding"
    data = pdf("12345678901").replace(known, font.encode()).replace(b"(12345678901)", drawn)

    read = read_bytes(data, "pdf", SECONDS)

    assert [(page.text, page.lack) for page in read.text.pages] == [("", "unreadable")]
    assert (read.reading, read.opened) == ("no-text", True)
