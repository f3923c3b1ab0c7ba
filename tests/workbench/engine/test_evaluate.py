"""The engine says what a naive recursion over the formulas says, also after edits."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from immutables import Map

from models.calendar import Calendar, Month, Span
from models.changes import EditError, diff
from models.edits.drivers import set_values
from models.keys import BASE, KpiKey
from models.kpi import Kpi, TimeRule
from models.plan import Plan
from models.scenario import Override, Scenario
from models.table import Table
from tests.workbench.engine.naive import LoopedError, Naive
from workbench.engine.evaluate import evaluate_plan, follow
from workbench.engine.gradient import gradient
from workbench.engine.grouped_formula import demanded

KEYS = [f"k{number}" for number in range(8)]
thorough = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])

figures = st.one_of(
    st.none(), st.integers(-3, 12).map(float), st.floats(-50, 50).map(lambda x: round(x, 3))
)


@st.composite
def formulas(draw: st.DrawFn, names: list[str], depth: int = 3) -> str:
    """Draw the text of a formula over ``names`` that uses everything the language has."""
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        return draw(
            st.one_of(st.sampled_from(names), st.sampled_from(["0", "1", "2.5", "100", "0.1"]))
        )
    inner = formulas(names, depth - 1)
    kind = draw(st.integers(0, 9))
    if kind <= 4:
        op = draw(st.sampled_from(["+", "-", "*", "/", "^"]))
        return f"({draw(inner)}) {op} ({draw(inner)})"
    if kind == 5:
        op = draw(st.sampled_from(["<", "<=", ">", ">=", "=", "<>", "and", "or"]))
        return f"({draw(inner)}) {op} ({draw(inner)})"
    if kind == 6:
        return draw(st.sampled_from(["-({})", "not ({})"])).format(draw(inner))
    if kind == 7:
        function = draw(st.sampled_from(["sum", "min", "max", "avg"]))
        return f"{function}({draw(inner)}, {draw(inner)})"
    if kind == 8:
        function = draw(st.sampled_from(["abs", "ln", "exp", "sqrt", "round", "cumulative"]))
        return f"{function}({draw(inner)})"
    return draw(
        st.sampled_from(
            [
                "if({0}, {1}, {2})",
                "prev({0}, {1})",
                "lag({0}, 1)",
                "lag({3}, 2)",
                "spread({3}, {0}, 0.5, {3})",
                "spread({0}, 1)",
                "to_convert({3}, {0}, 0.5, {3}, 0.1)",
                "to_convert({0}, 0.3, 0.1 * {3})",
                "unconverted({3}, 0.2, {3}, 0.1, {0})",
                "unconverted({0}, {3} / 9, 0.5)",
                "round({0}, 1)",
            ]
        )
    ).format(draw(inner), draw(inner), draw(inner), draw(st.sampled_from(names)))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Draw plans whose KPIs name each other freely, cycles and strangers included."""
    count = draw(st.integers(1, 7))
    series = st.lists(figures, max_size=count).map(tuple)
    rows = []
    for number, key in enumerate(KEYS):
        # Mostly earlier ones, so that cycles stay rare.
        names = [*KEYS[: max(1, number)], *draw(st.sampled_from([[], [], [], KEYS, ["stranger"]]))]
        formula = draw(formulas(names)) if number > 2 else ""
        rows.append(
            Kpi(
                KpiKey(key),
                key,
                formula=formula,
                values=draw(series),
                history=draw(st.lists(figures, max_size=3).map(tuple)),
                time=draw(st.sampled_from(TimeRule)),
                weight_by=draw(st.sampled_from([None, *KEYS])),
            )
        )
    overrides = draw(
        st.dictionaries(st.sampled_from(KEYS), st.builds(Override, series, series), max_size=3)
    )
    return Plan(
        "p",
        Calendar(
            Month(2027, draw(st.integers(1, 12))),
            draw(st.sampled_from([Span.MONTH, Span.QUARTER])),
            count,
            draw(st.integers(1, 12)),
        ),
        kpis=Table(draw(st.permutations(rows))),
        scenarios=Table([Scenario("s", "S", Map(overrides))]),
    )


