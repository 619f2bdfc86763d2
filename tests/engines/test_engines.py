"""What `make engines` rests on; the engines themselves are run by hand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from comparison import Difference, differences, page_content
from projects import ROOT

from hub.project import read_project
from hub.resources import resource
from hub.site.engine_settings import engine_settings

PAGE = '<body><main>Frist <b>1. maj</b></main><a href="../om/">Om</a><a href="#a">A</a></body>'
SITE = {"a/index.html": page_content("a/index.html", PAGE), "feed.xml": None}
OWN = Difference(files="own.json", reason="the engine's own")
DAY = Difference(files="a/*", words="[0-9]+[.]", reason="days differ")


def changed(old: str, new: str) -> dict:
    return SITE | {"a/index.html": page_content("a/index.html", PAGE.replace(old, new))}


@pytest.mark.parametrize(
    ("theirs", "allowed", "found"),
    [
        (SITE, [], 0),
        (changed("<b>1. maj</b>", "\n1.\n maj"), [], 0),
        (changed("../om/", "/a/b/om/"), [], 0),
        (changed("1. maj", "2. maj"), [], 1),
        (changed("1. maj", "2. maj"), [DAY], 0),
        (changed("1. maj", "2. juni"), [DAY], 1),
        (changed("../om/", "../../om/"), [], 1),
        (changed("../om/", "../../om/"), [DAY], 2),
        (SITE | {"own.json": None}, [], 1),
        (SITE | {"own.json": None}, [OWN], 0),
        ({"feed.xml": None}, [], 1),
        (SITE, [OWN], 1),
    ],
)
def test_a_difference_between_sites_is_told_unless_it_may_be(
    theirs: dict, allowed: list[Difference], found: int
) -> None:
    told = list(differences(SITE, theirs, allowed))

    assert len(told) == found, told


def test_content_names_addresses_as_every_engine_reads_them() -> None:
    """An address in HTML is from the page for MkDocs, and from the file for Zensical."""
    pages = (ROOT / "content").rglob("*.md")

    found = {
        path.name: re.findall(r"<[^>]* (?:href|src|action)=[\"'](?!https?:|mailto:|#)[^>]*>", text)
        for path in pages
        if (text := path.read_text(encoding="utf-8"))
    }

    assert {name: tags for name, tags in found.items() if tags} == {}


def test_the_engine_that_the_hub_builds_with_is_compared_in_the_same_version() -> None:
    version = re.compile(r"^mkdocs==\S+", re.MULTILINE)

    compared = version.findall((ROOT / "tests/engines/mkdocs.txt").read_text())

    assert compared == version.findall((ROOT / "requirements.txt").read_text())


def test_settings_name_what_a_theme_folder_of_the_project_lacks(tmp_path: Path) -> None:
    (tmp_path / "templates/theme").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text("plugins: [hub]\n")

    settings = engine_settings(read_project(tmp_path / "mkdocs.yml"), tmp_path / "rå sider")

    assert 'docs_dir: "rå sider"\n' in settings
    lacking = f"# copy here what it lacks of {resource('templates/theme')}\n"
    assert f'custom_dir: "templates/theme" {lacking}' in settings
