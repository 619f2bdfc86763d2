"""The areas' answers side by side: which pages treat which theme of the notification."""

from __future__ import annotations

import re

import pytest
from case_texts import BODY, GROUP, OTHER, THEMES, WORK, H, P, tagged, write_compared_case
from projects import Project, one_spaced, text_of
from reading import text

from hub.documents.records import OutlineItem, Text
from hub.site.reading_flow import reading_text
from hub.site.theme_passages import theme_passages

MORE = (f"{OTHER} Det er side tre.", f"{OTHER} Det er side fire.")
"""Pages that are not alike: what is the same on three of them is a running header."""


def found(given: Text, themes: tuple[str, ...] = THEMES) -> list[list[tuple[int, int, str]]]:
    passages = theme_passages(themes, given, reading_text(given))
    return [[(one.first, one.last, one.heading) for one in own] for own in passages]


NOTHING: list[list[tuple[int, int, str]]] = [[], [], [], []]


def test_headings_lead_to_the_pages_until_the_next_one() -> None:
    given = tagged(
        ((H, "Indledning"), (P, BODY)),
        ((H, "1. Målgruppen"), (P, BODY)),
        ((P, OTHER),),
        ((H, "2. Tilbud, der er højt specialiserede"), (P, BODY), (H, "Bilag"), (P, OTHER)),
    )

    assert found(given) == [
        [(2, 3, "1. Målgruppen")],
        [(4, 4, "2. Tilbud, der er højt specialiserede")],
        [],
        [],
    ]


@pytest.mark.parametrize(
    ("heading", "theme"),
    [
        ("Målgruppen", 0),
        ("MÅLGRUPPEN", 0),
        ("Målgruppe", 0),
        ("1.2 Om målgruppen", 0),
        ("Beskrivelse af målgruppen", 0),
        ("Tema 2: Hvad vi har", 1),
        ("Højt specialiserede tilbud i området", 1),
        ("Koordinationen og samarbejdet på tværs", 2),
        ("Samarbejde", 2),
        ("Fremadrettet tilrettelæggelse", 3),
        ("Tema 2: Målgruppen", 0),
        ("3.1 Tema 2", 1),
        ("Tema 9", None),
        ("Bilag til tema 2", None),
        ("Tilbud til målgruppen", None),
        ("Samarbejde med pårørende om mad og søvn", None),
        ("Indledning", None),
        ("2019", None),
        ("Højt", None),
    ],
)
def test_a_heading_is_about_the_theme_whose_words_it_has(heading: str, theme: int | None) -> None:
    given = tagged(((H, heading), (P, BODY)), ((H, "Slut"), (P, OTHER)))

    assert [at for at, own in enumerate(found(given)) if own] == ([] if theme is None else [theme])


def test_a_table_of_contents_is_no_treatment() -> None:
    """Neither headings without a text under them, nor lines that end in a page's number."""
    listed = tuple((H, theme) for theme in THEMES)
    printed = "Indhold\nMålgruppen ........ 4\nKoordination og samarbejde ........ 9"

    assert found(tagged(listed, ((H, "Bilag"), (P, OTHER)))) == NOTHING
    assert found(text(printed, OTHER, OTHER)) == NOTHING


def test_a_running_header_is_no_treatment() -> None:
    header = "Målgruppen og koordination og samarbejde"
    pages = [f"{header}\n\n{OTHER} {number}." for number in "abcdef"]

    assert found(text(*pages)) == NOTHING
    assert found(text(f"Afrapportering om målgruppen\n\n{OTHER}", OTHER, OTHER)) == NOTHING
    assert found(tagged(*(((H, GROUP), (P, f"{OTHER} {one}")) for one in "abcdef"))) == NOTHING


def test_a_theme_whose_words_are_once_in_the_text_is_not_treated() -> None:
    once = f"{OTHER} Kun her står målgruppen nævnt, og kun dette ene sted i hele teksten."

    assert found(text(once, OTHER, OTHER, OTHER)) == NOTHING


