"""The house's names: nouns of the trade, each once, and modules of one idea."""

from __future__ import annotations

import ast
import statistics
from collections import Counter
from pathlib import Path

HUB = Path(__file__).parents[1] / "hub"
MODULES = sorted(path for path in HUB.rglob("*.py") if not path.name.startswith("__"))

SAME_IDEA = {
    # a name that several rooms have for the same idea in the same shape: those rooms
    "diagnostics": {"documents", "links"},
    "lock": {"documents", "links"},
    "records": {"documents", "links"},
    "run": {"documents", "links"},
    "transitions": {"documents", "links"},
}
LONGEST, MEDIAN = 300, 100


def _rooms(name: str) -> set[str]:
    """Return the rooms that have a module; a command may be called as what it runs."""
    places = (path.relative_to(HUB) for path in MODULES if path.stem == name)
    return {place.parent.as_posix() for place in places} - {"cli/commands"}


def test_a_module_name_stands_twice_only_for_the_same_idea():
    names = {path.stem for path in MODULES}

    twice = {name: _rooms(name) for name in names if len(_rooms(name)) > 1}

    assert {name: rooms for name, rooms in twice.items() if SAME_IDEA.get(name) != rooms} == {}


def test_no_module_is_named_by_a_gerund():
    assert [path.stem for path in MODULES if path.stem.endswith("ing")] == []


def test_a_public_type_name_stands_once():
    counted = Counter(
        node.name
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )

    assert [name for name, count in counted.items() if count > 1] == []


def test_modules_are_short():
    lengths = {
        path.relative_to(HUB).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in MODULES
    }

    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}
    assert statistics.median(lengths.values()) <= MEDIAN
