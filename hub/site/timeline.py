"""What has happened in a case, and what is to come: computed from its dates, never typed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from hub.catalogue.model import Notification
from hub.site.entries import DocumentEntry, Entry, RoundEntry, short_title
from hub.site.round_headings import RoundHeading, round_headings
from hub.text.danish import lowered_first
from hub.text.dates import KnownDate

State = Literal["done", "coming", "unknown"]
EventKind = Literal["sent", "deadline", "answers", "assessment", "renewal", "successor"]
"""`renewal` is an assessment that asks for renewed treatment, or that request itself."""


@dataclass(frozen=True, slots=True)
class Event:
    """A point of the timeline; `state` says whether it has happened, is to come, or is unknown."""

    label: str
    date: KnownDate | None
    state: State
    kind: EventKind
    detail: str = ""
    document: str = ""
    """The id of the document on the case's page that the point leads to, if there is one."""
    section: str = ""
    """The anchor of the part of the case's page that tells of it; none of a successor."""
    case: str = ""
    """The id of the newer notification, where the point is a successor."""
    year: int | None = None
    """The year of its round, which tells the points of several rounds apart."""


def timeline(entry: Entry, today: dt.date) -> tuple[Event, ...]:
    """Return the events of a case in the order in which they happen."""
    events: list[Event] = []
    asked_again, asks_all = False, entry.notification.scope == "national"
    for heading, round_ in round_headings(entry):
        events += _round_events(round_, heading, today, sent=not asked_again, asks_all=asks_all)
        asked_again = round_.outcome.id == "renewed_treatment_requested"
    events += (_successor(newer, today) for newer in entry.succeeded_by)
    return tuple(events)


def next_deadline(entry: Entry, today: dt.date) -> KnownDate | None:
    """Return the deadline that the case is waiting for, if it has one still to come."""
    due = entry.rounds[-1].round.report_due
    return due if due and due.last >= today else None


def _successor(newer: Notification, today: dt.date) -> Event:
    date = newer.rounds[0].published
    state: State = "coming" if _is_ahead(date, today) else "done"
    label = "Ny udmelding om samme målgruppe"
    return Event(label, date, state, "successor", short_title(newer.title), case=newer.id)


def _round_events(
    entry: RoundEntry, heading: RoundHeading, today: dt.date, *, sent: bool, asks_all: bool
) -> list[Event]:
    """Return a round's events; `sent` is false where the event before it already says that.

    `asks_all` says that every area was asked; else it is not known which were.
    """
    round_ = entry.round
    events = []
    if sent:
        again = round_.kind == "renewed"
        events.append(
            Event(
                "Anmodning om fornyet behandling sendt ud" if again else "Udmeldingen sendt ud",
                round_.published,
                _state(round_.published, today),
                "renewal" if again else "sent",
                document=_id(entry.notification),
                section=heading.anchor,
                year=round_.year,
            )
        )
    due, detail = round_.report_due, _answers_detail(entry, asks_all=asks_all)
    ahead = due is not None and due.last >= today
    passed: State = "done" if due else "unknown"
    events.append(
        Event(
            "Frist for kommunernes svar",
            due,
            "coming" if ahead else passed,
            "deadline",
            section=heading.anchor,
            year=round_.year,
        )
    )
    answered: State = "done" if detail else _state(round_.reported, today)
    if answered == "unknown" and ahead:
        answered = "coming"
    reports = (report for area in entry.reports for report in area.reports)
    events.append(
        Event(
            "Kommunernes svar",
            round_.reported,
            answered,
            "answers",
            detail or ("" if answered == "coming" else "Ingen svar fundet"),
            document=_id(next(reports, None)),
            section=heading.answers,
            year=round_.year,
        )
    )
    events.append(_assessment(entry, heading.treatment, today))
    return events


def _answers_detail(entry: RoundEntry, *, asks_all: bool) -> str:
    """Return from how many areas an answer was found or mentioned; nothing where none was."""
    counts = ("fundet", entry.answers["found"]), ("omtalt", entry.answers["mentioned"])
    told = [f"{word} fra {count}" for word, count in counts if count]
    known = sum(count for _, count in counts)
    areas = f"af {len(entry.reports)} områder" if asks_all else f"område{'r' * (known != 1)}"
    return f"Svar {' og '.join(told)} {areas}" if told else ""


def _assessment(entry: RoundEntry, section: str, today: dt.date) -> Event:
    """Return the agency's assessment: what it came to, that it is awaited, or was not found."""
    treatment, year = entry.round.agency_treatment, entry.round.year
    date = treatment.date if treatment else None
    if entry.outcome.id == "awaited" or _is_ahead(date, today):
        state: State = "coming"
    elif entry.outcome.id == "not_found":
        state = "unknown"
    else:
        return Event(
            f"Styrelsens vurdering: {lowered_first(entry.outcome.label)}",
            date,
            "done",
            "renewal" if entry.outcome.id == "renewed_treatment_requested" else "assessment",
            document=_id(entry.treatment),
            section=section,
            year=year,
        )
    return Event("Styrelsens vurdering", date, state, "assessment", section=section, year=year)


def _id(document: DocumentEntry | None) -> str:
    return document.id if document else ""


def _state(date: KnownDate | None, today: dt.date) -> State:
    if date is None:
        return "unknown"
    return "coming" if _is_ahead(date, today) else "done"


def _is_ahead(date: KnownDate | None, today: dt.date) -> bool:
    return date is not None and date.first > today
