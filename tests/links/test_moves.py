"""Which permanent redirects are written into the files without a person, and which never are."""

from __future__ import annotations

import pytest

from hub.catalogue.source import source_of
from hub.diagnostics.problem import Place
from hub.documents.records import Kind
from hub.links.moves import is_proved, titles_agree
from hub.links.records import LinkRecord
from hub.links.usages import Usage

TITLED = source_of("title: Bilag om målgruppen\nurl: x\n", "x.yaml")
UNTITLED = source_of("url: x\n", "x.yaml")
OLD = "https://www.sbst.dk/sager/om-sagen.aspx"
NEW = "https://www.sbst.dk/ny/noget-andet"
AGREEING, OTHER = "Bilag om målgruppen", "Nyt fra styrelsen"

Move = tuple[str, str | None, str | None, Kind | None]

MOVES: dict[str, tuple[Move, bool]] = {
    # the written address, the new one, the title there (none of a file), what was promised; proved?
    "nowhere": ((OLD, None, AGREEING, None), False),
    "a page whose title agrees": ((OLD, NEW, AGREEING, None), True),
    "a page whose title does not": ((OLD, NEW, OTHER, None), False),
    "the same name elsewhere": ((OLD, "https://sbst.dk/ny/Om-Sagen.html/", OTHER, None), True),
    "nearly the same name": ((OLD, "https://sbst.dk/ny/om-sagen-2", OTHER, None), False),
    "the same folder": ((OLD, "https://www.sbst.dk/sager/andet", OTHER, None), False),
    "another ending": ((OLD, "https://www.sbst.dk/om-sagen.pdf.txt", OTHER, None), False),
    "the front page": ((OLD, "https://www.sbst.dk/", AGREEING, None), False),
    "a page of the front page's program": (
        (OLD, "https://www.sbst.dk/index.php?id=77", AGREEING, None),
        True,
    ),
    "one front page to another": (
        ("https://www.sbst.dk/", "https://www.sbst.dk/da/", AGREEING, None),
        True,
    ),
    "a page of that program to the front page": (
        ("https://www.sbst.dk/index.php?id=77", "https://www.sbst.dk/", AGREEING, None),
        False,
    ),
    "a file that was promised": ((OLD, NEW, None, "pdf"), True),
    "a file for a page": ((OLD, NEW, None, "html"), False),
    "a file where nothing was promised": ((OLD, NEW, None, None), False),
    "another host": ((OLD, "https://ft.dk/om-sagen.aspx", AGREEING, "pdf"), False),
    "without encryption": ((OLD, "http://www.sbst.dk/om-sagen.aspx", AGREEING, "pdf"), False),
    "with encryption": (
        ("http://sbst.dk/om-sagen", "https://www.sbst.dk/ny/om-sagen", OTHER, None),
        True,
    ),
}


@pytest.mark.parametrize(("move", "proved"), MOVES.values(), ids=[*MOVES])
def test_a_move_is_written_only_where_it_is_proved(
    move: Move,
    proved: bool,  # noqa: FBT001  # a value of the table
) -> None:
    written, moved_to, title, promises = move
    use = Usage(written, Place("x.yaml", 2, 6), "url", promises, ("url",))

    assert is_proved(use, _moved(moved_to, title), TITLED) is proved


@pytest.mark.parametrize(
    ("source", "steps"),
    [(UNTITLED, ("url",)), (TITLED, ("copies", 0, "url")), (TITLED, ()), (None, ())],
    ids=["an entry without a title", "an entry within it", "a place in the content", "no file"],
)
def test_a_title_is_held_against_that_of_the_entry_alone(source, steps) -> None:
    use = Usage(OLD, Place("x.md", 1, 1), steps=steps)

    assert is_proved(use, _moved(NEW, AGREEING), source) is False


def _moved(to: str | None, title: str | None) -> LinkRecord:
    day = "2026-11-18"
    return LinkRecord(verdict="redirected", since=day, checked=day, moved_to=to, moved_title=title)


TITLES: dict[str, tuple[str, str, bool]] = {
    "the same": ("Bilag om målgruppen", "BILAG OM MÅLGRUPPEN", True),
    "with the site's name": ("Bilag om målgruppen", "Bilag om målgruppen – Styrelsen", True),
    "one long word in common": ("Målgruppen", "Om målgruppen", True),
    "only short words in common": ("Bilag til nr. 1 om det", "Svar til nr. 1 om det", False),
    "words of four letters": ("Svar fra land", "Svar fra land", True),
    "nothing in common": ("Bilag om målgruppen", "Styrelsens afgørelse", False),
    "no words": ("nr. 1", "nr. 1", False),
    "three of five": ("alfa beta gamma delta zeta", "alfa beta gamma andet tredje", True),
    "two of four": ("alfa beta gamma delta", "alfa beta andet tredje", False),
    "one of two": ("alfa beta", "alfa andet", False),
}


@pytest.mark.parametrize(("one", "other", "agree"), TITLES.values(), ids=[*TITLES])
def test_titles_agree_by_most_of_their_words(
    one: str,
    other: str,
    agree: bool,  # noqa: FBT001  # a value of the table
) -> None:
    assert titles_agree(one, other) is agree
    assert titles_agree(other, one) is agree
