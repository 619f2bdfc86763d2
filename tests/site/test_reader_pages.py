"""What is computed for readers: the timeline, the drawing, names by the day, duties, Danish."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import combinations, pairwise
from pathlib import Path

import pytest
import yaml
from projects import CATALOGUE, FROZEN, ROOT, Project, text_of
from small_catalogue import TODAY, a_case, a_round, joined_cases

from hub.inputs import read_inputs
from hub.project import CONFIG_FILE, read_project
from hub.site.case_pages import round_headings
from hub.site.case_status import case_status
from hub.site.duties import check_duties
from hub.site.entries import Entry
from hub.site.facets import facets
from hub.site.flowchart import BOX_HEIGHT, BOX_WIDTH, Arrow, Box, process_drawing
from hub.site.glossary import Terms
from hub.site.overviews import deadlines
from hub.site.timeline import next_deadline, timeline
from hub.text.collation import sort_key
from hub.text.danish import date_text, reflowed
from hub.text.dates import KnownDate
from hub.text.slugs import slug

INPUTS = read_inputs(replace(read_project(ROOT / CONFIG_FILE), root=FROZEN), TODAY)
VOCABULARY, PROCESS = INPUTS.records.vocabulary, INPUTS.records.process
assert VOCABULARY is not None
assert PROCESS is not None


Joined = Callable[..., tuple[Entry, ...]]


@pytest.fixture
def joined(project: Project) -> Joined:
    """Join the entries of a small catalogue, which must be faultless."""
    return partial(joined_cases, project)


REPORT = {"title": "Svar", "area": "nordjylland"}
AREAS = [area.id for area in VOCABULARY.areas]
SENT, RESENT = "Udmeldingen sendt ud", "Anmodning om fornyet behandling sendt ud"
DUE, ANSWERS = "Frist for kommunernes svar", "Kommunernes svar"
ASSESSED = "Styrelsens vurdering"
RENEWED = f"{ASSESSED}: anmodet om fornyet behandling"
SUFFICIENT = f"{ASSESSED}: tilstrækkelig løsning"

Told = list[tuple[str, str | None, str]]

TIMELINES: dict[str, tuple[list[dict], Told, str | None]] = {
    # the rounds, what the timeline tells, and the next deadline
    "nothing known": (
        [a_round()],
        [
            (SENT, None, "unknown"),
            (DUE, None, "unknown"),
            (ANSWERS, None, "unknown"),
            (ASSESSED, None, "unknown"),
        ],
        None,
    ),
    "closed": (
        [
            a_round(
                published="2024-01-15",
                report_due="2024-10-15",
                reported="2024-12",
                agency_treatment={"outcome": "sufficient", "date": "2025"},
            )
        ],
        [
            (SENT, "2024-01-15", "done"),
            (DUE, "2024-10-15", "done"),
            (ANSWERS, "2024-12", "done"),
            (SUFFICIENT, "2025", "done"),
        ],
        None,
    ),
    "deadline to come": (
        [
            a_round(
                year="2026",
                published="2026-05",
                report_due="2027-10-15",
                agency_treatment={"outcome": "awaited"},
            )
        ],
        [
            (SENT, "2026-05", "done"),
            (DUE, "2027-10-15", "coming"),
            (ANSWERS, None, "coming"),
            (ASSESSED, None, "coming"),
        ],
        "2027-10-15",
    ),
    "deadline today": (
        [a_round(report_due="2026-11-18", agency_treatment={"outcome": "awaited"})],
        [
            (SENT, None, "unknown"),
            (DUE, "2026-11-18", "coming"),
            (ANSWERS, None, "coming"),
            (ASSESSED, None, "coming"),
        ],
        "2026-11-18",
    ),
    "deadline some time this year": (
        [a_round(report_due="2026", agency_treatment={"outcome": "awaited"})],
        [
            (SENT, None, "unknown"),
            (DUE, "2026", "coming"),
            (ANSWERS, None, "coming"),
            (ASSESSED, None, "coming"),
        ],
        "2026",
    ),
    "deadline yesterday, nothing found": (
        [a_round(report_due="2026-11-17", agency_treatment={"outcome": "awaited"})],
        [
            (SENT, None, "unknown"),
            (DUE, "2026-11-17", "done"),
            (ANSWERS, None, "unknown"),
            (ASSESSED, None, "coming"),
        ],
        None,
    ),
    "answered before the deadline": (
        [
            a_round(
                report_due="2027-10-15",
                regional_reports=[REPORT],
                agency_treatment={"outcome": "awaited"},
            )
        ],
        [
            (SENT, None, "unknown"),
            (DUE, "2027-10-15", "coming"),
            (ANSWERS, None, "done"),
            (ASSESSED, None, "coming"),
        ],
        "2027-10-15",
    ),
    "two rounds": (
        [
            a_round(
                year="2019",
                published="2019-11-26",
                report_due="2020-10-15",
                regional_reports=[REPORT],
                agency_treatment={"outcome": "renewed_treatment_requested", "date": "2023-11-23"},
            ),
            a_round(
                "renewed",
                "2023",
                published="2023-11-23",
                report_due="2027-03",
                agency_treatment={"outcome": "awaited"},
            ),
        ],
        [
            (SENT, "2019-11-26", "done"),
            (DUE, "2020-10-15", "done"),
            (ANSWERS, None, "done"),
            (RENEWED, "2023-11-23", "done"),
            (DUE, "2027-03", "coming"),
            (ANSWERS, None, "coming"),
            (ASSESSED, None, "coming"),
        ],
        "2027-03",
    ),
    "all of it ahead": (
        [
            a_round(
                year="2027",
                published="2027-01-15",
                report_due="2027-10-15",
                reported="2027-12",
                agency_treatment={"outcome": "sufficient", "date": "2028"},
            )
        ],
        [
            (SENT, "2027-01-15", "coming"),
            (DUE, "2027-10-15", "coming"),
            (ANSWERS, "2027-12", "coming"),
            (ASSESSED, "2028", "coming"),
        ],
        "2027-10-15",
    ),
    "two rounds, and the first ended in an order": (
        [
            a_round(agency_treatment={"outcome": "temporary_order"}),
            a_round(
                "renewed", "2025", published="2025", agency_treatment={"outcome": "sufficient"}
            ),
        ],
        [
            (SENT, None, "unknown"),
            (DUE, None, "unknown"),
            (ANSWERS, None, "unknown"),
            (f"{ASSESSED}: midlertidigt pålæg", None, "done"),
            (RESENT, "2025", "done"),
            (DUE, None, "unknown"),
            (ANSWERS, None, "unknown"),
            (SUFFICIENT, None, "done"),
        ],
        None,
    ),
}


@pytest.mark.parametrize(("rounds", "told", "deadline"), TIMELINES.values(), ids=list(TIMELINES))
def test_the_timeline_tells_what_the_dates_say(
    joined: Joined, rounds: list[dict], told: Told, deadline: str | None
) -> None:
    [entry] = joined(a_case(*rounds))

    events = timeline(entry, TODAY)

    due = next_deadline(entry, TODAY)
    assert [(one.label, one.date and str(one.date), one.state) for one in events] == told
    assert (due and str(due)) == deadline


OPENED = {**REPORT, "url": "https://www.sbst.dk/svar.pdf"}

ANSWERED: dict[str, tuple[list[dict], str, str, str]] = {
    # the answers and the extent, what the timeline tells of them, and what a list does
    "none": ([], "national", "Ingen svar fundet", "Vi har ikke fundet nogen af de fem svar"),
    "one that can be opened": (
        [OPENED],
        "national",
        "Svar fundet fra 1 af 5 områder",
        "Vi har fundet svar fra ét af de fem områder",
    ),
    "one that is mentioned": (
        [REPORT],
        "national",
        "Svar omtalt fra 1 af 5 områder",
        "Vi har fundet omtale af svar fra ét af de fem områder",
    ),
    "two that are mentioned": (
        [REPORT, {**REPORT, "area": "sjaelland"}],
        "national",
        "Svar omtalt fra 2 af 5 områder",
        "Vi har fundet omtale af svar fra to af de fem områder",
    ),
    "one of each": (
        [OPENED, {**REPORT, "area": "sjaelland"}],
        "national",
        "Svar fundet fra 1 og omtalt fra 1 af 5 områder",
        "Vi har fundet svar fra ét af de fem områder og omtale af svar fra ét andet",
    ),
    "one that can be opened and two that are mentioned": (
        [OPENED, {**REPORT, "area": "sjaelland"}, {**REPORT, "area": "hovedstaden"}],
        "national",
        "Svar fundet fra 1 og omtalt fra 2 af 5 områder",
        "Vi har fundet svar fra ét af de fem områder og omtale af svar fra to andre",
    ),
    "all that can be opened": (
        [{**OPENED, "area": area, "url": f"https://www.sbst.dk/{area}.pdf"} for area in AREAS],
        "national",
        "Svar fundet fra 5 af 5 områder",
        "Vi har fundet svar fra alle fem områder",
    ),
    "all that are mentioned": (
        [{**REPORT, "area": area} for area in AREAS],
        "national",
        "Svar omtalt fra 5 af 5 områder",
        "Vi har fundet omtale af svar fra alle fem områder",
    ),
    # Which areas were asked is not known of a case about a part of the country.
    "a part of the country": (
        [OPENED],
        "regional",
        "Svar fundet fra 1 område",
        "Vi har fundet svar fra ét område",
    ),
    "a part of the country, some mentioned": (
        [OPENED, {**REPORT, "area": "sjaelland"}, {**REPORT, "area": "hovedstaden"}],
        "regional",
        "Svar fundet fra 1 og omtalt fra 2 områder",
        "Vi har fundet svar fra ét område og omtale af svar fra to andre",
    ),
}


@pytest.mark.parametrize(
    ("reports", "scope", "in_timeline", "brief"), ANSWERED.values(), ids=list(ANSWERED)
)
def test_an_answer_is_found_where_it_can_be_opened(
    joined: Joined, reports: list[dict], scope: str, in_timeline: str, brief: str
) -> None:
    [entry] = joined(a_case(a_round(regional_reports=reports), scope=scope))

    [told] = [event.detail for event in timeline(entry, TODAY) if event.label == ANSWERS]

    assert told == in_timeline
    assert case_status(entry, TODAY).brief == brief


def test_answers_that_are_not_due_are_not_said_to_be_lacking(joined: Joined) -> None:
    [entry] = joined(a_case(a_round(report_due="2027-10-15")))

    [told] = [event for event in timeline(entry, TODAY) if event.label == ANSWERS]

    assert (told.state, told.detail) == ("coming", "")


AWAITED = {"agency_treatment": {"outcome": "awaited"}}
ASKED = "Kommunerne er bedt om et svar. Vi har endnu ikke fundet nogen af de fem svar."
LEFT = "Om denne sag blev gjort færdig, ved vi ikke."
SUCCEEDED: dict[str, tuple[list[dict], str, str]] = {
    # what came after the case, and what is told of it in a list and of what happens now
    "one": (
        [a_case(a_round(year="2025"), id_="ny")],
        "Afløst af udmeldingen fra 2025",
        f"Styrelsen har siden sendt en ny udmelding om samme målgruppe, i 2025. {LEFT}",
    ),
    "two, the newest first": (
        [a_case(a_round(year="2026"), id_="ny"), a_case(a_round(year="2025"), id_="b")],
        "Afløst af udmeldingerne fra 2025 og 2026",
        f"Styrelsen har siden sendt nye udmeldinger om samme målgruppe, i 2025 og 2026. {LEFT}",
    ),
    "two of the same year": (
        [a_case(a_round(year="2025"), id_="ny"), a_case(a_round(year="2025"), id_="b")],
        "Afløst af udmeldingerne fra 2025",
        f"Styrelsen har siden sendt nye udmeldinger om samme målgruppe, i 2025. {LEFT}",
    ),
    "one that is sent and one that is not yet": (
        [
            a_case(a_round(year="2027", published="2027-02"), id_="ny"),
            a_case(a_round(year="2025", published="2025-05-01"), id_="b"),
        ],
        "Afløst af udmeldingen fra 2025",
        f"Styrelsen har siden sendt en ny udmelding om samme målgruppe, i 2025. {LEFT}",
    ),
    "one that is not sent yet": (
        [a_case(a_round(year="2027", published="2027-02"), id_="ny")],
        "Vi har ikke fundet nogen af de fem svar",
        (
            "Kommunerne skal svare, og styrelsen skal vurdere svarene. Vi kender ikke fristen og "
            "ved ikke, hvor langt sagen er nået."
        ),
    ),
}


@pytest.mark.parametrize(("newer", "brief", "next_"), SUCCEEDED.values(), ids=list(SUCCEEDED))
def test_a_case_is_replaced_by_what_has_been_sent(
    joined: Joined, newer: list[dict], brief: str, next_: str
) -> None:
    *_, entry = joined(
        *({**one, "succeeds": "sag"} for one in newer), a_case(a_round(year="2015", **AWAITED))
    )

    told = case_status(entry, TODAY)

    assert (told.brief, told.next) == (brief, next_)


def test_a_deadline_that_is_today_is_still_to_come(joined: Joined) -> None:
    [entry] = joined(a_case(a_round(year="2026", report_due=TODAY.isoformat(), **AWAITED)))

    told = case_status(entry, TODAY)

    day = '<time datetime="2026-11-18">18. november 2026</time>'
    assert told.brief == f"Kommunerne skal svare senest den {day}"
    assert told.current == ASKED


def test_what_is_not_sent_yet_has_asked_nobody(joined: Joined) -> None:
    [entry] = joined(
        a_case(a_round(year="2027", published="2027-02-01", report_due="2027-10-15", **AWAITED))
    )

    told = case_status(entry, TODAY)

    sent = '<time datetime="2027-02-01">1. februar 2027</time>'
    due = '<time datetime="2027-10-15">15. oktober 2027</time>'
    assert told.brief == f"Bliver sendt ud den {sent}"
    assert told.current == "Kommunerne er ikke bedt om et svar endnu."
    assert told.next == (
        f"Kommunerne bliver bedt om et svar den {sent}, og de skal svare senest den {due}."
    )


def test_a_case_that_was_renewed_twice_goes_on_round_by_round(joined: Joined) -> None:
    asked = {"agency_treatment": {"outcome": "renewed_treatment_requested"}}
    [entry] = joined(
        a_case(
            a_round(year="2019", **asked),
            a_round("renewed", "2022", **AWAITED),
            a_round("renewed", "2025", report_due="2027", **AWAITED),
        )
    )

    told = [case_status(entry, TODAY, one) for one in entry.rounds]

    assert [one.next for one in told[:2]] == [
        "Sagen gik videre med den fornyede behandling fra 2022.",
        "Sagen gik videre med den fornyede behandling fra 2025.",
    ]
    assert told[1].current == (
        "Vi har hverken fundet nogen af de fem svar eller styrelsens vurdering. Kommunerne er "
        "siden blevet bedt om at behandle sagen igen."
    )
    assert told[2].brief == 'Kommunerne skal svare senest i <time datetime="2027">2027</time>'


def test_deadlines_come_first_and_unknown_ones_last(joined: Joined) -> None:
    cases = (
        a_case(a_round(year="2019", report_due="2020-10-15"), id_="past"),
        a_case(a_round(year="2015"), id_="older"),
        a_case(a_round(), id_="unknown"),
        a_case(a_round(report_due="2028-10-15"), id_="later"),
        a_case(a_round(year="2020", report_due="2022"), id_="newer-past"),
        a_case(a_round(report_due="2027-10"), id_="next"),
    )

    rows = deadlines(joined(*cases), TODAY)

    assert [(one.entry.notification.id, one.coming) for one in rows] == [
        ("next", True),
        ("later", True),
        ("newer-past", False),
        ("past", False),
        ("unknown", False),
        ("older", False),
    ]


def test_the_timeline_ends_in_the_case_that_took_over(joined: Joined) -> None:
    newer = a_case(a_round(year="2025", published="2025-02"), id_="ny", succeeds="sag")
    _, older = joined(newer, a_case(a_round(year="2015")))

    last = timeline(older, TODAY)[-1]

    assert (last.label, str(last.date), last.detail) == (
        "Ny udmelding om samme målgruppe",
        "2025-02",
        "Sagen ny",
    )


def test_a_case_that_will_take_over_is_still_to_come(joined: Joined) -> None:
    newer = a_case(a_round(year="2027", published="2027-02"), id_="ny", succeeds="sag")
    _, older = joined(newer, a_case(a_round(year="2015")))

    assert timeline(older, TODAY)[-1].state == "coming"


def test_a_case_stands_where_its_newest_round_stands(joined: Joined) -> None:
    [entry] = joined(
        a_case(
            a_round(agency_treatment={"outcome": "renewed_treatment_requested"}),
            a_round("renewed", "2025", agency_treatment={"outcome": "operating_order"}),
        )
    )

    assert entry.status.id == "operating_order"
    assert [one.outcome.id for one in entry.rounds] == [
        "renewed_treatment_requested",
        "operating_order",
    ]


def test_facets_hold_each_case_once_in_every_value_it_has(joined: Joined) -> None:
    entries = joined(
        a_case(
            a_round(year="2024", regional_reports=[REPORT]),
            a_round("renewed", "2025", regional_reports=[REPORT]),
            id_="a",
        ),
        a_case(a_round(year="2025"), id_="b", target_group="Ål"),
        a_case(a_round(year="2020"), id_="c", target_group="Æble"),
    )
    areas = tuple(one.area for one in entries[0].rounds[0].reports)
    vocabulary = VOCABULARY.model_copy(update={"areas": areas})

    found = {
        one.kind.folder: {value.slug: "".join(e.notification.id for e in value.entries)
                     for value in one.values if value.entries}
        for one in facets(entries, vocabulary, KnownDate.of(TODAY))
    }  # fmt: skip

    assert found == {
        "aar": {"2025": "ab", "2024": "a", "2020": "c"},
        "maalgrupper": {"gruppe": "a", "aeble": "c", "aal": "b"},
        "omraader": {"nordjylland": "a"},
        "status": {"ikke-fundet": "abc"},
    }
    assert list(found["aar"]) == ["2025", "2024", "2020"]
    assert list(found["maalgrupper"]) == ["gruppe", "aeble", "aal"]


def _groups(entries: tuple[Entry, ...]) -> dict[str, str]:
    """Return the slugs of the target groups by what each is called."""
    assert VOCABULARY is not None
    [groups] = [
        one
        for one in facets(entries, VOCABULARY, KnownDate.of(TODAY))
        if one.kind.folder == "maalgrupper"
    ]
    return {value.label: value.slug for value in groups.values}


def test_groups_of_the_same_slug_have_pages_of_their_own(joined: Joined) -> None:
    cases = [
        a_case(a_round(year="2025"), id_="a", target_group="Boern"),
        a_case(a_round(year="2019"), id_="b", target_group="Børn"),
        a_case(a_round(year="2020"), id_="c", target_group="børn"),
        a_case(a_round(year="2021"), id_="d", target_group="日本"),
        a_case(a_round(year="2022"), id_="e", target_group="عربى"),
    ]

    found, reversed_ = _groups(joined(*cases)), _groups(joined(*reversed(cases)))

    assert (found["Børn"], found["日本"]) == ("boern", "uden-navn")
    assert re.fullmatch("boern-[0-9a-f]{8}", found["Boern"])
    assert re.fullmatch("uden-navn-[0-9a-f]{8}", found["عربى"])
    assert len(found) == 4
    assert sorted(reversed_.values()) == sorted(found.values())


@pytest.mark.parametrize("group", ["Side 2", "Børn, side 12"])
def test_a_group_does_not_take_the_place_of_a_later_page(joined: Joined, group: str) -> None:
    entries = joined(a_case(a_round(), target_group=group))

    [made] = _groups(entries).values()

    assert re.fullmatch(f"{slug(group)}-[0-9a-f]{{8}}", made)


def test_rounds_of_the_same_year_have_anchors_of_their_own(joined: Joined) -> None:
    again = {"kind": "renewed", "year": "2020"}
    [entry] = joined(
        a_case(
            a_round(year="2019"), again, again, a_round("renewed", "2021"), again | {"year": "2021"}
        )
    )

    anchors = [heading.anchor for heading, _ in round_headings(entry)]

    assert anchors == [
        "udmelding",
        "fornyet-behandling-2020",
        "fornyet-behandling-2020-2",
        "fornyet-behandling-2021",
        "fornyet-behandling-2021-2",
    ]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Kommunernes afrapporteringer", ["Afrapportering"]),
        ("FORNYET BEHANDLING", ["Fornyet behandling"]),
        ("hos KKR", ["Kommunekontaktråd"]),
        ("Socialdirektørforum mødes", ["Den administrative styregruppe"]),
        ("et driftspålæg og et midlertidigt pålæg", ["Driftspålæg", "Midlertidigt pålæg"]),
        ("uafrapportering", []),
        ("", []),
    ],
)
def test_the_terms_of_a_text_are_found(text: str, terms: list[str]) -> None:
    found = Terms.of(VOCABULARY.glossary).used_in([text])

    assert [one.term for one in found] == terms


def test_no_terms_are_found_where_there_is_no_glossary() -> None:
    assert Terms.of(()).used_in(["Fornyet behandling"]) == ()


DRAWING = process_drawing(PROCESS.steps)
HEAD = 4
"""An arrow's head reaches this much further than its line."""


