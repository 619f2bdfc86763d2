"""The round trip of the issue forms: answers become an entry, or a clear refusal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from inside import hub
from issues import NOTIFICATION, REPORT, form, labels, new_item, notification, report, saved
from projects import CATALOGUE, ROOT, VOCABULARY, Project

from hub.catalogue.loader import read_records
from hub.editing.issue_form import FORMS, form_labels, form_questions, read_form
from hub.text.slugs import slug

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
            id="script-alert-1-script-citat-x-a-javascript-1",
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
        entry(target_group="*alias: &anchor {a: [b]} # !!tag % @x `y`"),
    ),
    "hostile: half a pair": (
        notification(Titel="A\ud800B"),
        entry(id="ab", title="A\ufffd\ufffd\ufffdB"),
    ),
    "hostile: commands and mentions": (
        report(Bemærkning="::error file=x::y\n##[error]z\n@nogen ${{ secrets.X }} $(id) `id`"),
        a_report(note="::error file=x::y\n##[error]z\n@nogen ${{ secrets.X }} $(id) `id`"),
    ),
}

REFUSED = {
    # what was answered, and the rule or words that refuse it
    "an unknown notification": (report(Udmelding="findes-ikke"), "ingen udmelding med id'et"),
    "an address of a script": (
        report(**{"Dokumentets adresse": "javascript:alert(1)"}),
        "javascript",
    ),
    "a strange host": (
        report(**{"Dokumentets adresse": "https://x.example/a.pdf"}),
        "x.example",
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
    "hostile: YAML for an id": (report(Udmelding="x\n- id: y"), "ingen udmelding med id'et"),
    "hostile: YAML for an area": (report(Område="hovedstaden\nwithheld: true"), "kendes ikke"),
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


@pytest.mark.parametrize("kind", FORMS)
def test_the_forms_ask_what_the_hub_reads(kind: str):
    name = FORMS[kind]
    text = notification() if kind == "notification" else report()

    required = [
        (one["attributes"]["label"], one.get("validations", {}).get("required", False))
        for one in form(name)["body"]
        if one["type"] != "markdown"
    ]

    assert form_labels(ROOT, kind) == tuple(labels(name))
    assert list(form_questions(kind)) == required
    assert read_form(text).kind == kind


def test_the_report_form_offers_the_areas_of_the_vocabulary():
    areas = yaml.safe_load((ROOT / VOCABULARY).read_text())["areas"]
    body = form("ny-afrapportering.yml")["body"]

    offered = next(one["attributes"]["options"] for one in body if one.get("id") == "area")

    assert [slug(one) for one in offered] == [area["id"] for area in areas]
