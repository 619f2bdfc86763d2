"""The registry of sections: one entry gives pages, frame, block, menu and filters."""

from __future__ import annotations

import re

from projects import FROZEN, ROOT, Project

from hub.catalogue.loader import read_records
from hub.project import CONFIG_FILE, read_project
from hub.site.blocks import TEMPLATES
from hub.site.sections import SECTIONS, index_files

INDEX_FILES = ["aar.md", "maalgrupper.md", "omraader.md", "status.md", "kommuner.md", "nyt.md"]


def test_no_folder_and_no_block_stands_twice() -> None:
    folders = [section.folder for section in SECTIONS]
    blocks = [section.block for section in SECTIONS] + [*TEMPLATES]

    assert len(folders) == len({*folders})
    assert len(blocks) == len({*blocks})


def test_every_section_has_its_first_page(real: Project) -> None:
    missing = [
        one.folder for one in SECTIONS if not (real.site / one.folder / "index.html").exists()
    ]

    assert missing == []


def test_the_menu_of_every_page_names_every_section_that_has_a_place_there(real: Project) -> None:
    menu = re.compile(r'<nav aria-labelledby="fod-find-vej">.*?</nav>', re.DOTALL)
    told = {
        path.relative_to(real.site).as_posix(): re.findall(
            r'<a href="[./]*/?([a-z]+)/"[^>]*>([^<]*)</a>',
            "".join(menu.findall(path.read_text(encoding="utf-8"))),
        )
        for path in real.site.rglob("*.html")
    }

    wanted = [(one.folder, one.menu) for one in SECTIONS if one.menu]
    assert {page: links for page, links in told.items() if links != wanted} == {}


def test_the_menu_marks_the_page_that_one_is_on(real: Project) -> None:
    marked = '<a href="../status/" aria-current="page">Efter status</a>'

    assert marked in real.page("status")
    assert 'aria-current="page">Efter status' not in real.page("aar")


def test_a_file_of_the_content_is_the_index_page_instead(project: Project) -> None:
    project.write("content/aar.md", "# Mine år\n\n<!-- hub:facet-index-aar -->\n")
    project.write("content/status/index.md", "# Min status\n")

    staged = index_files(read_project(project.root / CONFIG_FILE), read_records(project.root))
    project.built()

    assert [*staged] == ["maalgrupper.md", "omraader.md", "kommuner.md", "nyt.md"]
    assert "Mine år" in project.page("aar")
    assert "Min status" in project.page("status")


def test_index_pages_are_made_of_the_registry() -> None:
    staged = index_files(read_project(ROOT / CONFIG_FILE), read_records(FROZEN))

    assert [*staged] == INDEX_FILES
    assert staged["aar.md"] == (
        "---\n"
        "title: Udmeldinger efter år\n"
        "description: >-\n"
        "  Centrale udmeldinger efter det år, de blev sendt ud.\n"
        "---\n\n"
        "# Udmeldinger efter år\n\n"
        '<p class="hub-lead">Året er det, hvor udmeldingen eller den fornyede behandling blev '
        "sendt ud.</p>\n\n"
        "<!-- hub:facet-index-aar -->\n\n"
    )


def test_no_asset_ships_that_no_page_names(real: Project) -> None:
    pages = [path.read_text(encoding="utf-8") for path in real.site.rglob("*.html")]
    shipped = [path for path in (real.site / "assets").rglob("*") if path.is_file()]

    unnamed = {path.name for path in shipped if not any(path.name in page for page in pages)}

    # What a script of a page loads: named in the script, not in the page.
    scripts = "".join(path.read_text(encoding="utf-8") for path in shipped if path.suffix == ".js")
    # No document of this catalogue has a text, so that there is no reading view.
    assert {name for name in unnamed if name not in scripts} == {"reading.css"}


def test_an_asset_of_the_project_ships_though_no_page_names_it(project: Project) -> None:
    project.write("content/assets/images/logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")

    project.built()

    assert (project.site / "assets/images/logo.svg").is_file()
