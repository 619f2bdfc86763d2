"""What is made of a document's text is kept between builds, as long as it is the right thing."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from projects import Project

from hub.search.cache import RecordCache
from hub.search.index_records import Subject

NAMES = (("Socialstyrelsen", "Social- og Boligstyrelsen"),)
SUBJECT = Subject(title="Bilag 1", filters={"aar": ["2019"]}, date=None)
RECORDS = {"side-1.html": "<p>Børn</p>", "side-2.html": "<p>og børn</p>"}
WORDS = {"børn": 2}


def keep(kept: RecordCache, key: str, folder: Path) -> None:
    """Keep the records of a text, made in a folder."""
    folder.mkdir()
    for name, html in RECORDS.items():
        (folder / name).write_text(html, encoding="utf-8")
    kept.keep(key, folder, WORDS)


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def test_the_records_of_a_text_are_found_again(tmp_path: Path) -> None:
    kept = RecordCache.at(tmp_path / "texts", NAMES)
    key = kept.key(SUBJECT, ["a", "b"])

    keep(kept, key, tmp_path / "made")

    again = RecordCache.at(tmp_path / "texts", NAMES)
    assert again.put(again.key(SUBJECT, ["a", "b"]), tmp_path / "site/dokumenter/bilag")
    assert contents(tmp_path / "site/dokumenter/bilag") == RECORDS
    assert again.words(key) == WORDS


def test_what_is_not_kept_leaves_an_empty_folder(tmp_path: Path) -> None:
    kept = RecordCache.at(tmp_path / "texts", NAMES)

    assert not kept.put("key", tmp_path / "bilag")
    assert contents(tmp_path / "bilag") == {}
    assert kept.words("key") == {}


def test_another_text_subject_and_names_have_other_keys(tmp_path: Path) -> None:
    kept = RecordCache.at(tmp_path, NAMES)

    keys = {kept.key(SUBJECT, pages) for pages in (["a", "b"], ["ab"], ["a", "b", ""])}
    keys.add(RecordCache.at(tmp_path, ()).key(SUBJECT, ["a", "b"]))
    keys.add(kept.key(replace(SUBJECT, title="Bilag 2"), ["a", "b"]))

    assert len(keys) == 5


@pytest.mark.parametrize("name", ["sizes.json", "words.json", "side-2.html"])
@pytest.mark.parametrize("damage", [None, b"", b"{}", b"{}\n[", b"[]", b"\xff"])
def test_what_is_damaged_is_made_again(tmp_path: Path, name: str, damage: bytes | None) -> None:
    kept = RecordCache.at(tmp_path / "texts", NAMES)
    keep(kept, "key", tmp_path / "made")
    damaged = tmp_path / "texts/key" / name
    damaged.unlink()
    if damage is not None:
        damaged.write_bytes(damage)

    assert not kept.put("key", tmp_path / "bilag")
    assert contents(tmp_path / "bilag") == {}

    keep(kept, "key", tmp_path / "made-again")
    assert kept.put("key", tmp_path / "bilag-again")
    assert kept.words("key") == WORDS


def test_words_of_another_kind_are_none(tmp_path: Path) -> None:
    kept = RecordCache.at(tmp_path / "texts", NAMES)
    keep(kept, "key", tmp_path / "made")

    (tmp_path / "texts/key/words.json").write_text('{"børn": "2"}', encoding="utf-8")

    assert kept.words("key") == {}


def test_records_are_copied_where_there_are_no_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_link(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.link", no_link)
    kept = RecordCache.at(tmp_path / "texts", NAMES)

    keep(kept, "key", tmp_path / "made")

    assert kept.put("key", tmp_path / "bilag")
    assert contents(tmp_path / "bilag") == RECORDS
    assert (tmp_path / "bilag/side-1.html").stat().st_nlink == 1


def test_what_the_site_has_no_more_is_removed(tmp_path: Path) -> None:
    kept = RecordCache.at(tmp_path / "texts", NAMES)
    for key in ("stays", "goes"):
        keep(kept, key, tmp_path / key)
    left, writing = tmp_path / "texts/left.123", tmp_path / "texts/writing.124"
    for unfinished in (left, writing):
        unfinished.mkdir()
    os.utime(left, (0, 0))  # by a build that was killed

    kept.drop_all_but({"stays"})

    assert {path.name for path in (tmp_path / "texts").iterdir()} == {"stays", "writing.124"}


def test_a_build_without_an_index_forgets_what_the_site_has_no_more_too(project: Project) -> None:
    texts = project.root / ".cache/hub/texts"
    keep(RecordCache.at(texts, ()), "withheld", project.root / "made")

    assert project.hub("build", "--no-search").returncode == 0

    assert not any(texts.iterdir())
