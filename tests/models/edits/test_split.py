"""Splitting a KPI by a dimension: every figure that there was stays as it was."""

from __future__ import annotations

import numpy as np
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from strategies import splittable
from strategies.splittable import CHANNEL, REGION

from models.calendar import Span
from models.changes import EditError
from models.edits.split import split_by_dimension
from models.keys import KpiKey, MemberKey
from models.plan import Plan
from workbench.engine.evaluate import evaluate_plan

slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def assert_same_figures(before: Plan, after: Plan) -> None:
    """Compare every KPI of ``before`` in all scenarios, periods and groups."""
    old, new = evaluate_plan(before), evaluate_plan(after)
    for key, kpi in before.kpis.items():
        for scenario in old.scenarios:
            there = old.of(key, scenario)
            near = 1e-9 * float(np.nanmax(np.abs(there), initial=0.0))
            np.testing.assert_allclose(
                new.of(key, scenario), there, rtol=1e-9, atol=near, err_msg=f"{key} {kpi.formula}"
            )
        for span in (Span.QUARTER, Span.HALF_YEAR):
            for group in before.calendar.groups(span):
                np.testing.assert_allclose(
                    new.over(key, group),
                    old.over(key, group),
                    rtol=1e-9,
                    atol=1e-9,
                    err_msg=f"{key} {kpi.formula} {kpi.time}",
                )


# Shrinking takes minutes, and the formula that failed is named anyway.
@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=slow,
    phases=[Phase.reuse, Phase.generate],
)
@given(st.data(), splittable.plans())
def test_that_a_split_leaves_every_figure_or_is_refused(data: st.DataObject, plan: Plan) -> None:
    key = data.draw(st.sampled_from(list(plan.kpis)))
    shares = data.draw(splittable.shares(plan))
    own = data.draw(
        st.sampled_from([{}, {}, {KpiKey("leads"): data.draw(splittable.shares(plan))}])
    )
    try:
        after, changes = split_by_dimension(plan, key, REGION, shares, own_shares=own)
    except EditError:
        return
    assert key in changes.kpis or plan.kpis[key].formula
    assert_same_figures(plan, after)
    again = data.draw(st.sampled_from(list(after.kpis)))
    channels = {MemberKey("web"): 0.3, MemberKey("store"): 0.7}
    try:
        twice, _ = split_by_dimension(after, again, CHANNEL, channels)
    except EditError:
        return
    assert_same_figures(after, twice)
