"""The search page in a real browser, over the real cases and the demo's documents."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from axe import violations
from demo.project import FIRST, make_site
from judged import DOCUMENT, judged, own_search
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from projects import FROZEN, Project, notifications, read_yaml
from serving import serving

from hub.search.index_files import read_index_file
from hub.text.labels import UNDATED
from hub.text.slugs import slug

# The first test of the group makes the site that all of them use.
pytestmark = pytest.mark.xdist_group("search")

SAID = "[data-search-said]"
HITS = ".hub-hit__title a"
WIDE = {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"}
NARROW = {"viewport": {"width": 320, "height": 800}, "color_scheme": "dark"}
CONTENT = {
    "uden.md": "# Uden forord\n\nHer står bregnemos.\n",
    "a/b/c/d/dyb.md": "# Dyb mappe\n\nHer står kantareller.\n",
}
"""Content pages without front matter, and deep in folders."""
HARM = "<img src=x onerror=window.hacked=1> skadesord"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Make the site once, with one document full of markup."""
    return make_site(tmp_path_factory.mktemp("search") / "project", harm=HARM, content=CONTENT)


@pytest.fixture(scope="module")
def site(project: Project) -> Iterator[str]:
    """Where the site is served."""
    with serving(project.site) as address:
        yield address


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(**WIDE)
    yield made
    made.close()


@pytest.fixture(scope="module")
def page(context: BrowserContext) -> Page:
    """Return one tab for all: a new one costs more than the page that it shows."""
    return context.new_page()


Ask = Callable[..., Page]


@pytest.fixture(scope="module")
def ask(page: Page, site: str) -> Ask:
    """Open the search page with a question and wait for its answer."""

    def ask_(text: str, more: str = "", on: Page = page) -> Page:
        on.goto(f"{site}soeg/?q={quote(text)}{more}")
        expect(on.locator(SAID)).not_to_be_empty()
        return on

    return ask_


def hits(page: Page) -> list[str]:
    return page.locator(HITS).all_inner_texts()


def test_the_judged_set_is_found(page: Page, site: str) -> None:
    answers = judged(own_search(page, site))

    asked = [query.recall(found) for query, found in answers if query.find]
    false = [(query.text, one) for query, found in answers for one in query.false_hits(found)]

    assert len(answers) >= 60
    assert sum(asked) / len(asked) >= 0.95
    assert false == []


def test_every_municipality_is_found_first_by_its_name(page: Page, site: str) -> None:
    """All 98, by the name and by the name that the municipality writes."""
    text = (FROZEN / "data/municipalities.yaml").read_text(encoding="utf-8")
    rows = read_yaml(text)["municipalities"]
    names = {row["name"]: f"kommuner/{slug(row['name'])}/" for row in rows}
    names |= {
        row.get("official_name", f"{row['name']} Kommune"): names[row["name"]] for row in rows
    }
    search = own_search(page, site)

    found = {name: hits[:1] for name, hits in zip(names, search([*names]), strict=True)}

    assert {name: one for name, one in found.items() if one != [names[name]]} == {}
    assert len(names) == 196


def test_results_come_as_one_types_and_stand_in_the_address(page: Page, site: str) -> None:
    page.goto(f"{site}soeg/")

    page.locator("#soegefelt").press_sequentially("epikrise")

    expect(page.locator(SAID)).to_have_text("1 resultat for »epikrise«.")
    assert page.url == f"{site}soeg/?q=epikrise"


def test_a_hit_names_its_case_its_page_and_both_ways_to_it(ask: Ask, site: str) -> None:
    page = ask("epikrise")

    [case] = page.locator(".hub-results__case").all()
    inside = case.get_by_role("link").evaluate_all("all => all.map(one => one.href)")

    assert (
        case.get_by_role("heading").inner_text() == "Borgere med sjældne synsnedsættelser (prøve)"
    )
    assert hits(page) == ["Central udmelding, side 9"]
    assert inside[:2] == [f"{site}udmeldinger/{FIRST}/", f"{site}{DOCUMENT}#side-9"]
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/central-udmelding\.pdf#page=9", inside[2])
    assert case.locator("mark").all_inner_texts() == ["Epikrisen"]


