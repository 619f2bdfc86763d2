"""What readers see of links: beside each that is not well, and on a page of its own."""

from __future__ import annotations

import json
import re

import pytest
from projects import CATALOGUE, Project, text_of
from web import link_lock

pytestmark = pytest.mark.xdist_group("reader-links")

DAY = "2026-11-18"
URL, COPY = "https://www.sbst.dk/proeve.pdf", "https://ft.dk/kopi.pdf"
WITHHELD = "https://www.sbst.dk/tilbageholdt.pdf"
VERDICTS = ("ok", "redirected", "broken", "blocked", "unchecked")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Build a site with one broken document and 230 links that are not well."""
    project = Project.copied_to(tmp_path_factory.mktemp("links") / "project")
    project.edit(
        CATALOGUE,
        lambda data: data["notifications"][0]["rounds"][0]["notification"].update(
            url=URL, copies=[{"title": "Folketinget", "url": COPY, "official": "true"}]
        ),
    )
    project.edit(
        CATALOGUE,
        lambda data: data["notifications"][1]["rounds"][0]["notification"].update(
            url=WITHHELD, withheld="true"
        ),
    )
    failure = {"day": "2026-10-03", "rule": "link-gone"}
    plain = {"since": DAY, "checked": DAY}
    links = {URL: {**plain, "verdict": "broken", "failures": [failure]}}
    links[WITHHELD] = {**plain, "verdict": "broken"}
    links |= {
        f"https://www.sbst.dk/{n:03}": {**plain, "verdict": VERDICTS[1 + n % 4]} for n in range(230)
    }
    links |= {f"https://www.sbst.dk/ok/{n}": {**plain, "verdict": "ok"} for n in range(7)}
    lock = {"version": 1, "checked": DAY, "links": links}
    project.write("data/links.lock.json", json.dumps(lock))
    return project.built()


def test_a_broken_link_says_since_when_and_where_else_the_document_is(site):
    page = text_of(site.page("udmeldinger/borgere-med-udviklingshaemning-og-dom"))

    assert (
        "Linket har ikke virket siden 3. oktober 2026. Seneste kendte udgave: Folketinget" in page
    )


def test_the_list_of_documents_leads_past_a_broken_link(site):
    cells = re.findall(r'data-label="Findes">(.*?)</td>', site.page("dokumenter"), re.DOTALL)

    [cell] = [one for one in cells if "virker ikke" in one]

    said = text_of(cell).strip()
    assert said.startswith("udgiverens side")
    assert said.endswith("; filens link virker ikke")
    assert URL not in cell


def test_the_list_has_totals_the_day_and_the_broken_ones_first(site):
    page = text_of(site.page("linkstatus"))

    assert "Sidst kontrolleret 18. november 2026." in page
    assert "Virker 7" in page
    first = page.split("Links med bemærkninger", 1)[1]
    assert first.index("Linket har ikke virket") < 100


def test_the_list_stands_in_pages_of_a_hundred(site):
    counts = [
        site.page(one).count("hub-links__address")
        for one in ("linkstatus", "linkstatus/side-2", "linkstatus/side-3")
    ]

    assert counts == [100, 100, 31]
    assert len(link_lock(site)["links"]) == 239


def test_the_address_of_a_withheld_document_stands_nowhere(site):
    pages = [path for path in site.site.rglob("*.html") if WITHHELD in path.read_text("utf-8")]

    assert pages == []


def test_the_page_is_reached_from_the_page_about_the_site(site):
    assert "../linkstatus/" in site.page("om")
