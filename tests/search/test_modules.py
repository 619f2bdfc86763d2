"""The modules of the search page, each alone, in the browser that the other tests have."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from serving import serving

from hub.search.normalization import table

pytestmark = pytest.mark.xdist_group("search-modules")

ASSETS = Path(__file__).parents[2] / "templates/theme/assets"
BEGIN, END, BREAK = "\ue000", "\ue001", "\ue002"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with serving(ASSETS) as address:
        made = browser.new_page()
        made.goto(f"{address}search/words.js")
        yield made
        made.close()


def run(page: Page, code: str, *values: Any) -> Any:
    """Return what code returns that may use the modules and the values, as `given`."""
    return page.evaluate(
        f"""async ({{ table, given }}) => {{
            const {{ makeWords, distance }} = await import('/search/words.js');
            const {{ passage, read, shown }} = await import('/search/passages.js');
            const words = makeWords(table);
            return {code};
        }}""",
        {"table": json.loads(json.dumps(table())), "given": values},
    )


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", []),
        ("Børn og unge", ["børn", "unge"]),
        ("hvad er en central udmelding?", ["central", "udmelding"]),
        ("hvad er det", ["hvad", "er", "det"]),
        ("15/10/2020", ["15", "oktober", "2020"]),
        ("15/10 2020", ["15", "oktober", "2020"]),
        ("2020-10-05", ["5", "oktober", "2020"]),
        ("5.3.2016", ["5", "marts", "2016"]),
        ("99/99/2020", ["99", "2020"]),
        ("26.11.19", ["26", "november", "2019"]),
        ("d. 15/10-20", ["15", "oktober", "2020"]),
        ("3. OKT. 2022", ["3", "oktober", "2022"]),
        ("sept 2019", ["september", "2019"]),
        ("5.2.10", ["5", "2", "10"]),
        ("§ 13 b i serviceloven", ["paragraf13b", "serviceloven"]),
        ('"i dag"', ["i", "dag"]),
        ("a\u030arsværk ﬁrma pla\u00ad\u200bds", ["årsværk", "firma", "plads"]),
    ],
)
def test_a_question_is_asked_for_its_words(page: Page, typed: str, words: list[str]) -> None:
    assert run(page, "words.question(given[0]).words", typed) == words


def test_it_is_known_how_references_and_dates_were_typed(page: Page) -> None:
    typed = "LOV nr 722 af 25/06/2014 § 13B"

    known = run(page, "Object.fromEntries(words.question(given[0]).typed)", typed)

    assert known == {
        "lov722": "LOV nr 722",
        **dict.fromkeys(("25", "juni", "2014"), "25/06/2014"),
        "paragraf13b": "§ 13B",
    }


@pytest.mark.parametrize("marks", ['""', "»«", "«»", "“”", "„“"])
def test_words_in_quotation_marks_are_a_phrase(page: Page, marks: str) -> None:
    typed = f"{marks[0]}fornyet behandling{marks[1]} svar"

    assert run(page, "words.question(given[0]).phrases", typed) == [["fornyet", "behandling"]]


@pytest.mark.parametrize(
    ("text", "phrase", "has"),
    [
        ("en Fornyet behandling,", ["fornyet", "behandling"], True),
        ("behandling fornyet", ["fornyet", "behandling"], False),
        ("fornyet og behandling", ["fornyet", "behandling"], False),
    ],
)
def test_a_phrase_has_its_words_side_by_side(
    page: Page, text: str, phrase: list[str], *, has: bool
) -> None:
    assert run(page, "words.hasPhrase(given[0], given[1])", text, phrase) is has


@pytest.mark.parametrize(
    ("asked", "hit", "fits"),
    [
        ("kommunerne", "kommune", True),
        ("synsnedsættelser", "synsnedsættelsen", True),
        ("rettigheder", "rettighedens", True),
        ("muligt", "mulige", True),
        ("dommen", "domme", True),
        ("afsluttede", "afsluttet", True),
        ("hjerneskadede", "hjerneskade", True),
        ("svar", "svarfrist", True),
        ("and", "ånd", True),
        ("ånd", "anden", False),
        ("sommer", "som", False),
        ("dommer", "dom", False),
        ("billig", "bilag", False),
        ("kendelse", "kendt", False),
        ("rettigheder", "rettelse", False),
        ("hændelse", "hænder", False),
        ("væg", "vægt", False),
        ("sag", "sagt", False),
        ("døv", "døve", True),
        ("kl", "kl", True),
        ("kl", "klar", False),
        ("fas", "fastlægges", False),
    ],
)
def test_only_forms_of_a_word_and_longer_words_are_hits(
    page: Page, asked: str, hit: str, *, fits: bool
) -> None:
    assert run(page, "words.fits(given[0], given[1])", asked, hit) is fits


@pytest.mark.parametrize(
    ("typed", "hit"), [("kl", "klar"), ("epi", "epikrise"), ("familiern", "familier")]
)
def test_a_word_that_is_still_being_typed_is_hit_by_what_it_may_become(
    page: Page, typed: str, hit: str
) -> None:
    found = "[true, false].map(one => words.hitBy(words.question(given[0], one))(given[1]) ?? null)"

    assert run(page, found, typed, hit) == [typed, None]


@pytest.mark.parametrize(
    ("wrong", "known", "near"),
    [
        ("kofoedsmine", ["kofoedsminde", "kommune"], ["kofoedsminde"]),
        ("spiseforstyrelser", ["spiseforstyrrelser"], ["spiseforstyrrelser"]),
        ("epirkise", ["epikrisen"], ["epikrisen"]),
        ("vanløse", ["værløse"], []),
        ("vanlose", ["værløse"], ["værløse"]),
        ("vaerløsse", ["værløse"], ["værløse"]),
        ("hjærneskade", ["hjerneskade"], ["hjerneskade"]),
        ("odense", ["denne", "odder", "tense"], []),
        ("dom", ["som", "dog"], []),
        ("2021", ["2020"], []),
    ],
)
def test_only_a_word_that_is_near_is_taken_for_another(
    page: Page, wrong: str, known: list[str], near: list[str]
) -> None:
    assert run(page, "words.near(given[0], given[1])", wrong, known) == near


@pytest.mark.parametrize(
    ("word", "known", "parts"),
    [
        ("svarfrist", ["svar", "frist"], ["svar", "frist"]),
        ("døgntilbud", ["døgn", "tilbud"], ["døgn", "tilbud"]),
        ("driftspålæg", ["drift", "pålæg"], ["drift", "pålæg"]),
        ("dogntilbud", ["døgn", "dogn", "tilbud"], ["døgn", "tilbud"]),
        ("svarfrist", ["frist"], None),
        ("barnebarn", ["barn"], None),
        ("selvskade", ["selv", "skade"], None),
    ],
)
def test_a_compound_comes_apart_into_words_of_the_site(
    page: Page, word: str, known: list[str], parts: list[str] | None
) -> None:
    assert run(page, "words.parts(given[0], given[1])", word, known) == parts


@pytest.mark.parametrize(
    ("one", "other", "far"), [("", "abc", 3), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "b", 2)]
)
def test_letters_that_are_swapped_are_one_slip(page: Page, one: str, other: str, far: int) -> None:
    assert run(page, "distance(given[0], given[1])", one, other) == far


PASSAGE = """(() => {
    const found = passage(read(given[0], given[1], words.folded), words.stem);
    return found.pieces.map(piece => piece.words.map(one => one.hit ? `[${one.text}]` : one.text));
})()"""


def pieces(page: Page, text: str, *hits: str) -> list[str]:
    """Return the pieces of the passage in which these words were hit, each in brackets."""
    places = [at for at, word in enumerate(text.split()) if word.strip(".,") in hits]
    return [" ".join(piece) for piece in run(page, PASSAGE, text, places)]


def test_a_passage_is_the_sentence_that_was_hit(page: Page) -> None:
    text = "Den første sætning. Fristen for svar er den 15. oktober i år og ikke før. Den sidste."

    assert pieces(page, text, "svar") == ["Fristen for [svar] er den 15. oktober i år og ikke før."]


def test_a_passage_does_not_run_over_the_cells_of_a_table(page: Page) -> None:
    row = "Frist for alle kommuner i hele landet er i morgen tidlig"
    text = f"År 2019 {BREAK} Status Afventer {BREAK} {row}"

    assert pieces(page, text, "Frist") == [
        "[Frist] for alle kommuner i hele landet er i morgen tidlig"
    ]


def test_a_passage_loses_no_word_that_was_hit_where_there_is_room(page: Page) -> None:
    far = " ".join(["ord"] * 40)
    text = f"Børn står først her. {far} midten er her {far}. Til sidst står unge."

    found = pieces(page, text, "Børn", "midten", "unge")

    assert len(found) == 3
    assert [mark in " ".join(found) for mark in ("[Børn]", "[midten]", "[unge.]")] == [True] * 3


def test_a_passage_shows_nothing_that_is_only_for_the_index(page: Page) -> None:
    text = f"Hjælp til børnefamilier {BEGIN} bornefamilier familier {END}, som venter."

    assert pieces(page, text, "familier") == ["Hjælp til [børnefamilier,] som venter."]
