"""The rules of the catalogue: their words stand in `rules.yaml` beside this module."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from hub.problems import Rule


@cache
def catalogue_rules() -> Mapping[str, Rule]:
    """Return every rule by its id, in the order of the file."""
    text = Path(__file__).with_name("rules.yaml").read_text(encoding="utf-8")
    words = yaml.load(text, Loader=yaml.CSafeLoader)
    return {id_: Rule(id=id_, **{"severity": "error", **fields}) for id_, fields in words.items()}
