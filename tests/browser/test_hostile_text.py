"""Whatever an editor pastes into a field is shown as it was written, and never run."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from hostile import Hostile
from playwright.sync_api import Browser, Page
from projects import CATALOGUE, PROCESS, VOCABULARY, Project, as_yaml, notifications, one_spaced
from serving import serving

from hub.catalogue import model
from hub.catalogue.model import Document, Notification, Round, SourceList, Treatment, Written
from hub.catalogue.process import Process
from hub.catalogue.vocabulary import Vocabulary
from hub.site.page import shortened, title_in_head

OpenPage = Callable[..., Page]

TEXTS = {
    # each part that could be run says another number, so that the browser tells which one was
    "addresses": "javascript:alert(1) data:text/html,<script>window.hacked=1</script> mailto:a@b",
    "elements": '<script>window.hacked=2</script> "><img src=x onerror="window.hacked=3"> '
    "</title></textarea></style></main><script>window.hacked=4</script>",
    "attributes": "' onfocus='window.hacked=5' autofocus x=' \" onmouseover=\"window.hacked=6\" `",
    "Markdown": "**fed** [x](javascript:alert(1)) `kode` <https://sbst.dk/> # ![x](x) _a_ \\* [^1]",
    "templates": "{{ 7*7 }} ${7*7} {{ config }} {% raw %} {% include 'x' %} {path} {line} {0} {}",
    "comments": "<!-- hub:counts --> <!-- --> ]]> */",
    "references": "&amp; &lt; &#60; &nbsp &copy %s \\1 \\g<0> $1",
}
JOINED = (
    ("addresses", "attributes", "comments"),
    ("elements", "references"),
    ("Markdown", "templates"),
)
"""The texts that a site is full of, one after the other.

