"""What holds for every text: reading never raises, nothing unseen is printed, orders are right."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from roots import CATALOGUE, make_root

from hub.catalogue.loader import read_records
from hub.catalogue.parser import HIDDEN_CHARACTER
from hub.catalogue.source import read_source, source_of
from hub.diagnostics.problem import LONGEST_QUOTE, Place, Problem, printable, quoted
from hub.diagnostics.reporters import github_report, hint, message, text_report
from hub.diagnostics.rules import all_rules
from hub.text.collation import sort_key
from hub.text.dates import EARLIEST_YEAR, LATEST_YEAR, SEASONS, KnownDate

PIECES = st.sampled_from(
    [
        *("notifications:", "rounds:", "year:", "id:", "title:", "published:", "url:", "succeeds:"),
        *("\n", "\r", "\r\n", "  ", "    ", "\t", "- ", "-\n", "? ", ": ", ", ", "\n  - ", "---\n"),
        *("[", "]", "{", "}", "'", '"', "&a", "*a", "!!str ", "!<x>", "|", ">-", "#", "%", "@"),
        *("~", "null", "true", "2019", "2019-02-30", "<<: ", "\\", "\\ud800", "\\0", "æøå", "..."),
        *(
            "\u202e",
            "\u2028",
            "\x85",
            "\ufeff",
            "\0",
            "👩\u200d👧",
            "sbst.dk",
            "https://",
            "\ue000",
        ),
    ]
)
YAML_LIKE = st.lists(PIECES, max_size=40).map("".join)
BYTES = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    YAML_LIKE.map(str.encode),
    YAML_LIKE.map(lambda text: f"notifications:\n  - id: sag\n    {text}".encode()),
)
UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
ANY_TEXT = st.text(st.characters(), max_size=300)


@given(BYTES)
@settings(max_examples=500, deadline=None)
def test_reading_never_raises_and_every_place_lies_in_the_text(data: bytes):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.yaml"
        path.write_bytes(data)
        source = read_source(path, "x.yaml")

    lines = re.split("\r\n|\r|\n", data.decode("utf-8-sig", "replace"))
    outside = [
        one.place
        for one in source.problems
        if not (
            1 <= one.place.line <= len(lines)
            and 1 <= one.place.column <= len(lines[one.place.line - 1]) + 1
        )
    ]
    assert outside == []


@given(BYTES)
@settings(max_examples=300, deadline=None)
def test_whatever_stands_in_the_catalogue_is_told_in_words_and_on_one_line_each(data: bytes):
    rules = all_rules()
    with TemporaryDirectory() as folder:
        root = make_root(Path(folder) / "root", data)
        problems = read_records(root).problems
        text = (root / CATALOGUE).read_text(encoding="utf-8-sig", errors="replace")

    told = [
        words(one, rules, language)
        for one in problems
        for words in (message, hint)
        for language in ("da", "en")
    ]
    told += text_report(problems, rules, "da", lambda _: text)
    assert [one for one in told if {unicodedata.category(char) for char in one} & UNSEEN] == []


@given(st.text("aZ é\u0250.\n\t\r\x7f\x80\xa0\xad\u200b\u200c\u200d\ufeff👩\ue000", max_size=6))
def test_what_is_not_seen_is_found_as_by_looking_at_each_sign(text: str):
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    seen = [
        (number, match.start() + 1)
        for number, line in enumerate(lines, 1)
        for match in HIDDEN_CHARACTER.finditer(line)
    ]

    problems = source_of(text, "x.yaml").problems

    hidden = [one.place for one in problems if one.rule == "hidden-character"]
    assert [(place.line, place.column) for place in hidden] == seen


@given(ANY_TEXT)
def test_printed_text_has_nothing_that_cannot_be_seen(text: str):
    shown = printable(text)

    assert {unicodedata.category(char) for char in shown} & UNSEEN == set()


@given(ANY_TEXT)
def test_a_quoted_value_is_short_and_has_nothing_that_cannot_be_seen(text: str):
    shown = quoted(text)

    assert {unicodedata.category(char) for char in shown} & UNSEEN == set()
    assert len(shown) <= LONGEST_QUOTE * len("\\u10ffff")


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=LONGEST_QUOTE))
def test_a_text_that_can_be_seen_is_quoted_as_it_is(text: str):
    assert quoted(text) == text


DATES = st.one_of(
    st.integers(EARLIEST_YEAR, LATEST_YEAR).map(str),
    st.dates().map(str).filter(lambda text: EARLIEST_YEAR <= int(text[:4]) <= LATEST_YEAR),
    st.tuples(
        st.integers(EARLIEST_YEAR, LATEST_YEAR),
        st.sampled_from([*(f"{month:02}" for month in range(1, 13)), *SEASONS]),
    ).map(lambda parts: f"{parts[0]}-{parts[1]}"),
)


@given(DATES)
def test_a_date_is_written_as_it_was_read(text: str):
    assert str(KnownDate.parse(text)) == text


@given(DATES)
def test_a_date_may_mean_days_in_their_order_and_in_its_own_year(text: str):
    date = KnownDate.parse(text)

    assert date.first <= date.last
    assert {date.first.year, date.last.year} == {date.year}


@given(DATES, DATES)
def test_of_two_dates_at_most_one_is_certainly_before_the_other(one: str, other: str):
    first, second = KnownDate.parse(one), KnownDate.parse(other)

    assert not (first.is_before(second) and second.is_before(first))


def unescaped(line: str) -> tuple[dict[str, str], str]:
    """Read an annotation as GitHub's runner does."""
    command, _, words = line.removeprefix("::").partition("::")
    pairs = (pair.split("=", 1) for pair in command.partition(" ")[2].split(","))
    codes = (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%"))

    def read(text: str) -> str:
        for code, character in codes:
            text = text.replace(code, character)
        return text

    return {name: read(value) for name, value in pairs}, read(words)


@given(ANY_TEXT, ANY_TEXT)
def test_github_reads_back_what_was_written(file: str, value: str):
    problem = Problem("line-break", Place(file, 3, 5), values={"value": value})

    [line] = github_report([problem], all_rules(), "da")

    properties, words = unescaped(line)
    rules = all_rules()
    assert "\n" not in line
    assert "\r" not in line
    assert properties == {"file": file, "line": "3", "col": "5", "title": "fejl[line-break]"}
    assert words == f"{message(problem, rules, 'da')}\n{hint(problem, rules, 'da')}"


def test_danish_order_has_ae_oe_aa_last_and_double_a_as_aa():
    words = ["Ærø", "Aabenraa", "Zoo", "ål", "abe", "Ørsted", "zebra", "Ål", "Æble", "Øl", "aal"]

    assert sorted(words, key=sort_key) == [
        *("abe", "zebra", "Zoo"),
        *("Æble", "Ærø"),
        *("Øl", "Ørsted"),
        *("Aabenraa", "aal", "Ål", "ål"),
    ]


@given(st.text("abcxyzABCXYZ", max_size=5), st.sampled_from("æøåÆØÅ"))
def test_whatever_begins_with_a_danish_letter_comes_after_what_begins_with_another(
    word: str, letter: str
):
    plain = f"z{word}"

    assert sort_key(plain) < sort_key(f"{letter}{word}")


@given(ANY_TEXT, ANY_TEXT)
def test_only_equal_texts_have_equal_sort_keys(one: str, other: str):
    assert (sort_key(one) == sort_key(other)) == (one == other)
