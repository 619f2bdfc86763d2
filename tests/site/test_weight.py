"""What a reader loads: little, all of it the site's own, and nothing left over from a theme."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from projects import Project

LARGEST = 15_000
"""Bytes over the wire for a page with all that it loads, compressed."""

KINDS = (
    "",
    "udmeldinger/",
    "udmeldinger/borgere-med-udviklingshaemning-og-dom/",
    "overblik/",
    "frister/",
    "tal/",
    "dokumenter/",
    "aar/2019/",
    "omraader/hovedstaden/",
    "status/afventer/",
    "om/",
    "kommuner/",
    "kommuner/koebenhavn/",
    "nyt/",
)
_LOADED = re.compile(
    r"<(?:link|script|img)\b[^>]*?(?:href|src)=\"([^\"]+\.(?:css|js|svg|png|webp))\""
)


def _loaded(page: Path) -> Iterator[Path]:
    yield page
    for address in _LOADED.findall(page.read_text(encoding="utf-8")):
        yield page.parent / address


def _weight(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), mtime=0))


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_with_all_that_it_loads_is_light(real: Project, kind: str) -> None:
    files = {path.resolve() for path in _loaded(real.site / kind / "index.html")}

    assert {path.suffix for path in files} >= {".html", ".css", ".js", ".svg"}
    assert sum(map(_weight, files)) <= LARGEST


def test_nothing_of_the_engines_theme_is_left(real: Project) -> None:
    left = {
        path.relative_to(real.site).as_posix()
        for path in real.site.rglob("*.html")
        if re.search(r'class="[^"]*\bmd-|id="__|no-js', path.read_text(encoding="utf-8"))
    }

    assert left == set()
    assert not (real.site / "assets/stylesheets").exists()
