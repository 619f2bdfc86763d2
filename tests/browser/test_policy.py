"""The security policy in a real browser: nothing of ours breaks it, and nothing else gets by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from projects import Project
from serving import serving

FOREIGN = "https://fremmed.invalid/"
WATCH = """addEventListener('securitypolicyviolation', one => (window.blocked ??= []).push(
    `${one.effectiveDirective} ${one.blockedURI} ${one.sample}`), true)"""
BLOCKED = "window.blocked ?? []"
MAIN = '<main id="indhold" tabindex="-1"'


@dataclass
class Watched:
    """A tab in which all that the policy stops is seen."""

    page: Page
    asked: list[str] = field(default_factory=list)
    """The foreign addresses that were asked for."""

    def blocked(self) -> list[str]:
        """Return what was stopped on the page, and on pages that it holds."""
        return [one for frame in self.page.frames for one in frame.evaluate(BLOCKED)]


@pytest.fixture(scope="module")
def watched(browser: Browser) -> Iterator[Watched]:
    context = browser.new_context()
    context.add_init_script(WATCH)
    watched = Watched(context.new_page())

    def answer(route: Route) -> None:
        watched.asked.append(route.request.url)
        route.fulfill(body="window.hacked = 1", content_type="text/javascript")

    context.route(f"{FOREIGN}**", answer)
    yield watched
    context.close()


def kinds_of_pages(site: Path) -> list[str]:
    """Return the addresses of every page at the top, and of the first page of each folder."""
    addresses = sorted(
        path.relative_to(site).as_posix().removesuffix("index.html")
        for path in site.rglob("*.html")
    )
    first = {
        address.split("/")[0]: address for address in reversed(addresses) if "/" in address[:-1]
    }
    return [*(one for one in addresses if "/" not in one[:-1]), *first.values()]


def test_no_page_breaks_its_policy(watched: Watched, real: Project, real_address: str) -> None:
    broken = {}

    kinds = kinds_of_pages(real.site)
    for kind in kinds:
        watched.page.goto(real_address + kind)
        if blocked := watched.blocked():
            broken[kind] = blocked

    assert len(kinds) > 30
    assert broken == {}


def test_a_site_below_another_address_keeps_to_it_too(watched: Watched, real: Project) -> None:
    with serving(real.root) as address:
        watched.page.goto(f"{address}site/soeg/?q=udviklingshæmning")
        search_by_address(watched.page)
        found = watched.blocked()
        watched.page.goto(f"{address}site/")
        find_municipality(watched.page)

    assert found + watched.blocked() == []


def search(page: Page) -> None:
    page.locator("#soegefelt").press_sequentially("udviklingshæmning")
    expect(page.locator("[data-search-results] a").first).to_be_visible()
    page.locator("[data-search-narrow] summary").click()
    page.locator("#soegning-orden").select_option("nyeste")
    expect(page.locator("[data-search-results] a").first).to_be_visible()


def search_by_address(page: Page) -> None:
    expect(page.locator("[data-search-results] a").first).to_be_visible()


def find_municipality(page: Page) -> None:
    page.locator("#find-kommune").press_sequentially("odense")
    expect(page.locator("[data-find-municipality] li")).to_have_count(1)


def fill_in(page: Page) -> None:
    page.locator("[data-entry] input[type=text]").first.fill("Borgere med en prøve")
    page.locator("[data-copy-entry]").click()
    expect(page.locator("[data-faults]")).to_be_visible()


def check_oneself(page: Page) -> None:
    page.locator("[data-selfcheck] button[type=submit]").click()
    expect(page.locator(".hub-selfcheck__result h3")).to_be_visible()


def copy_citation(page: Page) -> None:
    page.locator("[data-copy]:visible").first.click()


USES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "search": ("soeg/", search),
    "search by address": ("soeg/?q=udviklingshæmning", search_by_address),
    "find municipality": ("", find_municipality),
    "form for a new entry": ("redaktion/ny/", fill_in),
    "self-check": ("screeningsmodel/", check_oneself),
    "citation": ("udmeldinger/borgere-med-udviklingshaemning-og-dom/", copy_citation),
}


@pytest.mark.parametrize("use", USES)
def test_what_scripts_do_keeps_to_the_policy(watched: Watched, real_address: str, use: str) -> None:
    address, act = USES[use]
    watched.page.goto(real_address + address)

    act(watched.page)

    assert watched.blocked() == []


ATTACKS = {
    "a script": "<script>window.hacked = 1</script>",
    "a module": "<script type=module>window.hacked = 1</script>",
    "a handler": "<img src=x onerror='window.hacked = 1'>",
    "a handler of a drawing": "<svg onload='window.hacked = 1'></svg>",
    "a script of a foreign site": f"<script src='{FOREIGN}a.js'></script>",
    "a script in its address": "<script src='data:text/javascript,window.hacked=1'></script>",
    "a page in the page": "<iframe srcdoc='<script>parent.hacked = 1</script>'></iframe>",
    "a foreign page in the page": f"<iframe src='{FOREIGN}'></iframe>",
    "an object": f"<object data='{FOREIGN}a'></object><embed src='{FOREIGN}b'>",
    "another base": f"<base href='{FOREIGN}'><script src='a.js'></script>",
    "a foreign picture": f"<img src='{FOREIGN}a.png'>",
    "a foreign style": f"<link rel=stylesheet href='{FOREIGN}a.css'>",
    "a style": "<style>html { --hacked: 1 }</style>",
    "a style that loads": f"<style>main {{ background: url('{FOREIGN}a.png') }}</style>",
}
TRACES = """[window.hacked, getComputedStyle(document.documentElement).getPropertyValue('--hacked')]
    .filter(one => one)"""


@pytest.mark.parametrize("address", ["", "soeg/", "overblik/", "404.html"])
@pytest.mark.parametrize("attack", ATTACKS)
def test_what_gets_into_a_page_is_not_run(
    watched: Watched, real: Project, real_address: str, attack: str, address: str
) -> None:
    file = real.site / (address if address.endswith(".html") else f"{address}index.html")
    html = file.read_text(encoding="utf-8")
    hurt = html.replace(MAIN, f"{ATTACKS[attack]}{MAIN}", 1)
    assert hurt != html
    watched.asked.clear()
    watched.page.route(
        real_address + address, lambda route: route.fulfill(body=hurt, content_type="text/html")
    )

    watched.page.goto(real_address + address)
    blocked, traces = watched.blocked(), watched.page.evaluate(TRACES)
    watched.page.unroute(real_address + address)

    assert blocked != []
    assert (traces, watched.asked) == ([], [])


SINKS = {
    "markup": "document.body.innerHTML = '<b>x</b>'",
    "markup beside": "document.body.insertAdjacentHTML('beforeend', '<b>x</b>')",
    "a document": "new DOMParser().parseFromString('<b>x</b>', 'text/html')",
    "a program": "document.createElement('script').text = 'window.hacked = 1'",
    "an address": f"document.createElement('script').src = '{FOREIGN}a.js'",
    "a worker": "new Worker('hub.js')",
    "a policy": "trustedTypes.createPolicy('x', { createHTML: text => text })",
    "a policy of its own": "trustedTypes.createPolicy('default', { createHTML: text => text })",
}
TRIED = """() => { try { %s; return 'done'; } catch (error) { return error.name; } }"""


@pytest.mark.parametrize("address", ["", "soeg/"])
@pytest.mark.parametrize("sink", SINKS)
def test_scripts_make_no_markup_of_text(
    watched: Watched, real_address: str, sink: str, address: str
) -> None:
    watched.page.goto(real_address + address)

    assert watched.page.evaluate(TRIED % SINKS[sink]) == "TypeError"
