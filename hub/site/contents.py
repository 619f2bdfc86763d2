"""What the site tells, all together: the pages the hub makes, and what fills the blocks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from hub.catalogue.counting import count, counted
from hub.catalogue.validation import CATALOGUE_FILE, Records
from hub.catalogue.vocabulary import name_on
from hub.danish import number_text
from hub.dates import KnownDate
from hub.letters import sort_key
from hub.links.facts import LinkLock
from hub.search.spelling import table
from hub.settings import Settings
from hub.site.cases import Surroundings, case_pages, changed_on
from hub.site.dossiers import dossiers
from hub.site.drawing import process_drawing
from hub.site.entries import Entry, join_entries
from hub.site.facets import Facet, facets
from hub.site.files import Files
from hub.site.guides import guides
from hub.site.history import file_date, line_dates
from hub.site.linkstates import LinkStates
from hub.site.lists import LongList, facet_pages, list_pages
from hub.site.mails import accessible_version_mail
from hub.site.overviews import deadlines, document_rows, round_rows
from hub.site.pages import Page
from hub.site.reading import reading_pages
from hub.site.terms import Terms, term_anchor

NEWEST_DOCUMENTS = 5
"""How many of the newest documents the front page shows."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents of a site on one day."""

    root: Path
    files: Files
    entries: tuple[Entry, ...]
    facets: tuple[Facet, ...]
    lists: Mapping[str, LongList]
    around: Surroundings
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
        for file in (f"content/{name or 'index'}.md", f"content/{name}/index.md"):
            if (self.root / file).is_file():
                return file_date(self.root, file, *sources)
        return None


def contents_of(  # noqa: PLR0913  # a site is made of all that a build reads
    root: Path,
    *,
    records: Records,
    files: Files,
    links: LinkLock,
    settings: Settings,
    today: dt.date,
    site_address: str,
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
    dates = line_dates(root, CATALOGUE_FILE)
    rows = document_rows(entries)
    link_states = LinkStates(links)
    glossary = sorted(vocabulary.glossary, key=lambda term: sort_key(term.term))
    around = Surroundings(
        settings=settings,
        terms=Terms.of(glossary),
        dates=dates,
        today=today,
        site_address=site_address,
        dossiers=dossiers(root, entries, files, settings, site_address),
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
        "settings": settings,
        "term_anchor": term_anchor,
        **guides(),
        "mail_for": partial(accessible_version_mail, vocabulary),
        "changed_on": cache(lambda entry: changed_on(entry, dates)),
    }
    return Contents(
        root, files, entries, all_facets, lists, around, file_date(root, CATALOGUE_FILE), context
    )
