"""The rules of the catalogue: their words stand in `rules.yaml` beside this module."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from hub.problems import Rule


@cache
def catalogue_rules() -> Mapping[str, Rule]:
    """Return every rule of the catalogue by its id, in the order of the file."""
    return read_rules(Path(__file__).with_name("rules.yaml"))


def read_rules(path: Path) -> Mapping[str, Rule]:
    """Return the rules of a room, whose words stand in a file of the package."""
    words = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {id_: Rule(id=id_, **{"severity": "error", **fields}) for id_, fields in words.items()}
