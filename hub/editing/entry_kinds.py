"""The kinds of entries that editors add or change: what each is called and what is asked for it.

`hub new` and the issue forms are both made from these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from hub.editing import questions as q
from hub.editing.questions import Question

Kind = Literal["notification", "round", "report", "appendix", "treatment", "correction"]

OTHER_FIELD: Final = "other"
"""The answer that a correction is of something that no program can place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryKind:
    """A kind of entry."""

    noun: str
    """What it is called in Danish, with its article: »en afrapportering«."""
    written: str
    """What is said when it has been written: »Skrev en ny afrapportering«."""
    questions: tuple[Question, ...]
    """What is asked, in order."""
    form: str
    """The file of its issue form."""
    form_name: str
    form_about: str
    """What the form is for, in one sentence."""
    only_at_keyboard: frozenset[str] = frozenset()
    """Names of questions that no form asks: the hub finds the answer out or proposes it."""
    needed_in_form: frozenset[str] = frozenset()
    """Names of questions that a form needs answered because it leaves out another."""

    @property
    def word(self) -> str:
        """The noun without its article."""
        return self.noun.rpartition(" ")[2]

    def question(self, name: str) -> Question | None:
        """Return the question of a name, if it is asked."""
        return next((one for one in self.questions if one.name == name), None)

    @property
    def form_questions(self) -> tuple[Question, ...]:
        """What its form asks, in order."""
        return tuple(
            replace(one, needed=one.needed or one.name in self.needed_in_form)
            for one in self.questions
            if one.name not in self.only_at_keyboard
        )


_SEEN_DOCUMENT: Final = (q.DOCUMENT_TITLE, *q.DOCUMENT_ADDRESS, q.DOCUMENT_DATE, q.PUBLISHER)
_TITLE_IF_ANY: Final = replace(q.DOCUMENT_TITLE, needed=False)
_YEAR_IF_KNOWN: Final = replace(q.ROUND_YEAR, needed=False)

CORRECTED_FIELDS: Final = (
    # what a correction may change, each with a label of its own
    *(one for one in q.ABOUT_CASE if one.name not in ("id", "succeeds")),
    q.ABOUT_ROUND[0],
    q.ABOUT_ROUND[2],
    q.REPORTED,
    q.REQUEST,
    q.DOCUMENT_TITLE,
    *q.DOCUMENT_ADDRESS,
    q.DOCUMENT_DATE,
    q.PUBLISHER,
    *q.ABOUT_OUTCOME,
)

ENTRY_KINDS: Final[Mapping[Kind, EntryKind]] = {
    "notification": EntryKind(
        noun="en udmelding",
        written="Skrev en ny udmelding",
        questions=(
            *q.ABOUT_CASE,
            *q.ABOUT_ROUND,
            *q.DOCUMENT_ADDRESS,
            q.DOCUMENT_DATE,
            q.PUBLISHER,
        ),
        form="ny-udmelding.yml",
        form_name="Ny central udmelding",
        form_about="Foreslå en udmelding, som mangler på siden",
        only_at_keyboard=frozenset(("id", "year", "succeeds", "publisher")),
        needed_in_form=frozenset(("published",)),
    ),
    "round": EntryKind(
        noun="en runde",
        written="Skrev en ny runde",
        questions=(q.NOTIFICATION, *q.ABOUT_ROUND, q.REQUEST, *_SEEN_DOCUMENT),
        form="ny-runde.yml",
        form_name="Ny runde",
        form_about="Foreslå en fornyet behandling af en udmelding",
        only_at_keyboard=frozenset(("year", "title", "publisher")),
        needed_in_form=frozenset(("published",)),
    ),
    "report": EntryKind(
        noun="en afrapportering",
        written="Skrev en ny afrapportering",
        questions=(q.NOTIFICATION, q.AREA, _YEAR_IF_KNOWN, *_SEEN_DOCUMENT, q.NOTE),
        form="ny-afrapportering.yml",
        form_name="Ny afrapportering",
        form_about="Foreslå et områdes svar på en udmelding",
        only_at_keyboard=frozenset(("title", "publisher")),
    ),
    "appendix": EntryKind(
        noun="et bilag",
        written="Skrev et nyt bilag",
        questions=(q.NOTIFICATION, _YEAR_IF_KNOWN, q.NUMBER, *_SEEN_DOCUMENT, q.NOTE),
        form="nyt-bilag.yml",
        form_name="Nyt bilag",
        form_about="Foreslå et bilag til en udmelding eller en fornyet behandling",
        only_at_keyboard=frozenset(("publisher",)),
    ),
    "treatment": EntryKind(
        noun="et udfald",
        written="Skrev et udfald",
        questions=(
            q.NOTIFICATION,
            _YEAR_IF_KNOWN,
            *q.ABOUT_OUTCOME,
            _TITLE_IF_ANY,
            *q.DOCUMENT_ADDRESS,
            q.PUBLISHER,
        ),
        form="nyt-udfald.yml",
        form_name="Nyt udfald",
        form_about="Fortæl, hvad styrelsen kom frem til i en sag",
        only_at_keyboard=frozenset(("publisher",)),
    ),
    "correction": EntryKind(
        noun="en rettelse",
        written="Rettede kataloget",
        questions=(
            q.NOTIFICATION,
            Question(
                name="field",
                label="Hvad skal rettes?",
                shape="choice",
                needed=True,
                hint="Den oplysning, der er forkert.",
            ),
            Question(
                name="place",
                label="Hvor står det?",
                shape="choice",
                hint=(
                    "Runden eller dokumentet, når oplysningen er om sådan et: rundens år og "
                    "dokumentets titel, for eksempel »2019, Bilag 1«."
                ),
            ),
            Question(
                name="value",
                label="Hvad der skal stå",
                shape="prose",
                needed=True,
                hint="Hele den nye ordlyd, ikke kun det ord, der er forkert.",
            ),
            Question(
                name="basis",
                label="Hvor ved du det fra?",
                shape="prose",
                hint="En adresse eller en anden kilde. Den bliver ikke skrevet i kataloget.",
            ),
        ),
        form="rettelse.yml",
        form_name="Rettelse",
        form_about="Ret en oplysning, der er forkert eller mangler",
    ),
}
