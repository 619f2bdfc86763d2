"""Editors at a terminal who know no YAML: what they meet, and that nothing they wrote is lost."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from inside import hub
from issues import new_item
from library import pdf, serving_documents
from projects import CATALOGUE, Project, read_yaml
from sitting import CTRL_C, CTRL_D, LEFT, UP, Sitting

from hub.catalogue.loader import CATALOGUE_FOLDER, read_records
from hub.editing.unfinished_entries import UNFINISHED_FOLDER

CASE = "borgere-med-udviklingshaemning-og-dom"
PREGNANT = "udsatte-gravide-med-et-skadeligt-rusmiddelbrug"
BRAIN = "voksne-med-kompleks-erhvervet-hjerneskade"
NOTIFICATION = {
    # a whole notification, as somebody may answer who has never seen the catalogue
    "Titel": "Central udmelding for børn med en prøve",
    "Målgruppe": "Børn og unge med en sjælden ø-prøve",
    "Id": "",
    "Gælder": "hele landet",
    "Fagområder": "1, 2",
    "Hvad sagen handler om": "Sagen handler om en prøve.",
    "Styrelsens side": "",
    "Afløser": "",
    "Sendt ud": "2.11.2026",
    "År": "",
    "Frist for kommunernes svar": "15/10 2027",
    "Dokumentets adresse": "www.sbst.dk/udmelding.pdf",
    "Side om dokumentet": "",
    "Dokumentets dato": "november 2026",
    "Udgiver": "Social- og Boligstyrelsen",
}
WRITTEN = """\
  - id: boern-og-unge-med-en-sjaelden-oe-proeve
    title: Central udmelding for børn med en prøve
    target_group: Børn og unge med en sjælden ø-prøve
    scope: national
    policy_areas:
      - social
      - special_education
    summary: Sagen handler om en prøve.
    rounds:
      - kind: original
        year: 2026
        published: 2026-11-02
        report_due: 2027-10-15
        notification:
          title: Central udmelding for børn med en prøve
          url: https://www.sbst.dk/udmelding.pdf
          date: 2026-11
          publisher: styrelsen
