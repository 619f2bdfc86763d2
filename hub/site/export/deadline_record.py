"""A deadline in the API: by when the municipalities were to report on a round."""

from __future__ import annotations

from collections.abc import Iterator

from typing_extensions import TypedDict

from hub.site.export.dataset import Dataset
from hub.site.export.document_record import RoundRecord
from hub.site.export.written_values import described


@described
class ComputedDeadline(TypedDict):
    """Hvad der er regnet ud om en frist."""

    title: str
    """Sagens titel."""
    page: str
    """Adressen på sagens side."""
    first_day: str
    """Den første dag, som fristen kan betyde (ÅÅÅÅ-MM-DD)."""
    last_day: str
    """Den sidste dag, som fristen kan betyde."""


@described
class DeadlineRecord(TypedDict):
    """Fristen for kommunernes svar i en runde."""

    notification: str
    """Udmeldingens id."""
    round: RoundRecord
    written: str
    """Fristen, så nøje som den kendes: 2020, 2020-10 eller 2020-10-15."""
    computed: ComputedDeadline


def deadline_records(dataset: Dataset) -> Iterator[DeadlineRecord]:
    """Yield the known deadlines in the order of the catalogue."""
    for entry in dataset.entries:
        for round_ in entry.rounds:
            if due := round_.round.report_due:
                yield {
                    "notification": entry.notification.id,
                    "round": {"kind": round_.round.kind, "year": round_.round.year},
                    "written": str(due),
                    "computed": {
                        "title": entry.notification.title,
                        "page": dataset.address(entry.address),
                        "first_day": due.first.isoformat(),
                        "last_day": due.last.isoformat(),
                    },
                }
