"""What ships of the hub's own sheets and scripts: the same, without comments."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from projects import ROOT, Project

from hub.site.theme_assets import shrink_assets

WORD = re.compile(r"\w{3,}")
THEME = ROOT / "templates/theme"
ASSETS = sorted(
    path.relative_to(THEME).as_posix()
    for path in (THEME / "assets").rglob("*")
    if path.suffix in (".css", ".js")
)


def _shipped(folder: Path, name: str, text: str | None = None) -> str:
    path = folder / name
    path.parent.mkdir(parents=True)
    path.write_text(text or (THEME / name).read_text(encoding="utf-8"), encoding="utf-8")
    shrink_assets(folder)
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ASSETS)
def test_what_ships_says_the_same_in_less(tmp_path: Path, name: str) -> None:
    source = (THEME / name).read_text(encoding="utf-8")

    shipped = _shipped(tmp_path, name)

    assert len(shipped) <= len(source)
    assert re.findall(r"(?m)^\s*(?://|/\*)", shipped) == []
    # Every name and every text that is shown is still there.
    code = re.sub(r"/\*.*?\*/|(?m:^\s*//.*$|\s//[^\"'`]*$)", "", source, flags=re.DOTALL)
    assert set(WORD.findall(code)) - set(WORD.findall(shipped)) == set()


def test_what_a_project_has_in_its_place_stays(tmp_path: Path) -> None:
    own = "/* mit eget */\nbody { color: red }\n"

    assert _shipped(tmp_path, "assets/hub.css", own) == own


def test_a_site_ships_them_so(real: Project) -> None:
    assert "/*" not in (real.site / "assets/hub.css").read_text(encoding="utf-8")
