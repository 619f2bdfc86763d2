"""Every municipality has a page that says which area answers for it."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from projects import FROZEN, Project, read_yaml, text_of

MUNICIPALITIES = "data/municipalities.yaml"
AREAS = {
    "hovedstaden": "Hovedstadsregionen",
    "sjaelland": "Region Sjælland",
    "syddanmark": "Region Syddanmark",
    "midtjylland": "Region Midtjylland",
    "nordjylland": "Region Nordjylland",
}
CHANGE = "Region Hovedstaden og Region Sjælland {} afløst af Region Østdanmark fra 1. januar 2027."
UNKNOWN = "Vi ved ikke, om de områder, som kommunerne svarer i, også bliver ændret."
AFTER = "1798761600"
"""The moment of a build on 1 January 2027."""
TWO_ROWS = """\
  - code: "0400"
    name: Bornholm
    official_name: Bornholms Regionskommune
    area: hovedstaden
    valid_to: 2026-12-31
  - code: "0400"
    name: Bornholm
    official_name: Bornholms Regionskommune
    area: sjaelland
    valid_from: 2027-01-01
"""

ROWS = read_yaml((FROZEN / MUNICIPALITIES).read_text(encoding="utf-8"))["municipalities"]
_LISTED = re.compile(r'<li data-names="[^"]*"><a href="\.\./(kommuner/[a-z-]+)/">([^<]+)</a>')


def _listed(project: Project) -> dict[str, str]:
    """Return the addresses by name, as the list by letter links them in plain HTML."""
    return {name: address for address, name in _LISTED.findall(project.page("kommuner"))}


def _text(project: Project, address: str) -> str:
    return " ".join(text_of(project.page(address)).split())


def _with_rows_of_bornholm(project: Project, rows: str) -> None:
    text = project.read(MUNICIPALITIES)
    changed = re.sub(r'  - code: "0400"\n(?:    .*\n)+', rows, text)
    assert changed != text
    project.write(MUNICIPALITIES, changed)


def test_the_file_has_all_municipalities_of_every_area() -> None:
    assert Counter(row["area"] for row in ROWS) == {
        "hovedstaden": 29,
        "sjaelland": 17,
        "syddanmark": 22,
        "midtjylland": 19,
        "nordjylland": 11,
    }


def test_the_list_by_letter_links_every_municipality(real: Project) -> None:
    assert {*_listed(real)} == {row["name"] for row in ROWS}
    assert len({*_listed(real).values()}) == 98


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_a_municipality_reaches_the_page_of_its_area(real: Project, row: dict) -> None:
    page = real.page(_listed(real)[row["name"]])

    title = row.get("official_name", f"{row['name']} Kommune")
    area = f'<a href="../../omraader/{row["area"]}/">{AREAS[row["area"]]}</a>'
    assert f"<h1>{title}</h1>" in page
    assert f"sammen med de andre kommuner i {area}." in page
    assert (UNKNOWN in text_of(page)) == (row["area"] in ("hovedstaden", "sjaelland"))


def test_the_letters_are_those_of_a_danish_list(real: Project) -> None:
    letters = re.findall(r'<h2 id="bogstav-\d+">([^<]+)</h2>', real.page("kommuner"))

    assert letters == [*"ABDEFGHIJKLMNORSTV", "Æ", "Å, Aa"]


def _cells(project: Project, address: str) -> list[str]:
    cells = re.findall(r"<td\b[^>]*>(.*?)</td>", project.page(address), re.DOTALL)
    return [re.sub(r"\s+", " ", text_of(one)).strip() for one in cells]


@pytest.mark.parametrize(("at", "area"), [*enumerate(AREAS)], ids=[*AREAS])
def test_an_area_tells_its_own_answer_in_every_round(real: Project, at: int, area: str) -> None:
    """Its column of the overview, cell by cell."""
    answers = _cells(real, f"omraader/{area}")

    assert answers == _cells(real, "overblik")[at::5]
    assert len(answers) == 10
    assert 'class="hub-card' not in real.page(f"omraader/{area}")


def test_a_municipality_tells_in_which_cases_its_area_has_answered(real: Project) -> None:
    """In short: the table itself, which is that of 22 municipalities, is on the area's page."""
    page = real.page("kommuner/aalborg")

    rows = re.findall(r"<div><dt>([^<]+)</dt><dd>(.*?)</dd></div>", page, re.DOTALL)
    told = {state: re.findall(r'href="([^"]+)"', found) for state, found in rows}
    linked = re.findall(r'<td>\s*<a href="([^"]+)"', real.page("omraader/nordjylland"))
    assert {*linked} == {link for state in {*told} - {"Ikke fundet"} for link in told[state]}
    assert linked != []
    assert sum(map(len, told.values())) == 10
    assert "<table" not in page
    assert 'href="../../omraader/nordjylland/">Mere om svarene fra Region Nordjylland</a>' in page


