"""Dates as people write them, and what is no date or could be two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.text.danish import date_text
from hub.text.dates import KnownDate
from hub.text.written_dates import written_date

DAY, MONTH = "2019-11-26", "2019-11"
WRITTEN = {
    "26.11.2019": DAY,
    "26/11 2019": DAY,
    "26/11-2019": DAY,
    "26-11-2019": DAY,
    "26. november 2019": DAY,
    "26 Nov 2019": DAY,
    "26. nov. 2019": DAY,
    "den 26. november 2019": DAY,
    "d. 26/11/2019": DAY,
    "tirsdag den 26.  november 2019": DAY,
    "2019-11-26": DAY,
    "2019/11/26": DAY,
    "20191126": DAY,
    "November 26, 2019": DAY,
    "26 November 2019": DAY,
    "november 2019": MONTH,
    "i november 2019": MONTH,
    "11.2019": MONTH,
    "11/2019": MONTH,
    "2019/11": MONTH,
    "efterår 2020": "2020-efterår",
    "efteråret 2020": "2020-efterår",
    "sommeren 2021": "2021-sommer",
    "2020-Efterår": "2020-efterår",
    "i 2019": "2019",
    " 2019 ": "2019",
}
NO_DATES = (
    *("", "i går", "31.02.2020", "13/13 2020", "0.0.2020", "26.11.19", "15. oktober", "3. kvartal"),
    *("vinter 2020", "26.11.1850", "32. januar 2020", "1. efterår 2020", "2019-11-26T12:00"),
    *("den 26. november 2019 og senere", "٢٦.١١.٢٠١٩", "x" * 10_000, "2019 " * 10_000),
)


@pytest.mark.parametrize("text", WRITTEN)
def test_a_date_is_understood_as_it_was_meant(text: str):
    assert str(written_date(text)) == WRITTEN[text]


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_or_could_be_two_is_refused(text: str):
    with pytest.raises(ValueError, match=r".*"):
        written_date(text)


@given(st.dates(KnownDate.parse("1990").first, KnownDate.parse("2099").last))
def test_what_readers_are_shown_is_understood(day):
    known = KnownDate.of(day)

    assert written_date(date_text(known)) == known