def test_nothing_that_is_only_for_the_index_is_shown(ask: Ask) -> None:
    text = ask("familier").inner_text("main, body")

    assert not re.search("[\ue000-\uf8ff\U000f0000-\U0010ffff]", text)
    assert "bornefamilier" not in text
    assert "børnefamilier," in text  # the word that was meant, with the mark that follows it


def test_no_mark_of_the_index_stands_in_the_name_of_a_place(ask: Ask) -> None:
    page = ask("mit barn er blind")

    titles = page.locator(".hub-hit__title").all_inner_texts()

    assert "Sagen: Andre sider om sagen" in titles
    assert not re.search("[\ue000-\uf8ff]", "".join(titles))


@pytest.mark.parametrize("how", ["click", "keyboard"])
def test_results_are_narrowed_and_the_way_back_works(ask: Ask, site: str, how: str) -> None:
    page = ask("kommunerne")
    before = page.inner_text(SAID)
    page.get_by_text("Afgræns resultaterne").click()
    kind = page.get_by_label("Slags")
    expect(kind.locator("option")).not_to_have_count(0)
    counts = kind.locator("option").all_inner_texts()

    if how == "click":
        kind.select_option("Sag")
    else:
        kind.focus()
        page.keyboard.press("S")
    expect(page.locator(SAID)).not_to_have_text(before)

    narrowed = page.inner_text(SAID)
    assert "slags=Sag" in page.url
    assert f"Sag ({narrowed.split()[0]})" in counts
    kinds = [one.split(" · ")[0] for one in page.locator(".hub-hit__facts").all_inner_texts()]
    assert set(kinds) == {"Sag"}
    page.go_back()
    expect(page.locator(SAID)).to_have_text(before)
    page.goto(f"{site}soeg/?q=kommunerne&slags=Sag")
    expect(page.locator(SAID)).to_have_text(narrowed)


def test_the_way_back_leads_to_the_question_before(page: Page, site: str) -> None:
    page.goto(f"{site}ordliste/")
    page.goto(f"{site}soeg/")
    for word in ("epikrise", "tegnsprog"):
        page.locator("#soegefelt").fill("")
        page.locator("#soegefelt").press_sequentially(word)
        page.keyboard.press("Enter")
        expect(page.locator(SAID)).to_contain_text(f"»{word}«")

    page.go_back()
    expect(page.locator(SAID)).to_contain_text("»epikrise«")
    assert page.locator("#soegefelt").input_value() == "epikrise"
    page.go_back()

    expect(page).to_have_url(f"{site}ordliste/")


def test_what_was_shown_on_demand_is_shown_to_who_comes_back(ask: Ask) -> None:
    page = ask("udmelding")
    before = page.locator(HITS).count()
    page.get_by_role("button", name="Vis flere").click()
    expect(page.locator(HITS)).not_to_have_count(before)
    count = page.locator(HITS).count()

    page.goto(page.locator(HITS).first.evaluate("one => one.href"))
    page.go_back()

    expect(page.locator(HITS)).to_have_count(count)


@pytest.mark.parametrize("order", ["nyeste", "aeldste"])
def test_an_order_loses_no_place(ask: Ask, order: str) -> None:
    for word in ("opdigtet", "gode", "tage", "læse"):
        best = ask(word).inner_text(SAID)
        assert "Ingen" not in best
        assert "Ingen" not in ask(word, f"&orden={order}").inner_text(SAID)


def test_nothing_is_left_of_a_long_question_but_its_beginning(ask: Ask) -> None:
    page = ask("kommune " * 1_200)

    assert page.locator(HITS).count() > 0
    assert len(page.inner_text(SAID)) < 150


def test_what_narrows_is_hidden_until_there_is_something_to_narrow(page: Page, site: str) -> None:
    page.goto(f"{site}soeg/")

    assert not page.get_by_text("Afgræns resultaterne").is_visible()


