"""The two phases around the engine: `stage` what it renders, `finish` what it rendered.

They are the same for every engine. MkDocs calls them through the plugin; for others
`hub stage` and `hub finish` work on folders.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

from hub.catalogue.rules import catalogue_rules
from hub.catalogue.validation import Records, read_records
from hub.problems import Problem
from hub.settings import Settings, read_settings
from hub.site.blocks import Blocks, UnknownBlock
from hub.site.entries import CATALOGUE_FILE, join_entries
from hub.site.frames import Frame, FrameDamaged, Markers, frame_file, frame_page, read_frame
from hub.site.pages import notification_page
from hub.site.rendering import environment

FRAME_FOLDERS = ("udmeldinger",)
"""Folders of the site whose pages the hub makes from a frame."""


class SiteUnfinished(Exception):
    """What the engine built cannot be completed; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a build reads, read once."""

    root: Path
    settings: Settings
    records: Records
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stand in the way of a site."""
        rules = catalogue_rules()
        return tuple(one for one in self.problems if rules[one.rule].severity == "error")

    @property
    def markers(self) -> Markers:
        """The marker words of this input."""
        return Markers.of([self.records.catalogue.source.text, repr(self.records.vocabulary)])


def read_inputs(root: Path, config_file: Path) -> Inputs:
    """Read settings and files of record; never raises for what stands in them."""
    settings = read_settings(config_file)
    records = read_records(root)
    return Inputs(root, settings.settings, records, (*settings.problems, *records.problems))


def stage(inputs: Inputs) -> dict[str, str]:
    """Return the frames that the engine must render beside the content: text by path."""
    return dict(frame_file(folder, inputs.markers) for folder in FRAME_FOLDERS)


def finish(inputs: Inputs, site: Path, site_address: str) -> int:
    """Complete the site that the engine built; return how many pages it has.

    `site_address` is where the site will stand, with a slash at the end; without it there is
    no site map. Raises SiteUnfinished when a frame or a block is not as it must be.
    """
    templates = environment(inputs.root)
    entries = join_entries(inputs.records)
    frames = {folder: _take_frame(inputs, site, folder) for folder in FRAME_FOLDERS}
    addresses = _fill_blocks(Blocks(templates, inputs.records, entries), site)
    for entry in entries:
        address_of_source = inputs.settings.address_of(CATALOGUE_FILE, entry.line)
        page = notification_page(entry, address_of_source)
        body = templates.get_template(page.template).render(page.context, to_root="../../")
        html = frames[page.folder].fill(
            title=page.title, description=page.description, slug=page.slug, body=body
        )
        _write(site, f"{page.address}index.html", html)
        addresses.append(page.address)
    _write_site_map(site, site_address, sorted(addresses))
    return len(addresses)


def _take_frame(inputs: Inputs, site: Path, folder: str) -> Frame:
    """Read a frame and remove it from the site."""
    path = site / frame_page(folder, inputs.markers)
    try:
        html = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise SiteUnfinished(
            f"The frame of {folder}/ is not in {site}. Stage it and let the engine build it "
            "first; if the catalogue was changed in between, stage it again."
        ) from None
    try:
        frame = read_frame(html, inputs.markers)
    except FrameDamaged as error:
        raise SiteUnfinished(str(error)) from error
    path.unlink()
    path.parent.rmdir()
    return frame


def _fill_blocks(blocks: Blocks, site: Path) -> list[str]:
    """Fill the blocks of every page that the engine made; return the pages' addresses."""
    addresses = []
    for path in sorted(site.rglob("*.html")):
        relative = path.relative_to(site)
        html = path.read_text(encoding="utf-8")
        try:
            filled = blocks.fill(html, to_root="../" * (len(relative.parts) - 1) or "./")
        except UnknownBlock as error:
            raise SiteUnfinished(f"{relative.as_posix()}: {error}") from error
        if filled != html:
            path.write_text(filled, encoding="utf-8")
        if path.name == "index.html":
            addresses.append(relative.as_posix().removesuffix("index.html"))
    return addresses


def _write(site: Path, name: str, text: str) -> None:
    path = site / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _write_site_map(site: Path, site_address: str, addresses: list[str]) -> None:
    """Write the map of every page; the engine's own knows the frames instead of the pages."""
    (site / "sitemap.xml.gz").unlink(missing_ok=True)
    (site / "sitemap.xml").unlink(missing_ok=True)
    if not site_address:
        return
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">')
    lines += (f"  <url><loc>{escape(site_address + one)}</loc></url>" for one in addresses)
    _write(site, "sitemap.xml", "\n".join([*lines, "</urlset>", ""]))
