"""The rules of the documents room: their words stand in `rules.yaml` beside this module."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from hub.catalogue.rules import read_rules
from hub.problems import Rule


@cache
def documents_rules() -> Mapping[str, Rule]:
    """Return every rule of the documents room by its id, in the order of the file."""
    return read_rules(Path(__file__).with_name("rules.yaml"))
