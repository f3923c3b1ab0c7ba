"""The bank of leads says what a loop over cohorts says, and what the formulas say."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from immutables import Map

from models.calendar import Calendar, Month, Span
from models.keys import BASE, KpiKey, ScenarioKey
from models.kpi import Kpi, KpiRole, TimeRule
from models.plan import Plan
from models.scenario import Override, Scenario
from models.table import Table
from workbench.analysis.lead_bank import (
    UNKNOWN,
    Bank,
    BankFault,
    LeadBank,
    default_as_of,
    lead_bank,
)
from workbench.analysis.lead_faults import LeadError, LeadFault
from workbench.engine.evaluate import evaluate_plan

LEADS, RATE, WORTH = KpiKey("leads"), KpiKey("rate"), KpiKey("worth")
S = ScenarioKey("s")
WEIGHTS = "0.1, rate, rate / 2, 0.05"
counts = st.integers(0, 500).map(float)
shares = st.sampled_from([0.0, 0.05, 0.1, 0.2])


def plan_with(*kpis: Kpi, count: int = 12) -> Plan:
    return Plan("p", Calendar(Month(2027, 1), count=count), kpis=Table(kpis))


def bank_of(plan: Plan, as_of: int | None = None, scenario: ScenarioKey = BASE) -> LeadBank:
    return lead_bank(plan, evaluate_plan(plan), scenario, as_of)


def leads(*values: float, **more: object) -> Kpi:
    return Kpi(LEADS, "Leads", values=values, **more)  # pyright: ignore[reportArgumentType]


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Draw leads with a past, one weight with a past and one without, and a scenario."""
    count = draw(st.integers(1, 9))
    some = st.lists(counts, min_size=count, max_size=count).map(tuple)
    past = st.lists(st.one_of(st.none(), counts), max_size=5).map(tuple)
    rates = st.lists(shares, min_size=count, max_size=count).map(tuple)
    losses = draw(st.sampled_from([Map(), Map({"price": 0.5, "rival": 0.3})]))
    return replace(
        plan_with(
            leads(*draw(some), history=draw(past), losses=losses),
            Kpi(
                RATE,
                "Rate",
                values=draw(rates),
                history=draw(st.lists(st.one_of(st.none(), shares), max_size=4).map(tuple)),
            ),
            Kpi(WORTH, "Worth", values=draw(some), role=KpiRole.CLIENT_VALUE),
            Kpi(KpiKey("new"), "New", formula=f"spread(leads, {WEIGHTS})"),
            Kpi(KpiKey("bank"), "Bank", formula=f"to_convert(leads, {WEIGHTS})"),
            Kpi(KpiKey("open"), "Open", formula=f"unconverted(leads, {WEIGHTS})"),
            Kpi(KpiKey("all"), "All", formula="new + lag(leads, 1) * rate"),
            count=count,
        ),
        scenarios=Table([Scenario(S, "S", Map({LEADS: Override(factors=(1.5,) * count)}))]),
    )


def naive_weights(plan: Plan, born: int) -> list[float]:
    """Return the weights of the cohort of a period, negative before the plan."""
    rate = plan.kpis[RATE]
    first = rate.values[max(born, 0)]
    own = rate.history[born] if -len(rate.history) <= born < 0 else None
    assert first is not None
    # An expression has no history: half the rate of the first period.
    return [0.1, first if own is None else own, first / 2, 0.05]


