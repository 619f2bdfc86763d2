"""The two phases around the engine: `stage` what it renders, `finish` what it rendered.

They are the same for every engine. MkDocs calls them through the plugin; for others
`hub stage` and `hub finish` work on folders.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment

from hub.inputs import Inputs
from hub.links.link_targets import LinkTargets, TargetReader
from hub.parallel import parallel_map
from hub.search.pagefind import IndexFailed
from hub.site.blocks import UnknownBlock, fill_blocks, sources_of
from hub.site.context import Contents, contents_of
from hub.site.entry_table import write_catalogue_table
from hub.site.export.dataset import dataset_of
from hub.site.export.formats import write_open_data
from hub.site.former_addresses import FormerAddress, former_addresses
from hub.site.frames import HEAD_BLOCK, Frame, FrameDamaged, frame_file, frame_page, read_frame
from hub.site.list_pages import DOCUMENT_FOLDER
from hub.site.markers import Markers
from hub.site.page import Page
from hub.site.page_heads import PageHeads
from hub.site.page_writer import PageWriter
from hub.site.preparation import DATA_FOLDER, prepare
from hub.site.row_cache import row_cache
from hub.site.search_index import Learnt, SearchIndex, forget_texts
from hub.site.sections import FOLDERS, index_files
from hub.site.security_policy import aligned_by_class
from hub.site.share_card import write_card
from hub.site.site_folder import SiteFolder
from hub.site.sitemap import write_machine_files, write_robots, write_site_map
from hub.site.templates import environment
from hub.site.theme_assets import minify_assets, remove_unnamed_assets


class SiteUnfinished(Exception):
    """What the engine built cannot be completed; the message says what to do."""


@dataclass(frozen=True, slots=True)
class FinishedSite:
    """What is known of a site once it is complete."""

    pages: int
    links: Sequence[LinkTargets]
    """Where the hub's own pages lead within the site."""


def _markers(inputs: Inputs) -> Markers:
    """Return the marker words of an input: no text of it can hold one."""
    records = inputs.records
    texts = [one.text for one in records.catalogue.source.files]
    texts += map(repr, (records.vocabulary, records.process, records.municipalities))
    return Markers.of([*texts, repr(inputs.project.settings)])


def stage(inputs: Inputs) -> dict[str, str]:
    """Return what the engine must render beside the content, as text by path.

    These are the index pages of the sections and the frames.
    """
    markers = _markers(inputs)
    frames = dict(frame_file(folder, markers) for folder in FOLDERS)
    return index_files(inputs.project, inputs.records) | frames


def finish(
    inputs: Inputs,
    site: Path,
    site_address: str,
    *,
    search: bool = True,
    last: Path | None = None,
) -> FinishedSite:
    """Complete the site that the engine built.

    `site_address` is where the site will stand, with a slash at the end; without it there is
    no site map. `last` is the site that this one will replace, if there is one. Raises
    SiteUnfinished when a frame or a block is not as it must be, or when the index for the search
    could not be made.
    """
    project = replace(inputs.project, site_address=site_address)
    inputs = replace(inputs, project=project)
    templates = environment(project.root)
    prepared = prepare(inputs, templates)
    contents = contents_of(inputs, prepared)
    inputs.records.forget_trees()  # from here on only a dead end asks where something is written
    # Lists stand on pages of their own and in blocks; what they use is there for all.
    templates.globals |= contents.context.names()
    markers = _markers(inputs)
    frames = _take_frames(markers, site, templates, has_address=bool(site_address))
    addresses = _fill_content(site, templates, contents)
    frame_texts = ("".join(frame.texts) for frame in frames.values())
    remove_unnamed_assets(site, chain(frame_texts, _engine_pages(site)), project)
    minify_assets(site, project)
    pages = tuple(contents.pages())
    _check_addresses(pages, addresses)
    content = tuple(addresses)
    addresses |= {page.address: page.changed for page in pages}
    folder = SiteFolder(site, last)
    drawn = site.parent / f".{site.name}-rows"
    # Rows lead to each case; a reader that knows their links has no room for what pages repeat.
    of_rows, of_pages = TargetReader(addresses), TargetReader(addresses)
    with contextlib.ExitStack() as stack:
        rows = {
            name: stack.enter_context(row_cache(drawn, markers.rows, of_it, draw, of_rows))
            for name, of_it, draw in _shared_rows(contents, templates)
        }
        writer = PageWriter(folder, project, templates, frames, rows, of_pages)
        beside = partial(_write_beside, folder, inputs, templates, contents, addresses)
        if search:
            finder = SearchIndex.of(project.root, site, inputs.records, content, pages)
            try:
                links = _written_found(writer, finder, pages, beside)
            except IndexFailed as error:
                raise SiteUnfinished(str(error)) from error
        else:
            forget_texts(project.root, inputs.records, pages)
            links = parallel_map(pages, writer.write)
            del pages  # what fills them makes room for the open data
            beside()
    links = [*links, *(one for of_it in rows.values() for one in of_it.links)]
    return FinishedSite(len(addresses), links)


def _write_beside(
    folder: SiteFolder,
    inputs: Inputs,
    templates: Environment,
    contents: Contents,
    addresses: Mapping[str, dt.date | None],
) -> None:
    """Write what stands beside the pages; `addresses` are all of theirs."""
    project, prepared, site = inputs.project, contents.prepared, folder.path
    dataset = dataset_of(inputs, prepared.entries, prepared.entry_dates, DATA_FOLDER)
    write_open_data(folder, dataset)
    former = former_addresses(prepared.entries, addresses)
    _write_former(folder, project.site_address, templates, former, addresses)
    write_site_map(site, project.site_address, addresses)
    write_robots(site, project.site_address)
    write_machine_files(site, project, contents.subscriptions.site_files())
    write_catalogue_table(site, contents.context.catalogue)
    write_card(site, project.site_name, "Hver sag fra udmelding til afgørelse")


