"""`hub changes`: the summary of ten commits, each whole and right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from projects import CATALOGUE, Project
from repositories import FILE, Repository
from roots import ENTRY, make_root

ROUND = ENTRY.format(id="sag").replace("title: Sag sag", "title: Sag & <b>mere</b> @nogen")
SHOWN = "Sag &amp; &lt;b&gt;mere&lt;/b&gt; \\@<!-- -->nogen"
APPENDICES = f"""\
        appendices:
          - title: Bilag 1
            number: 1
            url: {FILE}
          - title: Bilag 2
            number: 2
"""
REPORT = """\
        regional_reports:
          - title: Svar
            area: sjaelland
"""
TREATED = """\
        agency_treatment:
          outcome: sufficient
          date: 2021
"""
RENEWED = """\
      - kind: renewed
        year: 2022
"""


def _first(repository: Repository) -> None:
    repository.append(f"{ENTRY.format(id='ny')}{APPENDICES}")
    repository.lock("broken", versions=0)


def _withheld(repository: Repository) -> None:
    repository.project.replace(
        CATALOGUE, "            number: 2\n", "            number: 2\n            withheld: true\n"
    )


def _gone(repository: Repository) -> None:
    text = repository.project.read(CATALOGUE)
    repository.project.write(CATALOGUE, text.replace("area: sjaelland", "area: syddanmark"))


STEPS: dict[str, tuple[Callable[[Repository], object], str, list[str]]] = {
    # what a commit does, the line that tells it, and what is told of each change
    "a notification with two appendices, whose link is broken": (
        _first,
        "1 ny udmelding, 2 nye bilag og 1 link virker ikke.",
        [
            "- Ny udmelding: Sag ny (/udmeldinger/ny/)",
            "- Nyt bilag: Bilag 1 (Sag ny) (/udmeldinger/ny/#ny-2019-bilag-1)",
            "- Nyt bilag: Bilag 2 (Sag ny) (/udmeldinger/ny/#ny-2019-bilag-2)",
            f"- Link virker ikke: {FILE} (Bilag 1 (Sag ny)) (/udmeldinger/ny/#ny-2019-bilag-1)",
        ],
    ),
    "the link works again": (
        lambda repository: repository.lock("document"),
        "1 link virker igen.",
        [f"- Link virker igen: {FILE} (Bilag 1 (Sag ny)) (/udmeldinger/ny/#ny-2019-bilag-1)"],
    ),
    "a new version at the publisher": (
        lambda repository: repository.lock("document", versions=2),
        "1 dokument er ændret hos udgiveren.",
        ["- Dokument er ændret hos udgiveren: Bilag 1 (Sag ny) (/udmeldinger/ny/#ny-2019-bilag-1)"],
    ),
    "a report": (
        lambda repository: repository.append(REPORT),
        "1 ny afrapportering.",
        ["- Ny afrapportering: Svar (Sag ny) (/udmeldinger/ny/#ny-2019-afrapportering-sjaelland)"],
    ),
    "a report of another area": (
        _gone,
        "1 ny afrapportering og 1 fjernet dokument.",
        [
            (
                "- Ny afrapportering: Svar (Sag ny) "
                "(/udmeldinger/ny/#ny-2019-afrapportering-syddanmark)"
            ),
            "- Fjernet dokument: Svar (Sag ny) (/udmeldinger/ny/#ny-2019-afrapportering-sjaelland)",
        ],
    ),
    "an outcome": (
        lambda repository: repository.append(TREATED),
        "1 nyt udfald.",
        [
            "- Nyt udfald: Sag ny, 2019 (/udmeldinger/ny/)",
            "  - Udfaldet er »Tilstrækkelig løsning«.",
            "  - Datoen for styrelsens behandling er nu oplyst: 2021.",
        ],
    ),
    "a round, and a document withheld": (
        lambda repository: (repository.append(RENEWED), _withheld(repository)),
        "1 ny runde og 1 dokument vises ikke mere.",
        [
            "- Ny runde: Sag ny, 2022 (/udmeldinger/ny/)",
            "- Dokument vises ikke mere: Bilag 2 (Sag ny) (/udmeldinger/ny/#ny-2019-bilag-2)",
        ],
    ),
    "words in two entries and a document": (
        lambda repository: (
            repository.project.write(
                CATALOGUE,
                repository.project.read(CATALOGUE).replace("summary: Tekst.", "summary: x"),
            ),
            repository.project.replace(CATALOGUE, "title: Bilag 1", "title: Bilag 1, rettet"),
        ),
        "2 ændrede udmeldinger og 1 ændret dokument.",
        [
            "- Ændret udmelding: Sag & <b>mere</b> @nogen (/udmeldinger/sag/)",
            "  - Resuméet er omskrevet.",
            "- Ændret udmelding: Sag ny (/udmeldinger/ny/)",
            "  - Resuméet er omskrevet.",
            "- Ændret dokument: Bilag 1, rettet (Sag ny) (/udmeldinger/ny/#ny-2019-bilag-1)",
            "  - Titlen er ændret fra »Bilag 1« til »Bilag 1, rettet«.",
        ],
    ),
    "pages, and the words that all pages use": (
        lambda repository: (
            repository.project.write("content/ny/index.md", "# Ny\n"),
            repository.project.write("content/om.md", "# Om os\n"),
            repository.project.write(
                "data/process.yaml", repository.project.read("data/process.yaml") + "# slut\n"
            ),
        ),
        "1 ny side, 1 ændret side og 1 ændring i ord, navne eller forløb.",
        [
            "- Ny side: ny/ (/ny/)",
            "- Ændret side: om (/om/)",
            "- Ændring i ord, navne eller forløb: Forløb, screeningsmodel og tidsplan",
        ],
    ),
    "nothing that a reader meets": (
        lambda repository: (
            repository.append("# en bemærkning\n"),
            repository.project.write("README.md", "x\n"),
        ),
        "Ingen ændringer for læserne.",
        [],
    ),
}


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Repository]:
    """Return a project with a commit for each step, and its first state as tag 0."""
    root = make_root(tmp_path_factory.mktemp("changes") / "project", f"notifications:\n{ROUND}")
    made = Repository(Project(root))
    made.project.write("mkdocs.yml", "docs_dir: content\n")
    made.project.write("content/om.md", "# Om\n")
    made.git("init", "--quiet")
    made.commit("start")
    made.git("tag", "0")
    for number, name in enumerate(STEPS, 1):
        STEPS[name][0](made)
        made.commit(name)
        made.git("tag", str(number))
    return made


@pytest.mark.parametrize("number", range(1, len(STEPS) + 1))
def test_a_commit_is_summed_up_for_readers(repository: Repository, number: int):
    _, line, told = list(STEPS.values())[number - 1]

    done = repository.project.hub("changes", f"{number - 1}..{number}")

    assert done.returncode == 0, done.stderr
    assert done.stdout == "\n".join([line, *([""] if told else []), *told]) + "\n"


def test_all_commits_together_are_told_as_one_change(repository: Repository):
    done = repository.project.hub("changes", "0..")

    assert done.stdout.startswith(
        "1 ny udmelding, 1 ændret udmelding, 2 nye bilag, 1 ny afrapportering, 1 ny side, "
        "1 ændret side og 1 ændring i ord, navne eller forløb.\n"
    )


def test_three_dots_begin_where_the_branch_left(repository: Repository):
    told = [repository.project.hub("changes", range_).stdout for range_ in ("3..4", "3...4")]

    assert told[0] == told[1]
    assert repository.project.hub("changes", "4...3").stdout == "Ingen ændringer for læserne.\n"


def test_markdown_shows_titles_as_they_are_and_calls_nobody(repository: Repository):
    done = repository.project.hub("changes", "7..8", "--format", "markdown")

    assert done.stdout.splitlines()[:3] == [
        "**2 ændrede udmeldinger og 1 ændret dokument.**",
        "",
        f"- Ændret udmelding: {SHOWN} `/udmeldinger/sag/`",
    ]


@pytest.mark.parametrize("range_", ["findes-ikke..HEAD", "--output=x..HEAD", "..", "HEAD^{tree}.."])
def test_what_is_no_commit_is_wrong_use(repository: Repository, range_: str):
    done = repository.project.hub("changes", "--", range_)

    assert done.returncode == 2
    assert "names no commits" in done.stderr


def test_a_commit_with_faults_is_said(repository: Repository, tmp_path: Path):
    root = make_root(tmp_path / "project", "notifications:\n  - id: x\n")
    made = Repository(Project(root))
    made.git("init", "--quiet")
    made.commit("start")

    done = made.project.hub("changes", "HEAD..")

    assert done.returncode == 1
    assert "Kataloget i HEAD har fejl" in done.stderr


def test_what_mends_a_faulty_base_is_compared_with_the_last_faultless_one(tmp_path: Path):
    made = Repository(Project(make_root(tmp_path / "project")))
    good = made.project.read(CATALOGUE)
    made.git("init", "--quiet")
    made.commit("god")
    base = made.git("rev-parse", "HEAD").strip()
    for scope in ("nasjonal", "lokal"):
        made.project.write(CATALOGUE, good.replace("scope: national", f"scope: {scope}"))
        made.commit("fejl")
    made.project.write("andet.txt", "x")
    made.commit("en anden fil")
    made.project.write(CATALOGUE, good.replace("title: Sag", "title: Ny titel"))

    done = made.project.hub("changes", "HEAD..")
    only = made.project.hub("changes", "HEAD..", "--only", "link-broken")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        f"Sammenlignet med {base[:12]}, den seneste udgave uden fejl: 2 nyere har fejl.",
        "",
        "1 ændret udmelding.",
        "",
        "- Ændret udmelding: Ny titel (/udmeldinger/sag/)",
        "  - Titlen er ændret fra »Sag« til »Ny titel«.",
    ]
    assert (only.returncode, only.stdout) == (0, "")


def test_only_broken_links_are_told_where_that_is_asked(repository: Repository):
    told = repository.project.hub("changes", "0..1", "--only", "link-broken")
    nothing = repository.project.hub("changes", "1..2", "--only", "link-broken")

    assert told.stdout.splitlines()[0] == "1 link virker ikke."
    assert nothing.stdout == ""


def test_a_second_renewed_round_of_one_year_is_a_new_round(tmp_path: Path):
    root = make_root(tmp_path / "project", f"notifications:\n{ENTRY.format(id='sag')}{RENEWED}")
    made = Repository(Project(root))
    made.git("init", "--quiet")
    made.commit("start")
    made.append(RENEWED + TREATED.replace("2021", "2023"))
    made.commit("once more")

    done = made.project.hub("changes", "HEAD~..HEAD")

    assert done.stderr == ""
    assert done.stdout == "1 ny runde.\n\n- Ny runde: Sag sag, 2022 (/udmeldinger/sag/)\n"


def test_names_and_municipalities_are_told_one_by_one(tmp_path: Path):
    made = Repository(Project(make_root(tmp_path / "project")))
    made.git("init", "--quiet")
    made.commit("start")

    def change(values: dict) -> None:
        values["areas"][0]["names"][-1]["name"] = "Hovedstadens område"
        values["glossary"].append({"term": "Nyt ord", "meaning": "Noget nyt."})
        values["authorities"].reverse()

    made.project.edit("data/vocabulary.yaml", change)
    made.project.edit(
        "data/municipalities.yaml",
        lambda values: values["municipalities"][0].update(area="sjaelland"),
    )

    done = made.project.hub("changes", "HEAD..")

    assert done.stderr == ""
    assert done.stdout.splitlines()[2:] == [
        "- Ændring i ord, navne eller forløb: Kommuner og deres områder",
        "  - Kommunerne er ændret: »Københavns Kommune« er ændret.",
        "- Ændring i ord, navne eller forløb: Navne, love og ordliste",
        "  - Områderne er ændret: »Hovedstadens område« er ændret.",
        "  - Organisationerne står i en ny rækkefølge.",
        "  - Ordlisten er ændret: »Nyt ord« er kommet til.",
    ]
