"""The pages of long lists: the later parts of each list, and the pages of every facet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from hub.site.facets import Facet, FacetValue
from hub.site.overviews import ListSlice, list_slices
from hub.site.page import Page
from hub.text.danish import lowered_first


@dataclass(frozen=True, slots=True)
class LongList:
    """A list that has a content page for its first part and pages of its own for the rest."""

    folder: str
    title: str
    template: str
    """The template of the list itself, which gets the part as `part`."""
    items: Sequence[Any]

    @property
    def first(self) -> ListSlice[Any]:
        """The part that the content page shows."""
        return next(list_slices(self.items))


def list_pages(long_list: LongList, changed: dt.date | None) -> Iterator[Page]:
    """Yield the pages of a list's second and later parts: `/<folder>/side-2/` and so on."""
    for part in list_slices(long_list.items):
        if part.number == 1:
            continue
        title = f"{long_list.title}, side {part.number} af {part.count}"
        yield Page(
            folder=long_list.folder,
            slug=f"side-{part.number}",
            title=title,
            description=f"{long_list.title}: {part.first}–{part.first + len(part.items) - 1} "
            f"af {part.total}.",
            template="list.html",
            context={
                "title": title,
                "list_template": long_list.template,
                "part": part,
                "folder": long_list.folder,
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
                yield _facet_page(facet, value, part, today, changed)


def _facet_page(
    facet: Facet, value: FacetValue, part: ListSlice[Any], today: dt.date, changed: dt.date | None
) -> Page:
    title = facet.heading.format(value.label)
    more = f", side {part.number} af {part.count}" if part.number > 1 else ""
    noun = "udmelding" if len(value.entries) == 1 else "udmeldinger"
    return Page(
        folder=facet.folder,
        slug=value.slug if part.number == 1 else f"{value.slug}-side-{part.number}",
        title=title + more,
        description=f"{len(value.entries)} {noun}. {facet.label}: {lowered_first(value.label)}.",
        template="facet.html",
        context={
            "title": title + more,
            "facet": facet,
            "value": value,
            "part": part,
            "folder": facet.folder,
            "stem": f"{value.slug}-side",
            "today": today,
        },
        changed=changed,
    )
