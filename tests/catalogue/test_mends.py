"""What an editor is told to write is right: with the mended line in its place nothing is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from roots import make_root
from test_slips import SLIPS, TODAY, WHOLE

from hub.catalogue.loader import read_records
from hub.diagnostics.problem import Problem

TITLE = "title: Nyt fra styrelsen"
NUMBER = "            number: 2\n"
DATE = "date: 2019-10-11"
ITEM = "- Målgruppen\n"

MORE = {
    # what stands there, what an editor writes instead
    "an apostrophe in single quotes": (TITLE, "title: 'BUPL's nyt'"),
    "a comma behind the quotes": (TITLE, 'title: "Nyt fra styrelsen",'),
    "two phrases in quotes": (TITLE, 'title: "Unge" og "ældre"'),
    "two phrases in quotes of Word, and a colon": (TITLE, "title: “Unge”: og “ældre”"),
    "quotes of Word around others": (TITLE, 'title: “Nyt: om "unge"”'),
    "a backslash in quotes of Word": (TITLE, r"title: “Nyt: C:\unge”"),
    "a low quote of Word": (TITLE, "title: „Nyt: unge“"),
    "a dash before an address": (
        "url: https://www.sbst.dk/2018/bilag-2.pdf",
        "url: - https://www.sbst.dk/2018/bilag-2.pdf",
    ),
    "a hard space behind the colon": (TITLE, "title:\u00a0Nyt “fra” styrelsen – igen"),
    "a hard space in a date": (DATE, "date: 11.\u00a0oktober\u00a02019"),
    "a dash in a number": (NUMBER, "            number: – 2\n"),
    "a colon in an item": (ITEM, "- Målgruppen: unge\n"),
    "an item in quotes": (ITEM, '- "Unge" og "ældre"\n'),
    "an item with a bracket": (ITEM, "- [Udkast] Unge\n"),
    "an equals sign": (TITLE, "title = Nyt fra styrelsen"),
    "a semicolon": ("outcome: awaited", "outcome;awaited"),
    "no space in the first field": ("- id: voksne", "- id:voksne"),
    "no space in the only field": ("outcome: awaited", "outcome:awaited"),
}


def problems_of(folder: Path, catalogue: str) -> list[Problem]:
    return list(read_records(make_root(folder, catalogue), today=TODAY).problems)


def mended(catalogue: str, problem: Problem) -> str:
    """Return a catalogue with what a problem says to write in place of its line or its value."""
    lines, number = catalogue.split("\n"), problem.place.line - 1
    meant = str(problem.values.get("mended_line") or problem.values.get("mended") or "")
    assert meant, problem
    old = lines[number]
    if problem.rule == "look-alike-value":
        lines[number] = old.replace(str(problem.values["value"]).strip(), meant)
    else:
        before = re.match(r"[\s\u00a0]*", old)
        assert before is not None
        dash = "- " if old[before.end() :].startswith("- ") and meant[0] != "-" else ""
        lines[number] = " " * before.end() + dash + meant
    return "\n".join(lines)


MENDED_SLIPS = {
    name: (there, instead)
    for name, (there, instead, told) in SLIPS.items()
    if {rule for rule, _ in told}
    & {
        *("dash-joined", "quotes-inside", "sign-first", "look-alike-sign", "curly-quotes"),
        *("not-a-date", "not-one-of", "unknown-authority", "unknown-area", "not-true-or-false"),
    }
    and "year" not in name
}


@pytest.mark.parametrize(
    ("there", "instead"), (MORE | MENDED_SLIPS).values(), ids=list(MORE | MENDED_SLIPS)
)
def test_the_line_that_is_proposed_is_without_faults(tmp_path: Path, there: str, instead: str):
    assert there in WHOLE
    catalogue = WHOLE.replace(there, instead, 1)
    (problem,) = problems_of(tmp_path / "faulty", catalogue)

    left = problems_of(tmp_path / "mended", mended(catalogue, problem))

    assert left == []


RIGHT_ABOVE = {
    # right lines above a wrong one
    "doubled quotes": "'Det er ''godt'' nok'",
    "escaped quotes": r'"Det er \"godt\" nok"',
    "a remark with quotes": '"Unge" # se "x"',
    "phrases in quotes of Word": "“Unge” og “ældre”",
    "a comma in quotes": '"Unge,"',
    "an address": "https://www.sbst.dk/",
}
WRONG_BELOW = {
    "number:2": "colon-missing",
    " number: 2": "indentation",
    "note: Se bilag: 2": "colon-in-text",
    "\tnumber: 2": "tab",
    "number: [2": "bracket-not-closed",
}


@pytest.mark.parametrize(("wrong", "rule"), WRONG_BELOW.items(), ids=list(WRONG_BELOW.values()))
@pytest.mark.parametrize("right", RIGHT_ABOVE.values(), ids=list(RIGHT_ABOVE))
def test_a_right_line_is_not_blamed_for_the_one_below(
    tmp_path: Path, right: str, wrong: str, rule: str
):
    catalogue = WHOLE.replace(
        '"Bilag 2: Vejledning"\n            url: https://www.sbst.dk/2018/bilag-2.pdf\n' + NUMBER,
        f"{right}\n            {wrong}\n",
    )

    found = problems_of(tmp_path / "root", catalogue)

    assert [(one.rule, one.place.line) for one in found] == [(rule, 35)]
