"""A case with themes, and reports of two areas in which they are treated or not; all invented."""

from __future__ import annotations

from projects import Project
from reading import store_texts, text
from small_catalogue import a_case, a_round, write_cases

from hub.documents.records import Text, TextBlock, TextPage

GROUP, OFFERS, WORK, FUTURE = THEMES = (
    "Målgruppen",
    "Højt specialiserede tilbud",
    "Koordination og samarbejde",
    "Fremadrettet tilrettelæggelse af indsatsen for målgruppen",
)
BODY = (
    "Kommunerne i området har set på opgaven sammen og beskriver her, hvad der er fælles for dem, "
    "og hvad der er forskelligt fra sted til sted."
)
OTHER = (
    "Teksten på denne side handler om noget helt andet, nemlig om vejret og om de sidste års "
    "regnmængder, som har været store i hele landet."
)

H, P = "heading", "paragraph"


def tagged(*pages: tuple[tuple[str, str], ...]) -> Text:
    """Return a text with tags: of each page the kinds and texts of its blocks."""
    return Text(
        pages=tuple(
            TextPage(
                text=" ".join(words for _, words in page),
                blocks=tuple(
                    TextBlock(kind=kind, text=words, level=1 if kind == "heading" else 0)
                    for kind, words in page
                ),
            )
            for page in pages
        )
    )


NORTH, EAST = "https://www.sbst.dk/nord.pdf", "https://www.sbst.dk/oest.pdf"


def write_compared_case(project: Project) -> None:
    """Make `sag` the case with the reports, and `uden` one without any."""
    reports = [
        {"title": "Svar fra nord", "area": "nordjylland", "url": NORTH},
        {"title": "Svar fra øst", "area": "sjaelland", "url": EAST},
        {"title": "Svar uden tekst", "area": "midtjylland"},
    ]
    write_cases(
        project,
        a_case(a_round(themes=[*THEMES, "<b>Økonomi</b> & {{ 7 }}"], regional_reports=reports)),
        a_case(a_round(themes=[*THEMES]), id_="uden"),
    )
    store_texts(
        project,
        {
            NORTH: tagged(
                ((H, "Forord"), (P, OTHER)), ((H, "Målgruppen"), (P, BODY)), ((P, BODY),)
            ),
            EAST: text(OTHER, OTHER),
        },
    )
