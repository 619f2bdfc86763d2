"""What readers are told of a link, for every verdict: the whole sentence, with the right day."""

from __future__ import annotations

from typing import Any

import pytest

from hub.links.records import LinkLock, LinkVerdict
from hub.site.link_status import LinkStates

URL = "https://www.sbst.dk/bilag.pdf"
FAILURES = [{"day": f"2026-10-0{day}", "rule": "link-gone"} for day in (1, 3, 4)]
SINCE_THE_THIRD = {"last_good": "2026-10-02", "failures": FAILURES}

TOLD: dict[str, tuple[dict[str, Any], str | None]] = {
    "well": ({"verdict": "ok"}, None),
    "well again": ({"verdict": "ok", "last_good": "2026-11-18", "failures": FAILURES}, None),
    "moved": (
        {"verdict": "redirected", "moved_to": "https://www.sbst.dk/ny.pdf"},
        "Siden er flyttet, men linket fører videre til den.",
    ),
    "closed": (
        {"verdict": "blocked"},
        "Linket kunne ikke kontrolleres 18. november 2026: serveren lukkede os ikke ind.",
    ),
    "closed after it failed": (
        {"verdict": "blocked", **SINCE_THE_THIRD},
        "Linket kunne ikke kontrolleres 18. november 2026: serveren lukkede os ikke ind.",
    ),
    "silent": ({"verdict": "unchecked"}, "Linket kunne ikke kontrolleres 18. november 2026."),
    "silent, and failed before it was last well": (
        {"verdict": "unchecked", "last_good": "2026-10-04", "failures": FAILURES},
        "Linket kunne ikke kontrolleres 18. november 2026.",
    ),
    "failing on few days": (
        {"verdict": "unchecked", **SINCE_THE_THIRD},
        "Linket kunne ikke kontrolleres 18. november 2026: det virkede ikke. Vi prøver igen.",
    ),
    "broken since it was last well": (
        {"verdict": "broken", **SINCE_THE_THIRD},
        "Linket har ikke virket siden 3. oktober 2026.",
    ),
    "broken, never seen well": (
        {"verdict": "broken", "failures": FAILURES},
        "Linket har ikke virket siden 1. oktober 2026.",
    ),
    "broken, its failures forgotten": (
        {"verdict": "broken"},
        "Linket har ikke virket siden 17. november 2026.",
    ),
}


def _states(**record: Any) -> LinkStates:
    known = {"since": "2026-11-17", "checked": "2026-11-18", **record}
    return LinkStates(LinkLock.model_validate({"links": {URL: known}}))


@pytest.mark.parametrize(("record", "told"), TOLD.values(), ids=[*TOLD])
def test_a_link_is_told_as_it_was_seen(record: dict[str, Any], told: str | None) -> None:
    states = _states(**record)

    assert states.state(URL) == told
    assert states.state(f"{URL}#page=7") == told
    assert states.is_broken(URL) is (record["verdict"] == "broken")


@pytest.mark.parametrize("address", [None, "https://www.sbst.dk/andet.pdf"])
def test_nothing_is_told_of_a_link_that_nobody_has_asked(address: str | None) -> None:
    states = _states(verdict="broken")

    assert states.state(address) is None
    assert states.is_broken(address) is False


def test_the_totals_have_every_verdict_once() -> None:
    links = {
        f"https://www.sbst.dk/{verdict}/{number}": {
            "verdict": verdict.value,
            "since": "2026-11-17",
            "checked": "2026-11-18",
        }
        for count, verdict in enumerate(LinkVerdict)
        for number in range(count)
    }

    states = LinkStates(LinkLock.model_validate({"checked": "2026-11-18", "links": links}))

    assert [count for _, count in states.totals] == [0, 1, 2, 3, 4]
    assert str(states.checked) == "2026-11-18"


def test_a_site_whose_links_were_never_asked_has_no_day() -> None:
    assert LinkStates(LinkLock()).checked is None