@pytest.mark.parametrize("part", ["pagefind/fragment/", "pagefind/pagefind.js"])
def test_what_cannot_be_had_is_said_and_may_be_had_later(
    context: BrowserContext, site: str, part: str
) -> None:
    page = context.new_page()
    page.goto(f"{site}soeg/")
    page.route(f"**/{part}**", lambda route: route.abort())
    page.locator("#soegefelt").fill("epikrise")
    expect(page.locator(SAID)).to_contain_text("Søgningen kunne ikke hentes.")
    page.unroute(f"**/{part}**")

    page.locator("#soegefelt").fill("epikrisen")

    expect(page.locator(SAID)).to_have_text("1 resultat for »epikrisen«.")
    page.close()


def test_a_question_with_too_many_words_is_answered_with_fewer(ask: Ask) -> None:
    page = ask("epikrise lufthavn")

    expect(page.locator(SAID)).to_have_text(
        "Ingen sider har alle ordene i »epikrise lufthavn«. Her er »epikrise«: 1 resultat."
    )
    assert hits(page) == ["Central udmelding, side 9"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            "resultat hjerneskade",
            "Ingen sider har alle ordene i »resultat hjerneskade«. Her er »hjerneskade«: ",
        ),
        ("høringssvar", "Ingen resultater for »høringssvar«. Her er »høring svar«: "),
        ("selvskade", "Ingen resultater for »selvskade«."),
        ("tegnsporg", "Ingen resultater for »tegnsporg«. Her er »tegnsprog«: "),
        ("høre tab", "Ingen resultater for »høre tab«. Her er »høretab«: "),
        ("KL lufthavn", "Ingen sider har alle ordene i »KL lufthavn«. Her er »kl«: 1 resultat."),
        ("SEL § 13 b", "Ingen sider har alle ordene i »SEL § 13 b«. Her er »§ 13 b«: "),
        (
            "punktskrift 25/06/2014",
            "Ingen sider har alle ordene i »punktskrift 25/06/2014«. Her er »punktskrift«: ",
        ),
    ],
)
def test_it_is_said_what_is_shown_instead(ask: Ask, typed: str, said: str) -> None:
    """The words are those that one writes in Danish, and what the question is about stays."""
    assert ask(typed).inner_text(SAID).startswith(said)


@pytest.mark.parametrize(
    ("typed", "said", "first"),
    [
        ("KL", "1 resultat for »KL«.", "proces/#roller"),
        ("FAS", "Ingen resultater for »FAS«.", None),
        ("ros", "Ingen resultater for »ros«.", None),
    ],
)
def test_a_short_word_is_found_as_a_whole_only(
    ask: Ask, site: str, typed: str, said: str, first: str | None
) -> None:
    page = ask(typed)

    links = page.locator(HITS).evaluate_all("all => all.map(one => one.href)")
    assert (page.inner_text(SAID), links) == (said, [f"{site}{first}"] if first else [])


def test_a_short_word_that_is_still_being_typed_is_found_by_what_it_may_become(
    page: Page, site: str
) -> None:
    page.goto(f"{site}soeg/")

    page.locator("#soegefelt").press_sequentially("epi")
    expect(page.locator(SAID)).to_have_text("1 resultat for »epi«.")
    page.keyboard.press("Enter")

    expect(page.locator(SAID)).to_have_text("Ingen resultater for »epi«.")


@pytest.mark.parametrize("words", ["udviklingsstrategi", "afrapporteringsskema", "kommunerne"])
def test_what_the_question_names_is_not_found_once_more(ask: Ask, words: str) -> None:
    links = ask(words).locator(".hub-hit__title a").evaluate_all("all => all.map(one => one.href)")

    assert len(links) == len({*links}) > 1


def test_near_words_are_words_of_the_site(project: Project) -> None:
    told = json.loads((project.site / "soeg/ord.json").read_text(encoding="utf-8"))
    words, topics = set(told["words"]), set(told["topics"])

    assert {"kommunerne", "epikrisen"} <= words
    assert {"tegnsprog", "spiseforstyrrelser", "misbrug"} <= topics <= words
    assert "kommunerne" not in topics
    assert words & {"knowndate", "datedname", "none", "outcomewords", "bornefamilier"} == set()


def test_results_are_ordered_by_date(ask: Ask) -> None:
    newest = ask("udmelding", "&slags=Sag&orden=nyeste")
    first = newest.locator(".hub-results__case h3").first.inner_text()
    oldest = ask("udmelding", "&orden=aeldste")
    assert first != oldest.locator(".hub-results__case h3").first.inner_text()
    assert oldest.locator(".hub-hit__facts").first.inner_text() != "Om ordningen"