@pytest.mark.parametrize("page", ["", "omraader", "omraader/hovedstaden"])
def test_readers_are_led_to_the_list_without_a_script(real: Project, page: str) -> None:
    html = real.page(page)

    assert re.search(r'<a href="[./]*kommuner/">Alle kommuner efter bogstav</a>', html)
    assert re.search(r'<form [^>]*action="[./]*kommuner/" data-find-municipality>', html)
    assert '<label for="find-kommune">Find din kommune</label>' in html


def test_an_area_lists_its_own_municipalities(real: Project) -> None:
    page = real.page("omraader/nordjylland")

    linked = re.findall(r'href="\.\./\.\./kommuner/[a-z-]+/">([^<]+)</a>', page)
    assert linked == [
        "Brønderslev",
        "Frederikshavn",
        "Hjørring",
        "Jammerbugt",
        "Læsø",
        "Mariagerfjord",
        "Morsø",
        "Rebild",
        "Thisted",
        "Vesthimmerland",
        "Aalborg",
    ]


def test_a_project_without_the_file_has_no_pages_of_municipalities(project: Project) -> None:
    (project.root / MUNICIPALITIES).unlink()

    project.built()

    assert not (project.site / "kommuner").exists()
    linking = [path for path in project.site.rglob("*.html") if "kommuner/" in path.read_text()]
    assert linking == []


@pytest.mark.parametrize(("moment", "verb"), [({}, "bliver"), ({"SOURCE_DATE_EPOCH": AFTER}, "er")])
def test_the_change_of_the_regions_is_told_before_and_after(
    project: Project, moment: dict, verb: str
) -> None:
    done = project.hub("build", "--no-search", **moment)

    assert done.returncode == 0, done.stdout + done.stderr
    for address in ("kommuner", "kommuner/roskilde", "omraader/sjaelland"):
        assert f"{CHANGE.format(verb)} {UNKNOWN}" in _text(project, address)


def test_a_municipality_that_changes_area_has_both(project: Project) -> None:
    """Before the day it is told what comes; the page's address and the old answers stay."""
    _with_rows_of_bornholm(project, TWO_ROWS)

    project.built()
    before = _text(project, "kommuner/bornholm")
    assert project.hub("build", "--no-search", SOURCE_DATE_EPOCH=AFTER).returncode == 0
    after = _text(project, "kommuner/bornholm")

    assert "sammen med de andre kommuner i Hovedstadsregionen." in before
    assert "Fra 1. januar 2027 er det Bornholms Regionskommune i Region Sjælland." in before
    assert "sammen med de andre kommuner i Region Sjælland." in after
    assert UNKNOWN not in before + after
    assert "(sendt ud 2022, Hovedstadsregionen)" in after
    assert ", Region Sjælland)" not in after


def test_a_municipality_that_is_no_more_keeps_its_page(project: Project) -> None:
    ended = TWO_ROWS.partition('  - code: "0400"\n    name: Bornholm\n    official')[2]
    rows = '  - code: "0400"\n    name: Bornholm\n    official' + ended.partition("  - code")[0]
    _with_rows_of_bornholm(project, rows.replace("2026-12-31", "2025-12-31"))

    project.built()

    text = _text(project, "kommuner/bornholm")
    assert "Kommunen findes ikke mere. Til og med 31. december 2025 svarede den" in text
    assert "kommuner/bornholm/" not in project.page("omraader/hovedstaden")


def test_a_name_is_text_and_never_markup(project: Project) -> None:
    _with_rows_of_bornholm(
        project, '  - code: "0400"\n    name: "<b>Ø</b> & {{ x }}"\n    area: hovedstaden\n'
    )

    project.built()

    page = project.page("kommuner/b-oe-b-x")
    assert "<h1>&lt;b&gt;Ø&lt;/b&gt; &amp; {{ x }} Kommune</h1>" in page