def naive_cohorts(plan: Plan, as_of: int, factor: float) -> list[dict[str, float]]:
    """Loop over cohorts, then over the ages they have reached."""
    kpi = plan.kpis[LEADS]
    found = []
    for born in range(-3, as_of + 1):
        if born < 0:
            size = kpi.history[born] if -len(kpi.history) <= born else None
        else:
            size = kpi.values[born]
            size = None if size is None else size * factor
        if size is None:
            continue
        weights = naive_weights(plan, born)
        age = as_of - born
        converted = sum(size * weights[k] for k in range(4) if k <= age)
        rest = size - converted
        found.append(
            {
                "period": born,
                "leads": size,
                "converted": converted,
                "to_convert": sum(size * weights[k] for k in range(4) if k > age),
                "open": rest if age < 3 else 0.0,
                "lost": 0.0 if age < 3 else rest,
                "now": size * weights[age] if age <= 3 else 0.0,
            }
        )
    return found


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans(), st.sampled_from([BASE, S]))
def test_that_the_bank_is_what_a_loop_over_cohorts_says(plan: Plan, scenario: ScenarioKey) -> None:
    values = evaluate_plan(plan)
    factor = 1.0 if scenario == BASE else 1.5
    for as_of in range(plan.calendar.count):
        found = lead_bank(plan, values, scenario, as_of)
        (bank,) = found.banks
        expected = naive_cohorts(plan, as_of, factor)
        assert [cohort.period for cohort in bank.cohorts] == [each["period"] for each in expected]
        for cohort, each in zip(bank.cohorts, expected, strict=True):
            figures = cohort.figures
            for name in ("leads", "converted", "to_convert", "open", "lost"):
                assert getattr(figures, name) == pytest.approx(each[name], abs=1e-9), name
            assert cohort.young == (cohort.age < 3)
            assert sum(figures.lost_by_reason.values()) == pytest.approx(figures.lost, abs=1e-9)
            value = figures.to_convert * plan.kpis[WORTH].values[as_of]
            assert figures.value == pytest.approx(value)
        for name in ("converted", "to_convert", "open", "lost"):
            total = sum(each[name] for each in expected)
            assert getattr(bank.totals, name) == pytest.approx(total, abs=1e-9)
            assert getattr(found.totals, name) == pytest.approx(total, abs=1e-9)
        now = sum(each["now"] for each in expected)
        assert values.of(KpiKey("new"), scenario)[as_of] == pytest.approx(now, abs=1e-9)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans(), st.sampled_from([BASE, S]))
def test_that_formulas_say_the_same_in_every_period(plan: Plan, scenario: ScenarioKey) -> None:
    values = evaluate_plan(plan)
    course = lead_bank(plan, values, scenario).banks[0].course
    for key, mine in (
        ("bank", course.to_convert),
        ("open", course.open),
        ("new", course.converted),
    ):
        assert mine == pytest.approx(values.of(KpiKey(key), scenario), abs=1e-9), key
    worth = values.of(WORTH, scenario)
    assert course.value == pytest.approx(values.of(KpiKey("bank"), scenario) * worth, abs=1e-9)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans())
def test_that_no_lead_gets_out_of_the_books(plan: Plan) -> None:
    values = evaluate_plan(plan)
    before = None
    for as_of in range(plan.calendar.count):
        found = lead_bank(plan, values, BASE, as_of)
        (bank,) = found.banks
        for cohort in bank.cohorts:
            each = cohort.figures
            assert each.leads == pytest.approx(each.converted + each.open + each.lost, abs=1e-9)
        if before is not None:
            # What the newest cohort is expected to bring comes in, what converts goes out.
            newest = bank.cohorts[-1].figures
            expected = newest.leads * math.fsum(bank.weights)
            now = before + expected - bank.course.converted[as_of]
            assert bank.totals.to_convert == pytest.approx(now, abs=1e-9)
        before = bank.totals.to_convert


def one_bank(plan: Plan) -> Bank:
    (bank,) = bank_of(plan).banks
    return bank


def test_that_leads_spread_twice_by_the_same_weights_are_one_bank() -> None:
    rows = [
        leads(*[10.0] * 12),
        Kpi(KpiKey("a"), "A", formula="spread(leads, 0.5, 0.25)"),
        Kpi(KpiKey("b"), "B", formula="3 * spread(leads, 1 / 2, 0.25)"),
    ]
    bank = one_bank(plan_with(*rows))
    assert bank.readers == ("a", "b")
    assert bank.partly == ("b",)
    other = Kpi(KpiKey("c"), "C", formula="spread(leads, 0.5, 0.3)")
    found = bank_of(plan_with(*rows, other))
    assert [each.weights for each in found.banks] == [(0.5, 0.25), (0.5, 0.3)]
    assert found.totals.to_convert == pytest.approx(10 * 0.25 + 10 * 0.3)


def test_that_lost_leads_go_by_their_reasons_and_the_rest_is_unknown() -> None:
    losses = Map({"price": 0.5, "never": 0.2})
    rows = [
        leads(*[100.0] * 12, losses=losses),
        Kpi(KpiKey("a"), "A", formula="spread(leads, 0.1, 0.1)"),
    ]
    lost = one_bank(plan_with(*rows)).totals.lost_by_reason
    assert list(lost)[-1] == UNKNOWN
    # Eleven cohorts are through, each with 80 lost.
    assert dict(lost) == pytest.approx({"price": 440, "never": 176, UNKNOWN: 264})


