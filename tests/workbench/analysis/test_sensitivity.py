"""What each driver does to a KPI, against the plan worked out again as a whole."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from examples.shop import ARPU, CONVERSION, COSTS, LEADS, PROFIT, STRETCH, shop
from hypothesis import HealthCheck, given, settings
from strategies import sensible

from models.edits.drivers import scale_values
from models.keys import BASE, KpiKey, ScenarioKey
from models.plan import Plan
from models.uncertainty import Distribution, Shape, SpreadBasis
from workbench.analysis.sensitivity import (
    Effect,
    SensitivityError,
    SensitivityFault,
    sensitivity,
)
from workbench.engine.evaluate import evaluate_plan


def effects(plan: Plan, key: KpiKey, scenario: ScenarioKey = BASE) -> dict[KpiKey, Effect]:
    return {each.driver: each for each in sensitivity(plan, evaluate_plan(plan), key, scenario)}


def change(plan: Plan, key: KpiKey, driver: KpiKey, factor: float, scenario: ScenarioKey) -> float:
    """Return the change of a KPI with a driver scaled, by an edit of the plan."""
    moved, _ = scale_values(plan, driver, range(plan.calendar.count), factor, scenario=scenario)
    return evaluate_plan(moved).total(key, scenario) - evaluate_plan(plan).total(key, scenario)


@pytest.mark.parametrize("scenario", [BASE, STRETCH])
def test_that_effects_are_those_of_the_plan_worked_out_again(scenario: ScenarioKey) -> None:
    plan = shop()
    found = effects(plan, PROFIT, scenario)
    assert set(found) == {LEADS, CONVERSION, ARPU, COSTS}
    for key, effect in found.items():
        for got, factor in (
            (effect.plus_one_percent, 1.01),
            (effect.low, 0.9),
            (effect.high, 1.1),
        ):
            assert got == pytest.approx(change(plan, PROFIT, key, factor, scenario), rel=1e-6)
    assert found[COSTS].plus_one_percent == pytest.approx(-60_000.0)
    assert found[ARPU].assumed


def test_that_the_widest_swing_comes_first() -> None:
    plan = shop()
    found = sensitivity(plan, evaluate_plan(plan), PROFIT, BASE)
    assert [each.driver for each in found][:2] == [ARPU, COSTS]
    assert [each.swing for each in found] == sorted((e.swing for e in found), reverse=True)


def test_that_the_ends_of_a_spread_are_multiples_or_figures_of_the_year() -> None:
    plan = shop()
    by_factor = Distribution(Shape.TRIANGULAR, 0.7, 1.2, 1.0)
    by_figure = Distribution(Shape.NORMAL, 5.4e6, 9e6, basis=SpreadBasis.VALUE)
    kpis = plan.kpis.replacing(replace(plan.kpis[LEADS], distribution=by_factor))
    plan = replace(plan, kpis=kpis.replacing(replace(kpis[COSTS], distribution=by_figure)))
    found = effects(plan, PROFIT)
    assert found[LEADS].low == pytest.approx(change(plan, PROFIT, LEADS, 0.7, BASE), rel=1e-6)
    assert found[LEADS].high == pytest.approx(change(plan, PROFIT, LEADS, 1.2, BASE), rel=1e-6)
    assert found[COSTS].low == pytest.approx(600_000.0)
    assert found[COSTS].high == pytest.approx(-3_000_000.0)
    assert found[COSTS].factors == pytest.approx((0.9, 1.5))
    assert not found[COSTS].assumed


def test_that_one_percent_of_a_negative_driver_is_of_itself() -> None:
    plan = shop()
    credit = replace(plan.kpis[COSTS], values=(-100.0,) * 12)
    plan = replace(plan, kpis=plan.kpis.replacing(credit))
    assert effects(plan, PROFIT)[COSTS].plus_one_percent == pytest.approx(12.0)


def test_that_a_driver_at_zero_moves_nothing() -> None:
    plan = shop()
    nothing = replace(plan.kpis[COSTS], values=(0.0,) * 12)
    plan = replace(plan, kpis=plan.kpis.replacing(nothing))
    assert COSTS not in effects(plan, PROFIT)


def test_that_a_state_without_value_has_none() -> None:
    plan = shop()
    kpis = plan.kpis.replacing(replace(plan.kpis[PROFIT], formula="revenue / (costs - 550000)"))
    found = effects(replace(plan, kpis=kpis), PROFIT)
    assert math.isnan(found[COSTS].high) or abs(found[COSTS].high) > 1e15
    assert math.isfinite(found[COSTS].low)


@pytest.mark.parametrize(
    ("plan", "key", "fault"),
    [
        (shop(), KpiKey("nobody"), SensitivityFault.UNKNOWN_KPI),
        (
            replace(shop(), calendar=replace(shop().calendar, count=5)),
            PROFIT,
            SensitivityFault.NO_YEAR,
        ),
        (
            replace(
                shop(), kpis=shop().kpis.replacing(replace(shop().kpis[PROFIT], formula="1 / 0"))
            ),
            PROFIT,
            SensitivityFault.NO_VALUE,
        ),
    ],
)
def test_that_a_question_without_answer_is_refused(
    plan: Plan, key: KpiKey, fault: SensitivityFault
) -> None:
    with pytest.raises(SensitivityError) as refused:
        sensitivity(plan, evaluate_plan(plan), key, BASE)
    assert refused.value.fault is fault


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(sensible.plans())
def test_that_effects_of_any_plan_are_those_of_an_edit(plan: Plan) -> None:
    values = evaluate_plan(plan)
    for key in list(plan.kpis)[:2]:
        try:
            found = sensitivity(plan, values, key, BASE)
        except SensitivityError:
            continue
        for effect in found[:3]:
            expected = change(plan, key, effect.driver, 1.01, BASE)
            size = abs(values.total(key, BASE))
            assert effect.plus_one_percent == pytest.approx(
                expected, rel=1e-6, abs=1e-9 * size, nan_ok=True
            )
