"""A link over days: when it counts as broken, what is told of it, and how it comes back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from projects import CATALOGUE, Project, notifications, text_of
from web import PDF, Answer, Web, link_lock, project_with, serving_web

pytestmark = pytest.mark.xdist_group("link-days")

DAY = 86_400
START = 1_795_000_000  # 18 November 2026
THE_DAYS = [str(START + DAY * number) for number in range(5)]


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[dict]]:
    """Run `hub links` on four days: three on which the link is dead, one on which it is back."""
    with serving_web() as web:
        folder = tmp_path_factory.mktemp("days")
        asking = project_with(
            folder / "asking", [{"url": web.url("/dokument.pdf")}, {"url": web.put("/god")}]
        )
        site = Project.copied_to(folder / "site")
        told = []
        for number, epoch in enumerate(THE_DAYS[:4]):
            if number == 3:
                web.put("/dokument.pdf", Answer(200, PDF, "application/pdf"))
            done = asking.hub("links", SOURCE_DATE_EPOCH=epoch)
            told.append(
                {
                    "code": done.returncode,
                    "output": done.stdout,
                    "record": link_lock(asking)["links"][web.url("/dokument.pdf")],
                    "page": _page(site, asking, web, epoch),
                }
            )
        yield told


def _page(site: Project, asking: Project, web: Web, epoch: str) -> str:
    """Return what a case's page tells of the document on a day."""
    address = next(one["agency_page"] for one in notifications(site) if one.get("agency_page"))
    lock = asking.read("data/links.lock.json").replace(web.url("/dokument.pdf"), address)
    site.write("data/links.lock.json", lock)
    done = site.hub("build", "--no-search", SOURCE_DATE_EPOCH=epoch)
    assert done.returncode == 0, done.stdout + done.stderr
    case = next(one["id"] for one in notifications(site) if one.get("agency_page") == address)
    return text_of(site.page(f"udmeldinger/{case}")) + text_of(site.page("linkstatus"))


def test_three_days_of_failure_are_unchecked_unchecked_broken_and_then_ok_again(days):
    assert [day["record"]["verdict"] for day in days] == ["unchecked", "unchecked", "broken", "ok"]


def test_only_a_broken_link_is_an_error(days):
    assert [day["code"] for day in days] == [0, 0, 1, 0]


def test_an_editor_is_told_at_the_line_each_day(days):
    rules = ["link-gone", "link-gone", "link-broken"]

    assert [rule in day["output"] for rule, day in zip(rules, days, strict=False)] == [True] * 3
    assert f"{CATALOGUE}:" in days[2]["output"]
    assert "link-" not in days[3]["output"]


def test_the_record_keeps_the_failures_and_the_days_on_which_it_was_seen_well(days):
    record = days[3]["record"]

    assert [one["day"] for one in record["failures"]] == ["2026-11-18", "2026-11-19", "2026-11-20"]
    assert record["first_good"] == record["last_good"] == "2026-11-21"


def test_the_page_says_the_right_thing_each_day(days):
    assert "Linket kunne ikke kontrolleres 18. november 2026" in days[0]["page"]
    assert "Linket kunne ikke kontrolleres 19. november 2026" in days[1]["page"]
    assert "Linket har ikke virket siden 18. november 2026." in days[2]["page"]
    assert "Linket har ikke virket" not in days[3]["page"]
    assert "kunne ikke kontrolleres 2" not in days[3]["page"]


def test_the_list_of_links_says_when_they_were_last_checked(days):
    dates = ["18", "19", "20", "21"]

    assert [
        f"Sidst kontrolleret {d}. november 2026" in day["page"]
        for d, day in zip(dates, days, strict=True)
    ] == [True] * 4


def test_a_day_of_silence_does_not_mend_a_broken_link():
    from hub.links.transitions import Observation, after

    gone = Observation(state="failing", rule="link-gone")
    record = None
    for day in ("2026-01-01", "2026-01-02", "2026-01-03"):
        record = after(record, gone, day)
    record = after(record, Observation(state="unanswered", rule="link-unanswered"), "2026-01-04")

    assert record.verdict == "broken"


def test_three_failures_on_one_day_are_one():
    from hub.links.transitions import Observation, after

    record = None
    for _ in range(3):
        record = after(record, Observation(state="failing", rule="link-gone"), "2026-01-01")

    assert (record.verdict, len(record.failures)) == ("unchecked", 1)
