"""Each cause for which an address is not fetched is told by a rule, of a document and of a link."""

from __future__ import annotations

from typing import get_args

import pytest

from hub.diagnostics.rules import all_rules
from hub.documents.fetch_rules import fetch_rule
from hub.links.verdicts import observation_of_error
from hub.web.errors import Cause, FetchError, Verdict


@pytest.mark.parametrize("verdict", [Verdict.BROKEN, Verdict.UNCHECKED])
@pytest.mark.parametrize("cause", get_args(Cause))
def test_a_cause_has_its_rules(cause, verdict):
    failed = FetchError(verdict, cause)

    rules = {fetch_rule(failed), observation_of_error(failed).rule} - {None}

    assert rules <= all_rules().keys()
