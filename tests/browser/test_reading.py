"""Reading in the browser: states that axe must see too, still pages, light pages, paper."""

from __future__ import annotations

import gzip
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import pytest
from axe import violations, violations_by_mode
from playwright.sync_api import Browser, Page, Route, expect
from projects import one_spaced
from pypdf import PdfReader
from screenshots import KINDS, answer

OpenPage = Callable[..., Page]
Tab = Callable[..., Page]

CASE = "udmeldinger/borgere-med-udviklingshaemning-og-dom/"
CASES = (
    CASE,
    "udmeldinger/punktskriftindsatser-boern-og-unge/",
    "udmeldinger/udsatte-gravide-med-et-skadeligt-rusmiddelbrug/",
    "udmeldinger/borgere-med-svaere-spiseforstyrrelser-2015/",
)
MOST_BYTES = 160_000
"""What a case may load, compressed, in all."""


def each(pages: Mapping[str, str]) -> list:
    # each page in one process of those that run tests, so that it is opened once
    return [
        pytest.param(path, id=name, marks=pytest.mark.xdist_group(f"reading {name}"))
        for name, path in pages.items()
    ]


each_look = pytest.mark.parametrize(
    "look",
    [
        {"color_scheme": "light", "viewport": {"width": 1280, "height": 800}},
        {"color_scheme": "dark", "viewport": {"width": 320, "height": 800}},
    ],
    ids=["light", "dark-narrow"],
)

OPEN_ALL = "document.querySelectorAll('details').forEach(one => { one.open = true; })"
MOVING = """() => {
    const still = style => style.animationName == 'none'
        && style.transitionDuration.split(',').every(one => parseFloat(one) == 0);
    const all = [...document.querySelectorAll('*')];
    return document.getAnimations().length
        + all.filter(one => !still(getComputedStyle(one))).length;
}"""
SHIFT = """() => new Promise(resolve => {
    let sum = 0;
    new PerformanceObserver(seen => {
        for (const one of seen.getEntries()) sum += one.value;
    }).observe({ type: 'layout-shift', buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(sum))));
})"""
HEADINGS = """[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
    .filter(one => one.checkVisibility()).map(one => Number(one.tagName[1]))"""
OUTER = "all => all.map(one => one.outerHTML.slice(0, 100))"
PAINTED = """() => new Promise(done => new PerformanceObserver(seen =>
    seen.getEntriesByName('first-contentful-paint').length && done()
).observe({ type: 'paint', buffered: true }))"""
"""What waits by itself: the policy of a page forbids Playwright to ask again and again."""


@each_look
def test_axe_finds_nothing_in_a_result_of_the_self_check(
    open_page: OpenPage, real_address: str, look: dict
) -> None:
    page = open_page(real_address + "screeningsmodel/", **look)
    answer(page)

    assert violations(page) == []


@pytest.mark.parametrize("words", ["syn", "findes ikke", "kommune", "odense punktskrift", "og"])
def test_axe_finds_nothing_in_what_a_search_finds(
    open_page: OpenPage, real_address: str, words: str
) -> None:
    page = open_page(f"{real_address}soeg/?q={words}")
    expect(page.locator("[data-search-said]")).not_to_be_empty()

    assert violations_by_mode(page) == {}


def test_axe_finds_nothing_in_what_is_unfolded(open_page: OpenPage, real_address: str) -> None:
    page = open_page(real_address + CASE)
    page.evaluate(OPEN_ALL)

    assert violations_by_mode(page) == {}


@pytest.mark.parametrize("path", [CASE, "screeningsmodel/", "soeg/?q=syn", "dokumenter/"])
def test_nothing_scrolls_sideways_when_all_is_shown(
    open_page: OpenPage, real_address: str, path: str
) -> None:
    page = open_page(real_address + path, viewport={"width": 320, "height": 800})

    page.evaluate(OPEN_ALL)

    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("path", ["frister/", "dokumenter/"])
def test_a_list_in_a_table_is_whole_on_a_narrow_screen(
    open_page: OpenPage, real_address: str, path: str
) -> None:
    page = open_page(real_address + path, viewport={"width": 320, "height": 800})

    table = page.get_by_role("region", name=re.compile("Frister|Dokumenter"))

    assert table.evaluate("one => one.scrollWidth <= one.clientWidth")
    assert table.get_by_role("row").count() > 5
    assert table.get_by_role("rowheader").count() > 5


