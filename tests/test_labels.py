"""Every member of a closed set has its Danish words, and no words stand for nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import get_args

import pytest

from hub.catalogue.documents import DocumentRole
from hub.catalogue.fields import Confidence
from hub.catalogue.model import ListedYearMeaning, PolicyArea, RoundKind, Scope
from hub.documents.records import Reading
from hub.links.records import LinkVerdict
from hub.site.area_answers import AnswerState
from hub.site.case_figures import DurationKind
from hub.site.export.citation_files import CitationStyle
from hub.site.timeline import EventKind
from hub.text import labels
from hub.web.errors import Verdict

SETS: dict[str, tuple[Mapping[str, str], Iterable[str]]] = {
    "roles of documents": (labels.DOCUMENT_ROLES, get_args(DocumentRole)),
    "kinds of rounds": (labels.ROUND_KINDS, get_args(RoundKind)),
    "rounds in lists": (labels.ROUND_DISPATCHES, get_args(RoundKind)),
    "documents of rounds": (labels.ROUND_DOCUMENTS, get_args(RoundKind)),
    "lengths of time": (labels.DURATIONS, get_args(DurationKind)),
    "states of answers": (labels.ANSWER_STATES, get_args(AnswerState)),
    "events of lanes": (labels.LANE_EVENTS, get_args(EventKind)),
    "scopes": (labels.SCOPES, get_args(Scope)),
    "policy areas": (labels.POLICY_AREAS, get_args(PolicyArea)),
    "years on the list": (labels.LISTED_YEAR_MEANINGS, get_args(ListedYearMeaning)),
    "styles of citations": (labels.CITATION_STYLES, get_args(CitationStyle)),
    "confidences": (labels.CONFIDENCES, get_args(Confidence)),
    "verdicts of links": (labels.LINK_VERDICTS, LinkVerdict),
    "troubles with files": (labels.FILE_TROUBLES, set(Verdict) - {Verdict.DOCUMENT}),
    "unreadable files": (labels.UNREADABLE_FILES, {*get_args(Reading)} - {"whole", "none"}),
}


@pytest.mark.parametrize(("words", "members"), SETS.values(), ids=list(SETS))
def test_a_closed_set_has_words_for_each_member(
    words: Mapping[str, str], members: Iterable[str]
) -> None:
    assert {str(member) for member in members} == set(words)