def _shared_rows(
    contents: Contents, templates: Environment
) -> Iterator[tuple[str, Sequence[Any], Callable[[Any], str]]]:
    """Yield what is listed on several pages, and what draws it for pages two folders deep."""
    cards: Any = templates.get_template("macros.html").module
    documents: Any = templates.get_template("lists/document-row.html").module
    listed = contents.context.lists[DOCUMENT_FOLDER].items
    yield "cases", contents.prepared.entries, partial(cards.card, to_root="../../", level=2)
    yield "documents", listed, partial(documents.document_row, to_root="../../")


def _check_addresses(pages: Iterable[Page], content: Container[str]) -> None:
    """Raise SiteUnfinished where two pages have one address; `content` are those of the engine."""
    titles: dict[str, str] = {}
    for page in pages:
        if other := titles.get(page.address):
            raise SiteUnfinished(
                f"/{page.address} is the address of »{other}« and of »{page.title}«. "
                "Give one of them another id or name."
            )
        titles[page.address] = page.title
        if page.address in content:
            raise SiteUnfinished(
                f"/{page.address} is the address of »{page.title}« and of a page in content/ too. "
                "Give that file another name."
            )


def _take_frames(
    markers: Markers, site: Path, templates: Environment, *, has_address: bool
) -> Mapping[str, Frame]:
    """Read the frames, and remove them from the site when all of them are as they must be."""
    paths = {folder: site / frame_page(folder, markers) for folder in FOLDERS}
    frames = {}
    for folder, path in paths.items():
        try:
            text = path.read_text(encoding="utf-8")
            html = fill_blocks(text, templates, to_root="../../", folder=folder)
            frames[folder] = read_frame(html, markers, has_address=has_address)
        except FileNotFoundError:
            raise SiteUnfinished(
                f"The frame of {folder}/ is not in {site}. Stage it and let the engine build it "
                "first; if the catalogue was changed in between, stage it again."
            ) from None
        except (FrameDamaged, UnknownBlock) as error:
            raise SiteUnfinished(str(error)) from error
    for path in paths.values():
        path.unlink()
        path.parent.rmdir()
        if not any((section := path.parent.parent).iterdir()):
            section.rmdir()  # a section without any page yet; its pages make it anew
    return frames


def _fill_content(
    site: Path, templates: Environment, contents: Contents
) -> dict[str, dt.date | None]:
    """Fill the blocks of every page that the engine made; return the pages' addresses."""
    addresses = {}
    for path in sorted(site.rglob("*.html")):
        relative = path.relative_to(site)
        # What lies in the content as HTML already may have any encoding; its bytes stay.
        html = path.read_text(encoding="utf-8", errors="surrogateescape")
        address = relative.as_posix().removesuffix("index.html")
        try:
            to_root = _way_to_root(relative, contents.project.site_address)
            own = PageHeads(contents.project).of_content(address, html, to_root)
            filled = html.replace(HEAD_BLOCK, own, 1)
            filled = fill_blocks(aligned_by_class(filled), templates, to_root=to_root, here=address)
        except UnknownBlock as error:
            raise SiteUnfinished(f"{relative.as_posix()}: {error}") from error
        if filled != html:
            path.write_text(filled, encoding="utf-8", errors="surrogateescape", newline="\n")
        if path.name == "index.html":
            addresses[address] = contents.changed_content(address, sources_of(html))
    return addresses


def _engine_pages(site: Path) -> Iterator[str]:
    """Yield the HTML of every page that the engine made, before the hub adds its own."""
    for path in site.rglob("*.html"):
        yield path.read_text(encoding="utf-8", errors="replace")


def _way_to_root(page: Path, site_address: str) -> str:
    """Return what leads from a page to the site's root; a 404 page is shown at any address."""
    if page.name == "404.html":
        return urlsplit(site_address).path or "/"
    return "../" * (len(page.parts) - 1) or "./"


def _write_former(
    site: SiteFolder,
    site_address: str,
    templates: Environment,
    former: Iterable[FormerAddress],
    addresses: Container[str],
) -> None:
    """Write pages that lead on from addresses of former times."""
    for one in former:
        if one.address in addresses:
            raise SiteUnfinished(
                f"/{one.address} is a former address of »{one.title}« and the address of a page "
                "too. Give that page another name."
            )
        html = templates.get_template("moved.html").render(
            title=one.title,
            target=one.target,
            to_root="../../",
            site_address=site_address,
        )
        site.write(f"{one.address}index.html", html.encode())


def _written_found(
    writer: PageWriter, finder: SearchIndex, pages: Sequence[Page], beside: Callable[[], None]
) -> Sequence[LinkTargets]:
    """Write pages and the index by which they are found; return where the pages lead.

    What is found of a document is its text. So its page can be written while the index is made,
    and what stands `beside` the pages too. Raises IndexFailed.
    """
    texts = [page for page in pages if page.texts is not None]
    others = [page for page in pages if page.texts is None]
    learnt = parallel_map(texts, finder.add_text)
    written = parallel_map(others, partial(_written_page_found, writer, finder))
    learnt += [one for one, _ in written]
    with finder.indexing(writer.site.path, learnt):
        links = parallel_map(texts, writer.write)
        beside()
    return [*(one for _, one in written), *links]


def _written_page_found(
    writer: PageWriter, finder: SearchIndex, page: Page
) -> tuple[Learnt, LinkTargets]:
    """Write a page, and what is to be found of it."""
    written = writer.written(page)
    return finder.add_page(page, written.body), written.links
