"""A rule's explanation is read without a problem at hand: it stands on its own."""

from __future__ import annotations

import re

import pytest

from hub.diagnostics.problem import Language
from hub.diagnostics.reporters import explanation
from hub.diagnostics.rules import all_rules

LANGUAGES: tuple[Language, ...] = ("da", "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id_", all_rules())
def test_an_explanation_says_what_to_do_without_a_problem(id_: str, language: Language):
    rule = all_rules()[id_]

    words = (rule.reason[language], rule.standing_hint(language))

    assert [one for one in words if re.search(r"\{\w+\}|…", one)] == []
    assert f"hub explain {id_}" not in explanation(rule, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id_", all_rules())
def test_no_text_of_a_rule_is_cut_off(id_: str, language: Language):
    rule = all_rules()[id_]

    texts = (
        rule.message[language],
        rule.reason[language],
        rule.hint[language],
        rule.standing_hint(language),
    )

    # In YAML a space and »#« begin a remark, which cuts a text that is not quoted.
    assert [one for one in texts if not re.search(r"(?:[.?!»«)`\"]|\})$", one)] == []


def test_rules_that_are_named_in_an_explanation_are_there():
    told = "".join(explanation(rule, one) for rule in all_rules().values() for one in LANGUAGES)

    named = set(re.findall(r"hub explain ([a-z-]+[a-z])", told))

    assert named - set(all_rules()) == set()
