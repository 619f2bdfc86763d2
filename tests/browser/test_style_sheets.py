"""The style sheets as they ship: shorter, and the same to a browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from projects import ROOT, Project

SHEETS = sorted(path.name for path in (ROOT / "templates/theme/assets").glob("*.css"))
RULES = """text => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return [...sheet.cssRules].map(one => one.cssText.replace(/, /g, ','));
}"""
"""The rules of a sheet; a browser keeps the spaces that stand in a value with a variable."""


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_ships_shorter_and_says_the_same(real: Project, own_page: Page, name: str) -> None:
    shipped = real.site / "assets" / name
    text = (ROOT / "templates/theme/assets" / name).read_text(encoding="utf-8")
    short = shipped.read_text(encoding="utf-8")

    written, read = (own_page.evaluate(RULES, one) for one in (text, short))

    assert read == written
    assert len(written) > 1
    assert len(short) < len(text)
    assert "/*" not in short


def test_the_sheet_of_a_projects_content_is_left_as_it_is(project: Project) -> None:
    """And one in the place of the hub's is shortened like the hub's."""
    own = "/* Vores egen. */\n.vores { color: red }\n"
    project.write("content/assets/vores.css", own)
    project.write("templates/theme/assets/lists.css", own)

    project.built()

    assert (project.site / "assets/vores.css").read_text(encoding="utf-8") == own
    assert (project.site / "assets/lists.css").read_text(encoding="utf-8") == ".vores{color:red}"
