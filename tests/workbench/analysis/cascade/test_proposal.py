"""A proposal says of every driver and function what the cascade asks of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from examples.shop import ARPU, CONVERSION, COSTS, LEADS, MARKETING, PROFIT, SALES, STRETCH, shop

from models.calendar import Span
from models.edits.drivers import set_values
from models.keys import KpiKey
from models.kpi import Bounds
from models.plan import Plan
from workbench.analysis.cascade.answer import Rule, cascade
from workbench.analysis.cascade.edit import kept, with_bounds
from workbench.analysis.cascade.proposal import DriverLine, propose
from workbench.analysis.cascade.room import Why
from workbench.results import results_of


@pytest.mark.parametrize("rule", Rule)
def test_that_a_proposal_is_the_cascade_and_functions_carry_all_of_it(rule: Rule) -> None:
    plan = shop()
    quarter = plan.calendar.groups(Span.QUARTER)[2]
    values = results_of(plan).values
    target = 1.05 * values.group(PROFIT, STRETCH, quarter)
    found = cascade(plan, values, PROFIT, target, scenario=STRETCH, group=quarter, rule=rule)
    proposal = propose(plan, values, PROFIT, target, scenario=STRETCH, group=quarter, rule=rule)
    assert proposal.found.changes == found.changes
    assert [line.driver for line in proposal.lines] == [LEADS, CONVERSION, ARPU, COSTS]
    moved = {line.driver: (line.before, line.after) for line in proposal.lines}
    assert all(moved[each.driver] == (each.before, each.after) for each in found.changes)
    # Half of the costs is nobody's: told last.
    assert [load.function for load in proposal.loads] == [MARKETING, SALES, None]
    carried = sum(load.amount for load in proposal.loads)
    assert carried == pytest.approx(found.reached - found.before, rel=1e-9)
    after, _ = kept(plan, proposal.found, {}, "Higher")
    key = after.scenarios.order[-1]
    assert results_of(after).values.group(PROFIT, key, quarter) == pytest.approx(target)


def test_that_bounds_are_those_of_the_draft_and_nothing_moves_past_them() -> None:
    plan = shop()
    values = results_of(plan).values
    bounds = {
        LEADS: Bounds(locked=True),
        ARPU: Bounds(most=31.0),
        CONVERSION: Bounds(locked=True),
        COSTS: Bounds(locked=True),
    }
    draft, _ = with_bounds(plan, bounds)
    lines = {line.driver: line for line in propose(draft, values, PROFIT, 9e9).lines}
    assert lines[ARPU].after == pytest.approx(31.0)
    assert {key: line.why for key, line in lines.items()} == {
        LEADS: Why.LOCKED,
        CONVERSION: Why.LOCKED,
        ARPU: Why.MOST,
        COSTS: Why.LOCKED,
    }


def test_that_a_driver_at_0_needs_a_stretch_in_its_own_unit() -> None:
    plan, _ = set_values(shop(), {(COSTS, 0): 0.0})
    lines = _lines(plan)
    assert lines[COSTS].shifts
    assert lines[COSTS].stretch is None
    assert lines[COSTS].why is Why.NO_STRETCH
    assert lines[LEADS].stretch == pytest.approx(0.1)
    costs = replace(plan.kpis[COSTS], bounds=Bounds(stretch=5000.0))
    lines = _lines(replace(plan, kpis=plan.kpis.replacing(costs)))
    assert (lines[COSTS].stretch, lines[COSTS].why) == (5000.0, None)


def _lines(plan: Plan) -> dict[KpiKey, DriverLine]:
    values = results_of(plan).values
    return {line.driver: line for line in propose(plan, values, PROFIT, 4e6).lines}
