"""The sections of the site: every folder that has pages of the hub, each named here alone.

From `SECTIONS` come the frames that the engine renders, the lists on content pages and their
further pages, the blocks that show them, and the menu of the footer; from `FACETS` also the index
page, the values' pages and the filters of the search.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from hub.catalogue.loader import Records
from hub.catalogue.tree import SourceFile
from hub.project import Project
from hub.site.case_figures import round_durations
from hub.site.entries import Entry
from hub.site.facets import FACETS, Facet, FacetKind
from hub.site.link_status import LinkStates
from hub.site.municipality_answers import FOLDER as MUNICIPALITIES_FOLDER
from hub.site.municipality_answers import MunicipalityEntry, letters
from hub.site.news import NewsItem
from hub.site.overviews import deadlines, document_rows, round_rows
from hub.site.page import RowKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionData:
    """What the lists of the sections are made of."""

    entries: tuple[Entry, ...]
    facets: tuple[Facet, ...]
    municipalities: tuple[MunicipalityEntry, ...]
    links: LinkStates
    source: SourceFile
    news: tuple[NewsItem, ...]
    today: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage:
    """The words of a page that shows a list and is no file of the content."""

    title: str
    description: str
    lead: str
    """Its first sentence."""
    more: str = ""
    """What comes below the list, in Markdown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSection:
    """A folder of the site with a list: its first part on a content page, the rest on their own."""

    folder: str
    title: str
    block: str
    """The block by which a content page shows the list: `<!-- hub:NAME -->`."""
    template: str
    """The template of the list itself, which gets the items as `part`."""
    items: Callable[[SectionData], Sequence[Any]]
    empty: str
    """What is said where there are no items."""
    block_template: str = "blocks/list.html"
    index: IndexPage | None = None
    """What the index page is made of where no file of the content is that page."""
    names: tuple[str, ...] = ()
    """What readers call the index page when they ask the search for it."""
    menu: str | None = None
    """What the menu calls the index page; nothing where it is not in the menu."""
    rows: RowKind | None = None
    """What its rows are drawn once as, where pages of other lists have them too."""
    is_made: Callable[[Records], bool] = lambda _: True
    """Returns whether the project has what the index page shows."""


def _values(kind: FacetKind, data: SectionData) -> Sequence[Any]:
    return next(facet.values for facet in data.facets if facet.kind is kind)


_NO_CASES: Final = "Der er endnu ingen udmeldinger i kataloget."

