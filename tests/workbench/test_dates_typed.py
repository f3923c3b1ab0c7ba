"""Dates as people type them, in French and English."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.dates_typed import DateError, date_text, parse_date, read_date
from workbench.language import language

MARCH = dt.date(2027, 3, 1)


@pytest.mark.parametrize(
    "text",
    [
        "1/3/27", "01/03/2027", "01.03.2027", "1-3-2027", "01 03 2027", "2027-03-01",
        "2027/3/1", "20270301", "01032027", "010327", "1 mars 2027", "1er mars 2027",
        "1er Mars", "1 mars", "1/3", "lundi 1 mars 2027", "Mon 1 March 2027", "March 1, 2027",
        "Mar 1st 2027", "1-Mar-27", "1st of March 2027", "mars 2027", "03/2027", "2027-03",
        "2027-03-01T00:00:00", "01/03/2027 00:00", "1\u00a0mars\u00a02027",
    ],
)  # fmt: skip
def test_that_every_usual_form_is_read(text: str) -> None:
    assert parse_date(text, language("fr"), year=2027) == MARCH


@pytest.mark.parametrize("text", ["", "x", "32/01/2027", "1/13/2027x", "29/02/2027", "2027", "12"])
def test_that_what_is_no_date_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(DateError, match="2027"):
        parse_date(text, language("en"), year=2027)


def test_that_doubt_is_told_and_two_digits_are_of_a_working_life() -> None:
    def read(text: str, *, month_first: bool = False) -> object:
        return read_date(text, month_first=month_first)

    assert read_date("3/4/98").date == dt.date(1998, 4, 3)  # type: ignore[union-attr]
    assert read_date("3/4/98").doubtful  # type: ignore[union-attr]
    assert read_date("3/4/98", month_first=True).date == dt.date(1998, 3, 4)  # type: ignore[union-attr]
    assert read_date("3/25/2027").month_first  # type: ignore[union-attr]
    assert not read_date("4/4/2027").doubtful  # type: ignore[union-attr]
    assert read("1/3") is None
    assert read_date("juin 2027", ends=True).date == dt.date(2027, 6, 30)  # type: ignore[union-attr]


@given(st.dates(dt.date(1960, 1, 1), dt.date(2199, 12, 31)), st.sampled_from(["fr", "en"]))
def test_that_a_written_date_reads_back(date: dt.date, code: str) -> None:
    speech = language(code)
    assert parse_date(date_text(date, speech), speech, year=2000) == date
