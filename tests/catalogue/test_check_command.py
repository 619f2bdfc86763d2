"""`hub check`, `hub explain` and `hub schema`, run as a user runs them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml
from core_yaml import CoreLoader
from roots import CONFIG, DATA, FROZEN, GOOD, ROOT, make_root, run_hub

from hub.catalogue.loader import read_records
from hub.catalogue.schema import catalogue_schema
from hub.catalogue.statistics import counts_line
from hub.diagnostics.problem import Language, Place, Problem
from hub.diagnostics.rules import all_rules

FIVE_MISTAKES = """\
notifications:
  - id: sag
    title: Sag
    titel: Sag
    target_group: Gruppe
    scope: nationl
    policy_areas:
      - social
    agency_page: https://www.sbst.dk.example.net/sag
    summary: Tekst.
    rounds:
      - kind: original
        year: 2019
        published: 2019-11-26
        report_due: 2019-10-15
        reported: 2020-02-30
"""

FIVE_TOLD = """\
data/notifications.yaml:4:5: fejl[unknown-field] Feltet »titel« kendes ikke her.
  |
4 |     titel: Sag
  |     ^ notifications[0].titel
  = hjælp: Mente du »title«?

data/notifications.yaml:6:12: fejl[not-one-of] »nationl« kendes ikke. Skriv en af: national, \
regional.
  |
6 |     scope: nationl
  |            ^ notifications[0].scope
  = hjælp: Mente du »national«?

data/notifications.yaml:9:18: fejl[host-not-allowed] Webstedet »www.sbst.dk.example.net« står \
ikke i data/hosts.yaml.
  |
9 |     agency_page: https://www.sbst.dk.example.net/sag
  |                  ^ notifications[0].agency_page
  = hjælp: Mente du »www.sbst.dk«?

data/notifications.yaml:15:21: fejl[due-before-published] Fristen 2019-10-15 ligger før \
udsendelsen 2019-11-26.
   |
15 |         report_due: 2019-10-15
   |                     ^ notifications[0].rounds[0].report_due
   = hjælp: Ret den af de to datoer, der er forkert. Se kilden efter.

data/notifications.yaml:16:19: fejl[not-a-date] »2020-02-30« er ingen dato. Skriv dagen som \
ÅÅÅÅ-MM-DD.
   |
16 |         reported: 2020-02-30
   |                   ^ notifications[0].rounds[0].reported
   = hjælp: Kendes dagen ikke, så skriv kun det, der kendes, for eksempel 2019-11, 2020-efterår \
eller 2019.

5 fejl, 0 advarsler.
"""

TEXT = {"type": "string", "minLength": 1}
PLACE = {"type": "integer", "minimum": 1}
PROBLEM = {
    "rule": {"enum": sorted(all_rules())},
    "severity": {"enum": ["error", "warning", "notice"]},
    "file": TEXT,
    "line": PLACE,
    "column": PLACE,
    "path": {"type": "string"},
    "message": TEXT,
    "hint": TEXT,
}
JSON_FORM = {
    "type": "object",
    "required": ["version", "problems"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": 1},
        "problems": {
            "type": "array",
            "items": {
                "type": "object",
                "required": sorted(PROBLEM),
                "additionalProperties": False,
                "properties": PROBLEM,
            },
        },
    },
}

ROUND = """\
    rounds:
      - kind: original
        year: 2019
