"""What the site offers to machines: its map, its rules for robots, its picture for sharing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Final
from urllib.parse import quote

from hub.project import Project
from hub.site.opensearch import OPENSEARCH_FILE, search_description
from hub.site.security_contact import SECURITY_FILES, security_text
from hub.site.subscriptions import Files

MOST_OF_A_MAP: Final = 50_000
"""Pages; the protocol of sitemaps.org allows no more."""


def write_site_map(site: Path, site_address: str, addresses: Mapping[str, dt.date | None]) -> None:
    """Write the map of every page, with the day of its last change where that is known.

    More pages than a map may have stand on several maps, and `sitemap.xml` names these. The
    engine's own map is removed: it knows the frames and not the pages. Without a site address there
    is no map.
    """
    (site / "sitemap.xml.gz").unlink(missing_ok=True)
    (site / "sitemap.xml").unlink(missing_ok=True)
    if not site_address:
        return
    pages = [(quote(address), addresses[address]) for address in sorted(addresses)]
    if len(pages) <= MOST_OF_A_MAP:
        _write(site / "sitemap.xml", _map("urlset", "url", site_address, pages))
        return
    maps = []
    for number, start in enumerate(range(0, len(pages), MOST_OF_A_MAP), 1):
        part = pages[start : start + MOST_OF_A_MAP]
        name = f"sitemap-{number}.xml"
        _write(site / name, _map("urlset", "url", site_address, part))
        maps.append((name, max((day for _, day in part if day), default=None)))
    _write(site / "sitemap.xml", _map("sitemapindex", "sitemap", site_address, maps))


def _map(
    root: str, item: str, site_address: str, places: Iterable[tuple[str, dt.date | None]]
) -> str:
    """Return a map, or an index of maps, in the form of sitemaps.org."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append(f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">')
    for place, changed in places:
        last = f"<lastmod>{changed.isoformat()}</lastmod>" if changed else ""
        lines.append(f"  <{item}><loc>{escape(site_address + place)}</loc>{last}</{item}>")
    return "\n".join([*lines, f"</{root}>", ""])


def write_robots(site: Path, site_address: str) -> None:
    """Write the rules for robots: all may be read, and where the map is."""
    lines = ["User-agent: *", "Allow: /"]
    if site_address:
        lines.append(f"Sitemap: {site_address}sitemap.xml")
    _write(site / "robots.txt", "\n".join([*lines, ""]))


def write_machine_files(site: Path, project: Project, files: Files) -> None:
    """Write what programs ask a site for: feed, calendar, search, and whom to tell of faults."""
    found = dict(files)
    if project.site_address:
        found[OPENSEARCH_FILE] = search_description(project.site_name, project.site_address)
    if text := security_text(project.settings, project.site_address):
        found |= dict.fromkeys(SECURITY_FILES, text)
    for name, data in found.items():
        path = site / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
