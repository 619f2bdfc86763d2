"""The form for a new entry: what is filled in becomes a file that the check accepts."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from axe import violations
from entries import FRIENDLY, HOSTILE, REFUSED, Entry, entry, original
from entry_page import ADDRESS, PATTERN, Hand, Keyboard, Mouse, Requests, fill, opened_file
from looks import TWICE, restyle
from playwright.sync_api import Browser, Page, ViewportSize, expect
from projects import FROZEN, ROOT, Project
from serving import serving

from hub.catalogue.loader import CATALOGUE_FOLDER, read_records
from hub.catalogue.model import Catalogue
from hub.catalogue.source import source_of
from hub.diagnostics.rules import all_rules
from hub.editing.transaction import NEW_FILE_HEAD
from hub.editing.yaml_insert import with_item
from hub.editing.yaml_writer import fields_lines
from hub.text.date_forms import known_date

OpenPage = Callable[..., Page]

# The first test of the group builds the site that all of them use.
pytestmark = pytest.mark.xdist_group("entry form")

DESKTOP: ViewportSize = {"width": 1280, "height": 720}
LARGEST = 40_000
"""Bytes over the wire for the page with all that it loads, compressed."""

TOO_LONG = ("emoji-og-mange-tegn",)
"""Entries whose text no address can carry."""


@dataclass(frozen=True)
class Site:
    """A built project, and where it is served."""

    project: Project
    address: str


@dataclass(frozen=True)
class Visit:
    """The form as it is when it is opened, and all that the browser has asked for since."""

    page: Page
    asked: Requests

    @property
    def text(self) -> str:
        return self.page.locator("[data-text]").text_content() or ""

    def opened_by(self, hand: Hand) -> str:
        """Press the button that opens the file; return the address that was asked for."""
        button = self.page.wait_for_selector("[data-open]")
        with self.page.context.expect_page() as popup:
            hand.press(button)
        popup.value.wait_for_load_state()
        return popup.value.url


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve a project whose repository has a page for a new file."""
    project = Project.copied_to(tmp_path_factory.mktemp("form") / "project")
    project.replace("mkdocs.yml", "new_file_address: null", f"new_file_address: {PATTERN}")
    project.built()
    (project.root / CATALOGUE_FOLDER).mkdir()
    with serving(project.site) as address:
        yield Site(project, address)


@pytest.fixture(scope="module")
def opened(browser: Browser) -> Iterator[Visit]:
    """Return the one tab of all tests: a new one costs more than most of them."""
    context = browser.new_context(viewport=DESKTOP, color_scheme="light")
    yield Visit(context.new_page(), Requests(context))
    context.close()


@pytest.fixture
def visit(opened: Visit, site: Site) -> Iterator[Visit]:
    """Open the form anew, with nothing left of the test before."""
    page = opened.page
    opened.asked.all.clear()
    page.goto(f"{site.address}{ADDRESS}")
    page.wait_for_selector("[data-root] > .hub-entry__group")
    yield opened
    for popup in page.context.pages:
        if popup != page:
            popup.close()
    page.mouse.move(-1, -1)
    page.context.clear_permissions()
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(DESKTOP)


@pytest.fixture
def with_clipboard(visit: Visit) -> Visit:
    """Return the form in a browser that lets it use the clipboard."""
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return visit


@pytest.fixture(scope="module")
def scripts(browser: Browser, site: Site) -> Iterator[Page]:
    """Return a page of the form whose scripts are asked without its fields."""
    page = browser.new_page()
    page.goto(f"{site.address}{ADDRESS}")
    yield page
    page.close()


def as_hub_new_writes(values: Entry) -> str:
    """Return the file that the hub's own writer makes of an entry in the folder."""
    empty = source_of(f"{NEW_FILE_HEAD}notifications: []\n", "new.yaml")
    in_order = _in_order(Catalogue.model_json_schema()["$defs"], "Notification", values)
    return with_item(empty, ("notifications",), in_order, tuple(Catalogue.model_fields)).source.text


def _in_order(models: dict, model: str, values: Entry) -> Entry:
    """Return values in the order of the model's fields."""
    kept = {}
    for name, schema in models[model]["properties"].items():
        if name not in values:
            continue
        holds = re.search(r"#/\$defs/(\w+)", json.dumps(schema))
        value = values[name]
        if holds and isinstance(value, list):
            value = [_in_order(models, holds[1], one) for one in value]
        elif holds:
            value = _in_order(models, holds[1], value)
        kept[name] = value
    return kept