"""
HOSTILE_TITLE = "100 %: a, b\\n::error::x | <script>alert(1)</script> [x](https://example.org/)"


def one_wrong_title(title: str) -> str:
    return FIVE_MISTAKES.split("    titel", maxsplit=1)[0].replace("Sag\n", f'"{title}"\n') + (
        "    target_group: Gruppe\n    scope: national\n    policy_areas: [social]\n"
        f"    summary: Tekst.\n{ROUND}"
    )


def many_wrong_scopes(count: int) -> str:
    entry = (
        "  - id: sag-{0}\n    title: Sag {0}\n    target_group: Gruppe\n    scope: <b>|{0}\n"
        f"    policy_areas: [social]\n    summary: Tekst.\n{ROUND}"
    )
    return "notifications:\n" + "".join(entry.format(number) for number in range(count))


def test_five_different_mistakes_in_an_entry_are_all_told_at_their_places(tmp_path: Path):
    root = make_root(tmp_path / "root", FIVE_MISTAKES)

    run = run_hub(root, "check")

    assert (run.code, run.output, run.errors) == (1, FIVE_TOLD, "")


def test_json_is_of_version_1_and_says_the_same(tmp_path: Path):
    root = make_root(tmp_path / "root", FIVE_MISTAKES)

    run = run_hub(root, "check", "--format", "json")

    told = json.loads(run.output)
    jsonschema.validate(told, JSON_FORM)
    assert run.code == 1
    assert [(one["rule"], one["line"], one["column"]) for one in told["problems"]] == [
        ("unknown-field", 4, 5),
        ("not-one-of", 6, 12),
        ("host-not-allowed", 9, 18),
        ("due-before-published", 15, 21),
        ("not-a-date", 16, 19),
    ]


def test_json_of_a_catalogue_without_problems_has_an_empty_list(tmp_path: Path):
    root = make_root(tmp_path / "root")

    run = run_hub(root, "check", "--format", "json")

    assert (run.code, json.loads(run.output)) == (0, {"version": 1, "problems": []})


def test_english_is_told_on_demand(tmp_path: Path):
    root = make_root(tmp_path / "root", FIVE_MISTAKES)

    run = run_hub(root, "check", "--lang", "en")

    assert run.output.splitlines()[:5] == [
        'data/notifications.yaml:4:5: error[unknown-field] The field "titel" is not known here.',
        "  |",
        "4 |     titel: Sag",
        "  |     ^ notifications[0].titel",
        '  = help: Did you mean "title"?',
    ]


def test_github_gets_one_escaped_annotation_on_one_line(tmp_path: Path):
    root = make_root(tmp_path / "root", one_wrong_title("100 %: a, b\\n::error::x"))

    run = run_hub(root, "check", GITHUB_ACTIONS="true")

    assert run.code == 1
    assert run.output == (
        "::error file=data/notifications.yaml,line=3,col=12,title=fejl[line-break]::"
        "Teksten »100 %25: a, b\\u000a::error::x« går over flere linjer, men feltet rummer kun én."
        "%0ASkriv teksten på én linje, uden linjeskift og tabulator.\n"
        "1 fejl, 0 advarsler.\n"
    )


def test_github_is_shown_ten_errors_and_told_that_the_rest_stand_in_the_summary(tmp_path: Path):
    root = make_root(tmp_path / "root", many_wrong_scopes(12))
    summary = tmp_path / "summary.md"

    run = run_hub(root, "check", GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(summary))

    lines = run.output.splitlines()
    assert [line.startswith("::error ") for line in lines] == [True] * 10 + [False] * 2
    assert lines[10:] == ["2 mere står i trinnets opsummering.", "12 fejl, 0 advarsler."]
    table = summary.read_text(encoding="utf-8").strip().splitlines()
    assert table[:2] == ["| Sted | Slags | Regel | Hvad | Hvad du kan gøre |", "|" + " --- |" * 5]
    assert [row.count(" | ") for row in table] == [4] * 14
    assert "»&lt;b&gt;\\|11« kendes ikke" in table[13]


def test_a_hostile_text_does_nothing_in_the_summary(tmp_path: Path):
    root = make_root(tmp_path / "root", one_wrong_title(HOSTILE_TITLE))
    summary = tmp_path / "summary.md"

    run_hub(root, "check", GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(summary))

    rows = summary.read_text(encoding="utf-8").strip().splitlines()
    cells = re.split(r"(?<!\\)\|", rows[2])
    assert cells[4].strip() == (
        "Teksten »100 %: a, b\\\\u000a::error::x \\| &lt;script&gt;alert\\(1\\)&lt;/script&gt; "
        "\\[x\\]\\(https://example.org/\\)« går over flere linjer, men feltet rummer kun én."
    )


def test_without_a_summary_file_github_still_gets_its_annotations(tmp_path: Path):
    root = make_root(tmp_path / "root", many_wrong_scopes(1))

    run = run_hub(root, "check", "--format", "github")

    assert [line[:8] for line in run.output.splitlines()] == ["::error ", "1 fejl, "]


WARNED = FIVE_MISTAKES.split("    titel", maxsplit=1)[0] + (
    "    target_group: Gruppe\n    scope: national\n    policy_areas: [social]\n"
    f"    summary: Tekst.\n{ROUND}"
    "        agency_treatment: {outcome: renewed_treatment_requested}\n"
)


@pytest.mark.parametrize(("words", "code"), [((), 0), (("--strict",), 1)])
def test_a_warning_fails_the_check_only_when_it_is_strict(
    tmp_path: Path, words: tuple[str, ...], code: int
):
    root = make_root(tmp_path / "root", WARNED)

    run = run_hub(root, "check", *words)

    assert (run.code, run.output.splitlines()[-1]) == (
        code,
        "1 udmelding, 1 runde, 0 dokumenter (0 på listen): 0 fejl, 1 advarsel.",
    )


def test_a_good_catalogue_is_told_in_one_line(tmp_path: Path):
    root = make_root(tmp_path / "root")

    run = run_hub(root, "check")

    assert (run.code, run.output, run.errors) == (
        0,
        "1 udmelding, 1 runde, 0 dokumenter (0 på listen): 0 fejl, 0 advarsler.\n",
        "",
    )


@pytest.mark.parametrize(
    "words",
    [
        ("--root", "data", "check"),
        ("check", "--format", "xml"),
        ("check", "--lang", "de"),
        ("check", "extra"),
        ("explain", "ingen-regel"),
        ("explain",),
        ("ukendt",),
    ],
)
def test_wrong_use_is_exit_status_2(tmp_path: Path, words: tuple[str, ...]):
    root = make_root(tmp_path / "root")

    run = run_hub(root, *words)

    assert (run.code, run.output) == (2, "")
    assert "Traceback" not in run.errors


def test_outside_any_project_the_way_out_is_told(tmp_path: Path):
    run = run_hub(tmp_path, "check")

    assert run.code == 2
    assert "No mkdocs.yml in" in run.errors
    assert "name it with --root" in " ".join(run.errors.split())


def test_an_unknown_rule_is_answered_with_the_nearest(tmp_path: Path):
    run = run_hub(tmp_path, "explain", "not-a-dato")

    assert "Did you mean not-a-date?" in " ".join(run.errors.split())


def test_a_folder_below_the_project_is_enough(tmp_path: Path):
    root = make_root(tmp_path / "root")

    run = run_hub(root / "data", "check")

    assert run.code == 0


@pytest.mark.parametrize("file", ["mkdocs.yml", *(f"data/{name}.yaml" for name in DATA)])
def test_a_key_twice_in_any_file_is_a_problem_of_that_file(tmp_path: Path, file: str):
    root = make_root(tmp_path / "root")
    with (root / file).open("a", encoding="utf-8") as stream:
        stream.write("a: 1\na: 2\n")

    run = run_hub(root, "check", "--format", "json")

    told = json.loads(run.output)["problems"]
    assert ("duplicate-key", file) in [(one["rule"], one["file"]) for one in told]


def test_a_wrong_setting_is_told_at_its_line(tmp_path: Path):
    root = make_root(tmp_path / "root")
    wrong = CONFIG.replace("- hub", "- hub:\n      source_adress: https://example.org/")
    (root / "mkdocs.yml").write_text(wrong, encoding="utf-8")

    run = run_hub(root, "check")

    assert run.code == 1
    assert run.output.splitlines()[0] == (
        "mkdocs.yml:4:7: fejl[unknown-field] Feltet »source_adress« kendes ikke her."
    )


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("rule", sorted(all_rules()))
def test_every_rule_is_explained(rule: str, language: str):
    from click.testing import CliRunner

    from hub.cli.main import main

    result = CliRunner().invoke(main, ["explain", rule, "--lang", language])

    explained = all_rules()[rule]
    assert result.exit_code == 0
    assert result.output.startswith(f"{rule} (")
    assert explained.reason[language] in result.output
    assert explained.bad.splitlines()[0] in result.output
    assert explained.good.splitlines()[0] in result.output


def test_the_schema_of_the_repository_is_fresh_but_for_ids_that_an_editor_adds():
    def without_ids(schema: object) -> object:
        if isinstance(schema, list):
            return [without_ids(one) for one in schema]
        if not isinstance(schema, dict):
            return schema
        ids = {"enum", "enumDescriptions", "errorMessage"} if "$comment" in schema else set()
        return {name: without_ids(value) for name, value in schema.items() if name not in ids}

    vocabulary = read_records(FROZEN).vocabulary

    assert without_ids(schema()) == without_ids(json.loads(catalogue_schema(vocabulary)))


def test_a_stale_schema_is_exit_status_1_and_is_written_anew(tmp_path: Path):
    root = make_root(tmp_path / "root")
    (root / "data/notifications.schema.json").write_text("{}", encoding="utf-8")

    runs = [run_hub(root, "schema", *words).code for words in (["--check"], [], ["--check"])]

    assert runs == [1, 0, 0]


def schema() -> dict:
    return json.loads((ROOT / "data/notifications.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("text", "faulty"),
    [
        ("notifications: []", False),
        ("notifications: [{id: Børn}]", True),
        ("notifications: 1", True),
        ("ukendt: []", True),
    ],
)
def test_the_schema_refuses_what_the_check_refuses(text: str, faulty: bool):  # noqa: FBT001  # a column of the table
    values = yaml.load(text, CoreLoader)  # noqa: S506  # a safe loader of our own

    faults = list(jsonschema.Draft202012Validator(schema()).iter_errors(values))

    assert bool(faults) == faulty


@pytest.mark.parametrize(
    ("date", "faulty"),
    [
        ("2019", False),
        ("2019-12", False),
        ("2019-12-31", False),
        ("2019-efterår", False),
        ("2019-00", True),
        ("2019-13", True),
        ("2019-12-00", True),
        ("2019-12-32", True),
        ("2019-vinter", True),
    ],
)
def test_the_schema_refuses_months_and_days_that_are_none(date: str, faulty: bool):  # noqa: FBT001  # a column of the table
    holder = schema()["$defs"]["Activity"]["properties"]["start"]
    values = yaml.load(date, CoreLoader)  # noqa: S506  # a safe loader of our own

    faults = list(jsonschema.Draft202012Validator(holder).iter_errors(values))

    assert bool(faults) == faulty


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("da", "1 udmelding, 2 runder, 1 dokument (0 på listen): 1 fejl, 2 advarsler."),
        ("en", "1 notification, 2 rounds, 1 document (0 on the list): 1 error, 2 warnings."),
    ],
)
def test_what_there_is_one_of_is_told_as_one(tmp_path: Path, language: Language, told: str):
    more = """\
        notification:
          title: Udmelding
      - kind: renewed
        year: 2020
"""
    records = read_records(make_root(tmp_path / "root", GOOD + more))
    broken = ("missing-field", "renewal-missing", "renewal-missing")
    problems = [Problem(rule, Place("x", 1, 1)) for rule in broken]

    line = counts_line(records.catalogue.model, problems, all_rules(), language)

    assert line == told
