"""What is held of a link after each sight of it, day by day."""

from __future__ import annotations

from functools import reduce

import pytest

from hub.links.records import MOST_FAILURES, LinkRecord
from hub.links.transitions import Observation, after
from hub.web.errors import Reach

GOOD = Observation(state="good")
MOVED = Observation(state="good", moved_to="https://sbst.dk/ny", moved_title="Ny side")
GONE = Observation(state="failing", rule="link-gone", detail={"status": "404"})
ODD = Observation(state="failing", rule="link-odd-answer")
CLOSED = Observation(state="blocked", rule="link-blocked", detail={"status": "403"})
SILENT = Observation(state="unanswered", rule="link-unanswered", reach=Reach.SILENT)

Sights = list[tuple[int, Observation]]


def _record(sights: Sights) -> LinkRecord:
    """Return what is held after sights on days of a month."""
    known = reduce(lambda known, sight: after(known, sight[1], _day(sight[0])), sights, None)
    assert known is not None
    return known


def _day(day: int) -> str:
    return f"2026-11-{day:02}"


VERDICTS: dict[str, tuple[Sights, str, int]] = {
    # what was seen on which days, the verdict after it, and the day since which it is given
    "seen well": ([(1, GOOD)], "ok", 1),
    "seen well again": ([(1, GOOD), (2, GOOD)], "ok", 1),
    "moved": ([(1, GOOD), (2, MOVED), (3, MOVED)], "redirected", 2),
    "moved back": ([(1, MOVED), (2, GOOD)], "ok", 2),
    "closed": ([(1, GOOD), (2, CLOSED), (4, CLOSED)], "blocked", 2),
    "closed after it was broken": ([(1, GONE), (2, GONE), (3, GONE), (4, CLOSED)], "blocked", 4),
    "silent": ([(1, GOOD), (2, SILENT)], "unchecked", 2),
    "silent for long": ([(day, SILENT) for day in range(1, 20)], "unchecked", 1),
    "failed once": ([(1, GOOD), (2, GONE)], "unchecked", 2),
    "failed on two days": ([(1, GONE), (2, GONE)], "unchecked", 1),
    "failed three times on a day": ([(1, GONE), (1, GONE), (1, GONE)], "unchecked", 1),
    "failed on three days": ([(1, GONE), (2, GONE), (3, GONE)], "broken", 3),
    "failed in three ways": ([(1, GONE), (5, ODD), (9, GONE)], "broken", 9),
    "failed on three days, silent between": (
        [(1, GONE), (2, SILENT), (3, GONE), (4, SILENT), (5, GONE)],
        "broken",
        5,
    ),
    "failed on three days, closed between": (
        [(1, GONE), (2, GONE), (3, CLOSED), (4, GONE)],
        "broken",
        4,
    ),
    "failed on three days, seen well between": (
        [(1, GONE), (2, GONE), (3, GOOD), (4, GONE)],
        "unchecked",
        4,
    ),
    "failed, and was seen well later that day": (
        [(1, GONE), (2, GONE), (3, GONE), (3, GOOD)],
        "ok",
        3,
    ),
    "seen well, and failed later that day": (
        [(1, GONE), (2, GONE), (3, GOOD), (3, GONE)],
        "unchecked",
        3,
    ),
    "failed again on the day on which it was seen well": (
        # that day is not counted
        [(1, GOOD), (1, GONE), (2, GONE), (3, GONE)],
        "unchecked",
        1,
    ),
    "closed after it was broken, and silent": (
        [(1, GONE), (2, GONE), (3, GONE), (4, CLOSED), (5, SILENT)],
        "unchecked",
        5,
    ),
    "broken, and silent": ([(1, GONE), (2, GONE), (3, GONE), (4, SILENT)], "broken", 3),
    "broken, and failing still": ([(1, GONE), (2, GONE), (3, GONE), (4, ODD)], "broken", 3),
    "broken, and back": ([(1, GONE), (2, GONE), (3, GONE), (4, GOOD)], "ok", 4),
    "broken, back, and failing": (
        [(1, GONE), (2, GONE), (3, GONE), (4, GOOD), (5, GONE), (6, GONE)],
        "unchecked",
        5,
    ),
}


@pytest.mark.parametrize(("sights", "verdict", "since"), VERDICTS.values(), ids=[*VERDICTS])
def test_a_verdict_goes_by_the_days(sights: Sights, verdict: str, since: int) -> None:
    record = _record(sights)

    assert (record.verdict, record.since) == (verdict, _day(since))
    assert record.checked == _day(sights[-1][0])


def test_a_record_keeps_how_and_when_a_link_failed() -> None:
    record = _record([(1, GOOD), (2, GONE), (3, SILENT), (4, ODD), (5, CLOSED)])

    assert [(one.day, one.rule, one.detail) for one in record.failures] == [
        (_day(2), "link-gone", {"status": "404"}),
        (_day(4), "link-odd-answer", {}),
    ]
    assert (record.rule, record.detail) == ("link-blocked", {"status": "403"})
    assert (record.failing_since, record.days_failed) == (_day(2), (_day(2), _day(4)))


def test_of_two_failures_on_a_day_the_later_is_kept() -> None:
    record = _record([(1, GONE), (2, GONE), (2, ODD)])

    assert [(one.day, one.rule) for one in record.failures] == [
        (_day(1), "link-gone"),
        (_day(2), "link-odd-answer"),
    ]


def test_a_record_keeps_when_a_link_was_seen_well() -> None:
    record = _record([(1, GONE), (2, GOOD), (3, GOOD), (4, GONE), (5, SILENT)])

    assert (record.first_good, record.last_good) == (_day(2), _day(3))
    assert (record.failing_since, record.days_failed) == (_day(4), (_day(4),))


def test_a_link_that_was_never_seen_well_has_no_such_day() -> None:
    record = _record([(1, GONE), (2, SILENT), (3, CLOSED)])

    assert (record.first_good, record.last_good) == (None, None)


@pytest.mark.parametrize(
    ("sights", "moved"),
    [
        ([(1, MOVED)], ("https://sbst.dk/ny", "Ny side")),
        ([(1, MOVED), (2, GOOD)], (None, None)),
        ([(1, MOVED), (2, GONE)], (None, None)),
    ],
    ids=["moved", "back", "gone"],
)
def test_where_a_link_has_moved_to_is_known_from_the_last_sight(
    sights: Sights, moved: tuple[str | None, str | None]
) -> None:
    record = _record(sights)

    assert (record.moved_to, record.moved_title) == moved


def test_the_oldest_failures_are_forgotten_first() -> None:
    known = None
    for month, day in ((month, day) for month in (10, 11) for day in range(1, 29)):
        known = after(known, GONE, f"2026-{month}-{day:02}")

    assert known is not None
    assert len(known.failures) == MOST_FAILURES == 30
    assert (known.failures[0].day, known.failures[-1].day) == ("2026-10-27", "2026-11-28")
    assert (known.verdict, known.since) == ("broken", "2026-10-03")
