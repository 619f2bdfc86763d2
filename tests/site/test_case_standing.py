"""Where a case stands, from what an editor wrote of it to the words that readers meet."""

from __future__ import annotations

import datetime as dt

import pytest
from projects import VOCABULARY, Project
from small_catalogue import TODAY, a_case, a_round, joined_cases

from hub.site.case_status import CaseStatus, case_status

AWAITED = {"agency_treatment": {"outcome": "awaited"}}
YESTERDAY, TODAY_TEXT = (TODAY - dt.timedelta(days=1)).isoformat(), TODAY.isoformat()
AREAS = ("hovedstaden", "sjaelland", "syddanmark", "midtjylland", "nordjylland")

NO_ANSWER = "Vi har ikke fundet nogen af de fem svar"
NO_ASSESSMENT = "og vi har ikke fundet en vurdering fra styrelsen."
DAY = '<time datetime="{}">{}</time>'
TODAY_DAY = DAY.format(TODAY_TEXT, "18. november 2026")


def _answers(*areas: str) -> list[dict]:
    found = "https://www.sbst.dk/{}.pdf"
    return [{"title": "Svar", "area": area, "url": found.format(area)} for area in areas]


STANDINGS: dict[str, tuple[dict, dict, CaseStatus]] = {
    # what is written of the round and of the case, and what is told
    "the deadline was yesterday": (
        {"report_due": YESTERDAY, **AWAITED},
        {},
        CaseStatus(
            NO_ANSWER,
            f"Kommunerne er bedt om et svar, og fristen er gået. {NO_ANSWER}, {NO_ASSESSMENT}",
            "Har kommunerne svaret, skal styrelsen vurdere svarene. "
            "Vi ved ikke, hvor langt sagen er nået.",
        ),
    ),
    "the deadline is in the month": (
        {"report_due": "2026-11", **AWAITED},
        {},
        CaseStatus(
            f"Kommunerne skal svare senest i {DAY.format('2026-11', 'november 2026')}",
            "Kommunerne er bedt om et svar. Vi har endnu ikke fundet nogen af de fem svar.",
            f"Kommunerne skal svare senest i {DAY.format('2026-11', 'november 2026')}. "
            "Derefter skal styrelsen vurdere svarene.",
        ),
    ),
    "no deadline is known": (
        AWAITED,
        {},
        CaseStatus(
            NO_ANSWER,
            f"Kommunerne er bedt om et svar. {NO_ANSWER}, {NO_ASSESSMENT}",
            "Kommunerne skal svare, og styrelsen skal vurdere svarene. "
            "Vi kender ikke fristen og ved ikke, hvor langt sagen er nået.",
        ),
    ),
    "four areas have answered": (
        {"regional_reports": _answers(*AREAS[:4]), "report_due": YESTERDAY, **AWAITED},
        {},
        CaseStatus(
            "Vi har fundet svar fra fire af de fem områder",
            "Vi har fundet svar fra fire af de fem områder, "
            "men ikke tegn på, at styrelsen har vurderet svarene.",
            "Styrelsen skal vurdere svarene. "
            "Vi ved ikke, om der er flere svar, eller hvornår vurderingen kommer.",
        ),
    ),
    "all areas have answered": (
        {"regional_reports": _answers(*AREAS), "report_due": YESTERDAY, **AWAITED},
        {},
        CaseStatus(
            "Vi har fundet svar fra alle fem områder",
            "Vi har fundet svar fra alle fem områder, "
            "men ikke tegn på, at styrelsen har vurderet svarene.",
            "Styrelsen skal vurdere svarene. Vi ved ikke, hvornår det sker.",
        ),
    ),
    "all areas have answered before the deadline": (
        {"regional_reports": _answers(*AREAS), "report_due": TODAY_TEXT, **AWAITED},
        {},
        CaseStatus(
            f"Kommunerne skal svare senest den {TODAY_DAY}",
            "Kommunerne er bedt om et svar. Vi har allerede fundet svar fra alle fem områder.",
            f"Fristen er den {TODAY_DAY}. Derefter skal styrelsen vurdere svarene.",
        ),
    ),
    "it is sent today": (
        {"published": TODAY_TEXT, **AWAITED},
        {},
        CaseStatus(
            NO_ANSWER,
            f"Kommunerne er bedt om et svar. {NO_ANSWER}, {NO_ASSESSMENT}",
            "Kommunerne skal svare, og styrelsen skal vurdere svarene. "
            "Vi kender ikke fristen og ved ikke, hvor langt sagen er nået.",
        ),
    ),
    "nobody has answered for a part of the country": (
        AWAITED,
        {"scope": "regional"},
        CaseStatus(
            "Vi har ikke fundet noget svar",
            f"Kommunerne er bedt om et svar. Vi har ikke fundet noget svar, {NO_ASSESSMENT}",
            "Kommunerne skal svare, og styrelsen skal vurdere svarene. "
            "Vi kender ikke fristen og ved ikke, hvor langt sagen er nået.",
        ),
    ),
    "two have answered for a part of the country": (
        {"regional_reports": _answers(*AREAS[:2]), **AWAITED},
        {"scope": "regional"},
        CaseStatus(
            "Vi har fundet svar fra to områder",
            "Vi har fundet svar fra to områder, "
            "men ikke tegn på, at styrelsen har vurderet svarene.",
            "Styrelsen skal vurdere svarene. "
            "Vi ved ikke, om der er flere svar, eller hvornår vurderingen kommer.",
        ),
    ),
}


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project.copied_to(tmp_path_factory.mktemp("standing") / "project")


@pytest.mark.parametrize(("written", "more", "told"), STANDINGS.values(), ids=[*STANDINGS])
def test_a_case_is_told_as_it_stands(
    cases: Project, written: dict, more: dict, told: CaseStatus
) -> None:
    [entry] = joined_cases(cases, a_case(a_round(year="2026", **written), **more))

    assert case_status(entry, TODAY) == told


@pytest.mark.parametrize(("count", "number"), [(10, "ti"), (11, "11")])
def test_a_number_without_a_word_is_told_in_figures(
    project: Project, count: int, number: str
) -> None:
    def more_areas(vocabulary: dict) -> None:
        areas = vocabulary["areas"]
        areas += [
            {
                "id": f"omraade-{column}",
                "names": [{"name": f"Område {column}"}],
                "regions": [{"name": f"Region {column}"}],
                "contact_council": f"KKR {column}",
                "steering_group": f"Styregruppe {column}",
                "tile": {"row": "9", "column": str(column)},
            }
            for column in range(1, count - len(areas) + 1)
        ]

    project.edit(VOCABULARY, more_areas)
    [entry] = joined_cases(project, a_case(a_round(**AWAITED)))

    assert case_status(entry, TODAY).brief == f"Vi har ikke fundet nogen af de {number} svar"