def refusals(project: Project, name: str, text: str, tmp_path: Path) -> set[str]:
    """Return the rules that the check refuses a new file of the catalogue by."""
    draft = tmp_path / "draft.yaml"
    draft.write_text(text, encoding="utf-8", newline="")
    problems = read_records(project.root, {name: draft}).problems
    return {one.rule for one in problems if all_rules()[one.rule].severity == "error"}


@pytest.mark.parametrize("hand", [Mouse, Keyboard])
@pytest.mark.parametrize("id_", [*FRIENDLY, *HOSTILE])
def test_an_entry_becomes_a_file_that_the_check_accepts(
    id_: str, hand: Callable[[Page], Hand], site: Site, visit: Visit, tmp_path: Path
):
    filled = (FRIENDLY | HOSTILE)[id_]

    fill(hand(visit.page), filled)
    shown, outside_before = visit.text, visit.asked.outside(site.address)
    name, text = opened_file(visit.opened_by(hand(visit.page)))

    assert outside_before == []
    assert len(visit.asked.outside(site.address)) == 1
    assert name == f"{CATALOGUE_FOLDER}/{id_}.yaml"
    assert shown == as_hub_new_writes(filled)
    assert text == ("" if id_ in TOO_LONG else shown)
    assert refusals(site.project, name, shown, tmp_path) == set()
    assert visit.page.evaluate("window.hit") is None


@pytest.mark.parametrize("hand", [Mouse, Keyboard])
@pytest.mark.parametrize("case", REFUSED)
def test_what_the_check_would_refuse_is_refused_at_its_field(
    case: str, hand: Callable[[Page], Hand], site: Site, visit: Visit, tmp_path: Path
):
    field, text, rule, words = REFUSED[case]
    fill(hand(visit.page), {**entry("sag"), field: text})

    hand(visit.page).press(visit.page.wait_for_selector("[data-open]"))

    faulty = visit.page.locator(f"[data-root] [data-field={field}]").first
    focused = visit.page.locator(":focus")
    assert words in faulty.locator("[data-fault]").inner_text()
    assert focused.get_attribute("aria-invalid") == "true"
    assert faulty.locator("[data-fault]").get_attribute("id") in (
        focused.get_attribute("aria-describedby") or ""
    )
    assert visit.page.locator("[data-faults] li").count() == 1
    assert visit.asked.outside(site.address) == []
    assert rule in refusals(site.project, f"{CATALOGUE_FOLDER}/sag.yaml", visit.text, tmp_path)


TEXTS = (
    *("Titel", "Titel: med kolon", "Titel:", "# nej", "nej # nej", "nej#ja", "'a'", '"a"', "it's"),
    *("- a", "-a", "-", "--- a", "---", "...", "? a", "?a", "?", ": a", ":a", ":", "@a", "`a`"),
    *("%a", "%YAML 1.2", "&a", "*a", "!a", "!!python/name:os.system", "|", ">", "|-", "{a: b}"),
    *("[a]", "a, b", "a]", "}", "a: b: c", "a:b", "http://a.dk/b#c", "http://a.dk:80/"),
    *("yes", "no", "Yes", "NO", "y", "n", "on", "Off", "true", "False", "TRUE", "null", "Null"),
    *("~", "", "=", "<<", "2019", "-1", "+1", "1.5", "1,5", "1e3", "1_000", "0o7", "017", "0x1F"),
    *(".5", ".inf", "-.INF", ".NaN", "1:30", "190:20:30", "2019-11-26", "2019-11", "0b11"),
    *("2001-12-14T21:59:43Z", "2001-12-14 21:59:43.10 -5", "2019-1-1", "12:30:45.5", "1__0"),
    *(" a", "a ", "  ", "\ta", "a\tb", "a  b", "a\u00a0", "\u00a0a", "\u3000", "\u2003b"),
    *("a\nb", "a\n\nb", "\na", "a\n", " a\nb", "a\n b", "a \nb", "- a\n- b", "a\n\tb", "\ta\nb"),
    *("---\na", "a\n---\nb", "# a\nb", "a: b\nc: d", "\n\n", "\n a", "a\r\nb", "a\rb"),
    *("a\x85b", "a\u2028b", "a\u2029b", "a\u2028\nb", "\u2028\na", "a\n\u2028\nb", "a\x85\nb"),
    *("\x00", "a\x07b", "\x1b[31m", "\x7f", "\x9f", "\ufeff", "a\ufeffb", "\ufffe", "\ufffd"),
    *("\u200f", "\u202e", "\u200b", "\u00ad", "\ue000", "😀", "a 😀: b", "👩‍👧", "A\u030a"),
    *("æøå ÆØÅ é ü", "§ 13 b, stk. 2", "»citat«", "“citat”", "50 %", "a & b", "a | b", "C:\\a"),
    *("</script>", "<!-- a -->", "${a}", "{{ a }}", "\\n", "\\u0041", "a\\", '\\"'),
)
"""Texts that a writer of YAML can get wrong."""

