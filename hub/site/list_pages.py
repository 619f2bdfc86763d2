"""The pages of long lists: the later parts of each list, and the pages of every facet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from hub.catalogue.vocabulary import ReportingArea
from hub.site.document_facets import DocumentFacet
from hub.site.entries import Entry
from hub.site.facets import Facet, FacetKind, FacetValue
from hub.site.overviews import DocumentRow, ListSlice, list_slices
from hub.site.page import Page, PageContent, RowKind, SharedRows
from hub.site.search_subjects import overview_subject
from hub.site.sections import SiteSection
from hub.site.subscriptions import Files, Subscriptions, calendar_link, feed_link
from hub.text.danish import lowered_first

DOCUMENT_FOLDER = "dokumenter"


@dataclass(frozen=True, slots=True)
class LongList:
    """The list of a section: a content page has its first part, pages of their own the rest."""

    section: SiteSection
    items: Sequence[Any]

    @property
    def first(self) -> ListSlice[Any]:
        """The part that the content page shows."""
        return next(list_slices(self.items))


def _list_content(of: RowKind | None, *, part: ListSlice[Any], **context: Any) -> PageContent:
    numbers = range(part.first - 1, part.first - 1 + len(part.items))
    return PageContent(
        {"part": part, **context}, rows=SharedRows(of, tuple(numbers)) if of else None
    )


def _documents(*, part: ListSlice[DocumentRow], **context: Any) -> PageContent:
    rows = SharedRows("documents", tuple(row.number for row in part.items))
    return PageContent({"part": part, **context}, rows=rows)


def _cases(
    numbers: Mapping[str, int], *, part: ListSlice[Any], value: FacetValue, **context: Any
) -> PageContent:
    rows = None
    if value.answers is None:
        rows = SharedRows("cases", tuple(numbers[one.notification.id] for one in part.items))
    return PageContent({"part": part, "value": value, **context}, rows=rows)


def _with_files(content: Callable[[], PageContent], files: Callable[[], Files]) -> PageContent:
    return replace(content(), files=files())


def list_pages(long_list: LongList, changed: dt.date | None) -> Iterator[Page]:
    """Yield the pages of a list's second and later parts: `/<folder>/side-2/` and so on."""
    section = long_list.section
    for part in list_slices(long_list.items):
        if part.number == 1:
            continue
        title = f"{section.title}, side {part.number} af {part.count}"
        yield Page(
            folder=section.folder,
            slug=f"side-{part.number}",
            title=title,
            description=f"{section.title}: {part.first}–{part.first + len(part.items) - 1} "
            f"af {part.total}.",
            template="list.html",
            content=partial(
                _list_content,
                section.rows,
                title=title,
                list_template=section.template,
                part=part,
                folder=section.folder,
                stem="side",
            ),
            changed=changed,
        )


def document_pages(facets: Sequence[DocumentFacet], changed: dt.date | None) -> Iterator[Page]:
    """Yield the pages of the narrowed lists of documents: `/dokumenter/slags-bilag/` and so on."""
    for facet in facets:
        for value in facet.values:
            for part in list_slices(value.rows):
                title = f"Dokumenter: {value.label}"
                more = f", side {part.number} af {part.count}" if part.number > 1 else ""
                yield Page(
                    folder=DOCUMENT_FOLDER,
                    slug=value.slug if part.number == 1 else f"{value.slug}-side-{part.number}",
                    title=title + more,
                    description=f"{facet.label}: {value.label}. {part.total} "
                    f"{'dokument' if part.total == 1 else 'dokumenter'}.",
                    template="documents.html",
                    content=partial(
                        _documents,
                        title=title + more,
                        part=part,
                        folder=DOCUMENT_FOLDER,
                        stem=f"{value.slug}-side",
                        chosen=value.slug,
                    ),
                    changed=changed,
                )


def facet_pages(
    all_facets: Sequence[Facet],
    entries: Sequence[Entry],
    subscriptions: Subscriptions,
    today: dt.date,
    changed: dt.date | None,
) -> Iterator[Page]:
    """Yield the pages of every value of every facet: `/aar/2019/`, `/aar/2019-side-2/`, …..

    The page of a reporting area has its feed and its calendar beside it.
    """
    numbers = {one.notification.id: number for number, one in enumerate(entries)}
    for facet in all_facets:
        parts = [
            (value, part)
            for value in facet.values
            for part in list_slices(value.entries if value.answers is None else value.answers)
        ]
        # The same cases stand on the same page of every area: they are still near in memory when
        # these pages are made one after the other.
        for value, part in sorted(parts, key=lambda one: one[1].number):
            content = partial(_cases, numbers, part=part, facet=facet.kind, today=today)
            page = _facet_page(facet.kind, value, part, content, changed)
            if part.number == 1 and isinstance(value.subject, ReportingArea):
                files = partial(subscriptions.area_files, value.subject, value.label)
                links = feed_link(title="Nyt for området"), calendar_link()
                content = partial(_with_files, page.content, files)
                page = replace(page, content=content, alternates=links)
            yield page


def _facet_page(
    kind: FacetKind,
    value: FacetValue,
    part: ListSlice[Any],
    content: Callable[..., PageContent],
    changed: dt.date | None,
) -> Page:
    title = kind.heading.format(value.label)
    more = f", side {part.number} af {part.count}" if part.number > 1 else ""
    noun = "udmelding" if len(value.entries) == 1 else "udmeldinger"
    description = f"{len(value.entries)} {noun}. {kind.label}: {lowered_first(value.label)}."
    return Page(
        folder=kind.folder,
        slug=value.slug if part.number == 1 else f"{value.slug}-side-{part.number}",
        title=title + more,
        description=description,
        template=kind.template,
        content=partial(
            content,
            title=title + more,
            value=value,
            folder=kind.folder,
            stem=f"{value.slug}-side",
        ),
        changed=changed,
        subject=overview_subject(
            title,
            f"{description} {kind.search_text(value)}",
            weight=kind.weight,
            aside=kind.search_aside(value),
        )
        if part.number == 1
        else None,
    )
