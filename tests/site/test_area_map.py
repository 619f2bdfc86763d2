"""The areas as tiles where they lie: on the page of a case and of a municipality."""

from __future__ import annotations

import re

import pytest
from projects import VOCABULARY, Project, one_spaced, text_of
from small_catalogue import a_case, a_round, joined_cases, write_cases

from hub.site.area_map import round_map
from hub.text.danish import SOFT_HYPHEN

_MAP = re.compile(r'<ul class="hub-map( hub-map--placed)?">(.*?)</ul>', re.DOTALL)
_TILE = re.compile(
    r'<li class="hub-tile hub-tile--(\w+)( hub-tile--own)?'
    r'(?: hub-tile--row-(\d) hub-tile--column-(\d))?">(.*?)</li>',
    re.DOTALL,
)
AFTER = "1798761600"
"""The moment of a build on 1 January 2027."""

ROUND = a_round(
    regional_reports=[
        {"title": "Svar", "area": "nordjylland", "url": "https://www.sbst.dk/nord.pdf"},
        {"title": "Svar", "area": "hovedstaden"},
    ]
)
NORTH, CAPITAL = "Region Nordjylland", "Hovedstadsregionen"

Tile = tuple[str, str, str, str, str]


def _maps(page: str) -> list[list[Tile]]:
    """Return of each map the tiles: state, mark of the own area, row, column and text."""
    return [
        [
            (*tile[:4], one_spaced(text_of(tile[4]).replace(SOFT_HYPHEN, "")))
            for tile in _TILE.findall(inner)
        ]
        for _, inner in _MAP.findall(page)
    ]


def test_the_areas_of_a_round_stand_where_they_lie(project: Project) -> None:
    write_cases(project, a_case(ROUND))
    project.built()

    [tiles] = _maps(project.page("udmeldinger/sag"))

    case = "(Sagen sag, 2024)"
    assert tiles == [
        ("found", "", "1", "1", f"{NORTH} Svar fundet fra {NORTH} {case}"),
        ("missing", "", "2", "1", "Region Midtjylland Ikke fundet"),
        ("mentioned", "", "2", "2", f"{CAPITAL} Omtalt fra {CAPITAL} {case}"),
        ("missing", "", "3", "1", "Region Syddanmark Ikke fundet"),
        ("missing", "", "3", "2", "Region Sjælland Ikke fundet"),
    ]


def test_each_round_of_a_case_has_its_map(project: Project) -> None:
    first = {**ROUND, "agency_treatment": {"outcome": "renewed_treatment_requested"}}
    write_cases(project, a_case(first, a_round("renewed", "2025")))
    project.built()

    maps = _maps(project.page("udmeldinger/sag"))

    assert [[tile[0] for tile in tiles].count("missing") for tiles in maps] == [3, 5]


def test_a_tile_leads_to_the_answer_on_the_same_page(project: Project) -> None:
    write_cases(project, a_case(ROUND))
    project.built()

    page = project.page("udmeldinger/sag")
    [inner] = [inner for _, inner in _MAP.findall(page)]

    links = re.findall(r'href="#([^"]+)"', inner)
    assert links == ["sag-2024-afrapportering-nordjylland", "sag-2024-afrapportering-hovedstaden"]
    assert all(f'id="{link}"' in page for link in links)


def test_the_map_of_a_municipality_marks_its_own_area(real: Project) -> None:
    [tiles] = _maps(real.page("kommuner/odense"))

    assert [tile[4] for tile in tiles if tile[1]] == [
        "Region Syddanmark Kommunens område Svar fundet: 0 Omtalt: 0 Ikke fundet: 10"
    ]
    assert tiles[0] == (
        "missing", "", "1", "1", "Region Nordjylland Svar fundet: 0 Omtalt: 4 Ikke fundet: 6",
    )  # fmt: skip  # a row


def test_a_municipality_has_a_small_map_of_each_round(real: Project) -> None:
    page = real.page("kommuner/odense")

    drawn = re.findall(r'<svg class="hub-small-map"[^>]* aria-label="([^"]*)">(.*?)</svg>', page)
    told = [text for text, _ in drawn]
    assert len(told) == 10
    assert told[0] == (
        "Omtalt: Hovedstadsregionen. Ikke fundet: Region Nordjylland, Region Midtjylland, "
        "Region Syddanmark, Region Sjælland. "
    )
    # Five areas and the frame of the own one; of what is only mentioned half is filled.
    assert {shapes.count("<rect") for _, shapes in drawn} == {6}
    assert drawn[0][1].count("<path") == 1


def test_an_area_without_a_place_makes_the_map_a_list(project: Project) -> None:
    project.replace(VOCABULARY, "    tile: {row: 3, column: 2}\n", "")
    write_cases(project, a_case(ROUND))
    project.built()

    for address in ("udmeldinger/sag", "kommuner/odense"):
        [(placed, inner)] = _MAP.findall(project.page(address))
        assert placed == ""
        assert [tile[2:4] for tile in _TILE.findall(inner)] == [("", "")] * 5
        assert re.findall("Region (?:Nordjylland|Sjælland)", inner)[0] == "Region Sjælland"


def test_an_area_that_is_added_has_its_tile(project: Project) -> None:
    """Nothing is made for five areas alone; a name is text and never markup."""
    project.edit(
        VOCABULARY,
        lambda values: values["areas"].append(
            {
                **{key: values["areas"][0][key] for key in ("contact_council", "steering_group")},
                "regions": [{"name": "Region Grindsted"}],
                "id": "grindsted",
                "names": [{"name": "<b>Grindsted</b> & omegn {{ 7 }}"}],
                "tile": {"row": "9", "column": "9"},
            }
        ),
    )
    [entry] = joined_cases(project, a_case(ROUND))

    tiles = round_map(entry.rounds[0]).tiles
    project.built()

    assert [tile.area.id for tile in tiles][-1] == "grindsted"
    page = project.page("udmeldinger/sag")
    assert len(_maps(page)[0]) == 6
    assert "&lt;b&gt;Grindsted&lt;/b&gt; &amp; omegn {{ 7 }}" in page
    assert "<b>Grindsted" not in page


@pytest.mark.parametrize("moment", [{}, {"SOURCE_DATE_EPOCH": AFTER}])
def test_the_areas_stay_when_the_regions_change(project: Project, moment: dict) -> None:
    """Whether the areas change too is not known; until the vocabulary says so they stay."""
    done = project.hub("build", "--no-search", **moment)

    assert done.returncode == 0, done.stdout + done.stderr
    [tiles] = _maps(project.page("kommuner/roskilde"))
    assert len(tiles) == 5
    assert [tile[4].startswith("Region Sjælland") for tile in tiles if tile[1]] == [True]
