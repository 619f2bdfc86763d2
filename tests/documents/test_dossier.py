"""A case as one file: what is in it, what is said of the rest, and that it is always the same."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from demo import samples
from library import Done, fetch, locked_pdf, pdf, write_catalogue
from projects import Project
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, read_object

from hub.cli.main import main
from hub.documents.dossier import Case, Dossier, NothingStored, Part, Section, make_dossier
from hub.documents.store import Store
from hub.text.dates import KnownDate

COVER, CONTENTS = 0, 1
ACTIVE = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/OpenAction", b"/AA <<")
"""What a merged file must not hold."""

PASSWORD = "x"  # noqa: S105  # opens only what a test has just made


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.at(tmp_path, "store")


def _put(store: Store, body: bytes) -> str:
    sha256 = hashlib.sha256(body).hexdigest()
    store.put(sha256, "document", io.BytesIO(body))
    return sha256


def _case(*parts: Part, title: str = "Sag", heading: str = "Central udmelding, 2020") -> Case:
    return Case(
        "sag",
        title,
        "https://hub.example/sag/",
        KnownDate(2026, 11, 18),
        (Section(heading, parts),),
    )


def _made(tmp_path: Path, store: Store, case: Case) -> Dossier:
    return make_dossier(tmp_path, store, case, seconds=60)


def _dossier(project: Project, *words: str) -> Done:
    result = CliRunner().invoke(main, ["--root", str(project.root), "dossier", *words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Done(result.exit_code, result.stdout, result.stderr)


def _bookmarks(reader: PdfReader, outline: list) -> list:
    """Return the outline as (title, page from 1), what is below an entry as a list behind it."""
    return [
        _bookmarks(reader, one)
        if isinstance(one, list)
        else (one["/Title"], reader.get_destination_page_number(one) + 1)
        for one in outline
    ]


def test_it_has_cover_contents_and_every_page_in_order(tmp_path, store):
    parts = (
        Part("Udmelding", "2019", _put(store, pdf("Første æ", "Anden ø", "Tredje å"))),
        Part("Bilag", "", _put(store, pdf("Fjerde", "Femte"))),
    )

    made = _made(tmp_path, store, _case(*parts, title="Børn på øer, Århus"))

    reader = PdfReader(made.path)
    texts = [page.extract_text() for page in reader.pages]
    assert (made.pages, made.size, made.included, made.documents) == (
        7,
        made.path.stat().st_size,
        2,
        2,
    )
    assert texts[2:] == ["Første æ", "Anden ø", "Tredje å", "Fjerde", "Femte"]
    assert texts[COVER].startswith(
        "Sagens dokumenter i én fil\nBørn på øer, Århus\nhttps://hub.example/sag/\n"
        "Dokumenterne er senest hentet 18. november 2026.\n"
        "Filen har 2 af sagens 2 dokumenter."
    )
    assert texts[CONTENTS].splitlines() == [
        "Indhold",
        "Central udmelding, 2020",
        "Udmelding side 3",
        "2019",
        "Bilag side 6",
    ]


def test_it_says_its_title_and_language(tmp_path, store):
    made = _made(tmp_path, store, _case(Part("A", "", _put(store, pdf("a"))), title="Sag på dansk"))

    reader = PdfReader(made.path)

    assert reader.metadata.title == "Sag på dansk"
    assert reader.root_object["/Lang"] == "da-DK"
    assert reader.root_object["/ViewerPreferences"] == {"/DisplayDocTitle": True}


def test_bookmarks_and_contents_lead_to_the_first_page_of_each_document(tmp_path, store):
    parts = (
        Part("Udmelding", "2019", _put(store, pdf("a", "b", "c"))),
        Part("Låst", "", None, "kræver adgangskode"),
        Part("Bilag", "", _put(store, pdf("d"))),
    )

    reader = PdfReader(_made(tmp_path, store, _case(*parts)).path)

    links = [
        reader.get_page_number(one.get_object()["/Dest"][0].get_object()) + 1
        for one in reader.pages[CONTENTS]["/Annots"]
    ]
    assert links == [3, 6]
    assert _bookmarks(reader, reader.outline) == [
        ("Forside", 1),
        ("Indhold", 2),
        ("Central udmelding, 2020", 3),
        [("Udmelding", 3), ("Bilag", 6)],
    ]


def test_long_contents_move_the_page_numbers(tmp_path, store):
    sha256 = _put(store, pdf("x"))
    parts = [Part(f"Bilag {number}", "2020, Styrelsen", sha256) for number in range(1, 61)]

    reader = PdfReader(_made(tmp_path, store, _case(*parts)).path)

    contents = len(reader.pages) - 60 - 1
    text = "\n".join(page.extract_text() for page in reader.pages[1 : 1 + contents])
    assert contents > 1
    assert [line for line in text.splitlines() if line.startswith("Bilag ")] == [
        f"Bilag {number} side {1 + contents + number}" for number in range(1, 61)
    ]


def test_what_is_not_in_the_file_is_listed_with_its_reason(tmp_path, store):
    parts = (
        Part("Udmelding", "", _put(store, pdf("a"))),
        Part("Ikke hentet", "", "0" * 64),
        Part("Ødelagt", "", _put(store, b"%PDF-1.7\nthis is no document at all\n%%EOF")),
        Part("Låst", "2020", _put(store, locked_pdf("hemmelig", password=PASSWORD))),
        Part("Skema", "", None, "er ikke en PDF (DOCX)"),
        Part("Til sidst", "", _put(store, pdf("z"))),
    )

    made = _made(tmp_path, store, _case(*parts))

    reader = PdfReader(made.path)
    assert (made.included, made.documents, made.pages) == (2, 6, 4)
    assert reader.pages[CONTENTS].extract_text().splitlines()[2:] == [
        "Udmelding side 3",
        "Ikke hentet",
        "Ikke med: dokumentet er ikke hentet.",
        "Ødelagt",
        "Ikke med: dokumentet kunne ikke lægges ind i filen.",
        "Låst",
        "2020 · Ikke med: dokumentet kunne ikke lægges ind i filen.",
        "Skema",
        "Ikke med: dokumentet er ikke en PDF (DOCX).",
        "Til sidst side 4",
    ]


def test_the_same_documents_give_the_same_bytes(tmp_path, store):
    case = _case(Part("A", "", _put(store, pdf("æøå"))), Part("B", "", _put(store, pdf("b"))))
    first = _made(tmp_path / "one", store, case)

    second = _made(tmp_path / "two", store, case)

    assert second.path.read_bytes() == first.path.read_bytes()


def test_an_unchanged_case_is_not_merged_again_and_a_changed_one_leaves_nothing(tmp_path, store):
    case = _case(Part("A", "", _put(store, pdf("a"))))
    first = _made(tmp_path, store, case)
    stamp = first.path.stat().st_mtime_ns

    again = _made(tmp_path, store, case)
    same = again.path.stat().st_mtime_ns == stamp
    changed = _made(tmp_path, store, _case(Part("A", "", _put(store, pdf("anden")))))

    assert same
    assert sorted(changed.path.parent.iterdir()) == [
        changed.path.with_suffix(".json"),
        changed.path,
    ]


def test_what_was_merged_goes_when_nothing_is_stored_any_more(tmp_path, store):
    made = _made(tmp_path, store, _case(Part("A", "", _put(store, pdf("a")))))

    with pytest.raises(NothingStored):
        _made(tmp_path, store, _case(Part("A", "", None, "bliver ikke gengivet her")))

    assert not made.path.exists()


@pytest.mark.parametrize(
    "title",
    [
        "<script>alert(1)</script>",
        ") Tj ET (farligt \\( \\",
        "{nb} {{ 7*7 }} **fed**",
        "\u202evendt\u200b om\x00 \ud800",
        "漢字 🎈 Ελληνικά",
        "lang " * 3000,
        "x" * 10_000,
    ],
    ids=[
        "elements",
        "operators",
        "templates",
        "invisible",
        "no letters of ours",
        "long",
        "unbroken",
    ],
)
def test_a_hostile_title_is_only_text(tmp_path, store, title):
    case = _case(Part(title, title, _put(store, pdf("a"))), title=title, heading=title)

    made = _made(tmp_path, store, case)

    reader = PdfReader(made.path)
    assert reader.pages[-1].extract_text() == "a"
    assert len(reader.metadata.title) <= 300
    assert not reader.attachments
    assert [word for word in ACTIVE if word in made.path.read_bytes()] == []


def test_titles_are_printed_as_they_were_written(tmp_path, store):
    title = "{nb} <b>Æble</b> **fed** (1) \\ & „citat“"

    reader = PdfReader(_made(tmp_path, store, _case(Part(title, "", _put(store, pdf("a"))))).path)

    assert reader.pages[CONTENTS].extract_text().splitlines()[2] == f"{title} side 3"


def test_scripts_actions_and_attachments_stay_behind_and_links_still_lead_on(tmp_path, store):
    document = _with_everything()

    made = _made(
        tmp_path,
        store,
        _case(Part("Før", "", _put(store, pdf("x"))), Part("A", "", _put(store, document))),
    )

    reader = PdfReader(made.path)
    links = [one.get_object() for one in reader.pages[3]["/Annots"]]
    assert [one["/A"]["/URI"] for one in links if "/A" in one] == ["https://sbst.dk/"]
    assert [
        reader.get_page_number(one["/Dest"][0].get_object()) for one in links if "/Dest" in one
    ] == [4, 4]
    assert [word for word in ACTIVE if word in made.path.read_bytes()] == []


def _with_everything() -> bytes:
    """Return a PDF of two pages with scripts, an attachment, and links of all kinds."""
    script = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
    body = pdf("første", "anden", root=f"/OpenAction {script}")
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(body)))
    writer.add_attachment("x.exe", b"MZ")
    writer.add_named_destination("navn", 1)
    second = writer.pages[1].indirect_reference.idnum
    links = "".join(
        f"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] {link} >>"
        for link in (
            "/A << /S /URI /URI (https://sbst.dk/) >>",
            "/A << /S /URI /URI (javascript:alert) >>",
            "/A << /S /Launch /F (x.exe) >>",
            f"/A {script}",
            f"/Dest [{second} 0 R /Fit]",
            "/A << /S /GoTo /D (navn) >>",
        )
    )
    writer.pages[0][NameObject("/Annots")] = read_object(io.BytesIO(f"[{links}]".encode()), writer)
    writer.pages[0][NameObject("/AA")] = read_object(
        io.BytesIO(f"<< /O {script} >>".encode()), writer
    )
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_the_command_writes_the_file(server, make_library, tmp_path):
    first = server.put("/a.pdf", pdf("Side ét", "Side to"))
    second = server.put("/b.docx", samples.docx("B", ["tekst"]), samples.DOCX)
    project = make_library({"url": first}, {"url": second, "format": "docx"})
    fetch(project)
    target = tmp_path / "sag.pdf"

    done = _dossier(project, "proeve", "--output", str(target))

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        f"Wrote 1 documents, 4 pages: {target}. 1 of its documents are only listed.\n"
    )
    contents = PdfReader(target).pages[CONTENTS].extract_text()
    assert "Ikke med: dokumentet er ikke en PDF (DOCX)." in contents


def test_withheld_and_locked_documents_never_go_in(server, make_library, tmp_path):
    addresses = [
        server.put("/a.pdf", pdf("åben")),
        server.put("/b.pdf", pdf("holdt tilbage")),
        server.put("/c.pdf", locked_pdf("låst", password=PASSWORD)),
    ]
    project = make_library(*({"url": one} for one in addresses))
    fetch(project)
    documents = [{"url": one} for one in addresses]
    documents[1]["withheld"] = "true"
    write_catalogue(project, documents)
    target = tmp_path / "sag.pdf"

    done = _dossier(project, "proeve", "--output", str(target))

    texts = [page.extract_text() for page in PdfReader(target).pages]
    assert done.returncode == 0
    assert texts[2:] == ["åben"]
    assert "Ikke med: dokumentet bliver ikke gengivet her." in texts[CONTENTS]
    assert "Ikke med: dokumentet kræver adgangskode." in texts[CONTENTS]


def test_the_command_says_when_nothing_is_stored(server, make_library):
    project = make_library({"url": server.url("/a.pdf")})

    done = _dossier(project, "proeve")

    assert done.returncode == 1
    assert done.stderr == (
        "Error: No document of proeve is stored as a readable PDF. Run: hub fetch proeve\n"
    )


def test_the_command_knows_the_word_that_was_meant(make_library):
    project = make_library({"url": "http://127.0.0.1/a.pdf"})

    done = _dossier(project, "proewe")

    assert done.returncode == 2
    assert "The catalogue has no notification proewe. Did you mean proeve?" in done.stderr


def test_what_is_known_of_a_dossier_is_what_is_in_it(tmp_path, store):
    made = _made(tmp_path, store, _case(Part("A", "", _put(store, pdf("a", "b")))))

    told = json.loads(made.path.with_suffix(".json").read_text())

    assert told == {"pages": 4, "size": made.path.stat().st_size, "included": 1, "documents": 1}
