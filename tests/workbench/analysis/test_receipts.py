"""What each receives, added up by position and by KPI."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from examples.shop import CLIENTS, COSTS, LEAD, LEADS, PROFIT, SELLER, STRETCH, shop

from models.keys import BASE, PersonKey, ScenarioKey
from models.organisation import TargetBonus
from workbench.analysis.receipts import by_position, paid_through, receipts
from workbench.results import results_of


def test_that_a_position_with_several_holders_is_their_sum() -> None:
    lines = receipts(results_of(shop()), STRETCH)
    assert [line.person for line in lines] == ["ada", None, "ben", "cleo"]
    whole, ben, cleo = lines[1:]
    assert whole.holders == 2
    assert whole.payout == (ben.payout or 0) + (cleo.payout or 0)
    assert whole.target_bonus == 19_200.0


@pytest.mark.parametrize("scenario", [BASE, STRETCH])
def test_that_the_difference_to_the_base_is_shown(scenario: ScenarioKey) -> None:
    results = results_of(shop())
    base = {line.person: line.payout for line in receipts(results, BASE)}
    for line in receipts(results, scenario):
        assert line.payout is not None
        assert line.against_base == line.payout - (base[line.person] or Decimal(0))


def test_that_what_cannot_be_worked_out_is_no_smaller_sum() -> None:
    plan = shop()
    ben = replace(plan.people[PersonKey("ben")], target=TargetBonus(share=0.1))
    results = results_of(replace(plan, people=plan.people.replacing(ben)))
    whole = by_position(results, BASE)[SELLER]
    assert whole.payout is None
    assert whole.target_bonus is None
    assert by_position(results, BASE)[LEAD].payout is not None


def test_that_all_kpis_and_objectives_together_pay_the_total() -> None:
    results = results_of(shop())
    payouts = results.payouts[STRETCH]
    by_kpi = sum(
        line.amount or 0.0
        for key in (PROFIT, CLIENTS, LEADS, COSTS)
        for line in paid_through(results, STRETCH, key)
    )
    objectives = sum(
        (line.amount or Decimal(0))
        for person in payouts.people
        for line in person.measures
        if line.objective is not None
    )
    # By KPI nothing is rounded; by person each line is, to the cent.
    lines = sum(len(person.measures) for person in payouts.people)
    assert abs(by_kpi + float(objectives) - float(payouts.total or 0)) <= 0.01 * lines
