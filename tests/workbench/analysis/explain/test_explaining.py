"""What an explanation says of each kind of formula, driver and group."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from examples.shop import CLIENTS, LEAD, LEADS, PROFIT, REVENUE, STRETCH, shop
from immutables import Map

from models.actuals import Actual
from models.calendar import Calendar, Month, Span
from models.keys import BASE, KpiKey, LeverKey
from models.kpi import Kpi, TimeRule
from models.plan import Plan
from models.scenario import Lever, Override, Scenario
from models.table import Table
from workbench.analysis.explain.explaining import explain_kpi
from workbench.analysis.explain.incentives import explain_pay
from workbench.analysis.explain.lines import (
    Explanation,
    How,
    KpiSubject,
    Line,
    Name,
    Note,
    PaySubject,
    Term,
    Thing,
    When,
    term,
)
from workbench.analysis.reasons import Reason, ReasonCode
from workbench.engine.evaluate import evaluate_plan
from workbench.results import results_of


def driver(key: str, *values: float | None, **more: object) -> Kpi:
    figures = values if len(values) > 1 else values * 12
    return Kpi(KpiKey(key), key, values=figures, **more)


def explained(formula: str, *kpis: Kpi, when: When, scenario: str = BASE, **more: object) -> Line:
    x = Kpi(KpiKey("x"), "x", formula=formula, **more)
    override = Scenario("s", "S", Map({"y": Override(factors=(2.0,) * 12)}))
    plan = Plan("p", Calendar(Month(2027, 1)), kpis=Table((x, *kpis)), scenarios=Table((override,)))
    return explain_kpi(plan, evaluate_plan(plan), KpiKey("x"), scenario, when).line


def whens(line: Line) -> list[When]:
    return [part.when for part in line.parts]


RAMP = driver("y", *(float(month) for month in range(1, 13)), history=(7.0, 8.0))


def test_that_prev_names_the_period_before_or_what_stands_in_for_it() -> None:
    later = explained("prev(y, 100)", RAMP, when=3)
    assert (later.how, whens(later), later.figure) == (How.SAME, [2], 3.0)
    first = explained("prev(y, 100)", RAMP, when=0)
    assert first.parts[0].how is How.LITERAL
    assert first.parts[0].notes == (Note.OPENING,)


def test_that_lag_reads_the_plan_or_its_history() -> None:
    assert whens(explained("lag(y, 2)", RAMP, when=5)) == [3]
    early = explained("lag(y, 2)", RAMP, when=1).parts[0]
    assert (early.when, early.figure, early.notes) == (-1, 8.0, (Note.HISTORY,))


def test_that_cumulative_adds_up_the_periods_of_its_fiscal_year() -> None:
    line = explained("cumulative(y)", RAMP, when=2)
    assert (whens(line), line.notes) == ([0, 1, 2], (Note.CUMULATIVE,))


def test_that_cohorts_keep_the_weights_of_their_own_period() -> None:
    weight = driver("w", *(0.1 * month for month in range(1, 13)))
    line = explained("spread(y, 0.5, w)", RAMP, weight, when=4)
    assert line.notes == (Note.COHORTS,)
    assert whens(line) == [4, 3]
    assert [part.when for part in line.parts[1].parts] == [3, 3]
    assert line.parts[1].figure == pytest.approx(4.0 * 0.4)


def test_that_cohorts_without_history_are_said_to_count_nothing() -> None:
    line = explained("spread(z, 0.5, 0.2, 0.1)", driver("z", 6.0), when=0)
    known, unknown = line.parts
    assert known.figure == 3.0
    assert (unknown.how, unknown.count, unknown.figure) == (How.NOTHING, 2, 0.0)


def test_that_only_the_branch_that_is_read_is_told() -> None:
    line = explained("if(y >= 4, y * 2, z)", RAMP, driver("z", None), when=5)
    condition, branch = line.parts
    assert (condition.how, condition.figure) == (How.AT_LEAST, 1.0)
    assert [part.figure for part in condition.parts] == [6.0, 4.0]
    assert branch.figure == 12.0


def test_that_chains_are_one_line_with_signs() -> None:
    line = explained("y - z + 2 * y / z", RAMP, driver("z", 4.0), when=1)
    assert (line.how, [part.inverse for part in line.parts]) == (How.ADD, [False, True, False])
    product = line.parts[2]
    assert (product.how, [part.inverse for part in product.parts]) == (
        How.MULTIPLY,
        [False, False, True],
    )


def test_that_a_long_bank_of_leads_is_explained() -> None:
    weights = ", ".join(["0.01"] * 140)
    line = explained(f"unconverted(y, {weights})", RAMP, when=11)
    assert line.parts


def year(plan: Plan, key: KpiKey, scenario: str = BASE) -> Explanation:
    group = plan.calendar.groups(Span.YEAR)[0]
    return explain_kpi(plan, evaluate_plan(plan), key, scenario, group)


def test_that_a_sum_is_told_by_operands_and_by_periods() -> None:
    found = year(shop(), PROFIT)
    assert (found.line.how, [part.name.key for part in found.line.parts]) == (
        How.ADD,
        ["revenue", "costs"],
    )
    (by_periods,) = found.other_ways
    assert (by_periods.how, len(by_periods.parts)) == (How.SUM_OF_PERIODS, 12)
    assert by_periods.figure == found.line.figure
    assert found.beside == ()


def test_that_what_does_not_combine_is_told_by_periods_with_the_operands_beside() -> None:
    found = year(shop(), REVENUE)
    assert found.line.how is How.SUM_OF_PERIODS
    assert [line.name.key for line in found.beside] == ["clients", "arpu"]
    assert found.beside[0].subject == KpiSubject(CLIENTS, found.line.when)


def test_that_a_stock_is_its_last_period_with_the_formula_of_that() -> None:
    line = year(shop(), CLIENTS).line
    assert line.how is How.LAST_PERIOD
    (last,) = line.parts
    assert (last.when, last.how) == (11, How.ADD)


def test_that_a_formula_of_groups_reads_the_end_of_the_group_before() -> None:
    plan = Plan(
        "p",
        Calendar(Month(2027, 1)),
        kpis=Table((RAMP, Kpi(KpiKey("x"), "x", formula="y / prev(y, 5)", time=TimeRule.FORMULA))),
    )
    second = plan.calendar.groups(Span.QUARTER)[1]
    line = explain_kpi(plan, evaluate_plan(plan), KpiKey("x"), BASE, second).line
    assert whens(line) == [second, 2]
    assert line.figure == pytest.approx((4 + 5 + 6) / 3)


def test_that_a_weighted_mean_shows_its_weights() -> None:
    rate = driver("x", 2.0, time=TimeRule.WEIGHTED, weight_by=KpiKey("y"))
    plan = Plan("p", Calendar(Month(2027, 1)), kpis=Table((rate, RAMP)))
    line = year(plan, KpiKey("x")).line
    assert line.how is How.WEIGHTED_MEAN
    assert [part.weight.figure for part in line.parts] == [float(n) for n in range(1, 13)]


def test_that_a_driver_says_what_the_scenario_does_to_it() -> None:
    plan = shop()
    leads = explain_kpi(plan, evaluate_plan(plan), LEADS, STRETCH, 3)
    base, factor = leads.line.parts
    assert (base.figure, factor.figure, leads.line.figure) == (9000.0, 1.05, 9450.0)
    assert (leads.provenance.following, leads.provenance.factor) == (1, 1.05)
    fixed = Override(values=(None, 8000.0), factors=(1.05,) * 12)
    stretch = replace(plan.scenarios[STRETCH], overrides=Map({LEADS: fixed}))
    mixed = year(replace(plan, scenarios=Table((stretch,))), LEADS, STRETCH).provenance
    assert (mixed.overridden, mixed.following, mixed.typed) == (1, 11, 0)


def test_that_source_lever_and_actual_are_told() -> None:
    plan = shop()
    leads = replace(plan.kpis[LEADS], source="CRM", note="Without fairs")
    plan = replace(
        plan,
        kpis=plan.kpis.replacing(leads),
        levers=Table((Lever(LeverKey("ads"), "Ads", factors=Map({LEADS: 1.1}), start=2),)),
        actuals=Table((Actual(LEADS, (8800.0,), source="Web counter"),)),
    )
    known = explain_kpi(plan, evaluate_plan(plan), LEADS, BASE, 0).provenance
    assert (known.source, known.note, known.actual) == ("CRM", "Without fairs", 8800.0)
    assert known.actual_source == "Web counter"
    assert [(move.lever, move.factor, move.start) for move in known.levers] == [("ads", 1.1, 2)]


def test_that_no_value_has_its_reason_for_a_group_and_for_a_period() -> None:
    gap = driver("y", 1.0, None, *[1.0] * 10)
    plan = Plan(
        "p", Calendar(Month(2027, 1)), kpis=Table((gap, Kpi(KpiKey("x"), "x", formula="y * 2")))
    )
    values = evaluate_plan(plan)
    reason = Reason(ReasonCode.NO_FIGURE, KpiKey("y"), 1)
    assert year(plan, KpiKey("x")).reason == reason
    assert explain_kpi(plan, values, KpiKey("x"), BASE, 1).reason == reason
    assert explain_kpi(plan, values, KpiKey("x"), BASE, 0).reason is None


def test_that_a_kpi_that_is_gone_has_no_value_and_a_reason() -> None:
    plan = shop()
    found = explain_kpi(plan, evaluate_plan(plan), KpiKey("gone"), BASE, 0)
    assert math.isnan(found.line.figure)
    assert found.reason == Reason(ReasonCode.UNKNOWN_KPI, KpiKey("gone"))


def test_that_incentives_lead_down_to_the_lines_of_a_scorecard() -> None:
    results = results_of(shop())
    total = explain_pay(results, term(Term.INCENTIVES), STRETCH).line
    lead = next(part for part in total.parts if part.name.key == LEAD)
    # One person holds the position, so that it leads to the person at once.
    assert lead.subject == PaySubject(Name(Thing.PERSON, "ada"))
    found = explain_pay(results, lead.subject.name, STRETCH)
    assert [part.measure.kpi for part in found.line.parts] == [PROFIT, LEADS, None]
    assert found.line.parts[0].subject.key == PROFIT
    (steps,) = found.other_ways
    assert [part.name.key for part in steps.parts[0].parts] == [Term.SCORE, Term.TARGET_BONUS]


def test_that_the_incentives_are_compared_with_profit() -> None:
    results = results_of(shop())
    beside = explain_pay(results, term(Term.INCENTIVES), STRETCH).beside
    assert [line.name.key for line in beside] == [
        Term.SHARE_OF_PROFIT,
        Term.EARNED_PER_UNIT,
        Term.SHARED_STAKE,
    ]
    share = explain_pay(results, term(Term.SHARE_OF_PROFIT), STRETCH).line
    paid = float(results.payouts[STRETCH].total)
    assert share.figure == pytest.approx(paid / results.values.total(PROFIT, STRETCH))
    assert explain_pay(results, term(Term.EARNED_PER_UNIT), BASE).line.how is How.NO_VALUE
