"""`hub new`, as an editor uses it: asked, by options, from an address."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import forked
import pytest
import yaml
from inside import hub
from issues import new_item
from library import DocumentServer, pdf, serving_documents
from projects import CATALOGUE, Project, environ

from hub.catalogue.loader import read_records

CASE = "borgere-med-udviklingshaemning-og-dom"
BRAIN = "voksne-med-kompleks-erhvervet-hjerneskade"
REPORT = ("new", "--report", CASE, "--offline", "--yes")


def asked(project: Project, *words: str, answers: list[str]) -> subprocess.CompletedProcess[str]:
    """Run `hub new` at a terminal, as it were, and answer its questions."""
    return hub(project, "new", "--ask", *words, answers=answers)


def test_a_report_is_asked_for_and_wrong_answers_are_asked_again(catalogue: Project):
    old = catalogue.read(CATALOGUE)
    answers = [
        "sjaeland",  # wrong
        "Sjælland",
        "2019",
        "",  # the proposed title
        "javascript:alert(1)",  # wrong
        "https://www.rs17.dk/svar.pdf",
        "",
        "32/10 2020",  # wrong
        "15/10 2020",
        "kkr",  # wrong
        "",
        "",
        "j",
    ]

    done = asked(catalogue, "--report", CASE, "--offline", answers=answers)

    assert done.returncode == 0, done.stdout
    assert new_item(old, catalogue.read(CATALOGUE), done.stdout) == {
        "title": "Afrapportering fra Region Sjælland",
        "url": "https://www.rs17.dk/svar.pdf",
        "date": "2020-10-15",
        "area": "sjaelland",
    }
    assert "»sjaeland« er ikke på listen. Mente du »Region Sjælland«?" in done.stdout
    assert "»32/10 2020« er ingen dato. Skriv for eksempel 26. november 2019," in done.stdout
    assert "→ 15. oktober 2020" in done.stdout
    assert "»kkr« er ikke på listen." in done.stdout


def test_the_notification_is_chosen_by_its_number_or_a_part_of_its_name(catalogue: Project):
    answers = ["findes-ikke", "spiseforstyrrelser", "hjerneskade", "nordjylland", *[""] * 6, "nej"]

    done = asked(catalogue, "--report", "--offline", answers=answers)

    assert "- Der er ingen udmelding, der hedder »findes-ikke«." in done.stdout
    assert "- Der er flere, det passer på: »" in done.stdout
    assert "  1. Hovedstadsregionen\n  2. Region Sjælland\n" in done.stdout
    assert "Intet er skrevet." in done.stderr
    assert done.returncode == 1


def test_an_unknown_notification_is_told_with_the_nearest(catalogue: Project):
    done = hub(catalogue, "new", "--report", "borgere-med-udviklingshaemning-og-dm", "--area", "x")

    assert done.returncode == 1
    assert "Mente du »Central udmelding for borgere med udviklingshæmning" in done.stderr
    assert f"« ({CASE})?" in done.stderr


def test_a_round_is_added_to_its_notification(catalogue: Project):
    old = catalogue.read(CATALOGUE)

    done = hub(
        catalogue,
        *(
            "new",
            "--round",
            "voksne-med-kompleks-erhvervet-hjerneskade",
            "--published",
            "2026-11-02",
        ),
        *("--report-due", "2027-10-15", "--request", "Kommunerne skal svare igen.", "--yes"),
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert new_item(old, catalogue.read(CATALOGUE), done.stdout) == {
        "kind": "renewed",
        "year": "2026",
        "published": "2026-11-02",
        "report_due": "2027-10-15",
        "request": "Kommunerne skal svare igen.",
        "notification": {"title": "Anmodning om fornyet behandling", "publisher": "styrelsen"},
    }
    # The case had ended well, so the check warns of its going on.
    problems = read_records(catalogue.root).problems
    assert [one.rule for one in problems] == ["sufficient-but-renewed"]


def test_a_dry_run_shows_the_entry_and_writes_nothing(catalogue: Project):
    old = catalogue.read(CATALOGUE)

    done = hub(catalogue, *REPORT, "--area", "nordjylland", "--dry-run")

    assert done.returncode == 0
    assert "- title: Afrapportering fra Region Nordjylland\n" in done.stdout
    assert catalogue.read(CATALOGUE) == old


WRONG = {
    # what is given, and what is said
    "--area=nordjyland": "»nordjyland« er ikke på listen. Mente du »Region Nordjylland«?",
    "--area=hovedstaden": "allerede en afrapportering fra området",
    "--date=2020-02-30": "»2020-02-30« er ingen dato",
    "--date=2018": "Afrapporteringen er dateret 2018, før udsendelsen 2019-11-26",
    "--url=https://ukendt.example/x.pdf": "»ukendt.example« står ikke i data/hosts.yaml",
    "--url=ftp://sbst.dk/x.pdf": "ftp",
    "--publisher=ministeriet": "»ministeriet« er ikke på listen.",
    "--year=1999": "Udmeldingen har ingen runde fra det år. Den har runder fra: 2019, 2023.",
    "--title=To\nlinjer": "line-break",
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_the_check_refuses_is_never_written(catalogue: Project, wrong: str):
    old = (catalogue.root / CATALOGUE).read_bytes()
    right = ["--area=nordjylland", "--year=2019"]

    done = hub(catalogue, *REPORT, *right, wrong)

    assert done.returncode == 1
    assert WRONG[wrong] in done.stdout + done.stderr
    assert (catalogue.root / CATALOGUE).read_bytes() == old
    assert not list((catalogue.root / "data").glob(".*"))


def test_a_catalogue_with_faults_is_mended_first(catalogue: Project):
    catalogue.replace(CATALOGUE, "scope: national", "scope: nasjonal")

    done = hub(catalogue, *REPORT, "--area", "nordjylland")

    assert done.returncode == 1
    assert "Mente du »national«?" in done.stdout
    assert "Ret dem først; intet er skrevet." in done.stderr


def served(project: Project) -> None:
    """Let the project's catalogue link to this machine."""
    with (project.root / "data/hosts.yaml").open("a") as stream:
        stream.write('  - host: 127.0.0.1\n    reason: prøve\n    private: "true"\n')


