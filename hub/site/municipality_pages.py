"""The pages of the municipalities: `/kommuner/<name>/`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from hub.site.entries import Entry
from hub.site.municipality_answers import FOLDER, MunicipalityEntry
from hub.site.page import Page
from hub.site.search_subjects import overview_subject

MOST_ANSWERS = 100
"""Rounds that the page of a municipality shows; the overview has them all."""


def municipality_pages(
    municipalities: Sequence[MunicipalityEntry], entries: Sequence[Entry], changed: dt.date | None
) -> Iterator[Page]:
    """Yield the page of every municipality."""
    for one in municipalities:
        answers = tuple(one.answers(entries))
        title = one.now.title
        yield Page(
            folder=FOLDER,
            slug=one.slug,
            title=title,
            description=f"Hvem svarer på centrale udmeldinger for {title}, hvad er svaret, og hvem "
            "kan du spørge?",
            template="municipality.html",
            context={
                "municipality": one,
                "answers": answers[:MOST_ANSWERS],
                "total": len(answers),
                "number_of": {
                    state: sum(answer.state == state for answer in answers)
                    for state in ("found", "mentioned", "missing")
                },
            },
            changed=changed,
            subject=overview_subject(title, _search_text(one)),
        )


def _search_text(one: MunicipalityEntry) -> str:
    """Return the names that lead to a municipality; that of its area leads to the area's page."""
    names = (name for row in reversed(one.rows) for name in (row.name, row.title))
    return f"{'. '.join(dict.fromkeys(names))}. Områdets svar, og hvem du kan spørge."
