"""What a dictionary does not say of the parts of compounds: the lists of `parts.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

PARTS_FILE = Path(__file__).with_name("parts.yaml")


@cache
def parts() -> Mapping[str, frozenset[str]]:
    """Return what begins a compound (`heads`), and what begins (`no_heads`) or ends none."""
    text = PARTS_FILE.read_text(encoding="utf-8")
    lists = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506  # reads texts only
    return {name: frozenset(words) for name, words in lists.items()}
