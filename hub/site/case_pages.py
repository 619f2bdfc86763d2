"""The page of a notification: the case as a case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from hub.settings import Settings
from hub.site.area_map import round_map
from hub.site.case_archive import CaseArchive
from hub.site.case_status import case_status
from hub.site.entries import Entry, RoundEntry
from hub.site.export.citation_files import CITATION_FILES
from hub.site.file_facts import size_text
from hub.site.glossary import Terms
from hub.site.history import CatalogueDates
from hub.site.page import Page, PageContent, shortened
from hub.site.round_headings import round_headings
from hub.site.search_subjects import case_subject
from hub.site.structured_data import case_nodes
from hub.site.subscriptions import Subscriptions, feed_link
from hub.site.timeline import timeline
from hub.text.dates import KnownDate
from hub.text.labels import CITATION_STYLES, POLICY_AREAS

FOLDER = "udmeldinger"
ARCHIVE_FILE = "sagen.zip"
FAULT_FORM = "fejl.yml"
"""The form by which readers report a fault, among those of the repository."""


@dataclass(frozen=True, slots=True)
class CaseContext:
    """What the pages of cases share."""

    settings: Settings
    terms: Terms
    dates: CatalogueDates
    today: dt.date
    site_address: str
    subscriptions: Subscriptions
    archives: Mapping[str, CaseArchive]
    """Each case as one file, by notification; none where none of its documents is stored."""


def case_pages(entries: Sequence[Entry], around: CaseContext) -> Iterator[Page]:
    """Yield the page of every case, each with its neighbours in the catalogue's order."""
    for index, entry in enumerate(entries):
        previous = entries[index - 1] if index else None
        following = entries[index + 1] if index + 1 < len(entries) else None
        yield _page(entry, previous, following, around)


def theme_slug(entry: Entry) -> str | None:
    """Return the slug of the page that lays the answers of a case side by side, if it has one."""
    if any(has_themes_to_compare(round_) for round_ in entry.rounds):
        return f"{entry.notification.id}-temaer"
    return None


def has_themes_to_compare(round_: RoundEntry) -> bool:
    """Return whether a round names its themes and has an answer that can be looked through."""
    reports = (report for area in round_.reports for report in area.reports)
    return bool(round_.round.themes) and any(one.file and one.file.readable for one in reports)


def changed_on(entry: Entry, dates: CatalogueDates) -> dt.date | None:
    """Return the day on which an entry of the catalogue was last changed, if it is known."""
    return dates.between(entry.file, entry.line, entry.end_line)


def page_changed_on(entry: Entry, around: CaseContext) -> dt.date | None:
    """Return the day on which what a case's pages tell was last changed, if it is known.

    Beside the entry that is what was found of its files and links.
    """
    changed = changed_on(entry, around.dates)
    found = around.subscriptions.newest_day(entry.notification.id)
    return max(changed, found) if changed and found else changed


def _page(
    entry: Entry, previous: Entry | None, following: Entry | None, around: CaseContext
) -> Page:
    return Page(
        folder=FOLDER,
        slug=entry.notification.id,
        title=entry.name,
        description=shortened(entry.notification.summary),
        template="notification.html",
        content=partial(_content, entry, previous, following, around),
        changed=page_changed_on(entry, around),
        alternates=(feed_link(title="Nyt om sagen"),),
        subject=case_subject(entry),
    )


def _content(
    entry: Entry, previous: Entry | None, following: Entry | None, around: CaseContext
) -> PageContent:
    notification = entry.notification
    archive = around.archives.get(notification.id)
    address = f"{around.site_address}{entry.address}"
    rounds = [
        (heading, round_, case_status(entry, around.today, round_), round_map(round_))
        for heading, round_ in round_headings(entry)
    ]
    standing = next(status for _, round_, status, _ in rounds if round_ is entry.rounds[-1])
    context = {
        "entry": entry,
        "notification": notification,
        "events": timeline(entry, around.today),
        "standing": standing,
        "rounds": rounds,
        "policy_areas": [POLICY_AREAS[area] for area in notification.policy_areas],
        "terms": around.terms.used_in(_texts(entry)),
        "changed": changed_on(entry, around.dates),
        "citations": [(CITATION_STYLES[one], file) for one, file in CITATION_FILES.items()],
        "permanent_address": address,
        "source_file": entry.file,
        "source_address": around.settings.address_of(entry.file, entry.line),
        "issue_address": around.settings.issue_address_of(
            FAULT_FORM, id_=notification.id, page=address
        ),
        "previous": previous,
        "following": following,
        "files_fetched": _files_fetched(entry),
        "theme_slug": theme_slug(entry),
        "archive_text": _archive_text(archive) if archive else None,
    }
    return PageContent(
        context,
        tuple(case_nodes(entry, around.site_address)),
        (
            *(((ARCHIVE_FILE, archive.path),) if archive else ()),
            *around.subscriptions.case_files(entry),
        ),
    )


def _files_fetched(entry: Entry) -> KnownDate | None:
    """Return the day on which the newest version of any of the case's files was fetched."""
    versions = (
        document.file.version
        for round_ in entry.rounds
        for document in round_.documents
        if document.file and document.file.version
    )
    newest = max((one.fetched for one in versions), default=None)
    return KnownDate.parse(newest) if newest else None


def _archive_text(archive: CaseArchive) -> str:
    """Return the words of the link to the case as one file; they never promise more than is in."""
    what = (
        "alle dokumenter i sagen"
        if archive.included == archive.documents
        else f"{archive.included} af sagens {archive.documents} dokumenter"
    )
    return f"Hent sagen som én fil med {what} (zip, {size_text(archive.size)})"


def _texts(entry: Entry) -> list[str]:
    """Return the texts of a case in which a reader may meet a term."""
    notification = entry.notification
    texts: list[str | None] = [notification.summary, notification.note, entry.status.label]
    for round_ in entry.rounds:
        treatment = round_.round.agency_treatment
        texts += [round_.round.request, treatment.summary if treatment else None]
        texts += [*round_.round.themes, round_.outcome.label]
    return [text for text in texts if text]
