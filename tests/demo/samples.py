"""Documents made for the demo: a file of each kind that a reader meets, all of them invented."""

from __future__ import annotations

import io
import textwrap
import time
import zipfile
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path

import yaml
from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfReader, PdfWriter

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
GONE = "/kommunernes-svar-2022.pdf"
"""An address that leads nowhere."""

_PAGES: Mapping[str, str] = yaml.safe_load(
    Path(__file__).with_name("texts.yaml").read_text(encoding="utf-8")
)
THEMES = ("Målgruppen", "Tilbuddene i dag", "Kommunernes samarbejde")
"""Those of the demo's notification; the one report with a text treats the first."""

_PARAGRAPH = (
    "Denne tekst er opdigtet og hører til en prøve. Den handler om borgere, som har brug for en "
    "særlig indsats, og om de kommuner, der skal sørge for, at indsatsen findes. Æ, ø og å er "
    "skrevet med vilje, så man kan se, at de bliver læst rigtigt."
)


def served() -> dict[str, tuple[bytes, str]]:
    """Return what the demo's publisher serves at first, by path."""
    return {
        "/central-udmelding.pdf": (central_notification(), PDF),
        "/bilag-1.pdf": (appendix(pages=3), PDF),
        "/bilag-2.docx": (docx("Bilag 2: Skema til svaret", ["Skema", _PARAGRAPH]), DOCX),
        "/hovedstadens-svar.pdf": (
            pdf([f"Svar fra området. {_PARAGRAPH}", f"{THEMES[0]}\n{_PARAGRAPH}"]),
            PDF,
        ),
        "/sjaellands-svar.pdf": (scanned("Indscannet svar\nfra Sjælland"), PDF),
        "/syddanmarks-svar.pdf": (locked(["Låst svar"], "hemmelig"), PDF),
        "/styrelsens-behandling.pdf": (
            pdf([_PARAGRAPH] * 3, title="Behandling af den centrale udmelding", language="da-DK"),
            PDF,
        ),
    }


def replacements() -> dict[str, tuple[bytes, str]]:
    """Return what stands at some of the addresses later."""
    return {"/bilag-1.pdf": (appendix(pages=5), PDF)}


def appendix(*, pages: int) -> bytes:
    """Return an appendix that has a title and nothing else that helps."""
    parts = [f"Bilag 1, del {number}. {_PARAGRAPH}" for number in range(1, pages + 1)]
    return pdf(parts, title="Bilag 1: Kommunernes opgave")


def central_notification() -> bytes:
    """Return a tagged PDF of 14 pages with title, language and outline."""
    pages = [f"{heading}\n{text}" for heading, text in _PAGES.items()]
    return pdf(
        pages,
        title="Central udmelding for borgere med sjældne synsnedsættelser",
        language="da-DK",
        outline=tuple(_PAGES),
        tagged=True,
    )


def pdf(
    pages: Sequence[str],
    *,
    title: str | None = None,
    language: str | None = None,
    outline: Sequence[str] = (),
    tagged: bool = False,
) -> bytes:
    """Return a PDF of these pages; `outline` names them in order, the first line is a heading."""
    objects: dict[int, str] = {}
    root = "/Type /Catalog /Pages 2 0 R"
    if language:
        root += f" /Lang ({language})"
    kids = " ".join(f"{10 + 2 * at} 0 R" for at in range(len(pages)))
    objects[2] = f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>"
    objects[3] = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects[4] = f"<< {f'/Title {_text(title)}' if title else ''} /Producer (hub) >>"
    for at, page in enumerate(pages):
        drawn = _drawn(page, tagged=tagged)
        objects[10 + 2 * at] = (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents "
            f"{11 + 2 * at} 0 R /Resources << /Font << /F1 3 0 R >> >> /StructParents {at} >>"
        )
        objects[11 + 2 * at] = (
            f"<< /Length {len(drawn.encode('cp1252'))} >>\nstream\n{drawn}\nendstream"
        )
    free = 10 + 2 * len(pages)
    if outline:
        root += " /Outlines 5 0 R /PageMode /UseOutlines"
        objects |= _outline(outline, free)
        free += len(outline)
    if tagged:
        root += " /MarkInfo << /Marked true >> /StructTreeRoot 6 0 R"
        root += " /ViewerPreferences << /DisplayDocTitle true >>"
        objects |= _tags(len(pages), free)
    objects[1] = f"<< {root} >>"
    return _written(objects)


