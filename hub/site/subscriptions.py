"""What one can subscribe to: feeds and calendars, each with the pages that offer it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from hub.catalogue.vocabulary import ReportingArea
from hub.changes.chronology import Chronology
from hub.changes.deadlines import NumberedDeadline
from hub.changes.diff import case_page
from hub.changes.renames import EntryNames
from hub.inputs import Inputs
from hub.site.calendars import CALENDAR_FILE, CALENDAR_NAME, CALENDAR_TYPE, CalendarMaker
from hub.site.entries import Entry
from hub.site.feeds import FEED_FILE, FEED_TYPE, FeedMaker
from hub.site.news import News, NewsItem, concerned_areas, news_of
from hub.site.page import Alternate

AREAS_FOLDER: Final = "omraader"

Files = tuple[tuple[str, bytes], ...]
"""Files that go beside a page, each with its name there."""


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """The feeds and calendars of a site."""

    news: News
    site_name: str
    feeds: FeedMaker
    calendars: CalendarMaker
    names: EntryNames
    news_by_case: Mapping[str, tuple[NewsItem, ...]]

    def site_files(self) -> Files:
        """Return the feed and the calendar of all cases."""
        subtitle = "Hvad der er ændret i udmeldinger, dokumenter, frister og links."
        feed = self.feeds.feed(self._title("nyt"), "", self.news.items, subtitle=subtitle)
        return (FEED_FILE, feed), (CALENDAR_FILE, self.calendars.calendar())

    def case_files(self, entry: Entry) -> Files:
        """Return the feed of a case."""
        items = self.news_by_case.get(entry.notification.id, ())
        title, subtitle = f"Nyt om {entry.name}", f"Hvad der er ændret i sagen {entry.name}."
        first = case_page(self.names.first_case(entry.notification.id))
        feed = self.feeds.feed(title, entry.address, items, known_as=first, subtitle=subtitle)
        return ((FEED_FILE, feed),)

    def newest_day(self, case: str) -> dt.date | None:
        """Return the day of the newest news of a notification, if there is any."""
        return next((one.moment.date() for one in self.news_by_case.get(case, ())), None)

    def area_files(self, area: ReportingArea, name: str) -> Files:
        """Return the feed and the calendar of a reporting area."""
        page = f"{AREAS_FOLDER}/{area.id}/"
        subtitle = f"Hvad der er ændret i de sager, som angår {name}."
        items = self.news.of_area(area.id)
        feed = self.feeds.feed(f"Nyt for {name}", page, items, subtitle=subtitle)
        calendar = self.calendars.calendar(f"{CALENDAR_NAME}: {name}", area.id)
        return (FEED_FILE, feed), (CALENDAR_FILE, calendar)

    def _title(self, what: str) -> str:
        return f"{self.site_name}: {what}" if self.site_name else what.capitalize()


def subscriptions_of(
    inputs: Inputs,
    entries: Sequence[Entry],
    chronology: Chronology,
    names: EntryNames,
    deadlines: Sequence[NumberedDeadline],
) -> Subscriptions:
    """Return what a site offers; the records must be without faults."""
    project, vocabulary = inputs.project, inputs.records.vocabulary
    assert vocabulary is not None  # only records without faults have entries
    news = news_of(chronology, names, entries, vocabulary)
    author = project.settings.publisher or project.site_name or "Centrale udmeldinger"
    areas = {one.notification.id: concerned_areas(one) for one in entries}
    return Subscriptions(
        news,
        project.site_name,
        FeedMaker(news, author, project.site_address, inputs.today),
        CalendarMaker.of(deadlines, areas, project.site_address, inputs.today),
        names,
        news.by_case(),
    )


def feed_link(way: str = "", title: str = "Nyt") -> Alternate:
    """Return the link of a page to a feed; `way` leads from the page to the feed's folder."""
    return Alternate(FEED_TYPE, f"{way}{FEED_FILE}", title)


def calendar_link(way: str = "") -> Alternate:
    """Return the link of a page to a calendar; `way` leads from the page to its folder."""
    return Alternate(CALENDAR_TYPE, f"{way}{CALENDAR_FILE}", "Frister")