AROUND = (
    # each text alone, and where a long line must be parted
    "{}",
    "{} " + "ord " * 30 + "slut",
    "ord " * 24 + "{}",
    "ord " * 10 + "{}" + " ord" * 20,
    "linje\n{}\nlinje",
    "{}\nlinje",
    "å" * 120 + "{}",
)


def test_texts_are_written_as_the_hub_writes_them(scripts: Page):
    """Compare 1,000 texts in four fields: one that is quoted, one that is not, an item, deep."""
    texts = [around.replace("{}", text) for text in TEXTS for around in AROUND]
    texts = [one.encode("utf-8", "ignore").decode() for one in dict.fromkeys(texts)]
    fields = [
        holder
        for text in texts
        for holder in ({"title": text}, {"date": text}, {"a": [text]}, {"a": {"b": [{"c": text}]}})
    ]

    written = scripts.evaluate(
        """async (all) => {
            const { writer } = await import("../../assets/entry/yaml.js");
            const table = JSON.parse(document.querySelector("[data-entry-table]").textContent);
            return all.map((one) => writer(table.writing).fieldsLines(one, 0));
        }""",
        fields,
    )

    assert len(texts) >= 1000
    assert [
        one for one in zip(fields, written, strict=True) if fields_lines(one[0], 0) != one[1]
    ] == []


TWO_REPORTS = [
    {"title": "Svar", "area": "hovedstaden"},
    {"title": "Svar igen", "area": "hovedstaden"},
]
RENEWED = {"kind": "renewed", "year": "2027"}
URL = "https://www.sbst.dk/en.pdf"

