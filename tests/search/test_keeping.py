"""What is made of a document's text is kept between builds, as long as it is the right thing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from projects import Project

from hub.search.keeping import KeptTexts, ReadyText

TEXT = ReadyText({"børn": 2}, ["Børn\n", "og børn"])
NAMES = (("Socialstyrelsen", "Social- og Boligstyrelsen"),)


def test_a_text_is_found_again(tmp_path: Path) -> None:
    kept = KeptTexts.at(tmp_path / "texts", NAMES)

    kept.keep(kept.key(["a", "b"]), TEXT)

    assert KeptTexts.at(tmp_path / "texts", NAMES).read(kept.key(["a", "b"])) == TEXT


def test_another_text_and_other_names_have_other_keys(tmp_path: Path) -> None:
    kept = KeptTexts.at(tmp_path, NAMES)

    keys = {kept.key(["a", "b"]), kept.key(["ab"]), kept.key(["a", "b", ""])}
    keys.add(KeptTexts.at(tmp_path, ()).key(["a", "b"]))

    assert len(keys) == 4


@pytest.mark.parametrize("damage", [b"", b"{}", b"{}\n[", b"[]\n[]\n", b"{}\n{}\n", b"\xff\n"])
def test_what_is_damaged_is_made_again(tmp_path: Path, damage: bytes) -> None:
    kept = KeptTexts.at(tmp_path, NAMES)
    kept.keep("key", TEXT)
    next(tmp_path.iterdir()).write_bytes(damage)

    assert kept.read("key") is None


def test_what_the_site_has_no_more_is_removed(tmp_path: Path) -> None:
    kept = KeptTexts.at(tmp_path, NAMES)
    for key in ("stays", "goes"):
        kept.keep(key, TEXT)
    left, writing = tmp_path / "left.123", tmp_path / "writing.124"
    for unfinished in (left, writing):
        unfinished.touch()
    os.utime(left, (0, 0))  # by a build that was killed

    kept.drop_all_but({"stays"})

    assert {path.name for path in tmp_path.iterdir()} == {"stays.jsonl", "writing.124"}


def test_a_build_without_an_index_forgets_what_the_site_has_no_more_too(project: Project) -> None:
    texts = project.root / ".cache/hub/texts"
    KeptTexts.at(texts, ()).keep("withheld", TEXT)

    assert project.hub("build", "--no-search").returncode == 0

    assert not any(texts.iterdir())
