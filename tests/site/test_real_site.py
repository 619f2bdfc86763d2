"""The site that is built of the project as it stands."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from projects import FROZEN, Project, documents, notifications, one_spaced, text_of

from hub.catalogue.documents import document_id

ENTRIES = notifications(Project(FROZEN))
AREAS = {
    "hovedstaden": "Hovedstadsregionen",
    "sjaelland": "Region Sjælland",
    "syddanmark": "Region Syddanmark",
    "midtjylland": "Region Midtjylland",
    "nordjylland": "Region Nordjylland",
}
ENGLISH = re.compile(
    r"\b(skip to|content|search|back to top|table of contents|next|previous|edit this page|"
    r"last update|made with|navigation|share|not found|home|menu|created)\b",
    re.IGNORECASE,
)

each_entry = pytest.mark.parametrize("entry", ENTRIES, ids=[one["id"] for one in ENTRIES])


def _address(entry: dict) -> str:
    return f"udmeldinger/{entry['id']}"


def _text(real: Project, entry: dict) -> str:
    return text_of(real.page(_address(entry)))


def _pages(real: Project) -> dict[str, str]:
    return {
        path.relative_to(real.site).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(real.site.rglob("*.html"))
    }


def _block_of(page: str, id_: str) -> str:
    """Return the part of a page about one document."""
    start = page.index(f'<div class="hub-document" id="{id_}">')
    return page[start : page.index("\n</div>", start)]


def test_each_notification_has_its_page(real: Project) -> None:
    folders = {path.parent.name for path in real.site.glob("udmeldinger/*/index.html")}

    assert folders == {entry["id"] for entry in ENTRIES}
    assert len(folders) == 8


@each_entry
def test_a_page_has_every_document_title(real: Project, entry: dict) -> None:
    text = _text(real, entry)

    assert [one["title"] for one in documents(entry) if one_spaced(one["title"]) not in text] == []


@each_entry
def test_a_page_has_the_words_of_the_list(real: Project, entry: dict) -> None:
    listed = [one["listed_as"] for one in [entry, *documents(entry)] if "listed_as" in one]

    text = _text(real, entry)

    assert [one for one in listed if f"»{one_spaced(one)}«" not in text] == []


@each_entry
def test_a_document_without_address_says_so(real: Project, entry: dict) -> None:
    page = real.page(_address(entry))
    without = [
        document_id(entry["id"], round_["kind"], round_["year"], role, document.get(by, ""))
        for round_ in entry["rounds"]
        for role, by, found in (
            ("notification", "", [round_.get("notification")]),
            ("appendix", "number", round_.get("appendices", [])),
            ("regional_report", "area", round_.get("regional_reports", [])),
            ("treatment", "", [round_.get("agency_treatment", {}).get("document")]),
        )
        for document in found
        if document and "url" not in document and document.get("withheld") != "true"
    ]

    silent = [
        id_
        for id_ in without
        if "Vi har ikke fundet et direkte link til dokumentet." not in text_of(_block_of(page, id_))
    ]

    assert without
    assert silent == []


@each_entry
def test_no_document_is_a_dead_end(real: Project, entry: dict) -> None:
    blocks = real.page(_address(entry)).split('<div class="hub-document" id="')[1:]
    leading = re.compile(r'<a href="(https?://|mailto:)')

    dead = [block.partition('"')[0] for block in blocks if not leading.search(block)]

    assert len(blocks) == len(documents(entry))
    assert dead == []


@each_entry
def test_what_is_known_of_a_document_is_offered_in_order(real: Project, entry: dict) -> None:
    offers = (
        ("landing_page", "Udgiverens side om dokumentet"),
        ("copies", "opi: "),
        ("listed_as", "Findes på sekretariatets liste"),
        ("", "Bed om dokumentet"),
    )
    wanted, found = [], []
    for one in documents(entry):
        if "url" in one or one.get("withheld") == "true":
            continue
        wanted.append([words for field, words in offers if not field or field in one])
    for places in re.findall(
        r'<ul class="hub-document__places">(.*?)</ul>', real.page(_address(entry)), re.DOTALL
    ):
        found.append([words for _, words in offers if words in places])
        positions = [places.index(words) for words in found[-1]]
        assert positions == sorted(positions)

    assert sorted(found) == sorted(wanted)


def test_every_row_of_the_documents_leads_to_the_document(real: Project) -> None:
    cells = re.findall(r'data-label="Findes">(.*?)</td>', real.page("dokumenter"), re.DOTALL)

    assert len(cells) == 35
    assert [cell for cell in cells if '<a href="' not in cell] == []


def test_documents_are_told_apart_in_what_is_seen(real: Project) -> None:
    rows = re.findall(
        r'<th scope="row" role="rowheader">(.*?)</th>', real.page("dokumenter"), re.DOTALL
    )
    seen = [text_of(re.sub(r'<span class="hub-spoken">.*?</span>', "", row)) for row in rows]

    assert len(seen) == 35
    assert {row for row in seen if seen.count(row) > 1} == set()


@each_entry
def test_each_area_without_a_report_says_so(real: Project, entry: dict) -> None:
    page = real.page(_address(entry))
    lists = re.findall(r'<ul class="hub-areas">.*?</ul>\s*<h3', page, re.DOTALL)
    told = [
        {
            text_of(name): "Svaret er ikke fundet." in text_of(rest)
            for name, rest in re.findall(r"<h4>(.*?)</h4>(.*?)(?=<h4>|\Z)", found, re.DOTALL)
        }
        for found in lists
    ]

    wanted = [
        {
            name: area not in [report["area"] for report in round_.get("regional_reports", [])]
            for area, name in AREAS.items()
        }
        for round_ in entry["rounds"]
    ]

    assert told == wanted


def test_the_page_for_wrong_addresses_is_danish(real: Project) -> None:
    page = (real.site / "404.html").read_text(encoding="utf-8")

    text = text_of(page[page.index("<body") :])

    assert "Siden findes ikke" in text
    assert "<title>Siden findes ikke – Centrale udmeldinger</title>" in page
    assert ENGLISH.findall(text) == []


def test_the_site_map_lists_every_page_and_nothing_else(real: Project) -> None:
    tree = ET.parse(real.site / "sitemap.xml")  # noqa: S314  # our own file

    listed = [one.text for one in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]

    folders = sorted(path.parent for path in real.site.rglob("index.html"))
    addresses = [
        "https://centrale-udmeldinger.example/"
        + f"{folder.relative_to(real.site).as_posix()}/".removeprefix("./")
        for folder in folders
    ]
    assert sorted(listed) == sorted(addresses)


def test_the_site_map_is_whole_without_the_engines_own(real: Project) -> None:
    assert not (real.site / "sitemap.xml.gz").exists()


def test_nothing_of_a_frame_is_left_in_the_site(real: Project) -> None:
    marker = re.compile(rb"hub(title|description|slug|body)[0-9a-f]{32}")
    names = [path for path in real.site.rglob("*") if marker.search(str(path).encode())]

    holding = [
        path for path in real.site.rglob("*") if path.is_file() and marker.search(path.read_bytes())
    ]

    assert names == []
    assert holding == []


def test_no_block_is_left_unfilled(real: Project) -> None:
    assert [name for name, page in _pages(real).items() if "<!-- hub:" in page] == []


def test_every_page_is_marked_as_danish(real: Project) -> None:
    assert [name for name, page in _pages(real).items() if '<html lang="da"' not in page] == []


_CODE = re.compile(r"<code\b.*?</code>|<script\b.*?</script>", re.DOTALL)
"""What is no text for readers: addresses, commands, and data for scripts."""


def test_no_page_has_english_words_of_the_theme(real: Project) -> None:
    found = {
        name: ENGLISH.findall(text_of(_CODE.sub("", page[page.index("<body") :])))
        for name, page in _pages(real).items()
    }

    assert {name: words for name, words in found.items() if words} == {}


def test_no_attribute_has_english_words_of_the_theme(real: Project) -> None:
    spoken = re.compile(r'(?:aria-label|title|alt|placeholder)="([^"]*)"')

    found = {
        name: [text for text in spoken.findall(page) if ENGLISH.search(text)]
        for name, page in _pages(real).items()
    }

    assert {name: words for name, words in found.items() if words} == {}


def test_every_page_has_a_title_of_its_own(real: Project) -> None:
    titles = [re.findall("<title>(.+)</title>", page) for page in _pages(real).values()]

    assert [len(found) for found in titles] == [1] * len(titles)
    assert len({found[0] for found in titles}) == len(titles)


def test_every_page_but_the_one_for_wrong_addresses_has_a_description(real: Project) -> None:
    described = '<meta name="description" content="'

    assert [name for name, page in _pages(real).items() if described not in page] == ["404.html"]


def test_the_index_does_not_tell_on_which_system_it_was_compressed(real: Project) -> None:
    files = [*real.site.rglob("*.pf_meta"), *real.site.rglob("*.pf_filter")]

    assert len(files) > 1
    assert {path.read_bytes()[9] for path in files} == {0xFF}
