"""What moves a KPI, against working the plan out again with the driver one percent larger."""

from __future__ import annotations

from dataclasses import replace

import pytest
from examples.shop import (
    ARPU,
    CLIENTS,
    CONVERSION,
    COSTS,
    LEADS,
    MARKETING,
    PROFIT,
    REVENUE,
    SALES,
    STRETCH,
    shop,
)
from immutables import Map

from models.edits.drivers import scale_values
from models.keys import BASE, KpiKey
from workbench.analysis.movers import STEP, leading_function, movers
from workbench.engine.evaluate import evaluate_plan

SMALL = 1e-5
"""A step small enough that the curvature of the plan does not show."""


@pytest.mark.parametrize("key", [PROFIT, REVENUE, CLIENTS])
def test_that_effects_are_those_of_a_small_step(key: KpiKey) -> None:
    plan = shop()
    values = evaluate_plan(plan)
    year = plan.calendar.report_group()
    assert year is not None
    found = movers(plan, values, key, BASE, year, limit=9)
    assert found
    for mover in found:
        moved, _ = scale_values(plan, mover.driver, range(12), 1.0 + SMALL)
        change = evaluate_plan(moved).group(key, BASE, year) - values.group(key, BASE, year)
        assert mover.effect == pytest.approx(change / SMALL * STEP, rel=1e-3)


def test_that_the_strongest_come_first_with_who_answers_for_them() -> None:
    plan = shop()
    year = plan.calendar.report_group()
    assert year is not None
    found = movers(plan, evaluate_plan(plan), PROFIT, STRETCH, year, limit=9)
    assert [mover.driver for mover in found[:2]] == [ARPU, COSTS]
    assert {mover.driver: mover.function for mover in found} == {
        ARPU: SALES,
        COSTS: MARKETING,
        LEADS: MARKETING,
        CONVERSION: SALES,
    }
    assert found[1].effect < 0
    assert movers(plan, evaluate_plan(plan), PROFIT, STRETCH, year, limit=2) == found[:2]


def test_that_nothing_moves_a_driver_but_itself() -> None:
    plan = shop()
    year = plan.calendar.report_group()
    assert year is not None
    assert movers(plan, evaluate_plan(plan), LEADS, BASE, year, limit=9) == ()


def test_that_of_two_who_answer_alike_the_first_in_the_plan_leads() -> None:
    plan = shop()
    for first, second in ((MARKETING, SALES), (SALES, MARKETING)):
        shared = replace(plan.kpis[COSTS], responsibility=Map({MARKETING: 0.5, SALES: 0.5}))
        functions = plan.functions.reordered((first, second))
        other = replace(plan, kpis=plan.kpis.replacing(shared), functions=functions)
        assert leading_function(other, evaluate_plan(other), COSTS, BASE) == first
