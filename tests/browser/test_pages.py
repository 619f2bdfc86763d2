"""The pages in a real browser: reached by keyboard, whole without scripts, quiet and alone.

Each kind of page is visited once, in five modes, then narrow and dark, then without scripts; the
tests are about what was seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe import USUAL, violations_by_mode
from looks import SPACED, TWICE, restyle
from playwright.sync_api import Page, ViewportSize
from projects import ROOT, Project

Tab = Callable[..., Page]

CONTENT = ROOT / "content"

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
    "years": "aar",
    "year": "aar/*",
    "target groups": "maalgrupper",
    "areas": "omraader",
    "statuses": "status",
    "documents of a kind": "dokumenter/slags-*",
    "target group": "maalgrupper/*",
    "area": "omraader/*",
    "municipalities": "kommuner",
    "municipality": "kommuner/*",
    "news": "nyt",
    "status": "status/*",
}

WRONG = "findes-ikke/"
WIDE: ViewportSize = {"width": 1280, "height": 800}
NARROW: ViewportSize = {"width": 320, "height": 800}
PHONE: ViewportSize = {"width": 360, "height": 800}
ALL_LINKS = """[...document.querySelectorAll('a[href]')]
    .filter(one => one.checkVisibility()).map(one => one.href)"""
LINKS_BY_NAME = """[...document.querySelectorAll('a[href]')]
    .filter(one => one.checkVisibility()).map(one =>
    [(one.ariaLabel || one.textContent).replace(/\\s+/g, ' ').trim(), one.href])"""
STOPS = """a[href], summary, button, select, textarea, [tabindex='0'],
    input:not([type='radio']), label:first-of-type > input[type='radio']"""
TOOLS = """button, noscript, [role='status'], [data-news], [data-selfcheck],
    [data-entry], [data-find-municipality]"""
"""What scripts add for readers' convenience: controls and their answers, no facts."""
REMOVE = "(these) => document.querySelectorAll(these).forEach(one => one.remove())"
HEADINGS = """[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(
    one => Number(one.tagName[1]))"""
IDS = "[...document.querySelectorAll('[id]')].map(one => one.id)"
LOST = """[...document.querySelectorAll('a[href^="#"]')]
    .map(one => decodeURIComponent(one.hash.slice(1)))
    .filter(one => !document.getElementById(one))"""
WATCH_FOCUS = """() => {
    window.steps = [];
    document.addEventListener('focusin', ({ target }) => {
        const style = getComputedStyle(target);
        window.steps.push({
            tag: target.tagName, href: target.href || '', id: target.id,
            seen: style.outlineStyle != 'none' && parseFloat(style.outlineWidth) > 0,
        });
    });
}"""
SKIP = "a[href$='#indhold']"


@dataclass(frozen=True, slots=True)
class Visit:
    """What was seen of a page."""

    address: str
    said: list[str]
    failed: list[str]
    hosts: set[str]
    kept: tuple[list, int]
    modes: dict
    """What axe found in each of five modes."""
    steps: list[dict]
    """What had the focus, one after the other."""
    skipped_to: str
    links: list[str]
    names: list[list[str]]
    levels: list[int]
    ids: list[str]
    lost: list[str]
    width: int
    width_spaced: int
    width_twice: int
    """What the page needs at 320 px, there with wide spacing, and at 360 px with large text."""
    text: str
    text_without_scripts: str


def _visit(page: Page, without_scripts: Page, address: str) -> Visit:
    said, hosts, failed = [], set(), []
    listeners: dict[Any, Callable] = {
        "console": lambda message: said.append(message.text),
        "pageerror": lambda error: said.append(str(error)),
        "request": lambda request: hosts.add(urlsplit(request.url).netloc),
        "requestfailed": lambda request: failed.append(request.url),
        "response": lambda answer: failed.append(answer.url) if answer.status >= 400 else None,
    }
    for event, listener in listeners.items():
        page.on(event, listener)
    page.emulate_media(**USUAL)
    page.set_viewport_size(WIDE)
    # The form for a new entry is there when its table has come.
    page.goto(address, wait_until="networkidle")
    links = page.evaluate(ALL_LINKS)
    names, levels, ids, lost = map(page.evaluate, (LINKS_BY_NAME, HEADINGS, IDS, LOST))
    steps = _steps(page)
    page.focus(SKIP)
    page.keyboard.press("Enter")
    skipped_to = page.evaluate("document.activeElement.id")
    # By now the page has been used; what axe says and does is no longer the page's own.
    kept = (page.context.cookies(), page.evaluate("localStorage.length + sessionStorage.length"))
    page.context.clear_cookies()
    page.evaluate("localStorage.clear(); sessionStorage.clear()")
    for event, listener in listeners.items():
        page.remove_listener(event, listener)
    modes = violations_by_mode(page)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(NARROW)
    width = page.evaluate("document.documentElement.scrollWidth")
    restyle(page, SPACED)
    width_spaced = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size(PHONE)
    restyle(page, TWICE)
    width_twice = page.evaluate("document.documentElement.scrollWidth")
    text = _text(page)
    without = _text_without_scripts(without_scripts, address)
    return Visit(
        address, said, failed, hosts, kept, modes, steps, skipped_to, links, names, levels, ids,
        lost, width, width_spaced, width_twice, text, without,
    )  # fmt: skip  # in the order of the fields