FOUND = """async ([question, order]) => {
    const told = (name) => JSON.parse(document.querySelector(`[data-${name}]`).textContent);
    const { makeLookup } = await import('../assets/search/lookup.js');
    const { makeWords } = await import('../assets/search/words.js');
    const words = makeWords(told('search-table'));
    const root = new URL('../', document.baseURI);
    const lookup = makeLookup(root, words, told('search-table'), told('index-files'));
    const { found } = await lookup.find(words.question(question), {}, order);
    const kind = async one => (await one.data()).filters.slags[0];
    return Promise.all(found.results.map(async one => [one.id, await kind(one)]));
}"""


def test_every_place_stands_where_its_date_puts_it(page: Page, site: str, project: Project) -> None:
    """What has no date stands last in both orders."""
    page.goto(f"{site}soeg/")

    newest, oldest = (page.evaluate(FOUND, ["udmelding", one]) for one in ("nyeste", "aeldste"))

    [orders] = (project.site / "pagefind").glob("orders.*.json")
    runs = json.loads(orders.read_text(encoding="utf-8"))["dato"]
    places = [run + number for run, all_ in runs for number in re.findall("..", all_)]
    by_date = sorted(newest, key=lambda one: places.index(one[0]))
    undated = [one for one in by_date if one[1] in UNDATED]
    assert newest == by_date[::-1]
    assert oldest == [one for one in by_date if one not in undated] + undated
    assert len(newest) > len(undated) > 5


def test_more_are_shown_on_demand_and_the_focus_follows(ask: Ask) -> None:
    page = ask("udmelding")
    more = page.get_by_role("button", name="Vis flere")
    before = page.locator(HITS).count()

    more.press("Enter")

    expect(page.locator(HITS)).not_to_have_count(before)
    assert before == 7  # the list that is called so, and six places
    assert page.evaluate("document.activeElement.matches('.hub-hit a')")


@pytest.mark.parametrize("slip", ["epikrese", "epirkise", "eipkrise"])
def test_a_word_with_a_slip_is_answered_without_it(ask: Ask, slip: str) -> None:
    page = ask(slip)

    assert page.inner_text(SAID).startswith(f"Ingen resultater for »{slip}«. Her er »epikrise")
    assert hits(page) == ["Central udmelding, side 9"]


@pytest.mark.parametrize("name", ["Odance", "Gedser", "Hammerum", "Vanløse", "xyzzyplugh"])
def test_a_name_that_is_not_there_is_not_taken_for_another_word(ask: Ask, name: str) -> None:
    page = ask(name)

    assert page.inner_text(SAID) == f"Ingen resultater for »{name}«."
    assert hits(page) == []


def test_nothing_found_offers_to_drop_what_narrows(ask: Ask) -> None:
    page = ask("epikrise", "&slags=Sag")

    assert "Ingen resultater" in page.inner_text(SAID)
    page.get_by_role("link", name="Søg uden afgrænsning (1 resultat)").click()

    expect(page.locator(SAID)).to_have_text("1 resultat for »epikrise«.")


def test_from_the_header_to_a_page_of_a_document_by_keyboard(page: Page, site: str) -> None:
    page.goto(f"{site}ordliste/")

    for _ in range(3):  # past the link to the content and the site's name
        page.keyboard.press("Tab")
    page.keyboard.type("epikrise")
    page.keyboard.press("Enter")
    expect(page.locator(SAID)).to_have_text("1 resultat for »epikrise«.")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Central udmelding, side 9":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/#side-9")

    assert page.locator(":target").inner_text() == "Side 9"