@pytest.fixture(scope="module", params=each(KINDS))
def kind(request: pytest.FixtureRequest, tab: Tab, real_address: str) -> Page:
    """Open a page of a kind; the tests change nothing on it."""
    page = tab()
    page.goto(real_address + request.param)
    return page


def test_nothing_moves_for_those_who_want_it_still(kind: Page) -> None:
    kind.emulate_media(reduced_motion="reduce")

    moving = kind.evaluate(MOVING)

    kind.emulate_media(reduced_motion="null")
    assert moving == 0


HIDDEN_ON_PAPER = ".hub-header, .hub-footer, .hub-skip, nav, button, form, input"


def test_paper_has_no_frame_and_no_controls(kind: Page) -> None:
    kind.emulate_media(media="print")

    shown = kind.locator(HIDDEN_ON_PAPER).locator("visible=true").evaluate_all(OUTER)

    kind.emulate_media(media="null")
    assert shown == []


@pytest.fixture(scope="module", params=[1280, 360])
def slow(request: pytest.FixtureRequest, browser: Browser) -> Iterator[tuple[Page, list[Route]]]:
    """Return a page whose script comes when it is let go, and the list of what is held."""
    context = browser.new_context(viewport={"width": request.param, "height": 3000})
    page = context.new_page()
    held: list[Route] = []
    hold = lambda route: held.append(route)  # noqa: E731, PLW0108  # Playwright calls no builtin
    page.route("**/hub.js", hold)
    yield page, held
    context.close()


@pytest.mark.parametrize(
    "path", ["", "udmeldinger/", CASE, "screeningsmodel/", "soeg/", "frister/"]
)
def test_nothing_shifts_while_a_page_loads(
    slow: tuple[Page, list[Route]], real_address: str, path: str
) -> None:
    """The script comes after the first paint, as on a slow line; the window shows all of a page."""
    page, held = slow
    page.goto(real_address + path, wait_until="commit")
    page.evaluate(PAINTED)
    page.wait_for_selector("footer")

    while held:
        held.pop().continue_()
    page.wait_for_load_state("networkidle")

    assert page.evaluate(SHIFT) == 0


FIRST_SCREEN = """() => {
    const box = (one) => document.querySelector(one).getBoundingClientRect();
    const within = [...document.querySelectorAll('.hub-timeline__event')].every((one) => {
        const [date, label] = [...one.children].map((part) => {
            const text = document.createRange();
            text.selectNodeContents(part);
            return text.getBoundingClientRect();
        });
        return date.right < label.left;
    });
    const { bottom } = box('.hub-standing');
    return { bottom, tops: ['.hub-timeline', '.hub-map'].map((one) => box(one).top), within };
}"""


@pytest.mark.parametrize("path", CASES)
def test_a_case_has_its_course_and_its_answers_on_the_first_screen(
    open_page: OpenPage, real_address: str, path: str
) -> None:
    page = open_page(real_address + path, viewport={"width": 1280, "height": 900})

    seen = page.evaluate(FIRST_SCREEN)

    assert seen["bottom"] < 700
    assert max(seen["tops"]) < 900
    assert seen["within"]  # no date runs into what happened on it


@pytest.fixture(scope="module", params=each({"two rounds": CASES[0], "one round": CASES[1]}))
def loaded(request: pytest.FixtureRequest, browser: Browser, real_address: str) -> Iterator[dict]:
    """Load the page of a case; yield the size of each file that it asked for, compressed."""
    context = browser.new_context()
    page = context.new_page()
    sizes: dict[str, int] = {}
    page.on(
        "response", lambda one: sizes.update({one.url: len(gzip.compress(one.body(), mtime=0))})
    )
    page.goto(real_address + request.param, wait_until="networkidle")
    icon = page.locator("link[rel~=icon]").evaluate("one => one.href")
    sizes[icon] = len(page.request.get(icon).body())
    yield {"sizes": sizes, "cookies": context.cookies(), "own": real_address}
    context.close()


def test_a_case_is_light(loaded: dict) -> None:
    assert sum(loaded["sizes"].values()) <= MOST_BYTES, loaded["sizes"]


