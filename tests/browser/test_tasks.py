"""What readers come for, done by keyboard alone, and without scripts where it can be."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page
from projects import CATALOGUE, Project, one_spaced
from serving import serving

# The first test of the group builds the site that all of them use.
pytestmark = pytest.mark.xdist_group("tasks")

OpenPage = Callable[..., Page]
Tab = Callable[..., Page]

OPEN_CASE = "Central udmelding for udsatte gravide med et skadeligt rusmiddelbrug"
CLOSED_CASE = "Central udmelding for voksne med kompleks erhvervet hjerneskade"
OPEN_NAME = "Udsatte gravide med et skadeligt rusmiddelbrug"
CLOSED_NAME = "Voksne med kompleks erhvervet hjerneskade"
"""What the cases are called in lists."""
MOST_STOPS = 400
"""More than any page has, so that a search for a stop ends."""

NAME = """() => {
    const one = document.activeElement;
    const name = one.ariaLabel || (one.labels && one.labels[0] ? one.labels[0] : one).textContent;
    return name.replace(/\\s+/g, ' ').trim();
}"""
STOP = """() => {
    const one = document.activeElement, style = getComputedStyle(one);
    const all = [...document.querySelectorAll('*')];
    const [box] = one.getClientRects();
    // The middle of what is in view: a table may be larger than the window.
    const middle = (from, to, most) => (Math.max(from, 0) + Math.min(to, most - 1)) / 2;
    const top = document.elementFromPoint(
        middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight));
    return {
        place: one === document.body ? -1 : all.indexOf(one),
        name: (one.ariaLabel || one.textContent || one.id).replace(/\\s+/g, ' ').trim(),
        outlined: style.outlineStyle != 'none' && parseFloat(style.outlineWidth) >= 2,
        uncovered: Boolean(top) && (top.contains(one) || one.contains(top)),
    };
}"""
IN_VIEW = """() => {
    const box = document.querySelector(':target').getBoundingClientRect();
    return box.top >= 0 && box.top < innerHeight;
}"""


def _set_deadline(values: dict) -> None:
    entry = next(one for one in values["notifications"] if one["title"] == OPEN_CASE)
    entry["rounds"][-1]["report_due"] = "2027-03-01"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a site is served in which one case has a deadline to come."""
    project = Project.copied_to(tmp_path_factory.mktemp("tasks") / "project")
    project.edit(CATALOGUE, _set_deadline)
    with serving(project.built().site) as address:
        yield address


