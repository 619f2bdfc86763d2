"""Short names for the files of an index: each its own, tied to content, and little in a list."""

from __future__ import annotations

import gzip
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.search.index_names import LENGTH_OF_NUMBER, short_names

NAMES = st.lists(st.text("0123456789abcdef", min_size=7, max_size=7), unique=True, max_size=300)
MANY = [f"da_{hashlib.sha256(str(number).encode()).hexdigest()[:7]}" for number in range(10_000)]
"""Names as Pagefind gives them."""


def run_of(name: str) -> str:
    return name[:-LENGTH_OF_NUMBER]


@given(NAMES)
def test_each_name_has_one_of_its_own_in_the_same_order(names: list[str]) -> None:
    short = short_names(names)

    assert [*short] == names
    assert len({*short.values()}) == len(names)
    assert {*map(len, short.values())} <= {9}


@given(NAMES, st.integers(0, 299), st.sampled_from([[], ["fffffff0"], ["fffffff0", "fffffff1"]]))
def test_no_name_comes_to_mean_another_content(names: list[str], at: int, put: list[str]) -> None:
    """What was taken out, changed or put in leaves no old name with another meaning."""
    before = {short: name for name, short in short_names(names).items()}
    changed = [*names[:at], *put, *names[at + 1 :]]

    after = {short: name for name, short in short_names(changed).items()}

    assert {one: after[one] for one in after if one in before and after[one] != before[one]} == {}


@pytest.mark.parametrize("put", [[], ["changed"], ["changed", "added"]])
def test_a_change_gives_new_names_to_few_files(put: list[str]) -> None:
    before = short_names(MANY)
    changed = [*MANY[:5000], *put, *MANY[5001:]]

    after = short_names(changed)

    assert sum(after[one] != before[one] for one in changed if one in before) <= 128


def test_a_name_that_stands_twice_has_no_short_one() -> None:
    with pytest.raises(ValueError, match="the same name"):
        short_names(["da_1234567", "da_1234567"])


def test_a_list_of_short_names_takes_little_room() -> None:
    listed = "\n".join(short_names(MANY).values()).encode()

    bytes_a_name = len(gzip.compress(listed)) / len(MANY)

    assert bytes_a_name < 2
    assert len({run_of(one) for one in short_names(MANY).values()}) > 200
