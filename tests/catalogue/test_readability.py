"""How hard a text is to read: sentences, words and LIX, counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from roots import make_root, run_hub

from hub.catalogue.loader import read_records
from hub.diagnostics.reporters import hint, message
from hub.diagnostics.rules import all_rules
from hub.text.readability import readability

COUNTED = {
    # a text: its sentences, words and long words, and so its LIX
    "Huset er rødt.": (1, 3, 0, 3.0),
    "Kommunen svarede. Styrelsen læste svaret.": (2, 5, 3, 2.5 + 60),
    # Dates, numbers and references hold full stops that end nothing.
    "Svaret kom den 26. november 2019. Det var godt.": (2, 9, 1, 4.5 + 100 / 9),
    "Se § 13 b, stk. 2, nr. 3, jf. Serviceloven. Det er loven.": (2, 12, 1, 6 + 100 / 12),
    "Det koster 1.234,5 kr. om året kl. 12.30.": (1, 8, 0, 8.0),
    "Det skete i 2014. Så kom 2015.": (2, 7, 0, 3.5),
    "Den blev sendt i 2014. 12 byer svarede.": (2, 8, 1, 4 + 100 / 8),
    # An abbreviation ends a sentence only where it can stand last and a capital follows.
    "Det gælder f.eks. Odense, bl.a. Vejle og ca. 3 andre.": (1, 10, 0, 10.0),
    "De bruger tegn, tolk osv. Det er nyt.": (2, 8, 0, 4.0),
    "Det siger dr. Holm og A. Holm.": (1, 7, 0, 7.0),
    # Words in parts are one word; a word is long with more than six letters.
    "Bo- og dagtilbud": (1, 3, 1, 3 + 100 / 3),
    "sekser syvende": (1, 2, 1, 2 + 50),
    "børne-tilbud 2019-2020": (1, 2, 1, 2 + 50),
    # Other ends of sentences: questions, quotations, colons before a capital, paragraphs, items.
    "Hvad nu? »Ja!« (Måske.) Nej …": (4, 5, 0, 1.25),
    "Det lød: Vi kan ikke. Det var: ja.": (3, 8, 0, 8 / 3),
    "Uden punktum\n\nEt nyt afsnit": (2, 5, 1, 2.5 + 20),
    "Der er to:\n- en bil\n- en båd": (3, 7, 0, 7 / 3),
    "1. En bil\n2. En båd": (2, 4, 0, 2.0),
    "En linje,\nsom går videre.": (1, 5, 0, 5.0),
    # A letter in two parts is one letter.
    "a\u030argang": (1, 1, 0, 1.0),
    "": (0, 0, 0, 0.0),
    "… – !": (0, 0, 0, 0.0),
}


@pytest.mark.parametrize("text", COUNTED)
def test_a_text_is_measured_as_by_hand(text: str):
    measured = readability(text)

    found = (len(measured.sentences), len(measured.words), len(measured.long_words))
    assert (*found, pytest.approx(measured.lix)) == COUNTED[text]


def test_the_longest_sentence_and_words_are_named():
    measured = readability("Kort. Kommunerne svarede på anmodningen.\nKommunerne tier.")

    assert measured.longest_sentence == "Kommunerne svarede på anmodningen."
    assert measured.longest_words == ("anmodningen", "kommunerne", "svarede")


ENTRY = """\
notifications:
  - id: sag
    title: Sag
    target_group: Gruppe
    scope: national
    policy_areas:
      - social
    summary: {summary}
    rounds:
      - kind: original
        year: 2019
"""


AT_THE_LIMIT = "Kommunerne svarede styrelsen med tal om alle de voksne borgere"
"""Ten words, four of them long: 10 + 40."""

ABOVE_IT = AT_THE_LIMIT.replace(" alle", "")
"""Nine words, four of them long: 9 + 44.4."""


def _long(sentence: str) -> str:
    """Return a text with the LIX of a sentence, of as many words as are measured."""
    return ". ".join([sentence] * 4)


def test_a_summary_is_remarked_on_only_above_the_limit(tmp_path: Path):
    root = make_root(tmp_path, ENTRY.format(summary=_long(AT_THE_LIMIT)))

    assert readability(AT_THE_LIMIT).lix == 50
    assert read_records(root).problems == ()


def test_a_single_short_sentence_says_too_little(tmp_path: Path):
    root = make_root(tmp_path, ENTRY.format(summary=ABOVE_IT))

    assert readability(ABOVE_IT).lix > 50
    assert read_records(root).problems == ()


def test_the_remark_names_the_longest_sentence_and_words(tmp_path: Path):
    root = make_root(tmp_path, ENTRY.format(summary=_long(ABOVE_IT)))

    (problem,) = read_records(root).problems

    assert message(problem, all_rules(), "da") == (
        "Teksten er svær at læse: dens lix er 54, og over 50 er for svært for mange. "
        f"Den længste sætning har 9 ord: »{ABOVE_IT}.«"
    )
    assert hint(problem, all_rules(), "da") == (
        "Del den længste sætning i to, eller skriv kortere ord. "
        "De længste ord er: kommunerne, styrelsen, svarede, borgere."
    )


@pytest.mark.parametrize("words", [(), ("--strict",)])
def test_a_remark_never_fails_the_check(words: tuple[str, ...], tmp_path: Path):
    root = make_root(tmp_path, ENTRY.format(summary=_long(ABOVE_IT)))

    done = run_hub(root, "check", *words)

    assert "bemærkning[hard-to-read]" in done.output
    assert done.code == 0