def _points(arrow: Arrow) -> list[tuple[float, float]]:
    """Return the corners of an arrow's way."""
    points: list[tuple[float, float]] = []
    for word, numbers in re.findall(r"([MHVhv])([-\d. ]+)", arrow.path):
        x, y = points[-1] if points else (0.0, 0.0)
        values = [float(one) for one in numbers.split()]
        match word:
            case "M":
                points.append((values[0], values[1]))
            case "H":
                points.append((values[0], y))
            case "h":
                points.append((x + values[0], y))
            case "V":
                points.append((x, values[0]))
            case "v":
                points.append((x, y + values[0]))
    return points


def _boxes_at(point: tuple[float, float], reach: int) -> list[Box]:
    """Return the boxes on whose edge a point lies, or not further from it than the reach."""
    x, y = point
    return [
        box
        for box in DRAWING.boxes
        if box.x - reach <= x <= box.x + BOX_WIDTH + reach
        and box.y - reach <= y <= box.y + BOX_HEIGHT + reach
        and not (box.x < x < box.x + BOX_WIDTH and box.y < y < box.y + BOX_HEIGHT)
    ]


def test_no_boxes_of_the_drawing_overlap() -> None:
    overlapping = [
        (one, other)
        for one, other in combinations(DRAWING.boxes, 2)
        if abs(one.x - other.x) < BOX_WIDTH and abs(one.y - other.y) < BOX_HEIGHT
    ]

    assert len(DRAWING.boxes) == len(PROCESS.steps)
    assert overlapping == []


