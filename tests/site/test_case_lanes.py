"""The cases as lanes on one axis of time: what is drawn, how wide, and what is only told."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import partial

import pytest
from projects import TODAY as MOMENT
from projects import Project, text_of
from small_catalogue import TODAY, a_case, a_round, joined_cases, write_cases

from hub.site.case_lanes import CaseLanes, Lane, TimeAxis
from hub.site.entries import Entry

Joined = Callable[..., tuple[Entry, ...]]


@pytest.fixture
def joined(project: Project) -> Joined:
    """Join the entries of a small catalogue."""
    return partial(joined_cases, project)


def _only_lane(joined: Joined, *rounds: dict, **more: str) -> tuple[Lane, TimeAxis]:
    entries = joined(a_case(*rounds, **more))
    lanes = CaseLanes(entries, TODAY)
    [lane] = lanes.of(entries)
    return lane, lanes.axis


WHOLE = a_round(
    year="2020",
    published="2020-01-01",
    report_due="2021-07-02",
    reported="2021",
    agency_treatment={"outcome": "sufficient", "date": "2022-07"},
)


def test_the_axis_goes_from_the_first_year_to_today(joined: Joined) -> None:
    entries = joined(a_case(WHOLE), a_case(a_round(year="2014"), id_="aeldre"))

    axis = CaseLanes(entries, TODAY).axis

    assert (axis.first, axis.last, axis.years) == (2014, 2026, 13)
    assert [label.year for label in axis.labels] == [2014, 2016, 2018, 2020, 2022, 2024, 2026]
    assert axis.at(dt.date(2014, 1, 1)) == 0
    assert axis.at(dt.date(2027, 1, 1)) == 100
    assert axis.now == pytest.approx(100 * 12.88 / 13, abs=0.1)


def test_a_day_is_a_point_and_a_year_is_a_range_over_the_whole_year(joined: Joined) -> None:
    lane, axis = _only_lane(joined, WHOLE)

    sent, due, answers, assessed = lane.marks

    assert [mark.event.kind for mark in lane.marks] == [
        "sent",
        "deadline",
        "answers",
        "assessment",
    ]
    assert (sent.width, due.width) == (0, 0)
    assert answers.width == pytest.approx(100 / 7, abs=0.1)
    assert answers.centre == pytest.approx(axis.at(dt.date(2021, 7, 2)), abs=0.1)
    assert answers.is_vague
    assert assessed.width == pytest.approx(100 / 7 / 12, abs=0.1)
    assert not assessed.is_vague


def test_each_mark_leads_to_its_place_on_the_page_of_the_case(joined: Joined) -> None:
    named = {
        **WHOLE,
        "notification": {"title": "Udmelding"},
        "regional_reports": [{"title": "Svar", "area": "nordjylland"}],
    }
    lane, _ = _only_lane(joined, named)

    assert [mark.address.partition("udmeldinger/sag/")[2] for mark in lane.marks] == [
        "#sag-2020-udmelding",
        "#udmelding",
        "#sag-2020-afrapportering-nordjylland",
        "#udmelding-behandling",
    ]


def test_a_case_of_which_only_the_year_is_known_is_a_range(joined: Joined) -> None:
    lane, _ = _only_lane(joined, a_round(year="2025"))

    [mark] = lane.marks
    assert (mark.event.kind, str(mark.date), mark.is_vague) == ("sent", "2025", True)
    assert [event.kind for event in lane.undated] == ["deadline", "answers", "assessment"]
    assert (lane.end, lane.later, lane.awaited) == ("unknown", (), ())


def test_events_of_one_day_stand_below_each_other(joined: Joined) -> None:
    same = a_round(
        year="2024",
        published="2024-01-15",
        report_due="2024-01-15",
        reported="2024-01-15",
        agency_treatment={"outcome": "sufficient", "date": "2024-01-15"},
    )
    lane, _ = _only_lane(joined, same)

    assert [mark.row for mark in lane.marks] == [0, 1, 2, 3]
    assert (lane.rows, lane.narrow_rows) == (4, 4)
    assert (lane.reach, lane.end) == (0, "closed")


def test_no_two_marks_of_a_row_overlap(joined: Joined) -> None:
    lane, _ = _only_lane(joined, WHOLE)

    for least, row in ((3.9, "row"), (9.4, "narrow_row")):
        ends: dict[int, float] = {}
        for mark in sorted(lane.marks, key=lambda one: one.centre):
            half = max(mark.width, least) / 2
            assert ends.get(getattr(mark, row), -100) <= mark.centre - half
            ends[getattr(mark, row)] = mark.centre + half


def test_an_open_case_goes_on_to_today(joined: Joined) -> None:
    asked = a_round(
        year="2019",
        published="2019-11-26",
        agency_treatment={"outcome": "renewed_treatment_requested", "date": "2023-11-23"},
    )
    again = a_round("renewed", "2023", agency_treatment={"outcome": "awaited"})
    lane, axis = _only_lane(joined, asked, again)

    assert lane.end == "open"
    assert lane.start + lane.reach + lane.tail == pytest.approx(axis.now)
    assert [mark.event.kind for mark in lane.marks] == ["sent", "renewal"]
    assert [event.kind for event in lane.awaited] == ["assessment"]


def test_a_deadline_to_come_is_on_the_axis_and_one_far_away_is_told(joined: Joined) -> None:
    coming = a_round(
        year="2026",
        published="2026-05",
        report_due="2028-10-15",
        agency_treatment={"outcome": "awaited", "date": "2090"},
    )
    lane, axis = _only_lane(joined, coming)

    assert axis.last == 2029
    assert [mark.event.state for mark in lane.marks] == ["done", "coming"]
    assert [event.kind for event in lane.later] == ["assessment"]


def test_a_case_ends_where_a_newer_one_takes_over(joined: Joined) -> None:
    newer = a_case(a_round(year="2025", published="2025-02-01"), id_="ny", succeeds="sag")
    entries = joined(newer, a_case(a_round(year="2015")))

    lanes = CaseLanes(entries, TODAY).of(entries)

    assert [lane.entry.notification.id for lane in lanes] == ["ny", "sag"]
    assert (lanes[1].end, lanes[1].marks[-1].address) == ("closed", "udmeldinger/ny/")


@pytest.mark.parametrize("today", [dt.date(1970, 1, 1), dt.date(2099, 12, 31)])
def test_any_day_may_be_today(joined: Joined, today: dt.date) -> None:
    entries = joined(a_case(WHOLE))
    lanes = CaseLanes(entries, today)

    [lane] = lanes.of(entries)

    assert len(lane.marks) == 4
    assert all(0 <= mark.centre <= 100 for mark in lane.marks)
    assert (lanes.axis.now is None) == (today.year == 1970)
    assert len(lanes.axis.labels) <= 7


def test_no_cases_have_an_axis_of_this_year() -> None:
    lanes = CaseLanes((), TODAY)

    assert (lanes.axis.first, lanes.axis.last, lanes.of(())) == (2026, 2026, ())


LONG = "Ældreområdets højtspecialiserede rehabiliteringsindsats " * 6
HOSTILE = "\"><script>alert(1)</script> {{ 7 * 7 }} ' & "
LANE = re.compile(r'<li class="hub-lane">.*?</li>\s*(?=<li class="hub-lane">|</ul>)', re.DOTALL)


@pytest.mark.parametrize("count", [1, 8, 60, 120])
def test_every_case_has_its_lane_in_the_overview(project: Project, count: int) -> None:
    cases = [
        a_case(
            a_round(year=str(2014 + number % 12), published=f"{2014 + number % 12}-03-01"),
            id_=f"sag-{number}",
            title=f"{HOSTILE if number % 2 else LONG}{number}",
        )
        for number in range(count)
    ]
    write_cases(project, *cases)
    project.built()

    pages = [project.page("overblik")]
    pages += [path.read_text() for path in project.site.glob("overblik/side-*/index.html")]
    found = [len(LANE.findall(page)) for page in pages]

    front = project.page("")
    assert (sum(found), max(found)) == (count, min(count, 100))
    assert front.count('role="img"') == min(count, 8)
    assert "<script>alert" not in "".join(pages) + front
    assert ("Her er de 8 nyeste sager." in text_of(front)) == (count > 8)


def test_a_lane_on_the_front_page_says_in_words_what_it_shows(real: Project) -> None:
    label = re.findall(r'role="img" aria-label="([^"]*)"', real.page(""))

    assert len(label) == 8
    assert label[0] == (
        "Udmeldingen sendt ud, september 2022. Frist for kommunernes svar, marts 2023. "
        "Kommunernes svar, juli 2023. Styrelsens vurdering: tilstrækkelig løsning, 2024. "
        "Tilstrækkelig løsning."
    )


def test_every_mark_of_the_overview_leads_to_a_place_that_exists(real: Project) -> None:
    linked = re.findall(
        r'<a class="hub-mark[^>]*href="\.\./([^"#]+)(?:#([^"]+))?"', real.page("overblik")
    )

    lost = [
        (page, anchor)
        for page, anchor in linked
        if anchor and f'id="{anchor}"' not in real.page(page)
    ]
    assert lost == []
    assert len(linked) > 20


def test_the_moment_of_the_tests_is_today() -> None:
    assert dt.datetime.fromtimestamp(MOMENT, tz=dt.UTC).date() == TODAY