A description shows less than two of them whole, so one entry has its summary the other way round.
An address does harm at the beginning only. What stands in a comment or follows an element might not
be read as Markdown or as a template, so those have a site of their own.
"""
ONCE = [
    # each joint in one process of those that run tests, so that its site is built once
    pytest.param(names, id=", ".join(names), marks=pytest.mark.xdist_group(f"hostile {names[0]}"))
    for names in JOINED
]
LAST = "udmeldinger/sag/"
"""The page that stays open when all have been read."""
HEAD = """these => Object.fromEntries(these.map(one =>
    [one, (found => found.content ?? found.textContent)(document.querySelector(one))]))"""

NOT_SHOWN: set[str] = set()
"""Free text of the catalogue that no page tells."""

HEADS = (
    "title",
    "meta[name=description]",
    "meta[property='og:title']",
    "meta[property='og:description']",
)
STRANGE = """[...document.querySelectorAll('*')].filter(one =>
    ['IMG', 'IFRAME', 'TEXTAREA', 'OBJECT', 'BASE'].includes(one.tagName)
    || (['SCRIPT', 'STYLE'].includes(one.tagName)
        && !/^application\\/(ld\\+)?json$/.test(one.type)
        && one.textContent.includes('hacked'))
    || [...one.attributes].some(each => each.name.startsWith('on'))
    || /^(javascript|data|vbscript):/i.test(one.getAttribute('href') || '')
).map(one => one.outerHTML.slice(0, 100))"""


@dataclass(frozen=True, slots=True)
class Shown:
    """A site full of hostile texts, as a browser shows it."""

    names: tuple[str, ...]
    hostile: Hostile
    texts: dict[str, str]
    """What each page says, by address."""
    entries: dict[str, dict]
    """What was written of each case, and what stands in the head of its page."""
    heads: dict[str, dict]
    page: Page
    harm: list[str]
    """What the browser did that it should not."""

    def mangled(self) -> list[str]:
        """Return what is shown otherwise than it was written: which text, field and page."""
        return [
            f"{name} of {field} on /{address}"
            for address, shown in self.texts.items()
            for text, field in self.hostile.fields.items()
            for before in shown.split(_mark(text))[:-1]
            for name in self._mangled_in(before, one_spaced(text.removesuffix(_mark(text))))
        ]

    def _mangled_in(self, shown: str, written: str) -> list[str]:
        if shown.endswith(written + " "):
            return []
        near = shown[-2 * len(written) :]
        return [one for one in self.names if one_spaced(TEXTS[one]) not in near] or ["what joins"]

    def fields(self) -> set[str]:
        """Return the fields that are shown on some page."""
        shown = " ".join(self.texts.values())
        return {field for text, field in self.hostile.fields.items() if _mark(text) in shown}


def _is_model(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, Written)


def _mark(text: str) -> str:
    return text[text.rindex(" ") + 1 :]


def _catalogue(hostile: Hostile, names: tuple[str, ...]) -> dict:
    """Return a catalogue of two complete entries, of which the newer succeeds the older."""
    turned = hostile.marked("Notification.summary", _joined(names[::-1]))
    return {
        "source_list": hostile.made(SourceList),
        "notifications": [
            _entry(hostile, "ny", ("2023", "2024")) | {"succeeds": "sag", "summary": turned},
            _entry(hostile, "sag", ("2020", "2021")),
        ],
    }


def _entry(hostile: Hostile, id_: str, years: tuple[str, str]) -> dict:
    rounds = [
        _round(hostile, "original", years[0], "renewed_treatment_requested"),
        _round(hostile, "renewed", years[1], "sufficient"),
    ]
    made = hostile.made(Notification, id=id_, rounds=rounds, succeeds=None)
    del made["succeeds"]
    return made


def _round(hostile: Hostile, kind: str, year: str, outcome: str) -> dict:
    def document(**given: str) -> dict:
        return hostile.made(Document, date=year, **given)

    without_address = document(number="2")
    del without_address["url"]
    treatment = hostile.made(Treatment, outcome=outcome, date=year, document=document())
    return hostile.made(
        Round,
        kind=kind,
        year=year,
        published=year,
        report_due=year,
        reported=year,
        notification=document(),
        appendices=[document(number="1"), without_address],
        regional_reports=[document()],
        agency_treatment=treatment,
    )


def _joined(names: tuple[str, ...]) -> str:
    return " ".join(TEXTS[name] for name in names)


def _hostile_project(project: Project, names: tuple[str, ...]) -> Hostile:
    text = _joined(names)
    hostile = Hostile(text)
    project.write(CATALOGUE, as_yaml(_catalogue(hostile, names)))
    project.edit(VOCABULARY, lambda values: values.update(hostile.replaced(Vocabulary, values)))
    project.edit(PROCESS, lambda values: values.update(hostile.replaced(Process, values)))
    project.edit(PROCESS, lambda values: values.update(notification="sag"))
    address = f"https://example.org/{text}?{{path}}#L{{line}}"
    settings = {
        "source_address": address,
        "issue_address": address,
        "publisher": f"{text} ¤",
        "contact_email": f"{text} ¤",
        "contact_phone": f"{text} ¤",
    }
    text_of_settings = re.sub(
        r"(?ms)^plugins:\n.*?^(?=\w)",
        lambda _: f"plugins:\n  - hub: {json.dumps(settings)}\n\n",
        project.read("mkdocs.yml"),
    )
    project.write("mkdocs.yml", text_of_settings)
    return hostile


@pytest.fixture(scope="module", params=ONCE)
def shown(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> Iterator[Shown]:
    """Build a site of some hostile texts, and read all its pages in the browser."""
    project = Project.copied_to(tmp_path_factory.mktemp("hostile") / "project")
    hostile = _hostile_project(project, request.param)
    project.built()
    harm: list[str] = []
    texts, heads = {}, {}
    entries = {one["id"]: one for one in notifications(project)}
    with serving(project.site) as address:
        context = browser.new_context()
        page = context.new_page()
        page.on("dialog", lambda dialog: (harm.append(dialog.message), dialog.dismiss()))
        page.on("console", lambda message: harm.append(message.text))
        page.on("pageerror", lambda error: harm.append(str(error)))
        page.on("response", lambda one: harm.append(one.url) if one.status >= 400 else None)
        for path in (*_kinds_of_pages(project), LAST):
            page.goto(address + path)
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            harm += [f"/{path}: ran {one}" for one in page.evaluate("[window.hacked ?? []].flat()")]
            harm += [f"/{path}: {one}" for one in page.evaluate(STRANGE)]
            # A drawing breaks its words into lines; what it says stands as text beside it.
            page.evaluate("document.querySelectorAll('svg').forEach(one => one.remove())")
            texts[path] = one_spaced(page.inner_text("body"))
            if path.startswith("udmeldinger/") and path.count("/") == 2:
                heads[path.split("/")[1]] = page.evaluate(HEAD, HEADS)
        yield Shown(request.param, hostile, texts, entries, heads, page, harm)
        context.close()


def _kinds_of_pages(project: Project) -> list[str]:
    """Return the addresses of two pages of each folder."""
    folders: dict[Path, list[str]] = {}
    for path in sorted(project.site.rglob("index.html")):
        address = path.relative_to(project.site).as_posix().removesuffix("index.html")
        folders.setdefault(path.parent.parent, []).append(address)
    top = folders.pop(project.site)
    return [*top, "", *(one for found in folders.values() for one in found[:2])]


def test_nothing_of_it_is_run_or_becomes_an_element(shown: Shown) -> None:
    assert shown.harm == []


def test_it_is_shown_as_it_was_written(shown: Shown) -> None:
    assert shown.mangled() == []


def test_every_field_of_the_catalogue_is_shown(shown: Shown) -> None:
    written = {
        field
        for field in shown.hostile.fields.values()
        if field.partition(".")[0]
        in {one.__name__ for one in vars(model).values() if _is_model(one)}
    }

    assert written - shown.fields() == NOT_SHOWN


@pytest.mark.parametrize("case", ["ny", "sag"])
def test_title_and_description_are_as_written(shown: Shown, case: str) -> None:
    entry = shown.entries[case]
    title = title_in_head(one_spaced(entry["title"]), "Centrale udmeldinger")
    description = shortened(entry["summary"])

    assert shown.heads[case] == {
        "title": title,
        "meta[name=description]": description,
        "meta[property='og:title']": title,
        "meta[property='og:description']": description,
    }


def test_each_text_is_whole_in_a_description(shown: Shown) -> None:
    told = [head["meta[name=description]"] for head in shown.heads.values()]

    assert [one for one in shown.names if one_spaced(TEXTS[one]) not in " ".join(told)] == []


def test_the_edit_link_leads_where_the_setting_says(shown: Shown) -> None:
    href = shown.page.locator("a", has_text="Redigér denne udmelding").get_attribute("href")

    text = shown.hostile.text.replace("{path}", CATALOGUE)
    wanted = re.escape(f"https://example.org/{text}?{CATALOGUE}#L").replace(r"\{line\}", r"\d+")
    assert re.fullmatch(rf"{wanted}\d+", href)


@pytest.mark.parametrize("text", TEXTS.values(), ids=list(TEXTS))
def test_a_search_for_it_runs_nothing(real_address: str, open_page: OpenPage, text: str) -> None:
    page = open_page(f"{real_address}soeg/?q={quote(text)}")

    assert page.input_value("#soegefelt") == text
    assert page.evaluate("typeof window.hacked") == "undefined"
    assert page.evaluate(STRANGE) == []


HARMFUL = (
    "javascript:alert(1)",
    "JavaScript:alert(1)//https://sbst.dk/",
    "data:text/html,<script>window.hacked=1</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "//sbst.dk/x",
    'https://sbst.dk/"onmouseover="x',
    "https://sbst.dk@example.org/",
    "https://example.org/",
)


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Check a catalogue with an entry for each harmful address; return the places of its faults."""
    project = Project.copied_to(tmp_path_factory.mktemp("harmful") / "project")

    def change(values: dict) -> None:
        values["notifications"] = [
            _with_address(values["notifications"][0], number, address)
            for number, address in enumerate(HARMFUL)
        ]
        values.pop("source_list", None)

    project.edit(CATALOGUE, change)
    done = project.hub("check", "--format", "json")
    assert done.returncode == 1
    problems = json.loads(done.stdout)["problems"]
    return [one["path"] for one in problems if one["severity"] == "error"]


def _with_address(entry: dict, number: int, address: str) -> dict:
    made = copy.deepcopy(entry) | {"id": f"sag-{number}", "agency_page": address}
    made["rounds"][0]["notification"] |= {"url": address, "landing_page": address}
    return made


@pytest.mark.xdist_group("harmful")
@pytest.mark.parametrize("number", range(len(HARMFUL)), ids=HARMFUL)
@pytest.mark.parametrize("field", ["agency_page", "url", "landing_page"])
def test_an_address_that_could_harm_is_refused(refused: list[str], field: str, number: int) -> None:
    of_entry = [one for one in refused if one.startswith(f"notifications[{number}].")]

    assert [one for one in of_entry if one.endswith(f".{field}")] != []


@pytest.mark.xdist_group("harmful")
def test_nothing_else_is_refused_beside_harmful_addresses(refused: list[str]) -> None:
    assert len(set(refused)) == 3 * len(HARMFUL), refused