def locked(pages: Sequence[str], password: str) -> bytes:
    """Return a PDF that opens with a password only."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(pages))))
    writer.encrypt(password, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def scanned(text: str) -> bytes:
    """Return a PDF that is a picture of a text."""
    font = resources.files("font_lato") / "files" / "Lato-Regular.ttf"
    picture = Image.new("L", (827, 1169), 246)
    letters = ImageFont.truetype(io.BytesIO(font.read_bytes()), 44)
    ImageDraw.Draw(picture).multiline_text((90, 120), text, 40, letters, spacing=16)
    out = io.BytesIO()
    day = time.gmtime(0)
    picture.rotate(0.6, fillcolor=246).save(
        out, "PDF", resolution=100, creationDate=day, modDate=day
    )
    return out.getvalue()


def docx(title: str, paragraphs: Sequence[str]) -> bytes:
    """Return a small Word file."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    core = "http://schemas.openxmlformats.org/package/2006"
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{core}/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.'
        'openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
        f'ContentType="{DOCX}.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{core}/relationships"><Relationship Id="r1" Type="'
        'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{core}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
        "</cp:coreProperties>",
        "word/document.xml": f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), f'<?xml version="1.0"?>{text}')
    return out.getvalue()


def _drawn(page: str, *, tagged: bool) -> str:
    """Return the drawing of a page: its first line large where more follows, all wrapped."""
    heading, _, text = page.rpartition("\n")
    blocks = [(16, 22, textwrap.wrap(heading, 55)), (11, 16, textwrap.wrap(text, 85))]
    drawn, height = [], 770
    for number, (size, step, lines) in enumerate(block for block in blocks if block[2]):
        if tagged:
            drawn.append(f"/{'H1' if number == 0 else 'P'} << /MCID {number} >> BDC")
        for line in lines:
            drawn.append(f"BT /F1 {size} Tf 72 {height} Td {_text(line)} Tj ET")
            height -= step
        if tagged:
            drawn.append("EMC")
        height -= 12
    return "\n".join(drawn)


def _outline(titles: Sequence[str], free: int) -> dict[int, str]:
    last = free + len(titles) - 1
    made = {5: f"<< /Type /Outlines /First {free} 0 R /Last {last} 0 R /Count {len(titles)} >>"}
    for at, title in enumerate(titles):
        number = free + at
        before = f"/Prev {number - 1} 0 R" if at else ""
        after = f"/Next {number + 1} 0 R" if number < last else ""
        made[number] = (
            f"<< /Title {_text(title)} /Parent 5 0 R {before} {after} "
            f"/Dest [{10 + 2 * at} 0 R /Fit] >>"
        )
    return made


def _tags(pages: int, free: int) -> dict[int, str]:
    """Return the tree of tags: a document with a heading and a paragraph for each page."""
    made = {}
    parents, kids = [], []
    for at in range(pages):
        heading, paragraph = free + 2 * at, free + 2 * at + 1
        kids += [heading, paragraph]
        parents.append(f"{at} [{heading} 0 R {paragraph} 0 R]")
        for number, (tag, mark) in {heading: ("H1", 0), paragraph: ("P", 1)}.items():
            made[number] = (
                f"<< /Type /StructElem /S /{tag} /P 7 0 R /Pg {10 + 2 * at} 0 R /K {mark} >>"
            )
    made[6] = "<< /Type /StructTreeRoot /K 7 0 R /ParentTree 8 0 R >>"
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    made[7] = f"<< /Type /StructElem /S /Document /P 6 0 R /K [{listed}] >>"
    made[8] = f"<< /Nums [{' '.join(parents)}] >>"
    return made


def _written(objects: Mapping[int, str]) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = dict.fromkeys(range(1, max(objects) + 1), 0)
    for number, value in sorted(objects.items()):
        places[number] = out.tell()
        out.write(f"{number} 0 obj\n{value}\nendobj\n".encode("cp1252"))
    start = out.tell()
    out.write(f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode())
    for place in places.values():
        out.write(f"{place:010} {'00000 n' if place else '65535 f'} \n".encode())
    out.write(f"trailer\n<< /Size {len(places) + 1} /Root 1 0 R /Info 4 0 R >>\n".encode())
    out.write(f"startxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def _text(text: str) -> str:
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"({escaped})"
