"""What a word is found under: its spellings, the parts of compounds, names, references to law."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from hub.search import compounds
from hub.search.compounds import Compounds
from hub.search.expansions import BEGIN, END, Expander, hidden, whole_words
from hub.search.inflections import other_forms
from hub.search.normalization import (
    REFERENCES,
    dates,
    folded,
    lettered,
    other_spellings,
    references,
)


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
        ("efter § 13 b i loven", ["paragraf13b 13b"]),
        ("§13b, stk. 2", ["paragraf13b 13b", "stk2"]),
        ("§ 13 og § 14 i loven", ["paragraf13", "paragraf14"]),
        ("§§ 101 a", ["paragraf101a 101a"]),
        ("bek nr. 1631 af 27. december", ["bek1631"]),
        ("bekendtgørelse 1631", ["bek1631"]),
        ("lovbekendtgørelse nr. 170", ["lbk170"]),
        ("lov nr. 573 af", ["lov573"]),
        ("bilag 2", ["bilag2"]),
        ("paragraf 13 b i loven", ["paragraf13b 13b"]),
        ("paragraffen 13b", ["paragraf13b 13b"]),
        ("efter §§ 32 og 36, som", ["paragraf32", "paragraf36"]),
        ("§§ 32, 33 og 36", ["paragraf32", "paragraf33", "paragraf36"]),
        ("§§ 180-185 i serviceloven", ["paragraf180", "paragraf185"]),
        (
            "§§ 101 a\u2013101 c, eller 107 til",
            ["paragraf101a 101a", "paragraf101c 101c", "paragraf107"],
        ),
        ("paragrafferne 107 og 108", ["paragraf107", "paragraf108"]),
        ("§§ 32 og 36, 12 kommuner", ["paragraf32", "paragraf36"]),
        ("§ 32 og 36 borgere", ["paragraf32"]),
        ("bekendtgørelsen nr. 1631", ["bek1631"]),
        ("bekendtgørelsens nr. 1631", ["bek1631"]),
        ("bekendtgørelserne nr. 1631 og", ["bek1631"]),
        ("bekendtgørelsen 2019", []),
        ("lovbekendtgørelsen nr. 170", ["lbk170"]),
        ("lovens nr. 573", ["lov573"]),
        ("vejledningen nr. 9341", ["vej9341"]),
        ("vejledningen 2019", []),
        ("mindst 1.000 borgere", ["1000"]),
        ("1\u00a0000 kr. og 12\u202f500 kr.", ["1000", "12500"]),
        ("1.250.000,50 kr.", ["1250000"]),
        ("12 500 kr.", ["12500"]),
        ("den 28.11.2023 og 1.1.2024", []),
        ("12 150 300 450 600", []),
        ("2023 100 borgere", []),
        ("tlf. 72 42 37 00", []),
        ("10.0.100.200", []),
        ("lov om social service", []),
    ],
)
def test_references_become_one_word(text: str, words: list[str]) -> None:
    assert [word for _, word in sorted(set(references(text)))] == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("lov nr 722 af 25/06/2014.", ["25 juni 2014"]),
        ("2022-10-05 og 1/11 2014", ["5 oktober 2022", "1 november 2014"]),
        (
            "28.11.2023, 30/6-23 og 26.11.19",
            ["28 november 2023", "30 juni 2023", "26 november 2019"],
        ),
        ("3. okt. 2022 og nov 2019", ["oktober 2022", "november 2019"]),
        ("25. juni 2014", []),
        ("99/99/2020 og 5.2.10", []),
        ("10.0.10.20 og 1-2-34-56", []),
        ("1.250.000 kr. i 2019-2020", []),
    ],
)
def test_a_date_in_figures_is_found_by_its_month(text: str, words: list[str]) -> None:
    assert [word for _, word in sorted(dates(text))] == words


def test_a_date_is_found_beside_where_it_stands() -> None:
    assert ENRICHMENT.text("af 25/06/2014.") == f"af 25/06/2014 {BEGIN} 25 juni 2014 {END}."


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("Paragraf 13 b", "efter § 13 b i loven"),
        ("§ 36", "efter §§ 32, 33 og 36"),
        ("bekendtgørelsens nr. 1631", "BEK nr. 1631"),
        ("1.000", "de 1000 borgere"),
        ("1 000", "de 1000 borgere"),
        ("1000", "de 1.000 borgere"),
        ("1000", "de 1\u00a0000 borgere"),
        ("2500", "de 2 500 borgere"),
        ("13c", "efter § 13 c i loven"),
        ("107 108", "efter §§ 107 og 108"),
    ],
)
def test_what_is_asked_is_found_however_it_is_written(asked: str, written: str) -> None:
    words = asked.lower()
    for pattern, prefix in REFERENCES:  # as the search page does
        for match in reversed(list(re.finditer(pattern, words))):
            word = prefix + "".join(filter(None, match.groups()))
            words = f"{words[: match.start()]} {word} {words[match.end() :]}"

    assert set(words.split()) <= set(ENRICHMENT.text(written).replace(",", " ").split())


@pytest.mark.parametrize(
    ("word", "tails"),
    [
        ("børnefamilier", ("familier",)),
        ("rusmiddelbehandling", ("behandling",)),
        ("synsnedsættelse", ("nedsættelse",)),
        ("hospitalsafdelinger", ("afdelinger",)),
        ("senhjerneskadede", ("hjerneskadede", "skadede")),
        ("kvindekrisecentre", ("krisecentre", "centre")),
        ("autismespektrumforstyrrelser", ("forstyrrelser",)),
        ("handicaphjælperordning", ("ordning",)),
        ("efterværnstilbud", ("tilbud",)),
        ("ungdomskriminalitetsnævnet", ("nævnet",)),
        ("botilbud", ("tilbud",)),
        ("bosted", ("sted",)),
        ("bosteder", ("steder",)),
        ("byområderne", ("områderne",)),
        ("borgere", ()),
        ("bogens", ()),
        ("vurdering", ()),
        ("mulighed", ()),
        ("forældre", ()),
        ("forældrene", ()),
        ("sygehusenes", ("husenes",)),
        ("tilstanden", ()),
        ("leverandører", ()),
        ("konkluderede", ()),
        ("tilbud", ()),
        ("kommunerne", ()),
    ],
)
def test_the_end_of_a_compound_is_found(tmp_path: Path, word: str, tails: tuple) -> None:
    assert Compounds(tmp_path / "c.json").tails(word) == tails


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b'{"version": 1}', b'{"version": "x", "tails": 3}', b"\xff"]
)
def test_a_damaged_cache_is_no_cache(tmp_path: Path, damage: bytes) -> None:
    cache = tmp_path / "c.json"
    cache.write_bytes(damage)

    known = Compounds(cache)
    found = known.tails("børnefamilier")
    known.keep(known.learnt())

    assert found == ("familier",)
    assert json.loads(cache.read_bytes())["tails"] == {"børnefamilier": ["familier"]}


def test_what_was_learnt_is_told_once_and_known_to_the_next(tmp_path: Path) -> None:
    first = Compounds(tmp_path / "c.json")
    first.tails("børnefamilier")
    learnt = first.learnt()
    first.keep({**learnt, "synsnedsættelse": ("nedsættelse",)})

    second = Compounds(tmp_path / "c.json")
    second.tails("børnefamilier")
    second.tails("synsnedsættelse")

    assert learnt == {"børnefamilier": ("familier",)}
    assert first.learnt() == second.learnt() == {}


def test_what_was_learnt_by_other_rules_is_learnt_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Compounds(tmp_path / "c.json")
    first.keep({"sygehusenes": ("enes",)})
    rules = tmp_path / "parts.yaml"
    rules.write_bytes(compounds.PARTS_FILE.read_bytes() + b"# Another.\n")
    monkeypatch.setattr(compounds, "PARTS_FILE", rules)

    assert Compounds(tmp_path / "c.json").tails("sygehusenes") == ("husenes",)


TAILS = {
    "børnefamilier": ("familier",),
    "ungeområdet": ("området",),
    "voksenområdet": ("området",),
    "sundhedsfaglige": ("faglige",),
    "dagtilbud": ("tilbud",),
    "misbrugsbehandlingstilbud": ("behandlingstilbud", "tilbud"),
}
ENRICHMENT = Expander(
    lambda word: TAILS.get(word, ()),
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
        "På børne-, unge- og voksenområdet, jf. § 13 b.",
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


@pytest.mark.parametrize(
    ("tails", "added"),
    [
        ({"synsnedsættelse": ("nedsættelse",)}, "synsnedsattelse nedsættelse nedsattelse syn"),
        ({"botilbud": ("tilbud",)}, "tilbud bo"),
        ({"rusmiddelbrug": ("brug",)}, "brug rusmidler"),
        ({"vejledning": ("ledning",)}, "ledning"),
    ],
)
def test_the_beginning_of_a_compound_is_found_as_a_word(
    tails: dict[str, tuple[str, ...]], added: str
) -> None:
    """Where it is too short to be found as a beginning, and in its forms."""
    [word] = tails

    text = Expander(lambda asked: tails.get(asked, ())).text(word)

    assert text == f"{word} {BEGIN} {added} {END}"


@pytest.mark.parametrize("word", ["roskilde", "roskildes"])
def test_the_name_of_a_place_is_no_compound(word: str) -> None:
    assert Expander(lambda _: ("kilde",), places=["Roskilde"]).text(word) == word


def test_a_name_brings_the_other_names_also_with_an_ending() -> None:
    assert f"{BEGIN} KKR {END}" in ENRICHMENT.text("i kommunekontaktrådet.")
    assert "Social- og Boligstyrelsen" in ENRICHMENT.text("socialstyrelsens svar")
    assert "KKR" not in ENRICHMENT.text("kommunekontaktrådgiver")


@pytest.mark.parametrize(
    ("text", "enriched"),
    [
        (
            "Børne- og ungeområdet får mere.",
            f"Børne- {BEGIN} børneområdet borneomradet {END} og ungeområdet får mere.",
        ),
        (
            "de social- og sundhedsfaglige",
            f"de social- {BEGIN} socialfaglige {END} og sundhedsfaglige",
        ),
        ("Bo-\nog dagtilbud", f"Bo- {BEGIN} botilbud {END}\nog dagtilbud"),
        ("bo- eller\ndagtilbud", f"bo- {BEGIN} botilbud {END} eller\ndagtilbud"),
        ("bo- samt dagtilbud", f"bo- {BEGIN} botilbud {END} samt dagtilbud"),
        ("bo- og/eller dagtilbud", f"bo- {BEGIN} botilbud {END} og/eller dagtilbud"),
        (
            "alkohol- og misbrugsbehandlingstilbud",
            f"alkohol- {BEGIN} alkoholbehandlingstilbud alkoholtilbud {END} og misbrug",
        ),
        (
            "familie-, unge- og voksenområdet",
            (
                f"familie- {BEGIN} familieområdet familieomradet {END}, "
                f"unge- {BEGIN} ungeområdet ungeomradet {END} og voksenområdet"
            ),
        ),
    ],
)
def test_a_first_part_that_stands_alone_is_found_as_the_compound(text: str, enriched: str) -> None:
    assert ENRICHMENT.text(text).startswith(enriched)


@pytest.mark.parametrize(
    "text", ["pc- og tv", "i 2019- og dagtilbud", "bo - og dagtilbud", "bo-ogdagtilbud"]
)
def test_what_is_no_first_part_stays(text: str) -> None:
    assert ENRICHMENT.text(text).startswith(text)


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
        ("de største udfor\u00ad\ndringer", "de største udfordringer"),
        ("biol\u00ad\nogisk", "biologisk"),
        ("Bo-\nog dagtilbud", "Bo-\nog dagtilbud"),
        ("SÆR-\nLIGE BEHOV", "SÆRLIGE BEHOV"),
        ("BØRNE-\nOG UNGEOMRÅDET", "BØRNE-\nOG UNGEOMRÅDET"),
        ("KL-\nRegion Syddanmark", "KL-\nRegion Syddanmark"),
        ("A-\nB", "A-\nB"),
        ("fora\u030aret i Bro\u0308nshøj, ide\u0301en", "foråret i Brönshøj, idéen"),
        ("A\u030aRS-\nA\u030aBNING", "ÅRSÅBNING"),
    ],
)
def test_words_broken_by_a_file_are_made_whole(text: str, whole: str) -> None:
    assert whole_words(text) == whole


def test_what_is_hidden_is_no_word() -> None:
    assert not any(character.isalnum() for character in hidden("Bilag 1: æøå <&> 😀"))


@pytest.mark.parametrize(
    "written", ["a\u030arsværk", "års\u00adværk", "års\u200bværk", "\ufeffårsværk"]
)
def test_a_text_is_indexed_as_it_is_read(written: str) -> None:
    plain = Expander(lambda _: ())

    assert plain.text(written) == plain.text("årsværk")
    assert plain.markup(f"<p>{written}</p>") == plain.markup("<p>årsværk</p>")


def test_words_of_a_text_are_found_by_those_of_everyday_language() -> None:
    plain = Expander(lambda _: (), everyday=[(["rusmid"], ["misbrug", "døv"])])

    text = plain.text("Et rusmiddelbrug.")

    assert text.split(END)[0] == f"Et rusmiddelbrug {BEGIN} misbrug døv dov "


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("børn", ["barn"]),
        ("barnet", ["børn"]),
        ("voksne", ["voksen"]),
        ("rusmidler", ["rusmiddel"]),
        ("rusmiddel", ["rusmidler"]),
        ("regler", ["regel"]),
        ("kommune", []),
        ("formor", []),
    ],
)
def test_forms_with_another_stem_are_known(word: str, others: list[str]) -> None:
    assert list(other_forms(word)) == others
