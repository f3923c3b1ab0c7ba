"""Why a figure has no value, traced to where that begins."""

from __future__ import annotations

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.calendar import Calendar, Month, Span
from models.keys import BASE, KpiKey, ScenarioKey
from models.kpi import Kpi, TimeRule
from models.plan import Plan
from models.table import Table
from tests.workbench.engine.test_evaluate import plans
from workbench.analysis.reasons import Reason, ReasonCode, reason_sentence, why_not
from workbench.engine.evaluate import evaluate_plan
from workbench.language import language


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans(), st.sampled_from(Span), st.sampled_from([BASE, ScenarioKey("s")]))
def test_that_there_is_a_reason_exactly_where_there_is_no_value(
    plan: Plan, span: Span, scenario: ScenarioKey
) -> None:
    values = evaluate_plan(plan)
    for group in plan.calendar.groups(span):
        for key in plan.kpis:
            reason = why_not(plan, values, key, scenario, group)
            assert (reason is None) == math.isfinite(values.group(key, scenario, group))
            if reason is None:
                continue
            if reason.code is ReasonCode.NO_FIGURE:
                assert plan.kpis[reason.kpi].is_driver
                assert math.isnan(values.of(reason.kpi, scenario)[reason.period or 0])
            for code in ("en", "fr"):
                assert reason_sentence(reason, plan, language(code))


def reason_of(*kpis: Kpi, key: str = "x", span: Span = Span.YEAR) -> Reason | None:
    plan = Plan("p", Calendar(Month(2027, 1)), kpis=Table(kpis))
    group = plan.calendar.groups(span)[0]
    return why_not(plan, evaluate_plan(plan), KpiKey(key), BASE, group)


def driver(key: str, *values: float | None, **more: object) -> Kpi:
    figures = values if len(values) > 1 else values * 12
    return Kpi(KpiKey(key), key, values=figures, **more)  # pyright: ignore[reportArgumentType]


def worked_out(key: str, formula: str, **more: object) -> Kpi:
    return Kpi(KpiKey(key), key, formula=formula, **more)  # pyright: ignore[reportArgumentType]


def test_that_a_missing_figure_is_found_through_formulas_and_time() -> None:
    leads = driver("leads", *[5.0] * 3, None, *[5.0] * 8)
    stock = worked_out("x", "prev(x, 0) + new * 2", time=TimeRule.LAST)
    new = worked_out("new", "if(leads > 0, leads, 1 / 0)")
    assert reason_of(leads, stock, new) == Reason(ReasonCode.NO_FIGURE, KpiKey("leads"), 3)


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("y / (y - 2)", Reason(ReasonCode.DIVISION_BY_ZERO, KpiKey("x"), 0)),
        ("0 ^ (0 - y)", Reason(ReasonCode.DIVISION_BY_ZERO, KpiKey("x"), 0)),
        ("sqrt(0 - y)", Reason(ReasonCode.ROOT, KpiKey("x"), 0)),
        ("(0 - y) ^ 0.5", Reason(ReasonCode.ROOT, KpiKey("x"), 0)),
        ("ln(y - 2)", Reason(ReasonCode.LOGARITHM, KpiKey("x"), 0)),
        ("0 ^ (y - 2)", Reason(ReasonCode.POWER, KpiKey("x"), 0)),
        ("exp(1000 * y)", Reason(ReasonCode.TOO_LARGE, KpiKey("x"), 0)),
        ("y + stranger", Reason(ReasonCode.UNKNOWN_KPI, KpiKey("x"), 0, "stranger")),
        ("y +", Reason(ReasonCode.UNREADABLE, KpiKey("x"))),
        ("x + 1", Reason(ReasonCode.CYCLE, KpiKey("x"))),
        ("lag(y, 2)", Reason(ReasonCode.BEFORE_THE_PLAN, KpiKey("x"), 0, "y")),
        ("if(y = 2, 1 / 0, y)", Reason(ReasonCode.DIVISION_BY_ZERO, KpiKey("x"), 0)),
        ("if(y = 3, 1 / 0, y)", None),
        ("spread(y, 1, 1)", None),
        ("to_convert(y, 1, 1, 1)", None),
        ("unconverted(y, 1 / 0, 1, 1)", Reason(ReasonCode.DIVISION_BY_ZERO, KpiKey("x"), 0)),
        ("to_convert(gone, 1, 1, 1)", Reason(ReasonCode.UNKNOWN_KPI, KpiKey("x"), 0, "gone")),
    ],
)
def test_that_the_operation_where_it_begins_is_named(formula: str, reason: Reason | None) -> None:
    assert reason_of(driver("y", 2.0), worked_out("x", formula)) == reason


def test_that_weights_and_grouped_formulas_have_reasons_of_their_own() -> None:
    weights = driver("w", 0.0)
    price = driver("x", 3.0, time=TimeRule.WEIGHTED, weight_by=KpiKey("w"))
    assert reason_of(weights, price) == Reason(ReasonCode.WEIGHTS_ZERO, KpiKey("x"), other="w")
    assert reason_of(driver("x", 3.0, time=TimeRule.WEIGHTED)) == Reason(
        ReasonCode.NO_WEIGHT, KpiKey("x")
    )
    ratio = worked_out("x", "1 + y / w", time=TimeRule.FORMULA)
    assert reason_of(weights, driver("y", 1.0), ratio) == Reason(
        ReasonCode.DIVISION_BY_ZERO, KpiKey("x")
    )
    lagging = worked_out("x", "lag(y, 1)", time=TimeRule.FORMULA)
    assert reason_of(driver("y", 1.0), lagging) == Reason(ReasonCode.NOT_OVER_GROUPS, KpiKey("x"))
    bank = worked_out("x", "to_convert(y, 1, 1)", time=TimeRule.FORMULA)
    assert reason_of(driver("y", 1.0), bank) == Reason(ReasonCode.NOT_OVER_GROUPS, KpiKey("x"))
    through = worked_out("x", "w + y", time=TimeRule.FORMULA)
    gap = driver("y", *[1.0] * 5)
    assert reason_of(weights, gap, through) == Reason(ReasonCode.NO_FIGURE, KpiKey("y"), 5)
    assert reason_of(weights, key="gone") == Reason(ReasonCode.UNKNOWN_KPI, KpiKey("gone"))
