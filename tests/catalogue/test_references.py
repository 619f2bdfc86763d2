"""What stands twice in vocabulary and process, or names what is not there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from roots import make_root

from hub.catalogue.loader import read_records
from hub.catalogue.model import Outcome
from hub.diagnostics.reporters import hint, message
from hub.diagnostics.rules import all_rules

VOCABULARY, PROCESS = "data/vocabulary.yaml", "data/process.yaml"
MUNICIPALITIES = "data/municipalities.yaml"

BREAKS = {
    # rule, file, what stands there, what is written instead
    "an outcome without words": (
        "missing-outcome", VOCABULARY, "  - id: operating_order", "  - id: temporary_order",
    ),
    "two outcomes at one address": (
        "duplicate-entry", VOCABULARY, "slug: afventer", "slug: ikke-fundet",
    ),
    "an area twice": ("duplicate-entry", VOCABULARY, "  - id: sjaelland", "  - id: hovedstaden"),
    "two areas on one tile": (
        "duplicate-entry", VOCABULARY, "{row: 3, column: 2}", "{row: 3, column: 1}",
    ),
    "a tile far away": (
        "not-a-number", VOCABULARY, "{row: 3, column: 2}", "{row: 3, column: 10}",
    ),
    "two terms at one address": (
        "duplicate-entry", VOCABULARY, "- term: Fornyet behandling", "- term: Central-udmelding!",
    ),
    "a step twice": ("duplicate-entry", PROCESS, "  - id: kkr", "  - id: udmelding"),
    "a passage to no step": ("unknown-step", PROCESS, "step: vurdering", "step: vurderinger"),
    "a host that is not known": (
        "host-not-allowed", VOCABULARY, "https://danskelove.dk/", "https://danskelove.dk.invalid/",
    ),
    "a municipality's area that is not there": (
        "unknown-area", MUNICIPALITIES, "area: sjaelland", "area: lolland",
    ),
    "a code twice": ("duplicate-entry", MUNICIPALITIES, 'code: "0147"', 'code: "0101"'),
    "two municipalities at one address": (
        "duplicate-entry", MUNICIPALITIES, "name: Frederiksberg", "name: KØBENHAVN",
    ),
    "a code of three digits": (
        "not-a-municipality-code", MUNICIPALITIES, 'code: "0147"', 'code: "147"',
    ),
    "a municipality that ends before it starts": (
        "ends-before-start",
        MUNICIPALITIES,
        "    name: Ballerup",
        "    name: Ballerup\n    valid_from: 2007-01-01\n    valid_to: 2006",
    ),
    "a municipality twice at one time": (
        "duplicate-entry",
        MUNICIPALITIES,
        '  - code: "0151"\n    name: Ballerup',
        '  - name: Ballerup\n    valid_from: 2027-01-01\n    code: "0101"',
    ),
    "an area that is not there": (
        "unknown-area", VOCABULARY, "    area: hovedstaden", "    area: hovedstad",
    ),
}  # fmt: skip  # a table is easier to compare


@pytest.mark.parametrize("name", BREAKS)
def test_a_reference_that_leads_nowhere_is_told_where_it_stands(name: str, tmp_path: Path):
    rule, file, right, wrong = BREAKS[name]
    root = make_root(tmp_path / "root")
    text = (root / file).read_text(encoding="utf-8")
    assert right in text
    (root / file).write_text(text.replace(right, wrong, 1), encoding="utf-8")

    problems = read_records(root).problems

    assert rule in {one.rule for one in problems}
    told = [one for one in problems if one.rule == rule]
    assert {one.place.file for one in told} == {file}
    for one in told:
        assert message(one, all_rules(), "da")
        assert hint(one, all_rules(), "da")
    if rule != "missing-outcome":  # of which no line is to blame
        lines = (root / file).read_text(encoding="utf-8").splitlines()
        after = wrong.strip().split(": ")[-1]
        assert any(after in lines[one.place.line - 1] for one in told)


@pytest.mark.parametrize("written", ["[]", "[afventer]", "[{id: afventer}]"])
def test_a_list_without_any_known_outcome_lacks_them_all(tmp_path: Path, written: str):
    root = make_root(tmp_path / "root")
    text = (root / VOCABULARY).read_text(encoding="utf-8")
    kept = re.sub(r"(?ms)^outcomes:\n.*?(?=^\w)", f"outcomes: {written}\n", text)
    assert kept != text
    (root / VOCABULARY).write_text(kept, encoding="utf-8")

    problems = read_records(root).problems

    missing = [one for one in problems if one.rule == "missing-outcome"]
    assert [one.values["value"] for one in missing] == [*get_args(Outcome)]
    assert {(one.place.file, one.path) for one in missing} == {(VOCABULARY, "outcomes")}


@pytest.mark.parametrize(
    ("file", "filled", "empty"),
    [
        (VOCABULARY, "    kind: agency\n", "    kind: agency\n    area:\n"),
        (PROCESS, "    provision: servicelovens § 13 b, stk. 1\n", "    provision:\n"),
    ],
)
def test_an_empty_field_of_vocabulary_and_process_is_told(
    tmp_path: Path, file: str, filled: str, empty: str
):
    root = make_root(tmp_path / "root")
    text = (root / file).read_text(encoding="utf-8")
    assert filled in text
    (root / file).write_text(text.replace(filled, empty, 1), encoding="utf-8")

    problems = read_records(root).problems

    assert [(one.rule, one.place.file) for one in problems] == [("empty-field", file)]
