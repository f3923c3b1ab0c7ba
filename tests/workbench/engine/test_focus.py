"""A focus says, in each state, what the whole plan would say there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.calendar import Span
from models.keys import BASE, ScenarioKey
from models.plan import Plan
from models.table import Table
from tests.workbench.engine.test_evaluate import KEYS, figures, plans, thorough
from workbench.engine.evaluate import evaluate_plan
from workbench.engine.focus import focus
from workbench.engine.gradient import driver_slopes, focused_slopes

S = ScenarioKey("s")


def with_drivers(plan: Plan, drivers: tuple[str, ...], array: np.ndarray) -> Plan:
    """Return a plan whose scenario holds, of ``drivers``, just the figures of one state."""
    overrides = plan.scenarios[S].overrides
    base = plan.kpis
    for driver, row in zip(drivers, array, strict=True):
        overrides = overrides.delete(driver) if driver in overrides else overrides
        values = tuple(None if np.isnan(each) else float(each) for each in row)
        base = base.replacing(replace(base[driver], values=values))
    scenario = replace(plan.scenarios[S], overrides=overrides)
    return replace(plan, kpis=base, scenarios=Table([scenario]))


@thorough
@given(plans(), st.sampled_from(Span), st.data())
def test_that_every_state_of_a_focus_is_the_plan_worked_out_there(
    plan: Plan, span: Span, data: st.DataObject
) -> None:
    values = evaluate_plan(plan)
    groups = plan.calendar.groups(span)
    wanted = [
        (data.draw(st.sampled_from(KEYS)), data.draw(st.sampled_from(groups)))
        for _ in range(data.draw(st.integers(1, 3)) if groups else 0)
    ]
    found = focus(values, S, wanted, data.draw(st.lists(st.sampled_from(KEYS), max_size=3)))
    count = data.draw(st.integers(1, 3))
    drawn = [
        [data.draw(figures) for _ in range(plan.calendar.count)]
        for _ in range(count * len(found.drivers))
    ]
    shape = (len(found.drivers), count, plan.calendar.count)
    array = np.array(drawn, dtype=np.float64).reshape(shape)
    focused = found.work_out(array)
    for state in range(count):
        whole = evaluate_plan(with_drivers(plan, found.drivers, array[:, state]))
        for key, group in wanted:
            mine, theirs = focused.over(key, group)[state], whole.group(key, S, group)
            assert np.array_equal(mine, theirs, equal_nan=True)
            slopes = focused_slopes(focused, key, group)
            one = driver_slopes(whole, key, S, group)
            for driver, slope in zip(found.drivers, slopes[:, state], strict=True):
                if driver in one.drivers:
                    expected = one.slopes[one.drivers.index(driver)]
                    np.testing.assert_allclose(slope, expected, rtol=1e-9, atol=1e-9)
                else:
                    assert not slope.any()


@thorough
@given(plans(), st.sampled_from(KEYS))
def test_that_a_focus_starts_where_its_scenario_stands(plan: Plan, key: str) -> None:
    values = evaluate_plan(plan)
    group = plan.calendar.groups(plan.calendar.period)[-1]
    found = focus(values, S, [(key, group)], plan.kpis)
    focused = found.work_out(found.start[:, None, :])
    mine, theirs = focused.over(key, group)[0], values.group(key, S, group)
    assert np.array_equal(mine, theirs, equal_nan=True)
    assert np.array_equal(focused.of(key)[0], values.of(key, S), equal_nan=True)
    assert BASE in values.scenarios