FAULTY: dict[str, tuple[Entry, list[str]]] = {
    # an entry, and the rules of the check that it breaks
    "id med store bogstaver": (entry("Sag"), ["not-an-id"]),
    "id med æøå": (entry("sæg"), ["not-an-id"]),
    "id der er taget": (entry("boern-og-unge-med-alvorlig-synsnedsaettelse"), ["duplicate-id"]),
    "id som webstedet bruger": (entry("side-2"), ["reserved-id"]),
    "id der er for langt": (entry("a" * 101), ["not-an-id"]),
    "en mailadresse": (entry("sag", agency_page="mailto:a@sbst.dk"), ["address-mail"]),
    "en fil på en server": (entry("sag", agency_page="ftp://sbst.dk/"), ["address-scheme"]),
    "en fil på ens egen maskine": (entry("sag", agency_page="C:\\a.pdf"), ["address-local"]),
    "ukendt vært": (entry("sag", agency_page="https://example.org/"), ["host-not-allowed"]),
    "ingen adresse": (entry("sag", agency_page="www.sbst.dk"), ["address-beginning"]),
    "adresse med mellemrum": (entry("sag", agency_page="https://sbst.dk/a b"), ["address-in-text"]),
    "adresse med navn": (entry("sag", agency_page="https://a@sbst.dk/"), ["address-credentials"]),
    "en adresse der er skåret af": (
        entry("sag", agency_page="https://www.sbst.dk/udgiv…"),
        ["address-cut"],
    ),
    "to adresser": (
        entry("sag", agency_page="https://sbst.dk/a,https://sbst.dk/b"),
        ["address-two"],
    ),
    "en søgning": (
        entry("sag", agency_page="https://www.google.com/search?q=a"),
        ["address-search-result"],
    ),
    "et link fra mailen": (
        entry(
            "sag",
            agency_page="https://eur.safelinks.protection.outlook.com/?url=https%3A%2F%2Fsbst.dk",
        ),
        ["address-rewritten"],
    ),
    "et fællesdrev": (entry("sag", agency_page="https://a.sharepoint.com/x"), ["address-closed"]),
    "ens egen maskine": (entry("sag", agency_page="http://localhost/"), ["host-not-allowed"]),
    "en maskines tal": (entry("sag", agency_page="http://127.1/"), ["host-not-allowed"]),
    "port nul": (entry("sag", agency_page="https://sbst.dk:0/"), ["not-an-address"]),
    "for lang adresse": (
        entry("sag", agency_page=f"https://sbst.dk/{'a' * 2000}"),
        ["not-an-address"],
    ),
    "år før 1990": (entry("sag", rounds=[original(year="1989")]), ["not-a-year"]),
    "år med bogstaver": (entry("sag", rounds=[original(year="20x6")]), ["not-a-year"]),
    "dato der ikke findes": (
        entry("sag", rounds=[original(report_due="2027-02-29")]),
        ["not-a-date"],
    ),
    "dato med måned 13": (entry("sag", rounds=[original(report_due="2027-13")]), ["not-a-date"]),
    "ukendt årstid": (entry("sag", rounds=[original(report_due="2027-vinter")]), ["not-a-date"]),
    "frist før udsendelsen": (
        entry("sag", rounds=[original(published="2026-05", report_due="2026-04-30")]),
        ["due-before-published"],
    ),
    "frist før året": (
        entry("sag", rounds=[original(report_due="2025-12-31")]),
        ["due-before-published"],
    ),
    "svar før udsendelsen": (
        entry("sag", rounds=[original(published="2026-05", reported="2026-04")]),
        ["reported-before-published"],
    ),
    "et svars dato før udsendelsen": (
        entry(
            "sag",
            rounds=[original(regional_reports=[{**TWO_REPORTS[0], "date": "2025"}])],
        ),
        ["reported-before-published"],
    ),
    "behandlet før udsendelsen": (
        entry(
            "sag",
            rounds=[
                original(
                    agency_treatment={
                        "outcome": "sufficient",
                        "date": "2025",
                        "document": {"title": "Brev", "date": "2025-12"},
                    }
                )
            ],
        ),
        ["treated-before-published", "treated-before-published"],
    ),
    "et andet år": (
        entry("sag", rounds=[original(published="2025-12-31")]),
        ["year-mismatch"],
    ),
    "runder i forkert rækkefølge": (
        entry("sag", rounds=[original(), {**RENEWED, "year": "2025"}]),
        ["rounds-out-of-order"],
    ),
    "to svar fra samme område": (
        entry("sag", rounds=[original(regional_reports=TWO_REPORTS)]),
        ["duplicate-report"],
    ),
    "svar uden område": (
        entry("sag", rounds=[original(regional_reports=[{"title": "Svar"}])]),
        ["missing-area"],
    ),
    "to bilag uden nummer": (
        entry("sag", rounds=[original(appendices=[{"title": "A"}, {"title": "B"}])]),
        ["duplicate-document"],
    ),
    "samme nummer med nul foran": (
        entry(
            "sag",
            rounds=[
                original(appendices=[{"title": "A", "number": "1"}, {"title": "B", "number": "01"}])
            ],
        ),
        ["duplicate-document"],
    ),
    "nummer nul": (
        entry("sag", rounds=[original(appendices=[{"title": "A", "number": "0"}])]),
        ["not-a-number"],
    ),
    "to ens runder med dokument": (
        entry(
            "sag",
            rounds=[
                original(),
                {**RENEWED, "notification": {"title": "A"}},
                {**RENEWED, "notification": {"title": "B"}},
            ],
        ),
        ["duplicate-document"],
    ),
    "samme adresse to gange": (
        entry(
            "sag",
            rounds=[
                original(
                    notification={"title": "A", "url": URL},
                    appendices=[{"title": "B", "number": "1", "url": f"{URL}/?#"}],
                )
            ],
        ),
        ["duplicate-address"],
    ),
    "tidsplan der slutter før den begynder": (
        entry(
            "sag",
            rounds=[
                original(
                    schedule=[
                        {"actor": "A", "activity": "B", "start": "2026-10", "end": "2026-09-30"}
                    ]
                )
            ],
        ),
        ["ends-before-start"],
    ),
    "afløser en nyere": (
        entry(
            "sag",
            succeeds="borgere-med-svaere-spiseforstyrrelser",
            rounds=[original(year="2014")],
        ),
        ["succeeds-not-older"],
    ),
    "linjeskift i en titel": (entry("sag", title="A\nB"), ["line-break"]),
    "for lang titel": (entry("sag", title="å" * 401), ["too-long"]),
    "for lang tekst": (entry("sag", summary="å" * 8001), ["too-long"]),
    "lige lang nok": (entry("sag", title="😀" * 400, summary="å" * 8000), []),
}


