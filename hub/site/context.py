"""What the site tells, all together: the pages the hub makes, and what fills the blocks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from hub.catalogue.loader import CATALOGUE_FILE, Records
from hub.catalogue.statistics import count, counted
from hub.catalogue.vocabulary import name_on
from hub.links.records import LinkLock
from hub.project import Project
from hub.search.normalization import table
from hub.site.case_pages import CaseContext, case_pages, changed_on
from hub.site.dossiers import dossiers
from hub.site.editor_guides import guides
from hub.site.entries import Entry, join_entries
from hub.site.facets import Facet, facets
from hub.site.file_facts import Files
from hub.site.flowchart import process_drawing
from hub.site.glossary import Terms, term_anchor
from hub.site.history import file_date, line_dates
from hub.site.link_status import LinkStates
from hub.site.list_pages import LongList, facet_pages, list_pages
from hub.site.mail import accessible_version_mail
from hub.site.overviews import deadlines, document_rows, round_rows
from hub.site.page import Page
from hub.site.reading_view import reading_pages
from hub.text.collation import sort_key
from hub.text.danish import number_text
from hub.text.dates import KnownDate

NEWEST_DOCUMENTS = 5
"""How many of the newest documents the front page shows."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents of a site on one day."""

    project: Project
    files: Files
    entries: tuple[Entry, ...]
    facets: tuple[Facet, ...]
    lists: Mapping[str, LongList]
    around: CaseContext
    changed: dt.date | None
    """When the catalogue was last changed, if that is known."""
    context: Mapping[str, Any]
    """What the templates of the blocks may use."""

    def pages(self) -> Iterator[Page]:
        """Yield every page that the hub makes itself."""
        yield from case_pages(self.entries, self.around)
        changed = {one.notification.id: changed_on(one, self.around.dates) for one in self.entries}
        yield from reading_pages(self.entries, self.files, changed)
        for long_list in self.lists.values():
            yield from list_pages(long_list, self.changed)
        yield from facet_pages(self.facets, self.around.today, self.changed)

    def changed_content(self, address: str, sources: Sequence[str]) -> dt.date | None:
        """Return when a content page was last changed: its text, or what fills its blocks."""
        name = address.rstrip("/")
        for file in (f"{name or 'index'}.md", f"{name}/index.md"):
            if (self.project.content / file).is_file():
                written = f"{self.project.content_name}/{file}"
                return file_date(self.project.root, written, *sources)
        return None


def contents_of(  # a site is made of all that a build reads
    project: Project,
    *,
    records: Records,
    files: Files,
    links: LinkLock,
    today: dt.date,
) -> Contents:
    """Return the contents of the site; the records must be faultless."""
    entries = join_entries(records, files)
    vocabulary, process, catalogue = records.vocabulary, records.process, records.catalogue.model
    # Entries are only joined from faultless records.
    assert vocabulary is not None
    assert process is not None
    assert catalogue is not None
    known_today = KnownDate.of(today)
    all_facets = facets(entries, vocabulary, known_today)
    dates = line_dates(project.root, CATALOGUE_FILE)
    rows = document_rows(entries)
    link_states = LinkStates(links)
    glossary = sorted(vocabulary.glossary, key=lambda term: sort_key(term.term))
    around = CaseContext(
        settings=project.settings,
        terms=Terms.of(glossary),
        dates=dates,
        today=today,
        site_address=project.site_address,
        dossiers=dossiers(project, entries, files),
    )
    lists = {
        one.folder: one
        for one in (
            LongList("udmeldinger", "Udmeldinger", "lists/cases.html", entries),
            LongList("dokumenter", "Dokumenter", "lists/documents.html", rows),
            LongList("frister", "Frister", "lists/deadlines.html", deadlines(entries, today)),
            LongList(
                "linkstatus",
                "Linkstatus",
                "lists/links.html",
                link_states.rows(records.catalogue.source, entries),
            ),
            LongList("overblik", "Overblik", "lists/overview.html", round_rows(entries)),
            *(
                LongList(facet.folder, facet.label, "lists/facet-values.html", facet.values)
                for facet in all_facets
            ),
        )
    }
    by_id = {entry.notification.id: entry for entry in entries}
    counts = count(catalogue)
    context = {
        "entries": entries,
        "search_table": table(),
        "catalogue": catalogue,
        "counts": counts,
        "counted": counted(counts, "da", number_text),
        "links": link_states,
        "facets": all_facets,
        "lists": lists,
        "areas": vocabulary.areas,
        "area_names": {area.id: name_on(area.names, known_today) for area in vocabulary.areas},
        "region_names": {area.id: name_on(area.regions, known_today) for area in vocabulary.areas},
        "authority_names": {
            one.id: name_on(one.names, known_today) for one in vocabulary.authorities
        },
        "open_entries": [entry for entry in entries if entry.status.open],
        "coming": [one for one in deadlines(entries, today) if one.coming],
        "newest": [row for row in rows if row.document.document.date][:NEWEST_DOCUMENTS],
        "glossary": glossary,
        "process": process,
        "process_drawing": process_drawing(process.steps),
        "example": by_id.get(process.notification),
        "settings": project.settings,
        "term_anchor": term_anchor,
        **guides(),
        "mail_for": partial(accessible_version_mail, vocabulary),
        "changed_on": cache(lambda entry: changed_on(entry, dates)),
    }
    return Contents(
        project,
        files,
        entries,
        all_facets,
        lists,
        around,
        file_date(project.root, CATALOGUE_FILE),
        context,
    )
