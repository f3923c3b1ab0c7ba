"""What holds for every bridge, over drawn plans and against naive oracles."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from models.calendar import Group, Month, Span
from models.keys import BASE, KpiKey
from models.plan import Plan
from models.table import Table
from tests.workbench.analysis.bridge.drawn_bridges import (
    AFTER,
    JUMPING,
    KINKED,
    PERIODS,
    ROUNDED,
    SMOOTH,
    TIMED,
    bridged_plans,
)
from tests.workbench.engine.naive import Naive
from workbench.analysis.bridge.bridging import Bridge, Method, Question, State, StateKind, bridge
from workbench.analysis.bridge.faults import BridgeError, BridgeFault
from workbench.engine.evaluate import evaluate_plan

thorough = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
ALL = Group(Span.YEAR, Month(2027, 10), tuple(range(PERIODS)), False, 1, 2028)
FIRST, LAST = State(StateKind.SCENARIO, BASE), State(StateKind.SCENARIO, AFTER)
TOP = KpiKey("top")


def bridged(
    plan: Plan,
    method: Method = Method.AUMANN_SHAPLEY,
    *,
    backwards: bool = False,
) -> Bridge:
    """Bridge ``top``; a plan without value at an end, or with a pole, is drawn again."""
    ends = (LAST, FIRST) if backwards else (FIRST, LAST)
    try:
        return bridge(evaluate_plan(plan), Question(TOP, *ends, method, group=ALL))
    except BridgeError as error:
        assume(error.fault not in {BridgeFault.NO_VALUE, BridgeFault.NO_VALUE_BETWEEN})
        raise


def parts(found: Bridge) -> dict[str, float]:
    return {f"{player.kind}:{player.key}": part for player, part in found.parts.items()}


def size_of(found: Bridge) -> float:
    amounts = [abs(part.amount) for part in found.drivers]
    return max(1.0, abs(found.before), abs(found.after), *amounts)


@thorough
@given(bridged_plans(SMOOTH, TIMED, KINKED, JUMPING, ROUNDED))
def test_that_parts_sum_to_the_change_and_what_stays_gets_nothing(plan: Plan) -> None:
    found = bridged(plan)
    total = math.fsum(part.amount for part in found.drivers)
    assert abs(total - found.change) <= 1e-9 * size_of(found)
    naive = [Naive(plan, scenario).group("top", ALL) for scenario in (BASE, AFTER)]
    assert found.before == pytest.approx(naive[0], rel=1e-9, abs=1e-9)
    assert found.after == pytest.approx(naive[1], rel=1e-9, abs=1e-9)
    changed = set(plan.scenarios[AFTER].overrides)
    assert {part.owner.kpi for part in found.drivers} <= {*changed, TOP}


@thorough
@given(bridged_plans(SMOOTH, TIMED, KINKED, JUMPING, ROUNDED))
def test_that_exchanging_the_ends_flips_every_sign(plan: Plan) -> None:
    there, back = bridged(plan), bridged(plan, backwards=True)
    assert there.method is back.method
    one, other = parts(there), parts(back)
    for key in {*one, *other}:
        assert abs(one.get(key, 0.0) + other.get(key, 0.0)) <= 1e-7 * size_of(there)


@thorough
@given(bridged_plans(SMOOTH, TIMED, KINKED, JUMPING), st.randoms(use_true_random=False))
def test_that_the_order_of_the_plan_does_not_matter(plan: Plan, draw: object) -> None:
    rows = list(plan.kpis.values())
    draw.shuffle(rows)  # type: ignore[attr-defined]
    one, other = bridged(plan), bridged(replace(plan, kpis=Table(rows)))
    left, right = parts(one), parts(other)
    for key in {*left, *right}:
        assert abs(left.get(key, 0.0) - right.get(key, 0.0)) <= 1e-7 * size_of(one)


def moved_to(plan: Plan, steps: dict[str, float]) -> Plan:
    """Return the plan with each driver so far on its way."""
    kpis = plan.kpis
    for key, override in plan.scenarios[AFTER].overrides.items():
        step, kpi = steps.get(key, 0.0), plan.kpis[key]
        pairs = zip(kpi.values, override.values, strict=True)
        values = tuple(a + step * (b - a) for a, b in pairs)
        kpis = kpis.replacing(replace(kpi, values=values))
    return replace(plan, kpis=kpis)


def naive_at(plan: Plan, steps: dict[str, float]) -> float:
    found = Naive(moved_to(plan, steps)).group("top", ALL)
    assume(found is not None)
    assert found is not None
    return found


@settings(thorough, max_examples=15)
@given(bridged_plans(SMOOTH, TIMED, KINKED))
def test_that_parts_are_what_a_dense_walk_adds_up(plan: Plan) -> None:
    """Walk in small straight steps, moving one driver ahead and behind at each."""
    found = bridged(plan)
    assume(not found.fell_back)
    changed = list(plan.scenarios[AFTER].overrides)
    count, ahead = 100, 1e-5
    sums = dict.fromkeys(changed, 0.0)
    for number in range(count):
        middle = (number + 0.5) / count
        for key in changed:
            here = dict.fromkeys(changed, middle)
            gain = naive_at(plan, {**here, key: middle + ahead})
            gain -= naive_at(plan, {**here, key: middle - ahead})
            sums[key] += gain / (2 * ahead) / count
    # A kink within a step is up to half a step away from where the walk sees it.
    close = 0.03 * size_of(found)
    amounts = {part.owner.kpi: part.amount for part in found.drivers}
    for key in changed:
        assert abs(amounts.get(key, 0.0) - sums[key]) <= close


@settings(thorough, max_examples=15)
@given(bridged_plans(SMOOTH, TIMED, KINKED, JUMPING, ROUNDED))
def test_that_shapleys_parts_are_the_mean_over_all_orders(plan: Plan) -> None:
    found = bridged(plan, Method.SHAPLEY)
    changed = list(plan.scenarios[AFTER].overrides)
    assume(len(changed) <= 3)
    sums = dict.fromkeys(changed, 0.0)
    orders = list(itertools.permutations(changed))
    for order in orders:
        steps: dict[str, float] = {}
        before = naive_at(plan, steps)
        for key in order:
            steps = {**steps, key: 1.0}
            after = naive_at(plan, steps)
            sums[key] += (after - before) / len(orders)
            before = after
    amounts = {part.owner.kpi: part.amount for part in found.drivers}
    for key in changed:
        assert amounts.get(key, 0.0) == pytest.approx(
            sums[key], abs=1e-9 * size_of(found), rel=1e-9
        )


@thorough
@given(bridged_plans(SMOOTH, TIMED), st.sampled_from([Method.SEQUENTIAL, Method.PROPORTIONAL]))
def test_that_the_other_methods_sum_to_the_change_too(plan: Plan, method: Method) -> None:
    try:
        found = bridged(plan, method)
    except BridgeError as error:
        assume(error.fault is not BridgeFault.SLOPES_CANCEL)
        raise
    total = math.fsum(part.amount for part in found.drivers)
    assert abs(total - found.change) <= 1e-9 * size_of(found)


PRODUCTS = ("{x} * {y}", "{x} * {y} - {z}", "avg({x}, {y}, {z})", "{x} + {y}")


@thorough
@given(bridged_plans(PRODUCTS), st.integers(0, PERIODS - 1))
def test_that_where_whole_players_are_multiplied_once_both_values_agree(
    plan: Plan, period: int
) -> None:
    """Multilinear in whole players: one period, and no driver times itself."""
    one = replace(ALL, periods=(period,))
    square = Question(TOP, FIRST, LAST, group=one)
    values = evaluate_plan(plan)
    straight = bridge(values, square)
    averaged = bridge(values, replace(square, method=Method.SHAPLEY))
    for key in plan.scenarios[AFTER].overrides:
        here = naive_over(plan, {key: 0.0}, one) + naive_over(plan, {key: 1.0}, one)
        assume(abs(here - 2 * naive_over(plan, {key: 0.5}, one)) <= 1e-9 * abs(here))
        rest = dict.fromkeys(plan.scenarios[AFTER].overrides, 1.0)
        ends = [naive_over(plan, {**rest, key: step}, one) for step in (0.0, 0.5, 1.0)]
        assume(abs(ends[0] + ends[2] - 2 * ends[1]) <= 1e-9 * abs(ends[2]) + 1e-12)
    assert parts(straight) == pytest.approx(parts(averaged), rel=1e-9, abs=1e-9 * size_of(straight))


def naive_over(plan: Plan, steps: dict[str, float], group: Group) -> float:
    found = Naive(moved_to(plan, steps)).group("top", group)
    assert found is not None
    return found