@pytest.mark.parametrize("case", FAULTY)
def test_the_form_knows_the_faults_that_the_check_knows(
    case: str, site: Site, scripts: Page, tmp_path: Path
):
    filled, rules = FAULTY[case]

    found = scripts.evaluate(
        """async (entry) => {
            const { checker } = await import("../../assets/entry/checks.js");
            const known = await (await fetch("../../assets/entry/catalogue.json")).json();
            const table = {
                ...JSON.parse(document.querySelector("[data-entry-table]").textContent), ...known,
            };
            return checker(table)(entry).map((one) => one.rule);
        }""",
        filled,
    )

    name = f"{CATALOGUE_FOLDER}/sag.yaml"
    refused = refusals(site.project, name, as_hub_new_writes(filled), tmp_path)
    assert found == rules
    assert refused == set(rules)


def test_an_address_of_the_catalogue_cannot_be_another_documents_too(scripts: Page):
    filled = entry("sag", rounds=[original(notification={"title": "A", "url": f"{URL}#"})])

    found = scripts.evaluate(
        """async (entry) => {
            const { checker } = await import("../../assets/entry/checks.js");
            const table = JSON.parse(document.querySelector("[data-entry-table]").textContent);
            const addresses = ["www.sbst.dk/en.pdf"], taken = {};
            return checker({ ...table, addresses, taken })(entry).map((one) => one.rule);
        }""",
        filled,
    )

    assert found == ["duplicate-address"]


def test_the_notifications_that_a_new_one_may_succeed_are_offered(visit: Visit):
    older = visit.page.locator("[data-field='succeeds'] option")

    assert older.first.get_attribute("value") == ""
    assert older.count() == 1 + len(read_records(FROZEN).catalogue.model.notifications)


def test_the_form_works_where_what_the_catalogue_has_cannot_be_had(visit: Visit):
    page = visit.page
    page.route("**/catalogue.json", lambda route: route.abort())

    page.reload()

    expect(page.get_by_label("Målgruppe")).to_be_visible()
    page.unroute("**/catalogue.json")


def test_what_is_needed_is_asked_for_by_its_label_and_place(visit: Visit):
    """An item of a list is asked for no more than it holds: an empty one is none."""
    page = visit.page
    page.get_by_role("button", name="Tilføj dokument", exact=True).click()
    page.get_by_label("Dokumentets dato").fill("2026")
    page.get_by_role("button", name="Tilføj kilde", exact=True).click()
    page.get_by_role("button", name="Tilføj kilde", exact=True).click()
    page.get_by_label("Kildens adresse").last.fill("https://sbst.dk/")
    page.get_by_role("button", name="Tilføj bilag", exact=True).click()

    page.locator("[data-open]").click()

    assert page.locator("[data-faults] h2").inner_text() == "9 felter skal rettes"
    assert page.locator("[data-faults] li").all_inner_texts() == [
        "Udfyld »Titel«.",
        "Udfyld »Målgruppe«.",
        "Udfyld »Navn i adressen«.",
        "Vælg »Gælder«.",
        "Vælg »Fagområder«.",
        "Udfyld »Hvad sagen handler om«.",
        "Udfyld »År«.",
        "Udmeldingens eget dokument: Udfyld »Titel«.",
        "Kilde 2: Udfyld »Kildens titel«.",
    ]


def test_a_fault_is_told_when_its_field_is_left_and_goes_when_it_is_mended(visit: Visit):
    due = visit.page.get_by_label("Frist for kommunernes svar")
    fault = visit.page.locator("[data-field=report_due] [data-fault]")

    due.fill("32. januar")
    while_typing = fault.is_visible()
    due.press("Tab")
    after_leaving = fault.inner_text()
    due.fill("2027-01-31")

    assert not while_typing
    assert "»Frist for kommunernes svar« er ikke en dato" in after_leaving
    expect(fault).to_be_hidden()
    assert due.get_attribute("aria-invalid") is None


DATES = (
    *("26. november 2019", "den 1. maj 2020", "26/11-2019", "26.11.2019", "1-5-2020", "26.11.19"),
    *("November 2019", "okt. 2019", "sept. 2020", "2019 november", "11/2019", "201911", "20191126"),
    *("efteråret 2020", "efteraaret 2020", "2020 efterår", "sommer 2020", "i 2019", "år 2019"),
    *("torsdag den 26. november 2019", "26.nov.2019", "11/26/2019", "26-11-2019 kl. 12:30"),
    *("2019-11-26T10:00:00Z", "2019/11/26", "2020-5-1", "2O19", "2019-l1-26", "May 1, 2020"),
    *(
        "2019",
        "2019-11",
        "2019-11-26",
        "2020-efterår",
        "31/2-2019",
        "vinter 2020",
        "1. kvartal 2020",
    ),
    *("engang i maj", "1989", "26/11-89", "ukendt", "2019-13", "2100", "-", "1. 1. 2020", "x" * 80),
)


