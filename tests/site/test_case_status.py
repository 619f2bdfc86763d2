"""Where a round stands, for every state that a round can be in."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import get_args

import pytest

from hub.catalogue.model import Outcome
from hub.site.case_status import RoundState, sentences

TABLE = Path(__file__).parent / "case_status.txt"
"""Every state with its three sentences; to be read, and changed only with what it says."""

VALUES = {
    "sent": "den 1. februar 2027",
    "deadline": "den 15. oktober 2027",
    "no_answers": "nogen af de fem svar",
    "later_year": "2025",
    "successor": "udmeldingen fra 2026",
    "newer": "en ny udmelding om samme målgruppe, i 2026",
    "next": "(Det, som ordlisten siger om udfaldet.)",
}
ANSWERED = {
    "none": "svar fra nul af de fem områder",
    "some": "svar fra to af de fem områder",
    "all": "svar fra alle fem områder",
}
STATES = tuple(
    RoundState(*state)
    for state in product(
        (True,),
        ("coming", "past", "unknown"),
        ("none", "some", "all"),
        get_args(Outcome),
        (False, True),
        (False, True),
    )
) + tuple(
    # Nothing has come of what is not sent yet.
    RoundState(*state)
    for state in product(
        (False,), ("coming", "unknown"), ("none",), ("awaited", "not_found"), (False,), (False,)
    )
)


def _listed(state: RoundState) -> str:
    told = sentences(state, (VALUES | {"answered": ANSWERED[state.answers]}).__getitem__)
    more = "".join((", later round" * state.later_round, ", successor" * state.successor))
    unsent = "not sent yet, " * (not state.is_sent)
    head = f"{unsent}deadline {state.deadline}, answers {state.answers}, {state.outcome}{more}"
    return f"{head}\n  {told.brief or '–'}\n  {told.current}\n  {told.next}\n"


def test_every_state_has_its_sentences() -> None:
    assert "\n".join(map(_listed, STATES)) == TABLE.read_text(encoding="utf-8")


@pytest.mark.parametrize("state", STATES)
def test_no_sentence_says_what_is_not_so(state: RoundState) -> None:
    told = sentences(state, (VALUES | {"answered": ANSWERED[state.answers]}).__getitem__)
    whole = f"{told.brief} {told.current} {told.next}"

    assert "nul af" not in whole
    assert ("oktober 2027" in whole) <= (state.deadline == "coming")
    assert ("februar 2027" in whole) == (not state.is_sent)
    assert ("nogen af de fem svar" in whole) <= (state.answers == "none")
    assert ("2026" in whole) <= state.successor
    assert ("2025" in whole) == state.later_round
