"""What a scenario gives the parts of a scorecard, and the targets that are taken from it."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal

import pytest
from examples.shop import CLIENTS, DESIGN, LEAD, LEADS, PROFIT, SELLER, STRETCH, shop

from models.calendar import Span
from models.edits.cards import set_pools
from models.edits.drivers import set_value
from models.edits.scorecards import put_measure
from models.keys import BASE, KpiKey, MeasureKey
from models.kpi import TimeRule
from models.plan import Plan
from models.scorecard import (
    Curve,
    CurveBasis,
    CurvePoint,
    Gate,
    GateSide,
    Measure,
    Modifier,
    Pool,
    PoolKind,
)
from workbench.analysis.card_state import form_now, gate_state, modifier_factor, pool_state
from workbench.analysis.card_targets import (
    read_over,
    scenario_targets,
    take_targets,
    year_target,
)
from workbench.engine.values import Values
from workbench.results import results_of


def values_of(plan: Plan) -> Values:
    return results_of(plan).values


def measure(plan: Plan, key: str, position: object = LEAD) -> Measure:
    card = plan.designs[DESIGN].scorecards[position]
    return next(each for each in card.measures if each.key == key)


def test_that_a_gate_is_open_where_it_holds_in_each_group_and_exactly_at_its_value() -> None:
    plan = shop()
    values = values_of(plan)
    exactly = Gate(LEADS, GateSide.AT_LEAST, 27_000.0, Span.QUARTER)
    state = gate_state(plan, values, BASE, exactly)
    assert state.open is True
    assert [reading.value for reading in state.readings] == [27_000.0] * 4
    assert gate_state(plan, values, BASE, replace(exactly, side=GateSide.AT_MOST)).open is True
    plan, _ = set_value(plan, LEADS, 11, 8_999.0)
    state = gate_state(plan, values_of(plan), BASE, exactly)
    assert [reading.open for reading in state.readings] == [True, True, True, False]
    assert state.open is False
    gone = replace(exactly, kpi=KpiKey("gone"))
    assert gate_state(plan, values, BASE, gone).open is None


def test_that_both_forms_speak_of_the_payouts_that_the_engine_pays() -> None:
    plan = shop()
    results = results_of(plan)
    now = form_now(plan, results.values, DESIGN, LEAD, STRETCH)
    paid = next(each for each in results.payouts[STRETCH].people if each.position == LEAD)
    assert now.added == pytest.approx(paid.score)
    rates = [each.payout_rate for each in paid.measures]
    assert [term.payout for term in now.terms] == rates
    assert None not in rates
    assert now.multiplied == pytest.approx(math.prod(rate or 0.0 for rate in rates))


def test_that_a_modifier_reads_its_curve_over_the_year() -> None:
    plan = shop()
    curve = Curve(basis=CurveBasis.VALUE, points=(CurvePoint(0, 0.8), CurvePoint(216_000, 1.2)))
    modifier = Modifier("volume", "Volume", LEADS, curve)
    result, factor = modifier_factor(plan, values_of(plan), BASE, modifier)
    assert (result, factor) == (108_000.0, pytest.approx(1.0))
    typed = modifier_factor(plan, values_of(plan), BASE, Modifier("attitude", "Attitude"))
    assert all(math.isnan(each) for each in typed)


@pytest.mark.parametrize("kind", PoolKind)
def test_that_a_pool_tells_claims_and_factor_as_the_engine_pays(kind: PoolKind) -> None:
    plan = shop()
    plan, _ = set_pools(plan, DESIGN, (Pool(kind, 5_000.0, positions=(SELLER,)),))
    state = pool_state(plan, values_of(plan), DESIGN, 0, BASE)
    people = results_of(plan).payouts[BASE].people
    sellers = [each for each in people if each.position == SELLER]
    assert state.members == 2
    assert state.paid == sum((each.payout or Decimal(0) for each in sellers), Decimal(0))
    assert state.claims
    assert state.factor == pytest.approx(sellers[0].funding, abs=1e-5)


def test_that_targets_are_taken_from_a_scenario_and_pay_there_exactly_what_they_promise() -> None:
    plan = shop()
    values = values_of(plan)
    changes = scenario_targets(plan, values, plan.designs[DESIGN].scorecards[LEAD], STRETCH)
    assert {change.kpi for change in changes} == {PROFIT, LEADS}
    assert next(each.before for each in changes if each.kpi == LEADS) == 108_000.0
    after, _ = take_targets(plan, DESIGN, LEAD, changes)
    assert measure(after, "leads").targets == (pytest.approx(113_400.0),)
    now = form_now(after, values_of(after), DESIGN, LEAD, STRETCH)
    assert [term.payout for term in now.terms] == pytest.approx([1.0, 1.0, 1.0])


def test_that_the_target_of_a_year_is_shared_out_by_the_season_and_back() -> None:
    plan = shop()
    for period in range(3):
        plan, _ = set_value(plan, LEADS, period, 18_000.0)
    values = values_of(plan)
    quarterly = read_over(plan, values, measure(plan, "leads"), Span.QUARTER)
    assert quarterly.targets == pytest.approx((43_200.0, 21_600.0, 21_600.0, 21_600.0))
    again = read_over(plan, values, quarterly, Span.YEAR)
    assert again.targets == pytest.approx((108_000.0,))
    # A stock ends at its target.
    stock = read_over(plan, values, measure(plan, "clients", SELLER), Span.QUARTER)
    assert plan.kpis[CLIENTS].time is TimeRule.LAST
    assert stock.targets[-1] == pytest.approx(31_000.0)
    assert all(a < b for a, b in zip(stock.targets, stock.targets[1:], strict=False))
    short = replace(quarterly, targets=quarterly.targets[:3])
    assert year_target(plan, short) is None
    assert read_over(plan, values, short, Span.YEAR).targets == ()
    after, _ = put_measure(plan, DESIGN, LEAD, quarterly)
    assert measure(after, MeasureKey("leads")) == quarterly
