"""Each rule by cases: a small catalogue whose bad lines end in `# ! rule-id column`.

Several marks stand after each other on a line. Where a comment cannot stand, a file of the same
name with the ending `.expected` lists `rule-id line column`; `.hosts` adds to the known hosts.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from roots import CASES, make_root

from hub.catalogue.loader import read_records
from hub.diagnostics import rules
from hub.diagnostics.problem import Language
from hub.diagnostics.reporters import hint, message
from hub.diagnostics.rules import all_rules, read_rules

TODAY = dt.date(2026, 11, 1)

CATALOGUE_RULES = {
    id_
    for name in ("catalogue", "contradictions", "addresses", "plain_language", "writing")
    for id_ in read_rules(Path(rules.__file__).with_name("rule_texts") / f"{name}.yaml")
}

ELSEWHERE = {
    "address-insecure": "known by what the links' lock says: tests/links/test_https_hosts.py",
    "id-gone": "of two versions: tests/editing/test_promises.py",
    "document-id-gone": "of two versions: tests/editing/test_promises.py",
    "schema-stale": "of two files: test_schema.py",
    "config-unresolved": "of mkdocs.yml: tests/site/test_settings.py",
    "file-unreadable": "no text at all: test_hostile_catalogues.py",
    "file-not-read": "of a folder: test_catalogue_folder.py",
    "duplicate-field": "of two files: test_catalogue_folder.py",
    "file-too-large": "40 MiB do not belong in a repository: test_hostile_catalogues.py",
    "too-many-values": "too long for a repository: test_hostile_catalogues.py",
    "more-problems": "too long for a repository: test_hostile_catalogues.py",
    "not-utf8": "no text but bytes: test_hostile_catalogues.py",
    "duplicate-entry": "of vocabulary and process: test_references.py",
    "missing-outcome": "of the vocabulary: test_references.py",
    "not-a-municipality-code": "of the municipalities: test_references.py",
    "unknown-step": "of the process: test_references.py",
}

_MARK = re.compile(r" ! ([a-z0-9-]+) (\d+)")

Found = list[tuple[str, int, int]]


def cases() -> list[Path]:
    return sorted(CASES.glob("*/*.yaml"))


def marks(text: str) -> Iterator[tuple[str, int, int]]:
    for number, line in enumerate(text.split("\n"), 1):
        for rule, column in _MARK.findall(line.partition(" #")[2]):
            yield rule, number, int(column)


def expected(case: Path) -> Found:
    listed = case.with_suffix(".expected")
    if not listed.exists():
        return sorted(marks(case.read_text(encoding="utf-8")))
    lines = (line.split() for line in listed.read_text(encoding="utf-8").splitlines())
    return sorted((rule, int(line), int(column)) for rule, line, column in lines)


def found_in(case: Path, data: bytes, root: Path) -> Found:
    hosts = case.with_suffix(".hosts")
    more_hosts = hosts.read_text(encoding="utf-8") if hosts.exists() else ""
    problems = read_records(make_root(root, data, more_hosts=more_hosts), today=TODAY).problems
    lines = case.read_text(encoding="utf-8", errors="replace").split("\n")
    return sorted(
        (one.rule, one.place.line, one.place.column)
        for one in problems
        # A mark behind a text is itself a remark that cuts the text: only it may do so here.
        if one.rule != "text-cut" or "# ! " not in lines[one.place.line - 1]
    )


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_a_case_has_the_problems_that_it_marks_and_no_others(case: Path, tmp_path: Path):
    assert found_in(case, case.read_bytes(), tmp_path / "root") == expected(case)


@pytest.mark.parametrize("end", [b"\r\n", b"\r"], ids=["CRLF", "CR"])
def test_how_lines_end_changes_no_place(end: bytes, tmp_path: Path) -> None:
    wrong = {}
    for number, case in enumerate(cases()):
        data = case.read_bytes()
        if b"\r" not in data:
            found = found_in(case, data.replace(b"\n", end), tmp_path / str(number))
            if found != expected(case):
                wrong[case.parent.name, case.stem] = found, expected(case)

    assert wrong == {}


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_the_problems_of_a_case_have_words(case: Path, tmp_path: Path):
    problems = read_records(make_root(tmp_path / "root", case.read_bytes()), today=TODAY).problems

    told = [
        (language, words(one, all_rules(), language))
        for language in get_args(Language)
        for one in problems
        for words in (message, hint)
    ]

    assert [one for one in told if not one[1] or re.search(r"\{\w+\}", one[1])] == []


def test_every_rule_has_a_case_in_a_folder_of_its_name_or_is_tested_elsewhere():
    with_case = {case.parent.name for case in cases() if case.parent.name in rules_of(case)}

    assert sorted(with_case | set(ELSEWHERE)) == sorted(CATALOGUE_RULES)


def rules_of(case: Path) -> set[str]:
    """Return the rules that a case breaks."""
    return {rule for rule, _, _ in expected(case)}
