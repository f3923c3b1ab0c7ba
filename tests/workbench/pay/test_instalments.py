"""Instalments worked out by hand: what somebody is paid, and when."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from models.calendar import Calendar, Month, Span
from models.keys import BASE
from models.kpi import Kpi, Sense, TimeRule
from models.organisation import Function, Person, Position, TargetBonus, WorkSpan
from models.plan import Plan
from models.scorecard import (
    CardException,
    CatchUp,
    Design,
    Measure,
    MeasureException,
    Pool,
    PoolKind,
    Scorecard,
    Section,
)
from models.table import Table
from workbench.pay.payouts import InstalmentPayout, Payouts
from workbench.pay.step_kinds import CurvePayout
from workbench.results import results_of

# A quarter brings 100, 80, 120 and 50, where 100 is the target of each.
SALES = Kpi("sales", "Sales", values=tuple(x for x in (100.0, 80.0, 120.0, 50.0) for _ in "abc"))
THIRD = Kpi("third", "A third of it", formula="sales / 3")
PROFIT = Kpi("profit", "Profit", values=(110.0,) * 12)
QUARTERLY = Measure("sales", kpi="third", weight=1.0, targets=(100.0,) * 4, every=Span.QUARTER)
YEARLY = Measure("profit", kpi="profit", weight=0.4, targets=(1200.0,))


def plan(
    *measures: Measure, people: tuple[Person, ...] = (Person("1", "Ann", "p"),), **card: object
) -> Plan:
    """Return a plan that pays 10,000 at target, by quarters unless said otherwise."""
    scorecard = Scorecard(
        "p", (Section("", measures or (QUARTERLY,)),), **{"frequency": Span.QUARTER, **card}
    )
    return Plan(
        "p",
        Calendar(Month(2027, 1)),
        kpis=Table([SALES, THIRD, PROFIT]),
        functions=Table([Function("f", "F")]),
        positions=Table([Position("p", "P", "f", TargetBonus(amount=10_000.0))]),
        people=Table(people),
        designs=Table([Design("d", "D", Table([scorecard]))]),
        current_design="d",
    )


def pooled(before: Plan, pool: Pool) -> Plan:
    design = replace(before.designs["d"], pools=(pool,))
    return replace(before, designs=Table([design]))


def payouts(of: Plan) -> Payouts:
    return results_of(of).payouts[BASE]


def told(of: Plan, person: str = "1") -> tuple[InstalmentPayout, ...]:
    return payouts(of).instalments(person)


def amounts(of: Plan, person: str = "1") -> list[Decimal | None]:
    return [each.payout for each in told(of, person)]


def money(*written: str) -> list[Decimal]:
    return [Decimal(each) for each in written]


def test_that_each_quarter_is_paid_by_its_own_result() -> None:
    paid = plan()
    assert amounts(paid) == money("2500.00", "1250.00", "5000.00", "0.00")
    assert payouts(paid).total == Decimal("8750.00")
    # The same, paid once: a quarterly measure counts by the mean of its four payouts.
    assert amounts(plan(frequency=Span.YEAR)) == money("8750.00")


@pytest.mark.parametrize(
    ("catch_up", "last", "year"),
    [(CatchUp.YEAR_TO_DATE, "0.00", "7500.00"), (CatchUp.CLAWBACK, "-625.00", "6875.00")],
)
def test_that_the_year_to_date_catches_up(catch_up: CatchUp, last: str, year: str) -> None:
    # 100 of 100, 180 of 200, 300 of 300 and 350 of 400 pay 100, 75, 100 and 68.75 %.
    paid = plan(catch_up=catch_up)
    assert amounts(paid) == money("2500.00", "1250.00", "3750.00", last)
    assert [each.entitled for each in told(paid)] == money(
        "2500.00", "3750.00", "7500.00", "6875.00"
    )
    assert [each.before for each in told(paid)] == money("0.00", "2500.00", "3750.00", "7500.00")
    person = payouts(paid).of("1")
    assert person.payout == Decimal(year)
    assert person.score == pytest.approx(0.6875)
    assert [line.amount for line in person.measures] == money(year)
    assert person.measures[0].target == 400.0


def test_that_stocks_and_rates_are_read_to_date_as_what_they_are() -> None:
    lower = replace(THIRD, sense=Sense.LOWER, formula="", values=(120.0, 100.0, 80.0) * 4)
    for rule, result in ((TimeRule.LAST, 80.0), (TimeRule.MEAN, 100.0)):
        row = replace(lower, time=rule)
        paid = plan(catch_up=CatchUp.CLAWBACK)
        paid = replace(paid, kpis=paid.kpis.replacing(row))
        # 80 of 100, of which less is better, pays 200 %; 100 pays 100 %.
        each = "5000.00" if result == 80.0 else "2500.00"
        assert amounts(paid) == money(each, each, each, each)


def test_that_what_is_read_over_the_year_is_paid_at_its_end_in_full() -> None:
    measures = replace(QUARTERLY, weight=0.6), YEARLY
    joined = Person("2", "Ben", "p", spans=(WorkSpan(dt.date(2027, 7, 1)),))
    paid = plan(*measures, people=(Person("1", "Ann", "p"), joined))
    # 110 % of the profit pays 150 % of its 40 %.
    assert amounts(paid) == money("1500.00", "750.00", "3000.00", "0.00", "6000.00")
    assert [each.group.span for each in told(paid)] == [*[Span.QUARTER] * 4, Span.YEAR]
    # Who came on 1 July was there for 184 of 365 days.
    assert amounts(paid, "2") == money("0.00", "0.00", "3000.00", "0.00", "3024.66")
    person = payouts(paid).of("2")
    assert [line.amount for line in person.measures] == money("3000.00", "3024.66")


def test_that_caps_are_shared_by_what_is_paid_apart() -> None:
    measures = replace(QUARTERLY, weight=0.6), YEARLY
    # 100 % of the 60 % of a quarter is 1,500; of the 40 % of the year, 4,000.
    paid = plan(*measures, cap_rate=1.0)
    assert amounts(paid) == money("1500.00", "750.00", "1500.00", "0.00", "4000.00")
    paid = plan(*measures, cap_amount=5_000.0)
    assert amounts(paid) == money("750.00", "750.00", "750.00", "0.00", "2000.00")


def test_that_instalments_spend_the_pool_of_the_year_to_the_last_cent() -> None:
    two = (Person("1", "Ann", "p"), Person("2", "Ben", "p"))
    paid = pooled(plan(replace(QUARTERLY, kpi="profit"), people=two), Pool(PoolKind.FIXED, 100.01))
    both = zip(amounts(paid), amounts(paid, "2"), strict=True)
    assert [(one or 0) + (other or 0) for one, other in both] == money(
        "25.00", "25.00", "25.00", "25.01"
    )
    assert payouts(paid).total == Decimal("100.01")


def test_that_a_missing_figure_stops_what_follows_on_it_and_the_year() -> None:
    gap = replace(THIRD, formula="", values=(*THIRD.values, *(33.0,) * 3, None, *(33.0,) * 8))
    for catch_up, expected in ((CatchUp.NONE, [True, False, True, True]),
                               (CatchUp.CLAWBACK, [True, False, False, False])):  # fmt: skip
        paid = plan(catch_up=catch_up)
        paid = replace(paid, kpis=paid.kpis.replacing(gap))
        assert [each.payout is not None for each in told(paid)] == expected
        assert payouts(paid).total is None
        assert payouts(paid).of("1").reason is not None


def test_that_an_exception_has_its_own_list_of_steps() -> None:
    own = CardException("2", (MeasureException("sales", targets=(50.0,) * 4),), "half the region")
    two = (Person("1", "Ann", "p"), Person("2", "Ben", "p"))
    paid = plan(people=two, exceptions=Table([own]))
    for person, target in (("1", 100.0), ("2", 50.0)):
        steps = [step for each in told(paid, person) for step in each.steps]
        assert [step.target for step in steps if isinstance(step, CurvePayout)] == [target] * 4
    assert amounts(paid, "2") == money("5000.00", "5000.00", "5000.00", "2500.00")
