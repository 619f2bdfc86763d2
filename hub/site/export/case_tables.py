"""The tables of cases and their rounds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from hub.catalogue.documents import round_keys
from hub.catalogue.model import Notification, Round, Treatment
from hub.site.entries import Entry, RoundEntry
from hub.site.export.dataset import Dataset
from hub.site.export.table import DataTable, TableColumn, plain, written
from hub.site.round_headings import round_headings


@dataclass(frozen=True, slots=True)
class _Case:
    dataset: Dataset
    entry: Entry


@dataclass(frozen=True, slots=True)
class _CaseRound:
    dataset: Dataset
    entry: Entry
    round: RoundEntry
    id: str
    anchor: str


def _notification(row: _Case) -> Notification:
    return row.entry.notification


def _round(row: _CaseRound) -> Round:
    return row.round.round


def _treatment(row: _CaseRound) -> Treatment | None:
    return row.round.round.agency_treatment


def _of_treatment(name: str, field: str, heading: str) -> TableColumn:
    column = written(Treatment, field, heading, _treatment)
    return TableColumn(name, heading, column.about, column.value)


def _cases(dataset: Dataset) -> Iterator[_Case]:
    for entry in dataset.entries:
        yield _Case(dataset, entry)


def _rounds(dataset: Dataset) -> Iterator[_CaseRound]:
    for entry in dataset.entries:
        keys = round_keys(entry.notification.rounds)
        for key, (heading, round_) in zip(keys, round_headings(entry), strict=True):
            id_ = "-".join((entry.notification.id, str(key.year), key.kind, str(key.nth)))
            yield _CaseRound(dataset, entry, round_, id_, heading.anchor)


def _changed(row: _Case) -> str | None:
    day = row.dataset.changes.get(row.entry.notification.id)
    return str(day) if day else None


def _columns(model: Any, of: Any, *fields: tuple[str, str]) -> tuple[TableColumn, ...]:
    return tuple(written(model, name, heading, of) for name, heading in fields)


CASES: Final = DataTable(
    name="notifications",
    slug="udmeldinger",
    title="Udmeldinger",
    description="En række for hver central udmelding.",
    key=("id",),
    searched=("title", "target_group", "summary", "note"),
    rows=_cases,
    columns=(
        *_columns(
            Notification,
            _notification,
            ("id", "Id"),
            ("title", "Titel"),
            ("target_group", "Målgruppe"),
            ("scope", "Gælder"),
            ("policy_areas", "Fagområder"),
            ("summary", "Hvad sagen handler om"),
            ("note", "Bemærkning"),
            ("listed_as", "På sekretariatets liste"),
            ("agency_page", "Styrelsens side"),
            ("succeeds", "Afløser"),
        ),
        TableColumn(
            "computed_status",
            "Beregnet: udfald",
            "Den nyeste rundes udfald, med katalogets navn for det.",
            lambda row: row.entry.status.id,
        ),
        TableColumn(
            "computed_status_label",
            "Beregnet: udfald med ord",
            "Den nyeste rundes udfald, som siden kalder det.",
            lambda row: row.entry.status.label,
        ),
        TableColumn(
            "computed_rounds",
            "Beregnet: antal runder",
            "Hvor mange runder sagen har.",
            lambda row: len(row.entry.rounds),
            "integer",
        ),
        TableColumn(
            "computed_changed",
            "Beregnet: sidst ændret",
            "Dagen, hvor sagen sidst er ændret i kataloget, så vidt den kendes.",
            _changed,
        ),
        TableColumn(
            "computed_page",
            "Beregnet: sagens side",
            "Adressen på sagens side.",
            lambda row: row.dataset.address(row.entry.address),
        ),
    ),
)

ROUNDS: Final = DataTable(
    name="rounds",
    slug="runder",
    title="Runder",
    description="En række for hver runde: den oprindelige udmelding og hver fornyede behandling.",
    key=("computed_id",),
    references=(("notification", "notifications"),),
    searched=("request",),
    rows=_rounds,
    columns=(
        TableColumn(
            "computed_id",
            "Beregnet: id",
            "Udmeldingens id, året, arten, og hvilken af årets runder af den art det er.",
            lambda row: row.id,
        ),
        TableColumn(
            "notification",
            "Udmelding",
            "Udmeldingens id.",
            lambda row: row.entry.notification.id,
        ),
        *_columns(Round, _round, ("kind", "Art")),
        written(Round, "year", "År", _round, "integer"),
        *_columns(
            Round,
            _round,
            ("published", "Sendt ud"),
            ("report_due", "Frist for kommunernes svar"),
            ("reported", "Svarene forelå"),
            ("request", "Hvad kommunerne blev bedt om"),
        ),
        _of_treatment("outcome", "outcome", "Udfald"),
        _of_treatment("outcome_date", "date", "Dato for udfaldet"),
        _of_treatment("outcome_summary", "summary", "Hvad styrelsen kom frem til"),
        TableColumn(
            "computed_outcome_label",
            "Beregnet: udfald med ord",
            "Udfaldet, som siden kalder det; »ikke fundet«, hvor kataloget ikke har noget.",
            lambda row: row.round.outcome.label,
        ),
        TableColumn(
            "computed_page",
            "Beregnet: rundens sted",
            "Adressen på rundens sted på sagens side.",
            lambda row: plain(row.dataset.address(f"{row.entry.address}#{row.anchor}")),
        ),
    ),
)
