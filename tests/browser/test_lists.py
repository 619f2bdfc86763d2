"""Long lists in pages, links that lead somewhere, and what is new since the last visit."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest
from axe import violations
from playwright.sync_api import Browser, BrowserContext, Page
from projects import CATALOGUE, PROCESS, Project, as_yaml, text_of
from serving import serving

# The first test of the group builds the sites that all of them use.
pytestmark = pytest.mark.xdist_group("lists")

SITE = "https://centrale-udmeldinger.example/"
MANY = 250
GROUPS = ("Ål", "Zebra", "Østers", "Ærter", "Aalborg", "Abe")
"""Target groups, which Danish orders so: Abe, Zebra, Ærter, Østers, Ål and Aalborg."""


def _entry(number: int) -> dict:
    year = "2019" if number < 150 else "2020"
    document = {"title": f"Udmelding nr. {number}", "date": year}
    return {
        "id": f"sag-{number:03}",
        "title": f"Sag nr. {number}",
        "target_group": GROUPS[number % len(GROUPS)],
        "scope": "national",
        "policy_areas": ["social"],
        "summary": "En sag blandt mange.",
        "rounds": [
            {
                "kind": "original",
                "year": year,
                "published": year,
                "report_due": f"{year}-10-15",
                "notification": document,
                "regional_reports": [{"title": f"Svar nr. {number}", "area": "nordjylland"}],
                "agency_treatment": {"outcome": "sufficient"},
            }
        ],
    }


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a built project of many notifications."""
    project = Project.copied_to(tmp_path_factory.mktemp("many") / "project")
    values = {"notifications": [_entry(number) for number in range(MANY)]}
    project.write(CATALOGUE, as_yaml(values))
    project.edit(PROCESS, lambda process: process.update(notification="sag-000"))
    return project.built()


@dataclass
class Found(HTMLParser):
    """What a page links to, the places on it, and how its list goes on."""

    hrefs: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    cases: list[str] = field(default_factory=list)
    rows: int = 0
    ways: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.ids += [values["id"]] if "id" in values else []
        self.cases += [values["data-case"]] if "data-case" in values else []
        self.rows += tag == "th" and values.get("scope") == "row"
        if tag in ("a", "link") and "href" in values:
            self.hrefs.append(values["href"])
        if tag in ("script", "img") and "src" in values:
            self.hrefs.append(values["src"])
        if tag == "a" and "rel" in values:
            self.ways[values["rel"]] = values["href"]


def _read(path: Path) -> Found:
    found = Found()
    found.feed(path.read_text(encoding="utf-8"))
    return found


Pages = dict[str, Found]
"""What is found on each page, by its address within the site."""


def _broken(site: Path, pages: Pages) -> list[str]:
    """Return the links that lead nowhere within the site, each with its page."""
    # The page for wrong addresses is shown anywhere; its links are those of the root.
    return [
        f"/{address} -> {href}"
        for address, found in pages.items()
        for href in found.hrefs
        if not _leads_somewhere(urljoin(SITE + address, href), site, pages)
    ]


def _leads_somewhere(url: str, site: Path, pages: Pages) -> bool:
    if not url.startswith(SITE):
        return urlsplit(url).scheme in ("http", "https", "mailto", "tel")
    parts = urlsplit(url)
    path = unquote(parts.path.removeprefix("/"))
    if path not in pages:
        return (site / path).is_file()
    return not parts.fragment or unquote(parts.fragment) in pages[path].ids


@pytest.fixture(scope="module", params=["real", "many"])
def site(request: pytest.FixtureRequest) -> Path:
    """Return a built site: the real one, and one of many notifications."""
    return request.getfixturevalue(request.param).site


@pytest.fixture(scope="module")
def pages(site: Path) -> Pages:
    """Read the pages of a site once; no test changes them."""
    return {
        path.relative_to(site).as_posix().removesuffix("index.html"): _read(path)
        for path in sorted(site.rglob("*.html"))
    }


def test_every_link_and_anchor_leads_somewhere(site: Path, pages: Pages) -> None:
    assert _broken(site, pages) == []


def test_no_id_stands_twice_on_a_page(pages: Pages) -> None:
    twice = {
        address: [one for one, times in Counter(found.ids).items() if times > 1]
        for address, found in pages.items()
    }

    assert {address: ids for address, ids in twice.items() if ids} == {}


def test_the_site_map_holds_every_page(site: Path, pages: Pages) -> None:
    tree = ET.parse(site / "sitemap.xml")  # noqa: S314  # our own file

    listed = [one.text for one in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]

    assert listed == sorted(SITE + one for one in pages if one != "404.html")


