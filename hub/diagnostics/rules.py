"""The registry of rules: every problem's words, in Danish and English, from `rule_texts/`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from hub.diagnostics.problem import Problem, Rule

_FILES = (
    *("catalogue", "contradictions", "addresses", "plain_language", "writing"),
    *("documents", "links", "site"),
)


@cache
def all_rules() -> Mapping[str, Rule]:
    """Return every rule by its id, in the order of the files."""
    folder = Path(__file__).with_name("rule_texts")
    advice = _texts(folder / "advice.yaml")
    return {
        id_: replace(rule, advice=advice.get(id_, {}))
        for name in _FILES
        for id_, rule in read_rules(folder / f"{name}.yaml").items()
    }


def errors_in(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems that are errors: with any of them there is nothing right to show."""
    rules = all_rules()
    return tuple(one for one in problems if rules[one.rule].severity == "error")


def read_rules(path: Path) -> Mapping[str, Rule]:
    """Return the rules of one file, by id; a rule without a severity is an error."""
    return {
        id_: Rule(id=id_, **{"severity": "error", **fields}) for id_, fields in _texts(path).items()
    }


def _texts(path: Path) -> Mapping[str, Any]:
    texts: Mapping[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return texts
