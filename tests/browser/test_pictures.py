"""Pictures of cases in the browser: axe in every mode, by keyboard, at any width.

Each page is opened once; the tests change the settings and the window of who reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe import USUAL, violations
from case_texts import write_compared_case
from looks import TWICE, restyle
from playwright.sync_api import Page
from projects import CATALOGUE, Project
from serving import serving
from small_catalogue import a_case, a_round

# The first test of the group builds the site that all of them use.
pytestmark = pytest.mark.xdist_group("pictures")

OpenPage = Callable[..., Page]

PAGES = {
    "front page": "",
    "overview": "overblik/",
    "overview, second page": "overblik/side-2/",
    "figures": "tal/",
    "figures, second page": "tal/side-2/",
    "case": "udmeldinger/sag/",
    "case of which only the year is known": "udmeldinger/aar-0/",
    "themes": "udmeldinger/sag-temaer/",
    "municipality": "kommuner/aalborg/",
}
MODES: dict[str, tuple[dict[str, Any], int]] = {
    # what a reader may have set, and the width of the window
    "light": ({"color_scheme": "light"}, 1280),
    "dark": ({"color_scheme": "dark"}, 1280),
    "forced colours": ({"forced_colors": "active"}, 1280),
    "narrow": ({"color_scheme": "light"}, 360),
    "narrow and dark": ({"color_scheme": "dark"}, 360),
}
LONG = "Ældreområdetshøjtspecialiseredekoordinationsindsatser for unge " * 4
OVERLAPPING = """() => [...document.querySelectorAll('.hub-lane')].flatMap(lane => {
    const boxes = [...lane.querySelectorAll('.hub-mark')].map(one => one.getBoundingClientRect());
    return boxes.flatMap((one, at) => boxes.slice(at + 1).filter(other =>
        one.left < other.right - 1 && other.left < one.right - 1 &&
        one.top < other.bottom - 1 && other.top < one.bottom - 1));
}).length"""
OUTSIDE = """() => [...document.querySelectorAll('.hub-mark, .hub-lanes span')].filter(one => {
    const box = one.getBoundingClientRect();
    return box.left < 0 || box.right > innerWidth;
}).length"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a site with every kind of picture, on several pages of a list."""
    project = Project.copied_to(tmp_path_factory.mktemp("pictures") / "project")
    write_compared_case(project)
    project.edit(CATALOGUE, _add_cases)
    with serving(project.built().site) as address:
        yield address


def _add_cases(values: dict) -> None:
    whole = a_round(
        year="2019",
        published="2019-11-26",
        report_due="2020-10-15",
        reported="2020-10-15",
        agency_treatment={"outcome": "renewed_treatment_requested", "date": "2023-11-23"},
    )
    coming = a_round("renewed", "2023", report_due="2027", agency_treatment={"outcome": "awaited"})
    values["notifications"].append(a_case(whole, coming, id_="hele", title=LONG))
    values["notifications"] += (
        a_case(a_round(year=str(2014 + at % 12)), id_=f"aar-{at}") for at in range(120)
    )


@pytest.fixture(scope="module", params=PAGES.values(), ids=list(PAGES))
def any_address(request: pytest.FixtureRequest, address: str) -> str:
    """Return where a page is that the tests do not change."""
    return address + str(request.param)


@pytest.fixture
def any_page(any_address: str, changing_page: Page) -> Page:
    """Return the tab with that page."""
    return opened(changing_page, any_address)


def opened(page: Page, address: str) -> Page:
    """Go to a page, unless the test before has been there too."""
    if page.url != address:
        page.goto(address)
    return page


def read_as(page: Page, width: int, **media: Any) -> Page:
    """Read a page in a window of that width, with nothing set but what is given."""
    page.emulate_media(**USUAL | media)
    page.set_viewport_size({"width": width, "height": 800})
    return page


@pytest.mark.parametrize(("media", "width"), MODES.values(), ids=list(MODES))
def test_axe_finds_nothing_in_any_mode(any_page: Page, media: dict[str, Any], width: int) -> None:
    page = read_as(any_page, width, **media)

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_axe_finds_nothing_on_paper(any_page: Page) -> None:
    page = read_as(any_page, 1280, media="print")

    assert violations(page, on_paper=True) == []


def test_text_of_twice_the_size_runs_over_nothing(any_page: Page) -> None:
    page = read_as(any_page, 360)

    restyle(page, TWICE)
    width = page.evaluate("document.documentElement.scrollWidth")
    restyle(page, "")

    assert width == 360


@pytest.fixture(scope="module", params=["overblik/", "overblik/side-2/"])
def lanes_address(request: pytest.FixtureRequest, address: str) -> str:
    """Return where a page of the overview is."""
    return address + str(request.param)


@pytest.fixture
def lanes(lanes_address: str, changing_page: Page) -> Page:
    """Return the tab with that page."""
    return opened(changing_page, lanes_address)


@pytest.mark.parametrize("width", [320, 360, 840, 1280])
def test_no_mark_lies_on_another_or_outside(lanes: Page, width: int) -> None:
    page = read_as(lanes, width)

    assert page.locator(".hub-mark").count() >= 8
    assert page.evaluate(OVERLAPPING) == 0
    assert page.evaluate(OUTSIDE) == 0


def test_a_mark_is_reached_by_keyboard_and_leads_to_its_place(
    open_page: OpenPage, address: str
) -> None:
    page = open_page(address + "overblik/")
    mark = page.get_by_role("link", name="Frist for kommunernes svar, 15. oktober 2020")

    mark.focus()
    outline = mark.evaluate("one => getComputedStyle(one).outlineStyle")
    page.keyboard.press("Enter")

    assert outline == "solid"
    page.wait_for_url("**/udmeldinger/hele/#udmelding")
    assert page.locator("#udmelding").is_visible()


def test_a_tile_leads_to_the_answer(open_page: OpenPage, address: str) -> None:
    page = open_page(address + "udmeldinger/sag/")

    page.get_by_role("link", name="Svar fundet fra Region Nordjylland").first.press("Enter")

    assert page.locator(":target").inner_text().startswith("Svar fra nord")


def test_a_passage_leads_to_the_page_of_the_report(open_page: OpenPage, address: str) -> None:
    page = open_page(address + "udmeldinger/sag-temaer/")

    page.get_by_role("link", name="»Målgruppen«, side 2–3").press("Enter")

    assert page.locator(":target").inner_text() == "Side 2"
