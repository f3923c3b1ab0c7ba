"""Pays the people of a plan under one scenario, all at once, and tells each how it came about."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
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
from workbench.pay.card_telling import CardTeller, InstalmentPayout
from workbench.pay.holders import Holders
from workbench.pay.pools import Funding, Paid, finish, fund, kpi_units, pool_units, unfunded
from workbench.pay.program import PayProgram
from workbench.pay.reasons import NoPayout, NoPayoutCode
from workbench.pay.rounding import rounded
from workbench.pay.settling import PaidCard, PaidInstalment, paid_card
from workbench.pay.steps import Step, pool_of
from workbench.pay.telling import MeasurePayout, PersonPayout, money
from workbench.pay.walking import Figures, Reader, Walk, reads, walk_claims

__all__ = ["InstalmentPayout", "MeasurePayout", "Payouts", "PersonPayout", "pay"]


@final
class Payouts:
    """What everybody is paid under one scenario.

    The arrays are worked out at once; what one person needs of them is put together when it
    is asked for.

    Attributes:
        program: who is paid, and by which steps.
        scenario: whose figures were paid.
        paid: by position: what its holders are paid, instalment by instalment.
        fundings: of each pool of the design, in order: of each of its instalments.
    """

    def __init__(
        self,
        program: PayProgram,
        scenario: ScenarioKey,
        figures: Figures,
        paid: Mapping[PositionKey, PaidCard],
        fundings: tuple[tuple[Funding, ...], ...] = (),
    ) -> None:
        """Hold what was worked out; see :func:`pay`."""
        self.program = program
        self.scenario = scenario
        self.paid = paid
        self.fundings = fundings
        self._figures = figures
        self._made: dict[PersonKey, PersonPayout] = {}
        self._tellers: dict[PositionKey, CardTeller] = {}

    @property
    def walks(self) -> Mapping[PositionKey, tuple[Walk, ...]]:
        """By position: what came of every step of each instalment."""
        return {position: paid.walks for position, paid in self.paid.items()}

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

    def instalments(self, person: PersonKey) -> tuple[InstalmentPayout, ...]:
        """Return what one person is paid with each instalment, in the order in which they end.

        Empty where there is no scorecard for them.

        Raises:
            KeyError: the plan has no such person.
        """
        position, index = self.program.roster.place(person)
        paid = self.paid.get(position)
        if paid is None or paid.holders.position is None:
            return ()
        return self._teller(position, paid).instalments(index)

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

    def _teller(self, position: PositionKey, paid: PaidCard) -> CardTeller:
        teller = self._tellers.get(position)
        if teller is None:
            teller = CardTeller(self.program, paid, self._figures, self.scenario)
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
    walks: dict[PositionKey, list[Walk]] = {}
    for position, compiled in program.compiled.items():
        holders = program.roster.holders[position]
        known = _known(earlier, position, len(compiled.instalments))
        walks[position] = [
            _walk(instalment.steps, holders, reader, None if before is None else before.paid)
            for instalment, before in zip(compiled.instalments, known, strict=True)
        ]
    pools = () if program.design is None else program.design.pools
    fundings = tuple(
        _fundings(program, pool, number, walks, reader) for number, pool in enumerate(pools)
    )
    paid: dict[PositionKey, PaidCard] = {}
    for position, mine in walks.items():
        compiled = program.compiled[position]
        known = _known(earlier, position, len(mine))
        entitled: list[Paid] = []
        for at, (walk, before) in enumerate(zip(mine, known, strict=True)):
            if compiled.pool is None and before is not None and before.paid.walk is walk:
                entitled.append(before.paid)
                continue
            funding = Funding()
            if compiled.pool is not None:
                funded = fundings[compiled.pool]
                funding = funded[at] if at < len(funded) else funded[0]
            entitled.append(finish(walk.unfinished(), funding))
        terms = [instalment.term for instalment in compiled.instalments]
        paid[position] = paid_card(program.roster.holders[position], terms, entitled)
    return Payouts(program, scenario, figures, paid, fundings)


def _known(
    earlier: Payouts | None, position: PositionKey, count: int
) -> Sequence[PaidInstalment | None]:
    """Return the instalments of another plan that may still hold."""
    known = None if earlier is None else earlier.paid.get(position)
    if known is None or len(known.instalments) != count:
        return (None,) * count
    return known.instalments


def _walk(steps: tuple[Step, ...], holders: Holders, reader: Reader, known: Paid | None) -> Walk:
    """Walk up to the claims, or take the walk of ``known`` where nothing of it has changed."""
    read = reads(steps, reader)
    if known is not None:
        walk = known.walk
        if walk.steps is steps and walk.holders is holders and walk.reads == read:
            return walk
    return walk_claims(steps, holders, read)


def _fundings(
    program: PayProgram,
    pool: Pool,
    number: int,
    walks: Mapping[PositionKey, Sequence[Walk]],
    reader: Reader,
) -> tuple[Funding, ...]:
    """Return how a pool funds each instalment of its members."""
    terms = program.pool_terms(number)
    if terms is None:
        return (unfunded(NoPayout(NoPayoutCode.POOL_OF_DIFFERENT_TIMES)),)
    pools = () if program.design is None else program.design.pools
    without_walk = [
        person
        for person in program.unclaimed
        if pool_of(pools, program.roster.place(person)[0]) == number
    ]
    members = [
        mine
        for position, mine in walks.items()
        # Whose position nobody holds may be paid at other times.
        if program.compiled[position].pool == number and len(mine[0].holders)
    ]
    fundings: list[Funding] = []
    for at, term in enumerate(terms):
        if pool.kpi is not None:
            available = kpi_units(reader.read(pool.kpi, term.read), program.digits)
        else:
            amount = math.nan if pool.amount is None else pool.amount
            available = pool_units(amount, term, program.digits)
        claims = [mine[at] for mine in members]
        fundings.append(fund(pool, available, claims, program.digits, without_walk))
    return tuple(fundings)
