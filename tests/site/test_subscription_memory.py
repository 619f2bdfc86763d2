"""What subscribers were told is not forgotten: numbers after a loss, and cases that are renamed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from projects import CATALOGUE
from repositories import Repository
from roots import ENTRY
from subscribed import DAYS, DUE, entries, event, events, feed, move, offered, sequence, started

from hub.changes.deadline_memory import PUBLISHED_FILE, REMEMBERED_FILE

SECOND = "2026-01-01T12:00:00Z"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return started(tmp_path / "project")


def publish(repository: Repository, file: str = "site/frister.ics") -> int:
    """Put the calendar where the next build finds it; return the number of its deadline."""
    data = offered(repository.project)["frister.ics"]
    path = repository.project.root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return int(next(iter(events(data).values()))["SEQUENCE"])


def melt(repository: Repository, count: int, moment: str = SECOND) -> None:
    repository.git("reset", "--quiet", "--soft", f"HEAD~{count}")
    repository.commit("samlet", moment)


def without_history(repository: Repository) -> None:
    shutil.rmtree(repository.project.root / ".git")


def as_one_commit(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "--orphan", "ny")
    repository.commit("alt forfra", "2025-01-01T12:00:00Z")


LOSSES: dict[str, Callable[[Repository], None]] = {
    "melted within the same second": lambda one: melt(one, 3),
    "one older commit": as_one_commit,
    "no history": without_history,
}


@pytest.mark.parametrize("published", ["site/frister.ics", PUBLISHED_FILE])
@pytest.mark.parametrize("name", LOSSES)
def test_the_published_calendar_holds_the_number(
    repository: Repository, name: str, published: str
) -> None:
    for old, new in pairwise(DAYS):
        move(repository, old, new)
        repository.commit(new, SECOND)
        number = publish(repository, published)
        (repository.project.root / REMEMBERED_FILE).unlink()
    LOSSES[name](repository)

    melted = sequence(repository.project)[0]
    move(repository, DAYS[3], DAYS[0])

    assert melted == number
    assert sequence(repository.project)[0] == number + 1


def test_a_deadline_that_only_the_published_calendar_knows_is_cancelled(
    repository: Repository,
) -> None:
    repository.project.replace(CATALOGUE, "Sag sag", 'Sag; med, tegn og "æøå"')
    number = publish(repository)
    repository.project.replace(CATALOGUE, DUE.format(DAYS[0]), "")
    shutil.rmtree(repository.project.root / ".cache")
    without_history(repository)

    gone = event(repository.project)

    assert (str(gone["STATUS"]), int(gone["SEQUENCE"])) == ("CANCELLED", number + 1)
    assert str(gone["SUMMARY"]) == 'Frist: Sag; med, tegn og "æøå"'
    assert str(gone["URL"]).endswith("/udmeldinger/sag/")


@pytest.mark.parametrize("date", ["2026", "2026-02", "2026-efterår", "2026-12-24"])
def test_a_vague_deadline_that_was_published_has_not_moved(
    repository: Repository, date: str
) -> None:
    repository.project.replace(CATALOGUE, f"2026-{DAYS[0]}", date)
    number = publish(repository)
    (repository.project.root / REMEMBERED_FILE).unlink()

    assert sequence(repository.project)[0] == number


DAMAGES = {
    "nothing": b"",
    "no calendar": b"\xff\xfe\x00<html>",
    "another's events": b"BEGIN:VEVENT\nUID:x@y\nSEQUENCE:9\nEND:VEVENT\n",
    "no day": b"BEGIN:VEVENT\r\nUID:frist-sag-original-2019-1@udmeldingshub\r\nSEQUENCE:9\r\n",
    "a number that is none": b"BEGIN:VEVENT\r\nUID:frist-sag-original-2019-1@udmeldingshub\r\n"
    b"SUMMARY:x\r\nDTSTART;VALUE=DATE:20261015\r\nDTEND;VALUE=DATE:20261016\r\nSEQUENCE:-9\r\n",
    "a day that is none": b"BEGIN:VEVENT\r\nUID:frist-sag-original-2019-1@udmeldingshub\r\n"
    b"SUMMARY:x\r\nDTSTART;VALUE=DATE:20269915\r\nDTEND;VALUE=DATE:00010101\r\nSEQUENCE:9\r\n",
    "a far day": b"BEGIN:VEVENT\r\nUID:frist-x-original-2019-1@udmeldingshub\r\nSUMMARY:x\r\n"
    b"DTSTART;VALUE=DATE:99990101\r\nDTEND;VALUE=DATE:00010101\r\nSEQUENCE:9\r\n",
}


@pytest.mark.parametrize("name", DAMAGES)
def test_what_was_published_may_be_damaged(repository: Repository, name: str) -> None:
    before = offered(repository.project)
    repository.project.write("site/frister.ics", "")
    (repository.project.root / "site/frister.ics").write_bytes(DAMAGES[name])

    assert offered(repository.project) == before


def rename(repository: Repository, old: str, new: str, former: str) -> None:
    """Give the case another id; `former` are those that it says it had."""
    text = repository.project.read(CATALOGUE)
    lines = [line for line in text.splitlines(keepends=True) if "former_ids" not in line]
    text = "".join(lines).replace(f"id: {old}\n", f"id: {new}\n    former_ids: [{former}]\n")
    repository.project.write(CATALOGUE, text)


def ids(repository: Repository, name: str = "feed.xml") -> list[str]:
    return [one.id for one in feed(offered(repository.project)[name]).entries]


def test_a_renamed_case_is_the_same_for_whoever_subscribes(repository: Repository) -> None:
    repository.append("        appendices:\n          - title: Bilag\n            number: 1\n")
    repository.commit("bilag")
    move(repository, *DAYS[:2])
    repository.commit("flyttet")
    before, number = ids(repository), sequence(repository.project)
    own = feed(offered(repository.project)["udmeldinger/sag/feed.xml"])
    rename(repository, "sag", "ny", "sag")
    repository.commit("omdøbt")

    after = offered(repository.project)
    now = feed(after["udmeldinger/ny/feed.xml"])

    assert ids(repository) == before
    assert sequence(repository.project) == number
    assert list(events(after["frister.ics"])) == ["frist-sag-original-2019-1@udmeldingshub"]
    assert str(event(repository.project)["STATUS"]) == "CONFIRMED"
    assert str(event(repository.project)["URL"]).endswith("/udmeldinger/ny/")
    assert (now.feed.id, [one.id for one in now.entries]) == (
        own.feed.id,
        [one.id for one in own.entries],
    )
    assert [one.link.partition("/udmeldinger/")[2] for one in now.entries] == [
        "ny/",
        "ny/#ny-2019-bilag-1",
        "ny/",
    ]


@pytest.mark.parametrize("memory", ["kept", "lost"])
@pytest.mark.parametrize("moment", ["", "2027-01-01T12:00:00Z"])
def test_a_case_renamed_twice_and_melted_is_told_once(
    repository: Repository, memory: str, moment: str
) -> None:
    repository.append("        appendices:\n          - title: Bilag\n            number: 1\n")
    repository.commit("bilag", SECOND)
    rename(repository, "sag", "ny", "sag")
    repository.commit("omdøbt", SECOND)
    move(repository, *DAYS[:2])
    repository.commit("flyttet", SECOND)
    rename(repository, "ny", "nyere", "sag, ny")
    repository.commit("omdøbt igen", SECOND)
    told, number = {*ids(repository)}, sequence(repository.project)[0]
    publish(repository)
    for count in (2, 4):
        if memory == "lost":
            shutil.rmtree(repository.project.root / ".cache")
        repository.git("switch", "--quiet", "--force-create", "samlet", "main")
        melt(repository, count, moment)

        assert {*ids(repository)} - told == set()
        assert sequence(repository.project)[0] >= number
        assert list(events(offered(repository.project)["frister.ics"])) == [
            "frist-sag-original-2019-1@udmeldingshub"
        ]


def test_former_ids_in_another_order_change_no_uid_that_was_published(
    repository: Repository,
) -> None:
    rename(repository, "sag", "ny", "sag")
    rename(repository, "ny", "nyere", "ny, sag")
    (uid,) = events(offered(repository.project)["frister.ics"])
    publish(repository)
    shutil.rmtree(repository.project.root / ".cache")
    as_one_commit(repository)

    assert list(events(offered(repository.project)["frister.ics"])) == [uid]
    assert uid == "frist-sag-original-2019-1@udmeldingshub"


def test_a_case_that_takes_over_another_is_still_itself(repository: Repository) -> None:
    repository.append(ENTRY.format(id="dublet") + DUE.format("12-24"))
    repository.commit("to")
    before = {uid: int(one["SEQUENCE"]) for uid, one in dated(repository).items()}
    first = ids(repository, "udmeldinger/sag/feed.xml")
    text = repository.project.read(CATALOGUE)
    text = text.removesuffix(ENTRY.format(id="dublet") + DUE.format("12-24"))
    text = text.replace("id: sag\n", "id: sag\n    former_ids: [dublet]\n")
    repository.project.write(CATALOGUE, text)
    repository.commit("én")

    after = dated(repository)

    assert {uid: str(one["STATUS"]) for uid, one in after.items()} == {
        "frist-dublet-original-2019-1@udmeldingshub": "CANCELLED",
        "frist-sag-original-2019-1@udmeldingshub": "CONFIRMED",
    }
    kept = "frist-sag-original-2019-1@udmeldingshub"
    assert int(after[kept]["SEQUENCE"]) == before[kept]
    assert set(first) < {*ids(repository, "udmeldinger/sag/feed.xml")}


def dated(repository: Repository) -> dict:
    return events(offered(repository.project)["frister.ics"])


def test_news_tell_the_title_that_a_case_has_now(repository: Repository) -> None:
    repository.append("        appendices:\n          - title: Bilag\n            number: 1\n")
    repository.commit("bilag")
    move(repository, *DAYS[:2])
    repository.commit("flyttet")
    before = ids(repository)
    repository.project.replace(CATALOGUE, "title: Sag sag", "title: Rettet sag")
    repository.project.replace(CATALOGUE, "title: Bilag\n", "title: Bilaget\n")
    repository.commit("rettet")

    assert [title for title, _ in entries(repository.project)] == [
        "Ændret dokument: Bilaget (Rettet sag)",
        "Ændret udmelding: Rettet sag",
        "Ændret frist: Rettet sag, 2019",
        "Nyt bilag: Bilaget (Rettet sag)",
        "Ny udmelding: Rettet sag",
    ]
    assert ids(repository)[2:] == before


def test_a_changed_title_changes_only_the_subscriptions_that_hold_it(
    repository: Repository,
) -> None:
    regional = ENTRY.format(id="lokal").replace("national", "regional") + DUE.format("12-24")
    repository.append(
        regional + "        regional_reports:\n          - title: L\n            area: sjaelland\n"
    )
    repository.append(ENTRY.format(id="anden"))
    repository.commit("tre")
    before = offered(repository.project)
    repository.project.replace(CATALOGUE, "title: Sag lokal", "title: Rettet")

    after = offered(repository.project)

    assert sorted(name for name, data in after.items() if data != before[name]) == [
        "feed.xml",
        "frister.ics",
        "omraader/sjaelland/feed.xml",
        "omraader/sjaelland/frister.ics",
        "udmeldinger/lokal/feed.xml",
    ]
