"""One more of a KPI, against plans in which that KPI is simply typed one higher."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from examples.shop import ARPU, CLIENTS, COSTS, LEAD, LEADS, PROFIT, SELLER, STRETCH, shop
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies.sensible import plans

from models.keys import BASE, KpiKey, PersonKey, ScenarioKey
from models.kpi import TimeRule
from models.organisation import TargetBonus
from models.plan import Plan
from models.scorecard import Gate, GateSide
from workbench.analysis.receive.pinned import flows, pin
from workbench.analysis.receive.receiving import ask, details, receiving, worth
from workbench.analysis.receive.worth import WorthCode
from workbench.engine.evaluate import evaluate_plan
from workbench.results import results_of


def typed_higher(plan: Plan, scenario: ScenarioKey, key: KpiKey, added: float) -> Plan:
    """Return the plan with a KPI that is typed, as it is in a scenario but higher."""
    values, kpi = evaluate_plan(plan), plan.kpis[key]
    group = plan.calendar.report_group()
    assert group is not None
    series = values.of(key, scenario).copy()
    held = series[list(group.periods)]
    if not flows(kpi):
        held = held + added
    elif held.sum() != 0 and ((held >= 0).all() or (held <= 0).all()):
        held = held * (1.0 + added / held.sum())
    else:
        held = held + added / len(held)
    series[list(group.periods)] = held
    typed = replace(
        kpi, formula="", values=tuple(None if math.isnan(x) else float(x) for x in series)
    )
    scenarios = plan.scenarios
    for each in scenarios.values():
        if key in each.overrides:
            scenarios = scenarios.replacing(replace(each, overrides=each.overrides.delete(key)))
    return replace(plan, kpis=plan.kpis.replacing(typed), scenarios=scenarios)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(plan=plans(), which=st.integers(0, 6), added=st.sampled_from([1.0, -3.0, 0.25]))
def test_that_a_pin_is_the_plan_with_that_figure_typed(
    plan: Plan, which: int, added: float
) -> None:
    keys = list(plan.kpis)
    key = keys[which % len(keys)]
    group = plan.calendar.report_group()
    values = evaluate_plan(plan)
    if group is None or plan.kpis[key].time is TimeRule.FORMULA:
        return
    pinned = pin(values, BASE, key, added, group)
    typed = evaluate_plan(typed_higher(plan, BASE, key, added))
    for each in plan.kpis:
        for span in {group.span, plan.calendar.period}:
            for read in plan.calendar.groups(span):
                if not read.complete:
                    continue
                np.testing.assert_allclose(
                    pinned.group_figure(each, read),
                    typed.group(each, BASE, read),
                    rtol=1e-9,
                    atol=1e-9,
                )


@pytest.mark.parametrize("scenario", [BASE, STRETCH])
@pytest.mark.parametrize("key", [PROFIT, CLIENTS, ARPU, LEADS, COSTS])
@pytest.mark.parametrize("person", ["ada", "ben"])
def test_that_a_gain_is_what_the_typed_plan_pays_more(
    person: str, key: KpiKey, scenario: ScenarioKey
) -> None:
    plan = shop()
    results = results_of(plan)
    question = ask(results, plan.people[PersonKey(person)].position, PersonKey(person),
                   scenario=scenario)  # fmt: skip
    found = worth(question, key)
    other = results_of(typed_higher(plan, scenario, key, found.added))
    before = results.payouts[scenario].of(PersonKey(person)).payout
    after = other.payouts[scenario].of(PersonKey(person)).payout
    assert before is not None
    assert after is not None
    assert found.gain == pytest.approx(float(after - before), abs=0.011)
    assert (found.code is None) == (abs(found.gain) > 1e-6)


def test_that_nothing_is_explained() -> None:
    plan = shop()
    results = results_of(plan)
    # Costs lie past their last point for Ben, whose clients are between two.
    ben = ask(results, SELLER, PersonKey("ben"))
    assert worth(ben, ARPU).code is WorthCode.NOT_READ
    # Nothing of what Ada is paid for depends on a KPI that nobody reads.
    ada = ask(results, LEAD, PersonKey("ada"))
    assert worth(ada, CLIENTS).code is None
    gate = Gate(CLIENTS, GateSide.AT_LEAST, 1e9)
    design = plan.design
    assert design is not None
    card = replace(design.scorecards[LEAD], gates=(gate,))
    shut = replace(design, scorecards=design.scorecards.replacing(card))
    closed = results_of(replace(plan, designs=plan.designs.replacing(shut)))
    assert worth(ask(closed, LEAD), PROFIT).code is WorthCode.GATE_CLOSED
    unpaid = plan.positions.replacing(replace(plan.positions[LEAD], target=TargetBonus(0.0)))
    nobody = results_of(replace(plan, positions=unpaid))
    assert worth(ask(nobody, LEAD), PROFIT).code is WorthCode.NO_BONUS
    capped = replace(design.scorecards[LEAD], cap_rate=0.1)
    small = replace(design, scorecards=design.scorecards.replacing(capped))
    most = results_of(replace(plan, designs=plan.designs.replacing(small)))
    assert worth(ask(most, LEAD), PROFIT).code is WorthCode.PLAN_CAP


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plan=plans())
def test_that_every_question_about_any_plan_has_an_answer(plan: Plan) -> None:
    results = results_of(plan)
    for position in plan.positions:
        for scenario in results.values.scenarios:
            question = ask(results, position, scenario=scenario)
            told = details(question, receiving(question))
            assert len(told.examples) <= 5
    for person in plan.people.values():
        question = ask(results, person.position, person.key)
        answer = receiving(question)
        details(question, answer)
        assert answer.range.now.money == results.payouts[BASE].of(person.key).payout
