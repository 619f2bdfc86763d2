"""What a word is found under: its spellings, the parts of compounds, names, references to law."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from hub.search.compounds import Compounds
from hub.search.enrichment import BEGIN, END, Enrichment, hidden, whole_words
from hub.search.spelling import folded, lettered, other_spellings, references


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("børn", ["born"]),
        ("boern", ["born", "børn"]),
        ("aalborg", ["alborg", "ålborg"]),
        ("ålborg", ["alborg"]),
        ("ærø", ["aro"]),
        ("læsesyn", ["lasesyn"]),
        ("café", ["cafe"]),
        ("kommune", []),
        ("1631", []),
    ],
)
def test_a_word_is_indexed_under_every_spelling(word: str, others: list[str]) -> None:
    assert list(other_spellings(word)) == others


@pytest.mark.parametrize(
    ("one", "other"), [("børn", "boern"), ("børn", "born"), ("aalborg", "ålborg"), ("ærø", "aeroe")]
)
def test_spellings_of_the_same_word_fold_to_the_same(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_a_word_spelled_out_is_written_with_its_letters() -> None:
    assert lettered("boerneraad") == "børneråd"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("efter § 13 b i loven", ["paragraf13b"]),
        ("§13b, stk. 2", ["paragraf13b", "stk2"]),
        ("§ 13 og § 14 i loven", ["paragraf13", "paragraf14"]),
        ("§§ 101 a", ["paragraf101a"]),
        ("bek nr. 1631 af 27. december", ["bek1631"]),
        ("bekendtgørelse 1631", ["bek1631"]),
        ("lovbekendtgørelse nr. 170", ["lbk170"]),
        ("lov nr. 573 af", ["lov573"]),
        ("bilag 2", ["bilag2"]),
        ("lov om social service", []),
    ],
)
def test_references_become_one_word(text: str, words: list[str]) -> None:
    assert [word for _, word in references(text)] == words


TAILS = {
    "børnefamilier": ("familier",),
    "rusmiddelbehandling": ("behandling",),
    "synsnedsættelse": ("nedsættelse",),
    "hospitalsafdelinger": ("afdelinger",),
    "vurdering": (),
    "mulighed": (),
    "forældre": (),
    "tilbud": (),
    "kommunerne": (),
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, tuple[str, ...]]:
    """Ask for all words at once: the dictionary takes a second to load."""
    return Compounds(tmp_path_factory.mktemp("words") / "c.json").tails(list(TAILS))


@pytest.mark.xdist_group("tails")
@pytest.mark.parametrize("word", TAILS)
def test_the_end_of_a_compound_is_found(found: Mapping[str, tuple[str, ...]], word: str) -> None:
    assert found.get(word, ()) == TAILS[word]


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b'{"version": 1}', b'{"version": "x", "tails": 3}', b"\xff"]
)
def test_a_damaged_cache_is_no_cache(tmp_path: Path, damage: bytes) -> None:
    cache = tmp_path / "c.json"
    cache.write_bytes(damage)

    found = Compounds(cache).tails(["børnefamilier"])

    assert found == {"børnefamilier": ("familier",)}
    assert json.loads(cache.read_bytes())["tails"] == {"børnefamilier": ["familier"]}


def test_words_that_are_gone_leave_the_cache(tmp_path: Path) -> None:
    cache = tmp_path / "c.json"
    Compounds(cache).tails(["børnefamilier", "synsnedsættelse", "hospitalsafdelinger"])

    Compounds(cache).tails(["børnefamilier"])

    assert list(json.loads(cache.read_bytes())["tails"]) == ["børnefamilier"]


ENRICHMENT = Enrichment(
    {"børnefamilier", "og", "socialstyrelsen"},
    {"børnefamilier": ("familier",)},
    [("Socialstyrelsen", "Social- og Boligstyrelsen"), ("Kommunekontaktråd", "KKR")],
)


def visible(text: str) -> str:
    """Return what a reader sees of an enriched text."""
    return re.sub(f" {BEGIN}[^{END}]*{END}", "", text)


@pytest.mark.parametrize(
    "text",
    [
        "Børnefamilier, og børnefamilier igen.",
        "Socialstyrelsen skrev efter § 13 b til KKR.",
        "Kommunekontaktrådet svarede",
        "İstanbul og børnefamilier",
        "",
    ],
)
def test_what_is_added_can_be_taken_out_again(text: str) -> None:
    enriched = ENRICHMENT.text(text)

    assert visible(enriched).lower() == text.lower()


def test_what_is_added_stands_at_the_end_and_once() -> None:
    assert ENRICHMENT.text("Børnefamilier, børnefamilier.") == (
        f"Børnefamilier, børnefamilier. {BEGIN} bornefamilier familier {END}"
    )


def test_a_name_brings_the_other_names_also_with_an_ending() -> None:
    assert f"{BEGIN} KKR {END}" in ENRICHMENT.text("i kommunekontaktrådet.")
    assert "Social- og Boligstyrelsen" in ENRICHMENT.text("socialstyrelsens svar")
    assert "KKR" not in ENRICHMENT.text("kommunekontaktrådgiver")


def test_tags_and_escapes_of_html_stay_as_they_are() -> None:
    markup = '<p title="børnefamilier">&lt;b&gt; børnefamilier &amp; mere</p>'

    enriched = ENRICHMENT.markup(markup)

    assert visible(enriched) == markup
    assert enriched.count("bornefamilier") == 1


def test_marks_of_ours_in_a_text_are_taken_out() -> None:
    assert BEGIN not in ENRICHMENT.markup(f"<p>{BEGIN} skjult {END}</p>")
    assert BEGIN not in whole_words(f"a {BEGIN} b")


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("rusmiddelbehand-\nling", "rusmiddelbehandling"),
        ("rusmiddelbehand-  \n  ling", "rusmiddelbehandling"),
        ("Social-\nog Boligstyrelsen", "Social-\nog Boligstyrelsen"),
        ("2019-\n2020", "2019-\n2020"),
        ("ﬁnde ﬂere", "finde flere"),
        ("for\u00adældre", "forældre"),
    ],
)
def test_words_broken_by_a_file_are_made_whole(text: str, whole: str) -> None:
    assert whole_words(text) == whole


def test_what_is_hidden_is_no_word() -> None:
    assert not any(character.isalnum() for character in hidden("Bilag 1: æøå <&> 😀"))
