"""Targets cascaded down, against figures worked out by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from examples.shop import ARPU, CONVERSION, COSTS, LEADS, PROFIT, REVENUE, STRETCH, shop

from models.calendar import Calendar, Month
from models.keys import BASE, KpiKey
from models.kpi import Bounds, Kpi, TimeRule, Unit, UnitKind
from models.plan import Plan
from models.table import Table
from workbench.analysis.cascade.answer import Cascade, Rule, cascade
from workbench.analysis.cascade.faults import CascadeError, CascadeFault
from workbench.analysis.cascade.room import Why
from workbench.engine.evaluate import evaluate_plan

TOP, A, B, C = KpiKey("top"), KpiKey("a"), KpiKey("b"), KpiKey("c")
RULES = pytest.mark.parametrize("rule", list(Rule))


def plan_of(formula: str, *drivers: Kpi, months: int = 12) -> Plan:
    rows = (Kpi(TOP, "Top", formula=formula), *drivers)
    return Plan("Parts", Calendar(Month(2027, 1), count=months), kpis=Table(rows))


def driver(key: KpiKey, year: float, bounds: Bounds | None = None) -> Kpi:
    return Kpi(key, key, values=(year / 12,) * 12, bounds=bounds or Bounds())


def parts(**bounds: Bounds) -> Plan:
    figures = {A: 10.0, B: 20.0, C: 30.0}
    drivers = (driver(key, year, bounds.get(key, Bounds())) for key, year in figures.items())
    return plan_of("a + b + c", *drivers)


def answered(plan: Plan, target: float, rule: Rule = Rule.EFFORT, key: KpiKey = TOP) -> Cascade:
    return cascade(plan, evaluate_plan(plan), key, target, rule=rule)


def after(found: Cascade) -> dict[KpiKey, float]:
    return {each.driver: each.after for each in found.changes}


def why(found: Cascade) -> dict[KpiKey, Why]:
    return {each.driver: each.why for each in found.blocked_by}


def test_that_the_known_answer_by_effort_is_found() -> None:
    found = answered(parts(b=Bounds(locked=True)), 100.0)
    assert found.feasible
    assert found.reached == pytest.approx(100.0, rel=1e-12)
    assert after(found) == {
        A: pytest.approx(11.484726, abs=1e-6),
        C: pytest.approx(68.515274, abs=1e-6),
    }
    squares = (math.log(11.484726 / 10) / 0.1) ** 2 + (math.log(68.515274 / 30) / 0.1) ** 2
    assert found.effort == pytest.approx(squares, rel=1e-6)


def test_that_the_known_answer_pro_rata_is_found() -> None:
    found = answered(parts(b=Bounds(locked=True)), 100.0, Rule.PRO_RATA)
    assert found.feasible
    assert after(found) == {A: pytest.approx(20.0), C: pytest.approx(60.0)}


def test_that_locks_of_the_question_count_like_those_of_the_plan() -> None:
    plan = parts()
    found = cascade(plan, evaluate_plan(plan), TOP, 100.0, rule=Rule.PRO_RATA, locks=[B])
    assert after(found) == {A: pytest.approx(20.0), C: pytest.approx(60.0)}


def test_that_a_driver_with_a_wider_stretch_takes_more() -> None:
    wide = after(answered(parts(a=Bounds(stretch=0.4)), 70.0))
    narrow = after(answered(parts(), 70.0))
    assert wide[A] > narrow[A]
    assert wide[C] < narrow[C]


@RULES
def test_that_nothing_changes_at_the_target(rule: Rule) -> None:
    found = answered(parts(), 60.0, rule)
    assert found.changes == ()
    assert found.blocked_by == ()
    assert found.feasible


@RULES
def test_that_who_hits_a_bound_stays_there_and_the_rest_go_on(rule: Rule) -> None:
    found = answered(parts(c=Bounds(most=35 / 12)), 100.0, rule)
    assert found.feasible
    assert after(found)[C] == pytest.approx(35.0, rel=1e-9)
    assert sum(after(found).values()) == pytest.approx(100.0, rel=1e-9)
    if rule is Rule.PRO_RATA:
        assert after(found)[A] == pytest.approx(65 / 3)


@RULES
def test_that_out_of_reach_says_the_best_and_what_blocks(rule: Rule) -> None:
    bounded = parts(a=Bounds(most=1.0), b=Bounds(locked=True), c=Bounds(most=3.0))
    found = answered(bounded, 100.0, rule)
    assert not found.feasible
    assert found.reached == pytest.approx(12.0 + 20.0 + 36.0)
    assert why(found) == {A: Why.MOST, B: Why.LOCKED, C: Why.MOST}


@RULES
def test_that_a_least_blocks_what_should_fall(rule: Rule) -> None:
    found = answered(
        parts(a=Bounds(least=0.5), b=Bounds(least=1.0), c=Bounds(least=2.0)), 1.0, rule
    )
    assert found.reached == pytest.approx(6.0 + 12.0 + 24.0)
    assert why(found) == {A: Why.LEAST, B: Why.LEAST, C: Why.LEAST}


@RULES
def test_that_a_share_stays_a_share(rule: Rule) -> None:
    share = Kpi(B, "b", Unit(UnitKind.SHARE), values=(0.5,) * 12, time=TimeRule.MEAN)
    plan = plan_of("a * b", driver(A, 120.0, Bounds(most=11.0)), share)
    found = answered(plan, 1000.0, rule)
    assert found.reached == pytest.approx(132.0)
    assert why(found) == {A: Why.MOST, B: Why.SHARE}


def test_that_a_share_outside_is_neither_forced_back_nor_moved_further_out() -> None:
    share = Kpi(B, "b", Unit(UnitKind.SHARE), values=(1.1,) * 12, time=TimeRule.MEAN)
    plan = plan_of("a * b", driver(A, 100.0), share)
    up = answered(plan, 220.0)
    assert after(up) == {A: pytest.approx(200.0)}
    assert {A, B} == set(after(answered(plan, 55.0)))


def test_that_the_same_percentage_lowers_what_should_be_low() -> None:
    plan = plan_of("a - b", driver(A, 100.0), driver(B, 50.0))
    found = answered(plan, 65.0, Rule.PRO_RATA)
    assert after(found) == {A: pytest.approx(110.0), B: pytest.approx(45.0)}


def test_that_zeros_are_filled_evenly() -> None:
    plan = plan_of("a + b + c", *(driver(key, 0.0) for key in (A, B, C)))
    found = answered(plan, 30.0, Rule.PRO_RATA)
    assert after(found) == {key: pytest.approx(10.0) for key in (A, B, C)}


def test_that_a_driver_at_zero_needs_a_stretch_and_then_shifts() -> None:
    without = plan_of("a + b", driver(A, 0.0), driver(B, 20.0))
    found = answered(without, 30.0)
    assert found.feasible
    assert after(found) == {B: pytest.approx(30.0)}
    assert why(found) == {A: Why.NO_STRETCH}
    with_one = plan_of("a + b", driver(A, 0.0, Bounds(stretch=1.0)), driver(B, 20.0))
    shifted = answered(with_one, 30.0)
    assert shifted.blocked_by == ()
    # Least (d ÷ 1)² + (ln(x ÷ 20) ÷ 0.1)² with 12 d + x = 30, by its own condition.
    d, x = after(shifted)[A] / 12, after(shifted)[B]
    assert 12 * d + x == pytest.approx(30.0)
    assert 2 * d / 12 == pytest.approx(2 * math.log(x / 20) / 0.1**2 / x, rel=1e-6)
    assert next(each.factor for each in shifted.changes if each.driver == A) is None


def test_that_locked_periods_stay_and_the_season_of_the_others_too() -> None:
    season = tuple(float(month) for month in range(1, 13))
    plan = plan_of("a", Kpi(A, "a", values=season, bounds=Bounds(locked_periods=(0, 11))))
    found = answered(plan, 100.0)
    figures = found.solution.figures[0]
    assert figures[0] == 1.0
    assert figures[11] == 12.0
    factors = figures[1:11] / season[1:11]
    assert factors == pytest.approx([factors[0]] * 10)
    assert figures.sum() == pytest.approx(100.0, rel=1e-12)


def test_that_a_peak_stops_at_the_most_and_the_season_stays() -> None:
    plan = plan_of("a", Kpi(A, "a", values=(1.0,) * 11 + (2.0,), bounds=Bounds(most=3.0)))
    found = answered(plan, 100.0)
    assert found.reached == pytest.approx(11 * 1.5 + 3.0)
    assert why(found) == {A: Why.MOST}


def test_that_the_nearest_of_two_solutions_is_found() -> None:
    # a × (1 − a): 0.16 at 0.2 and at 0.8.
    price = Kpi(A, "a", values=(0.3,) * 12, time=TimeRule.MEAN)
    low = answered(plan_of("a * (1 - a)", price), 12 * 0.16)
    assert after(low) == {A: pytest.approx(0.2)}
    high = answered(plan_of("a * (1 - a)", replace(price, values=(0.7,) * 12)), 12 * 0.16)
    assert after(high) == {A: pytest.approx(0.8)}


@RULES
def test_that_the_top_of_a_hill_is_the_best_there_is(rule: Rule) -> None:
    price = Kpi(A, "a", values=(0.3,) * 12, time=TimeRule.MEAN)
    found = answered(plan_of("a * (1 - a)", price), 12 * 0.3, rule)
    assert not found.feasible
    assert found.reached == pytest.approx(12 * 0.25, rel=1e-6)


@RULES
def test_that_a_least_of_two_equals_moves_both(rule: Rule) -> None:
    found = answered(plan_of("min(a, b)", driver(A, 20.0), driver(B, 20.0)), 30.0, rule)
    assert after(found) == {A: pytest.approx(30.0), B: pytest.approx(30.0)}


@RULES
@pytest.mark.parametrize("target", [3e6, 5e6, -1e6, 0.0])
def test_that_a_whole_plan_reaches_its_target(rule: Rule, target: float) -> None:
    plan = shop()
    found = cascade(plan, evaluate_plan(plan), PROFIT, target, scenario=STRETCH, rule=rule)
    assert found.feasible
    assert set(after(found)) == {LEADS, CONVERSION, ARPU, COSTS}


def test_that_effort_meets_the_conditions_of_a_least() -> None:
    plan = shop()
    found = cascade(plan, evaluate_plan(plan), PROFIT, 5e6)
    small, ratios = 1e-6, []
    for change in found.changes:
        assert change.factor is not None
        kpis = plan.kpis
        for each in found.changes:
            step = 1.0 + small if each.driver == change.driver else 1.0
            moved = tuple(v * each.factor * step for v in kpis[each.driver].values)  # type: ignore[operator]
            kpis = kpis.replacing(replace(kpis[each.driver], values=moved))
        more = evaluate_plan(replace(plan, kpis=kpis)).total(PROFIT, BASE)
        ratios.append(math.log(change.factor) / ((more - found.reached) / small))
    assert ratios == pytest.approx([ratios[0]] * 4, rel=1e-4)


def test_that_a_driver_is_its_own_lever() -> None:
    plan = shop()
    found = cascade(plan, evaluate_plan(plan), LEADS, 216_000.0)
    assert after(found) == {LEADS: pytest.approx(216_000.0)}


@pytest.mark.parametrize(
    ("key", "target", "locks", "fault"),
    [
        (KpiKey("nobody"), 1.0, (), CascadeFault.UNKNOWN_KPI),
        (PROFIT, math.inf, (), CascadeFault.NOT_FINITE),
        (PROFIT, 1.0, (KpiKey("nobody"),), CascadeFault.LOCK_UNKNOWN),
        (PROFIT, 1.0, (REVENUE,), CascadeFault.LOCK_NO_DRIVER),
    ],
)
def test_that_a_wrong_question_is_refused(
    key: KpiKey, target: float, locks: tuple[KpiKey, ...], fault: CascadeFault
) -> None:
    plan = shop()
    with pytest.raises(CascadeError) as refused:
        cascade(plan, evaluate_plan(plan), key, target, locks=locks)
    assert refused.value.fault is fault


def test_that_no_value_is_refused_with_its_reason() -> None:
    plan = plan_of("a / b", driver(A, 1.0), driver(B, 0.0))
    with pytest.raises(CascadeError) as refused:
        answered(plan, 1.0)
    assert refused.value.fault is CascadeFault.NO_VALUE
    assert refused.value.details["reason"] is not None


def test_that_a_plan_without_a_year_asks_for_periods() -> None:
    with pytest.raises(CascadeError) as refused:
        answered(plan_of("a", driver(A, 1.0), months=5), 1.0)
    assert refused.value.fault is CascadeFault.NO_YEAR


def test_that_a_constant_is_out_of_reach() -> None:
    found = answered(plan_of("7"), 1.0)
    assert not found.feasible
    assert found.reached == 84.0
