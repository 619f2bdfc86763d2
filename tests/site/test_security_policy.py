"""Every page says what browsers may load and run on it, and holds nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest
from projects import CATALOGUE, ROOT, Project
from selectolax.lexbor import LexborHTMLParser, LexborNode

from hub.project import CONFIG_FILE, read_project
from hub.site.blocked_content import blocked_content
from hub.site.security_policy import inline_hashes

STRICT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "'none'",
}
DATA = ("application/json", "application/ld+json")
SINKS = re.compile(
    r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|srcdoc|createContextualFragment|DOMParser"
    r"|setHTMLUnsafe|parseHTMLUnsafe|parseFromString|execCommand)\b|document\.write|(?<!-)\beval\b"
    r"|\bFunction\(|\bset(?:Timeout|Interval)\(\s*[\"'`]|javascript:|trustedTypes"
)
"""By which a text could become markup or a program."""
SCRIPTS = sorted((ROOT / "templates").rglob("*.js")) + sorted((ROOT / "templates").rglob("*.html"))


def pages(site: Path) -> dict[str, LexborHTMLParser]:
    return {
        path.relative_to(site).as_posix(): LexborHTMLParser(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
    }


@pytest.fixture(scope="module")
def read(real: Project) -> dict[str, LexborHTMLParser]:
    return pages(real.site)


def policies(page: LexborHTMLParser) -> list[dict[str, str]]:
    found = page.css("meta[http-equiv=Content-Security-Policy]")
    return [
        dict(one.strip().split(" ", 1) for one in meta.attributes["content"].split(";"))
        for meta in found
    ]


def governed_before(page: LexborHTMLParser) -> list[str]:
    """Return what a page has before its policy that the policy is about."""
    before = []
    for node in page.css("meta[http-equiv=Content-Security-Policy], script, style, link, img"):
        if node.tag == "meta":
            break
        before.append(node.html)
    return before


def inline(page: LexborHTMLParser) -> list[str]:
    """Return the programs and styles in a page as the expressions that would allow them."""
    return [
        hashed(node.text())
        for node in page.css("script:not([src]), style")
        if node.attributes.get("type") not in DATA
    ]


def hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def handlers(page: LexborHTMLParser) -> list[str]:
    return [
        name for node in page.css("*") for name in node.attributes if name.lower().startswith("on")
    ]


def styled(node: LexborNode) -> bool:
    return "style" in node.attributes


def test_every_page_has_one_strict_policy(read: dict[str, LexborHTMLParser]) -> None:
    special = ("soeg/", "overblik/")

    found = {name: policies(page) for name, page in read.items() if not name.startswith(special)}

    assert len(found) > 150
    assert {name: one for name, one in found.items() if one != [STRICT]} == {}


def test_only_the_search_runs_webassembly_and_its_one_script(
    read: dict[str, LexborHTMLParser],
) -> None:
    [start] = inline(read["soeg/index.html"])

    found = policies(read["soeg/index.html"])

    assert found == [STRICT | {"script-src": f"'self' 'wasm-unsafe-eval' {start}"}]
    assert {name: inline(page) for name, page in read.items() if inline(page)} == {
        "soeg/index.html": [start]
    }


def test_only_the_lanes_are_placed_by_style(read: dict[str, LexborHTMLParser]) -> None:
    found = policies(read["overblik/index.html"])

    assert found == [STRICT | {"style-src-attr": "'unsafe-inline'"}]
    assert {name for name, page in read.items() if any(map(styled, page.css("*")))} == {
        "overblik/index.html"
    }


def test_nothing_stands_before_the_policy_or_handles_events(
    read: dict[str, LexborHTMLParser],
) -> None:
    assert {name: one for name, page in read.items() if (one := governed_before(page))} == {}
    assert {name: one for name, page in read.items() if (one := handlers(page))} == {}


def test_no_script_makes_markup_or_programs_of_text() -> None:
    found = {path.name: SINKS.findall(path.read_text(encoding="utf-8")) for path in SCRIPTS}

    assert len(found) > 60
    assert {name: one for name, one in found.items() if one} == {}


@pytest.mark.parametrize(
    "bad",
    [
        "a.innerHTML = b",
        "a.insertAdjacentHTML('beforeend', b)",
        "document.write(b)",
        "eval(b)",
        "new Function(b)",
        "setTimeout('b()')",
        "new DOMParser().parseFromString(b, 'text/html')",
        "<a href='javascript:b'>",
    ],
)
def test_what_makes_markup_is_known(bad: str) -> None:
    assert SINKS.search(bad)


one_build = pytest.mark.xdist_group("policy of editors' pages")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, str]:
    """Build a site whose editors have pasted what browsers leave out; return what is told too."""
    project = Project.copied_to(tmp_path_factory.mktemp("policy") / "project")
    project.write("content/om.md", OWN_PAGE)
    project.write("content/egen.js", "window.egen = 1")
    project.write("content/faerdig.html", "<title>x</title><script>window.x = 1</script>")
    case = "  - id: borgere-med-udviklingshaemning-og-dom\n"
    project.replace(CATALOGUE, case, f"{case}    former_ids: [gammel]\n")
    done = project.hub("build", "--no-search", SITE_URL="https://ejer.github.io/hub/")
    assert done.returncode == 0, done.stdout + done.stderr
    return project, done.stderr


OWN_PAGE = """---
title: Om
---