def test_every_page_is_reached_by_links_from_the_front_page(pages: Pages) -> None:
    reached, new = set(), {""}

    while new:
        reached |= new
        hrefs = {urljoin(SITE + one, href) for one in new for href in pages[one].hrefs}
        new = {unquote(urlsplit(one).path[1:]) for one in hrefs if one.startswith(SITE)}
        new = (new & pages.keys()) - reached

    assert pages.keys() - reached == {"404.html"}


@pytest.mark.parametrize(
    ("address", "cases"),
    [
        ("udmeldinger/", range(100)),
        ("udmeldinger/side-2/", range(100, 200)),
        ("udmeldinger/side-3/", range(200, 250)),
        ("aar/2019/", range(100)),
        ("aar/2019-side-2/", range(100, 150)),
        ("aar/2020/", range(150, 250)),
        ("omraader/nordjylland-side-3/", range(200, 250)),
        ("status/tilstraekkelig-side-2/", range(100, 200)),
        ("maalgrupper/zebra/", range(1, 250, 6)),
    ],
)
def test_a_list_of_cases_comes_in_pages_of_a_hundred(
    many: Project, address: str, cases: range
) -> None:
    found = _read(many.site / address / "index.html")

    assert found.cases == [f"sag-{number:03}" for number in cases]


@pytest.mark.parametrize("address", ["aar/2020-side-2", "udmeldinger/side-4", "udmeldinger/side-1"])
def test_a_list_has_no_page_too_many(many: Project, address: str) -> None:
    assert not (many.site / address).exists()