def test_every_arrow_leads_from_one_box_to_another() -> None:
    ends = [(_boxes_at(_points(one)[0], 0), _boxes_at(_points(one)[-1], HEAD))
            for one in DRAWING.arrows]  # fmt: skip

    assert len(ends) == sum(len(step.leads_to) for step in PROCESS.steps)
    assert [pair for pair in ends if [len(one) for one in pair] != [1, 1]] == []
    assert [pair for pair in ends if pair[0] == pair[1]] == []


def test_no_arrow_runs_through_a_box() -> None:
    def crosses(start: tuple[float, float], end: tuple[float, float], box: Box) -> bool:
        (left, right), (top, bottom) = sorted((start[0], end[0])), sorted((start[1], end[1]))
        return (
            left < box.x + BOX_WIDTH
            and right > box.x
            and top < box.y + BOX_HEIGHT
            and bottom > box.y
        )

    crossed = [
        (arrow.path, box.lines)
        for arrow in DRAWING.arrows
        for start, end in pairwise(_points(arrow))
        for box in DRAWING.boxes
        if crosses(start, end, box)
    ]

    assert crossed == []


def test_everything_lies_within_the_drawing() -> None:
    points = [point for arrow in DRAWING.arrows for point in _points(arrow)]
    points += [(box.x, box.y) for box in DRAWING.boxes]
    points += [(box.x + BOX_WIDTH, box.y + BOX_HEIGHT) for box in DRAWING.boxes]

    outside = [
        (x, y) for x, y in points if not (0 <= x <= DRAWING.width and 0 <= y <= DRAWING.height)
    ]

    assert outside == []


