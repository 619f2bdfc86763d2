"""Every form: the same entry as by the questions, a reply in the form's own words, nothing lost."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from inside import hub
from issues import issue, saved
from projects import CATALOGUE, Project

from hub.catalogue.loader import CATALOGUE_FOLDER, read_records
from hub.diagnostics.rules import all_rules
from hub.editing.entry_kinds import ENTRY_KINDS, Kind

CASE = "borgere-med-udviklingshaemning-og-dom"
BRAIN = "voksne-med-kompleks-erhvervet-hjerneskade"
TITLE = "Central udmelding for voksne med kompleks erhvervet hjerneskade"
PAGE = f"https://centrale-udmeldinger.example/udmeldinger/{CASE}/"

FILLED: dict[str, tuple[Kind, dict[str, str], list[str]]] = {
    # the form, how it is filled in, and the command that makes the same entry
    "a notification": (
        "notification",
        {
            "Titel": "Central udmelding for borgere med en prøve",
            "Målgruppe": "Borgere med en prøve",
            "Gælder": "En del af landet",
            "Fagområder": "Begge",
            "Hvad sagen handler om": "Sagen er en prøve.",
            "Sendt ud": "2. november 2026",
            "Frist for kommunernes svar": "15/10 2027",
            "Dokumentets adresse": "www.sbst.dk/a.pdf",
        },
        [
            "--title=Central udmelding for borgere med en prøve",
            "--target-group=Borgere med en prøve",
            "--scope=regional",
            "--policy-areas=social, special_education",
            "--summary=Sagen er en prøve.",
            "--published=2026-11-02",
            "--report-due=2027-10-15",
            "--url=https://www.sbst.dk/a.pdf",
        ],
    ),
    "a round": (
        "round",
        {
            "Udmelding": TITLE,
            "Sendt ud": "efteråret 2026",
            "Hvad kommunerne blev bedt om": "Svar igen.\n\nSvar: det hele.",
        },
        [
            *("--round", BRAIN, "--published=2026-efterår"),
            "--request=Svar igen.\n\nSvar: det hele.",
        ],
    ),
    "a report": (
        "report",
        {"Udmelding": PAGE, "Område": "Region Nordjylland", "Dokumentets dato": "oktober 2024"},
        ["--report", CASE, "--area=nordjylland", "--date=2024-10"],
    ),
    "an appendix": (
        "appendix",
        {
            "Udmelding": CASE,
            "Rundens år": "2019",
            "Bilagets nummer": "Bilag 4",
            "Dokumentets titel": "Bilag 4: Ordliste",
            "Side om dokumentet": "https://sbst.dk/bilag",
        },
        [
            *("--appendix", CASE, "--year=2019", "--number=4", "--title=Bilag 4: Ordliste"),
            "--landing-page=https://sbst.dk/bilag",
        ],
    ),
    "an outcome": (
        "treatment",
        {
            "Udmelding": CASE,
            "Udfald": "Tilstrækkelig løsning",
            "Behandlingens dato": "1. juni 2025",
            "Styrelsens konklusion": "Løsningen rækker.",
        },
        [
            *("--treatment", CASE, "--outcome=sufficient", "--date=2025-06-01"),
            "--summary=Løsningen rækker.",
        ],
    ),
    "a correction of the case": (
        "correction",
        {
            "Udmelding": BRAIN,
            "Hvad skal rettes?": "Fagområder",
            "Hvad der skal stå": "Socialområdet og specialundervisning",
        },
        [
            *("--correction", BRAIN, "--field=Fagområder"),
            "--value=social, special_education",
        ],
    ),
    "a correction of a document": (
        "correction",
        {
            "Udmelding": CASE,
            "Hvad skal rettes?": "Udgiver",
            "Hvor står det?": "2019, Bilag 2",
            "Hvad der skal stå": "KL",
            "Hvor ved du det fra?": "Står på forsiden.",
        },
        ["--correction", CASE, "--field=Udgiver", "--place=bilag 2", "--value=kl"],
    ),
    "a correction of a round": (
        "correction",
        {
            "Udmelding": CASE,
            "Hvad skal rettes?": "Frist for kommunernes svar",
            "Hvor står det?": "2019",
            "Hvad der skal stå": "1. december 2020",
        },
        ["--correction", CASE, "--field=frist", "--place=2019", "--value=2020-12-01"],
    ),
}


def filled(name: str) -> str:
    kind, answers, _ = FILLED[name]
    return issue(ENTRY_KINDS[kind].form, answers)


def changed_lines(old: str, new: str) -> list[str]:
    return [line for line in difflib.ndiff(old.splitlines(), new.splitlines()) if line[0] in "+-"]


@pytest.mark.parametrize("breaks", ["\n", "\r\n"])
@pytest.mark.parametrize("name", FILLED)
def test_a_form_gives_the_same_entry_as_the_command(
    catalogue: Project, tmp_path: Path, name: str, breaks: str
):
    old = catalogue.read(CATALOGUE)
    by_command = hub(catalogue, "new", *FILLED[name][2], "--no-ask", "--offline")
    wanted = catalogue.read(CATALOGUE)
    catalogue.write(CATALOGUE, old)

    done = hub(
        catalogue, "new", "--from-issue", saved(tmp_path, filled(name).replace("\n", breaks))
    )

    assert by_command.returncode == 0, by_command.stderr + by_command.stdout
    assert done.returncode == 0, done.stdout
    assert catalogue.read(CATALOGUE) == wanted
    rules = {one.rule for one in read_records(catalogue.root).problems}
    assert {rule for rule in rules if all_rules()[rule].severity == "error"} == set()


CHANGED = {
    "a correction of the case": ["+       - special_education"],
    "a correction of a document": [
        "-             publisher: styrelsen",
        "+             publisher: kl",
    ],
    "a correction of a round": [
        "-         report_due: 2020-10-15",
        "+         report_due: 2020-12-01",
    ],
}


@pytest.mark.parametrize("name", CHANGED)
def test_a_change_touches_its_own_lines_and_no_other(catalogue: Project, tmp_path: Path, name: str):
    old = catalogue.read(CATALOGUE)

    hub(catalogue, "new", "--from-issue", saved(tmp_path, filled(name)))

    assert changed_lines(old, catalogue.read(CATALOGUE)) == CHANGED[name]


def test_the_reply_says_how_the_answers_were_understood(catalogue: Project, tmp_path: Path):
    done = hub(catalogue, "new", "--from-issue", saved(tmp_path, filled("a report")))

    assert done.stdout.splitlines()[:-1] == [
        "Svarene er læst som en afrapportering:",
        (
            "- Udmelding: Central udmelding for borgere med udviklingshæmning og dom med behov for "
            "anbringelse i sikret afdeling"
        ),
        "- Område: Region Nordjylland",
        "- Dokumentets dato: oktober 2024",
        "",
    ]
    assert done.stdout.splitlines()[-1].startswith("Skrev en ny afrapportering: data/notif")


REFUSED: dict[str, tuple[Kind, dict[str, str], str]] = {
    # the form, how it is filled in, and what is said
    "a contradiction": (
        "notification",
        {**FILLED["a notification"][1], "Frist for kommunernes svar": "1. maj 2026"},
        (
            "Feltet »Frist for kommunernes svar«: Fristen 1. maj 2026 ligger før udsendelsen "
            "2. november 2026. Ret den af de to datoer, der er forkert. Se kilden efter. "
            "Se også »Sendt ud«."
        ),
    ),
    "an appendix that is there": (
        "appendix",
        {**FILLED["an appendix"][1], "Bilagets nummer": "1"},
        (
            "Feltet »Bilagets nummer«: Runden har det dokument allerede. Hvert bilag har sit eget "
            "nummer, og hvert område svarer én gang i en runde. Se også »Rundens år«."
        ),
    ),
    "a place that could be several": (
        "correction",
        {
            "Udmelding": CASE,
            "Hvad skal rettes?": "Dokumentets dato",
            "Hvad der skal stå": "2020",
        },
        "Det kan stå flere steder. Skriv, hvor det er: »2019, Central udmelding«, »2019, Bilag 1",
    ),
    "a place that is none": (
        "correction",
        {
            "Udmelding": CASE,
            "Hvad skal rettes?": "Dokumentets dato",
            "Hvor står det?": "på forsiden",
            "Hvad der skal stå": "2020",
        },
        "Det kan stå flere steder. Skriv, hvor det er:",
    ),
    "something else": (
        "correction",
        {
            "Udmelding": CASE,
            "Hvad skal rettes?": "Noget andet",
            "Hvad der skal stå": "Tidsplanen mangler en linje.",
        },
        "Det er ikke en af de oplysninger, som kan rettes af en maskine.",
    ),
    "what is there already": (
        "correction",
        {
            "Udmelding": CASE,
            "Hvad skal rettes?": "Frist for kommunernes svar",
            "Hvor står det?": "2019",
            "Hvad der skal stå": "15. oktober 2020",
        },
        "Det står der allerede.",
    ),
    "no choice": ("report", {"Udmelding": CASE, "Område": "None"}, "»Område«: Det skal besvares."),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal_names_the_forms_own_field(catalogue: Project, tmp_path: Path, name: str):
    kind, answers, words = REFUSED[name]
    old = (catalogue.root / CATALOGUE).read_bytes()

    done = hub(
        catalogue, "new", "--from-issue", saved(tmp_path, issue(ENTRY_KINDS[kind].form, answers))
    )

    assert done.returncode == 1
    assert words in done.stdout
    assert (catalogue.root / CATALOGUE).read_bytes() == old


@pytest.mark.parametrize("name", ["something else", "a place that is none"])
def test_what_no_program_can_place_goes_to_a_maintainer(
    catalogue: Project, tmp_path: Path, name: str
):
    kind, answers, _ = REFUSED[name]

    done = hub(
        catalogue, "new", "--from-issue", saved(tmp_path, issue(ENTRY_KINDS[kind].form, answers))
    )

    assert "En vedligeholder skal sætte det ind i hånden. Intet er gået tabt:" in done.stdout
    assert f"- Hvad der skal stå: {answers['Hvad der skal stå']}" in done.stdout


HOSTILE = (
    "- id: x\n  title: &a *b\n---\n!!python/object/apply:os.system ['id']",
    "</script><script>alert(1)</script>",
    "::error file=x::y\n##[group]z @nogen $(id) `id` ${{ secrets.X }}",
    "\x1b]0;x\x07\x1b[31m\u202eom\x00",
    "x" * 9000,
    "../../etc/passwd",
    "---\n...\n# kommentar\n\tTab: {a: [b",
    "\u2028\u2029\x85\ufeff\ud800",
)


@pytest.mark.parametrize("number", range(len(HOSTILE)))
@pytest.mark.parametrize("kind", ENTRY_KINDS)
def test_hostile_answers_in_every_field_run_nothing_and_break_nothing(
    catalogue: Project, tmp_path: Path, kind: Kind, number: int
):
    entry = ENTRY_KINDS[kind]
    names = [one for one in FILLED if FILLED[one][0] == kind]
    usual = FILLED[names[0]][1]
    files = {path.name for path in catalogue.root.rglob("*")}

    for label in [one.label for one in entry.form_questions]:
        old = catalogue.read(CATALOGUE)
        text = issue(entry.form, {**usual, label: HOSTILE[number]})
        done = hub(catalogue, "new", "--from-issue", saved(tmp_path, text))

        assert done.returncode in (0, 1)
        assert done.stdout.replace("\n", "").isprintable()
        assert "::" not in done.stdout
        is_changed = catalogue.read(CATALOGUE) != old
        # What is as it was has no errors still, and to read it again takes as long as the command.
        problems = read_records(catalogue.root).problems if is_changed else ()
        rules = {one.rule for one in problems}
        assert {rule for rule in rules if all_rules()[rule].severity == "error"} == set()
        assert is_changed == (done.returncode == 0)
        catalogue.write(CATALOGUE, old)

    assert {path.name for path in catalogue.root.rglob("*")} - files <= {
        *(".cache", "hub", "locks", "notifications.lock"),
    }


@pytest.mark.parametrize("name", [one for one in FILLED if one != "a notification"])
def test_line_ends_mark_and_comments_of_the_file_are_kept(
    catalogue: Project, tmp_path: Path, name: str
):
    path = catalogue.root / CATALOGUE
    text = path.read_text("utf-8").replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    before = path.read_bytes().split(b"\r\n")

    done = hub(catalogue, "new", "--from-issue", saved(tmp_path, filled(name)))

    after = path.read_bytes()
    assert done.returncode == 0, done.stdout
    assert after.startswith(b"\xef\xbb\xbf#")
    assert after.count(b"\n") == after.count(b"\r\n")
    removed = [line for line in before if line not in after.split(b"\r\n")]
    assert [line for line in removed if line.lstrip().startswith(b"#")] == []


@pytest.mark.parametrize("name", [one for one in FILLED if one != "a notification"])
def test_in_a_folder_only_the_file_of_the_case_is_changed(
    catalogue: Project, tmp_path: Path, name: str
):
    head, *entries = catalogue.read(CATALOGUE).split("  - id: ")
    (catalogue.root / CATALOGUE_FOLDER).mkdir()
    for entry in entries:
        id_ = entry.partition("\n")[0]
        catalogue.write(f"{CATALOGUE_FOLDER}/{id_}.yaml", f"notifications:\n  - id: {entry}")
    catalogue.write(CATALOGUE, head.replace("notifications:\n", "notifications: []\n"))
    files = sorted(catalogue.root.rglob("data/**/*.yaml"))
    before = {path: path.read_bytes() for path in files}

    done = hub(catalogue, "new", "--from-issue", saved(tmp_path, filled(name)))

    assert done.returncode == 0, done.stdout
    changed = [path.stem for path in files if path.read_bytes() != before[path]]
    assert changed == [BRAIN if name in ("a round", "a correction of the case") else CASE]