def test_dates_are_read_as_the_hub_reads_them(scripts: Page):
    read = scripts.evaluate(
        """async (all) => {
            const { dateReader } = await import("../../assets/entry/dates.js");
            const table = JSON.parse(document.querySelector("[data-entry-table]").textContent);
            return all.map(dateReader(table.dates, table.seasons));
        }""",
        DATES,
    )

    assert dict(zip(DATES, read, strict=True)) == {
        text: str(known_date(text) or text) for text in DATES
    }


def test_a_date_as_people_write_it_is_shown_as_it_is_kept(visit: Visit):
    sent = visit.page.get_by_label("Sendt ud")

    sent.fill("den 1. maj 2020")
    sent.press("Tab")

    assert sent.input_value() == "2020-05-01"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("www.sbst.dk/en.pdf", "https://www.sbst.dk/en.pdf"),
        (" https://sbst.dk/ ", "https://sbst.dk/"),
        ("HTTP://sbst.dk/", "http://sbst.dk/"),
        ("post@sbst.dk", "post@sbst.dk"),
        ("ikke fundet", "ikke fundet"),
    ],
)
def test_an_address_without_its_beginning_gets_it(written: str, kept: str, visit: Visit):
    page = visit.page.get_by_label("Styrelsens side")

    page.fill(written)
    page.press("Tab")

    assert page.input_value() == kept


def test_what_word_and_websites_put_in_unseen_is_taken_out(visit: Visit):
    visit.page.get_by_label("Hvad sagen handler om").fill(
        "Børn\u00adfamilier.\u00a0\r\n\ufeffA\u030ar. "
    )

    assert "summary: |-\n      Børnfamilier.\n      År.\n" in visit.text


def test_words_that_are_pasted_on_several_lines_stay_apart(with_clipboard: Visit):
    page = with_clipboard.page
    title = page.get_by_label("Titel").first
    page.evaluate(
        "navigator.clipboard.writeText('Central udmelding\\r\\nfor borgere\\tmed en prøve\\n')"
    )

    title.click()
    page.keyboard.press("ControlOrMeta+v")

    assert title.input_value() == "Central udmelding for borgere med en prøve"
    assert "title: Central udmelding for borgere med en prøve\n" in (with_clipboard.text)


def test_the_id_and_the_year_are_proposed_until_somebody_writes_them(visit: Visit):
    page = visit.page
    group = page.locator("[data-field=target_group] input")
    group.fill("Børn og unge med alvorlig synsnedsættelse")
    page.get_by_label("Sendt ud").fill("2026-11")
    page.get_by_label("Sendt ud").press("Tab")
    proposed = page.get_by_label("Navn i adressen").input_value()
    page.get_by_label("Navn i adressen").fill("mit-eget")
    group.fill("Voksne")

    assert page.get_by_label("År (skal udfyldes)").input_value() == "2026"
    assert proposed == "boern-og-unge-med-alvorlig-synsnedsaettelse-2026"
    assert page.get_by_label("Navn i adressen").input_value() == "mit-eget"


def test_items_are_added_and_removed_by_keyboard_and_the_focus_stays_near(visit: Visit):
    page = visit.page
    focused = page.locator(":focus")
    add = page.get_by_role("button", name="Tilføj bilag", exact=True)
    seen = []

    def press(key: str) -> None:
        page.keyboard.press(key)
        label = focused.evaluate("one => (one.labels?.[0] ?? one).textContent")
        seen.append((" ".join(label.split()), page.locator("[data-said]").inner_text()))

    add.focus()
    press("Enter")
    page.keyboard.insert_text("Bilag A")
    add.focus()
    press("Enter")
    page.keyboard.insert_text("Bilag B")
    numbers = [one.input_value() for one in page.get_by_label("Bilagets nummer").all()]
    page.get_by_role("button", name="Fjern bilag 1").focus()
    press("Space")
    left = [
        one.input_value()
        for one in page.locator("[data-field=appendices] [data-field=title] input").all()
    ]
    page.get_by_role("button", name="Fjern bilag 1").focus()
    press("Enter")
    page.get_by_role("button", name="Fortryd: hent bilag 1 tilbage").focus()
    press("Enter")

    assert seen == [
        ("Titel (skal udfyldes)", ""),
        ("Titel (skal udfyldes)", ""),
        ("Bilag 1", "Bilag 1 er fjernet."),
        ("Tilføj bilag", "Bilag 1 er fjernet."),
        ("Bilag 1", "Bilag 1 er fjernet."),
    ]
    assert numbers == ["1", "2"]
    assert left == ["Bilag B"]
    assert "- title: Bilag B\n            number: 2" in visit.text