@pytest.mark.parametrize(
    ("list_", "total"), [("dokumenter", 500), ("frister", 250), ("overblik", 250)]
)
def test_a_table_comes_in_pages_of_a_hundred(many: Project, list_: str, total: int) -> None:
    names = [list_, *(f"{list_}/side-{number}" for number in range(2, -(-total // 100) + 1))]

    rows = [_read(many.site / name / "index.html").rows for name in names]

    assert sum(rows) == total
    assert set(rows[:-1]) == {100}
    assert not (many.site / list_ / f"side-{len(names) + 1}").exists()


@pytest.mark.parametrize(
    ("address", "ways"),
    [
        ("udmeldinger/", {"next": "udmeldinger/side-2/"}),
        ("udmeldinger/side-2/", {"prev": "udmeldinger/", "next": "udmeldinger/side-3/"}),
        ("udmeldinger/side-3/", {"prev": "udmeldinger/side-2/"}),
        ("dokumenter/side-2/", {"prev": "dokumenter/", "next": "dokumenter/side-3/"}),
        ("aar/2019/", {"next": "aar/2019-side-2/"}),
        ("aar/2019-side-2/", {"prev": "aar/2019/"}),
        ("aar/2020/", {}),
    ],
)
def test_the_pages_of_a_list_lead_to_each_other(
    many: Project, address: str, ways: dict[str, str]
) -> None:
    found = _read(many.site / address / "index.html")

    assert {way: urljoin(SITE + address, href) for way, href in found.ways.items()} == {
        way: SITE + target for way, target in ways.items()
    }


def test_a_case_leads_to_those_before_and_after_it(many: Project) -> None:
    found = _read(many.site / "udmeldinger/sag-100/index.html")

    assert found.ways == {
        "prev": "../../udmeldinger/sag-099/",
        "next": "../../udmeldinger/sag-101/",
    }


def test_target_groups_are_ordered_as_danish_orders(
    many: Project, open_page: Callable[..., Page]
) -> None:
    with serving(many.site) as address:
        items = open_page(address + "maalgrupper/").locator(".hub-facet-values li")

        assert items.all_inner_texts() == [
            "Abe (41)",
            "Zebra (42)",
            "Ærter (42)",
            "Østers (42)",
            "Ål (42)",
            "Aalborg (41)",
        ]


CHANGED = "punktskriftindsatser-boern-og-unge"
FIRST_DAY, CHANGE_DAY = dt.date(2025, 3, 4), dt.date(2026, 2, 3)


def _git(folder: Path, *words: str, day: dt.date = FIRST_DAY) -> None:
    """Run git with no settings but these, on a day."""
    moment = f"{day.isoformat()}T12:00:00+00:00"
    names = {
        f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    dates = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    environment = {**os.environ, **names, **dates, **alone}
    subprocess.run(["git", *words], cwd=folder, env=environment, check=True, capture_output=True)


def _change(values: dict) -> None:
    entry = next(one for one in values["notifications"] if one["id"] == CHANGED)
    entry["summary"] += " Ændret."


def _with_history(folder: Path) -> Project:
    """Return a project that was committed on one day, and one of its entries changed later."""
    project = Project.copied_to(folder)
    project.edit(CATALOGUE, lambda values: values)  # so that the change below is of one line
    _git(project.root, "init", "--quiet")
    _git(project.root, "add", ".")
    _git(project.root, "commit", "--quiet", "-m", "first")
    project.edit(CATALOGUE, _change)
    _git(project.root, "commit", "--quiet", "-a", "-m", "change", day=CHANGE_DAY)
    return project


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a built project with a history."""
    return _with_history(tmp_path_factory.mktemp("dated") / "project").built()


def _last_changes(project: Project) -> dict[str, str | None]:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    tree = ET.parse(project.site / "sitemap.xml")  # noqa: S314  # our own file
    return {
        one.findtext(f"{space}loc", "").removeprefix(SITE): one.findtext(f"{space}lastmod")
        for one in tree.iter(f"{space}url")
    }


def test_a_case_was_last_changed_when_its_entry_was(dated: Project) -> None:
    changes = _last_changes(dated)

    cases = {
        address.split("/")[1]: day
        for address, day in changes.items()
        if address.startswith("udmeldinger/") and address.count("/") == 2
    }
    assert len(cases) == 8
    assert cases == {**dict.fromkeys(cases, "2025-03-04"), CHANGED: "2026-02-03"}


def test_a_list_was_last_changed_when_the_catalogue_was(dated: Project) -> None:
    changes = _last_changes(dated)

    assert changes["aar/2019/"] == "2026-02-03"
    assert changes["aar/"] == "2026-02-03"
    assert changes["udmeldinger/"] == "2026-02-03"
    assert changes["privatliv/"] == "2025-03-04"


def test_a_case_says_when_it_was_last_changed(dated: Project) -> None:
    page = dated.page(f"udmeldinger/{CHANGED}")

    day = '<time datetime="2026-02-03">3. februar 2026</time>'
    assert f"<dt>Sidst ændret</dt><dd>{day}</dd>" in page
    assert f"(sidst ændret {day})" in page


def test_an_entry_that_is_not_committed_has_no_last_change(tmp_path: Path) -> None:
    project = _with_history(tmp_path / "project")
    project.replace(CATALOGUE, " Ændret.", " Ændret igen.")

    project.built()

    assert _last_changes(project)[f"udmeldinger/{CHANGED}/"] is None
    assert "Sidst ændret" not in project.page(f"udmeldinger/{CHANGED}")


def test_without_a_history_nothing_is_said_of_changes(real: Project) -> None:
    assert set(_last_changes(real).values()) == {None}
    assert "Sidst ændret" not in real.page(f"udmeldinger/{CHANGED}")
    assert "data-changed" not in real.page("udmeldinger")


def test_the_end_of_a_history_is_no_history(dated: Project, tmp_path: Path) -> None:
    _git(tmp_path, "clone", "--quiet", "--depth", "1", dated.root.as_uri(), "shallow")

    shallow = Project(tmp_path / "shallow").built()

    assert set(_last_changes(shallow).values()) == {None}
    assert "Sidst ændret" not in shallow.page(f"udmeldinger/{CHANGED}")


MARK = "eller senere"
REMEMBER, FORGET = "Vis mig næste gang, hvad der er ændret", "Glem mit besøg"


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """Return the browser of one reader, who may come again."""
    context = browser.new_context(locale="da-DK")
    yield context
    context.close()


@pytest.fixture
def dated_address(dated: Project) -> Iterator[str]:
    """Where the project with a history is served."""
    with serving(dated.site) as address:
        yield address


def _visit(reader: BrowserContext, address: str, day: str) -> Page:
    """Open the page on a day."""
    page = reader.new_page()
    page.clock.set_fixed_time(f"{day}T10:00:00Z")
    page.goto(address)
    return page


def _marked(page: Page) -> list[str | None]:
    cards = page.locator("[data-case]").filter(has_text=MARK)
    return [one.get_attribute("data-case") for one in cards.all()]


def _kept(page: Page) -> int:
    return page.evaluate("localStorage.length + sessionStorage.length")


def test_nothing_is_kept_before_the_reader_wishes_it(
    reader: BrowserContext, dated_address: str
) -> None:
    _visit(reader, dated_address, "2025-06-01")

    page = _visit(reader, dated_address + "udmeldinger/", "2026-06-01")

    assert _kept(page) == 0
    assert _marked(page) == []


@pytest.mark.parametrize("path", ["", "udmeldinger/"])
def test_what_was_changed_since_the_last_visit_is_marked_in_words(
    reader: BrowserContext, dated_address: str, path: str
) -> None:
    _visit(reader, dated_address + path, "2025-06-01").get_by_role("button", name=REMEMBER).press(
        "Enter"
    )

    page = _visit(reader, dated_address + path, "2026-06-01")

    told = "1 af udmeldingerne her er ændret den 1. juni 2025 eller senere."
    assert _marked(page) == [CHANGED]
    assert page.locator(".hub-news").get_by_role("status").inner_text() == told


def test_the_marks_stay_for_the_day_and_go_with_the_next_visit(
    reader: BrowserContext, dated_address: str
) -> None:
    first = _visit(reader, dated_address, "2025-06-01")
    first.get_by_role("button", name=REMEMBER).press("Enter")
    _visit(reader, dated_address, "2026-06-01")

    same_day = _marked(_visit(reader, dated_address + "udmeldinger/", "2026-06-01"))
    next_day = _marked(_visit(reader, dated_address, "2026-06-02"))

    assert (same_day, next_day) == ([CHANGED], [])


def test_what_changed_later_on_the_day_of_the_last_visit_is_marked(
    reader: BrowserContext, dated_address: str
) -> None:
    _visit(reader, dated_address, "2026-02-03").get_by_role("button", name=REMEMBER).press("Enter")

    page = _visit(reader, dated_address, "2026-02-04")

    assert _marked(page) == [CHANGED]
    assert page.locator(f"[data-case={CHANGED}] .hub-tag").inner_text() == (
        "Ændret den 3. februar 2026 eller senere"
    )


def test_news_since_the_last_visit_are_marked(reader: BrowserContext, dated_address: str) -> None:
    first = _visit(reader, dated_address + "nyt/", "2025-06-01")
    first.get_by_role("button", name="hvad der er nyt").press("Enter")

    page = _visit(reader, dated_address + "nyt/", "2026-06-01")

    items = page.locator("[data-changed]")
    marked = items.filter(has_text="Nyt den 1. juni 2025 eller senere")
    assert (items.count(), marked.count()) == (9, 1)
    assert marked.get_by_role("link").get_attribute("href") == f"../udmeldinger/{CHANGED}/"
    assert page.locator(".hub-news").get_by_role("status").inner_text() == (
        "1 af punkterne her er fra den 1. juni 2025 eller senere."
    )
    assert violations(page) == []


def test_the_page_of_news_tells_them_by_month(dated: Project) -> None:
    told = text_of(dated.page("nyt"))

    assert "Februar 2026 Ændret udmelding: " in told
    assert "Resuméet er omskrevet. 3. februar 2026 Marts 2025 Ny udmelding: " in told


def test_where_no_change_is_known_nothing_is_offered(
    reader: BrowserContext, real_address: str
) -> None:
    page = _visit(reader, real_address + "udmeldinger/", "2026-06-01")

    assert page.locator(".hub-news").count() == 0


def test_no_key_without_a_modifier_moves_the_focus(
    reader: BrowserContext, real_address: str
) -> None:
    """WCAG 2.1.4: a reader who speaks to the machine types letters and signs without meaning to."""
    page = _visit(reader, real_address, "2026-06-01")

    page.keyboard.press("/")

    assert page.evaluate("document.activeElement === document.body")


def test_the_reader_can_have_the_visit_forgotten(
    reader: BrowserContext, dated_address: str
) -> None:
    first = _visit(reader, dated_address, "2025-06-01")
    first.get_by_role("button", name=REMEMBER).press("Enter")
    page = _visit(reader, dated_address, "2026-06-01")

    page.get_by_role("button", name=FORGET).press("Enter")

    assert _kept(page) == 0
    assert _marked(page) == []
    assert page.evaluate("document.activeElement.textContent") == REMEMBER
    assert _marked(_visit(reader, dated_address, "2026-06-03")) == []


def test_a_browser_that_keeps_nothing_does_not_stop_the_rest(
    reader: BrowserContext, dated_address: str
) -> None:
    reader.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused') } })"
    )

    page = _visit(reader, dated_address, "2026-06-01")

    assert page.get_by_role("button", name=REMEMBER).count() == 0
    page.goto(dated_address + "soeg/?q=hjerneskade")
    assert page.input_value("#soegefelt") == "hjerneskade"