def agree(mine: float, naive: float | None) -> bool:
    if naive is None:
        return math.isnan(mine)
    return abs(mine - naive) <= 1e-9 * max(1.0, abs(naive))


@thorough
@given(plans())
def test_that_the_engine_agrees_with_a_naive_recursion(plan: Plan) -> None:
    values = evaluate_plan(plan)
    cyclic = values.program.cyclic
    for scenario in (BASE, "s"):
        naive = Naive(plan, scenario)
        for key in cyclic:  # what needs itself has no value, whatever the recursion meets first
            naive.known.update({(key, period): None for period in range(plan.calendar.count)})
        for key in plan.kpis:
            figures = values.of(key, scenario)
            for period in range(plan.calendar.count):
                try:
                    expected = naive.at(key, period)
                except LoopedError:
                    pytest.fail(f"{key} loops, and the engine did not notice")
                assert agree(figures[period], expected), (key, period, plan.kpis[key].formula)


def grouped_from(plan: Plan, key: str, seen: frozenset[str] = frozenset()) -> bool:
    """Return whether a KPI can be grouped: no grouped formula leads back to itself."""
    kpi = plan.kpis.get(key)
    if kpi is None or kpi.time is not TimeRule.FORMULA:
        return True
    if key in seen:
        return False
    return all(grouped_from(plan, each, seen | {key}) for each in demanded(kpi.formula))


@thorough
@given(plans(), st.sampled_from(Span))
def test_that_groups_follow_their_time_rule(plan: Plan, span: Span) -> None:
    values = evaluate_plan(plan)
    if values.program.cyclic:
        return
    naive = Naive(plan)
    for key in plan.kpis:
        for group in plan.calendar.groups(span):
            if grouped_from(plan, key):
                mine, expected = values.group(key, BASE, group), naive.group(key, group)
                assert agree(mine, expected), (key, plan.kpis[key].formula)


@thorough
@given(plans(), st.data())
def test_that_following_an_edit_is_working_the_plan_out_again(
    plan: Plan, data: st.DataObject
) -> None:
    values = evaluate_plan(plan)
    for _ in range(3):
        key = data.draw(st.sampled_from(KEYS))
        period = data.draw(st.integers(0, plan.calendar.count - 1))
        scenario = data.draw(st.sampled_from([BASE, "s"]))
        kind = data.draw(st.integers(0, 7))
        if kind < 3 or key not in plan.kpis:
            cells = {(data.draw(st.sampled_from(plan.kpis.order)), period): data.draw(figures)}
            after, changes = set_values(plan, cells, scenario=scenario)
        elif kind >= 6:
            after = _rebuilt(data, plan, key)
            changes = diff(plan, after)
        else:
            kpi = plan.kpis[key]
            other = {
                3: {"time": data.draw(st.sampled_from(TimeRule))},
                4: {"formula": data.draw(st.one_of(st.just(""), formulas(KEYS[:3])))},
                5: {"history": data.draw(st.lists(figures, max_size=3).map(tuple))},
            }[kind]
            after = replace(plan, kpis=plan.kpis.replacing(replace(kpi, **other)))
            changes = diff(plan, after)
        values, plan = follow(values, after, changes), after
        fresh = evaluate_plan(plan)
        year = plan.calendar.groups(Span.YEAR)[0]
        for each in plan.kpis:
            for shown in (BASE, "s"):
                assert np.array_equal(
                    values.of(each, shown), fresh.of(each, shown), equal_nan=True
                ), each
                one, two = values.group(each, shown, year), fresh.group(each, shown, year)
                assert one == two or (math.isnan(one) and math.isnan(two))


def _rebuilt(data: st.DataObject, plan: Plan, key: str) -> Plan:
    """Take a KPI away or add one, in another order, with other figures in the scenario."""
    kpis = plan.kpis
    if len(kpis) > 1 and data.draw(st.booleans()):
        kpis = kpis.without(KpiKey(key))
    new = KpiKey(data.draw(st.sampled_from(["stranger", "new"])))
    if new not in kpis:
        series = data.draw(st.lists(figures, max_size=3).map(tuple))
        kpis = kpis.inserting(Kpi(new, new, values=series), data.draw(st.integers(0, 3)))
    kpis = kpis.reordered(data.draw(st.permutations(kpis.order)))
    series = data.draw(st.lists(figures, max_size=3).map(tuple))
    said = plan.scenarios["s"].overrides.set(data.draw(st.sampled_from(KEYS)), Override(series))
    return replace(plan, kpis=kpis, scenarios=Table([Scenario("s", "S", said)]))


