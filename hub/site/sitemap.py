"""What the site offers to machines: its map, its rules for robots, its picture for sharing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from html import escape
from pathlib import Path
from urllib.parse import quote

from hub.project import Project
from hub.site.opensearch import OPENSEARCH_FILE, search_description
from hub.site.security_contact import SECURITY_FILES, security_text
from hub.site.subscriptions import Files


def write_site_map(site: Path, site_address: str, addresses: Mapping[str, dt.date | None]) -> None:
    """Write the map of every page, with the day of its last change where that is known.

    The engine's own map is removed: it knows the frames and not the pages. Without a site
    address there is no map.
    """
    (site / "sitemap.xml.gz").unlink(missing_ok=True)
    (site / "sitemap.xml").unlink(missing_ok=True)
    if not site_address:
        return
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">')
    for address in sorted(addresses):
        changed = addresses[address]
        last = f"<lastmod>{changed.isoformat()}</lastmod>" if changed else ""
        lines.append(f"  <url><loc>{escape(site_address + quote(address))}</loc>{last}</url>")
    _write(site / "sitemap.xml", "\n".join([*lines, "</urlset>", ""]))


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
