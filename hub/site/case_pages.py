"""The page of a notification: the case as a case."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from hub.documents.dossier import Dossier
from hub.settings import Settings
from hub.site.case_status import case_status
from hub.site.entries import Entry, RoundEntry
from hub.site.file_facts import size_text
from hub.site.glossary import Terms
from hub.site.history import CatalogueDates
from hub.site.page import Page, shortened
from hub.site.search_subjects import case_subject
from hub.site.timeline import timeline
from hub.text.danish import NO_BREAK_SPACE, date_text, number_text
from hub.text.dates import KnownDate
from hub.text.labels import POLICY_AREAS, ROUND_KINDS

FOLDER = "udmeldinger"
DOSSIER_FILE = "dossier.pdf"
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
    dossiers: Mapping[str, Dossier]
    """The cases' documents in one file each, by notification; none where none is stored."""


@dataclass(frozen=True, slots=True)
class RoundHeading:
    """What a round is called, and the anchor it stands under."""

    anchor: str
    text: str


def case_pages(entries: Sequence[Entry], around: CaseContext) -> Iterator[Page]:
    """Yield the page of every case, each with its neighbours in the catalogue's order."""
    for index, entry in enumerate(entries):
        previous = entries[index - 1] if index else None
        following = entries[index + 1] if index + 1 < len(entries) else None
        yield _page(entry, previous, following, around)


def changed_on(entry: Entry, dates: CatalogueDates) -> dt.date | None:
    """Return the day on which an entry of the catalogue was last changed, if it is known."""
    return dates.between(entry.file, entry.line, entry.end_line)


def round_heading(entry: RoundEntry) -> RoundHeading:
    """Return »Central udmelding, 26. november 2019« or »Fornyet behandling, maj 2024«."""
    round_ = entry.round
    date = date_text(round_.published) if round_.published else str(round_.year)
    anchor = "udmelding" if round_.kind == "original" else f"fornyet-behandling-{round_.year}"
    return RoundHeading(anchor, f"{ROUND_KINDS[round_.kind]}, {date.replace(' ', NO_BREAK_SPACE)}")


def round_headings(entry: Entry) -> Iterator[tuple[RoundHeading, RoundEntry]]:
    """Yield the rounds of a case with their headings, each with an anchor of its own."""
    used: Counter[str] = Counter()
    for round_ in entry.rounds:
        heading = round_heading(round_)
        used[heading.anchor] += 1
        if (number := used[heading.anchor]) > 1:
            heading = replace(heading, anchor=f"{heading.anchor}-{number}")
        yield heading, round_


def _page(
    entry: Entry, previous: Entry | None, following: Entry | None, around: CaseContext
) -> Page:
    notification = entry.notification
    changed = changed_on(entry, around.dates)
    dossier = around.dossiers.get(notification.id)
    return Page(
        folder=FOLDER,
        slug=notification.id,
        title=entry.name,
        description=shortened(notification.summary),
        template="notification.html",
        context={
            "entry": entry,
            "notification": notification,
            "events": timeline(entry, around.today),
            "standing": case_status(entry, around.today),
            "rounds": [
                (heading, round_, case_status(entry, around.today, round_))
                for heading, round_ in round_headings(entry)
            ],
            "policy_areas": [POLICY_AREAS[area] for area in notification.policy_areas],
            "terms": around.terms.used_in(_texts(entry)),
            "changed": changed,
            "permanent_address": f"{around.site_address}{entry.address}",
            "source_file": entry.file,
            "source_address": around.settings.address_of(entry.file, entry.line),
            "issue_address": around.settings.issue_address_of(
                FAULT_FORM,
                id_=notification.id,
                page=f"{around.site_address}{entry.address}",
            ),
            "previous": previous,
            "following": following,
            "files_fetched": _files_fetched(entry),
            "dossier_text": _dossier_text(dossier) if dossier else None,
        },
        changed=changed,
        files=((DOSSIER_FILE, dossier.path),) if dossier else (),
        subject=case_subject(entry),
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


def _dossier_text(dossier: Dossier) -> str:
    """Return the words of the link to the case as one file; they never promise more than is in."""
    what = (
        "alle dokumenter i sagen"
        if dossier.included == dossier.documents
        else f"{dossier.included} af sagens {dossier.documents} dokumenter"
    )
    facts = f"PDF, {size_text(dossier.size)}, {number_text(dossier.pages)} sider"
    return f"Hent {what} som én fil ({facts})"


def _texts(entry: Entry) -> list[str]:
    """Return the texts of a case in which a reader may meet a term."""
    notification = entry.notification
    texts: list[str | None] = [notification.summary, notification.note, entry.status.label]
    for round_ in entry.rounds:
        treatment = round_.round.agency_treatment
        texts += [round_.round.request, treatment.summary if treatment else None]
        texts += [*round_.round.themes, round_.outcome.label]
    return [text for text in texts if text]
