"""The states of a bridge: actuals, groups of periods, and figures that are missing."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from examples.shop import CLIENTS, CONVERSION, COSTS, LEADS, PROFIT, REVENUE, STRETCH, sound_shop
from hypothesis import HealthCheck, assume, given, settings

from models.actuals import Actual
from models.calendar import Calendar, Group, Month, Span
from models.keys import BASE, KpiKey
from models.kpi import Kpi, TimeRule
from models.plan import Plan
from models.table import Table
from tests.workbench.analysis.bridge.drawn_bridges import (
    JUMPING,
    KINKED,
    PERIODS,
    SMOOTH,
    TIMED,
    bridged_plans,
)
from workbench.analysis.bridge.bridging import Method, Question, State, StateKind, bridge
from workbench.analysis.bridge.faults import BridgeError, BridgeFault
from workbench.analysis.bridge.track import PlayerKind
from workbench.bridge_words import refusal_sentence
from workbench.engine.evaluate import evaluate_plan
from workbench.language import language

BEFORE, ACTUALS = State(StateKind.SCENARIO, BASE), State(StateKind.ACTUALS)
thorough = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def with_actuals(*rows: Actual) -> Plan:
    return replace(sound_shop(), actuals=Table(rows))


def test_that_actual_drivers_replace_those_of_the_plan_where_they_are_known() -> None:
    plan = with_actuals(Actual(LEADS, (8000.0, None, 9500.0)))
    found = bridge(evaluate_plan(plan), Question(PROFIT, BEFORE, ACTUALS))
    # A lead of period p pays 0.1 × 30 in each period from p on.
    expected = 0.1 * 30 * (-1000.0 * 12 + 500.0 * 10)
    assert found.change == pytest.approx(expected)
    assert [part.owner.kpi for part in found.drivers] == [LEADS]
    assert set(found.without_actuals) == {CONVERSION, "arpu", COSTS}


def test_that_an_actual_formula_kpi_leaves_a_part_that_drivers_do_not_explain() -> None:
    plan = with_actuals(Actual(LEADS, (8000.0,) * 12), Actual(CLIENTS, (20_500.0, 21_500.0)))
    found = bridge(evaluate_plan(plan), Question(PROFIT, BEFORE, ACTUALS))
    kinds = {player.kind: amount for player, amount in found.parts.items()}
    # 800 instead of 900 new clients a month: 100 fewer from each period on.
    assert kinds[PlayerKind.DRIVER] == pytest.approx(-100.0 * 30 * sum(range(1, 13)))
    # By formula 20,800 and then, from the actual 20,500, 21,300: 300 fewer, 200 more.
    assert kinds[PlayerKind.UNEXPLAINED] == pytest.approx(30 * (-300.0 * 12 + 200.0 * 11))
    clients = [20_500.0, 21_500.0]
    clients += [21_500.0 + 800.0 * month for month in range(1, 11)]
    assert found.after == pytest.approx(30 * sum(clients) - 6e6)
    (unexplained,) = [p for p in found.parts if p.kind is PlayerKind.UNEXPLAINED]
    assert unexplained.key == CLIENTS


def test_that_actuals_may_be_the_start_as_well() -> None:
    plan = with_actuals(Actual(LEADS, (8000.0,) * 12), Actual(REVENUE, (700_000.0,)))
    values = evaluate_plan(plan)
    there = bridge(values, Question(PROFIT, BEFORE, ACTUALS))
    back = bridge(values, Question(PROFIT, ACTUALS, BEFORE))
    assert back.before == pytest.approx(there.after)
    assert back.parts == pytest.approx({who: -part for who, part in there.parts.items()})


def test_that_what_runs_on_from_before_a_quarter_is_carried_in() -> None:
    plan = sound_shop()
    first, second, *_ = plan.calendar.groups(Span.QUARTER)
    values = evaluate_plan(plan)
    ends = [State(StateKind.GROUP, group=group) for group in (first, second)]
    found = bridge(values, Question(PROFIT, ends[0], ends[1]))
    assert found.before == pytest.approx(values.group(PROFIT, BASE, first))
    assert found.after == pytest.approx(values.group(PROFIT, BASE, second))
    # Drivers are the same in both; 2,700 clients more begin the second quarter.
    ((player, amount),) = found.parts.items()
    assert (player.kind, player.key) == (PlayerKind.CARRIED_IN, CLIENTS)
    assert amount == pytest.approx(2700.0 * 3 * 30)


@thorough
@given(bridged_plans(SMOOTH, TIMED, KINKED, JUMPING))
def test_that_a_group_within_a_window_is_what_it_is_in_the_plan(plan: Plan) -> None:
    """One period against another, of any formula over time."""
    count = PERIODS - 1
    groups = [
        Group(Span.YEAR, Month(2027, 10), tuple(range(start, start + count)), True, 1, 2028)
        for start in (0, 1)
    ]
    plan = replace(plan, calendar=Calendar(Month(2027, 2), count=PERIODS, fiscal_start=2))
    values = evaluate_plan(plan)
    ends = [State(StateKind.GROUP, group=group) for group in groups]
    try:
        found = bridge(values, Question(KpiKey("top"), ends[0], ends[1]))
    except BridgeError as error:
        assume(error.fault is not BridgeFault.NO_VALUE)
        raise
    for figure, group in zip((found.before, found.after), groups, strict=True):
        assert figure == pytest.approx(values.group("top", BASE, group), rel=1e-9, abs=1e-9)
    size = max(1.0, abs(found.before), abs(found.after), *map(abs, found.amounts), 0.0)
    assert abs(math.fsum(found.amounts) - found.change) <= 1e-9 * size


def refused(plan: Plan, question: Question) -> BridgeError:
    with pytest.raises(BridgeError) as raised:
        bridge(evaluate_plan(plan), question)
    return raised.value


def test_that_an_end_without_value_is_refused_with_where_that_begins() -> None:
    plan = sound_shop()
    short = replace(plan.kpis[LEADS], values=(9000.0,) * 3)
    plan = replace(plan, kpis=plan.kpis.replacing(short))
    error = refused(plan, Question(PROFIT, BEFORE, State(StateKind.SCENARIO, STRETCH)))
    assert error.fault is BridgeFault.NO_VALUE
    said = refusal_sentence(error, plan, language("en"))
    assert said == (
        "There is no bridge without a value at both ends. “Leads” has no figure for "
        "Apr\u00a02027: type it."
    )


def test_that_questions_without_answer_are_refused() -> None:
    plan = sound_shop()
    year, quarter = (plan.calendar.groups(span)[0] for span in (Span.YEAR, Span.QUARTER))
    asked = Question(PROFIT, BEFORE, ACTUALS)
    groups = (State(StateKind.GROUP, group=year), State(StateKind.GROUP, group=quarter))
    cases = {
        BridgeFault.NO_ACTUALS: asked,
        BridgeFault.BOTH_ALIKE: Question(PROFIT, ACTUALS, ACTUALS),
        BridgeFault.UNKNOWN_KPI: replace(asked, kpi=KpiKey("gone")),
        BridgeFault.DIFFERENT_SPANS: Question(PROFIT, *groups),
        BridgeFault.NOT_COMPARABLE: Question(PROFIT, BEFORE, groups[0]),
        BridgeFault.NOT_A_PRODUCT: Question(
            PROFIT, BEFORE, State(StateKind.SCENARIO, STRETCH), Method.LMDI
        ),
        BridgeFault.UNKNOWN_PLAYER: Question(
            PROFIT,
            BEFORE,
            State(StateKind.SCENARIO, STRETCH),
            Method.SEQUENTIAL,
            order=(KpiKey("gone"),),
        ),
    }
    for fault, question in cases.items():
        error = refused(plan, question)
        assert error.fault is fault
        for code in ("en", "fr"):
            assert "{" not in refusal_sentence(error, plan, language(code))


def two_state_plan(formula: str, *, count: int, rule: TimeRule = TimeRule.SUM) -> Plan:
    """Return a plan of one actual: x0 from 1 to 3, y and the others from 1 to 2."""
    keys = ["x", *(f"y{number}" for number in range(count))]
    ends = {key: (-1.0, 1.0) if key == "x" else (1.0, 2.0) for key in keys}
    return Plan(
        "Poles",
        Calendar(Month(2027, 1), Span.YEAR, 1),
        kpis=Table(
            [
                Kpi(KpiKey("top"), "Top", formula=formula, time=rule),
                *(Kpi(KpiKey(key), key, values=(ends[key][0],)) for key in keys),
            ]
        ),
        actuals=Table([Actual(KpiKey(key), (ends[key][1],)) for key in keys]),
    )


@pytest.mark.parametrize("rule", [TimeRule.SUM, TimeRule.FORMULA])
@pytest.mark.parametrize(
    "formula", ["y0 / x", "y0 / x ^ 2", "ln(x ^ 2) + y0", "sqrt(x ^ 2 - 0.5) + y0"]
)
def test_that_a_pole_on_the_way_falls_back_to_shapley_and_says_so(
    formula: str, rule: TimeRule
) -> None:
    plan = two_state_plan(formula, count=1, rule=rule)
    found = bridge(evaluate_plan(plan), Question(KpiKey("top"), BEFORE, ACTUALS))
    assert found.fell_back
    assert found.method is Method.SHAPLEY
    assert math.fsum(found.amounts) == pytest.approx(found.change)


def test_that_a_pole_among_many_players_is_refused() -> None:
    added = " + ".join(f"y{number}" for number in range(12))
    plan = two_state_plan(f"({added}) / x", count=12)
    error = refused(plan, Question(KpiKey("top"), BEFORE, ACTUALS))
    assert error.fault is BridgeFault.NOT_INTEGRABLE
    assert error.details["count"] == 13


def test_that_a_root_from_nothing_is_no_pole() -> None:
    """The slope of a root at 0 is beyond all figures, and yet adds up to something."""
    plan = two_state_plan("sqrt(x + 1) * y0", count=1)
    found = bridge(evaluate_plan(plan), Question(KpiKey("top"), BEFORE, ACTUALS))
    assert not found.fell_back
    # ∫ 2·½·(2s)^-½·(1 + s) ds and ∫ √(2s) ds.
    x, y = found.amounts
    assert y == pytest.approx(math.sqrt(2.0) * 2 / 3, rel=1e-7)
    assert x == pytest.approx(2 * math.sqrt(2.0) - math.sqrt(2.0) * 2 / 3, rel=1e-7)


def test_that_a_jump_is_shared_by_how_much_each_moves_its_condition() -> None:
    """x rises by 2 and y0 by 1, so that two thirds of what the condition brings are x's."""
    plan = two_state_plan("if(x + y0 > 1, 100, 10)", count=1)
    found = bridge(evaluate_plan(plan), Question(KpiKey("top"), BEFORE, ACTUALS))
    assert found.amounts == pytest.approx((60.0, 30.0))


def test_that_jumps_at_one_step_are_shared_each_by_its_own_condition() -> None:
    """Both conditions are crossed half-way: 100 by x, 30 by y0."""
    plan = two_state_plan("if(x > 0, 100, 0) + 30 * (y0 > 1.5)", count=1)
    found = bridge(evaluate_plan(plan), Question(KpiKey("top"), BEFORE, ACTUALS))
    assert found.amounts == pytest.approx((100.0, 30.0))


def test_that_rounding_is_a_part_of_its_own() -> None:
    plan = two_state_plan("round(x * 2.3) + y0", count=1)
    found = bridge(evaluate_plan(plan), Question(KpiKey("top"), BEFORE, ACTUALS))
    assert found.amounts == pytest.approx((4.6, 1.0, -0.6))
    assert found.rounding == pytest.approx(-0.6)
