"""What ships of the themes: the hub's own files minified, of Material's what a page names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from projects import ROOT, Project, without_index_files

from hub.site.theme_assets import add_named_assets

WORD = re.compile(r"\w{3,}")
THEME = ROOT / "templates/theme"
SCRIPTS = sorted(path.relative_to(THEME).as_posix() for path in (THEME / "assets").rglob("*.js"))


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_ships_shorter_and_says_the_same(real: Project, name: str) -> None:
    source = (THEME / name).read_text(encoding="utf-8")

    shipped = (real.site / name).read_text(encoding="utf-8")

    assert len(shipped) < len(source)
    assert re.findall(r"(?m)^\s*(?://|/\*)", shipped) == []
    # Every name and every text that is shown is still there.
    code = re.sub(r"/\*.*?\*/|(?m:^\s*//.*$|\s//[^\"'`]*$)", "", source, flags=re.DOTALL)
    assert set(WORD.findall(code)) - set(WORD.findall(shipped)) == set()


def test_what_pages_and_their_sheets_name_of_a_theme_is_copied(tmp_path: Path) -> None:
    theme, site = tmp_path / "theme", tmp_path / "site"
    files = {
        "assets/images/favicon.png": "of the theme",
        "assets/images/logo.png": "of the theme",
        "assets/images/unnamed.png": "of the theme",
        "assets/stylesheets/main.abc.min.css": "a { background: url(../images/dots.svg) }",
        "assets/images/dots.svg": "of the theme",
        "assets/javascripts/bundle.js": "of the theme",
        "main.html": "<link href=assets/javascripts/bundle.js>",
    }
    for name, text in files.items():
        (theme / name).parent.mkdir(parents=True, exist_ok=True)
        (theme / name).write_text(text)
    (site / "om").mkdir(parents=True)
    (site / "assets/images").mkdir(parents=True)
    (site / "assets/images/logo.png").write_text("of the project")
    (site / "index.html").write_text('<link rel=icon href="assets/images/favicon.png">')
    (site / "om/index.html").write_text(
        "<link href='../assets/stylesheets/main.abc.min.css'><img src=../assets/images/logo.png>"
        "<a href='../assets/images/../../main.html'>assets/images/../../../../main.html</a>"
    )

    add_named_assets(site, theme)

    added = {
        path.relative_to(site).as_posix(): path.read_text()
        for path in site.rglob("*")
        if path.is_file() and path.suffix != ".html"
    }
    assert added == {
        "assets/images/favicon.png": "of the theme",
        "assets/images/dots.svg": "of the theme",
        "assets/images/logo.png": "of the project",
        "assets/stylesheets/main.abc.min.css": files["assets/stylesheets/main.abc.min.css"],
    }


def test_a_template_of_the_project_may_use_those_of_material(project: Project) -> None:
    project.write("templates/theme/egen.html", '{% extends "base.html" %}\n')
    project.replace("content/om.md", "---\ntitle:", "---\ntemplate: egen.html\ntitle:")

    project.built()

    address = r"assets/(?:stylesheets|javascripts)/[\w./-]+\.min\.\w+"
    named = set(re.findall(address, project.page("om")))
    ships = {
        path.relative_to(project.site).as_posix()
        for folder in ("stylesheets", "javascripts")
        for path in (project.site / "assets" / folder).rglob("*.*")
    }
    assert any(name.startswith("assets/stylesheets/main.") for name in ships)
    assert ships == named


def test_the_theme_may_be_none_and_pages_are_the_same(project: Project, real: Project) -> None:
    project.replace("mkdocs.yml", "name: material", "name: null")

    project.built()

    assert _pages(project) == _pages(real)


def _pages(project: Project) -> dict[str, str]:
    """Return every page by its path."""
    return {
        path.relative_to(project.site).as_posix(): without_index_files(path.read_text("utf-8"))
        for path in project.site.rglob("*.html")
    }
