"""Files of office programs, made for each test: what is printed is read, and nothing else."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from library import SECONDS, text_of, verdict_of

from hub.documents.extraction import read_bytes


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
    return text_of(read_bytes(data, "docx", SECONDS)).removesuffix("En note").strip()


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


_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.mark.parametrize(
    ("name", "spaces", "verdict"),
    [
        ("a.doc", 'xmlns:w="urn:schemas-microsoft-com:office:word"', "document"),
        ("a.xls", 'xmlns:x="urn:schemas-microsoft-com:office:excel"', "document"),
        ("a.pdf", 'xmlns:w="urn:schemas-microsoft-com:office:word"', "not-a-document"),
        ("a.doc", "", "not-a-document"),
    ],
)
def test_a_page_that_word_or_excel_saved_may_have_their_ending(name, spaces, verdict):
    page = f"<html {spaces}><title>Svar</title><body><p>Svaret er ja.</p></body></html>"

    assert verdict_of(name, page.encode())[0] == verdict


_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def _references(**targets: str) -> str:
    """Return a list of references by their ids; the first names a package's main part."""
    listed = "".join(
        f'<Relationship Id="{name}" Type="{_RELATIONS}/officeDocument" Target="{target}"/>'
        for name, target in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}">{listed}</Relationships>'


@pytest.mark.parametrize("target", ["word/document2.xml", "/word/document2.xml", "./word/svar.xml"])
def test_a_word_file_is_read_whatever_its_main_part_is_called(target):
    body = f"<w:document {_W}><w:p><w:r><w:t>Svar</w:t></w:r></w:p></w:document>"
    data = _zipped(**{"_rels/.rels": _references(a=target), target.lstrip("./"): body})

    verdict, read = verdict_of("svar.docx", data)

    assert (verdict, text_of(read)) == ("document", "Svar")


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("a.docx", "document"),
        ("a.doc", "document"),
        ("a.rtf", "document"),
        ("a", "document"),
        ("a.xls", "not-a-document"),
        ("a.pdf", "not-a-document"),
    ],
)
def test_a_file_may_have_the_name_of_a_kind_that_the_same_program_opens(name, verdict):
    data = _zipped(word__document_xml=f"<w:document {_W}/>")

    assert verdict_of(name, data)[0] == verdict


_ENTRIES = '<w:listEntry w:val="Viborg"/><w:listEntry w:val="Aarhus"/>'


def _form_field(answer: str, result: str = "") -> str:
    """Return a field of a form of Word with its data and, as some programs write it, a result."""
    data = f"<w:ffData>{answer}</w:ffData>"
    shown = f'<w:fldChar w:fldCharType="separate"/><w:t>{result}</w:t>' if result else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar><w:instrText>F</w:instrText>'
        f'{shown}<w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("answer", "result", "text"),
    [
        ('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>', "", "☒"),
        ('<w:checkBox><w:default w:val="1"/></w:checkBox>', "", "☒"),
        ('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>', "", "☐"),
        ("<w:checkBox><w:sizeAuto/></w:checkBox>", "", "☐"),
        (f'<w:ddList><w:result w:val="1"/>{_ENTRIES}</w:ddList>', "", "Aarhus"),
        (f"<w:ddList>{_ENTRIES}</w:ddList>", "", "Viborg"),
        (f'<w:ddList><w:result w:val="7"/>{_ENTRIES}</w:ddList>', "", ""),
        (f'<w:ddList><w:result w:val="1"/>{_ENTRIES}</w:ddList>', "Aarhus", "Aarhus"),
        ('<w:textInput><w:default w:val="Skriv her"/></w:textInput>', "Et svar", "Et svar"),
    ],
)
def test_a_form_of_word_says_what_was_answered(answer, result, text):
    asked = "<w:r><w:t>Svar:</w:t></w:r>"

    assert _word(f"<w:p>{asked}{_form_field(answer, result)}</w:p>") == f"Svar:{text}"


def _slide(text: str, shown: str = "") -> str:
    spaces = 'xmlns:p="p" xmlns:a="a"'
    return f"<p:sld {spaces} {shown}><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sld>"