def _steps(page: Page) -> list[dict]:
    page.evaluate(WATCH_FOCUS)
    for _ in range(page.locator(STOPS).locator("visible=true").count()):
        page.keyboard.press("Tab")
    return page.evaluate("window.steps")


def _text(page: Page) -> str:
    page.evaluate(REMOVE, TOOLS)
    return page.inner_text("body")


def _text_without_scripts(page: Page, address: str) -> str:
    page.goto(address)
    assert page.inner_text("h1")
    return _text(page)


def _each(names: dict[str, str]) -> list:
    # each kind in one process of those that run tests, so that it is visited once
    return [
        pytest.param(kind, id=name, marks=pytest.mark.xdist_group(f"page {name}"))
        for name, kind in names.items()
    ]


@pytest.fixture(scope="module", params=_each({**KINDS, "wrong": WRONG}))
def visit(
    request: pytest.FixtureRequest, real: Project, real_address: str, changing_page: Page, tab: Tab
) -> Iterator[Visit]:
    """Visit a page of a kind."""
    kind = request.param
    found = sorted(real.site.glob(f"{kind}/index.html".removeprefix("/")))
    path = found[0].relative_to(real.site).as_posix()[:-10] if found else kind
    without_scripts = tab(java_script_enabled=False, color_scheme="dark", viewport=NARROW)
    return _visit(changing_page, without_scripts, real_address + path)


def test_axe_finds_nothing_in_any_mode(visit: Visit) -> None:
    assert visit.modes == {}


def test_nothing_scrolls_sideways_on_a_narrow_screen(visit: Visit) -> None:
    assert visit.width == NARROW["width"]


def test_nothing_scrolls_sideways_with_wide_spacing(visit: Visit) -> None:
    assert visit.width_spaced == NARROW["width"]


def test_nothing_scrolls_sideways_with_text_of_twice_the_size(visit: Visit) -> None:
    assert visit.width_twice == PHONE["width"]


def test_a_page_asks_nobody_else_and_keeps_nothing(visit: Visit) -> None:
    wrong = visit.address if visit.address.endswith(WRONG) else None

    assert [one for one in visit.failed if one != wrong] == []
    assert wrong or visit.said == []
    assert visit.hosts == {urlsplit(visit.address).netloc}
    assert visit.kept == ([], 0)


def test_a_page_is_whole_without_scripts(visit: Visit) -> None:
    assert visit.text_without_scripts == visit.text


def test_the_first_tab_leads_past_the_menu(visit: Visit) -> None:
    first = visit.steps[0]

    assert (first["href"].partition("#")[2], first["seen"]) == ("indhold", True)
    assert visit.skipped_to == "indhold"


def test_every_link_is_reached_by_keyboard_and_seen(visit: Visit) -> None:
    assert [one["href"] for one in visit.steps if one["tag"] == "A"] == visit.links
    assert [one for one in visit.steps if not one["seen"]] == []


def test_headings_follow_each_other(visit: Visit) -> None:
    skips = [pair for pair in pairwise(visit.levels) if pair[1] > pair[0] + 1]

    assert visit.levels[0] == 1
    assert visit.levels.count(1) == 1
    assert skips == []


def test_links_of_the_same_name_lead_to_the_same_place(visit: Visit) -> None:
    places: dict[str, set[str]] = {}
    for name, href in visit.names:
        places.setdefault(name, set()).add(href)

    assert {name: hrefs for name, hrefs in places.items() if len(hrefs) > 1 or not name} == {}


def test_ids_stand_once_on_a_page(visit: Visit) -> None:
    assert sorted(visit.ids) == sorted(set(visit.ids))


def test_links_to_a_place_on_the_same_page_lead_there(visit: Visit) -> None:
    assert visit.lost == []
