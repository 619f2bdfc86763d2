"""The site's name and address are what the settings say, wherever they stand."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from projects import Project

from hub.site.entries import short_title
from hub.site.page import title_in_head
from hub.site.sitemap import write_site_map

CASE = "udmeldinger/voksne-med-kompleks-erhvervet-hjerneskade"


def test_a_site_with_another_name_has_none_of_the_old(project: Project) -> None:
    before = project.built()
    old_card = (before.site / "assets/card.png").read_bytes()
    project.replace("mkdocs.yml", "site_name: Centrale udmeldinger", "site_name: Sager & svar")

    project.built()

    page = project.page(CASE)
    assert "I: Sager &amp; svar. " in page
    assert '<meta property="og:site_name" content="Sager &amp; svar">' in page
    assert "Centrale udmeldinger" not in page.split("<body")[0]
    assert (project.site / "assets/card.png").read_bytes() != old_card


def test_the_site_map_escapes_addresses(tmp_path: Path) -> None:
    address = "https://hub.example/"

    write_site_map(tmp_path, address, {"": None, "æblekage/": None, "a&b c/": None})

    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    tree = ET.fromstring((tmp_path / "sitemap.xml").read_text(encoding="utf-8"))  # noqa: S314  # our own
    assert [one.text for one in tree.iter(f"{space}loc")] == [
        "https://hub.example/",
        "https://hub.example/a%26b%20c/",
        "https://hub.example/%C3%A6blekage/",
    ]


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Borgere med en prøve", "Borgere med en prøve – Centrale udmeldinger"),
        (
            "Borgere med udviklingshæmning og dom med behov for anbringelse",
            "Borgere med udviklingshæmning og dom med behov for anbringelse",
        ),
        (
            "Borgere med udviklingshæmning og dom med behov for anbringelse i sikret afdeling",
            "Borgere med udviklingshæmning og dom med behov for anbringelse i …",
        ),
        ("x" * 200, "x" * 68 + " …"),
    ],
    ids=["short", "without the site", "cut between words", "one word"],
)
def test_a_title_fits_a_tab(title: str, told: str) -> None:
    assert title_in_head(title, "Centrale udmeldinger") == told


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Central udmelding for børn og unge", "Børn og unge"),
        ("central udmelding vedr. ældre (2015)", "Ældre (2015)"),
        ("Central udmelding", "Central udmelding"),
        ("Central udmelding for ", "Central udmelding for "),
        ("iPad-brugere", "iPad-brugere"),
    ],
)
def test_whom_a_case_is_about_comes_first(title: str, name: str) -> None:
    assert short_title(title) == name
