"""The pages of the municipalities: `/kommuner/<name>/`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import partial

from hub.site.area_answers import AreaAnswer, answers_by_state
from hub.site.entries import Entry
from hub.site.municipality_answers import FOLDER, MunicipalityEntry
from hub.site.page import Page, PageContent
from hub.site.search_subjects import overview_subject
from hub.site.structured_data import municipality_node
from hub.site.subscriptions import AREAS_FOLDER, calendar_link, feed_link

MOST_ANSWERS = 100
"""Rounds that the page of a municipality shows; the overview has them all."""


def municipality_pages(
    municipalities: Sequence[MunicipalityEntry], entries: Sequence[Entry], changed: dt.date | None
) -> Iterator[Page]:
    """Yield the page of every municipality."""
    by_times = {one.area_times: one for one in municipalities}
    all_answers = {times: tuple(one.answers(entries)) for times, one in by_times.items()}
    for one in municipalities:
        answers = all_answers[one.area_times]
        title, area = one.now.title, f"../../{AREAS_FOLDER}/{one.area.id}/"
        yield Page(
            folder=FOLDER,
            slug=one.slug,
            title=title,
            description=f"Hvem svarer på centrale udmeldinger for {title}, hvad er svaret, og hvem "
            "kan du spørge?",
            template="municipality.html",
            content=partial(_content, one, answers),
            changed=changed,
            alternates=(feed_link(area), calendar_link(area)),
            subject=overview_subject(title, _search_text(one)),
        )


def _content(one: MunicipalityEntry, answers: Sequence[AreaAnswer]) -> PageContent:
    context = {
        "municipality": one,
        "answers": answers_by_state(answers[:MOST_ANSWERS]),
        "shown": min(len(answers), MOST_ANSWERS),
        "total": len(answers),
    }
    return PageContent(context, (municipality_node(one),))


def _search_text(one: MunicipalityEntry) -> str:
    """Return the names that lead to a municipality; that of its area leads to the area's page."""
    names = ". ".join((one.now.name, *one.other_names))
    return f"{names}. Områdets svar, og hvem du kan spørge."
