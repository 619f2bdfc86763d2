"""The round trip of the issue forms: answers become an entry, or a clear refusal."""

from __future__ import annotations

import json
from pathlib import Path

import check_jsonschema
import jsonschema
import pytest
from inside import hub
from issues import (
    FORMS,
    NOTIFICATION,
    REPORT,
    form,
    issue,
    new_item,
    notification,
    report,
    saved,
)
from projects import CATALOGUE, ROOT, Project

from hub.catalogue.loader import read_records
from hub.editing.entry_kinds import ENTRY_KINDS, Kind
from hub.editing.form_files import form_texts, stale_forms
from hub.editing.issue_form import read_form

SUMMARY = "Hvad sagen handler om"
CASE = REPORT["Udmelding"]


def entry(**changes: object) -> dict:
    return {
        "id": "borgere-med-en-proeve",
        "title": NOTIFICATION["Titel"],
        "target_group": NOTIFICATION["Målgruppe"],
        "scope": "national",
        "policy_areas": ["social"],
        "summary": NOTIFICATION[SUMMARY],
        "rounds": [{"kind": "original", "year": "2026", "published": "2026-11-01"}],
        **changes,
    }


def a_report(**changes: str) -> dict:
    return {"title": "Afrapportering fra Region Sjælland", "area": "sjaelland", **changes}


def with_document(**fields: str) -> list[dict]:
    document = {"title": NOTIFICATION["Titel"], **fields}
    round_ = {"kind": "original", "year": "2026", "published": "2026-11-01"}
    return [{**round_, "notification": document}]


YAML = "- id: x\n  title: &a *b\n---\n...\nkey: |\n\t{a: [b\n!!python/x"

ACCEPTED = {
    # what was answered, and the entry it becomes
    "the least": (notification(), entry()),
    "the whole country is a part": (
        notification(Gælder="En del af landet"),
        entry(scope="regional"),
    ),
    "both fields of policy": (
        notification(Fagområder="Begge"),
        entry(policy_areas=["social", "special_education"]),
    ),
    "a page and a file": (
        notification(
            **{
                "Styrelsens side": "https://sbst.dk/x",
                "Dokumentets adresse": "https://www.sbst.dk/x.pdf",
                "Dokumentets dato": "2026-11",
            }
        ),
        entry(
            agency_page="https://sbst.dk/x",
            rounds=with_document(
                url="https://www.sbst.dk/x.pdf", date="2026-11", publisher="styrelsen"
            ),
        ),
    ),
    "two paragraphs": (
        notification(**{SUMMARY: "Den første.\n\nDen anden: med kolon."}),
        entry(summary="Den første.\n\nDen anden: med kolon."),
    ),
    "a report": (report(), a_report()),
    "a report by the address of the page": (
        report(Udmelding=f"https://centrale-udmeldinger.example/udmeldinger/{CASE}/"),
        a_report(),
    ),
    "a report to the newest round": (
        report(**{"Rundens år": "", "Område": "Nordjylland"}),
        a_report(title="Afrapportering fra Region Nordjylland", area="nordjylland"),
    ),
    "a report with a note": (
        report(Bemærkning="Set i dagsordenen - punkt 4 # bilag"),
        a_report(note="Set i dagsordenen - punkt 4 # bilag"),
    ),
    "a report with an address": (
        report(**{"Dokumentets adresse": "https://www.rs17.dk/a%20b.pdf?x=1&y=2#side"}),
        a_report(url="https://www.rs17.dk/a%20b.pdf?x=1&y=2#side"),
    ),
    "hostile: markup": (
        notification(Titel="<script>alert(1)</script> & \"citat\" 'x' [a](javascript:1)"),
        entry(
            title="<script>alert(1)</script> & \"citat\" 'x' [a](javascript:1)",
        ),
    ),
    "hostile: YAML in every line": (
        notification(
            **{SUMMARY: "- id: x\n  title: &a *b\n---\n...\nkey: |\n\t{a: [b\n!!python/x"}
        ),
        entry(summary=YAML),
    ),
    "hostile: one line of YAML": (
        notification(Målgruppe="*alias: &anchor {a: [b]} # !!tag % @x `y`"),
        entry(
            id="alias-anchor-a-b-tag-x-y", target_group="*alias: &anchor {a: [b]} # !!tag % @x `y`"
        ),
    ),
    "hostile: half a pair": (
        notification(Titel="A\ud800B"),
        entry(title="A\ufffd\ufffd\ufffdB"),
    ),
    "hostile: commands and mentions": (
        report(Bemærkning="::error file=x::y\n##[error]z\n@nogen ${{ secrets.X }} $(id) `id`"),
        a_report(note="::error file=x::y\n##[error]z\n@nogen ${{ secrets.X }} $(id) `id`"),
    ),
}