def test_a_title_has_room_in_its_box() -> None:
    assert [box.lines for box in DRAWING.boxes if len(box.lines) > 2] == []


MIDNIGHT = dt.time(tzinfo=dt.UTC)
DAYS = {
    "before": dt.date(2026, 11, 21),
    "after": dt.date(2027, 1, 2),
}


def _built_on(day: dt.date, folder: Path) -> Project:
    epoch = int(dt.datetime.combine(day, MIDNIGHT).timestamp())
    project = Project.copied_to(folder)
    done = project.hub("build", "--no-search", SOURCE_DATE_EPOCH=str(epoch))
    assert done.returncode == 0, done.stdout + done.stderr
    return project


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the site as it is before the law changes."""
    return _built_on(DAYS["before"], tmp_path_factory.mktemp("before") / "project")


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the site as it is on the second day of the new law."""
    return _built_on(DAYS["after"], tmp_path_factory.mktemp("after") / "project")


@pytest.mark.xdist_group("law")
class TestChangeOfLaw:
    """Region Østdanmark comes on 1 January 2027."""

    def test_the_same_pages_are_there(self, before: Project, after: Project) -> None:
        files = [
            sorted(one.relative_to(each.site) for one in each.site.rglob("*.html"))
            for each in (before, after)
        ]

        assert files[0] == files[1]

    def test_the_areas_lie_in_the_regions_of_the_day(self, before: Project, after: Project) -> None:
        told = [text_of(each.page("omraader")) for each in (before, after)]

        assert "Hovedstadsregionen Region Hovedstaden. KKR Hovedstaden." in told[0]
        assert "Region Sjælland Region Sjælland. KKR Sjælland." in told[0]
        assert "Østdanmark" not in told[0]
        assert "Hovedstadsregionen Region Østdanmark. KKR Hovedstaden." in told[1]
        assert "Region Sjælland Region Østdanmark. KKR Sjælland." in told[1]
        assert "Region Syddanmark Region Syddanmark. KKR Syddanmark." in told[1]

    @pytest.mark.parametrize(
        ("area", "old"),
        [("hovedstaden", "Region Hovedstaden"), ("sjaelland", "Region Sjælland")],
    )
    def test_an_area_keeps_its_history(
        self, before: Project, after: Project, area: str, old: str
    ) -> None:
        told = [text_of(each.page(f"omraader/{area}")) for each in (before, after)]

        until, since = "Region til og med 31. december 2026", "Region fra 1. januar 2027"
        assert f"{until} {old} i dag {since} Region Østdanmark " in told[0]
        assert f"{until} {old} {since} Region Østdanmark i dag " in told[1]

    def test_the_cases_keep_the_names_of_their_day(self, before: Project, after: Project) -> None:
        names = [path.name for path in (before.site / "udmeldinger").iterdir() if path.is_dir()]

        told = [
            {name: text_of(each.page(f"udmeldinger/{name}")) for name in names}
            for each in (before, after)
        ]

        assert told[0] == told[1]
        assert "Socialstyrelsen" in told[1]["borgere-med-udviklingshaemning-og-dom"]
        assert [name for name, text in told[1].items() if "Region Sjælland" not in text] == []
        assert [name for name, text in told[1].items() if "Østdanmark" in text] == []