"""
LAST_WORD = "Skal posten skrives i kataloget?"
WHICH = "Hvilket svar skal ændres?"


def kept(project: Project) -> list[Path]:
    return list((project.root / UNFINISHED_FOLDER).glob("*"))


def test_a_notification_is_answered_in_ones_own_words(catalogue: Project):
    sitting = Sitting(catalogue, "--offline")

    sitting.answer_all(NOTIFICATION)
    sitting.answer(LAST_WORD, "")

    assert sitting.end() == 0
    assert WRITTEN in catalogue.read(CATALOGUE)
    assert "→ 2. november 2026" in sitting.screen
    assert "→ https://www.sbst.dk/udmelding.pdf" in sitting.screen
    assert read_records(catalogue.root).problems == ()
    assert kept(catalogue) == []


def test_the_first_notification_goes_into_an_empty_catalogue(catalogue: Project):
    catalogue.write(CATALOGUE, "# Kataloget\nnotifications: []\n")
    sitting = Sitting(catalogue, "--offline")

    sitting.answer_all(NOTIFICATION | {"Afløser": "", LAST_WORD: "ja"})

    assert sitting.end() == 0
    assert catalogue.read(CATALOGUE) == f"# Kataloget\nnotifications:\n{WRITTEN}"


def test_a_notification_gets_a_file_of_its_own_in_a_folder(catalogue: Project):
    (catalogue.root / CATALOGUE_FOLDER).mkdir()
    sitting = Sitting(catalogue, "--offline")

    sitting.answer_all(NOTIFICATION | {LAST_WORD: "j"})

    assert sitting.end() == 0
    file = f"{CATALOGUE_FOLDER}/boern-og-unge-med-en-sjaelden-oe-proeve.yaml"
    assert catalogue.read(file).endswith(f"notifications:\n{WRITTEN}")


def test_ctrl_c_keeps_the_answers_and_what_was_half_written(catalogue: Project):
    answers = list(NOTIFICATION.items())
    sitting = Sitting(catalogue, "--offline")
    sitting.answer_all(dict(answers[:5]))
    sitting.type("Hvad sagen handler om", f"Sagen handler om en prøve.{CTRL_C}")

    assert sitting.end() == 3
    command = shlex.split(sitting.screen.split("Gå videre med:")[1])
    assert command[:3] == ["hub", "--root", str(catalogue.root)]
    again = Sitting(catalogue, *command[4:])
    again.answer_all(dict(answers[5:]) | {"Hvad sagen handler om": ""})
    again.answer(LAST_WORD, "ja")

    assert again.end() == 0
    assert WRITTEN in catalogue.read(CATALOGUE)
    assert kept(catalogue) == []


def test_the_end_of_the_input_keeps_the_answers_too(catalogue: Project):
    sitting = Sitting(catalogue, "--report", CASE)
    sitting.answer("Område", "Nordjylland")
    sitting.type("Rundens år", CTRL_D)

    assert sitting.end() == 3
    assert "new --continue" in sitting.screen
    again = hub(catalogue, "new", "--continue", "--no-ask")

    assert again.returncode == 0, again.stderr
    assert "area: nordjylland" in again.stdout


def test_a_killed_terminal_loses_no_answer(catalogue: Project):
    sitting = Sitting(catalogue, "--report", CASE)
    sitting.answer_all({"Område": "Nordjylland", "Rundens år": "2019"})
    sitting.type("Dokumentets titel", "x")

    sitting.kill()

    done = hub(catalogue, "new", "--continue", "--no-ask", "--dry-run")
    assert "Afrapportering fra Region Nordjylland" in done.stdout


def test_a_contradiction_at_the_last_answer_says_which_two_and_loses_none(catalogue: Project):
    old = catalogue.read(CATALOGUE)
    sitting = Sitting(catalogue, "--round", BRAIN, "--offline", "--report-due", "1. maj 2026")
    sitting.answer_all({"Sendt ud": "2. november 2026"})
    sitting.answer(WHICH, "Frist")
    sitting.answer_all(
        {
            "Frist for kommunernes svar": "15. oktober 2027",
            "År": "",
            "Hvad kommunerne blev bedt om": "Kommunerne skal svare igen.",
            "Dokumentets titel": "",
            "Dokumentets adresse": "",
            "Side om dokumentet": "",
            "Dokumentets dato": "",
            "Udgiver": "",
            LAST_WORD: "",
        }
    )

    assert sitting.end() == 0, sitting.screen
    assert "Fristen 1. maj 2026 ligger før udsendelsen 2. november 2026." in sitting.screen
    assert "1. Frist for kommunernes svar: 1. maj 2026\n" in sitting.screen
    assert "2. Sendt ud: 2. november 2026\n" in sitting.screen
    assert new_item(old, catalogue.read(CATALOGUE), sitting.screen.split(LAST_WORD)[-1]) == {
        "kind": "renewed",
        "year": "2026",
        "published": "2026-11-02",
        "report_due": "2027-10-15",
        "request": "Kommunerne skal svare igen.",
        "notification": {"title": "Anmodning om fornyet behandling", "publisher": "styrelsen"},
    }


PASTED = {
    # what is pasted into a long answer, and what the catalogue says then
    "quotes, colon, hash, emoji": (
        "Sagen: \"citat\" og 'andet' # ikke en kommentar 😀 – slut.",
        "Sagen: \"citat\" og 'andet' # ikke en kommentar 😀 – slut.",
    ),
    "paragraphs of Windows": (
        "Første afsnit.\r\n\r\nAndet afsnit.\r\n",
        "Første afsnit.\n\nAndet afsnit.",
    ),
    "lines of a printed page": (
        "Sagen handler om mennesker, der skal bo på et sted med særlige\nvilkår, og om andre.",
        "Sagen handler om mennesker, der skal bo på et sted med særlige vilkår, og om andre.",
    ),
    "YAML": ("- id: x\n  title: &a *b\n---\nx: |", "- id: x\n  title: &a *b\n---\nx: |"),
    "a long text": ("Ordet står her igen. " * 200, ("Ordet står her igen. " * 200).strip()),
}


@pytest.mark.parametrize("name", PASTED)
def test_a_pasted_text_is_one_answer(catalogue: Project, name: str):
    pasted, meant = PASTED[name]
    sitting = Sitting(catalogue, "--offline")
    sitting.answer_all(dict(list(NOTIFICATION.items())[:5]))
    sitting.paste("Hvad sagen handler om", pasted)
    sitting.answer_all(dict(list(NOTIFICATION.items())[6:]) | {LAST_WORD: "ja"})

    assert sitting.end() == 0
    entry = read_yaml(catalogue.read(CATALOGUE))["notifications"]
    assert meant in [one["summary"] for one in entry]


def test_a_title_of_several_lines_becomes_one_line(catalogue: Project):
    sitting = Sitting(catalogue, "--report", CASE, "--area", "Nordjylland", "--year", "2019")
    sitting.paste("Dokumentets titel", "Kommunernes svar\nfra hele   Nordjylland\n")
    sitting.answer("Dokumentets adresse", "tilbage")
    sitting.type("Dokumentets titel", CTRL_C)

    assert sitting.end() == 3
    assert "Kommunernes svar fra hele Nordjylland" in kept(catalogue)[0].read_text("utf-8")


def test_lines_that_come_at_once_without_the_marks_of_a_paste_are_one_answer(catalogue: Project):
    sitting = Sitting(catalogue, "--round", BRAIN, "--published", "2026-11-02", "--report-due", "-")
    sitting.answer("År", "")
    sitting.type("Hvad kommunerne blev bedt om", "Første linje.\nAnden linje.\nTredje linje.\r")
    sitting.type("Dokumentets titel", CTRL_C)

    assert sitting.end() == 3
    assert "Første linje.\\nAnden linje.\\nTredje linje." in kept(catalogue)[0].read_text("utf-8")


def test_arrows_move_and_danish_letters_are_kept(catalogue: Project):
    sitting = Sitting(catalogue, "--offline")
    sitting.answer("Titel", f"Prøve æøå{LEFT}{LEFT}{LEFT}om \x7f ")
    sitting.type("Målgruppe", CTRL_C)

    assert sitting.end() == 3
    assert '"title": "Prøve om æøå"' in kept(catalogue)[0].read_text("utf-8")


def test_help_back_and_not_known(catalogue: Project):
    old = catalogue.read(CATALOGUE)
    sitting = Sitting(catalogue, "--report", "--offline")
    sitting.answer("Udmelding", "?")
    sitting.answer("Udmelding", "tilbage")
    sitting.answer("Udmelding", "9999")
    sitting.answer("Udmelding", "1")
    sitting.answer("Område", "Region Østdanmark")
    sitting.answer("Område", "2")
    sitting.answer("Rundens år", "tilbage")
    sitting.answer("Område", "KKR Nordjylland")
    sitting.answer("Rundens år", "2019")
    sitting.answer("Dokumentets titel", "-")
    sitting.answer("Dokumentets titel", "")
    sitting.answer("Dokumentets adresse", "https://ukendt.example/svar.pdf")
    sitting.answer("Dokumentets adresse", "")
    sitting.answer("Side om dokumentet", "")
    sitting.answer("Dokumentets dato", "31.02.2020")
    sitting.answer("Dokumentets dato", "oktober 2020")
    sitting.answer("Udgiver", "kl")
    sitting.answer("Bemærkning", "")
    sitting.answer(LAST_WORD, "ret")
    sitting.answer(WHICH, "Udgiver")
    sitting.answer("Udgiver", "-")
    sitting.answer(LAST_WORD, "ja")

    assert sitting.end() == 0
    assert "Skriv nummeret, navnet eller en del af det." in sitting.screen
    assert "Det er det første spørgsmål." in sitting.screen
    assert "Der er flere, det passer på: »Hovedstadsregionen«, »Region Sjælland«." in sitting.screen
    assert "En vedligeholder skal godkende værten »ukendt.example«" in sitting.screen
    assert "»31.02.2020« er ingen dato." in sitting.screen
    assert new_item(old, catalogue.read(CATALOGUE), sitting.screen.split(LAST_WORD)[-1]) == {
        "title": "Afrapportering fra Region Nordjylland",
        "date": "2020-10",
        "area": "nordjylland",
    }


def test_an_id_that_is_taken_is_asked_for_again(catalogue: Project):
    sitting = Sitting(catalogue, "--offline")
    sitting.answer("Titel", "Central udmelding for en prøve")
    sitting.answer("Målgruppe", "Voksne med kompleks erhvervet hjerneskade")
    sitting.answer("Id", BRAIN)
    sitting.answer("Id", "Stort Bogstav")
    sitting.answer("Id", "")
    sitting.type("Gælder", CTRL_C)

    assert sitting.end() == 3
    assert f"Id'et »{BRAIN}« har en anden udmelding." in sitting.screen
    assert "»Stort Bogstav« kan ikke bruges som id." in sitting.screen
    assert f'"id": "{BRAIN}-2"' in kept(catalogue)[0].read_text("utf-8")


def test_an_outcome_is_told_in_danish(catalogue: Project):
    sitting = Sitting(catalogue, "--treatment", "--offline")
    sitting.answer_all(
        {
            "Udmelding": "rusmiddelbrug",
            "Rundens år": "",
            "Udfald": "afventer",
            "Behandlingens dato": "juni 2025",
            WHICH: "1",
        }
    )
    sitting.answer_all(
        {
            "Behandlingens dato": "-",
            "Styrelsens konklusion": "Styrelsen har ikke svaret endnu.",
            "Dokumentets titel": "",
            "Dokumentets adresse": "",
            "Side om dokumentet": "",
            "Udgiver": "",
            LAST_WORD: "ja",
        }
    )

    assert sitting.end() == 0, sitting.screen
    assert "Vurderingen er ikke faldet, men behandlingen har datoen juni 2025." in sitting.screen
    cases = {one["id"]: one for one in read_yaml(catalogue.read(CATALOGUE))["notifications"]}
    treatment = cases["udsatte-gravide-med-et-skadeligt-rusmiddelbrug"]["rounds"][-1][
        "agency_treatment"
    ]
    assert treatment["outcome"] == "awaited"
    assert treatment["summary"] == "Styrelsen har ikke svaret endnu."


def test_a_correction_is_placed_by_choosing(catalogue: Project):
    old = catalogue.read(CATALOGUE)
    sitting = Sitting(catalogue, "--correction")
    sitting.answer_all(
        {
            "Udmelding": f"https://centrale-udmeldinger.example/udmeldinger/{CASE}/",
            "Hvad skal rettes?": "Dokumentets adresse",
            "Hvor står det?": "bilag 1",
            "Hvad der skal stå (Dokumentets adresse)": "https://www.sbst.dk/bilag-1.pdf",
            "Hvor ved du det fra?": "Set hos styrelsen",
            LAST_WORD: "ja",
        }
    )

    assert sitting.end() == 0
    assert "Der står intet nu." in sitting.screen
    new = catalogue.read(CATALOGUE)
    added = "            url: https://www.sbst.dk/bilag-1.pdf\n"
    assert new.count(added) == 1
    assert new.replace(added, "") == old


def test_a_files_own_title_is_a_proposal_and_a_programs_is_none(catalogue: Project):
    with (catalogue.root / "data/hosts.yaml").open("a") as stream:
        stream.write('  - host: 127.0.0.1\n    reason: prøve\n    private: "true"\n')
    with serving_documents() as library:
        file = pdf("Svar", title="Microsoft Word - Udkast.docx")
        address = library.put("/a.pdf", file)
        sitting = Sitting(catalogue, "--report", CASE, address, "--area", "5", "--year", "2019")
        sitting.type("Dokumentets titel", CTRL_C)
        assert sitting.end() == 3

        told = library.put("/b.pdf", pdf("Svar", title="Svaret fra Nordjylland"))
        other = Sitting(catalogue, "--report", CASE, told, "--area", "5", "--year", "2019")
        other.type("Dokumentets titel", CTRL_C)
        assert other.end() == 3

    assert "Dokumentets titel [Afrapportering fra Region Nordjylland]:" in sitting.screen
    assert "Dokumentets titel [Svaret fra Nordjylland]:" in other.screen


def test_the_first_entry_of_a_new_hub(catalogue: Project, tmp_path: Path):
    new = Project(tmp_path / "new")
    done = hub(catalogue, "init", new.root, "--name", "Vores hub", "--no-ask")
    assert done.returncode == 0, done.stderr
    sitting = Sitting(new, "--offline")

    sitting.answer_all(NOTIFICATION | {LAST_WORD: "ja"})

    assert sitting.end() == 0
    assert new.read(CATALOGUE).endswith(f"notifications:\n{WRITTEN}")
    assert hub(new, "check").returncode == 0


def test_what_the_catalogue_says_of_an_outcome_is_proposed_and_kept(catalogue: Project):
    old = catalogue.read(CATALOGUE)
    sitting = Sitting(catalogue, "udfald", "borgere-med-svaere-spiseforstyrrelser-2015")
    sitting.answer_all(
        {
            "Udfald": "",
            "Behandlingens dato": "15. marts 2018",
            "Styrelsens konklusion": "",
            "Dokumentets titel": "",
            "Dokumentets adresse": "",
            "Side om dokumentet": "",
            "Udgiver": "",
            LAST_WORD: "ja",
        }
    )

    assert sitting.end() == 0
    assert "Udfald [Tilstrækkelig løsning]:" in sitting.screen
    assert "Behandlingens dato [marts 2018]:" in sitting.screen
    assert catalogue.read(CATALOGUE) == old.replace("date: 2018-03\n", "date: 2018-03-15\n")


def test_another_field_asks_for_its_value_again(catalogue: Project):
    sitting = Sitting(catalogue, "rettelse", BRAIN)
    sitting.answer_all(
        {
            "Hvad skal rettes?": "noget andet",
            "Hvad der skal stå": "Målgruppen er en anden.",
            "Hvor ved du det fra?": "",
        }
    )
    sitting.answer(WHICH, "Hvad skal rettes")
    sitting.answer("Hvad skal rettes?", "udgiver")
    sitting.answer("Hvor står det?", "1")
    sitting.type("Hvad der skal stå (Udgiver)", CTRL_C)

    assert sitting.end() == 3
    assert "Det er ikke en af de oplysninger, som kan rettes af en maskine." in sitting.screen
    assert "Målgruppen er en anden." in kept(catalogue)[0].read_text("utf-8")


def test_the_arrow_up_brings_a_proposal_to_be_changed(catalogue: Project):
    sitting = Sitting(catalogue, "--report", CASE, "--area", "5", "--year", "2019")
    sitting.answer("Dokumentets titel", f"{UP} (udkast)")
    sitting.type("Dokumentets adresse", CTRL_C)

    assert sitting.end() == 3
    answers = kept(catalogue)[0].read_text("utf-8")
    assert '"title": "Afrapportering fra Region Nordjylland (udkast)"' in answers
