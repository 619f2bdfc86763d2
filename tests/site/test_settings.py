"""The settings are read in every form that MkDocs allows; what is wrong is told at its line."""

from __future__ import annotations

import json

import pytest
from projects import Project

HUB = "  - hub:\n"
LIST = """plugins:
  - hub:
      # Where a line"""
OWN = 'site_url: !ENV [SITE_URL, "https://centrale-udmeldinger.example/"]'


def _problems(project: Project, **environment: str) -> list[tuple[str, str]]:
    """Return rule and line of every problem of `mkdocs.yml`."""
    done = project.hub("check", "--format", "json", **environment)
    assert "Traceback" not in done.stderr
    lines = project.read("mkdocs.yml").splitlines()
    return [
        (one["rule"], lines[one["line"] - 1].strip())
        for one in json.loads(done.stdout)["problems"]
        if one["file"] == "mkdocs.yml"
    ]


def _with_plugins(project: Project, written: str) -> Project:
    text = project.read("mkdocs.yml")
    before, _, after = text.partition("plugins:\n")
    project.write("mkdocs.yml", f"{before}{written}\n\n# Pages{after.partition('# Pages')[2]}")
    return project


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("plugins:\n  hub:\n    contact_email: a@b.dk", []),
        ("plugins: {hub: {}}", []),
        ("plugins:\n  hub:", []),
        ("plugins:\n  - hub", []),
        (
            "plugins:\n  hub:\n    conntact: x",
            [("unknown-field", "conntact: x")],
        ),
        ("plugins:\n  - hub: []", [("expected-fields", "- hub: []")]),
        ("plugins:\n  - hub: tekst", [("expected-fields", "- hub: tekst")]),
        ("plugins:\n  - hub: hub", [("expected-fields", "- hub: hub")]),
        (
            "plugins:\n  - hub:\n      contact_email: !ENV MAIL",
            [("tag", "contact_email: !ENV MAIL")],
        ),
        ("plugins:\n  - hub\n  - hub: {}", [("duplicate-key", "- hub: {}")]),
        ("plugins:\n  - hub: {}\n  - hub", [("duplicate-key", "- hub")]),
    ],
)
def test_the_plugin_in_every_form(
    project: Project, written: str, told: list[tuple[str, str]]
) -> None:
    assert _problems(_with_plugins(project, written)) == told


def test_a_mapping_of_plugins_is_used(project: Project) -> None:
    _with_plugins(project, "plugins:\n  hub:\n    contact_email: a@b.dk").built()

    assert "a@b.dk" in project.page("tilgaengelighed")


@pytest.mark.parametrize(
    "address",
    ['https://x.example/"><script>', "ftp://x.example/", "x.example", "https://x.example/?a=1"],
)
def test_an_address_that_is_none_is_told(project: Project, address: str) -> None:
    line = OWN.strip()

    assert _problems(project, SITE_URL=address) == [("not-an-address", line)]
    project.replace("mkdocs.yml", OWN, f"site_url: '{address}'")
    assert _problems(project) == [("not-an-address", f"site_url: '{address}'")]


@pytest.mark.parametrize(
    ("written", "environment"),
    [
        (OWN, {"SITE_URL": "http://127.0.0.1:8000/æ/"}),
        ("site_url: !ENV ADDRESS", {"ADDRESS": "https://x.example"}),
        ("site_url: !ENV ADDRESS", {}),
        ("site_url: !ENV [ADDRESS]", {}),
        ("site_url: ''", {}),
        ("# no address", {}),
    ],
)
def test_an_address_in_every_form(
    project: Project, written: str, environment: dict[str, str]
) -> None:
    project.replace("mkdocs.yml", OWN, written)

    assert _problems(project, **environment) == []


def test_a_site_without_an_address_is_built(project: Project) -> None:
    done = project.hub("build", "--no-search", SITE_URL="")

    assert done.returncode == 0, done.stderr
    pages = "".join(path.read_text() for path in project.site.rglob("*.html"))
    assert 'rel="canonical"' not in pages
    assert "og:url" not in pages
    assert not (project.site / "sitemap.xml").exists()
    assert "Sitemap:" not in (project.site / "robots.txt").read_text()


def test_the_address_is_escaped(project: Project) -> None:
    project.hub("build", "--no-search", SITE_URL="https://x.example/a&b/")

    page = project.page("om")
    assert '<link rel="canonical" href="https://x.example/a&amp;b/om/">' in page
    assert '<meta property="og:url" content="https://x.example/a&amp;b/om/">' in page
    assert 'content="https://x.example/a&amp;b/assets/card.png"' in page


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({}, "Dette websted er ikke myndighedens eget."),
        (
            {"publisher": "Foreningen & Co"},
            "Dette websted er ikke myndighedens eget. Det er udgivet af Foreningen &amp; Co.",
        ),
        ({"official": "true"}, "Webstedet er myndighedens eget."),
        ({"official": "true", "publisher": "Styrelsen"}, "Webstedet er udgivet af Styrelsen."),
    ],
    ids=["nothing said", "a publisher", "official", "official, with its name"],
)
def test_every_page_says_whether_the_site_is_official(
    project: Project, settings: dict[str, str], told: str
) -> None:
    values = {"publisher": "null", "official": "false"}
    for name, value in settings.items():
        project.replace("mkdocs.yml", f"      {name}: {values[name]}\n", f"      {name}: {value}\n")

    project.built()

    silent = [
        path.parent.name
        for path in project.site.rglob("*.html")
        if told not in path.read_text(encoding="utf-8")
    ]
    assert silent == []
