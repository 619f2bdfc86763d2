"""Feeds and calendars, read by others' programs: what is told, once, and what it is known by."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from projects import CATALOGUE, as_yaml
from repositories import AUTHOR, FILE, LINK_LOCK, MAIL, Repository
from roots import ENTRY
from subscribed import (
    ADDRESS,
    DAYS,
    DUE,
    entries,
    event,
    events,
    feed,
    move,
    offered,
    sequence,
    started,
)

from hub.changes.deadline_memory import REMEMBERED_FILE
from hub.site.feeds import MOST_ENTRIES, UNKNOWN_HISTORY, UNREADABLE, xml_text


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return started(tmp_path / "project")


def test_a_deadline_moved_by_three_commits_keeps_its_uid_and_rises(repository: Repository) -> None:
    seen = [event(repository.project)]
    for month, (old, new) in enumerate(pairwise(DAYS), 2):
        move(repository, old, new)
        repository.commit(f"til {new}", f"2026-{month:02}-01T12:00:00Z")
        seen.append(event(repository.project))
    told = feed(offered(repository.project)["feed.xml"]).entries
    shutil.rmtree(repository.project.root / ".cache")
    repository.git("reset", "--quiet", "--soft", "HEAD~3")
    repository.commit("samlet", "2026-04-01T12:00:01Z")
    melted = event(repository.project)
    told_then = feed(offered(repository.project)["feed.xml"]).entries

    numbers = [int(one["SEQUENCE"]) for one in (*seen, melted)]
    assert {str(one["UID"]) for one in (*seen, melted)} == {
        "frist-sag-original-2019-1@udmeldingshub"
    }
    assert numbers[0] < numbers[1] < numbers[2] < numbers[3] <= numbers[4]
    assert [one["LAST-MODIFIED"].dt for one in (*seen, melted)] == sorted(
        one["LAST-MODIFIED"].dt for one in (*seen, melted)
    )
    assert [one.summary for one in told] == [
        "Fristen er flyttet fra 1. november til 15. december 2026.",
        "Fristen er flyttet fra 1. december til 1. november 2026.",
        "Fristen er flyttet fra 15. oktober til 1. december 2026.",
        "Fristen for kommunernes svar er 15. oktober 2026.",
    ]
    assert len({one.id for one in told}) == 4
    # After that nothing is told that was not told before.
    assert told_then[0].summary == ("Fristen er flyttet fra 15. oktober til 15. december 2026.")
    assert [one.id for one in told_then] == [told[0].id, told[3].id]


def test_the_number_rises_also_when_all_commits_are_of_one_second(repository: Repository) -> None:
    numbers = [sequence(repository.project)]
    for old, new in pairwise(DAYS):
        move(repository, old, new)
        repository.commit(new, "2026-01-01T12:00:00Z")
        numbers.append(sequence(repository.project))
    repository.git("reset", "--quiet", "--soft", "HEAD~3")
    repository.commit("samlet", "2026-01-01T12:00:00Z")
    melted = sequence(repository.project)

    assert sorted(set(numbers)) == numbers
    assert melted == numbers[-1]


def _without_history(repository: Repository) -> None:
    shutil.rmtree(repository.project.root / ".git")


def _pushed_by_force(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "--orphan", "ny")
    repository.commit("alt forfra", "2026-01-02T12:00:00Z")


def _moved_and_uncommitted(repository: Repository) -> None:
    move(repository, DAYS[1], DAYS[2])


LOSSES = {
    "no history": _without_history,
    "a history that begins anew": _pushed_by_force,
    "a move that is not committed": _moved_and_uncommitted,
}


@pytest.mark.parametrize("name", LOSSES)
def test_the_number_never_falls(repository: Repository, name: str) -> None:
    move(repository, *DAYS[:2])
    repository.commit("flyttet")
    before = sequence(repository.project)
    LOSSES[name](repository)

    assert sequence(repository.project) >= before


def test_a_deadline_that_moves_back_and_forth_is_told_each_time(repository: Repository) -> None:
    days = (DAYS[0], DAYS[1], DAYS[0], DAYS[1])
    for number, (old, new) in enumerate(pairwise(days)):
        move(repository, old, new)
        repository.commit(str(number))

    told = feed(offered(repository.project)["feed.xml"]).entries

    assert len({one.id for one in told}) == len(told) == 4


@pytest.mark.parametrize("clock", ["2099-01-01T00:00:00Z", "1971-01-01T00:00:00Z"])
def test_wrong_clocks_let_no_number_fall(repository: Repository, clock: str) -> None:
    shutil.rmtree(repository.project.root / ".cache", ignore_errors=True)
    numbers = []
    for (old, new), moment in zip(
        pairwise(DAYS), (clock, "2026-03-01T00:00:00Z", clock), strict=True
    ):
        move(repository, old, new)
        repository.commit(new, moment)
        numbers.append(sequence(repository.project))
        (repository.project.root / REMEMBERED_FILE).unlink()

    assert sorted(set(numbers)) == numbers


def test_news_of_a_document_whose_id_is_gone_lead_to_its_case(repository: Repository) -> None:
    def add(values: dict) -> None:
        found = values["notifications"][0]["rounds"][0]
        found["appendices"] = [*found.get("appendices", ()), {"title": "Bilag X", "number": "77"}]

    def correct(values: dict) -> None:
        values["notifications"][0]["rounds"][0]["appendices"][-1]["number"] = "78"

    for change in (add, correct):
        repository.project.edit(CATALOGUE, change)
        repository.commit("rettet")

    links = [one.link for one in feed(offered(repository.project)["feed.xml"]).entries]

    assert [one for one in links if "bilag-78" in one] != []
    assert [one for one in links if "bilag-77" in one] == []


def test_a_withdrawn_deadline_is_cancelled_and_may_come_back(repository: Repository) -> None:
    first = sequence(repository.project)
    repository.project.replace(CATALOGUE, DUE.format(DAYS[0]), "")
    repository.commit("trukket tilbage")
    gone, gone_number = event(repository.project), sequence(repository.project)
    repository.append(DUE.format(DAYS[0]))
    repository.commit("alligevel")
    back, back_number = event(repository.project), sequence(repository.project)

    assert (str(gone["STATUS"]), str(back["STATUS"])) == ("CANCELLED", "CONFIRMED")
    assert first < gone_number < back_number
    assert gone["DTSTART"].dt == dt.date(2026, 10, 15)


def test_the_deadline_of_a_withdrawn_case_is_cancelled(repository: Repository) -> None:
    repository.append(ENTRY.format(id="ny") + DUE.format("12-24"))
    repository.commit("ny")
    repository.project.write(
        CATALOGUE, f"notifications:\n{ENTRY.format(id='ny')}{DUE.format('12-24')}"
    )
    repository.commit("sag er væk")

    found = events(offered(repository.project)["frister.ics"])

    assert {uid: str(one["STATUS"]) for uid, one in found.items()} == {
        "frist-ny-original-2019-1@udmeldingshub": "CONFIRMED",
        "frist-sag-original-2019-1@udmeldingshub": "CANCELLED",
    }
    assert [title for title, _ in entries(repository.project)] == [
        "Fjernet udmelding: Sag sag",
        "Ny udmelding: Sag ny",
    ]


def test_an_old_deadline_that_was_withdrawn_is_forgotten(repository: Repository) -> None:
    repository.project.replace(CATALOGUE, DUE.format(DAYS[0]), "")
    repository.commit("trukket tilbage")

    later = offered(repository.project, today=dt.date(2027, 12, 1))

    assert events(later["frister.ics"]) == {}


def test_a_date_is_a_day_or_as_long_as_it_is_known(repository: Repository) -> None:
    days = {"2026-10-15": ("20261015", "20261016"), "2026-11": ("20261101", "20261201")}
    days |= {"2026-efterår": ("20260901", "20261201"), "2026": ("20260101", "20270101")}
    found = {}
    for date in days:
        text = f"notifications:\n{ENTRY.format(id='sag')}        report_due: {date}\n"
        repository.project.write(CATALOGUE, text)
        one = event(repository.project)
        assert one["DTSTART"].params["VALUE"] == "DATE"
        found[date] = tuple(one[name].to_ical().decode() for name in ("DTSTART", "DTEND"))

    assert found == days


def test_a_build_without_history_says_so(repository: Repository) -> None:
    _without_history(repository)

    found = offered(repository.project)

    read = feed(found["feed.xml"])
    assert (read.feed.subtitle, read.entries) == (UNKNOWN_HISTORY, [])
    assert read.feed.updated == "2026-11-18T00:00:00Z"
    assert len(events(found["frister.ics"])) == 1


def _edit(repository: Repository, change: Callable[[dict], object]) -> None:
    repository.project.edit(CATALOGUE, lambda values: change(values["notifications"][0]))


STEPS: tuple[Callable[[dict], object], ...] = (
    lambda entry: entry.update(summary="Andre ord."),
    lambda entry: entry["rounds"][0].update(report_due="2026-12-24"),
    lambda entry: entry["rounds"][0].update(appendices=[{"title": "Bilag", "number": "1"}]),
    lambda entry: entry["rounds"][0].update(agency_treatment={"outcome": "awaited"}),
    lambda entry: entry.update(title="Ny titel"),
    lambda entry: entry["rounds"][0]["agency_treatment"].update(outcome="sufficient"),
    lambda entry: entry["rounds"][0]["agency_treatment"].update(summary="Nok."),
    lambda entry: entry["rounds"][0]["appendices"][0].update(url=FILE),
    lambda entry: entry["rounds"].append({"kind": "renewed", "year": "2027"}),
    lambda entry: entry["rounds"][0].update(report_due="2026-11-01", themes=["Et"]),
    lambda entry: entry["rounds"][0]["appendices"][0].update(title="Bilaget", note="x"),
)


@pytest.mark.parametrize("end", [6, 9, len(STEPS)])
def test_commits_that_are_melted_together_tell_nothing_anew(
    repository: Repository, end: int
) -> None:
    for number, change in enumerate(STEPS[:end]):
        _edit(repository, change)
        repository.commit(str(number))
    told = {one.id for one in feed(offered(repository.project)["feed.xml"]).entries}
    anew = {}
    for count in range(2, end + 1):
        repository.git("switch", "--quiet", "--force-create", "samlet", "main")
        repository.git("reset", "--quiet", "--soft", f"HEAD~{count}")
        repository.commit("samlet")
        entries_then = feed(offered(repository.project)["feed.xml"]).entries
        anew[count] = [one.title for one in entries_then if one.id not in told]

    assert {count: titles for count, titles in anew.items() if titles} == {}


def test_versions_that_were_passed_over_are_told(repository: Repository) -> None:
    good = repository.project.read(CATALOGUE)
    repository.project.write(CATALOGUE, "notifications: [\n")
    repository.commit("fejl")
    repository.project.write(CATALOGUE, good)
    repository.commit("rettet")

    read = feed(offered(repository.project)["feed.xml"])

    assert read.feed.subtitle.endswith(UNREADABLE.format(1))
    assert len(read.entries) == 1


def test_links_and_documents_are_told(repository: Repository) -> None:
    repository.append(f"        appendices:\n          - title: Bilag\n            url: {FILE}\n")
    repository.lock("document")
    repository.commit("bilag")
    repository.lock("broken")
    repository.commit("virker ikke")
    repository.lock("document", versions=2, since="2026-11-09")
    repository.commit("virker, og er ny")
    record = {"verdict": "broken", "since": "2026-11-10", "checked": "2026-11-10"}
    repository.project.write(LINK_LOCK, json.dumps({"links": {FILE: record}}))
    repository.commit("virker ikke igen")

    told = entries(repository.project, "udmeldinger/sag/feed.xml")

    link = f"Linket er {FILE}."
    assert told == [
        ("Link virker ikke: Bilag (Sag sag)", link),
        ("Link virker igen: Bilag (Sag sag)", link),
        (
            "Dokument er ændret hos udgiveren: Bilag (Sag sag)",
            "Dokument er ændret hos udgiveren.",
        ),
        ("Link virker ikke: Bilag (Sag sag)", link),
        ("Nyt bilag: Bilag (Sag sag)", "Nyt bilag."),
        ("Ny udmelding: Sag sag", "Fristen for kommunernes svar er 15. oktober 2026."),
    ]


def test_a_withheld_document_is_gone_from_every_feed(repository: Repository) -> None:
    hidden = "https://www.sbst.dk/hemmelig.pdf"
    repository.append("        appendices:\n          - title: Bilag\n")
    repository.commit("bilag")
    repository.append(f"            url: {hidden}\n")
    repository.commit("adresse")
    before = offered(repository.project)
    repository.append("            withheld: true\n")
    repository.commit("holdes tilbage")

    after = offered(repository.project)

    assert hidden.encode() in before["feed.xml"]
    assert [name for name, data in after.items() if hidden.encode() in data] == []
    assert entries(repository.project)[0][0] == "Dokument vises ikke mere: Bilag (Sag sag)"


def test_an_area_has_what_concerns_it(repository: Repository) -> None:
    report = "          - title: Svar {}\n            area: {}\n"
    repository.append(
        "        regional_reports:\n"
        + report.format("S", "sjaelland")
        + report.format("N", "nordjylland")
    )
    regional = ENTRY.format(id="lokal").replace("national", "regional") + DUE.format("12-24")
    repository.append(regional + "        regional_reports:\n" + report.format("L", "sjaelland"))
    repository.commit("svar")

    told = {
        area: [title for title, _ in entries(repository.project, f"omraader/{area}/feed.xml")]
        for area in ("sjaelland", "nordjylland", "hovedstaden")
    }
    files = offered(repository.project)
    calendars = {area: len(events(files[f"omraader/{area}/frister.ics"])) for area in told}

    assert told == {
        "sjaelland": [
            "Ny afrapportering: Svar S (Sag sag)",
            "Ny udmelding: Sag lokal",
            "Ny udmelding: Sag sag",
        ],
        "nordjylland": ["Ny afrapportering: Svar N (Sag sag)", "Ny udmelding: Sag sag"],
        "hovedstaden": ["Ny udmelding: Sag sag"],
    }
    assert calendars == {"sjaelland": 2, "nordjylland": 1, "hovedstaden": 1}


def test_the_newest_fifty_are_told(repository: Repository) -> None:
    repository.append("".join(ENTRY.format(id=f"ny-{number}") for number in range(60)))
    repository.commit("mange")

    assert len(entries(repository.project)) == MOST_ENTRIES


HOSTILE = (
    "</title><script>alert(1)</script>",
    "]]> <![CDATA[ & &amp; &#0; &unknown; <b a='\"'>",
    'BEGIN:VEVENT\\nUID:x\\;\\,\\\\ : ; , " ^n',
    "æøå Ω 🏳️‍🌈 \u0627\u0644 ﷽",
    "x" * 400,
    "%s {} {0} {{ 7*7 }} ${x} \\u003c",
    "=cmd|' /C calc'!A0 @nogen -1+1",
)


def _hostile_catalogue(text: str) -> dict[str, Any]:
    document = {"title": text, "note": text, "reference": text, "official_title": text}
    round_ = {
        "kind": "original",
        "year": "2026",
        "report_due": "2026-12-01",
        "request": text,
        "themes": [text],
        "schedule": [{"actor": text, "activity": text}],
        "sources": [{"title": text, "supports": text}],
        "disagreements": [{"about": text, "used": text, "otherwise": text}],
        "notification": dict(document),
        "appendices": [{**document, "number": "1"}],
        "regional_reports": [{**document, "area": "sjaelland"}],
        "agency_treatment": {"outcome": "sufficient", "summary": text, "document": dict(document)},
    }
    entry = {
        "id": "sag",
        "title": text,
        "listed_as": text,
        "target_group": text,
        "scope": "national",
        "policy_areas": ["social"],
        "legal_basis": [{"instrument": "serviceloven", "provision": text, "note": text}],
        "summary": text,
        "note": text,
        "rounds": [round_],
        "related": [{"title": text, "url": "https://sbst.dk/x"}],
    }
    source = {"title": text, "url": "https://sbst.dk/", "publisher": "styrelsen"}
    links = [{"listed_as": text, "title": text, "note": text}]
    return {"source_list": {**source, "links": links}, "notifications": [entry]}


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("address", [ADDRESS, ""])
def test_hostile_text_in_every_field_leaves_everything_valid(
    repository: Repository, text: str, address: str
) -> None:
    config = as_yaml({"site_name": text[:60], "plugins": [{"hub": {"publisher": text}}]})
    repository.project.write("mkdocs.yml", config)
    repository.project.write(CATALOGUE, as_yaml(_hostile_catalogue("x")))
    repository.commit("en")
    repository.project.write(CATALOGUE, as_yaml(_hostile_catalogue(text)))
    repository.commit("to")

    found = offered(repository.project, address)

    read = {name: feed(data) for name, data in found.items() if name.endswith(".xml")}
    calendars = {name: events(data) for name, data in found.items() if name.endswith(".ics")}
    assert len(read) == 7
    assert len(calendars) == 6
    assert len(read["feed.xml"].entries) == 12
    assert {len(one) for one in calendars.values()} == {1 + 1}


def test_what_xml_cannot_have_is_replaced() -> None:
    assert xml_text("a\0b\x1b\ud800\ufffe<&\"'>\t") == "a�b���&lt;&amp;&quot;&#x27;&gt;&#9;"


def test_no_person_is_named(repository: Repository) -> None:
    found = offered(repository.project)

    kept = (repository.project.root / ".cache/hub").rglob("*.json")
    texts = [*found.values(), *(path.read_bytes() for path in kept)]
    assert len(texts) > 8
    assert [one for one in texts if AUTHOR.encode() in one or MAIL.encode() in one] == []


DIFFERENCES: dict[str, Callable[[Repository], object]] = {
    "warm": lambda _: None,
    "cold": lambda one: shutil.rmtree(one.project.root / ".cache"),
}


@pytest.mark.parametrize("name", DIFFERENCES)
def test_the_same_input_gives_the_same_bytes(repository: Repository, name: str) -> None:
    move(repository, *DAYS[:2])
    repository.commit("flyttet")
    first = offered(repository.project)
    DIFFERENCES[name](repository)

    assert offered(repository.project) == first


def test_what_is_remembered_may_be_damaged(repository: Repository) -> None:
    first = offered(repository.project)
    (repository.project.root / REMEMBERED_FILE).write_text('{"deadlines": [{"x": 1}]}')

    assert offered(repository.project) == first
