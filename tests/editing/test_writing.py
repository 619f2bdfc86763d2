"""New items in YAML texts: read back as they were meant, and nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.catalogue.source import source_of
from hub.editing.yaml_insert import CannotPlace, with_item
from hub.editing.yaml_writer import WIDTH, fields_lines

ITEM = {"title": "Ny", "area": "nord"}
ORDER = ("kind", "appendices", "reports", "themes")
PATH = ("rounds", 0, "reports")

START = "rounds:\n  - kind: x\n    reports:\n      - title: Gl  # note\n        area: øst\n"
MISSING = "rounds:\n  - kind: x\n    appendices:\n    - title: a\n"
WITHOUT_BREAK = "rounds:\n- kind: x\n  reports:\n  - title: >-\n      Lang\n\n      tekst"
WINDOWS = "rounds:\r\n  - kind: x\r\n    reports:\r\n      - title: Gl\r\n"
NEW = "      - title: Ny\n        area: nord\n"

PLACES = {
    # the text before the new item, the item's lines, and the text after it
    "after the last item, before comments on what follows": (
        f"{START}        # om øst\n",
        NEW,
        "    # om temaer\n    themes:\n      - a\n",
    ),
    "a list that was missing, in its place": (
        MISSING,
        f"    reports:\n{NEW}",
        "\n    themes: [a, 'b']\n# slut\n",
    ),
    "with the line breaks of the file": (WINDOWS, NEW.replace("\n", "\r\n"), "# slut\r\n"),
}
UNSAFE = {
    "a list on one line": "rounds:\n  - kind: x\n    reports: [{title: Gl}]\n",
    "a text in place of a list": "rounds:\n  - kind: x\n    reports: ingen\n",
    "a quoted text that hangs out": 'rounds:\n  - kind: x\n    reports:\n      - title: "a\n  b"\n',
}


@pytest.mark.parametrize("name", PLACES)
def test_an_item_is_put_at_the_end_of_its_list(name: str):
    before, item, after = PLACES[name]

    placed = with_item(source_of(before + after, "x"), PATH, ITEM, ORDER)

    assert placed.source.text == before + item + after


def test_a_missing_last_line_break_is_made_first():
    placed = with_item(source_of(WITHOUT_BREAK, "x"), PATH, ITEM, ORDER)

    assert placed.source.text == f"{WITHOUT_BREAK}\n  - title: Ny\n    area: nord\n"


@pytest.mark.parametrize(
    ("empty", "opened"), [("reports: []", "reports:"), ("reports: [ ] # ingen", "reports: # ingen")]
)
def test_an_empty_list_is_opened_for_its_first_item(empty: str, opened: str):
    before, after = "rounds:\n  - kind: x\n    ", "\n    themes: y\n"

    placed = with_item(source_of(f"{before}{empty}{after}", "x"), PATH, ITEM, ORDER)

    assert placed.source.text == f"{before}{opened}\n{NEW}{after[1:]}"


@pytest.mark.parametrize("name", UNSAFE)
def test_a_list_that_cannot_be_added_to_safely_is_left_to_the_editor(name: str):
    source = source_of(UNSAFE[name], "x")

    with pytest.raises(CannotPlace):
        with_item(source, PATH, ITEM, ORDER)


ROUNDS = ("rounds",)
ROUND = {"kind": "ny"}
FIRST = "# hoved\nrounds:\n"
ONE = "  - kind: a  # note\n    reports:\n      - title: 'x'\n"
TWO = "  # om b\n  # mere om b\n  - kind: b\n    # inde i b\n"
INSERTED = {
    # before which item, the text before the new item, its lines, and the text after it
    "before the first item": (0, FIRST, "  - kind: ny\n", ONE + TWO),
    "before an item and the comments on it": (1, FIRST + ONE, "  - kind: ny\n", TWO),
    "after the last item": (2, FIRST + ONE + TWO, "  - kind: ny\n", "# slut\n"),
    "past the end": (9, FIRST + ONE + TWO, "  - kind: ny\n", "# slut\n"),
    "before the first where blank lines part": (
        0,
        FIRST,
        "  - kind: ny\n\n",
        f"{ONE}\n{TWO}",
    ),
    "between where blank lines part": (
        1,
        f"{FIRST}{ONE}\n",
        "  - kind: ny\n\n",
        f"{TWO}\n  - kind: c\n",
    ),
    "at the end where blank lines part": (
        2,
        f"{FIRST}{ONE}\n{TWO}",
        "\n  - kind: ny\n",
        "\n# slut\n",
    ),
    "with the line breaks of the file": (
        1,
        "rounds:\r\n- kind: a\r\n\r\n",
        "- kind: ny\r\n\r\n",
        "- kind: b\r\n",
    ),
}


@pytest.mark.parametrize("name", INSERTED)
def test_an_item_is_put_where_it_belongs_and_all_else_stays(name: str):
    before, above, item, below = INSERTED[name]

    placed = with_item(source_of(above + below, "x"), ROUNDS, ROUND, ("rounds",), before)

    assert placed.source.text == above + item + below
    assert placed.source.text.splitlines()[placed.line - 1].lstrip() == "- kind: ny"


HOSTILE = st.text(alphabet=st.sampled_from("aå :#-&*!|>'\"%@`{}[],?~\\\n\t0.") | st.characters())
READABLE = HOSTILE.map(str.strip).filter(bool)


@settings(max_examples=300, deadline=None)
@given(READABLE, READABLE, st.integers(0, 12).map(lambda steps: steps * 2))
def test_every_text_reads_back_as_itself_or_is_seen_as_hidden(text: str, other: str, indent: int):
    text = text.encode("utf-8", "replace").decode()
    other = other.encode("utf-8", "replace").decode()
    inner = {"year": "2019", "title": text, "themes": (text, other), "last": {"note": other}}

    lines = fields_lines(inner, indent)

    source = source_of("\n".join(line[indent:] for line in lines), "x")
    hidden = {problem.rule for problem in source.problems}
    read = {**inner, "themes": [text, other]}
    assert hidden == {"hidden-character"} or source.tree == read


def test_long_lines_are_folded_as_the_catalogue_folds_them():
    text = "ord " * 60 + "slut"

    first, *rest = fields_lines({"title": text}, 4)

    assert first == "    title: >-"
    assert max(map(len, rest)) <= WIDTH
    assert {line[:6] for line in rest} == {" " * 6}


@pytest.mark.parametrize("text", ["2019", "no", "null", "~", "1.5", "true"])
def test_texts_that_look_like_something_else_are_quoted(text: str):
    assert fields_lines({"title": text}, 0) in ([f'title: "{text}"'], [f"title: {text}"])
    assert source_of(fields_lines({"title": text}, 0)[0], "x").tree == {"title": text}
