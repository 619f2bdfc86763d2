"""The pages of long lists: the later parts of each list, and the pages of every facet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from hub.site.facets import Facet, FacetKind, FacetValue
from hub.site.overviews import ListSlice, list_slices
from hub.site.page import Page
from hub.site.sections import SiteSection
from hub.text.danish import lowered_first


@dataclass(frozen=True, slots=True)
class LongList:
    """The list of a section: a content page has its first part, pages of their own the rest."""

    section: SiteSection
    items: Sequence[Any]

    @property
    def first(self) -> ListSlice[Any]:
        """The part that the content page shows."""
        return next(list_slices(self.items))


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
            context={
                "title": title,
                "list_template": section.template,
                "part": part,
                "folder": section.folder,
                "stem": "side",
            },
            changed=changed,
        )


def facet_pages(
    all_facets: Sequence[Facet], today: dt.date, changed: dt.date | None
) -> Iterator[Page]:
    """Yield the pages of every value of every facet: `/aar/2019/`, `/aar/2019-side-2/`, ….."""
    for facet in all_facets:
        for value in facet.values:
            for part in list_slices(value.entries):
                yield _facet_page(facet.kind, value, part, today, changed)


def _facet_page(
    kind: FacetKind,
    value: FacetValue,
    part: ListSlice[Any],
    today: dt.date,
    changed: dt.date | None,
) -> Page:
    title = kind.heading.format(value.label)
    more = f", side {part.number} af {part.count}" if part.number > 1 else ""
    noun = "udmelding" if len(value.entries) == 1 else "udmeldinger"
    return Page(
        folder=kind.folder,
        slug=value.slug if part.number == 1 else f"{value.slug}-side-{part.number}",
        title=title + more,
        description=f"{len(value.entries)} {noun}. {kind.label}: {lowered_first(value.label)}.",
        template=kind.template,
        context={
            "title": title + more,
            "facet": kind,
            "value": value,
            "part": part,
            "folder": kind.folder,
            "stem": f"{value.slug}-side",
            "today": today,
        },
        changed=changed,
    )
