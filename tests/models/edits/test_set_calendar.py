"""Figures stay with their months while the calendar moves under them."""

from __future__ import annotations

import math
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from immutables import Map

from models.calendar import Calendar, Month, Span
from models.edits.settings import set_calendar
from models.keys import KpiKey, LeverKey, ScenarioKey
from models.kpi import Kpi, TimeRule
from models.plan import Plan
from models.scenario import Lever, Override, Scenario
from models.table import Table

Figures = tuple[float | None, ...]
figures = st.lists(st.one_of(st.none(), st.integers(1, 9).map(float)), max_size=8).map(tuple)
KEY = KpiKey("leads")


def plan_of(history: Figures, values: Figures, rule: TimeRule, period: Span) -> Plan:
    kpi = Kpi(KEY, "Leads", values=values, history=history, time=rule)
    override = Override(values, tuple(values[:2]))
    return Plan(
        "p",
        Calendar(Month(2027, 1), period, 6),
        kpis=Table([kpi]),
        scenarios=Table([Scenario(ScenarioKey("s"), "S", Map({KEY: override}))]),
        levers=Table([Lever(LeverKey("l"), "L", start=2)]),
    )


def by_month(plan: Plan) -> dict[int, float]:
    """Return the figure of each month in which a period starts."""
    kpi = plan.kpis[KEY]
    start, step = plan.calendar.first_month.ordinal, plan.calendar.period.months
    return {
        start + (index - len(kpi.history)) * step: figure
        for index, figure in enumerate((*kpi.history, *kpi.values))
        if figure is not None
    }


@settings(deadline=None)
@given(figures, figures, st.sampled_from(TimeRule), st.integers(-30, 30), st.integers(1, 20))
def test_that_a_figure_keeps_its_month_and_comes_back(
    history: Figures, values: Figures, rule: TimeRule, shift: int, count: int
) -> None:
    before = plan_of(history, values, rule, Span.MONTH)
    calendar = before.calendar
    moved = replace(calendar, first_month=calendar.first_month.plus(shift), count=count)
    there, _ = set_calendar(before, moved)
    assert by_month(there) == by_month(before)
    back, _ = set_calendar(there, calendar)
    assert by_month(back) == by_month(before)
    assert stripped(back.kpis[KEY].values) == stripped(values)


def stripped(values: Figures) -> Figures:
    listed = list(values)
    while listed and listed[-1] is None:
        listed.pop()
    return tuple(listed)


@settings(deadline=None)
@given(
    st.lists(st.integers(1, 9).map(float), min_size=4, max_size=4).map(tuple),
    st.sampled_from([TimeRule.SUM, TimeRule.LAST, TimeRule.MEAN]),
)
def test_that_longer_periods_gather_what_shorter_ones_shared(
    values: Figures, rule: TimeRule
) -> None:
    before = plan_of((), values, rule, Span.QUARTER)
    months = replace(before.calendar, period=Span.MONTH, count=12)
    there, _ = set_calendar(before, months)
    split = there.kpis[KEY].values
    assert len(split) == 12
    for quarter, figure in enumerate(values):
        part = [each or 0.0 for each in split[3 * quarter : 3 * quarter + 3]]
        assert figure is not None
        if rule is TimeRule.SUM:
            assert math.isclose(sum(part), figure)
        else:
            assert part == [figure] * 3
    back, _ = set_calendar(there, before.calendar)
    pairs = zip(back.kpis[KEY].values, values, strict=True)
    assert all(math.isclose(one or 0.0, other or 0.0) for one, other in pairs)


def test_that_a_lever_starts_in_the_same_month_and_a_scenario_keeps_its_figures() -> None:
    before = plan_of((), (1.0, 2.0, 3.0), TimeRule.SUM, Span.MONTH)
    earlier = replace(before.calendar, first_month=Month(2026, 11))
    after, changes = set_calendar(before, earlier)
    assert after.levers[LeverKey("l")].start == 4
    override = after.scenarios[ScenarioKey("s")].overrides[KEY]
    assert override == Override((None, None, 1.0, 2.0, 3.0), (None, None, 1.0, 2.0))
    assert changes.settings == {"calendar"}
    assert changes.structure