def test_a_case_asks_only_its_own_host_and_sets_no_cookie(loaded: dict) -> None:
    assert [url for url in loaded["sizes"] if not url.startswith(loaded["own"])] == []
    assert loaded["cookies"] == []


@pytest.mark.parametrize("path", CASES)
def test_a_case_is_readable_before_any_script_has_come(
    own_page: Page, open_page: OpenPage, real_address: str, path: str
) -> None:
    own_page.route("**/*.js", lambda route: route.abort())
    own_page.goto(real_address + path)

    before = own_page.inner_text(".hub-case")

    case = open_page(real_address + path)
    buttons = case.locator(".hub-case button[data-copy]").all_inner_texts()
    after = case.inner_text(".hub-case")
    for button in buttons:
        after = after.replace(button, "")
    assert buttons
    assert one_spaced(after) == one_spaced(before)


MOST_PRINTED_PAGES = 4
"""Of the longest case of the catalogue, with two rounds."""

ROWS = """() => {
    const texts = (row) => {
        const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
        const found = [];
        while (walker.nextNode()) {
            const { parentElement: by, data } = walker.currentNode;
            if (data.trim() && by.checkVisibility() && !by.closest('.hub-spoken')) found.push(data);
        }
        return found;
    };
    const kinds = 'tr, .hub-facts > div, .hub-timeline__event, .hub-document, .hub-areas > li';
    return [...document.querySelectorAll(kinds)].map(texts).filter((one) => one.length);
}"""
"""The pieces of text that paper shows of each row of a case."""


@dataclass(frozen=True, slots=True)
class Print:
    """A case as it comes out of the printer."""

    title: str
    pages: list[str]
    rows: list[list[str]]
    levels: list[int]


def _unspaced(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).replace("\u00ad", "")


def _printed(page: Page, address: str) -> Print:
    page.goto(address)
    page.emulate_media(media="print")
    rows, levels = page.evaluate(ROWS), page.evaluate(HEADINGS)
    page.emulate_media(media="null")
    pdf = PdfReader(io.BytesIO(page.pdf(format="A4")))
    texts = [each.extract_text() for each in pdf.pages]
    return Print(one_spaced(page.inner_text("h1")), texts, rows, levels)


@pytest.fixture(scope="module", params=each({path.split("/")[1]: path for path in CASES}))
def on_paper(request: pytest.FixtureRequest, tab: Tab, real_address: str) -> Print:
    return _printed(tab(), real_address + request.param)


def test_a_case_takes_few_pages_of_paper(on_paper: Print) -> None:
    assert 2 <= len(on_paper.pages) <= MOST_PRINTED_PAGES


def test_no_row_of_a_case_is_split_between_pages(on_paper: Print) -> None:
    pages = [_unspaced(text) for text in on_paper.pages]

    split = [
        row
        for row in on_paper.rows
        if not any(all(_unspaced(piece) in page for piece in row) for page in pages)
    ]

    assert split == []
    assert len(on_paper.rows) > 20


def test_headings_of_a_printed_case_follow_each_other(on_paper: Print) -> None:
    assert on_paper.levels[0] == 1
    assert [pair for pair in pairwise(on_paper.levels) if pair[1] > pair[0] + 1] == []


@pytest.fixture(scope="module")
def brief(tab: Tab, real_address: str) -> tuple[str, str]:
    """Return the title of a case, and what it says when it is printed."""
    printed = _printed(tab(), real_address + CASE)
    return printed.title, one_spaced(" ".join(printed.pages))


@pytest.mark.xdist_group("brief")
def test_a_case_prints_as_a_brief(brief: tuple[str, str]) -> None:
    title, printed = brief

    assert printed.startswith(title)
    assert "Afventer vurdering" in printed
    assert "Styrelsens vurdering: anmodet om fornyet behandling" in printed
    assert "Listens" not in printed


@pytest.mark.xdist_group("brief")
def test_the_brief_leaves_out_what_is_folded_and_writes_addresses(
    brief: tuple[str, str],
) -> None:
    printed = brief[1].replace(" ", "")

    assert "Bilagetfortæller,hvadkommunerneskalsvarepå" not in printed
    assert "Bedomdokumentet" not in printed
    assert "<https://www.sbst.dk/udgivelser/2020/borgere-med-udviklingshaemning-og-dom>" in printed