def test_without_scripts_the_page_says_so_and_leads_on(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()

    page.goto(f"{site}soeg/?q=epikrise")

    assert "Søgningen bruger JavaScript." in page.inner_text("body")
    assert page.get_by_role("link", name="alle dokumenter").count() == 1
    context.close()


@pytest.fixture(scope="module")
def watched(context: BrowserContext, site: str) -> tuple[Page, list[str]]:
    """Open the search page to ask it question after question; list what goes wrong on it."""
    page = context.new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.goto(f"{site}soeg/")
    return page, said


@pytest.mark.parametrize(
    "text",
    [
        '<script>window.hacked=1</script>"><img src=x onerror=window.hacked=1>',
        "javascript:alert(1)",
        "{{7*7}} ${7*7} %00 \\ ' \" `",
        "a" * 10_000,
        "ord " * 2_500,
        "\u202e\u0000\ud83d\ude00",
        "((((([[[[[*****+++++",
        "__proto__ constructor toString",
        "§" * 500,
    ],
    ids=["markup", "script", "templates", "10,000", "2,500 words", "odd", "pattern", "js", "signs"],
)
def test_a_hostile_question_does_no_harm(watched: tuple[Page, list[str]], text: str) -> None:
    page, said = watched
    said.clear()
    page.locator(SAID).evaluate("one => { one.textContent = ''; delete window.hacked; }")

    page.locator("#soegefelt").evaluate(
        "(one, text) => { one.value = text; one.form.requestSubmit(); }", text
    )

    expect(page.locator(SAID)).not_to_be_empty()
    assert said == []
    assert page.evaluate("typeof window.hacked") == "undefined"
    assert page.locator("[data-search-results] img, [data-search-results] script").count() == 0


def test_hostile_text_of_a_document_is_shown_and_never_run(ask: Ask) -> None:
    page = ask("skadesord")

    assert page.evaluate("typeof window.hacked") == "undefined"
    assert (
        "<img src=x onerror=window.hacked=1>" in page.locator(".hub-hit__text").first.inner_text()
    )


@pytest.mark.parametrize("look", [WIDE, NARROW], ids=["wide", "narrow"])
def test_axe_finds_nothing_in_any_state(browser: Browser, site: str, ask: Ask, look: dict) -> None:
    context = browser.new_context(**look)
    page = context.new_page()
    found, widths = {}, set()
    for state, text, more in (
        ("results", "kommunerne", ""),
        ("filters", "kommunerne", "&slags=Sag&orden=nyeste"),
        ("nothing", "xyzzyplugh", ""),
    ):
        ask(text, more, on=page)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        found[state] = violations(page)
        widths.add(page.evaluate("document.documentElement.scrollWidth"))
    page.goto(f"{site}soeg/")
    found["empty"] = violations(page)
    context.close()

    assert found == {state: [] for state in found}
    assert widths == {look["viewport"]["width"]}


EVERYTHING = """async root => {
    const index = await import(root + 'pagefind/pagefind.js');
    const all = (await index.search(null)).results;
    return Promise.all(all.map(async one => {
        const data = await one.data();
        return [data.raw_url.slice(1), data.content];
    }));
}"""


def test_every_kind_of_page_is_found_and_no_frame(page: Page, site: str, project: Project) -> None:
    page.goto(f"{site}soeg/")

    indexed = dict(page.evaluate(EVERYTHING, site))

    cases = {f"udmeldinger/{one['id']}/" for one in notifications(project)}
    of_documents = {one for one in indexed if re.fullmatch(r"dokumenter/[^/]+/side-\d+\.html", one)}
    others = indexed.keys() - cases - of_documents
    assert cases <= indexed.keys()
    assert f"{DOCUMENT}side-9.html" in of_documents
    assert {
        "ordliste/", "proces/", "screeningsmodel/", "udmeldinger/", "dokumenter/", "frister/",
        "overblik/", "omraader/", "omraader/midtjylland/", "aar/2019/", "redaktion/tilfoej/",
    } <= others  # fmt: skip
    assert others & {"", "soeg/"} == set()
    # The items of a list are found by themselves.
    assert "Kofoedsminde" not in indexed["udmeldinger/"] + indexed["overblik/"]
    # what stands in the frame of every page
    assert [one for one, text in indexed.items() if "samlet fra myndighedernes" in text] == []


@pytest.mark.parametrize(
    ("word", "address"), [("bregnemos", "uden/"), ("kantareller", "a/b/c/d/dyb/")]
)
def test_every_content_page_is_found(ask: Ask, site: str, word: str, address: str) -> None:
    page = ask(word)

    [found] = page.locator(HITS).evaluate_all("all => all.map(one => one.href)")
    assert found.partition("#")[0] == f"{site}{address}"


def test_filters_without_words_list_what_they_leave(ask: Ask) -> None:
    page = ask("", "&slags=Sag")

    assert re.fullmatch(r"\d+ resultater\.", page.inner_text(SAID))
    before = page.locator(HITS).count()
    assert before > 0
    page.locator("#soegefelt").fill("epikrise")
    expect(page.locator(SAID)).to_contain_text("epikrise")
    page.locator("#soegefelt").fill("")
    expect(page.locator(HITS)).to_have_count(before)


def test_quotation_marks_ask_for_the_phrase(ask: Ask) -> None:
    apart = ask('"behandling fornyet"').inner_text(SAID)
    together = ask('"fornyet behandling"')

    assert apart.startswith("Ingen resultater")
    texts = " ".join(together.locator(".hub-hit").all_inner_texts()[1:]).lower()
    assert "fornyet behandling" in texts


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("hvad er en central udmelding", "ordliste/#central-udmelding"),
        ("driftspålæg", "ordliste/#driftspaalaeg"),
        ("SBST", "ordliste/#social-og-boligstyrelsen"),
        ("hvornår skal kommunerne svare", "frister/"),
    ],
)
def test_a_question_is_answered_by_an_explanation(
    ask: Ask, site: str, asked: str, address: str
) -> None:
    found = ask(asked).locator(HITS).evaluate_all("all => all.slice(0, 3).map(one => one.href)")

    assert [one for one in found if one.startswith(f"{site}{address}")] != []


