"""A figure typed for a group of periods is what the group then comes to."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from examples.shop import ARPU, CONVERSION, LEADS, STRETCH, shop
from hypothesis import given
from hypothesis import strategies as st

from models.calendar import Group, Span
from models.edits.drivers import follow_base
from models.keys import BASE, KpiKey, ScenarioKey
from models.kpi import TimeRule
from models.plan import Plan
from workbench.analysis.detachment import detachment
from workbench.analysis.group_value import set_group_value
from workbench.engine.evaluate import evaluate_plan

figures = st.floats(0.001, 1e6) | st.floats(-1e6, -0.001)
groups = st.sampled_from(
    [group for span in Span for group in shop().calendar.groups(span) if group.complete]
)
values = st.lists(st.none() | st.floats(0.1, 1e3), max_size=12).map(tuple)


def after_typing(
    plan: Plan, key: KpiKey, value: float | None, scenario: ScenarioKey, group: Group
) -> Plan:
    known = evaluate_plan(plan)
    return set_group_value(plan, known, key, value, scenario=scenario, group=group)[0]


@given(
    key=st.sampled_from([LEADS, CONVERSION, ARPU]),
    rule=st.sampled_from([TimeRule.SUM, TimeRule.LAST, TimeRule.MEAN]),
    before=values,
    value=figures,
    scenario=st.sampled_from([BASE, STRETCH]),
    group=groups,
)
def test_that_a_group_comes_to_what_was_typed(
    key: KpiKey,
    rule: TimeRule,
    before: tuple[float | None, ...],
    value: float,
    scenario: ScenarioKey,
    group: Group,
) -> None:
    plan = shop()
    driver = replace(plan.kpis[key], time=rule, values=before)
    plan = replace(plan, kpis=plan.kpis.replacing(driver))
    after = after_typing(plan, key, value, scenario, group)
    assert evaluate_plan(after).group(key, scenario, group) == pytest.approx(value, rel=1e-9)


def test_that_a_season_stays_when_its_year_is_typed() -> None:
    plan = shop()
    season = tuple(float(month) for month in range(1, 13))
    plan = replace(plan, kpis=plan.kpis.replacing(replace(plan.kpis[LEADS], values=season)))
    year = plan.calendar.groups(Span.YEAR)[0]
    after = after_typing(plan, LEADS, 780.0, BASE, year)
    assert after.kpis[LEADS].values == tuple(10 * each for each in season)


def test_that_the_season_of_a_rate_stays_while_nothing_weighs_it_yet() -> None:
    plan, year = shop(), shop().calendar.groups(Span.YEAR)[0]
    season = tuple(month / 100 for month in range(1, 13))
    rate = replace(plan.kpis[CONVERSION], values=season, time=TimeRule.WEIGHTED, weight_by=LEADS)
    count = replace(plan.kpis[LEADS], values=())
    plan = replace(plan, kpis=plan.kpis.replacing(rate).replacing(count))
    after = after_typing(plan, CONVERSION, 0.13, BASE, year)
    assert after.kpis[CONVERSION].values == pytest.approx([2 * value for value in season])
    # Where the rate itself lacks figures there is no season to keep.
    bare = replace(plan, kpis=plan.kpis.replacing(replace(rate, values=season[:5])))
    after = after_typing(bare, CONVERSION, 0.13, BASE, year)
    assert after.kpis[CONVERSION].values == (0.13,) * 12


def test_that_clearing_a_group_leaves_no_value_and_a_scenario_the_base() -> None:
    plan = shop()
    quarter = plan.calendar.groups(Span.QUARTER)[1]
    cleared = evaluate_plan(after_typing(plan, LEADS, None, BASE, quarter))
    assert math.isnan(cleared.group(LEADS, BASE, quarter))
    followed = evaluate_plan(after_typing(plan, LEADS, None, STRETCH, quarter))
    assert followed.group(LEADS, STRETCH, quarter) == followed.group(LEADS, BASE, quarter)


@given(group=groups, other=groups)
def test_that_a_scenario_is_detached_where_it_says_something_of_its_own(
    group: Group, other: Group
) -> None:
    plan = follow_base(shop(), STRETCH, LEADS, group.periods)[0]
    assert detachment(plan, STRETCH, LEADS, group.periods) is None
    left = set(other.periods) - set(group.periods)
    assert (detachment(plan, STRETCH, LEADS, other.periods) is not None) is bool(left)
    assert detachment(plan, BASE, LEADS, other.periods) is None
