"""Payouts against a second implementation in fractions, and against answers that are known."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from models.calendar import Calendar, Month
from models.changes import diff
from models.edits.drivers import set_values
from models.keys import BASE
from models.kpi import Kpi, Sense
from models.organisation import Function, Person, Position, TargetBonus
from models.plan import Plan
from models.scorecard import (
    DEFAULT_CURVE,
    Curve,
    CurveBasis,
    CurveKind,
    CurvePoint,
    Design,
    Measure,
    Scorecard,
    Section,
)
from models.table import Table
from tests.oracle.pay_agreement import cents, compared
from tests.workbench.pay.random_plans import random_plan
from workbench.pay.curves import curve_payout
from workbench.results import follow_results, results_of


@pytest.mark.parametrize("block", range(5))
def test_that_nobody_gets_a_cent_more_or_less_than_in_fractions(block: int) -> None:
    paid, unpaid = compared(range(block * 20, block * 20 + 20), 50)
    # The plans are worth something as a test: many are paid, and some cannot be.
    assert paid > 300
    assert unpaid > 10


def test_that_the_lines_of_everybody_add_up_to_their_payout() -> None:
    for seed in range(24):
        plan = random_plan(seed, exceptions=seed % 2 == 1, times=seed % 4 > 1)
        payouts = results_of(plan).payouts[BASE]
        for person in payouts.people:
            assert (person.payout is None) == (person.reason is not None)
            if person.payout is not None and person.payout != 0:
                assert sum(line.amount or 0 for line in person.measures) == person.payout
            told = payouts.instalments(person.person)
            if person.payout is not None:
                assert sum(each.payout or 0 for each in told) == person.payout


def test_that_a_pool_is_spent_to_the_last_cent() -> None:
    applied = 0
    for seed in range(60):
        payouts = results_of(random_plan(seed)).payouts[BASE]
        for number, [funding] in enumerate(payouts.fundings):
            if funding.units is None:
                continue
            applied += 1
            members = [
                p for key, p in payouts.paid.items() if payouts.program.compiled[key].pool == number
            ]
            spent = sum(int(paid.units.sum()) for paid in members)
            pool = payouts.program.design.pools[number]
            amount = (
                pool.amount
                if pool.kpi is None
                else results_of(random_plan(seed)).values.total(pool.kpi, BASE)
            )
            assert spent == math.floor(round(amount * 10**payouts.program.digits, 6))
    assert applied > 10


def test_that_following_an_edit_pays_what_paying_anew_would() -> None:
    for seed in range(20):
        plan = random_plan(seed, people=12, exceptions=seed % 2 == 1)
        results = results_of(plan)
        for key, period, value in (("profit", 2, 300.0), ("clients", 11, 61.0), ("churn", 0, 0.5)):
            plan, changes = set_values(plan, {(key, period): value})
            results = follow_results(results, plan, changes)
            assert cents(results.payouts[BASE]) == cents(results_of(plan).payouts[BASE])
        person = next(iter(plan.people.values()))
        after = replace(plan, people=plan.people.replacing(replace(person, base_pay=1.0)))
        results = follow_results(results, after, diff(plan, after))
        assert cents(results.payouts[BASE]) == cents(results_of(after).payouts[BASE])


def paid_rates(
    curve: Curve, target: float | None, results: list[float], sense: Sense = Sense.HIGHER
) -> list[float]:
    return curve_payout(curve, target, sense, np.array(results)).tolist()


def test_that_the_known_answers_of_curves_hold() -> None:
    line = Curve(basis=CurveBasis.VALUE, points=(CurvePoint(620, 0.5), CurvePoint(1997, 1.0)))
    assert round(paid_rates(line, None, [1313])[0], 4) == 0.7516
    shares = paid_rates(DEFAULT_CURVE, 100, [79, 80, 90, 110, 130])
    assert shares == pytest.approx([0, 0.5, 0.75, 1.5, 2.0])
    marginal = Curve(CurveKind.TIERS, points=(CurvePoint(1.0, 1.4),))
    retroactive = Curve(CurveKind.TIERS, points=(CurvePoint(1.0, 1.4, retroactive=True),))
    assert [50_000 * x for x in paid_rates(marginal, 100, [110])] == pytest.approx([57_000])
    assert [50_000 * x for x in paid_rates(retroactive, 100, [110])] == pytest.approx([77_000])


def test_that_lower_is_better_mirrors_the_percentages_of_a_target() -> None:
    rates = paid_rates(DEFAULT_CURVE, 0.02, [0.0241, 0.024, 0.02, 0.016, 0.01], Sense.LOWER)
    assert rates == pytest.approx([0, 0.5, 1.0, 2.0, 2.0])
    # target + (p - 1)·|target|: 80 % of a loss of 100 is a loss of 120.
    assert paid_rates(DEFAULT_CURVE, -100, [-121, -120, -100, -80]) == pytest.approx([0, 0.5, 1, 2])
    assert all(math.isnan(x) for x in paid_rates(DEFAULT_CURVE, 0, [1.0]))


def test_that_reaching_a_point_by_construction_pays_it() -> None:
    step = Curve(CurveKind.STEP, points=(CurvePoint(1.0, 1.0),))
    assert paid_rates(step, 0.3, [0.1 + 0.2, 0.3, 0.3 * (1 - 1e-11)]) == [1.0, 1.0, 0.0]


@pytest.mark.parametrize(("curve", "payout"), [(None, "9750.00"), ("as is", "9600.00")])
def test_that_the_known_scorecard_pays_its_answer(curve: str | None, payout: str) -> None:
    straight = Curve(points=(CurvePoint(0.0, 0.0), CurvePoint(1.0, 1.0)), last_slope=1.0)
    kpis = [Kpi(key, key, values=(x,) * 12) for key, x in (("a", 110.0), ("b", 90.0), ("c", 70.0))]
    measures = tuple(
        Measure(key, kpi=key, weight=weight, targets=(1200.0,), curve=straight if curve else None)
        for key, weight in (("a", 0.5), ("b", 0.3), ("c", 0.2))
    )
    plan = Plan(
        "p",
        Calendar(Month(2027, 1)),
        kpis=Table(kpis),
        functions=Table([Function("f", "F")]),
        positions=Table([Position("s", "S", "f", TargetBonus(amount=10_000))]),
        people=Table([Person("1", "A", "s")]),
        designs=Table([Design("d", "D", Table([Scorecard("s", (Section("", measures),))]))]),
        current_design="d",
    )
    assert results_of(plan).payouts[BASE].total == Decimal(payout)