@pytest.fixture
def server(catalogue: Project):
    served(catalogue)
    with serving_documents() as library:
        yield library


def test_an_address_tells_title_and_language_and_proposes_its_date(
    catalogue: Project, server: DocumentServer
):
    told = {"root": "/Lang (en)", "info": "/CreationDate (D:20201014)"}
    file = pdf("Text", "More", title="Report of the area", **told)
    address = server.put("/report.pdf", file)
    old = catalogue.read(CATALOGUE)

    done = hub(catalogue, "new", "--report", CASE, address, "--area", "nordjylland", "--yes")

    assert done.returncode == 0, done.stdout + done.stderr
    assert new_item(old, catalogue.read(CATALOGUE), done.stdout) == {
        "title": "Report of the area",
        "url": address,
        "area": "nordjylland",
        "language": "en",
    }
    assert "Fundet: PDF, 2 sider." in done.stderr
    assert "Filen er lavet 14. oktober 2020. Det er ikke altid dokumentets egen" in done.stderr


def test_a_page_about_a_document_proposes_the_file(catalogue: Project, server: DocumentServer):
    file = server.put("/svar.pdf", pdf("Svar"))
    page = f"<title>Områdets svar</title><a href='{file}'>Hent svaret</a>".encode()
    address = server.put("/side", page, "text/html")
    old = catalogue.read(CATALOGUE)
    answers = ["nordjylland", "2019", "", "", "", "", "", ""]

    done = asked(catalogue, "--report", CASE, address, answers=answers)

    assert f"Siden linker til filen {file}" in done.stderr
    assert new_item(old, catalogue.read(CATALOGUE), done.stdout) == {
        "title": "Områdets svar",
        "url": file,
        "landing_page": address,
        "area": "nordjylland",
    }


def test_an_address_that_does_not_answer_is_said_and_the_entry_still_made(
    catalogue: Project, server: DocumentServer
):
    address = server.url("/mangler.pdf")

    done = hub(
        catalogue,
        *("new", "--report", CASE, address, "--area", "nordjylland", "--dry-run"),
    )

    assert done.returncode == 0
    assert "Adressen kunne ikke læses:" in done.stderr


def test_a_killed_run_leaves_the_old_catalogue_or_the_new_one(catalogue: Project, tmp_path: Path):
    old = (catalogue.root / CATALOGUE).read_bytes()
    words = ["--root", str(catalogue.root), *REPORT, "--area", "nordjylland"]
    seen = set()

    for number in range(6):
        told = tmp_path / str(number)
        told.mkdir()
        run = forked.start(words, folder=catalogue.root, environment=environ(), told=told)
        time.sleep(0.02 + 0.05 * number)
        run.kill()
        run.join()
        data = (catalogue.root / CATALOGUE).read_bytes()
        seen.add(data)
        assert yaml.safe_load(data)
        (catalogue.root / CATALOGUE).write_bytes(old)

    assert old in seen
    assert len(seen) <= 2


def test_a_long_list_is_shown_in_part_and_every_name_in_it_understood(catalogue: Project):
    entry = catalogue.read(CATALOGUE).split("notifications:\n")[1].split("  - id: ")[1]
    case, _, rest = entry.partition("\n")
    title, _, rest = rest.partition("    target_group:")
    more = [
        f"  - id: sag-{number}\n    title: Sag {number}\n    target_group:{rest}"
        for number in range(100)
    ]
    catalogue.write(CATALOGUE, f"notifications:\n{''.join(more)}")

    done = asked(catalogue, "--report", "--offline", answers=["sag 77", "nordjylland"])

    assert case not in done.stdout
    assert title not in done.stdout
    assert " 40. Sag 39\n     … og 60 mere. Skriv en del af navnet.\n" in done.stdout
    assert "→ Sag 77" in done.stdout
    assert done.returncode == 3
    assert "hub --root" in done.stderr


def test_the_kind_may_be_said_in_danish(catalogue: Project):
    done = hub(catalogue, "new", "bilag", CASE, "--year=2019", "--number=9", "--no-ask")

    assert done.returncode == 0, done.stderr
    assert "Skrev et nyt bilag" in done.stdout


def test_a_question_of_another_kind_is_wrong_use(catalogue: Project):
    done = hub(catalogue, "new", "--report", CASE, "--outcome=sufficient", "--no-ask")

    assert done.returncode == 2
    assert "--outcome is no question of this kind." in done.stderr


def test_nothing_to_go_on_with_is_said(catalogue: Project):
    done = hub(catalogue, "new", "--continue")

    assert done.returncode == 1
    assert "Der er ingen svar at gå videre med." in done.stderr


@pytest.mark.parametrize("kind", ["treatment", "report", "correction"])
def test_what_must_be_answered_is_named_where_nobody_is_asked(catalogue: Project, kind: str):
    old = catalogue.read(CATALOGUE)

    done = hub(catalogue, "new", f"--{kind}", BRAIN, "--no-ask")

    assert done.returncode == 1
    assert ": Det skal besvares." in done.stderr or "Det står der allerede." in done.stderr
    assert catalogue.read(CATALOGUE) == old
