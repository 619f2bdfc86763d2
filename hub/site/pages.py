"""The pages that the hub makes itself: their addresses, titles and contents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hub.catalogue.model import PolicyArea
from hub.danish import NO_BREAK_SPACE, date_text
from hub.site.entries import CATALOGUE_FILE, Entry, RoundEntry

LONGEST_DESCRIPTION = 160
"""Characters that search engines show of a description."""

POLICY_AREA_WORDS: Mapping[PolicyArea, str] = {
    "social": "socialområdet",
    "special_education": "specialundervisning",
}


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be stamped into a frame."""

    folder: str
    slug: str
    title: str
    description: str
    template: str
    context: dict[str, Any]

    @property
    def address(self) -> str:
        """The page's address within the site."""
        return f"{self.folder}/{self.slug}/"


@dataclass(frozen=True, slots=True)
class RoundHeading:
    """What a round is called, and the anchor it stands under."""

    anchor: str
    text: str


def notification_page(entry: Entry, source_address: str | None) -> Page:
    """Return the page of a case; `source_address` is where its lines can be changed, if known."""
    notification = entry.notification
    return Page(
        folder="udmeldinger",
        slug=notification.id,
        title=notification.title,
        description=shortened(notification.summary),
        template="notification.html",
        context={
            "entry": entry,
            "notification": notification,
            "rounds": [(round_heading(round_), round_) for round_ in entry.rounds],
            "policy_areas": [POLICY_AREA_WORDS[area] for area in notification.policy_areas],
            "source_file": CATALOGUE_FILE,
            "source_address": source_address,
        },
    )


def round_heading(entry: RoundEntry) -> RoundHeading:
    """Return »Central udmelding, 26. november 2019« or »Fornyet behandling, maj 2024«."""
    round_ = entry.round
    kind = "Central udmelding" if round_.kind == "original" else "Fornyet behandling"
    date = date_text(round_.published) if round_.published else str(round_.year)
    anchor = "udmelding" if round_.kind == "original" else f"fornyet-behandling-{round_.year}"
    return RoundHeading(anchor, f"{kind}, {date.replace(' ', NO_BREAK_SPACE)}")


def shortened(text: str) -> str:
    """Return the beginning of a text that fits a description, cut between words."""
    flat = " ".join(text.split())
    if len(flat) <= LONGEST_DESCRIPTION:
        return flat
    return flat[:LONGEST_DESCRIPTION].rsplit(" ", 1)[0].rstrip(",.;:") + " …"