def test_words_count_where_a_paragraph_has_them_together() -> None:
    together = f"{BODY} Der er aftalt koordination af pladserne, og samarbejdet er sat i system."
    apart = f"{BODY} Samarbejdet er godt.", f"{OTHER} Koordination er svær for alle de små."
    often = f"{BODY} Målgruppen er lille. Målgruppens behov er store. En målgruppe er spredt."

    assert found(text(OTHER, together, OTHER, OTHER))[2] == [(2, 2, "")]
    assert found(text(*apart, OTHER, OTHER))[2] == []
    assert found(text(OTHER, often, OTHER, OTHER))[0] == [(2, 2, "")]


def test_what_is_on_most_pages_tells_nothing() -> None:
    together = f"{BODY} Der er koordination og samarbejde om pladserne i alle områdets kommuner."

    assert found(text(*[f"{together} {one}" for one in "abcd"])) == NOTHING


def test_a_heading_comes_before_words() -> None:
    given = tagged(
        ((P, f"{BODY} Der er koordination og samarbejde om pladserne."),),
        ((H, "Koordination og samarbejde"), (P, BODY)),
        ((H, "Slut"), (P, OTHER)),
        ((P, OTHER),),
    )

    assert found(given)[2] == [(2, 2, "Koordination og samarbejde")]


def test_a_line_of_its_own_in_the_very_words_of_a_theme_is_its_heading() -> None:
    """Most reports have neither tags nor an outline."""
    given = text(f"Indledning\n\n{OTHER}", f"Koordination og samarbejde\n\n{BODY}", *MORE)

    assert found(given)[2] == [(2, 4, "Koordination og samarbejde")]


def test_a_title_of_the_outline_leads_to_its_page() -> None:
    given = text(OTHER, BODY, *MORE, outline=(OutlineItem(title=WORK, level=0, page=2),))

    assert found(given)[2] == [(2, 4, WORK)]


@pytest.mark.parametrize(
    "words", ["", " ", "og", "<script>alert(1)</script>", "1.", "x" * 10_000, "\ud7ff\u200b"]
)
def test_no_theme_and_no_text_breaks_the_search(words: str) -> None:
    themes = (words or "og", "Målgruppen")

    assert len(theme_passages(themes, text(words), reading_text(text(words)))) == 2
    assert theme_passages((), text(OTHER), reading_text(text(OTHER))) == ()
    assert theme_passages(themes, Text(pages=()), reading_text(Text(pages=()))) == ((), ())


def test_the_answers_of_the_areas_are_side_by_side(project: Project) -> None:
    write_compared_case(project)
    project.built()

    page = project.page("udmeldinger/sag-temaer")

    rows = re.findall(r'<tr role="row">\s*<th scope="row".*?</tr>', page, re.DOTALL)
    cells = [one_spaced(text_of(cell)) for cell in re.findall("<td.*?</td>", rows[0], re.DOTALL)]
    assert len(rows) == 5
    assert cells == [
        "Svaret er ikke fundet",
        "Ikke fundet i teksten",
        "Svaret er ikke fundet",
        "Svaret kan ikke læses her",
        "»Målgruppen«, side 2–3 i Svar fra nord, Region Nordjylland (Central udmelding, 2024)",
    ]
    link = re.search(r'href="\.\./\.\./([^"#]+)#(side-2)"', rows[0])
    assert link is not None
    assert f'id="{link[2]}"' in project.page(link[1])
    assert "&lt;b&gt;Økonomi&lt;/b&gt; &amp; {{ 7 }}" in page


def test_the_page_of_a_case_leads_there_where_there_is_something_to_compare(
    project: Project,
) -> None:
    write_compared_case(project)
    project.built()

    assert 'href="../sag-temaer/"' in project.page("udmeldinger/sag")
    assert "temaer/" not in project.page("udmeldinger/uden")
    assert not (project.site / "udmeldinger/uden-temaer").exists()


def test_a_withheld_report_is_not_looked_through(project: Project) -> None:
    write_compared_case(project)
    project.edit(
        "data/notifications.yaml",
        lambda values: values["notifications"][0]["rounds"][0]["regional_reports"][0].update(
            withheld="true"
        ),
    )
    project.built()

    page = text_of(project.page("udmeldinger/sag-temaer"))
    assert "»Målgruppen«" not in page
    assert "Svaret kan ikke læses her" in page