def _tab_to(page: Page, name: str) -> None:
    """Press Tab until something of that name has the focus."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate(NAME) == name:
            return
    raise AssertionError(f"»{name}« was not reached by Tab on {page.url}")


def _follow(page: Page, *names: str) -> None:
    """Go from page to page by Tab and Enter."""
    for name in names:
        _tab_to(page, name)
        _enter(page)


def _enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _walk(page: Page, key: str) -> list[dict]:
    """Press a key until the focus leaves the page; return the stops on the way."""
    stops = []
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        stop = page.evaluate(STOP)
        if stop["place"] == -1 or stop in stops[:1]:  # out of the page, or around it
            return stops
        stops.append(stop)
    raise AssertionError(f"the focus never left {page.url}")


@pytest.mark.parametrize(
    "way",
    [(OPEN_NAME,), ("Frister", OPEN_NAME), ("Udmeldinger", "Afventer vurdering", OPEN_NAME)],
    ids=["front page", "deadlines", "status"],
)
def test_the_deadline_of_an_open_case_is_reached(
    open_page: OpenPage, address: str, way: tuple[str, ...]
) -> None:
    page = open_page(address)

    _follow(page, *way)

    assert page.get_by_role("heading", level=1).inner_text() == OPEN_CASE
    standing = page.get_by_role("group", name="Hvor sagen står").inner_text()
    assert "Kommunerne skal svare senest den 1. marts 2027." in standing


def test_the_deadline_is_told_on_the_front_page_itself(open_page: OpenPage, address: str) -> None:
    page = open_page(address)

    coming = page.get_by_role("region", name="Kommende frister")

    assert coming.get_by_role("listitem").all_inner_texts() == [f"1. marts 2027\n{OPEN_NAME}"]


def test_a_deadline_to_come_stands_above_those_that_are_over(
    open_page: OpenPage, address: str
) -> None:
    page = open_page(address)

    _follow(page, "Frister")

    dates = page.get_by_role("rowheader").all_inner_texts()
    assert dates[0] == "1. marts 2027 kommer"
    rest = [one.split()[-1] for one in dates[1:]]
    assert rest == sorted(rest, key=("overstået", "fundet").index)
    assert {"overstået", "fundet"} == {*rest}


def test_the_documents_are_narrowed_without_a_script(open_page: OpenPage, address: str) -> None:
    page = open_page(address)

    _follow(page, "Dokumenter", "Bilag", "2019")

    assert page.get_by_role("heading", level=1).inner_text() == "Dokumenter: 2019"
    assert page.get_by_role("rowheader").count() == 8


def test_the_regional_report_of_an_area_is_reached(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    case = "Central udmelding for børn og unge med alvorlig synsnedsættelse"
    link = f"Omtalt fra Region Nordjylland ({case}, 2014)"

    _follow(page, "Overblik", link)

    report = page.locator(":target")
    assert page.evaluate(IN_VIEW)
    assert report.inner_text().startswith("Kommunerne i Region Nordjyllands afrapportering")


def test_after_a_jump_the_focus_goes_on_from_there(open_page: OpenPage, address: str) -> None:
    page = open_page(address + "udmeldinger/borgere-med-udviklingshaemning-og-dom/")
    _follow(page, "Retsgrundlag")

    page.keyboard.press("Tab")

    assert page.evaluate(NAME) == "Lov om social service (serviceloven)"


@pytest.mark.parametrize(
    "way",
    [
        (CLOSED_NAME,),
        ("Udmeldinger", f"{CLOSED_NAME} (målgruppen)", CLOSED_NAME),
        ("Dokumenter", f"{CLOSED_CASE} ({CLOSED_CASE}, 2014)"),
    ],
    ids=["front page", "target group", "documents"],
)  # fmt: skip
def test_the_outcome_of_a_case_is_reached(
    open_page: OpenPage, address: str, way: tuple[str, ...]
) -> None:
    page = open_page(address)

    _follow(page, *way)

    standing = page.get_by_role("group", name="Hvor sagen står").inner_text()
    assert "Tilstrækkelig løsning" in standing
    assert "Hvad sker der nu? Sagen er afsluttet." in standing


def test_the_search_field_of_the_front_page_leads_to_the_search_page(
    open_page: OpenPage, address: str
) -> None:
    page = open_page(address)
    _tab_to(page, "Søg i udmeldinger og dokumenter")

    page.keyboard.type("hjerneskade æøå")
    _enter(page)

    assert page.url == f"{address}soeg/?q=hjerneskade+%C3%A6%C3%B8%C3%A5"
    assert page.input_value("#soegefelt") == "hjerneskade æøå"


RICH_PAGES = {
    "front page": "",
    "notifications": "udmeldinger/",
    "case": "udmeldinger/borgere-med-udviklingshaemning-og-dom/",
    "overview": "overblik/",
    "deadlines": "frister/",
    "process": "proces/",
    "screening model": "screeningsmodel/",
    "search": "soeg/?q=dom",
}


@pytest.fixture(scope="module", params=RICH_PAGES.values(), ids=list(RICH_PAGES))
def rich_address(request: pytest.FixtureRequest, address: str) -> str:
    """Where a page with many stops is served."""
    return address + request.param


@pytest.fixture(scope="module", params=[1280, 320])
def stops(request: pytest.FixtureRequest, tab: Tab, rich_address: str) -> list[dict]:
    """Return the stops of a page from the first Tab until the focus leaves it."""
    page = tab(viewport={"width": request.param, "height": 800})
    page.goto(rich_address)
    return _walk(page, "Tab")


def test_the_focus_follows_the_reading_order_and_leaves_the_page(stops: list[dict]) -> None:
    places = [one["place"] for one in stops]

    assert stops[0]["name"] == "Gå til indholdet"
    assert places == sorted(set(places))


def test_the_focus_is_always_seen(stops: list[dict]) -> None:
    assert [one["name"] for one in stops if not one["outlined"]] == []
    assert [one["name"] for one in stops if not one["uncovered"]] == []


@pytest.mark.parametrize("path", ["", "screeningsmodel/"])
def test_the_focus_goes_back_the_way_it_came(open_page: OpenPage, address: str, path: str) -> None:
    page = open_page(address + path)
    there = [one["place"] for one in _walk(page, "Tab")]

    back = [one["place"] for one in _walk(page, "Shift+Tab")]

    assert back == there[::-1]


FIELDS = (
    "Hvor mange borgere fra målgruppen hjælper tilbuddet om året?",
    "Hvor mange årsværk er knyttet til indsatsen?",
    "Hvor mange medarbejdere arbejder med målgruppen?",
    "Hvor mange af dem har mindst 4 års erfaring med målgruppen?",
)
CHOOSING = {"ja": ("Space",), "nej": ("Space", "ArrowDown"), "": ()}
"""The keys that choose an answer, from the first of the two on."""
PASSING = ("3", "3", "4", "3", "ja")
MET, UNMET, OPEN = "opfyldt", "ikke opfyldt", "mangler svar"
ALL_MET = {"Borgerflow": MET, "Årsværk": MET, "Erfaring": MET, "Kompetencer": MET}
VERDICTS = """all => Object.fromEntries(all.map(one =>
    one.textContent.trim().replace(/[.]$/, '').split(': ')))"""


def _answer_by_keyboard(page: Page, answers: tuple[str, ...]) -> None:
    """Go through the four fields and the choice by Tab, then press the button."""
    for field, text in zip(FIELDS, answers[:4], strict=True):
        _tab_to(page, field)
        page.keyboard.type(text)
    page.keyboard.press("Tab")
    for key in CHOOSING[answers[4]]:
        page.keyboard.press(key)
    _tab_to(page, "Se resultatet")
    page.keyboard.press("Enter")


def _answered(page: Page, answers: tuple[str, ...]) -> Page:
    """Answer at once, where the way to the fields is not what is tested."""
    page.locator("form[data-selfcheck], [data-selfcheck] form").evaluate("one => one.reset()")
    for field, text in zip(FIELDS, answers[:4], strict=True):
        page.get_by_label(field).fill(text)
    page.get_by_role("radio", name="Ja").focus()
    for key in CHOOSING[answers[4]]:
        page.keyboard.press(key)
    page.get_by_role("button", name="Se resultatet").press("Enter")
    return page


@pytest.fixture(scope="module")
def form(tab: Tab, address: str) -> Page:
    """Open the self-check once; it begins anew for each test."""
    page = tab(locale="da-DK")
    page.goto(address + "screeningsmodel/")
    return page


def _verdicts(page: Page) -> dict[str, str]:
    return page.locator(".hub-selfcheck__result li strong").evaluate_all(VERDICTS)


def _instead(place: int, answer: str) -> tuple[str, ...]:
    return (*PASSING[:place], answer, *PASSING[place + 1 :])


@pytest.mark.parametrize(
    ("answers", "heading", "verdicts"),
    [
        (PASSING, "Alle fire kriterier er opfyldt", {}),
        (("1.500", "3,5", "1.000", "501", "ja"), "Alle fire kriterier er opfyldt", {}),
        ((" 3 ", "3,0", "3.0", "2", "ja"), "Alle fire kriterier er opfyldt", {}),
        (_instead(0, "2"), "3 af 4 kriterier er opfyldt", {"Borgerflow": UNMET}),
        (_instead(0, "2,9"), "3 af 4 kriterier er opfyldt", {"Borgerflow": UNMET}),
        (_instead(0, "0"), "3 af 4 kriterier er opfyldt", {"Borgerflow": UNMET}),
        (_instead(1, "2,5"), "3 af 4 kriterier er opfyldt", {"Årsværk": UNMET}),
        (_instead(1, "0.500"), "3 af 4 kriterier er opfyldt", {"Årsværk": UNMET}),
        (_instead(3, "2"), "3 af 4 kriterier er opfyldt", {"Erfaring": UNMET}),
        (_instead(3, "0"), "3 af 4 kriterier er opfyldt", {"Erfaring": UNMET}),
        (_instead(4, "nej"), "3 af 4 kriterier er opfyldt", {"Kompetencer": UNMET}),
        (("0", "0", "2", "1", "nej"), "0 af 4 kriterier er opfyldt", dict.fromkeys(ALL_MET, UNMET)),
        (_instead(0, ""), "3 af 4 kriterier er opfyldt; 1 mangler svar", {"Borgerflow": OPEN}),
        (_instead(1, ""), "3 af 4 kriterier er opfyldt; 1 mangler svar", {"Årsværk": OPEN}),
        (_instead(2, ""), "3 af 4 kriterier er opfyldt; 1 mangler svar", {"Erfaring": OPEN}),
        (_instead(3, ""), "3 af 4 kriterier er opfyldt; 1 mangler svar", {"Erfaring": OPEN}),
        (_instead(4, ""), "3 af 4 kriterier er opfyldt; 1 mangler svar", {"Kompetencer": OPEN}),
        (("",) * 5, "0 af 4 kriterier er opfyldt; 4 mangler svar", dict.fromkeys(ALL_MET, OPEN)),
        (_instead(0, "mange"), "3 af 4 kriterier er opfyldt; 1 mangler svar", {"Borgerflow": OPEN}),
        (_instead(0, "-3"), "3 af 4 kriterier er opfyldt; 1 mangler svar", {"Borgerflow": OPEN}),
        (_instead(0, "1e3"), "3 af 4 kriterier er opfyldt; 1 mangler svar", {"Borgerflow": OPEN}),
        (_instead(0, "3,5,1"), "3 af 4 kriterier er opfyldt; 1 mangler svar", {"Borgerflow": OPEN}),
        (_instead(0, "1.2.3"), "3 af 4 kriterier er opfyldt; 1 mangler svar", {"Borgerflow": OPEN}),
        (_instead(0, "½"), "3 af 4 kriterier er opfyldt; 1 mangler svar", {"Borgerflow": OPEN}),
        (_instead(0, "<b>3</b>"), "3 af 4 kriterier er opfyldt; 1 mangler svar",
         {"Borgerflow": OPEN}),
        (_instead(2, "0"), "3 af 4 kriterier er opfyldt; 1 mangler svar", {"Erfaring": OPEN}),
        (_instead(3, "5"), "3 af 4 kriterier er opfyldt; 1 mangler svar", {"Erfaring": OPEN}),
    ],
)  # fmt: skip
def test_the_self_check_tells_which_criteria_are_met(
    form: Page, answers: tuple[str, ...], heading: str, verdicts: dict
) -> None:
    page = _answered(form, answers)

    assert page.get_by_role("status").get_by_role("heading").inner_text() == heading
    assert _verdicts(page) == {**ALL_MET, **verdicts}


def test_the_self_check_is_reached_by_keyboard_from_the_front_page(
    open_page: OpenPage, address: str
) -> None:
    page = open_page(address)

    _follow(page, "Screeningsmodellen")

    assert page.url == address + "screeningsmodel/"


@pytest.mark.parametrize(
    ("answers", "heading"),
    [
        (PASSING, "Alle fire kriterier er opfyldt"),
        (_instead(1, "2,5"), "3 af 4 kriterier er opfyldt"),
        (_instead(4, "nej"), "3 af 4 kriterier er opfyldt"),
        (_instead(2, ""), "3 af 4 kriterier er opfyldt; 1 mangler svar"),
    ],
    ids=["passing", "failing", "failing choice", "incomplete"],
)
def test_the_self_check_is_done_by_keyboard(
    open_page: OpenPage, address: str, answers: tuple[str, ...], heading: str
) -> None:
    page = open_page(address + "screeningsmodel/")

    _answer_by_keyboard(page, answers)

    assert page.get_by_role("status").get_by_role("heading").inner_text() == heading


def test_the_self_check_says_why_and_where_the_model_comes_from(
    open_page: OpenPage, address: str
) -> None:
    page = _answered(open_page(address + "screeningsmodel/"), _instead(1, "2,5"))

    result = page.get_by_role("status")

    said = result.get_by_role("listitem").all_inner_texts()[1]
    assert said == (
        "Årsværk: ikke opfyldt. Du skrev 2,5. Kravet er mindst 3 årsværk. Flere medarbejdere giver "
        "et fagligt miljø, der kan holde, også selv om en enkelt med særlig viden rejser."
    )
    assert result.get_by_role("link").get_attribute("href") == "#modellens-kilde"


def test_the_result_is_announced_and_gets_the_focus(open_page: OpenPage, address: str) -> None:
    page = open_page(address + "screeningsmodel/")

    _answered(page, PASSING)

    assert page.get_by_role("status").evaluate("one => one === document.activeElement")
    assert page.get_by_role("status").evaluate(
        "one => one.getBoundingClientRect().top < innerHeight"
    )


def test_the_self_check_keeps_and_sends_nothing(own_page: Page, address: str) -> None:
    page = own_page
    page.goto(address + "screeningsmodel/", wait_until="networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    _answered(page, PASSING)

    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.evaluate("document.cookie") == ""
    assert asked == []
    assert page.url == address + "screeningsmodel/"


def test_the_self_check_begins_again(open_page: OpenPage, address: str) -> None:
    page = _answered(open_page(address + "screeningsmodel/"), PASSING)

    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")

    assert page.evaluate(NAME) == "Begynd forfra"
    assert page.get_by_role("status").inner_text() == ""
    assert [one.input_value() for one in page.get_by_role("textbox").all()] == [""] * 4
    assert page.get_by_role("radio", checked=True).count() == 0


def test_without_scripts_the_criteria_stand_as_a_list(open_page: OpenPage, address: str) -> None:
    page = open_page(address + "screeningsmodel/", java_script_enabled=False)

    assert page.get_by_role("list").get_by_role("heading").all_inner_texts() == [
        "Borgerflow",
        "Årsværk",
        "Erfaring",
        "Kompetencer",
    ]
    assert page.get_by_role("textbox").count() == 0


FACETS = {
    "2019": ("aar/2019", ["borgere-med-udviklingshaemning-og-dom",
                          "udsatte-gravide-med-et-skadeligt-rusmiddelbrug"]),
    "2024": ("aar/2024", ["udsatte-gravide-med-et-skadeligt-rusmiddelbrug"]),
    "Borgere med svære spiseforstyrrelser (målgruppen)": (
        "maalgrupper/borgere-med-svaere-spiseforstyrrelser",
        ["borgere-med-svaere-spiseforstyrrelser", "borgere-med-svaere-spiseforstyrrelser-2015"],
    ),
    "Region Nordjylland": ("omraader/nordjylland", [
        "punktskriftindsatser-boern-og-unge", "tegnsprogsindsatser-boern-og-unge",
        "boern-og-unge-med-alvorlig-synsnedsaettelse",
        "borgere-med-svaere-spiseforstyrrelser-2015",
    ]),
    "Vurdering ikke fundet": ("status/ikke-fundet", [
        "tegnsprogsindsatser-boern-og-unge", "borgere-med-svaere-spiseforstyrrelser",
    ]),
    "Afventer vurdering": ("status/afventer", [
        "borgere-med-udviklingshaemning-og-dom", "udsatte-gravide-med-et-skadeligt-rusmiddelbrug",
    ]),
}  # fmt: skip


@pytest.mark.parametrize("name", FACETS)
def test_the_list_is_narrowed_without_scripts(open_page: OpenPage, address: str, name: str) -> None:
    page = open_page(address + "udmeldinger/", java_script_enabled=False)
    path, cases = FACETS[name]
    item = page.get_by_role("navigation", name="Afgræns listen").get_by_role("listitem").filter(
        has=page.get_by_role("link", name=name, exact=True)
    )  # fmt: skip
    count = one_spaced(item.inner_text())

    page.get_by_role("link", name=name, exact=True).focus()
    _enter(page)

    shown = [one.get_attribute("data-case") for one in page.locator("[data-case]").all()]
    assert page.url == f"{address}{path}/"
    assert shown == cases
    assert count == f"{name} ({len(cases)})"