@pytest.mark.parametrize(
    ("formula", "losses", "faults"),
    [
        ("spread(leads, 0.5, 0.5)", {}, set()),
        ("spread(leads, 0.5, 0.6)", {}, {BankFault.WEIGHTS_OVER_ONE}),
        ("spread(leads, 0.5, -0.1)", {}, {BankFault.WEIGHTS_NEGATIVE}),
        ("spread(leads, 0.5)", {"price": 1.2}, {BankFault.LOSSES_OVER_ONE}),
    ],
)
def test_that_odd_weights_and_reasons_are_flagged(
    formula: str, losses: dict[str, float], faults: set[BankFault]
) -> None:
    bank = one_bank(
        plan_with(leads(*[1.0] * 12, losses=Map(losses)), Kpi(KpiKey("a"), "A", formula=formula))
    )
    assert bank.faults == faults


def test_that_a_bank_without_client_value_has_no_value() -> None:
    rows = [leads(*[1.0] * 12), Kpi(KpiKey("a"), "A", formula="spread(leads, 0.5, 0.5)")]
    found = bank_of(plan_with(*rows))
    assert found.client_key is None
    assert math.isnan(found.client_value)
    assert math.isnan(found.totals.value)
    assert found.totals.to_convert == 0.5


def test_that_a_missing_figure_of_a_cohort_that_is_through_leaves_the_bank_its_value() -> None:
    rows = [
        leads(None, *[2.0] * 11),  # type: ignore[arg-type]
        Kpi(KpiKey("a"), "A", formula="spread(leads, 0.5, 0.25, 0.25)"),
        Kpi(KpiKey("b"), "B", formula="to_convert(leads, 0.5, 0.25, 0.25)"),
    ]
    plan = plan_with(*rows)
    bank = one_bank(plan)
    assert bank.totals.to_convert == pytest.approx(2 * 0.25 + 2 * 0.5)
    assert math.isnan(bank.totals.converted)
    mine = bank.course.to_convert.tolist()
    assert mine == pytest.approx(evaluate_plan(plan).of(KpiKey("b"), BASE).tolist(), nan_ok=True)
    assert [math.isnan(each) for each in mine[:3]] == [True, True, False]


def test_that_banks_are_told_at_the_end_of_the_report_year() -> None:
    rows = [leads(*[1.0] * 18), Kpi(KpiKey("a"), "A", formula="spread(leads, 0.5, 0.5)")]
    plan = plan_with(*rows, count=18)
    assert bank_of(plan).as_of == default_as_of(plan) == 11
    assert bank_of(plan_with(*rows, count=5)).as_of == 4


@pytest.mark.parametrize(
    ("formula", "as_of", "scenario", "fault"),
    [
        ("leads * 0.5", None, BASE, LeadFault.NO_BANK),
        ("spread(leads * 2, 0.5, 0.1)", None, BASE, LeadFault.NO_BANK),
        ("spread(leads, 0.5", None, BASE, LeadFault.NO_BANK),
        ("spread(leads, 0.5)", 12, BASE, LeadFault.UNKNOWN_PERIOD),
        ("spread(leads, 0.5)", -1, BASE, LeadFault.UNKNOWN_PERIOD),
        ("spread(leads, 0.5)", None, S, LeadFault.UNKNOWN_SCENARIO),
    ],
)
def test_that_a_question_without_answer_says_why(
    formula: str, as_of: int | None, scenario: ScenarioKey, fault: LeadFault
) -> None:
    plan = plan_with(leads(*[1.0] * 12), Kpi(KpiKey("a"), "A", formula=formula))
    with pytest.raises(LeadError) as caught:
        bank_of(plan, as_of, scenario)
    assert caught.value.fault is fault


def test_that_a_bank_has_no_figure_over_several_periods_by_its_formula() -> None:
    for function in ("to_convert", "unconverted"):
        bank = Kpi(KpiKey("b"), "B", formula=f"{function}(leads, 0.5, 0.5)", time=TimeRule.FORMULA)
        plan = plan_with(leads(*[1.0] * 12), bank)
        assert math.isnan(evaluate_plan(plan).total(KpiKey("b"), BASE))
        last = replace(bank, time=TimeRule.LAST)
        plan = plan_with(leads(*[1.0] * 12), last)
        assert evaluate_plan(plan).total(KpiKey("b"), BASE) == 0.5


def test_that_a_quarter_is_a_period_like_any_other() -> None:
    plan = replace(
        plan_with(
            leads(8.0, 4.0, history=(16.0,)),
            Kpi(KpiKey("a"), "A", formula="spread(leads, 0.5, 0.25)"),
        ),
        calendar=Calendar(Month(2027, 1), Span.QUARTER, 2),
    )
    bank = one_bank(plan)
    assert [each.period for each in bank.cohorts] == [-1, 0, 1]
    assert bank.course.to_convert.tolist() == [2.0, 1.0]
    assert bank.totals.lost == 4.0 + 2.0
