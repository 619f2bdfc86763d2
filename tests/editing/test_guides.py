"""What editors are told: every field and rule, and commands and examples that do what they say."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import jsonschema
import pytest
import yaml
from projects import CATALOGUE, FROZEN, ROOT, Project, notifications, text_of
from roots import ENTRY, make_root

from hub.catalogue import model as models
from hub.catalogue.field_docs import examples, field_docs
from hub.catalogue.fields import Known
from hub.catalogue.loader import known_by, read_records
from hub.catalogue.schema import catalogue_schema
from hub.catalogue.source import source_of
from hub.catalogue.validator import check_model
from hub.diagnostics.rules import all_rules
from hub.editing.yaml_writer import fields_lines

GUIDE = (ROOT / "content/redaktion/tilfoej.md").read_text(encoding="utf-8")
COMMANDS = [
    line.strip()
    for block in re.findall(r"^ *```sh\n(.*?)^ *```", GUIDE, re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
    if line.strip()
]
EXAMPLES = re.findall(r"^ *```yaml\n(.*?)^ *```", GUIDE, re.MULTILINE | re.DOTALL)
SNIPPETS = json.loads((ROOT / ".vscode/hub.code-snippets").read_text(encoding="utf-8"))
PLACES = {
    # where a snippet goes in the smallest catalogue: the name of the list, and its indent
    "udmelding": ("", 2),
    "runde": ("", 6),
    "afrapportering": ("regional_reports", 10),
    "bilag": ("appendices", 10),
}


GIVEN = ("Bilag 1", "styrelsen")
"""What a snippet offers that is right as often as not."""


def dedented(block: str) -> str:
    indent = len(block) - len(block.lstrip(" "))
    return "\n".join(line[indent:] for line in block.splitlines())


def test_every_field_has_an_example_or_holds_fields_of_its_own():
    told = yaml.safe_load((ROOT / "hub/catalogue/field_docs.yaml").read_text(encoding="utf-8"))

    fields = {group.name: [one.name for one in group.fields] for group in field_docs()}
    assert {name: sorted(one) for name, one in fields.items()} == {
        name: sorted(one) for name, one in told.items()
    }
    assert [
        one.name
        for group in field_docs()
        for one in group.fields
        if not one.example and not one.holds
    ] == []


@pytest.fixture(scope="module")
def known() -> Known | None:
    records = read_records(FROZEN)
    return known_by(records.vocabulary, records.hosts)


@pytest.mark.parametrize(("model", "field"), examples())
def test_an_example_is_what_the_field_takes(model: str, field: str, known: Known | None):
    lines = fields_lines({field: examples()[model, field]}, 0)
    source = source_of("\n".join(lines), "x")

    _, problems = check_model(source, (), getattr(models, model), known)

    assert source.problems == ()
    assert [one for one in problems if one.path.partition("[")[0] == field] == []


def test_the_schema_has_a_description_and_a_fitting_example_for_every_field():
    schema = json.loads(catalogue_schema())
    groups = {"Catalogue": schema, **schema["$defs"]}
    fields = [one for group in groups.values() for one in group["properties"].values()]
    validator = jsonschema.Draft202012Validator(schema)

    wrong = [
        error.message
        for told in fields
        for example in told.get("examples", ())
        for error in validator.evolve(schema={"$defs": schema["$defs"], **told}).iter_errors(
            example
        )
    ]

    assert wrong == []
    assert [told for told in fields if not told.get("description")] == []
    assert sum("examples" in told for told in fields) == len(examples())


def test_the_guides_commands_do_what_they_say(catalogue: Project):
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org"]
    for words in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "x"]):
        subprocess.run([*git, *words], cwd=catalogue.root, check=True)
    before = len(notifications(catalogue))

    done = [catalogue.hub(*shlex.split(command)[1:]) for command in COMMANDS]

    assert {command.split()[0] for command in COMMANDS} == {"hub"}
    assert {shlex.split(command)[1] for command in COMMANDS} == {
        "check",
        "changes",
        "explain",
        "export",
        "import",
        "new",
    }
    assert [one.returncode for one in done] == [0] * len(done), [one.stderr for one in done]
    assert len(notifications(catalogue)) == before + 1
    assert catalogue.hub("changes").stdout.startswith(
        "1 ny udmelding, 1 ændret udmelding, 1 ny runde, 1 nyt udfald, 1 nyt bilag, "
        "1 ny afrapportering og 1 nyt dokument."
    )


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_guides_examples_are_faultless(tmp_path: Path, example: str):
    lines = "".join(f"        {line}\n" for line in dedented(example).splitlines())

    root = make_root(tmp_path / "x", f"notifications:\n{ENTRY.format(id='sag')}{lines}")

    assert read_records(root).problems == ()


@pytest.mark.parametrize("name", SNIPPETS)
def test_a_snippet_has_no_fault_but_that_it_is_untouched(tmp_path: Path, name: str):
    snippet = SNIPPETS[name]
    text = "\n".join(snippet["body"])
    text = re.sub(r"\$\{\d+\|([^,|]+)[^|]*\|\}", r"\1", text)
    text = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", text)
    holder, indent = PLACES[snippet["prefix"]]
    lines = [f"{' ' * 8}{holder}:"] if holder else []
    lines += [f"{' ' * indent}{line}" for line in text.splitlines()]
    entry = ENTRY.format(id="sag").replace("2019", "2026")  # the year of the snippets' dates

    root = make_root(tmp_path / "x", "notifications:\n" + entry + "\n".join(lines) + "\n")

    problems = read_records(root).problems
    assert {one.rule for one in problems} == {"untouched-snippet"}
    told = [one.values["value"] for one in problems]
    assert told == [one for one in _offered_texts(snippet) if one not in GIVEN]


def _offered_texts(snippet: dict) -> list[str]:
    """Return what a snippet says in the places to fill in, without numbers and dates."""
    found = re.findall(r"\$\{\d+:([^}]*)\}", "\n".join(snippet["body"]))
    return [one for one in found if not re.fullmatch(r"[0-9-]+", one)]


def test_the_editors_settings_name_the_schema_and_its_extension():
    settings = json.loads((ROOT / ".vscode/settings.json").read_text())
    extensions = json.loads((ROOT / ".vscode/extensions.json").read_text())
    modeline = (ROOT / CATALOGUE).read_text().splitlines()[0]

    schema = next(iter(settings["yaml.schemas"]))
    assert (ROOT / schema).is_file()
    assert modeline == "# yaml-language-server: $schema=notifications.schema.json"
    assert extensions["recommendations"] == ["redhat.vscode-yaml"]


def test_the_pages_for_editors_tell_every_field_and_every_rule(real: Project):
    fields, rules = real.page("redaktion/felter"), real.page("redaktion/regler")

    ids = [f"{group.name.lower()}-{one.name}" for group in field_docs() for one in group.fields]
    assert [id_ for id_ in ids if f'<h3 id="{id_}">' not in fields] == []
    known = {**all_rules(), **all_rules(), **all_rules()}
    assert [id_ for id_ in known if f'<h2 id="{id_}">' not in rules] == []
    assert "Mente du »national«?" in text_of(real.page("redaktion/tilfoej"))


def test_every_case_leads_to_the_form_for_faults_with_its_page_filled_in(project: Project):
    address = "https://example.org/new?template={form}&side={page}&udmelding={id}"
    project.replace("mkdocs.yml", "issue_address: null", f"issue_address: {address}")

    project.built()

    for entry in notifications(project):
        page = project.page(f"udmeldinger/{entry['id']}")
        link = re.search(r'<a href="([^"]+)">Meld en fejl på denne side</a>', page)
        assert link
        assert parse_qs(urlsplit(link[1].replace("&amp;", "&")).query) == {
            "template": ["fejl.yml"],
            "side": [f"https://centrale-udmeldinger.example/udmeldinger/{entry['id']}/"],
            "udmelding": [entry["id"]],
        }
    assert "template=ny-afrapportering.yml" in project.page("redaktion/tilfoej")


def test_without_a_form_no_page_offers_one(real: Project):
    entry = notifications(real)[0]["id"]

    assert "Meld en fejl" not in real.page(f"udmeldinger/{entry}")
    assert "Formularerne er ikke slået til" in text_of(real.page("redaktion/tilfoej"))
