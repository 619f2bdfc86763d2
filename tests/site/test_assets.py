"""What ships of the hub's own scripts: the same, without comments."""

from __future__ import annotations

import re

import pytest
from projects import ROOT, Project

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