@pytest.mark.parametrize("text", ["og", "hvad er det", "a", "æ ø"])
def test_what_stands_everywhere_is_not_listed(ask: Ask, text: str) -> None:
    page = ask(text)

    said = f"»{text}« siger for lidt. Skriv et ord om det, du leder efter."
    assert page.inner_text(SAID) == said
    assert hits(page) == []


def test_a_municipality_beside_other_words_comes_before_what_they_find(ask: Ask) -> None:
    page = ask("Herning spiseforstyrrelser")

    assert page.inner_text(SAID).startswith(
        "Kommunerne svarer ikke hver for sig, men samlet i områder. Her er »spiseforstyrrelser«: "
    )
    assert hits(page)[0] == "Herning Kommune"
    assert page.locator(".hub-results__case").count() > 1


def test_words_that_stand_side_by_side_come_first(ask: Ask, site: str) -> None:
    first = ask("15. oktober 2020").locator(HITS).first.evaluate("one => one.href")

    assert first.startswith(f"{site}udmeldinger/borgere-med-udviklingshaemning-og-dom/")


def test_a_sentence_is_answered_by_what_has_most_of_its_words(ask: Ask) -> None:
    page = ask("jeg er gravid og har et misbrug og en kørestol og en græsplæne")

    said = "Ingen sider har alle ordene. Her er dem med de fleste: "
    assert page.inner_text(SAID).startswith(said)
    assert "Udsatte gravide" in page.locator(".hub-results__case").first.inner_text()


def test_words_of_one_case_are_found_on_different_pages(ask: Ask) -> None:
    page = ask("epikrise bæredygtige")

    assert page.inner_text(SAID).startswith("Ordene findes i samme sag")
    assert page.locator(".hub-results__case").count() == 1


def test_a_page_of_the_index_is_asked_only_of_the_own_host(browser: Browser, site: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(f"{site}soeg/?q=epikrise")
    expect(page.locator(SAID)).not_to_be_empty()

    kept = (context.cookies(), page.evaluate("localStorage.length + sessionStorage.length"))
    context.close()
    assert [one for one in asked if not one.startswith(site)] == []
    assert kept == ([], 0)


def test_a_question_in_the_address_asks_for_the_index_before_the_page_is_drawn(
    browser: Browser, site: str
) -> None:
    """No sheet of style is waited for, every name is known, and nothing is fetched twice."""
    context = browser.new_context()
    page = context.new_page()
    held: list[Route] = []
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(f"{site}pagefind/")))
    page.route("**/*.css", lambda route: held.append(route))  # noqa: PLW0108  # no builtin is called

    page.goto(f"{site}soeg/?q=epikrise", wait_until="commit")
    with page.expect_request("**/index/*.pf_index"):
        pass
    named = r"_[0-9a-f]{6,}|(?<=index/)\w+"
    early = sorted(re.sub(named, "", one) for one in asked if not one.startswith("http"))
    while held:
        held.pop().continue_()
    page.unroute("**/*.css")  # one may come after the others have been let go
    expect(page.locator(SAID)).not_to_be_empty()

    context.close()
    assert early == [
        "index/.pf_index", "pagefind-entry.json?ts=da", "pagefind.da.pf_meta", "pagefind.js",
        "wasm.da.pagefind",
    ]  # fmt: skip
    of_the_index = [one for one in asked if not one.startswith("http")]
    assert sorted(of_the_index) == sorted({*of_the_index})


