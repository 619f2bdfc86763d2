"""`hub compare-list`: exactly what differs between the secretariat's page and the catalogue."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents.library import project_of
from inside import hub
from projects import CATALOGUE, Project

CASES = 7
ENTRY = """\
  - id: sag-{n}
    title: Central udmelding for gruppe {n}
    listed_as: "Central Udmelding vedr. gruppe {n} (2020):"
    target_group: Gruppe {n}
    scope: national
    policy_areas:
      - social
    summary: Sagen gælder en gruppe.
    rounds:
      - kind: original
        year: 2020
        notification:
          title: Central udmelding for gruppe {n}
          listed_as: Link til Central Udmelding for gruppe {n}
          url: https://www.sbst.dk/{n}/udmelding.pdf
        appendices:
          - title: Bilag 1
            listed_as: Link til Bilag 1
            url: https://www.sbst.dk/{n}/bilag.pdf
            number: 1
        regional_reports:
          - title: Kommunerne i hovedstadsregionens afrapportering
            listed_as: Link til Kommunerne i hovedstadsregionens afrapportering
            url: https://www.sbst.dk/{n}/svar.pdf
            area: hovedstaden
"""
HEAD = """\
source_list:
  title: Listen
  url: https://hovedstadenskommuner.dk/centrale-udmeldinger/
  publisher: sekretariat-hovedstaden
  links:
    - listed_as: Link til Centrale Udmeldinger.
      title: Oversigten
      url: https://www.sbst.dk/
notifications:
"""


def _section(n: int) -> str:
    return (
        f"<p>Central Udmelding vedr. gruppe {n} (2020):</p>"
        f"<p><a href='https://www.sbst.dk/{n}/udmelding.pdf'>"
        f"Link til Central Udmelding for gruppe {n}</a>"
        f"<p><a href='https://www.sbst.dk/{n}/bilag.pdf'>Link til Bilag 1</a>"
        f"<p><a href='https://www.sbst.dk/{n}/svar.pdf'>"
        "Link til Kommunerne i hovedstadsregionens afrapportering</a>"
    )


PAGE = (
    "<!doctype html><meta charset=utf-8><title>Listen</title><nav><a href=/>Forside</a></nav><main>"
    "<h1>Centrale udmeldinger</h1><p>Læs mere:</p>"
    "<p><a href='https://www.sbst.dk/'>Link til Centrale Udmeldinger.</a></p>"
    + "".join(map(_section, range(1, CASES + 1)))
    + "</main><footer><a href=/privatliv>Privatliv</a></footer>"
)
"""The list's 22 links as the catalogue has them."""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = project_of(tmp_path / "project", [])
    text = HEAD + "".join(ENTRY.format(n=n) for n in range(1, CASES + 1))
    made.write(CATALOGUE, text)
    return made


def compare(project: Project, page: str) -> tuple[int, list[str], str]:
    """Return the status, the first line of each difference, and all that was printed."""
    project.write("liste.html", page)
    done = hub(project, "compare-list", project.root / "liste.html")
    assert not done.stderr, done.stderr
    told = [line for line in done.stdout.splitlines() if line.startswith("data/")]
    return done.returncode, told, done.stdout


def test_a_list_that_agrees_has_no_differences(project: Project) -> None:
    status, told, out = compare(project, PAGE)

    assert (status, told) == (0, [])
    assert out == "22 links på siden, 22 i kataloget: 0 forskelle.\n"


def test_exactly_what_has_changed_is_told_with_the_lines_to_add(project: Project) -> None:
    page = (
        PAGE.replace("/1/udmelding.pdf", "/1/ny.pdf")
        .replace("/2/bilag.pdf", "/2/ny.pdf")
        .replace("for gruppe 3</a>", "for gruppen 3</a>")
        .replace("/4/svar.pdf", "/4/ny.pdf")
        .replace(
            "<p>Central Udmelding vedr. gruppe 6",
            "<p><a href='https://www.sbst.dk/5/bilag2.pdf'>Link til Bilag 2</a>"
            "<p>Central Udmelding vedr. gruppe 6",
        )
        .replace(
            "</main>",
            "<p>Central Udmelding vedr. helt andre borgere (2026):</p>"
            "<p><a href='https://www.sbst.dk/8/u.pdf'>Link til udmeldingen</a></main>",
        )
    )

    status, told, out = compare(project, page)

    assert status == 1
    assert [line.partition(": ")[2].partition("«")[0] for line in told] == [
        "»Link til Central Udmelding for gruppe 1",
        "»Link til Bilag 1",
        "»Link til Central Udmelding for gruppe 3",
        "»Link til Kommunerne i hovedstadsregionens afrapportering",
        "»Link til Bilag 2",
        "»Central Udmelding vedr. helt andre borgere (2026):",
    ]
    assert "          url: https://www.sbst.dk/1/ny.pdf\n" in out
    assert "            url: https://www.sbst.dk/2/ny.pdf\n" in out
    assert "          listed_as: Link til Central Udmelding for gruppen 3\n" in out
    assert "            url: https://www.sbst.dk/4/ny.pdf\n" in out
    assert out.rstrip().endswith("24 links på siden, 22 i kataloget: 6 forskelle.")


def test_the_check_accepts_the_lines(project: Project) -> None:
    page = PAGE.replace(
        "</main>",
        "<p>Central Udmelding vedr. helt andre borgere (2026):</p>"
        "<p><a href='https://www.sbst.dk/8/u.pdf'>Link til udmeldingen</a></main>",
    )

    _, told, out = compare(project, page)

    lines = out.partition("\n")[2].partition("\n\n")[0]
    assert len(told) == 1
    project.write(CATALOGUE, f"{project.read(CATALOGUE)}{lines}\n")
    checked = hub(project, "check")
    assert checked.returncode == 0, checked.stdout


def test_an_address_that_the_catalogue_lacks_comes_home(project: Project) -> None:
    text = project.read(CATALOGUE)
    project.write(
        CATALOGUE, text.replace("          url: https://www.sbst.dk/3/udmelding.pdf\n", "")
    )

    _, told, out = compare(project, PAGE)

    assert len(told) == 1
    assert "har en adresse på listen, som kataloget mangler. Tilføj:" in told[0]
    assert "          url: https://www.sbst.dk/3/udmelding.pdf\n" in out


def test_what_the_list_no_longer_has_is_told(project: Project) -> None:
    page = PAGE.replace("<p><a href='https://www.sbst.dk/7/bilag.pdf'>Link til Bilag 1</a>", "")

    status, told, _ = compare(project, page)

    assert status == 1
    assert len(told) == 1
    assert "står ikke mere på listen" in told[0]