REFUSED = {
    # what was answered, and the rule or words that refuse it
    "an unknown notification": (
        report(Udmelding="findes-ikke"),
        "Feltet »Udmelding«: Der er ingen udmelding, der hedder »findes-ikke«.",
    ),
    "an address of a script": (
        report(**{"Dokumentets adresse": "javascript:alert(1)"}),
        "javascript",
    ),
    "a strange host": (
        report(**{"Dokumentets adresse": "https://x.example/a.pdf"}),
        "hosts.yaml. En vedligeholder skal godkende værten »x.example«",
    ),
    "no day": (report(**{"Dokumentets dato": "i går"}), "»i går« er ingen dato"),
    "no round": (report(**{"Rundens år": "1999"}), "ingen runde fra det år"),
    "hostile: a break in a line": (notification(Titel="En\n\ntitel: x"), "linje"),
    "hostile: control characters": (
        notification(Titel="A\x1b[31m\u202eB\x00"),
        "et tegn, der ikke kan ses",
    ),
    "hostile: a huge text": (notification(**{SUMMARY: "ord " * 10_000}), "8000"),
    "hostile: a heading": (
        notification(**{SUMMARY: "x\n\n### Styrelsens side\n\nhttps://sbst.dk"}),
        "står to gange",
    ),
    "hostile: a heading of one's own": (report(Bemærkning="### Nyt\n\nx"), "hører ikke til"),
    "hostile: nothing": ("", "ikke skrevet med en af formularerne"),
    "hostile: YAML for an id": (report(Udmelding="x\n- id: y"), "Der er ingen udmelding"),
    "hostile: YAML for an area": (
        report(Område="hovedstaden\nwithheld: true"),
        "Feltet »Område«: »hovedstaden\\u000awithheld: true« er ikke på listen.",
    ),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_answers_become_an_entry_and_every_other_byte_stays(
    catalogue: Project, tmp_path: Path, name: str
):
    text, expected = ACCEPTED[name]
    old = catalogue.read(CATALOGUE)

    done = hub(catalogue, "new", "--from-issue", saved(tmp_path, text))

    assert done.returncode == 0, done.stdout + done.stderr
    assert new_item(old, catalogue.read(CATALOGUE), done.stdout) == expected
    # Half a pair of a sign is written as the sign for what is lost, of which the check warns.
    rules = {one.rule for one in read_records(catalogue.root).problems}
    assert rules <= {"lost-letter"}
    assert "::" not in done.stdout


@pytest.mark.parametrize("name", REFUSED)
def test_answers_that_cannot_stand_are_refused_in_harmless_words(
    catalogue: Project, tmp_path: Path, name: str
):
    text, words = REFUSED[name]
    old = (catalogue.root / CATALOGUE).read_bytes()

    done = hub(catalogue, "new", "--from-issue", saved(tmp_path, text))

    assert done.returncode == 1, done.stderr
    assert words in done.stdout
    assert (catalogue.root / CATALOGUE).read_bytes() == old
    assert "::" not in done.stdout
    assert done.stdout.replace("\n", "").isprintable()
    assert len(done.stdout) < 4000


def test_an_event_of_github_is_read_as_the_issue_in_it(catalogue: Project, tmp_path: Path):
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"issue": {"number": 3, "body": report()}}))

    done = hub(catalogue, "new", "--from-issue", event)

    assert done.returncode == 0, done.stdout
    assert "Skrev en ny afrapportering" in done.stdout


@pytest.mark.parametrize("kind", ENTRY_KINDS)
def test_the_forms_ask_what_the_hub_reads(kind: Kind):
    name = ENTRY_KINDS[kind].form
    asked = [(one.label, one.needed) for one in ENTRY_KINDS[kind].form_questions]

    required = [
        (one["attributes"]["label"], one.get("validations", {}).get("required", False))
        for one in form(name)["body"]
        if one["type"] != "markdown"
    ]

    assert required == asked
    assert read_form(issue(name, {})).kind == kind


def test_the_forms_are_made_of_the_kinds_of_entries_and_the_vocabulary():
    vocabulary = read_records(ROOT).vocabulary

    assert stale_forms(ROOT, vocabulary) == ()
    assert {path.name for path in FORMS.glob("n*.yml")} | {"rettelse.yml"} == {
        Path(name).name for name in form_texts(vocabulary)
    }


@pytest.mark.parametrize("kind", ENTRY_KINDS)
def test_github_takes_the_forms(kind: Kind):
    vendor = Path(check_jsonschema.__file__).parent / "builtin_schemas/vendor"
    schema = json.loads((vendor / "github-issue-forms.json").read_text(encoding="utf-8"))

    assert list(jsonschema.Draft7Validator(schema).iter_errors(form(ENTRY_KINDS[kind].form))) == []


def test_no_choice_of_a_form_is_empty_or_stands_twice():
    offered = [
        one["attributes"]["options"]
        for kind in ENTRY_KINDS.values()
        for one in form(kind.form)["body"]
        if one["type"] == "dropdown"
    ]

    assert [one for one in offered if not one or len(set(one)) < len(one)] == []
