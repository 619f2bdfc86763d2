"""The contents of the site: the pages that the hub makes, and what its templates may use.

Nothing here reads, runs or remembers anything: `hub.site.preparation` has done the work before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache, partial
from itertools import islice
from typing import Any

from hub.catalogue.loader import CATALOGUE_FILE, CATALOGUE_FOLDER
from hub.catalogue.model import Catalogue
from hub.catalogue.process import Process
from hub.catalogue.statistics import Counts, count, counted
from hub.catalogue.vocabulary import ReportingArea, Term, Vocabulary, name_on
from hub.inputs import Inputs
from hub.project import Project
from hub.search.normalization import table
from hub.settings import Settings
from hub.site.area_answers import AreaAnswer, answers_by_state
from hub.site.area_map import AreaMap, answers_map, round_map
from hub.site.case_figures import CaseFigures, case_figures
from hub.site.case_lanes import CaseLanes
from hub.site.case_pages import CaseContext, case_pages, changed_on, page_changed_on
from hub.site.case_status import CaseStatus, case_status
from hub.site.destinations import destinations, municipality_names
from hub.site.document_facets import DocumentFacet, document_facets, kinds_of
from hub.site.editor_guides import EditorGuides, editor_guides
from hub.site.entries import AnswerState, DocumentEntry, Entry, RoundEntry, short_title
from hub.site.entry_form import EntryForm, entry_form
from hub.site.export.formats import FORMATS, Format
from hub.site.facets import Facet, facets
from hub.site.flowchart import Drawing, process_drawing
from hub.site.glossary import Terms, term_anchor
from hub.site.link_status import LinkStates
from hub.site.list_pages import DOCUMENT_FOLDER, LongList, document_pages, facet_pages, list_pages
from hub.site.mail import DocumentRequest, accessible_version_mail, document_request
from hub.site.municipality_answers import (
    MunicipalityEntry,
    RegionChange,
    municipalities_of,
    municipality_entries,
    region_changes,
)
from hub.site.municipality_pages import municipality_pages
from hub.site.news import News, NewsItem, NewsMonth, months
from hub.site.overviews import Deadline, DocumentRow, deadlines
from hub.site.page import Page
from hub.site.preparation import DATA_FOLDER, Preparation
from hub.site.reading_view import reading_pages
from hub.site.search_subjects import search_filters
from hub.site.sections import SECTIONS, SectionData, SiteSection
from hub.site.subscriptions import Subscriptions, subscriptions_of
from hub.site.theme_pages import theme_pages
from hub.text.collation import sort_key
from hub.text.danish import number_text
from hub.text.dates import KnownDate
from hub.text.labels import CONTENT_PAGE, EDITORS_PAGE, OVERVIEW, UNDATED

NEWEST_DOCUMENTS = 5
"""How many of the newest documents the front page shows."""

NEWEST_LANES = 8
"""How many of the newest cases the front page draws."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateContext:
    """What the templates of pages and blocks may use, by these names."""

    settings: Settings
    site_name: str
    catalogue: Catalogue
    process: Process
    entries: tuple[Entry, ...]
    facets: tuple[Facet, ...]
    document_facets: tuple[DocumentFacet, ...]
    sections: Sequence[SiteSection]
    lists: Mapping[str, LongList]
    """The list of each section, by its folder."""
    links: LinkStates
    answers_map: AreaMap
    """What each area has answered in all rounds."""
    round_map: Callable[[RoundEntry], AreaMap]
    figures: CaseFigures
    lanes: CaseLanes
    newest_lanes: int
    areas: tuple[ReportingArea, ...]
    area_names: Mapping[str, str]
    region_names: Mapping[str, str]
    authority_names: Mapping[str, str]
    """The names of areas, regions and authorities today, by their ids."""
    municipalities: tuple[MunicipalityEntry, ...]
    municipalities_of: Callable[[str], tuple[MunicipalityEntry, ...]]
    """The municipalities that an area answers for today."""
    answers_by_state: Callable[[Sequence[AreaAnswer]], Mapping[AnswerState, tuple[AreaAnswer, ...]]]
    region_changes: tuple[RegionChange, ...]
    counts: Counts
    counted: tuple[str, ...]
    open_entries: tuple[Entry, ...]
    coming: tuple[Deadline, ...]
    newest: tuple[DocumentRow, ...]
    glossary: tuple[Term, ...]
    short_title: Callable[[str], str]
    term_anchor: Callable[[Term], str]
    process_drawing: Drawing
    example: Entry | None
    """The case that the description of the process follows."""
    guides: EditorGuides
    entry_form: Callable[[], EntryForm]
    formats: tuple[Format, ...]
    """The formats of the open data."""
    site_address: str
    search_table: Mapping[str, Any]
    mail_for: Callable[[DocumentEntry], str]
    """The mail that asks for an accessible version of a document."""
    request_for: Callable[[DocumentEntry], DocumentRequest]
    """The mail that asks for a document that was not found."""
    case_status_of: Callable[[Entry], CaseStatus]
    changed_on: Callable[[Entry], dt.date | None]
    changes_known: bool
    """Whether it is known of any case when it was last changed."""
    news: News
    news_months: Callable[[Sequence[NewsItem]], tuple[NewsMonth, ...]]
    """News by month."""

    def names(self) -> Mapping[str, Any]:
        """Return the values by their names."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents of a site on one day."""

    project: Project
    prepared: Preparation
    around: CaseContext
    context: TemplateContext

    @property
    def subscriptions(self) -> Subscriptions:
        """What one can subscribe to."""
        return self.around.subscriptions

    def pages(self) -> Iterator[Page]:
        """Yield every page that the hub makes itself."""
        entries, catalogue_changed = (
            self.prepared.entries,
            self._changed(CATALOGUE_FILE, CATALOGUE_FOLDER),
        )
        yield from case_pages(entries, self.around)
        changed = {one.notification.id: page_changed_on(one, self.around) for one in entries}
        yield from reading_pages(entries, self.prepared.files, changed)
        yield from theme_pages(entries, self.prepared.files, changed)
        for long_list in self.context.lists.values():
            yield from list_pages(long_list, catalogue_changed)
        yield from document_pages(self.context.document_facets, catalogue_changed)
        yield from facet_pages(
            self.context.facets, entries, self.subscriptions, self.around.today, catalogue_changed
        )
        yield from municipality_pages(
            self.context.municipalities, entries, self._changed(DATA_FOLDER)
        )

    def changed_content(self, address: str, sources: Sequence[str]) -> dt.date | None:
        """Return when a content page was last changed: its text, or what fills its blocks."""
        name = address.rstrip("/")
        for file in (f"{name or 'index'}.md", f"{name}/index.md"):
            if (self.project.content / file).is_file():
                return self._changed(f"{self.project.content_name}/{file}", *sources)
        made_here = any(one.index and one.folder == name for one in SECTIONS)
        return self._changed(DATA_FOLDER) if made_here else None

    def _changed(self, *paths: str) -> dt.date | None:
        return self.prepared.dates.newest(*paths)


