"""The pages on which the areas' answers are side by side, theme by theme."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from hub.site.case_pages import FOLDER, has_themes_to_compare, theme_slug
from hub.site.entries import AreaReport, DocumentEntry, Entry, RoundEntry
from hub.site.file_facts import Files
from hub.site.page import Page, PageContent
from hub.site.reading_flow import reading_text
from hub.site.reading_view import page_places
from hub.site.round_headings import RoundHeading, round_headings
from hub.site.search_subjects import overview_subject
from hub.site.theme_passages import ThemePassage, theme_passages


@dataclass(frozen=True, slots=True)
class PassageLink:
    """A passage of a report, and where it is read."""

    passage: ThemePassage
    report: DocumentEntry
    address: str
    """From the site's root."""


@dataclass(frozen=True, slots=True)
class ThemeCell:
    """What an area's reports have on a theme."""

    area: AreaReport
    is_read: bool
    """Whether there is a text to look in."""
    links: tuple[PassageLink, ...]


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme with a cell for each area."""

    theme: str
    cells: tuple[ThemeCell, ...]


def theme_pages(
    entries: Sequence[Entry], files: Files, changed: Mapping[str, dt.date | None]
) -> Iterator[Page]:
    """Yield a page for every case with themes and a report that can be read."""
    for entry in entries:
        slug = theme_slug(entry)
        if slug is None:
            continue
        rounds = [
            (heading, _rows(round_, files))
            for heading, round_ in round_headings(entry)
            if has_themes_to_compare(round_)
        ]
        title = f"Temaer side om side: {entry.name}"
        yield Page(
            folder=FOLDER,
            slug=slug,
            title=title,
            description="Hvor hvert områdes svar behandler temaerne i udmeldingen.",
            template="themes.html",
            content=partial(PageContent, {"entry": entry, "rounds": rounds}),
            changed=changed.get(entry.notification.id),
            subject=overview_subject(title, _search_text(rounds)),
        )


def _search_text(rounds: Sequence[tuple[RoundHeading, Sequence[ThemeRow]]]) -> str:
    return ". ".join(row.theme for _, rows in rounds for row in rows)


def _rows(round_: RoundEntry, files: Files) -> tuple[ThemeRow, ...]:
    themes = round_.round.themes
    columns = [_column(area, themes, files) for area in round_.reports]
    return tuple(
        ThemeRow(theme, tuple(column[at] for column in columns)) for at, theme in enumerate(themes)
    )


def _column(area: AreaReport, themes: Sequence[str], files: Files) -> list[ThemeCell]:
    """Return an area's cells, one for each theme."""
    links: list[list[PassageLink]] = [[] for _ in themes]
    is_read = False
    for report in area.reports:
        file = report.file
        text = files.text(file.version) if file and file.readable and file.version else None
        if text is None:
            continue
        is_read = True
        shown = reading_text(text)
        places = page_places(report, shown)
        for own, passages in zip(links, theme_passages(themes, text, shown), strict=True):
            own.extend(PassageLink(one, report, places[one.first]) for one in passages)
    return [ThemeCell(area, is_read, tuple(own)) for own in links]
