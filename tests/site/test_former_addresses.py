"""Pages that were renamed: the old address leads on, and is in no map and no index."""

from __future__ import annotations

import re

import pytest
from projects import CATALOGUE, Project

CASE = "borgere-med-udviklingshaemning-og-dom"
SITE = "https://udmeldinger.dk/"


@pytest.fixture
def site(project: Project) -> Project:
    """Return a site with a case and a document that have had other ids."""
    project.replace(CATALOGUE, f"  - id: {CASE}\n", f"  - id: {CASE}\n    former_ids: [gammel]\n")
    number = "            number: 1\n            format: pdf\n"
    renamed = f"{number}            former_ids: [helt-andet]\n"
    project.write(CATALOGUE, project.read(CATALOGUE).replace(number, renamed, 1))
    done = project.hub("build", SITE_URL=SITE)
    assert done.returncode == 0, done.stdout + done.stderr
    return project


def test_the_old_addresses_lead_on(site: Project):
    document = f"{CASE}-2019-bilag-1"
    pages = {
        address: site.page(address)
        for address in (
            "udmeldinger/gammel",
            "dokumenter/helt-andet",
            "dokumenter/gammel-2019-bilag-1",
        )
    }

    led = {
        address: (
            re.findall(r'http-equiv="refresh" content="0; url=([^"]*)"', html),
            re.findall(r'rel="canonical" href="([^"]*)"', html),
            re.findall(r'<a href="([^"]*)"', html),
        )
        for address, html in pages.items()
    }
    case, canonical = f"../../udmeldinger/{CASE}/", f"{SITE}udmeldinger/{CASE}/"
    at_document = f"{case}#{document}"
    assert led == {
        "udmeldinger/gammel": ([case], [canonical], [case]),
        "dokumenter/helt-andet": ([at_document], [canonical], [at_document]),
        "dokumenter/gammel-2019-bilag-1": ([at_document], [canonical], [at_document]),
    }
    assert f'id="{document}"' in site.page(f"udmeldinger/{CASE}")
    assert 'id="helt-andet"' in site.page(f"udmeldinger/{CASE}")


def test_the_old_addresses_are_in_no_map(site: Project):
    text = (site.site / "sitemap.xml").read_text(encoding="utf-8")

    assert f"udmeldinger/{CASE}/" in text
    assert "gammel" not in text
    assert "helt-andet" not in text


def test_a_page_of_the_content_keeps_its_address(project: Project):
    project.replace(CATALOGUE, f"  - id: {CASE}\n", f"  - id: {CASE}\n    former_ids: [gammel]\n")
    project.write("content/udmeldinger/gammel.md", "# Gammel\n")

    done = project.hub("build", "--no-search")

    assert done.returncode != 0
    assert "/udmeldinger/gammel/ is a former address of" in done.stdout + done.stderr
