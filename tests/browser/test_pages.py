"""The pages in a real browser: reached by keyboard, whole without scripts, quiet and alone."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from projects import ROOT, Project

CONTENT = ROOT / "content"
OpenPage = Callable[..., Page]

KINDS = {
    # what a page is called here, and where it lies in the site; the first that fits is taken
    **{
        path.relative_to(CONTENT).with_suffix("").as_posix(): path.relative_to(CONTENT)
        .with_suffix("")
        .as_posix()
        .removesuffix("index")
        for path in sorted(CONTENT.rglob("*.md"))
    },
    "case with two rounds": "udmeldinger/borgere-med-udviklingshaemning-og-dom",
    "case with one round": "udmeldinger/punktskriftindsatser-boern-og-unge",
    "year": "aar/*",
    "target group": "maalgrupper/*",
    "area": "omraader/*",
    "status": "status/*",
}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

WRONG = "findes-ikke/"
each_page = pytest.mark.parametrize("kind", [*KINDS.values(), WRONG], ids=[*KINDS, "wrong"])
each_real_page = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


@pytest.fixture
def address(real: Project, real_address: str, kind: str) -> str:
    """Return where a page of the kind is served."""
    found = sorted(real.site.glob(f"{kind}/index.html".removeprefix("/")))
    return real_address + (found[0].relative_to(real.site).as_posix()[:-10] if found else kind)


ALL_LINKS = """[...document.querySelectorAll('a[href]')]
    .filter(one => one.checkVisibility()).map(one => one.href)"""
LINKS_BY_NAME = """[...document.querySelectorAll('a[href]')]
    .filter(one => one.checkVisibility()).map(one =>
    [(one.ariaLabel || one.textContent).replace(/\\s+/g, ' ').trim(), one.href])"""
STOPS = """a[href], summary, button, select, textarea, [tabindex='0'],
    input:not([type='radio']), label:first-of-type > input[type='radio']"""
TOOLS = "button, noscript, [role='status'], [data-news], [data-selfcheck]"
"""What scripts add for readers' convenience: controls and their answers, no facts."""
REMOVE = "(these) => document.querySelectorAll(these).forEach(one => one.remove())"
HEADINGS = """[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(
    one => Number(one.tagName[1]))"""
FOCUSED = """() => {
    const one = document.activeElement, style = getComputedStyle(one);
    return {
        tag: one.tagName, href: one.href || '', id: one.id,
        seen: style.outlineStyle != 'none' && parseFloat(style.outlineWidth) > 0,
    };
}"""


@each_page
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_axe_finds_nothing(open_page: OpenPage, address: str, width: int, scheme: str) -> None:
    page = open_page(
        address,
        color_scheme=scheme,
        viewport={"width": width, "height": 800},
    )

    found = Axe().run(
        page, options={"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    )

    assert [
        (one["id"], [node["html"] for node in one["nodes"]]) for one in found.response["violations"]
    ] == []


@each_page
def test_nothing_scrolls_sideways_on_a_narrow_screen(open_page: OpenPage, address: str) -> None:
    page = open_page(address, viewport={"width": 320, "height": 800})

    assert page.evaluate("document.documentElement.scrollWidth") == 320


@each_real_page
def test_a_page_asks_nobody_else_and_keeps_nothing(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    said, hosts, failed = [], set(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)

    page.goto(address, wait_until="networkidle")

    kept = (context.cookies(), page.evaluate("localStorage.length + sessionStorage.length"))
    context.close()
    assert (said, failed) == ([], [])
    assert hosts == {urlsplit(address).netloc}
    assert kept == ([], 0)


@each_page
def test_a_page_is_whole_without_scripts(open_page: OpenPage, address: str) -> None:
    with_scripts = open_page(address)
    without = open_page(address, java_script_enabled=False)

    with_scripts.evaluate(REMOVE, TOOLS)
    without.evaluate(REMOVE, TOOLS)

    assert without.inner_text("body") == with_scripts.inner_text("body")
    assert without.inner_text("h1")


@each_page
def test_the_first_tab_leads_past_the_menu(open_page: OpenPage, address: str) -> None:
    page = open_page(address)

    page.keyboard.press("Tab")
    first = page.evaluate(FOCUSED)
    page.keyboard.press("Enter")

    assert (first["href"].partition("#")[2], first["seen"]) == ("indhold", True)
    assert page.evaluate(FOCUSED)["id"] == "indhold"


@each_page
def test_every_link_is_reached_by_keyboard_and_seen(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    stops = page.locator(STOPS).locator("visible=true").count()
    steps = []

    for _ in range(stops):
        page.keyboard.press("Tab")
        steps.append(page.evaluate(FOCUSED))

    assert [one["href"] for one in steps if one["tag"] == "A"] == page.evaluate(ALL_LINKS)
    assert [one for one in steps if not one["seen"]] == []


@each_page
def test_headings_follow_each_other(open_page: OpenPage, address: str) -> None:
    levels = open_page(address).evaluate(HEADINGS)

    skips = [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert skips == []


@each_page
def test_links_of_the_same_name_lead_to_the_same_place(open_page: OpenPage, address: str) -> None:
    links = open_page(address).evaluate(LINKS_BY_NAME)

    places: dict[str, set[str]] = {}
    for name, href in links:
        places.setdefault(name, set()).add(href)
    assert {name: hrefs for name, hrefs in places.items() if len(hrefs) > 1 or not name} == {}


@each_page
def test_ids_stand_once_on_a_page(open_page: OpenPage, address: str) -> None:
    ids = open_page(address).evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")

    assert sorted(ids) == sorted(set(ids))


@each_page
def test_links_to_a_place_on_the_same_page_lead_there(open_page: OpenPage, address: str) -> None:
    lost = open_page(address).evaluate(
        """[...document.querySelectorAll('a[href^="#"]')]
            .map(one => decodeURIComponent(one.hash.slice(1)))
            .filter(one => !document.getElementById(one))"""
    )

    assert lost == []


@each_real_page
def test_links_within_the_site_lead_somewhere(
    real_address: str, open_page: OpenPage, address: str
) -> None:
    page = open_page(address)
    own = {one for one in page.evaluate(ALL_LINKS) if one.startswith(real_address)}

    lost = [one for one in sorted(own) if page.request.get(one).status != 200]

    assert own
    assert lost == []
