"""Roll-ups say what their formula says, and adding and deleting keep to the kind."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.calendar import Calendar, Month
from models.formula import references, substituted
from models.formula_parser import parse
from models.keys import KpiKey
from models.kpi import Kpi
from models.plan import Plan
from models.rollup import RollupKind, operator_between, recognise
from models.table import Table
from tests.workbench.engine.naive import Naive

KEYS = ["a", "b", "c", "d"]
names = st.sampled_from(KEYS)
sums = st.recursive(
    names,
    lambda inner: st.one_of(
        st.builds("{} + {}".format, inner, inner),
        st.builds("({}) - ({})".format, inner, inner),
        st.builds("-({})".format, inner),
        st.lists(inner, min_size=1, max_size=3).map(lambda listed: f"sum({', '.join(listed)})"),
    ),
    max_leaves=5,
)
products = st.lists(names, min_size=1, max_size=4).map(" * ".join)
ratios = st.builds("{} / {}".format, names, names)
averages = st.lists(st.tuples(names, names), min_size=1, max_size=3).map(
    lambda pairs: "({}) / ({})".format(
        " + ".join(f"{value} * {weight}" for value, weight in pairs),
        " + ".join(weight for _, weight in pairs),
    )
)
rollups = st.one_of(sums, products, ratios, averages)
figures = st.lists(st.integers(-9, 9).map(float), min_size=4, max_size=4)


def value_of(text: str, given_figures: list[float]) -> float | None:
    kpis = [
        Kpi(KpiKey(key), key, values=(figure,))
        for key, figure in zip(KEYS, given_figures, strict=True)
    ]
    return Naive(Plan("p", Calendar(Month(2027, 1), count=1), kpis=Table(kpis))).value(
        parse(text), 0
    )


def same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-9)


@settings(max_examples=200, deadline=None)
@given(rollups, figures)
def test_that_a_recognised_roll_up_means_what_its_formula_means(text: str, at: list[float]) -> None:
    rollup = recognise(text)
    assert rollup is not None
    assert same(value_of(rollup.text(), at), value_of(text, at))
    assert recognise(rollup.text()) == rollup


@settings(max_examples=200, deadline=None)
@given(rollups, names, figures, st.booleans())
def test_that_an_operand_joins_and_leaves(
    text: str, key: str, at: list[float], minus: bool
) -> None:
    rollup = recognise(text)
    assert rollup is not None
    if rollup.takes_more:
        grown = value_of(rollup.adding(key, minus=minus).text(), at)
        before, joining = value_of(text, at), value_of(key, at)
        assert before is not None
        assert joining is not None
        if rollup.kind is RollupKind.SUM:
            assert same(grown, before - joining if minus else before + joining)
        else:
            assert same(grown, before * joining)
    if rollup.can_lose(key):
        left = rollup.without(key)
        assert key not in references(left.text()).all
        assert recognise(left.text()) == (left if left.terms else None)
    else:
        with pytest.raises(ValueError, match="cannot do without"):
            rollup.without(key)


@settings(max_examples=200, deadline=None)
@given(rollups, rollups, figures)
def test_that_a_roll_up_takes_another_in_only_where_that_means_the_same(
    outer: str, inner: str, at: list[float]
) -> None:
    into, other = recognise(outer), recognise(inner)
    assert into is not None
    assert other is not None
    merged = into.replacing("a", other)
    if merged is not None:
        text = substituted(into.text(), {"a": f"({inner})"})
        assert same(value_of(merged.text(), at), value_of(text, at))


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("", ""),
        ("a", "="),
        ("-a", "−"),
        ("a + b", "+"),
        ("a - b - c", "−"),
        ("a - b + c", "±"),
        ("a * b", "×"),
        ("a / b", "÷"),
        ("(a * b + c * d) / (b + d)", "x̄"),
        ("a * 2", "ƒ"),
        ("a +", "ƒ"),
    ],
)
def test_that_the_canvas_shows_the_sign_of_the_roll_up(text: str, sign: str) -> None:
    assert operator_between(text) == sign
