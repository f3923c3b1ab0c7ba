"""Words and figures as people of each language write them."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.calendar import Calendar, Month, Span
from models.kpi import Unit, UnitKind
from workbench.figures_typed import figure_text, parse_figure
from workbench.language import NO_VALUE, NumberError, language, parse_number
from workbench.number_styles import NumberStyle

EN, FR = language("en"), language("fr")
SPACE = "\u00a0"


def plain(text: str) -> str:
    """Return ``text`` with every no-break space as a plain one."""
    return text.replace(SPACE, " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("typed", "code", "value"),
    [
        ("1 234,56", "fr", 1234.56),
        ("1\u202f234,56", "fr", 1234.56),
        ("1,234.56", "fr", 1234.56),
        ("1,234.56", "en", 1234.56),
        ("12 %", "fr", 0.12),
        ("(5)", "en", -5.0),
        ("1.2M", "en", 1_200_000.0),
        ("1,2 Md", "fr", 1_200_000_000.0),
        ("−3", "fr", -3.0),
        ("1.234", "en", 1.234),
        ("1.234", "fr", 1234.0),
        ("1,234", "fr", 1.234),
        ("€ 12", "en", 12.0),
        ("12 €", "fr", 12.0),
        ("1e3", "en", 1000.0),
    ],
)
def test_that_numbers_are_read_as_they_are_typed(typed: str, code: str, value: float) -> None:
    assert parse_number(typed, language(code)).value == value


def test_that_a_doubt_is_told_and_nonsense_refused_in_the_language() -> None:
    assert parse_number("1.234", FR).note.startswith("Lu comme des milliers")
    assert parse_number("1,234", FR).note.startswith("Lu comme un nombre décimal")
    assert parse_number("12.5", FR).note == ""
    for typed in ("", "abc", "1,2,3", "--1", "1 23", "(-1)", "1e999"):
        with pytest.raises(NumberError):
            parse_number(typed, FR)
    with pytest.raises(NumberError, match="n’est pas un nombre"):
        parse_number("douze", FR)


@settings(max_examples=300)
@given(st.floats(-1e15, 1e15), st.integers(0, 4), st.sampled_from(["fr", "en"]))
def test_that_what_is_written_reads_back(x: float, decimals: int, code: str) -> None:
    words = language(code)
    written = words.number(x, decimals)
    # 1,234 with three decimals may be read either way; the note says how.
    read = parse_number(written, words)
    if not read.note:
        assert math.isclose(read.value, round(x, decimals), abs_tol=0.6 * 10**-decimals)


@pytest.mark.parametrize("nothing", [None, math.nan, math.inf])
def test_that_no_value_is_a_dash_everywhere(nothing: float | None) -> None:
    for words in (EN, FR):
        assert words.number(nothing) == NO_VALUE
        assert words.money(nothing, "EUR") == NO_VALUE
        assert words.short_money(nothing, "EUR") == NO_VALUE
        assert words.share(nothing) == NO_VALUE
        assert words.change(nothing) == NO_VALUE
        for kind in UnitKind:
            assert words.figure(nothing, Unit(kind), "EUR", label=True) == NO_VALUE


def test_that_money_is_written_with_its_minor_unit_and_short_with_its_scale() -> None:
    assert plain(EN.money(Decimal("1234.5"), "EUR")) == "1,234.50 €"
    assert plain(FR.money(1234.5, "EUR")) == "1 234,50 €"
    assert plain(EN.money(1234.5, "JPY", 0)).startswith("1,234 ")
    assert plain(FR.short_money(2_620_000, "EUR")) == "2,62 M€"
    assert plain(EN.short_money(411_800, "EUR")) == "412 k€"
    assert plain(EN.short_money(1_043.2, "EUR")) == "1,043 €"
    assert plain(EN.short_money(-9_999.6, "EUR")) == "-10.0 k€"
    assert plain(EN.short_money(999_999.0, "EUR")) == "1.00 M€"
    assert plain(FR.short_money(3.2e9, "EUR")) == "3,20 Md€"
    assert plain(EN.short_money(30.4, "EUR")) == "30.40 €"


def test_that_shares_and_changes_are_percentages() -> None:
    assert plain(EN.share(0.137)) == "13.7 %"
    assert plain(FR.share(0.137)) == "13,7 %"
    assert plain(EN.change(0.137)) == "+13.7 %"
    assert plain(EN.change(-0.00001)) == "0.0 %"
    assert plain(EN.change(-0.008)) == "−0.8 %"
    assert plain(FR.figure(0.25, Unit(UnitKind.SHARE), "EUR")) == "25 %"
    assert (
        plain(EN.figure(12.0, Unit(UnitKind.COUNT, "clients"), "EUR", label=True)) == "12 clients"
    )


def test_that_periods_and_groups_are_named_along_the_fiscal_year() -> None:
    months = Calendar(Month(2027, 4), Span.MONTH, 12, 4)
    assert plain(EN.period_label(months, 0)) == "Apr 2027"
    assert EN.period_label(months, 0, short=True) == "Apr"
    assert plain(FR.period_label(months, 0)) == "avr. 2027"
    (year,) = months.groups(Span.YEAR)
    assert EN.group_label(year) == "FY2028"
    assert plain(FR.group_label(year)) == "Exercice 2028"
    first = months.groups(Span.QUARTER)[0]
    assert EN.group_label(first) == "Q1 FY2028"
    assert plain(FR.group_label(first)) == "T1 de l’exercice 2028"
    part = Calendar(Month(2027, 3), Span.MONTH, 12)
    assert EN.group_label(part.groups(Span.YEAR)[0]) == "2027 (incomplete)"
    quarters = Calendar(Month(2027, 2), Span.QUARTER, 2)
    assert plain(EN.period_label(quarters, 0)) == "Feb 2027 – Apr 2027"
    assert EN.date(dt.date(2027, 6, 30)) == "30 June 2027"
    assert FR.date(dt.date(2027, 6, 30)) == "30 juin 2027"


@pytest.mark.parametrize("start", [1, 4, 7, 10])
@pytest.mark.parametrize("span", [Span.MONTH, Span.QUARTER, Span.HALF_YEAR])
def test_that_a_year_to_date_is_named_as_the_group_that_it_ends_with(
    span: Span, start: int
) -> None:
    calendar = Calendar(Month(2027, start), Span.MONTH, 24, start)
    for group in calendar.groups(span):
        to_date = calendar.to_date(group)
        if to_date.months < 12:
            assert EN.group_label(to_date) == EN.group_label(group)


def test_that_an_unknown_language_is_english() -> None:
    assert language("de").code == "en"
    assert language("fr") is language("fr")


@given(
    st.sampled_from(list(NumberStyle)),
    st.sampled_from(["fr", "en"]),
    st.integers(min_value=-(10**11), max_value=10**11),
)
def test_that_a_number_is_read_back_in_every_style(
    style: NumberStyle, code: str, cents: int
) -> None:
    speech = language(code, style)
    amount = cents / 100
    assert parse_number(speech.number(amount, 2), speech).value == amount
    assert parse_figure(figure_text(amount, Unit(), speech), Unit(), speech).value == amount


def test_that_a_style_goes_before_the_language() -> None:
    german = language("en", NumberStyle.POINT_COMMA)
    assert german.number(1234.5, 2) == "1.234,50"
    assert (parse_number("1.234", german).value, parse_number("1.234", german).note) == (1234.0, "")
    assert parse_number("1,234", german).value == 1.234
    assert plain(language("en", NumberStyle.SPACE_COMMA).number(1234.5, 1)) == "1 234,5"
    assert language("fr", NumberStyle.COMMA_POINT).text("Save") == FR.text("Save")
