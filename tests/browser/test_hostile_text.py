"""Whatever an editor pastes into a field is shown as it was written, and never run."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml
from hostile import Hostile
from playwright.sync_api import Browser, Page
from projects import CATALOGUE, PROCESS, VOCABULARY, Project, one_spaced
from serving import serving

from hub.catalogue import model
from hub.catalogue.model import Document, Notification, Round, SourceList, Treatment, Written
from hub.catalogue.process import Process
from hub.catalogue.vocabulary import Vocabulary

OpenPage = Callable[..., Page]

TEXTS = {
    "elements": '<script>window.hacked=1</script> "><img src=x onerror="window.hacked=1"> '
    "</title></textarea></style></main><script>window.hacked=1</script>",
    "attributes": "' onfocus='window.hacked=1' autofocus x=' \" onmouseover=\"window.hacked=1\" `",
    "templates": "{{ 7*7 }} ${7*7} {{ config }} {% raw %} {% include 'x' %} {path} {line} {0} {}",
    "comments": "<!-- hub:counts --> <!-- --> ]]> */ &amp; &lt; &#60; &nbsp &copy %s \\1 \\g<0> $1",
    "Markdown": "**fed** [x](javascript:alert(1)) `kode` <https://sbst.dk/> # ![x](x) _a_ \\* [^1]",
    "addresses": "javascript:alert(1) data:text/html,<script>window.hacked=1</script> mailto:a@b",
}
ONCE = [
    # each text in one process of those that run tests, so that its site is built once
    pytest.param(text, id=name, marks=pytest.mark.xdist_group(f"hostile {name}"))
    for name, text in TEXTS.items()
]
LAST = "udmeldinger/sag/"
"""The page that stays open when all have been read."""

NOT_SHOWN: set[str] = set()
"""Free text of the catalogue that no page tells."""

STRANGE = """[...document.querySelectorAll('*')].filter(one =>
    ['IMG', 'IFRAME', 'TEXTAREA', 'OBJECT', 'BASE'].includes(one.tagName)
    || (['SCRIPT', 'STYLE'].includes(one.tagName) && one.textContent.includes('hacked'))
    || [...one.attributes].some(each => each.name.startsWith('on'))
    || /^(javascript|data|vbscript):/i.test(one.getAttribute('href') || '')
).map(one => one.outerHTML.slice(0, 100))"""


@dataclass(frozen=True, slots=True)
class Shown:
    """A site full of one hostile text, as a browser shows it."""

    hostile: Hostile
    texts: dict[str, str]
    """What each page says, by address."""
    page: Page
    harm: list[str]
    """What the browser did that it should not."""

    def mangled(self) -> list[str]:
        """Return the fields that are shown otherwise than they were written, by page."""
        return [
            f"{self.hostile.fields[text]} on /{address}"
            for address, shown in self.texts.items()
            for text in self.hostile.fields
            if shown.count(one_spaced(text)) != shown.count(_mark(text))
        ]

    def fields(self) -> set[str]:
        """Return the fields that are shown on some page."""
        shown = " ".join(self.texts.values())
        return {field for text, field in self.hostile.fields.items() if _mark(text) in shown}


def _is_model(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, Written)


def _mark(text: str) -> str:
    return text[text.rindex(" ") + 1 :]


def _catalogue(hostile: Hostile) -> dict:
    """Return a catalogue of two complete entries, of which the newer succeeds the older."""
    return {
        "source_list": hostile.made(SourceList),
        "notifications": [
            _entry(hostile, "ny", ("2023", "2024")) | {"succeeds": "sag"},
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


def _hostile_project(project: Project, text: str) -> Hostile:
    hostile = Hostile(text)
    project.write(CATALOGUE, yaml.dump(_catalogue(hostile), allow_unicode=True, width=1000))
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
    """Build a site of one hostile text, and read all its pages in the browser."""
    project = Project.copied_to(tmp_path_factory.mktemp("hostile") / "project")
    hostile = _hostile_project(project, request.param)
    project.built()
    harm: list[str] = []
    texts = {}
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
            harm += ["hacked"] * (page.evaluate("typeof window.hacked") != "undefined")
            harm += [f"/{path}: {one}" for one in page.evaluate(STRANGE)]
            # A drawing breaks its words into lines; what it says stands as text beside it.
            page.evaluate("document.querySelectorAll('svg').forEach(one => one.remove())")
            texts[path] = one_spaced(page.inner_text("body"))
        yield Shown(hostile, texts, page, harm)
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


def test_title_and_description_are_as_written(shown: Shown) -> None:
    entry = {field: text for text, field in shown.hostile.fields.items()}

    title = shown.page.title()
    named = {
        name: shown.page.get_attribute(f"meta[{name}]", "content")
        for name in ("name=description", "property='og:title'", "property='og:description'")
    }

    # The last page that was read is that of the last entry.
    title_text = one_spaced(entry["Notification.title"])
    summary = one_spaced(entry["Notification.summary"])
    assert title == f"{title_text} – Centrale udmeldinger"
    assert named == {
        "name=description": summary,
        "property='og:title'": title_text,
        "property='og:description'": summary,
    }


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


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)//https://sbst.dk/",
        "data:text/html,<script>window.hacked=1</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//sbst.dk/x",
        'https://sbst.dk/"onmouseover="x',
        "https://sbst.dk@example.org/",
        "https://example.org/",
    ],
)
@pytest.mark.parametrize("field", ["agency_page", "url", "landing_page"])
def test_an_address_that_could_harm_is_refused(project: Project, field: str, address: str) -> None:
    def change(values: dict) -> None:
        entry = values["notifications"][0]
        holder = entry if field == "agency_page" else entry["rounds"][0]["notification"]
        holder[field] = address

    project.edit(CATALOGUE, change)

    done = project.hub("check", "--format", "json")

    problems = json.loads(done.stdout)["problems"]
    assert done.returncode == 1
    assert [one["path"].rpartition(".")[2] for one in problems] == [field]
