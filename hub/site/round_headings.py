"""What the rounds of a case are called on its pages, each with an anchor of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from hub.site.entries import Entry, RoundEntry
from hub.text.danish import NO_BREAK_SPACE, date_text
from hub.text.labels import ROUND_KINDS


@dataclass(frozen=True, slots=True)
class RoundHeading:
    """What a round is called, and the anchor it stands under."""

    anchor: str
    text: str

    @property
    def answers(self) -> str:
        """The anchor of what the areas have answered."""
        return f"{self.anchor}-svar"

    @property
    def treatment(self) -> str:
        """The anchor of how the agency treated the answers."""
        return f"{self.anchor}-behandling"


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
