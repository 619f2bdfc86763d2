"""The map of the site, also where it has more pages than one map may have."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from xml.etree import ElementTree as ET

from hub.site.sitemap import write_site_map

SITE = "https://hub.example/"
NAMES = {"map": "http://www.sitemaps.org/schemas/sitemap/0.9"}
OLD, NEW = dt.date(2020, 1, 1), dt.date(2026, 11, 18)


def _places(file: Path) -> list[str]:
    return [one.text or "" for one in ET.parse(file).iterfind(".//map:loc", NAMES)]  # noqa: S314  # our own file


def test_as_many_pages_as_a_map_may_have_stand_on_one(tmp_path: Path):
    write_site_map(tmp_path, SITE, {f"p/{number}/": None for number in range(50_000)})

    assert [path.name for path in tmp_path.iterdir()] == ["sitemap.xml"]
    assert len(_places(tmp_path / "sitemap.xml")) == 50_000


def test_more_pages_stand_on_several_maps_that_one_file_names(tmp_path: Path):
    addresses = {f"æ/{number:05}/": NEW if number == 50_000 else OLD for number in range(50_001)}

    write_site_map(tmp_path, SITE, addresses)

    index = ET.parse(tmp_path / "sitemap.xml").getroot()  # noqa: S314  # our own file
    told = [
        (one.findtext("map:loc", "", NAMES), one.findtext("map:lastmod", "", NAMES))
        for one in index.iterfind("map:sitemap", NAMES)
    ]
    files = [tmp_path / place.removeprefix(SITE) for place, _ in told]
    assert told == [(f"{SITE}sitemap-1.xml", "2020-01-01"), (f"{SITE}sitemap-2.xml", "2026-11-18")]
    assert list(map(len, map(_places, files))) == [50_000, 1]
    assert len({place for file in files for place in _places(file)}) == 50_001
    assert _places(files[1]) == [f"{SITE}%C3%A6/50000/"]
