"""»Find din kommune«: the field that finds a municipality while one types."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe import violations_by_mode
from playwright.sync_api import Page, Route, expect
from projects import FROZEN, read_yaml

OpenPage = Callable[..., Page]

FIELD = "#find-kommune"
LIST = "[data-find-municipality] li"
SAID = "[data-find-municipality] [role=status]"
ROWS = read_yaml((FROZEN / "data/municipalities.yaml").read_text(encoding="utf-8"))[
    "municipalities"
]


def _typed(page: Page, text: str) -> list[str]:
    page.locator(FIELD).fill("")
    page.locator(FIELD).press_sequentially(text)
    expect(page.locator(SAID)).not_to_be_empty()
    return page.locator(LIST).all_inner_texts()


@pytest.mark.parametrize("path", ["", "omraader/", "omraader/sjaelland/", "kommuner/"])
def test_typing_leaves_the_municipalities_that_begin_so(
    open_page: OpenPage, real_address: str, path: str
) -> None:
    page = open_page(real_address + path)

    found = _typed(page, "fred")

    assert found == [
        "Fredensborg (Hovedstadsregionen)",
        "Fredericia (Region Syddanmark)",
        "Frederiksberg (Hovedstadsregionen)",
        "Frederikshavn (Region Nordjylland)",
        "Frederikssund (Hovedstadsregionen)",
        "Halsnæs (Frederiksværk-Hundested, Hovedstadsregionen)",
    ]
    assert page.inner_text(SAID) == "6 kommuner."


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("Odense", "odense"),
        ("odense kommune", "odense"),
        ("min kommune odense", "odense"),
        ("Københavns Kommune", "koebenhavn"),
        ("kobenhavns", "koebenhavn"),
        ("kbh", "koebenhavn"),
        ("kbh.", "koebenhavn"),
        ("Copenhagen", "koebenhavn"),
        ("koebenhavn", "koebenhavn"),
        ("Århus", "aarhus"),
        ("arhus", "aarhus"),
        ("AARHUS", "aarhus"),
        ("Åbenrå", "aabenraa"),
        ("aeroe", "aeroe"),
        ("bornholm", "bornholm"),
        ("Bornholms Regionskommune", "bornholm"),
        ("rønne", "bornholm"),
        ("høje tåstrup", "hoeje-taastrup"),
        ("taastrup", "hoeje-taastrup"),
        ("skjern", "ringkoebing-skjern"),
        ("nykøbing f", "guldborgsund"),
        ("Brønderslev-Dronninglund", "broenderslev"),
    ],
)
def test_enter_leads_to_the_municipality(
    open_page: OpenPage, real_address: str, typed: str, slug: str
) -> None:
    page = open_page(real_address)

    page.locator(FIELD).fill(typed)
    page.locator(FIELD).press("Enter")

    page.wait_for_url(f"{real_address}kommuner/{slug}/")


@pytest.mark.parametrize("wrong", ["odnese", "kjøbenhavn", "aalbrog", "silkebrog"])
def test_a_slip_is_asked_about(open_page: OpenPage, real_address: str, wrong: str) -> None:
    page = open_page(real_address)

    found = _typed(page, wrong)

    assert page.inner_text(SAID) == f"Ingen kommune hedder »{wrong}«. Mente du:"
    assert len(found) == 1


@pytest.mark.parametrize("text", ["xyz", "denne", "<b>x</b>", "kommune kommune zzz"])
def test_what_is_no_municipality_is_said_to_be_none(
    open_page: OpenPage, real_address: str, text: str
) -> None:
    page = open_page(real_address)

    page.locator(FIELD).fill(text)
    page.locator(FIELD).press("Enter")

    expect(page.locator(SAID)).to_have_text(f"Ingen kommune hedder »{text}«.")
    assert page.locator(LIST).count() == 0
    assert page.url == real_address


@pytest.mark.parametrize("text", ["§§", "kommune", "min kommune"])
def test_what_names_none_is_answered_by_what_to_type(
    open_page: OpenPage, real_address: str, text: str
) -> None:
    page = open_page(real_address)

    assert _typed(page, text) == []
    assert page.inner_text(SAID) == "Skriv navnet på en kommune."


def test_every_municipality_is_found_by_every_name(open_page: OpenPage, real_address: str) -> None:
    page = open_page(real_address + "kommuner/")
    missed = {}

    for row in ROWS:
        for name in (row["name"], row.get("official_name", ""), *row.get("also", ())):
            if name and not [one for one in _typed_at_once(page, name) if row["name"] in one]:
                missed[name] = row["name"]

    assert missed == {}


def _typed_at_once(page: Page, text: str) -> list[str]:
    page.locator(FIELD).fill(text)
    return page.locator(LIST).all_inner_texts()


def test_the_arrows_lead_through_the_list_and_escape_empties_it(
    open_page: OpenPage, real_address: str
) -> None:
    page = open_page(real_address)
    _typed(page, "fred")

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == "Fredericia"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.press("Escape")

    assert page.locator(FIELD).input_value() == ""
    assert page.locator(LIST).count() == 0


def test_enter_among_several_leads_into_the_list(open_page: OpenPage, real_address: str) -> None:
    page = open_page(real_address)

    _typed(page, "frede")  # once its script is there; until then Enter sends the form
    page.locator(FIELD).press("Enter")

    expect(page.get_by_role("link", name="Fredensborg")).to_be_focused()


@pytest.mark.parametrize("text", ["fred", "odnese", "xyz"])
def test_axe_finds_nothing_in_what_is_found(
    open_page: OpenPage, real_address: str, text: str
) -> None:
    page = open_page(real_address)
    _typed(page, text)

    assert violations_by_mode(page) == {}


def test_a_form_sent_before_its_script_leads_there(open_page: OpenPage, real_address: str) -> None:
    page = open_page(f"{real_address}kommuner/?navn=arhus")

    page.wait_for_url(f"{real_address}kommuner/aarhus/")


def test_without_scripts_the_form_leads_to_the_list_by_letter(
    open_page: OpenPage, real_address: str
) -> None:
    page = open_page(real_address, java_script_enabled=False)

    page.locator(FIELD).fill("Odense")
    page.locator(FIELD).press("Enter")
    page.wait_for_url(f"{real_address}kommuner/?navn=Odense")
    assert page.locator("[data-find-municipality]").is_hidden()
    page.get_by_role("link", name="O", exact=True).click()
    page.get_by_role("link", name="Odense", exact=True).click()

    assert page.inner_text("h1") == "Odense Kommune"


def test_where_the_list_cannot_be_had_the_form_is_sent_as_it_is(
    own_page: Page, real_address: str
) -> None:
    def once(route: Route) -> None:
        if route.request.resource_type == "fetch":
            route.abort()
        else:
            route.continue_()

    own_page.route("**/kommuner/", once)
    own_page.goto(real_address)

    own_page.locator(FIELD).fill("Odense")
    own_page.locator(FIELD).press("Enter")

    own_page.wait_for_url(f"{real_address}kommuner/odense/")
