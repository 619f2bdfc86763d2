"""The small cases of the shared material, and our own of the same kinds: what each file says."""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile

import pytest
from library import SHARED, fetch, form_pdf, pdf, record_of
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ByteStringObject, NameObject, TextStringObject

from hub.documents.classifier import judged_kind
from hub.documents.extraction import Read, read_bytes
from hub.documents.extractors.pdf_values import one_line, pdf_date
from hub.documents.file_types import expected_kind
from hub.web.client import Response
from hub.web.errors import FetchError

CASES = SHARED / "document_cases"
EXPECTED = (
    json.loads((CASES / "expected.json").read_text(encoding="utf-8")) if CASES.is_dir() else {}
)
SECONDS = 20


def _text(read: Read) -> str:
    return "\n".join(page.text for page in read.text.pages)


def _verdict(name: str, data: bytes) -> tuple[str, Read | None]:
    """Judge and read a file as a run does that gets it from an address with this name."""
    address = f"https://eksempel.dk/{name}"
    fetched = Response(status=200, final_address=address, body=io.BytesIO(data))
    try:
        kind = judged_kind(fetched, expected_kind(address, None))
    except FetchError as failed:
        return str(failed.verdict), None
    read = read_bytes(data, kind, SECONDS)
    return ("document" if read.opened else "damaged"), read


@pytest.mark.skipif(not EXPECTED, reason="the shared test material is not beside us")
@pytest.mark.parametrize("name", EXPECTED)
def test_a_case_is_read_as_it_should(name):
    expected = EXPECTED[name]

    verdict, read = _verdict(name, (CASES / name).read_bytes())

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
        "holds": [one for one in expected.get("holds", ()) if one in _text(read)],
        "lacks": [one for one in expected.get("lacks", ()) if one not in _text(read)],
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

    assert _text(read) == f"Skema\n{shown}".strip()


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ("en central ud-\nmelding", "en central udmelding"),
        ("ambulant-\ne tilbud", "ambulante tilbud"),
        ("social-\nog sundhedsområdet", "social- og sundhedsområdet"),
        ("Børne-\nog Ungestyrelsen", "Børne- og Ungestyrelsen"),
        ("syn-\neller hørenedsættelse", "syn- eller hørenedsættelse"),
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
    assert _text(read_bytes(pdf(lines), "pdf", SECONDS)) == text


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
    verdict, read = _verdict("a.pdf", pdf("Indhold") + behind)

    assert (verdict, _text(read)) == ("document", "Indhold")


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


def _zipped(**parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), part)
    return stream.getvalue()


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_O = (
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
)


def _word(body: str) -> str:
    document = f"<w:document {_W}><w:body>{body}</w:body></w:document>"
    notes = f"<w:footnotes {_W}><w:p><w:r><w:t>En note</w:t></w:r></w:p></w:footnotes>"
    data = _zipped(word__document_xml=document, word__footnotes_xml=notes)
    return _text(read_bytes(data, "docx", SECONDS)).removesuffix("En note").strip()


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<w:r><w:t>Ord</w:t><w:tab/><w:t>efter</w:t></w:r>", "Ord efter"),
        ("<w:r><w:t>En</w:t><w:br/><w:t>To</w:t></w:r>", "En\nTo"),
        ("<w:r><w:t>covid</w:t><w:noBreakHyphen/><w:t>19</w:t></w:r>", "covid-19"),
        ("<w:r><w:t>syge</w:t><w:softHyphen/><w:t>hus</w:t></w:r>", "sygehus"),
        ("<w:r><w:t>A\u030arhus ﬁnans\u2060</w:t></w:r>", "Århus finans"),
        ("<w:ins><w:r><w:t>nyt</w:t></w:r></w:ins>", "nyt"),
        ("<w:moveTo><w:r><w:t>flyttet</w:t></w:r></w:moveTo>", "flyttet"),
        ("<w:moveFrom><w:r><w:t>flyttet</w:t></w:r></w:moveFrom>", ""),
        ("<w:del><w:r><w:delText>gammelt</w:delText></w:r></w:del>", ""),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:t> Ja</w:t></w:r>', "✓ Ja"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>skjult</w:t></w:r><w:r><w:t>ses</w:t></w:r>", "ses"),
        (
            (
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText>'
                '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1. maj</w:t></w:r>'
                '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            ),
            "1. maj",
        ),
        ('<w:fldSimple w:instr="PAGE"><w:r><w:t>7</w:t></w:r></w:fldSimple>', "7"),
    ],
)
def test_a_word_file_says_what_is_printed(body, text):
    assert _word(f"<w:p>{body}</w:p>") == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<text:p>Se <text:span>hele</text:span> listen</text:p>", "Se hele listen"),
        ('<text:p>a<text:s text:c="3"/>b<text:tab/>c</text:p>', "a b c"),
        ("<text:p>En<text:line-break/>To</text:p>", "En\nTo"),
        (
            (
                "<text:p>Ord<text:note><text:note-citation>1</text:note-citation><text:note-body>"
                "<text:p>Note</text:p></text:note-body></text:note> videre</text:p>"
            ),
            "Ord videre\nNote",
        ),
        (
            (
                "<text:tracked-changes><text:changed-region><text:deletion><text:p>væk</text:p>"
                "</text:deletion></text:changed-region></text:tracked-changes><text:p>her</text:p>"
            ),
            "her",
        ),
        ("<text:p>a<office:annotation><text:p>privat</text:p></office:annotation>b</text:p>", "ab"),
    ],
)
def test_an_open_document_says_what_is_printed(body, text):
    content = f"<office:body {_O}>{body}</office:body>"
    data = _zipped(mimetype="application/vnd.oasis.opendocument.text", content_xml=content)

    assert _text(read_bytes(data, "odt", SECONDS)) == text


_SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _workbook(cells: str) -> bytes:
    sheets = (
        f'<workbook {_SHEET} xmlns:r="{_RELATIONS}"><sheets>'
        '<sheet name="Svar" sheetId="1" r:id="a"/>'
        '<sheet name="Lister" sheetId="2" state="hidden" r:id="b"/></sheets></workbook>'
    )
    targets = "".join(
        f'<Relationship Id="{name}" Type="{_RELATIONS}/worksheet" Target="worksheets/{name}.xml"/>'
        for name in "ab"
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    formats = '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    hidden = '<row r="1"><c r="A1" t="inlineStr"><is><t>skjult</t></is></c></row>'
    return _zipped(
        **{
            "xl/workbook.xml": sheets,
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}">{targets}'
            "</Relationships>",
            "xl/styles.xml": f"<styleSheet {_SHEET}>{formats}</styleSheet>",
            "xl/worksheets/a.xml": f'<worksheet {_SHEET}><sheetData><row r="1">{cells}</row>'
            "</sheetData></worksheet>",
            "xl/worksheets/b.xml": f"<worksheet {_SHEET}><sheetData>{hidden}</sheetData>"
            "</worksheet>",
        }
    )


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c r="A1" t="inlineStr"><is><t>ord</t></is></c>', "ord"),
        ('<c r="A1" t="inlineStr"><is><r><t>to</t></r><r><t>dele</t></r></is></c>', "todele"),
        ('<c r="A1"><v>42</v></c>', "42"),
        ('<c r="A1"><v>12.5</v></c>', "12.5"),
        ('<c r="A1" s="1"><v>43000</v></c>', "2017-09-22"),
        ('<c r="A1" t="b"><v>1</v></c>', "TRUE"),
        ('<c r="A1" t="str"><f>B1</f><v>fundet</v></c>', "fundet"),
    ],
)
def test_a_spreadsheet_says_what_its_shown_sheets_hold(cell, text):
    assert _text(read_bytes(_workbook(cell), "xlsx", SECONDS)) == f"Svar\n{text}"


def test_an_office_file_behind_a_password_needs_a_password():
    """Such a file is an old container around the encrypted new one, whatever its name says."""
    names = [_entry("Root Entry", 5, child=1), _entry("EncryptedPackage", 2)]
    data = _compound(names)

    verdict, read = _verdict("a.docx", data)

    assert (verdict, read.reading) == ("document", "password")


def _entry(name: str, kind: int, *, child: int = 0xFFFFFFFF) -> bytes:
    """Return an entry of a compound file's directory, of a stream without contents."""
    encoded = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child)
    head = encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded), kind, 1) + links
    return (head + bytes(36) + struct.pack("<IQ", 0xFFFFFFFE, 0)).ljust(128, b"\0")


def _compound(entries: list[bytes]) -> bytes:
    """Return a compound file of one sector of allocations and one of the directory."""
    free, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0, 0)
    head = head.ljust(512, b"\xff")
    sectors = struct.pack("<II", table, end) + struct.pack("<I", free) * 126
    return head + sectors + b"".join(entries).ljust(512, b"\0")


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
    data = pdf(stamped).replace(b"BT", f"{_PICTURE} BT".encode("cp1252"))
    length = len(_PICTURE) + 1
    data = re.sub(rb"/Length (\d+)", lambda one: b"/Length %d" % (int(one[1]) + length), data)

    read = read_bytes(data, "pdf", SECONDS)

    assert [(page.text, page.lack) for page in read.text.pages] == [told]


def test_a_page_number_alone_is_text_where_there_is_no_picture():
    assert _text(read_bytes(pdf("Side 1"), "pdf", SECONDS)) == "Side 1"


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


def test_an_open_document_behind_a_password_needs_a_password():
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry></m:manifest>'
    )
    parts = {"META-INF/manifest.xml": manifest, "content.xml": "\x93\x01"}
    data = _zipped(mimetype="application/vnd.oasis.opendocument.text", **parts)

    verdict, read = _verdict("a.odt", data)

    assert (verdict, read.reading) == ("document", "password")