# Om

<script>taelBesoeg()</script>
<p onclick="x()">Et afsnit med <span style="color: red">farve</span>.</p>
<style>p { color: red }</style>
<iframe src="https://kort.example/"></iframe>

![Et billede](https://billeder.example/a.png)
[Kør](javascript:x())

Sådan ser et script ud: `<script>alert(1)</script>`.

<script src="../egen.js"></script>
<script type="application/json">{}</script>

| navn | tal |
|------|----:|
| a    |   1 |
"""


@one_build
def test_what_an_editor_wrote_in_vain_is_told_at_its_line(
    written: tuple[Project, str],
) -> None:
    told = re.findall(r"(content/\S+): advarsel\[([a-z-]+)\] (?:.*?»([^«]*)«)?", written[1])

    assert told == [
        ("content/faerdig.html:1:1", "page-without-policy", ""),
        ("content/om.md:7:1", "content-blocked", "<script"),
        ("content/om.md:8:4", "content-blocked", "onclick"),
        ("content/om.md:8:38", "content-blocked", "style="),
        ("content/om.md:9:1", "content-blocked", "<style"),
        ("content/om.md:10:1", "content-blocked", "<iframe"),
        ("content/om.md:12:15", "content-blocked", "https://billeder.example/a.png"),
        ("content/om.md:13:7", "content-blocked", "javascript:"),
    ]


@one_build
def test_what_an_editor_wrote_widens_no_policy(written: tuple[Project, str]) -> None:
    assert policies(pages(written[0].site)["om/index.html"]) == [STRICT]


@one_build
def test_a_table_is_aligned_without_style(written: tuple[Project, str]) -> None:
    page = written[0].page("om")

    assert '<td class="hub-right">1</td>' in page
    assert "text-align" not in page


@one_build
def test_finished_html_keeps_its_bytes(written: tuple[Project, str]) -> None:
    project, _ = written

    shipped = (project.site / "faerdig.html").read_bytes()

    assert shipped == (project.root / "content/faerdig.html").read_bytes()


@one_build
def test_a_page_that_leads_on_runs_and_loads_nothing(written: tuple[Project, str]) -> None:
    moved = pages(written[0].site)["udmeldinger/gammel/index.html"]

    assert policies(moved) == [
        {
            "default-src": "'none'",
            "img-src": "'self'",
            "base-uri": "'none'",
            "form-action": "'none'",
            "require-trusted-types-for": "'script'",
            "trusted-types": "'none'",
        }
    ]
    assert (governed_before(moved), inline(moved), handlers(moved)) == ([], [], [])


@pytest.mark.parametrize("text", ["", "alert(1)", "\n  æøå «»\n", "a" * 10_000])
def test_the_hashes_are_those_of_the_bytes(text: str) -> None:
    html = f"<p>x</p><script>{text}</script><script src='a.js'></script><style>{text}</style>"

    assert inline_hashes(html) == f"{hashed(text)} {hashed(text)}"


def test_a_frame_without_a_policy_is_told(project: Project) -> None:
    project.replace("templates/theme/main.html", "<!-- hub:policy -->", "")

    found = list(blocked_content(read_project(project.root / CONFIG_FILE), project.site))

    assert [(one.rule, one.place.file) for one in found] == [
        ("theme-without-policy", "templates/theme/main.html")
    ]
