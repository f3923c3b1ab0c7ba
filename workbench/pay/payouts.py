"""Pays the people of a plan under one scenario, all at once, and tells each how it came about."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import final

from models.keys import (
    KpiKey,
    PersonKey,
    PositionKey,
    ScenarioKey,
)
from models.scorecard import Pool
from workbench.pay.holders import Holders
from workbench.pay.pools import Funding, Paid, finish, fund
from workbench.pay.program import PayProgram
from workbench.pay.reasons import NoPayout, NoPayoutCode
from workbench.pay.rounding import rounded
from workbench.pay.steps import pool_of
from workbench.pay.telling import MeasurePayout, PersonPayout, Teller, money
from workbench.pay.walking import Figures, Reader, Walk, reads, walk_claims

__all__ = ["MeasurePayout", "Payouts", "PersonPayout", "pay"]


@final
class Payouts:
    """What everybody is paid under one scenario.

    The arrays are worked out at once; what one person needs of them is put together when it
    is asked for.

    Attributes:
        program: who is paid, and by which steps.
        scenario: whose figures were paid.
        paid: by position: the finished walk and its payouts.
        fundings: of each pool of the design, in order.
    """

    def __init__(
        self,
        program: PayProgram,
        scenario: ScenarioKey,
        figures: Figures,
        paid: Mapping[PositionKey, Paid],
        fundings: tuple[Funding, ...] = (),
    ) -> None:
        """Hold what was worked out; see :func:`pay`."""
        self.program = program
        self.scenario = scenario
        self.paid = paid
        self.fundings = fundings
        self._figures = figures
        self._made: dict[PersonKey, PersonPayout] = {}
        self._tellers: dict[PositionKey, Teller] = {}

    @property
    def walks(self) -> Mapping[PositionKey, Walk]:
        """By position: what came of every step."""
        return {position: paid.walk for position, paid in self.paid.items()}

    @cached_property
    def people(self) -> tuple[PersonPayout, ...]:
        """Everybody that the design is for, in the order of the plan."""
        left_out = self.program.left_out
        return tuple(self.of(person) for person in self.program.roster if person not in left_out)

    @cached_property
    def total(self) -> Decimal | None:
        """The sum of all payouts, in money; None where somebody's cannot be worked out."""
        if self.program.unclaimed:
            return None
        if any(holders.people for holders in self._unpaid_holders()):
            return None
        units = 0
        for paid in self.paid.values():
            if not paid.worked_out.all():
                return None
            units += int(paid.units.sum())
        return self._money(units)

    @cached_property
    def cost(self) -> Decimal | None:
        """The total with employer charges, in whole minor units."""
        if self.total is None:
            return None
        charged = float(self.total) * (1.0 + self.program.plan.charges)
        return self._money(rounded(charged, self.program.digits))

    def of(self, person: PersonKey) -> PersonPayout:
        """Return what one person is paid.

        Raises:
            KeyError: the plan has no such person.
        """
        known = self._made.get(person)
        if known is None:
            position, index = self.program.roster.place(person)
            known = self._made[person] = self._person(position, index)
        return known

    def paid_for(self, position: PositionKey, kpi: KpiKey) -> float | None:
        """Return what the measures on a KPI pay to all holders of a position, unrounded.

        In money; None where somebody's payout cannot be worked out, or there is no scorecard.
        """
        paid = self.paid.get(position)
        return None if paid is None else self._teller(position, paid).paid_for(kpi)

    def _unpaid_holders(self) -> tuple[Holders, ...]:
        """Return holders with terms, where nobody at all can be paid."""
        if self.program.unpaid is None:
            return ()
        return tuple(
            holders
            for holders in self.program.roster.holders.values()
            if any(holders.has_terms(index) for index in range(len(holders)))
        )

    def _money(self, units: int) -> Decimal:
        return money(units, self.program.digits)

    def _person(self, position: PositionKey, index: int) -> PersonPayout:
        holders = self.program.roster.holders[position]
        person = holders.people[index]
        function = None if holders.position is None else holders.position.function
        paid = self.paid.get(position)
        if paid is None or holders.position is None:
            bonus = float(holders.target_bonus[index])
            return PersonPayout(
                person=person.key,
                position=position,
                function=function,
                target_bonus=None if math.isnan(bonus) else bonus,
                score=None,
                gate=None,
                modifiers=None,
                pro_rata=None,
                funding=None,
                payout=None,
                reason=self._without_scorecard(holders),
            )
        return self._teller(position, paid).person(index)

    def _teller(self, position: PositionKey, paid: Paid) -> Teller:
        teller = self._tellers.get(position)
        if teller is None:
            teller = Teller(self.program, paid, self._figures, self.scenario)
            self._tellers[position] = teller
        return teller

    def _without_scorecard(self, holders: Holders) -> NoPayout:
        if holders.position is None:
            return NoPayout(NoPayoutCode.UNKNOWN_POSITION, holders.key)
        return self.program.unpaid or NoPayout(NoPayoutCode.NO_SCORECARD, holders.key)


def pay(
    program: PayProgram,
    figures: Figures,
    scenario: ScenarioKey,
    *,
    earlier: Payouts | None = None,
) -> Payouts:
    """Pay everybody.

    Args:
        program: who is paid, and by which steps.
        figures: the worked-out KPIs.
        scenario: which of theirs count.
        earlier: payouts of the same scenario of another plan. Walks that nothing of has
            changed are shared with them.
    """
    reader = Reader(figures, scenario)
    walks: dict[PositionKey, Walk] = {}
    for position, compiled in program.compiled.items():
        holders = program.roster.holders[position]
        read = reads(compiled.steps, reader)
        known = None if earlier is None else earlier.paid.get(position)
        if (
            known is not None
            and known.walk.steps is compiled.steps
            and known.walk.holders is holders
            and known.walk.reads == read
        ):
            walks[position] = known.walk
        else:
            walks[position] = walk_claims(compiled.steps, holders, read)
    pools = () if program.design is None else program.design.pools
    fundings = tuple(
        _funding(program, pool, number, walks, reader) for number, pool in enumerate(pools)
    )
    paid: dict[PositionKey, Paid] = {}
    for position, walk in walks.items():
        number = program.compiled[position].pool
        known = None if earlier is None else earlier.paid.get(position)
        if number is None and known is not None and known.walk is walk:
            paid[position] = known
        else:
            unfinished = walk.unfinished()
            paid[position] = finish(unfinished, Funding() if number is None else fundings[number])
    return Payouts(program, scenario, figures, paid, fundings)


def _funding(
    program: PayProgram,
    pool: Pool,
    number: int,
    walks: Mapping[PositionKey, Walk],
    reader: Reader,
) -> Funding:
    members = [
        walk for position, walk in walks.items() if program.compiled[position].pool == number
    ]
    pools = () if program.design is None else program.design.pools
    without_walk = [
        person
        for person in program.unclaimed
        if pool_of(pools, program.roster.place(person)[0]) == number
    ]
    amount = math.nan if pool.amount is None else pool.amount
    if pool.kpi is not None and program.group is not None:
        amount = reader.read(pool.kpi, program.group)
    return fund(pool, amount, members, program.digits, without_walk)
