"""The real files of record: what holds whatever an editor adds, and holds after ordinary edits.

Only this module reads `data/`; every other test has the frozen copy in `tests/frozen/`.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
import yaml
from core_yaml import CoreLoader
from projects import CATALOGUE, FROZEN, ROOT, SCHEMA, VOCABULARY, Project, notifications, read_yaml

from hub.inputs import read_inputs
from hub.project import CONFIG_FILE, read_project
from hub.text.clock import build_day

SOURCE_PAGE = ROOT.parent / "shared" / "domain" / "page.txt"
TODAY = build_day({"SOURCE_DATE_EPOCH": "1795000000"})
CASE = "borgere-med-udviklingshaemning-og-dom"
TITLE = "Central udmelding for borgere med en prøve"


def replaced(file: str, pattern: str, by: str) -> Callable[[Project], object]:
    """Return an edit that changes the first place where a pattern is found."""

    def edit(project: Project) -> None:
        text, count = re.subn(pattern, by, project.read(file), count=1, flags=re.MULTILINE)
        assert count == 1
        project.write(file, text)

    return edit


def command(*words: str) -> Callable[[Project], object]:
    """Return an edit that a command of the hub makes."""

    def edit(project: Project) -> None:
        done = project.hub(*words)
        assert done.returncode == 0, done.stdout + done.stderr

    return edit


NEW = ("new", "--title", TITLE, "--target-group", "Borgere", "--scope", "national", "--yes")
NEW += ("--policy-areas", "social", "--summary", "Sagen er en prøve.", "--published", "2026-11")
EDITS = {
    "a new notification": command(*NEW),
    "a new report": command("new", "--report", CASE, "--area", "nordjylland", "--yes"),
    "a new round": command("new", "--round", CASE, "--published", "2026-11-02", "--yes"),
    "a file's address": replaced(
        CATALOGUE, r"^( +)landing_page: .*$", r"\g<0>\n\1url: https://www.sbst.dk/media/fil.pdf"
    ),
    "another deadline": replaced(CATALOGUE, r"^( +)report_due: .*$", r"\1report_due: 2027-06-01"),
    "an outcome that was awaited": replaced(
        CATALOGUE,
        r"^( +)outcome: awaited$",
        r"\1outcome: sufficient\n\1date: 2026-11-16",
    ),
    "another title": replaced(
        CATALOGUE, r"^  - id: (.*)\n    title: .*$", r"  - id: \1\n    title: Ny titel"
    ),
    "a document withheld": replaced(
        CATALOGUE, r"^( {8,})publisher: .*$", r"\g<0>\n\1withheld: true"
    ),
    "a comment": replaced(CATALOGUE, r"^notifications:$", "\\g<0>\n  # Den nyeste sag står sidst."),
    "another name of an area": replaced(
        VOCABULARY, r"^      - name: .*$", "      - name: Nyt navn"
    ),
}


@pytest.fixture(params=["as it is", *EDITS])
def real(request: pytest.FixtureRequest, tmp_path: Path) -> Project:
    """Return a project with the real data, or with the frozen data after an ordinary edit."""
    edit = EDITS.get(request.param)
    shutil.copytree((FROZEN if edit else ROOT) / "data", tmp_path / "data")
    shutil.copy(ROOT / CONFIG_FILE, tmp_path)
    project = Project(tmp_path)
    if edit:
        edit(project)
    return project


def listed(value: object) -> set[str]:
    """Return the words that a list's own texts are kept in, anywhere in plain values."""
    if isinstance(value, dict):
        own = {value["listed_as"]} if "listed_as" in value else set()
        return own.union(*map(listed, value.values()))
    return set().union(*map(listed, value)) if isinstance(value, list) else set()


def test_the_files_have_no_errors(real: Project):
    assert read_inputs(read_project(real.root / CONFIG_FILE), TODAY).errors == ()


def test_the_catalogue_is_valid_by_the_schema_that_editors_use(real: Project):
    real.hub("schema")
    schema = json.loads(real.read(SCHEMA))
    values = yaml.load(real.read(CATALOGUE), CoreLoader)  # noqa: S506  # a safe loader of our own

    assert [
        error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(values)
    ] == []


def test_no_address_of_a_notification_is_lost(real: Project):
    promised = {one["id"] for one in notifications(Project(FROZEN))}

    assert promised - {one["id"] for one in notifications(real)} == set()


def test_nothing_of_the_list_that_the_catalogue_builds_on_is_lost(real: Project):
    if not SOURCE_PAGE.exists():
        pytest.skip("the text of the source page does not lie beside this checkout")
    page = (line.strip() for line in SOURCE_PAGE.read_text(encoding="utf-8").splitlines())
    starts = ("Central Udmelding vedr. ", "Link til ", "Afrapportering ")
    texts = [line for line in page if line.startswith(starts)]

    assert len(texts) == 30
    assert set(texts) - listed(read_yaml(real.read(CATALOGUE))) == set()


def test_all_the_edits_together_make_a_site(project: Project):
    for edit in EDITS.values():
        edit(project)

    assert "Ny titel" in project.built().page("udmeldinger")


def test_no_other_test_reads_the_real_data():
    reading = re.compile(
        r'\bROOT ?/ ?(f?"data\b(?!/notifications\.schema)|CATALOGUE|VOCABULARY|PROCESS)'
        r"|\b(Project|read_records)\(ROOT\)"
    )
    this = Path(__file__)

    found = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "tests").rglob("*.py"))
        if path != this and reading.search(path.read_text(encoding="utf-8"))
    ]

    # These two compare what stands beside the data with it: the form's areas, the schema's line.
    assert found == ["tests/editing/test_forms.py", "tests/editing/test_guides.py"]