SMOOTH = (
    "prev(k3, k0) * (1 - 0.1) + k1",
    "k0 * k1 / (k2 + 60)",
    "spread(k0, 0.5, k1, 0.2) + lag(k3, 2) + to_convert(k0, 0.5, k1, k2 / 9, 0.2)",
    "cumulative(k1 * k2) - avg(k0, k3, k4) - unconverted(k0, k2 / 9, k1, 0.2, 0.1)",
    "exp(k0 / 100) * sqrt(k2 + 60) + ln(k1 + 60)",
    "if(k0 > 10, k1 ^ 2, k2 ^ 3) + max(k0, k1 + 0.123)",
)


@settings(max_examples=40, deadline=None)
@given(st.data(), st.sampled_from(TimeRule))
def test_that_the_gradient_is_the_limit_of_small_changes(
    data: st.DataObject, rule: TimeRule
) -> None:
    positive = st.floats(1, 40).map(lambda x: round(x, 2))
    rows = []
    for number, key in enumerate(KEYS[:3]):
        values = tuple(data.draw(st.lists(positive, min_size=12, max_size=12)))
        rows.append(Kpi(KpiKey(key), key, values=values, history=(3.0, 4.0)[: number % 3]))
    for number, formula in enumerate(SMOOTH[:-1]):
        history = (5.0, 6.0) if number == 0 else ()
        rows.append(Kpi(KpiKey(f"k{number + 3}"), "", formula=formula, history=history))
    last = Kpi(
        KpiKey("goal"), "", formula=f"k5 * k6 + k7 + {SMOOTH[-1]}", time=rule, weight_by="k0"
    )
    ratio = Kpi(KpiKey("ratio"), "", formula="goal / k4 - prev(k3, k0)", time=TimeRule.FORMULA)
    plan = Plan("p", Calendar(Month(2027, 1), fiscal_start=4), kpis=Table([*rows, last, ratio]))
    values = evaluate_plan(plan)
    group = data.draw(st.sampled_from(plan.calendar.groups(Span.QUARTER)[1:]))
    goal = data.draw(st.sampled_from(["goal", "ratio"]))
    slopes = gradient(values, goal, BASE, group)
    key = data.draw(st.sampled_from(KEYS[:3]))
    period = data.draw(st.integers(0, 11))
    there = plan.kpis[key].values[period]
    step = 1e-5
    moved = []
    for value in (there - step, there + step):
        after, changes = set_values(plan, {(key, period): value})
        moved.append(follow(values, after, changes).group(goal, BASE, group))
    if math.isnan(values.group(goal, BASE, group)):
        return
    expected = (moved[1] - moved[0]) / (2 * step)
    assert slopes[key][period] == pytest.approx(expected, rel=1e-4, abs=1e-4)


def test_that_an_edit_leaves_what_was_worked_out_before_as_it_was() -> None:
    kpis = Table([Kpi("a", "A", values=(1.0,)), Kpi("b", "B", formula="a * 2")])
    plan = Plan("p", Calendar(Month(2027, 1), count=1), kpis=kpis)
    before = evaluate_plan(plan)
    after = follow(before, *set_values(plan, {("a", 0): 5.0}))
    assert before.of("b", BASE).tolist() == [2.0]
    assert after.of("b", BASE).tolist() == [10.0]
    with pytest.raises(ValueError, match="read-only"):
        after.of("b", BASE)[0] = 7.0


def test_that_a_refused_figure_changes_nothing() -> None:
    plan = Plan("p", Calendar(Month(2027, 1)), kpis=Table([Kpi("a", "A")]))
    with pytest.raises(EditError):
        set_values(plan, {("a", 0): math.inf})
