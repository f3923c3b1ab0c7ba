"""Whether everybody of many random plans is paid what the rules in fractions say."""

from __future__ import annotations

from models.keys import BASE, PersonKey
from tests.oracle.pay import NaivePay, in_the_year
from tests.workbench.pay.random_plans import random_plan
from workbench.pay.payouts import Payouts
from workbench.results import results_of


def cents(payouts: Payouts) -> dict[str, int | None]:
    digits = payouts.program.digits
    return {
        paid.person: None if paid.payout is None else int(paid.payout.scaleb(digits))
        for paid in payouts.people
    }


def compared(seeds: range, people: int) -> tuple[int, int]:
    """Compare payouts with the oracle; return how many were paid, and how many could not be."""
    paid = unpaid = 0
    for seed in seeds:
        plan = random_plan(seed, people, exceptions=seed % 2 == 1, times=seed % 4 > 1)
        payouts = results_of(plan).payouts[BASE]
        instalments = NaivePay(plan).instalments()
        expected = in_the_year(instalments)
        assert cents(payouts) == expected, seed
        for person in payouts.people:
            mine, theirs = in_rows(payouts, person.person), instalments[person.person]
            # Who is refused has none with a value.
            assert mine == theirs or (theirs == [None] and set(mine) == {None}), (seed, person)
        paid += sum(units is not None and units != 0 for units in expected.values())
        unpaid += sum(units is None for units in expected.values())
    return paid, unpaid


def in_rows(payouts: Payouts, person: PersonKey) -> list[int | None]:
    """Return the instalments of one person, those of the shortest times first."""
    rows = sorted(payouts.instalments(person), key=lambda each: each.group.span.months)
    digits = payouts.program.digits
    return [None if each.payout is None else int(each.payout.scaleb(digits)) for each in rows]
