"""What questions about an entry are asked against: its kind, and the catalogue as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from hub.catalogue.loader import Records
from hub.catalogue.model import Catalogue, Notification, Round
from hub.catalogue.tree import SourceFile, TreePath
from hub.catalogue.vocabulary import Hosts, Vocabulary
from hub.editing.entry_kinds import ENTRY_KINDS, EntryKind, Kind
from hub.editing.questions import Answers
from hub.text.labels import ROUND_KINDS


class NoSuchRound(Exception):
    """The notification has no such round; the message lists those it has."""


@dataclass(frozen=True, slots=True)
class EntryContext:
    """What questions about an entry are asked against."""

    kind: Kind
    catalogue: Catalogue
    source: SourceFile
    """The catalogue as it was read."""
    vocabulary: Vocabulary
    hosts: Hosts

    @classmethod
    def of(cls, kind: Kind, records: Records) -> Self:
        """Return the context of files of record that have no faults."""
        catalogue = records.catalogue
        assert catalogue.model
        assert records.vocabulary
        assert records.hosts
        return cls(kind, catalogue.model, catalogue.source, records.vocabulary, records.hosts)

    @property
    def entry(self) -> EntryKind:
        """The kind with its words and questions."""
        return ENTRY_KINDS[self.kind]

    def notification(self, answers: Answers) -> Notification | None:
        """Return the notification that the answers name, if there is one."""
        wanted = answers.get("notification")
        return next((one for one in self.catalogue.notifications if one.id == wanted), None)

    def notification_path(self, answers: Answers) -> TreePath:
        """Return where the named notification stands. Raises KeyError."""
        for number, one in enumerate(self.catalogue.notifications):
            if one.id == answers.get("notification"):
                return ("notifications", number)
        raise KeyError(answers.get("notification"))

    def round_number(self, answers: Answers) -> int:
        """Return which round the answers name, from 0; the newest where they name none.

        Raises NoSuchRound, and KeyError where there is no such notification.
        """
        notification = self.notification(answers)
        if notification is None:
            raise KeyError(answers.get("notification"))
        names = round_names(notification.rounds)
        wanted = answers.get("year") or names[-1]
        # Of rounds of one year it is the newest that a year alone means.
        for number in reversed(range(len(names))):
            if wanted in (names[number], str(notification.rounds[number].year)):
                return number
        raise NoSuchRound(", ".join(names))


def round_names(rounds: Sequence[Round]) -> tuple[str, ...]:
    """Return what each round is called among the others: its year, with its kind if it must."""
    years = [one.year for one in rounds]
    named = [
        str(one.year)
        if years.count(one.year) == 1
        else f"{one.year} {ROUND_KINDS[one.kind].casefold()}"
        for one in rounds
    ]
    return tuple(
        name if named.count(name) == 1 else f"{name} {named[: at + 1].count(name)}"
        for at, name in enumerate(named)
    )