def contents_of(inputs: Inputs, prepared: Preparation) -> Contents:
    """Return the contents of the site; the records must be without faults."""
    records, project, today = inputs.records, inputs.project, inputs.today
    vocabulary, process, catalogue = records.vocabulary, records.process, records.catalogue.model
    # Only records without faults have been prepared.
    assert vocabulary is not None
    assert process is not None
    assert catalogue is not None
    entries, links = prepared.entries, LinkStates(inputs.links)
    all_facets = facets(entries, vocabulary, KnownDate.of(today))
    listed = records.municipalities.municipalities if records.municipalities else ()
    municipalities = municipality_entries(listed, vocabulary, KnownDate.of(today))
    subscriptions = subscriptions_of(
        inputs, entries, prepared.chronology, prepared.names, prepared.deadlines
    )
    data = SectionData(
        entries=entries,
        facets=all_facets,
        municipalities=municipalities,
        links=links,
        source=records.catalogue.source,
        news=subscriptions.news.items,
        today=today,
    )
    glossary = tuple(sorted(vocabulary.glossary, key=lambda term: sort_key(term.term)))
    around = CaseContext(
        settings=project.settings,
        terms=Terms.of(glossary),
        dates=prepared.entry_dates,
        today=today,
        site_address=project.site_address,
        archives=prepared.archives,
        subscriptions=subscriptions,
    )
    lists = {one.folder: LongList(one, one.items(data)) for one in SECTIONS}
    counts, rows = count(catalogue), lists[DOCUMENT_FOLDER].items
    sections = tuple(one for one in SECTIONS if one.is_made(records))
    named = destinations(sections, all_facets, glossary, vocabulary.everyday_words)
    names = _names(vocabulary, KnownDate.of(today))
    narrowings = document_facets(rows, names["area_names"] | names["authority_names"])
    figures = case_figures(
        entries, vocabulary.outcomes, vocabulary.areas, kinds_of(narrowings), today
    )
    context = TemplateContext(
        settings=project.settings,
        site_name=project.site_name,
        catalogue=catalogue,
        process=process,
        entries=entries,
        facets=all_facets,
        document_facets=narrowings,
        sections=sections,
        lists=lists,
        links=links,
        answers_map=answers_map(
            {one.area.id: one.counts for one in figures.areas},
            vocabulary.areas,
            names["area_names"],
        ),
        round_map=round_map,
        figures=figures,
        lanes=CaseLanes(entries, today),
        newest_lanes=NEWEST_LANES,
        areas=vocabulary.areas,
        **names,
        municipalities=municipalities,
        municipalities_of=partial(municipalities_of, municipalities),
        answers_by_state=answers_by_state,
        region_changes=region_changes(vocabulary.areas, listed, KnownDate.of(today)),
        counts=counts,
        counted=counted(counts, "da", number_text),
        open_entries=tuple(entry for entry in entries if entry.status.open),
        coming=tuple(one for one in deadlines(entries, today) if one.coming),
        newest=_newest(rows),
        glossary=glossary,
        short_title=short_title,
        term_anchor=term_anchor,
        process_drawing=process_drawing(process.steps),
        example=next((one for one in entries if one.notification.id == process.notification), None),
        guides=editor_guides(),
        entry_form=partial(entry_form, records, project.settings, KnownDate.of(today)),
        formats=FORMATS,
        site_address=project.site_address,
        search_table={
            **table(),
            "filters": search_filters(),
            "undated": UNDATED,
            "explaining": (CONTENT_PAGE, OVERVIEW),
            "overview": OVERVIEW,
            "editing": EDITORS_PAGE,
            "named": [one.row() for one in named],
            "municipalities": municipality_names(municipalities),
        },
        mail_for=partial(accessible_version_mail, vocabulary),
        request_for=partial(
            document_request, vocabulary, catalogue.source_list, KnownDate.of(today)
        ),
        case_status_of=cache(lambda entry: case_status(entry, today)),
        changed_on=cache(lambda entry: changed_on(entry, prepared.entry_dates)),
        changes_known=prepared.entry_dates.is_known,
        news=subscriptions.news,
        news_months=months,
    )
    return Contents(project, prepared, around, context)


def _names(vocabulary: Vocabulary, today: KnownDate) -> dict[str, dict[str, str]]:
    """Return the names of areas, regions and authorities on a day, by their ids."""
    return {
        "area_names": {one.id: name_on(one.names, today) for one in vocabulary.areas},
        "region_names": {one.id: name_on(one.regions, today) for one in vocabulary.areas},
        "authority_names": {one.id: name_on(one.names, today) for one in vocabulary.authorities},
    }


def _newest(rows: Sequence[DocumentRow]) -> tuple[DocumentRow, ...]:
    dated = (row for row in rows if row.document.document.date)
    return tuple(islice(dated, NEWEST_DOCUMENTS))