STATEMENT = "https://was.digst.dk/eksempel-dk"
COMPLETE = {
    "publisher": "Eksempelkommunernes sekretariat",
    "contact_email": "post+web@eksempel.dk",
    "contact_phone": "+45 12 34 56 78",
    "accessibility_statement": STATEMENT,
    "accessibility_statement_date": "2026-05-01",
}


def _security(expires: str | None) -> dict[str, str | None]:
    return {"security_contact": "sikkerhed@eksempel.dk", "security_expires": expires}


NOTHING_SET = ["accessibility-statement-missing", "contact-missing", "site-address-placeholder"]


def _set(project: Project, **settings: str | None) -> Project:
    """Give the project's settings these values."""
    text = project.read("mkdocs.yml")
    for name, value in settings.items():
        told = yaml.dump(value, allow_unicode=True).splitlines()[0]
        text, count = re.subn(rf"(?m)^( +){name}: null$", lambda m: f"{m[1]}{name}: {told}", text)  # noqa: B023  # used at once
        assert count == 1, name
    if settings:  # an owner who sets anything sets the site's address first
        text = text.replace("https://centrale-udmeldinger.example/", "https://udmeldinger.dk/")
    project.write("mkdocs.yml", text)
    return project


@pytest.mark.parametrize(
    ("settings", "warned"),
    [
        ({}, NOTHING_SET),
        (COMPLETE, []),
        ({**COMPLETE, "accessibility_statement_date": None}, ["accessibility-statement-undated"]),
        ({**COMPLETE, "accessibility_statement_date": "2025-11-18"}, []),
        (
            {**COMPLETE, "accessibility_statement_date": "2025-11-17"},
            ["accessibility-statement-old"],
        ),
        ({**COMPLETE, "accessibility_statement_date": "2025"}, []),
        ({**COMPLETE, "contact_phone": None}, ["contact-missing"]),
        ({**COMPLETE, **_security(None)}, ["security-contact-undated"]),
        ({**COMPLETE, **_security("2026-12-18")}, []),
        ({**COMPLETE, **_security("2026-12-17")}, ["security-contact-expires-soon"]),
        ({**COMPLETE, **_security("2026-11-18")}, ["security-contact-expires-soon"]),
        ({**COMPLETE, **_security("2026-11-17")}, ["security-contact-expired"]),
    ],
    ids=[
        "nothing set",
        "complete",
        "undated",
        "a year old",
        "older",
        "of a year",
        "no phone",
        "a contact without a day",
        "a contact for 30 days",
        "a contact for less",
        "its last day",
        "the day after",
    ],
)
def test_the_duties_that_the_settings_leave_open_are_told(
    project: Project, settings: dict[str, str | None], warned: list[str]
) -> None:
    _set(project, **settings)

    duties = check_duties(read_inputs(read_project(project.root / CONFIG_FILE), TODAY))

    assert [one.rule for one in duties] == warned


