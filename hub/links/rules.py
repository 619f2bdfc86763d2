"""The rules of the links room: their words stand in `rules.yaml` beside this module."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from hub.catalogue.rules import read_rules
from hub.problems import Rule


@cache
def links_rules() -> Mapping[str, Rule]:
    """Return every rule of the links room by its id, in the order of the file."""
    return read_rules(Path(__file__).with_name("rules.yaml"))
