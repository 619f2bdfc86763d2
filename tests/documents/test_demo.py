"""The demo shows documents of every kind, what they say of themselves, and how they change."""

from __future__ import annotations

import fcntl
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe import violations
from demo import samples
from demo.project import FIRST, SECOND, build, fetch_twice, make_project, publisher
from playwright.sync_api import Browser, Page
from projects import TODAY, Project, text_of
from serving import serving

HARM = "<script>window.hacked=1</script><img src=x onerror=window.hacked=1>"
NOTIFICATION = f"{FIRST}-2021-udmelding"
CASE = f"udmeldinger/{FIRST}"


@dataclass(frozen=True, slots=True)
class Demo:
    project: Project
    told: list[str]
    page: str
    """The page of the first case."""

    def document(self, title: str) -> str:
        """Return what the case's page says of a document."""
        parts = re.split(r'(?=<div class="hub-document")', self.page)
        return next(text_of(part) for part in parts if f">{title}<" in part)

    def reading_view(self, id_: str) -> str:
        return self.project.page(f"dokumenter/{id_}")

    def id_of(self, title: str) -> str:
        parts = re.split(r'(?=<div class="hub-document")', self.page)
        part = next(part for part in parts if f">{title}<" in part)
        return re.search(r'id="([^"]+)"', part)[1]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Demo:
    """Make the demo once for all the processes that run tests, with one hostile document more."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    told = shared / "demo-told.json"
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            told.write_text(json.dumps(_make(shared / "demo")))
    project = Project(shared / "demo")
    return Demo(project, json.loads(told.read_text()), project.page(CASE))


def _make(folder: Path) -> list[str]:
    """Make the demo in a folder; return what the two runs of `hub fetch` told."""
    bodies = {}
    with publisher(bodies) as address:
        bodies["/ondt.pdf"] = (samples.pdf([HARM], title=HARM, outline=[HARM]), samples.PDF)
        hostile = {"title": "Bilag 3", "number": "3", "url": f"{address}/ondt.pdf"}
        project = make_project(folder, address, (hostile,))
        told = fetch_twice(project, bodies, TODAY)
    build(project, TODAY)
    return told


@pytest.fixture
def page(browser: Browser, demo: Demo) -> Iterator[Page]:
    """Open the site's own pages only, and remember what should not happen."""
    with serving(demo.project.site) as address:
        context = browser.new_context(base_url=address)
        yield context.new_page()
        context.close()


READY = "Automatisk kontrol: PDF'en er gjort klar til skærmlæser"
UNREADY = "Automatisk kontrol: PDF'en er ikke gjort klar til skærmlæser"


def test_the_second_run_tells_of_the_replaced_document(demo: Demo) -> None:
    assert "document-changed" not in demo.told[0]
    assert demo.told[1].count("bemærkning[document-changed]") == 1


@pytest.mark.parametrize(
    ("title", "facts"),
    [
        (
            "Central udmelding",
            [
                "PDF",
                "14 sider",
                "dansk",
                "PDF'en er gjort klar til skærmlæser og har titel og sprog",
            ],
        ),
        (
            "Bilag 1: Kommunernes opgave",
            ["5 sider", f"{UNREADY} og oplyser ikke sit sprog"],
        ),
        ("Bilag 2: Skema til svaret", ["DOCX"]),
        (
            "Svar fra hovedstaden",
            [
                "2 sider",
                f"{UNREADY}, har ingen titel og oplyser ikke sit sprog",
            ],
        ),
        ("Svar fra Sjælland", ["1 side", "ingen læsbar tekst i filen"]),
        ("Svar fra Syddanmark", ["kræver adgangskode"]),
        ("Svar fra Midtjylland", ["Linket virker ikke. Sådan har det været siden"]),
    ],
)
def test_the_facts_of_a_document_stand_beside_it(demo: Demo, title: str, facts: list[str]) -> None:
    said = demo.document(title)

    assert [fact for fact in facts if fact not in said] == []


def test_a_document_from_before_the_rules_is_marked(demo: Demo) -> None:
    assert "fra før tilgængelighedsreglerne" in text_of(demo.project.page(f"udmeldinger/{SECOND}"))
    assert "fra før tilgængelighedsreglerne" not in text_of(demo.page)