WARNING = re.compile(r"advarsel\[([a-z-]+)\]")


def test_a_build_warns_of_them_beside_its_result(project: Project) -> None:
    done = project.hub("build", "--no-search")

    assert done.returncode == 0
    assert WARNING.findall(done.stderr) == NOTHING_SET
    assert WARNING.findall(done.stdout) == []


@pytest.fixture(scope="module")
def complete(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a built project with all its settings."""
    folder = tmp_path_factory.mktemp("settings") / "project"
    project = _set(Project.copied_to(folder), **COMPLETE)
    done = project.hub("build", "--no-search")
    assert (done.returncode, done.stderr) == (0, "")
    return project


@pytest.mark.xdist_group("settings")
class TestSettings:
    """What the owner of a site sets is shown, as text."""

    @pytest.mark.parametrize("page", ["was", "tilgaengelighed"])
    def test_the_statement_and_both_ways_to_get_help_are_shown(
        self, complete: Project, page: str
    ) -> None:
        html = complete.page(page)

        assert f'href="{STATEMENT}"' in html
        assert '<time datetime="2026-05-01">1. maj 2026</time>' in html
        assert '<a href="mailto:post%2Bweb@eksempel.dk">post+web@eksempel.dk</a>' in html
        assert '<a href="tel:+4512345678">+45 12 34 56 78</a>' in html

    @pytest.mark.parametrize("page", ["was", "privatliv", "om"])
    def test_the_publisher_is_named(self, complete: Project, page: str) -> None:
        assert "Udgiver Eksempelkommunernes sekretariat" in text_of(complete.page(page))

    def test_what_is_not_set_is_said_plainly(self, real: Project) -> None:
        told = text_of(real.page("was"))

        assert "har endnu ikke lavet en tilgængelighedserklæring" in told
        assert "har endnu ikke angivet, hvordan man skriver eller ringer" in told

    def test_what_is_set_cannot_become_markup(self, project: Project) -> None:
        hostile = '<img src=x onerror=alert(1)>"{{ 7*7 }} & æ'
        _set(project, publisher=hostile, contact_email=hostile, contact_phone=hostile)

        html = project.built().page("was")

        assert "<img" not in html
        assert 'onerror=alert(1)>"' not in html
        assert text_of(html).count(hostile) == 4

    def test_the_footer_names_the_statement_as_the_law_asks(self, real: Project) -> None:
        footer = real.page("om").partition("<footer")[2]

        assert re.search(r'<a href="\.\./was/">\s*Tilgængelighedserklæring\s*</a>', footer)


TIME = re.compile(r'<time datetime="([^"]*)">([^<]*)</time>')
DATE_IN_TEXT = re.compile(r"\b\d{4}-\d{2}(-\d{2})?\b|\b\d{1,2}/\d{1,2}[ /-]\d{2,4}\b")


def _bodies(project: Project) -> dict[str, str]:
    return {
        path.relative_to(project.site).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(project.site.rglob("*.html"))
    }


def test_every_date_is_danish_and_says_the_same_to_machines(real: Project) -> None:
    told = {pair for page in _bodies(real).values() for pair in TIME.findall(page)}

    wrong = [pair for pair in told if date_text(KnownDate.parse(pair[0])) != pair[1]]

    assert len(told) > 20
    assert wrong == []


def test_the_glossary_is_in_danish_order(real: Project) -> None:
    terms = re.findall(r"<dt>(.*?)</dt>", real.page("ordliste").partition("</h1>")[2])

    assert len(terms) > 10
    assert terms == sorted(terms, key=sort_key)


@pytest.mark.parametrize(
    ("words", "ordered"),
    [
        (["Å", "Ø", "Æ", "Z", "A"], ["A", "Z", "Æ", "Ø", "Å"]),
        (["Aarhus", "Ærø", "Zebra", "Abe"], ["Abe", "Zebra", "Ærø", "Aarhus"]),
        (["østers", "Ål", "ærter"], ["ærter", "østers", "Ål"]),
        (["f", "énhed", "enhed", "École", "d"], ["d", "École", "enhed", "énhed", "f"]),
        (["z", "Müller", "mz", "myre", "mx"], ["mx", "Müller", "myre", "mz", "z"]),
        (["å", "ö", "ä", "z", "à", "b"], ["à", "b", "z", "ä", "ö", "å"]),
        (["b", "a\u030a", "e\u0301", "f"], ["b", "e\u0301", "f", "a\u030a"]),
    ],
)
def test_danish_letters_come_last(words: list[str], ordered: list[str]) -> None:
    assert sorted(words, key=sort_key) == ordered


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("en linje, der\ngår videre", "en linje, der går videre"),
        (f"{'ord ' * 15}og\nKommunen svarer.", f"{'ord ' * 15}og Kommunen svarer."),
        ("Overskrift\nTeksten begynder her.", "Overskrift\nTeksten begynder her."),
        (f"{'ord ' * 20}slut.\nNyt afsnit", f"{'ord ' * 20}slut.\nNyt afsnit"),
        ("et punkt\n- et andet", "et punkt\n- et andet"),
        ("før\n\nefter", "før\n\nefter"),
        ("", ""),
    ],
)
def test_the_lines_of_a_printed_text_flow(printed: str, shown: str) -> None:
    assert reflowed(printed) == shown


def test_a_long_text_has_an_address_of_its_own_that_a_file_system_takes():
    long = "Børn og unge med " + "særlige behov og " * 20

    made = [slug(long), slug(f"{long}noget mere"), slug("å" * 400)]

    assert made[0].startswith("boern-og-unge-med-saerlige-behov-og-")
    assert len(set(made)) == 3
    assert all(len(one) < 120 for one in made)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the site of a catalogue without notifications."""
    project = Project.copied_to(tmp_path_factory.mktemp("empty") / "project")
    project.write(CATALOGUE, "notifications: []\n")
    return project.built()


NONE = "Der er endnu ingen udmeldinger i kataloget."


@pytest.mark.xdist_group("empty")
@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("dokumenter", "Der er endnu ingen dokumenter i kataloget."),
        ("aar", NONE),
        ("maalgrupper", NONE),
        ("overblik", NONE),
        (".", "Kataloget rummer 0 udmeldinger, 0 runder og 0 dokumenter."),
        (".", "Nyeste dokumenter Der er endnu ingen dokumenter med en kendt dato."),
        (".", "Der er endnu ingen udmeldinger at vælge imellem."),
    ],
)
def test_what_is_empty_is_said_in_a_sentence(empty: Project, page: str, told: str) -> None:
    html = empty.page(page)

    assert told in text_of(html)
    assert re.search(r"<tbody[^>]*>\s*</tbody>|<ul[^>]*>\s*</ul>", html) is None