def test_there_is_always_a_first_round_and_one_document_of_its_own(visit: Visit):
    page = visit.page
    page.get_by_role("button", name="Tilføj dokument", exact=True).click()
    rounds = page.locator("[data-field=rounds] > [data-items] > .hub-entry__item")
    alone = rounds.get_by_role("button", name="Fjern runde 1").count()
    page.get_by_role("button", name="Tilføj runde").click()
    legends = rounds.locator("> legend").all_inner_texts()
    rounds.first.get_by_role("button", name="Fjern runde 1").click()

    assert alone == 0
    assert page.get_by_role("button", name="Tilføj dokument", exact=True).count() == 1
    assert legends == ["Runde 1: den oprindelige udmelding", "Runde 2: fornyet behandling"]
    assert rounds.locator("> legend").all_inner_texts() == ["Runde 1: den oprindelige udmelding"]
    assert "kind: original" in visit.text


def test_enter_in_a_field_opens_nothing(site: Site, visit: Visit):
    fill(Mouse(visit.page), entry("sag"))

    visit.page.get_by_label("Titel").first.press("Enter")

    assert len(visit.page.context.pages) == 1
    assert visit.asked.outside(site.address) == []


def test_a_link_of_the_summary_leads_to_its_field_even_where_it_is_folded(visit: Visit):
    page = visit.page
    fill(Mouse(page), {**entry("sag"), "note": "A\x07B"})
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = false; })")

    page.locator("[data-open]").click()
    page.locator("[data-faults] a").click()

    assert page.evaluate("document.activeElement.closest('[data-field]').dataset.field") == "note"
    assert page.locator(":focus").is_visible()


def test_the_text_is_copied(with_clipboard: Visit):
    page = with_clipboard.page
    fill(Mouse(page), FRIENDLY["flere-linjer"])

    page.get_by_role("button", name="Kopiér teksten", exact=True).click()

    expect(page.locator("[data-said]")).to_have_text("Teksten er kopieret.")
    assert page.evaluate("navigator.clipboard.readText()") == with_clipboard.text


def test_where_the_clipboard_is_refused_the_text_stands_ready_to_be_copied(visit: Visit):
    page = visit.page
    page.context.grant_permissions([])
    fill(Mouse(page), FRIENDLY["flere-linjer"])

    page.get_by_role("button", name="Kopiér teksten", exact=True).click()

    by_hand = page.get_by_label("Teksten til at kopiere selv")
    expect(by_hand).to_be_focused()
    marked = by_hand.evaluate("one => one.value.slice(one.selectionStart, one.selectionEnd)")
    assert marked == visit.text
    assert "Browseren lod os ikke kopiere" in page.locator("[data-said]").inner_text()


def test_a_text_that_no_address_can_carry_is_copied_and_the_next_step_is_told(
    with_clipboard: Visit,
):
    visit, page = with_clipboard, with_clipboard.page
    fill(Mouse(page), entry("sag", summary="Å" * 5000))

    opened = visit.opened_by(Mouse(page))

    told = page.locator("[data-next]").inner_text()
    assert opened_file(opened) == (f"{CATALOGUE_FOLDER}/sag.yaml", "")
    assert "for lang til, at teksten kan komme med" in told
    assert len(opened) < 8000
    page.bring_to_front()
    expect(page.locator("[data-said]")).to_have_text("Teksten er kopieret.")
    assert page.evaluate("navigator.clipboard.readText()") == visit.text


