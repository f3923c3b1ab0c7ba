"""Typing over a figure that has a formula, and cascades kept as scenarios."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from examples.shop import ARPU, CONVERSION, COSTS, LEADS, PROFIT, REVENUE, STRETCH, shop
from immutables import Map

from models.calendar import Span
from models.changes import diff
from models.keys import BASE, KpiKey
from models.plan import Plan
from models.scenario import Override, Scenario
from workbench.analysis.cascade.answer import Rule, cascade
from workbench.analysis.cascade.edit import cascade_edit, new_scenario
from workbench.analysis.cascade.faults import CascadeError, CascadeFault
from workbench.engine.evaluate import evaluate_plan

DRIVERS = (LEADS, CONVERSION, ARPU, COSTS)


def seasonal() -> Plan:
    plan = shop()
    season = tuple(9000.0 * (1 + 0.1 * (month % 4)) for month in range(12))
    return replace(plan, kpis=plan.kpis.replacing(replace(plan.kpis[LEADS], values=season)))


def test_that_a_month_typed_over_moves_that_month_only() -> None:
    plan = seasonal()
    after, changes = cascade_edit(plan, evaluate_plan(plan), REVENUE, 5, 1_000_000.0)
    assert evaluate_plan(after).of(REVENUE, BASE)[5] == pytest.approx(1_000_000.0, rel=1e-9)
    for key in DRIVERS:
        before, now = plan.kpis[key].values, after.kpis[key].values
        assert before[:5] == now[:5]
        assert before[6:] == now[6:]
    assert changes == diff(plan, after)
    assert changes.kpis == {LEADS, CONVERSION, ARPU}


@pytest.mark.parametrize("rule", Rule)
def test_that_a_quarter_typed_over_keeps_its_season(rule: Rule) -> None:
    plan = seasonal()
    quarter = plan.calendar.groups(Span.QUARTER)[1]
    after, _ = cascade_edit(plan, evaluate_plan(plan), REVENUE, quarter, 3e6, rule=rule)
    assert evaluate_plan(after).group(REVENUE, BASE, quarter) == pytest.approx(3e6, rel=1e-9)
    before, now = np.array(plan.kpis[LEADS].values), np.array(after.kpis[LEADS].values)
    factors = now / before
    assert factors[3:6] == pytest.approx([factors[3]] * 3)
    assert factors[3] > 1.0
    assert (np.delete(factors, [3, 4, 5]) == 1.0).all()


def test_that_typing_in_a_scenario_leaves_the_base() -> None:
    plan = seasonal()
    year = plan.calendar.report_group()
    assert year is not None
    after, changes = cascade_edit(plan, evaluate_plan(plan), PROFIT, year, 5e6, scenario=STRETCH)
    values = evaluate_plan(after)
    assert values.total(PROFIT, STRETCH) == pytest.approx(5e6, rel=1e-9)
    assert values.total(PROFIT, BASE) == evaluate_plan(plan).total(PROFIT, BASE)
    assert changes.kpis == frozenset()
    leads = after.scenarios[STRETCH].overrides[LEADS]
    # The 5 % more that were there are multiplied, and still follow the base.
    assert leads.values == ()
    assert leads.factors[0] is not None
    assert leads.factors[0] > 1.05


def test_that_typed_figures_of_a_scenario_stay_figures() -> None:
    plan = seasonal()
    typed = Scenario(STRETCH, "Stretch", Map({LEADS: Override(values=(8000.0,) * 3)}))
    plan = replace(plan, scenarios=plan.scenarios.replacing(typed))
    year = plan.calendar.report_group()
    assert year is not None
    after, _ = cascade_edit(plan, evaluate_plan(plan), PROFIT, year, 5e6, scenario=STRETCH)
    leads = after.scenarios[STRETCH].overrides[LEADS]
    assert len(leads.values) == 3
    assert leads.factors[:3] == (None, None, None)
    assert evaluate_plan(after).total(PROFIT, STRETCH) == pytest.approx(5e6, rel=1e-9)


def test_that_what_is_out_of_reach_is_no_edit() -> None:
    plan = shop()
    bounds = replace(plan.kpis[COSTS].bounds, locked=True)
    costs = replace(plan.kpis[COSTS], bounds=bounds)
    plan = replace(plan, kpis=plan.kpis.replacing(costs))
    with pytest.raises(CascadeError) as refused:
        cascade_edit(plan, evaluate_plan(plan), COSTS, 0, 1.0)
    assert refused.value.fault is CascadeFault.OUT_OF_REACH
    assert refused.value.details["reached"] == 500_000.0


@pytest.mark.parametrize("origin", [BASE, STRETCH])
@pytest.mark.parametrize("rule", Rule)
def test_that_a_new_scenario_holds_the_answer(origin: object, rule: Rule) -> None:
    plan = seasonal()
    scenario = STRETCH if origin == STRETCH else BASE
    found = cascade(plan, evaluate_plan(plan), PROFIT, 5e6, scenario=scenario, rule=rule)
    after, key = new_scenario(plan, found, "Five millions")
    values = evaluate_plan(after)
    assert values.total(PROFIT, key) == pytest.approx(5e6, rel=1e-9)
    assert list(after.scenarios) == [*plan.scenarios, key]
    assert all(each.values == () for each in after.scenarios[key].overrides.values())
    assert after.kpis == plan.kpis


def test_that_a_shift_is_kept_as_figures() -> None:
    plan = shop()
    none = replace(plan.kpis[COSTS], values=(0.0,) * 12)
    none = replace(none, bounds=replace(none.bounds, stretch=1000.0))
    plan = replace(plan, kpis=plan.kpis.replacing(none))
    before = evaluate_plan(plan).total(PROFIT, BASE)
    found = cascade(plan, evaluate_plan(plan), PROFIT, before - 1e5)
    after, key = new_scenario(plan, found, "More costs")
    assert after.scenarios[key].overrides[COSTS].factors == ()
    assert after.scenarios[key].overrides[LEADS].values == ()
    assert evaluate_plan(after).total(PROFIT, key) == pytest.approx(before - 1e5, rel=1e-9)


def test_that_an_unknown_kpi_is_refused() -> None:
    plan = shop()
    with pytest.raises(CascadeError):
        cascade_edit(plan, evaluate_plan(plan), KpiKey("nobody"), 0, 1.0)