SECTIONS: Final = (
    SiteSection(
        folder="udmeldinger",
        title="Udmeldinger",
        names=("udmeldinger", "sager"),
        block="notifications",
        block_template="blocks/notifications.html",
        template="lists/cases.html",
        items=lambda data: data.entries,
        rows="cases",
        empty=_NO_CASES,
    ),
    SiteSection(
        folder="dokumenter",
        title="Dokumenter",
        names=("dokumenter", *(f"bilag {number}" for number in range(1, 10))),
        block="documents",
        block_template="blocks/documents.html",
        template="lists/documents.html",
        items=lambda data: document_rows(data.entries),
        rows="documents",
        empty="Der er endnu ingen dokumenter i kataloget.",
    ),
    SiteSection(
        folder="frister",
        title="Frister",
        names=(
            *("frister", "næste frist", "kommende frister", "svarfrist", "deadline", "kalender"),
            "ical",
        ),
        block="deadlines",
        template="lists/deadlines.html",
        items=lambda data: deadlines(data.entries, data.today),
        empty="Der er ingen kendte frister.",
    ),
    SiteSection(
        folder="linkstatus",
        title="Linkstatus",
        names=("linkstatus", "døde links"),
        block="link-status",
        block_template="blocks/link-status.html",
        template="lists/links.html",
        items=lambda data: data.links.rows(data.source, data.entries),
        empty="Ingen links har bemærkninger.",
    ),
    SiteSection(
        folder="overblik",
        title="Overblik",
        names=("overblik", "hvem har svaret", "hvem har ikke svaret", "områdernes svar"),
        block="overview",
        template="lists/overview.html",
        items=lambda data: round_rows(data.entries),
        empty=_NO_CASES,
    ),
    SiteSection(
        folder="tal",
        title="Sagerne i tal",
        names=("sagerne i tal", "statistik", "hvor lang tid tager en sag", "hvor mange sager"),
        block="figures",
        block_template="blocks/figures.html",
        template="lists/durations.html",
        items=lambda data: round_durations(data.entries, data.today),
        empty=_NO_CASES,
    ),
    *(
        SiteSection(
            folder=kind.folder,
            title=kind.title,
            block=f"facet-index-{kind.folder}",
            template="lists/facet-values.html",
            items=partial(_values, kind),
            empty=_NO_CASES,
            index=IndexPage(
                title=kind.title, description=kind.description, lead=kind.lead, more=kind.more
            ),
            names=(kind.menu, kind.all_label),
            menu=kind.menu,
        )
        for kind in FACETS
    ),
    SiteSection(
        folder=MUNICIPALITIES_FOLDER,
        title="Find din kommune",
        block="municipalities",
        block_template="blocks/municipalities.html",
        template="lists/municipalities.html",
        items=lambda data: letters(data.municipalities),
        empty="Der er ingen kommuner på listen.",
        index=IndexPage(
            title="Find din kommune",
            description="Alle kommuner efter bogstav: hvilket område svarer for din kommune?",
            lead=(
                "Kommunerne svarer ikke hver for sig på en central udmelding, men samlet i "
                "områder. Find din kommune, og se, hvad dens område har svaret."
            ),
        ),
        names=("kommuner", "kommune hører", "municipality", "municipalities"),
        menu="Find din kommune",
        is_made=lambda records: records.municipalities is not None,
    ),
    SiteSection(
        folder="nyt",
        title="Nyt",
        block="news",
        block_template="blocks/news.html",
        template="lists/news.html",
        items=lambda data: data.news,
        empty="Der er endnu intet at fortælle om ændringer.",
        index=IndexPage(
            title="Nyt",
            description="Hvad der er ændret i udmeldinger, dokumenter, frister og links.",
            lead="Her står, hvad der er kommet til eller ændret i kataloget, det nyeste først.",
        ),
        names=("nyt", "nyheder", "seneste nyt", "feed", "rss", "atom", "nyhedsbrev", "abonnér"),
        menu="Nyt",
    ),
)
"""Every section of the site."""

FOLDERS: Final = tuple(sorted(section.folder for section in SECTIONS))
"""The folders of the site whose pages the hub makes from a frame."""

SECTIONS_BY_BLOCK: Final[Mapping[str, SiteSection]] = {one.block: one for one in SECTIONS}


def index_files(project: Project, records: Records) -> dict[str, str]:
    """Return the index pages of sections as Markdown by path, but for those in the content."""
    return {
        f"{section.folder}.md": _index_text(section.block, section.index)
        for section in SECTIONS
        if section.index
        and section.is_made(records)
        and not _is_in_content(section.folder, project)
    }


def index_paths() -> Iterator[str]:
    """Yield where a content folder may have index pages of sections."""
    for section in SECTIONS:
        if section.index:
            yield from _paths(section.folder)


def _is_in_content(folder: str, project: Project) -> bool:
    return any((project.content / file).is_file() for file in _paths(folder))


def _paths(folder: str) -> tuple[str, str]:
    return f"{folder}.md", f"{folder}/index.md"


def _index_text(block: str, page: IndexPage) -> str:
    return (
        f"---\ntitle: {page.title}\ndescription: >-\n  {page.description}\n---\n\n"
        f'# {page.title}\n\n<p class="hub-lead">{page.lead}</p>\n\n<!-- hub:{block} -->\n\n'
        f"{page.more}"
    )