def test_the_history_shows_the_change_and_each_checksum(demo: Demo) -> None:
    said = demo.document("Bilag 1: Kommunernes opgave")

    assert "Ændret 18. november 2026: 3 → 5 sider" in said
    assert "Set første gang 19. oktober 2026" in said
    assert len(set(re.findall(r"SHA-256: ([0-9a-f]{64})", said))) == 2


def test_a_reading_view_has_every_page_with_its_anchor_and_original(demo: Demo) -> None:
    view = demo.reading_view(demo.id_of("Central udmelding"))

    assert re.findall(r'<h2 id="side-(\d+)"', view) == [str(one) for one in range(1, 15)]
    assert re.findall(r'/central-udmelding\.pdf#page=(\d+)"', view) == [
        str(one) for one in range(1, 15)
    ]
    assert re.findall(r'href="#side-(\d+)"', view) == [str(one) for one in range(1, 15)]
    assert "Æ, ø og å er" in text_of(view)


def test_documents_without_text_have_no_reading_view(demo: Demo) -> None:
    made = {path.name for path in (demo.project.site / "dokumenter").iterdir() if path.is_dir()}

    assert demo.id_of("Svar fra Sjælland") not in made
    assert demo.id_of("Svar fra Syddanmark") not in made
    assert demo.id_of("Central udmelding") in made


def test_thumbnails_are_there_and_decorative(demo: Demo) -> None:
    id_ = demo.id_of("Central udmelding")

    picture = demo.project.site / "dokumenter" / id_ / "forside.webp"

    assert picture.read_bytes()[8:12] == b"WEBP"
    assert re.findall(r'<img[^>]*src="forside.webp"[^>]*>', demo.reading_view(id_)) == [
        '<img class="hub-reading__thumbnail" src="forside.webp" alt="" loading="lazy">'
    ]


def test_the_list_of_documents_has_the_columns(demo: Demo) -> None:
    rows = demo.project.page("dokumenter").split("<tr")
    listed = {name: text_of(row) for row in rows for name in re.findall(r"#([a-z0-9-]+)\"", row)}

    assert "14 sider, dansk" in listed[demo.id_of("Central udmelding")]
    assert "kræver adgangskode" in listed[demo.id_of("Svar fra Syddanmark")]
    assert "Linket virker ikke." in listed[demo.id_of("Svar fra Midtjylland")]
    assert re.findall(r'columnheader">([^<]+)<', "".join(rows))[:3] == ["Dokument", "Slags", "Dato"]


def test_the_case_can_be_had_as_one_file(demo: Demo) -> None:
    path = demo.project.site / CASE / "sagen.zip"

    with zipfile.ZipFile(path) as archive:
        documents = json.loads(archive.read("metadata.json"))["documents"]

    # the notification, two appendices, two answers
    assert sum(one["text"] for one in documents) == 5
    assert len(documents) == 8
    link = re.search(r'<a href="sagen.zip">([^<]+)</a>', demo.page)[1]
    size = f"{round(path.stat().st_size / 1000)} kB"
    assert link == f"Hent sagen som én fil med 5 af sagens 8 dokumenter (zip, {size})"


def test_a_case_whose_documents_are_all_there_says_so(demo: Demo) -> None:
    assert re.search(
        r"Hent sagen som én fil med alle dokumenter i sagen \(zip, \d+ kB\)",
        demo.project.page(f"udmeldinger/{SECOND}"),
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_reading_view(demo: Demo, page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(f"dokumenter/{demo.id_of('Central udmelding')}/")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")

    assert violations(page) == []


def test_hostile_text_in_a_file_is_shown_and_never_run(demo: Demo, page: Page) -> None:
    harm: list[str] = []
    page.on("dialog", lambda dialog: (harm.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda message: harm.append(message.text))
    page.on("pageerror", lambda error: harm.append(str(error)))

    shown = []
    for address in (f"dokumenter/{demo.id_of('Bilag 3')}/", f"{CASE}/", "dokumenter/"):
        page.goto(address)
        harm += ["hacked"] * page.evaluate("typeof window.hacked != 'undefined'")
        harm += page.evaluate(
            "[...document.querySelectorAll('[onerror]')].map(one => one.outerHTML)"
        )
        shown.append(page.inner_text("body").replace("\n", ""))

    assert harm == []
    assert shown[0].count(HARM) == 2  # in the outline and on the page
