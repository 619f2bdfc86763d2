"""The reading view of a document in the browser: axe, narrow screens, links to any page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe import violations_by_mode
from looks import SPACED, TWICE, restyle
from playwright.sync_api import Page
from projects import Project
from reading import SLUGS
from serving import serving

# The first test of the group builds the site that all of them use.
pytestmark = pytest.mark.xdist_group("reading_site")

OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def address(reading_site: Project) -> Iterator[str]:
    with serving(reading_site.site) as address:
        yield f"{address}dokumenter/"


@pytest.mark.parametrize("name", ["rapport", "skema", "lang"])
def test_axe_finds_nothing_in_any_mode(open_page: OpenPage, address: str, name: str) -> None:
    page = open_page(f"{address}{SLUGS[name]}/")

    assert violations_by_mode(page) == {}


@pytest.mark.parametrize("name", ["rapport", "skema", "lang"])
@pytest.mark.parametrize(
    ("width", "style"), [(320, SPACED), (360, TWICE), (1280, "/* as it is */")]
)
def test_nothing_scrolls_sideways(
    open_page: OpenPage, address: str, name: str, width: int, style: str
) -> None:
    page = open_page(f"{address}{SLUGS[name]}/", viewport={"width": width, "height": 800})
    restyle(page, style)

    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_link_to_a_page_of_another_part_lands_there(open_page: OpenPage, address: str) -> None:
    page = open_page(f"{address}{SLUGS['lang']}/#side-120")

    page.wait_for_url("**-side-*/#side-120")
    assert page.locator("#side-120").evaluate("one => one.tagName") == "H2"


def test_its_pages_break_no_policy(own_page: Page, address: str) -> None:
    said: list[str] = []
    own_page.on("console", lambda message: said.append(message.text))

    for slug in SLUGS.values():
        own_page.goto(f"{address}{slug}/")

    assert own_page.locator("meta[http-equiv=Content-Security-Policy]").count() == 1
    assert said == []
