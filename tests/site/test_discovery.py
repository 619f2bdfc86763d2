"""What machines find of a site: JSON-LD, other forms of pages, the search, a contact, days."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from projects import CATALOGUE, Project, as_yaml
from pyld import jsonld
from repositories import Repository

from hub.project import CONFIG_FILE, read_project
from hub.settings import Settings
from hub.site.head import head_html
from hub.site.opensearch import search_description
from hub.site.page_heads import PageHeads
from hub.site.security_contact import SECURITY_FILES, security_text

ADDRESS = "https://centrale-udmeldinger.example/"
CASE = "udmeldinger/borgere-med-udviklingshaemning-og-dom/"
ELI = re.compile(r"https://www\.retsinformation\.dk/eli/lta/[0-9]{4}/[0-9]+")
SCHEMA = "https://schema.org/"

TERMS = {
    # the types that pages may have, and the properties that schema.org gives each of them
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
    "Dataset": {
        *("name", "description", "url", "inLanguage", "isAccessibleForFree", "publisher"),
        "license",
    },
    "WebSite": {"name", "url", "publisher"},
    "WebPage": {"citation", "hasPart"},
    "Organization": {"name"},
    "Legislation": {"name"},
    "DigitalDocument": {"name", "inLanguage", "url", "datePublished", "publisher"},
    "AdministrativeArea": {"name", "identifier"},
    "PropertyValue": {"propertyID", "value"},
}


class _Head(HTMLParser):
    """Reads the links of a page's head and its scripts of data, as a browser finds their ends."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[dict[str, str | None]] = []
        self.data: list[str] = []
        self._inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "link":
            self.links.append(dict(attrs))
        self._inside = tag == "script" and dict(attrs).get("type") == "application/ld+json"
        if self._inside:
            self.data.append("")

    def handle_endtag(self, _tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.data[-1] += data


def head(project: Project, address: str) -> _Head:
    return _Head((project.site / address / "index.html").read_text(encoding="utf-8"))


def expanded(text: str) -> list[Any]:
    """Return JSON-LD as a processor reads it, with schema.org's terms as they are."""
    written = json.loads(text)
    assert written["@context"] == "https://schema.org"
    context = {"@vocab": SCHEMA, "@base": ADDRESS}
    found: list[Any] = jsonld.expand({**written, "@context": context})
    return found


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every node of a type in a value, however deep."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for inner in value.values():
            yield from nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from nodes(inner)


def test_every_page_says_in_json_ld_where_it_stands(real: Project) -> None:
    lacking = []
    for path in real.site.rglob("index.html"):
        (text,) = _Head(path.read_text(encoding="utf-8")).data
        types = {type_ for node in nodes(expanded(text)) for type_ in node["@type"]}
        if not types & {f"{SCHEMA}BreadcrumbList", f"{SCHEMA}WebSite"}:
            lacking.append(path)

    assert lacking == []


def test_only_known_terms_are_used(real: Project) -> None:
    unknown = set()
    for path in real.site.rglob("index.html"):
        for text in _Head(path.read_text(encoding="utf-8")).data:
            for node in nodes(json.loads(text)["@graph"]):
                allowed = TERMS.get(node["@type"], set()) | {"@type", "@id"}
                unknown |= {(node["@type"], name) for name in node.keys() - allowed}

    assert unknown == set()


def test_the_trail_of_every_page_leads_over_pages_that_exist(real: Project) -> None:
    wrong = []
    for path in real.site.rglob("index.html"):
        (text,) = _Head(path.read_text(encoding="utf-8")).data
        for node in nodes(json.loads(text)):
            if "item" in node:
                place = node["item"].removeprefix(ADDRESS)
                if not (real.site / place / "index.html").is_file() or not node["name"]:
                    wrong.append((path, node))

    assert wrong == []


def test_a_trail_ends_with_the_page_itself(real: Project) -> None:
    (text,) = head(real, "omraader/hovedstaden/").data
    trail = next(node for node in nodes(json.loads(text)) if node["@type"] == "BreadcrumbList")

    assert [
        (one["position"], one["name"], one.get("item")) for one in trail["itemListElement"]
    ] == [
        (1, "Centrale udmeldinger", ADDRESS),
        (2, "Udmeldinger efter område", f"{ADDRESS}omraader/"),
        (3, "Hovedstadsregionen: svar på udmeldinger", None),
    ]


def test_a_case_cites_laws_by_eli_and_has_its_documents(real: Project) -> None:
    (text,) = head(real, CASE).data
    (page,) = (one for one in nodes(json.loads(text)) if one["@type"] == "WebPage")

    assert page["@id"] == f"{ADDRESS}{CASE}"
    assert page["citation"]
    assert [one for one in page["citation"] if not ELI.fullmatch(one["@id"])] == []


def test_a_document_is_told_with_its_publisher_and_a_withheld_one_is_not(project: Project) -> None:
    def change(values: dict) -> None:
        entry = next(one for one in values["notifications"] if one["id"] in CASE)
        documents = entry["rounds"][0]["appendices"]
        documents[0] |= {
            "title": "Bilag 1",
            "url": "https://sbst.dk/et.pdf",
            "date": "2019-11",
            "language": "en",
        }
        documents.append({"title": "Skjult", "number": "9", "url": "https://sbst.dk/skjult.pdf"})
        documents[-1]["withheld"] = "true"

    project.edit(CATALOGUE, change)
    (text,) = head(project.built(), CASE).data
    (document,) = (one for one in nodes(json.loads(text)) if one["@type"] == "DigitalDocument")

    assert document == {
        "@type": "DigitalDocument",
        "name": "Bilag 1",
        "inLanguage": "en",
        "url": "https://sbst.dk/et.pdf",
        "datePublished": "2019-11",
        "publisher": {"@type": "Organization", "name": "Socialstyrelsen"},
    }


def test_the_page_that_explains_the_data_says_that_they_are_a_dataset(project: Project) -> None:
    licence = "https://creativecommons.org/licenses/by/4.0/"
    settings = Settings.model_validate({"licence": licence})
    read = read_project(project.root / CONFIG_FILE)
    read = replace(read, site_address=ADDRESS, settings=settings)

    (text,) = _Head(PageHeads(read).of_content("data/", "<title>Data – x</title>", "../")).data

    (found,) = (node for node in nodes(json.loads(text)) if node["@type"] == "Dataset")
    assert found.keys() - TERMS["Dataset"] == {"@type"}
    assert (found["url"], found["license"]) == (f"{ADDRESS}data/", licence)


HOSTILE = ("</script><script>alert(1)</script>", "<!--<script>", "a & b \" ' \\ \u2028 é", "]]>")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_within_its_script(text: str) -> None:
    written = head_html((), ({"@type": "WebPage", "name": text},))

    (data,) = _Head(f"<head>{written}</head>").data
    assert written.count("<") == 2
    assert json.loads(data)["@graph"][0]["name"] == text


ALTERNATES = {
    # what each page offers in other forms
    "": {"feed.xml", "opensearch.xml"},
    "udmeldinger/": {"feed.xml"},
    "nyt/": {"feed.xml"},
    "frister/": {"frister.ics"},
    "soeg/": {"opensearch.xml"},
    CASE: {f"{CASE}feed.xml"},
    "omraader/sjaelland/": {"omraader/sjaelland/feed.xml", "omraader/sjaelland/frister.ics"},
    "kommuner/greve/": {"omraader/sjaelland/feed.xml", "omraader/sjaelland/frister.ics"},
    "om/": set(),
    "aar/2019/": set(),
}


@pytest.mark.parametrize("address", ALTERNATES)
def test_a_page_offers_what_it_has_in_other_forms(real: Project, address: str) -> None:
    folder = real.site / address
    links = [one for one in head(real, address).links if one["rel"] in ("alternate", "search")]

    found = {
        (folder / str(one["href"])).resolve().relative_to(real.site).as_posix() for one in links
    }
    assert found == ALTERNATES[address]
    assert [name for name in found if not (real.site / name).is_file()] == []
    assert [one for one in links if not (one["type"] and one["title"])] == []


def test_the_page_for_wrong_addresses_offers_nothing(real: Project) -> None:
    page = _Head((real.site / "404.html").read_text(encoding="utf-8"))

    assert (page.data, [one for one in page.links if one["rel"] == "alternate"]) == ([], [])


def test_the_description_of_the_search_is_valid_and_leads_there(real: Project) -> None:
    root = ET.fromstring((real.site / "opensearch.xml").read_text(encoding="utf-8"))  # noqa: S314  # our own file
    space = "{http://a9.com/-/spec/opensearch/1.1/}"

    assert root.tag == f"{space}OpenSearchDescription"
    assert 0 < len(root.findtext(f"{space}ShortName") or "") <= 16
    assert root.find(f"{space}Url").get("template") == f"{ADDRESS}soeg/?q={{searchTerms}}"


@pytest.mark.parametrize("name", ["", "x" * 99, "Et & <to> \" ' tre fire", "En meget lang titel"])
def test_the_name_of_a_search_is_short(name: str) -> None:
    root = ET.fromstring(search_description(name, ADDRESS).decode())  # noqa: S314  # our own file

    assert 0 < len(root[0].text or "") <= 16


def test_without_an_address_nothing_asks_for_one(project: Project) -> None:
    project.replace(
        "mkdocs.yml", 'site_url: !ENV [SITE_URL, "https://centrale-udmeldinger.example/"]', ""
    )

    project.built()

    assert not (project.site / "opensearch.xml").exists()
    assert '"@id"' not in head(project, CASE).data[0].replace("retsinformation", "")[:200]
    assert ADDRESS not in (project.site / "feed.xml").read_text(encoding="utf-8")


REST = f"Preferred-Languages: da, en\nCanonical: {ADDRESS}.well-known/security.txt\n"
SECURITY = [
    # the settings, and the lines that come of them
    ({}, None),
    ({"security_contact": "a@b.dk"}, None),
    (
        {"security_contact": "a+ø@b.dk", "security_expires": "2027-05-01"},
        f"Contact: mailto:a%2B%C3%B8@b.dk\nExpires: 2027-05-01T23:59:59Z\n{REST}",
    ),
    (
        {"security_contact": "https://b.dk/hul", "security_expires": "2027"},
        f"Contact: https://b.dk/hul\nExpires: 2027-12-31T23:59:59Z\n{REST}",
    ),
]


@pytest.mark.parametrize(("values", "text"), SECURITY)
def test_the_contact_for_faults_of_security_comes_from_the_settings(
    values: dict[str, str], text: str | None
) -> None:
    made = security_text(Settings.model_validate(values), ADDRESS)

    assert (made and made.decode()) == text


def test_it_stands_where_it_is_looked_for(project: Project) -> None:
    project.replace("mkdocs.yml", "security_contact: null", "security_contact: hul@b.dk")
    project.replace("mkdocs.yml", "security_expires: null", "security_expires: 2027-05-01")

    project.built()

    assert len({(project.site / name).read_bytes() for name in SECURITY_FILES}) == 1


@pytest.mark.parametrize("contact", ["javascript:alert(1)", "ingen", "http://b.dk/", "a@b c", "@"])
def test_what_is_no_contact_is_told(project: Project, contact: str) -> None:
    written = as_yaml({"security_contact": contact}).strip()
    project.replace("mkdocs.yml", "security_contact: null", written)

    done = project.hub("check", "--format", "json")

    assert [one["rule"] for one in json.loads(done.stdout)["problems"]] == ["not-an-address"]


SITE_MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def _days(site: Path) -> dict[str, str | None]:
    tree = ET.parse(site / "sitemap.xml")  # noqa: S314  # our own file
    rows = (
        (one.findtext(f"{SITE_MAP}loc"), one.findtext(f"{SITE_MAP}lastmod"))
        for one in tree.iter(f"{SITE_MAP}url")
    )
    return {str(address).removeprefix(ADDRESS): day for address, day in rows}


def test_the_days_of_the_site_map_are_those_of_the_history(project: Project) -> None:
    repository = Repository(project)
    project.write(".gitignore", ".cache/\nsite/\n")
    repository.git("init", "--quiet")
    repository.commit("alt", "2026-01-10T12:00:00Z")
    project.replace(CATALOGUE, "Sagen gælder mennesker med udviklingshæmning", "Sagen gælder folk")
    repository.commit("en udmelding", "2026-02-20T12:00:00Z")
    project.write("content/om.md", project.read("content/om.md") + "\nMere.\n")
    repository.commit("en side", "2026-03-30T12:00:00Z")

    days = _days(project.built().site)

    assert days[CASE] == "2026-02-20"
    others = {page for page in days if re.fullmatch("udmeldinger/.+/", page)} - {CASE}
    assert {days[page] for page in others} == {"2026-01-10"}
    assert days["om/"] == "2026-03-30"
    assert days["udmeldinger/"] == days["nyt/"] == "2026-02-20"
    assert days["privatliv/"] == "2026-01-10"
    assert [day for day in days.values() if day is None] == []