WAYS = {
    # the setting, the button, and what it opens
    "https://git.example.org/o/r/_new/main/?filename={path}&value={text}": (
        "Åbn forslaget hos git.example.org (ny fane)",
        "https://git.example.org/o/r/_new/main/?filename=data%2Fnotifications%2Fsag.yaml&value=%23",
    ),
    "https://gitlab.com/o/r/-/new/main?file_name={path}": (
        "Kopiér teksten, og åbn en ny fil hos gitlab.com (ny fane)",
        "https://gitlab.com/o/r/-/new/main?file_name=data%2Fnotifications%2Fsag.yaml",
    ),
    "https://git.example.org/{name}": (
        "Kopiér teksten, og åbn en ny fil hos git.example.org (ny fane)",
        "https://git.example.org/sag.yaml",
    ),
    "https://": ("", ""),
    "": ("", ""),
}


@pytest.mark.parametrize("pattern", WAYS)
def test_the_button_opens_what_the_setting_says(pattern: str, scripts: Page):
    button, opened = WAYS[pattern]

    way = scripts.evaluate(
        """async (pattern) => {
            const { newFileAddress } = await import("../../assets/entry/addresses.js");
            const table = { newFile: pattern, folder: "data/notifications", longestAddress: 8000 };
            return newFileAddress(table, "sag", "# a");
        }""",
        pattern,
    )

    assert way["address"].startswith(opened)
    assert way["host"] in button
    assert way["takesText"] == button.startswith("Åbn forslaget")


def test_without_a_page_for_new_files_the_form_offers_the_text(
    real_address: str, open_page: OpenPage
):
    page = open_page(f"{real_address}{ADDRESS}")
    fill(Mouse(page), entry("sag"))

    told = page.locator("[data-next]").inner_text()
    assert page.locator("[data-open]").is_hidden()
    assert told.startswith("Kopiér teksten, opret en ny fil i webstedets arkiv med navnet ")
    assert f"{CATALOGUE_FOLDER}/sag.yaml" in told


def test_without_scripts_the_page_tells_the_other_ways(open_page: OpenPage, site: Site):
    page = open_page(f"{site.address}{ADDRESS}", java_script_enabled=False)

    ways = page.locator("noscript").get_by_role("link", name="de andre veje")
    assert page.locator("main form").is_hidden()
    assert page.locator("main :is(input, select, textarea, button):visible").count() == 0
    assert ways.get_attribute("href") == "../../redaktion/tilfoej/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_form_is_accessible_with_its_faults_shown(
    width: int, scheme: Literal["light", "dark"], visit: Visit
):
    page = visit.page
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    for button in page.locator("[data-add]:visible").all():
        button.click()
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.get_by_label("Frist for kommunernes svar").first.fill("32. januar")
    page.locator("[data-open]").click()

    assert violations(page) == []
    assert page.locator("[data-fault]:visible").count() >= 8


def test_text_of_twice_the_size_fits_a_small_screen(visit: Visit):
    page = visit.page
    page.set_viewport_size({"width": 360, "height": 800})
    restyle(page, TWICE)
    for button in page.locator("[data-add]:visible").all():
        button.click()
    page.locator("[data-open]").click()

    wide = page.evaluate(
        """() => [...document.querySelectorAll("main *")]
            .filter((one) => one.checkVisibility())
            .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
            .map((one) => one.outerHTML.slice(0, 90))"""
    )
    assert wide == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_leaving_asks_only_where_something_would_be_lost(own_page: Page, site: Site):
    page = own_page
    page.goto(f"{site.address}{ADDRESS}")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    page.reload()
    untouched = list(asked)
    page.get_by_label("Titel").first.click()
    page.keyboard.insert_text("En titel")
    page.reload()

    assert untouched == []
    assert asked == ["beforeunload"]


SCRIPTS = sorted((ROOT / "templates/theme/assets/entry").glob("*.js"))
OWN_TABLE = 'fetch(new URL("./catalogue.json", import.meta.url))'
"""The one thing that is asked for: the file beside the script, by an address without data."""


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_no_script_evaluates_keeps_or_sends_anything(script: Path):
    text = script.read_text(encoding="utf-8").replace(OWN_TABLE, "")

    found = re.findall(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|Function\(|fetch\(|"
        r"XMLHttpRequest|sendBeacon|WebSocket|localStorage|sessionStorage|indexedDB|cookie",
        text,
    )

    assert found == []


def test_the_form_and_all_that_it_loads_is_light(site: Site):
    assets = site.project.site / "assets"
    files = [
        site.project.site / ADDRESS / "index.html",
        *(assets / name for name in ("hub.css", "entry.css", "hub.js", "favicon.svg")),
        *(assets / "entry").iterdir(),
    ]

    assert sum(len(gzip.compress(path.read_bytes(), mtime=0)) for path in files) <= LARGEST