@pytest.mark.parametrize(
    ("word", "early"),
    [
        ("kommunerne", {"stem", "word"}),
        ("konference", {"word"}),
        ("kokken", {"short"}),
        ("zebra", set()),
    ],
)
def test_files_are_asked_for_early_that_may_hold_a_word_or_its_stem(
    context: BrowserContext, site: str, word: str, early: set[str]
) -> None:
    files = [["short", "k", "kom"], ["stem", "koma", "kommun"], ["word", "kommunekr", "konferenc"]]
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(f"{site}pagefind/")))

    def with_files(route: Route) -> None:
        html = re.sub(r'(?<="words": )\[\[.*?\]\]', json.dumps(files), route.fetch().text())
        route.fulfill(body=html, content_type="text/html")

    page.route("**/soeg/?q=*", with_files)
    page.goto(f"{site}soeg/?q={word}")
    expect(page.locator(SAID)).not_to_be_empty()
    page.close()

    assert {name for name, _, _ in files if f"index/{name}.pf_index" in asked} == early


Fetched = Callable[[str], list[Path]]


@pytest.fixture
def fetched(context: BrowserContext, site: str, project: Project) -> Iterator[Fetched]:
    """Ask the search page and return the files of the index that are fetched for the answer."""
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(site)))

    def fetched_(question: str) -> list[Path]:
        asked.clear()
        page.goto(f"{site}soeg/?{question}")
        expect(page.locator(SAID)).not_to_be_empty()
        return [project.site / one for one in asked if one.startswith("pagefind/")]

    yield fetched_
    page.close()


def filters_of(files: list[Path]) -> set[str]:
    return {read_index_file(one)[0] for one in files if one.suffix == ".pf_filter"}


@pytest.mark.parametrize(
    ("question", "filters"),
    [
        ("q=kommunerne", {"sideslags"}),
        ("q=hvornår svarer kommunerne", {"sideslags"}),
        ("q=epikrise bæredygtige", {"sagsnummer"}),
        ("q=epikrise", set()),
        (
            "q=epikrise&status=I gang",
            {"aar", "maalgruppe", "omraade", "slags", "status", "udgiver"},
        ),
    ],
)
def test_no_filter_is_fetched_that_an_answer_does_not_need(
    fetched: Fetched, question: str, filters: set[str]
) -> None:
    """Their files grow with every page of a document, but for those of the site's own pages."""
    assert filters_of(fetched(question)) == filters


def test_a_list_without_words_fetches_hardly_any_words(fetched: Fetched, project: Project) -> None:
    words = [one for one in fetched("slags=Sag") if one.suffix == ".pf_index"]

    assert len(words) <= 1
    assert len([*(project.site / "pagefind/index").iterdir()]) > 1


def test_the_order_by_date_is_fetched_when_it_is_asked_for(fetched: Fetched) -> None:
    orders = [
        [one.name for one in fetched(question) if one.name.startswith("orders.")]
        for question in ("q=udmelding", "q=udmelding&orden=nyeste", "slags=Sag")
    ]

    assert [*map(len, orders)] == [0, 1, 1]


def test_the_index_is_the_same_when_made_again(project: Project, tmp_path: Path) -> None:
    def index() -> dict[str, bytes]:
        files = (project.site / "pagefind").rglob("*")
        return {str(one): one.read_bytes() for one in files if one.is_file()}

    before = index()
    project.built(search=True)

    assert index() == before