@pytest.mark.parametrize(
    ("listed", "text"),
    [
        ('<p:sldId id="257" r:id="b"/><p:sldId id="256" r:id="a"/>', "To\nEt"),
        ('<p:sldId id="256" r:id="a"/><p:sldId id="258" r:id="c"/>', "Et"),
        ('<p:sldId id="259" r:id="nowhere"/><p:sldId id="256" r:id="a"/>', "Et"),
        ("", "Et\nTo"),
    ],
)
def test_slides_are_read_in_the_order_in_which_they_are_shown_if_they_are(listed, text):
    targets = {"a": "slides/slide1.xml", "b": "/ppt/slides/slide2.xml", "c": "slides/slide3.xml"}
    main = f'<p:presentation xmlns:p="p" xmlns:r="r">{listed}</p:presentation>'
    data = _zipped(
        **{
            "ppt/presentation.xml": main,
            "ppt/_rels/presentation.xml.rels": _references(**targets),
            "ppt/slides/slide1.xml": _slide("Et"),
            "ppt/slides/slide2.xml": _slide("To"),
            "ppt/slides/slide3.xml": _slide("Skjult", 'show="0"'),
        }
    )

    assert text_of(read_bytes(data, "pptx", SECONDS)) == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"Synlig {\v skjult}mere", "Synlig mere"),
        (r"Synlig {\rtlch\fcs1\ltrch\v\insrsid12 skj\'f8lt \{a\}}mere", "Synlig mere"),
        (r"Synlig {\v0 vist} {\viewkind4 mere}", "Synlig vist mere"),
        (r"Synlig {\deleted slettet}mere", "Synlig mere"),
        (r"Ord{\super 1}{\footnote En note.} mere", "Ord1 En note. mere"),
        (r"\trowd\cellx1000\cellx2000 Aarhus\cell 12\cell\row\pard Efter", "Aarhus 12\nEfter"),
    ],
)
def test_rich_text_says_what_is_printed(body, text):
    read = read_bytes(rf"{{\rtf1\ansi {body}\par}}".encode(), "rtf", SECONDS)

    assert text_of(read) == text


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
        (
            (
                '<text:section text:display="none"><text:p>skjult</text:p></text:section>'
                '<text:section text:display="true"><text:p>vist</text:p></text:section>'
            ),
            "vist",
        ),
    ],
)
def test_an_open_document_says_what_is_printed(body, text):
    content = f"<office:body {_O}>{body}</office:body>"
    data = _zipped(mimetype="application/vnd.oasis.opendocument.text", content_xml=content)

    assert text_of(read_bytes(data, "odt", SECONDS)) == text


_SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


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
    kinds = "".join(f'<xf numFmtId="{kind}"/>' for kind in (0, 14, 46))
    formats = f'<cellXfs count="3">{kinds}</cellXfs>'
    hidden = '<row r="1"><c r="A1" t="inlineStr"><is><t>skjult</t></is></c></row>'
    return _zipped(
        **{
            "xl/workbook.xml": sheets,
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{targets}'
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
        ('<c r="A1" s="2"><v>1.25</v></c>', "30:00"),
        ('<c r="A1" s="2"><v>0.0631944444444444</v></c>', "1:31"),
        ('<c r="A1" s="2"><v>0.00002314814814814</v></c>', "0:00:02"),
        ('<c r="A1" t="b"><v>1</v></c>', "TRUE"),
        ('<c r="A1" t="str"><f>B1</f><v>fundet</v></c>', "fundet"),
    ],
)
def test_a_spreadsheet_says_what_its_shown_sheets_hold(cell, text):
    assert text_of(read_bytes(_workbook(cell), "xlsx", SECONDS)) == f"Svar\n{text}"


def test_an_office_file_behind_a_password_needs_a_password():
    """Such a file is an old container around the encrypted new one, whatever its name says."""
    names = [_entry("Root Entry", 5, child=1), _entry("EncryptedPackage", 2)]
    data = _compound(names)

    verdict, read = verdict_of("a.docx", data)

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


def test_an_open_document_behind_a_password_needs_a_password():
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry></m:manifest>'
    )
    parts = {"META-INF/manifest.xml": manifest, "content.xml": "\x93\x01"}
    data = _zipped(mimetype="application/vnd.oasis.opendocument.text", **parts)

    verdict, read = verdict_of("a.odt", data)

    assert (verdict, read.reading) == ("document", "password")
