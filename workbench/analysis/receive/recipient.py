"""Who is paid: a person, or whoever holds a position all year and full time."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from models.calendar import Group
from models.keys import BASE, DesignKey, PersonKey, PositionKey, ScenarioKey
from models.organisation import Person
from models.plan import Plan
from models.scorecard import Measure
from models.table import Table
from workbench.analysis.receive.assumed import (
    NOTHING,
    Assumed,
    AssumedFigures,
    AssumedStates,
    Forced,
    rated,
)
from workbench.engine.arrays import Floats
from workbench.pay.payouts import InstalmentPayout, Payouts, PersonPayout, pay
from workbench.pay.pools import Funding, finish
from workbench.pay.pools import Paid as Entitled
from workbench.pay.program import CompiledScorecard, PayProgram, prepare
from workbench.pay.rounding import floor_minor_units
from workbench.pay.settling import paid_card
from workbench.pay.states import (
    Instead,
    claims_in_states,
    paid_over,
    pay_in_states,
    pool_factors,
)
from workbench.pay.step_kinds import Rating, Step, personal_steps
from workbench.pay.step_rules import Value
from workbench.pay.walking import Figures, Walk
from workbench.results import Results

ANYBODY = PersonKey("")
"""The key of a holder of a position who is nobody in particular."""


@dataclass(frozen=True, slots=True)
class Paid:
    """One payout to the cent, and the walks that it comes from.

    Attributes:
        payout: as the engine pays it, over all instalments.
        instalments: what each of them pays, with what came of every step; none where there is
            no scorecard to walk.
    """

    payout: PersonPayout
    instalments: tuple[InstalmentPayout, ...]


@dataclass(frozen=True, eq=False)
class Recipient:
    """Somebody who is paid under a design and a scenario.

    Attributes:
        figures: the worked-out KPIs.
        scenario: which of them count.
        holder: the person; of a position as a whole somebody without a name who holds it full
            time all year, at the mean base pay of those who do.
        program: of everybody, for the pools.
        alone: of the holder alone, without pools.
        payouts: of everybody as things stand, where they are known already; else None.
    """

    figures: Figures
    scenario: ScenarioKey
    holder: Person
    program: PayProgram
    alone: PayProgram
    payouts: Payouts | None = None

    @property
    def plan(self) -> Plan:
        """The plan that is paid."""
        return self.program.plan

    @property
    def position(self) -> PositionKey:
        """The position held."""
        return self.holder.position

    @property
    def person(self) -> PersonKey | None:
        """The person; None for a position as a whole."""
        return None if self.holder.key == ANYBODY else self.holder.key

    @property
    def group(self) -> Group | None:
        """The periods that are paid; None where the plan holds no complete year."""
        return self.program.group

    @property
    def compiled(self) -> CompiledScorecard | None:
        """The scorecard; None where there is none."""
        return self.alone.compiled.get(self.position)

    @cached_property
    def lists(self) -> tuple[tuple[Step, ...], ...]:
        """The steps that each instalment is walked by, as they are for the holder."""
        if self.compiled is None:
            return ()
        key = self.holder.key
        return tuple(personal_steps(each.steps, key) for each in self.compiled.instalments)

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """The measures of the scorecard as they are for the holder, in order."""
        if self.compiled is None:
            return ()
        return self.compiled.scorecard.for_person(self.holder.key).measures

    @property
    def pool(self) -> int | None:
        """Index of the pool that funds the position; None where there is none."""
        found = self.program.compiled.get(self.position)
        return None if found is None else found.pool

    def pay(self, assumed: Assumed = NOTHING) -> Paid:
        """Pay the holder to the cent, as the engine does; a pool is shared with everybody.

        The pool is worked out anew: what is assumed of a KPI is paid to everybody who is paid
        for it.
        """
        if assumed == NOTHING and self.payouts is not None and self.person is not None:
            return _told(self.payouts, self.person)
        figures = AssumedFigures(self.figures, assumed)
        holder = rated(self.holder, assumed)
        if self.pool is None:
            return _told(pay(self._of(holder), figures, self.scenario), holder.key)
        if self.person is None:
            return self._anybody_in_pool(figures, holder)
        program = self.program
        if holder is not self.holder:
            people = program.plan.people.replacing(holder)
            program = _prepared(program, replace(program.plan, people=people))
        return _told(pay(program, figures, self.scenario), holder.key)

    def money(self, states: Sequence[Assumed]) -> Floats:
        """Return what the holder is paid in each state, in money, unrounded.

        Args:
            states: what is assumed in each.

        Returns:
            Shape (states,); NaN where a payout cannot be worked out.
        """
        if not states or self.compiled is None:
            return np.full(len(states), np.nan)
        figures = AssumedStates(self.figures, self.scenario, states)
        if self.pool is None:
            instead = self._instead(states, 0, 1)
            return pay_in_states(self.alone, figures, {self.position: instead})[self.position][:, 0]
        if self.person is None:
            return self._anybody_in_states(figures)
        _, index = self.program.roster.place(self.holder.key)
        count = len(self.program.roster.holders[self.position])
        instead = self._instead(states, index, count)
        paid = pay_in_states(self.program, figures, {self.position: instead})
        return paid[self.position][:, index]

    def _of(self, holder: Person) -> PayProgram:
        if holder is self.holder:
            return self.alone
        return _alone(self.program, holder)

    def _anybody_in_pool(self, figures: AssumedFigures, holder: Person) -> Paid:
        """Pay a holder who is nobody by the factors that the real ones get."""
        fundings = pay(self.program, figures, self.scenario).fundings[self.pool or 0]
        program = self._of(holder)
        alone = pay(program, figures, self.scenario).paid[self.position]
        entitled = [
            self._funded(each.paid.walk.unfinished(), fundings[at if at < len(fundings) else 0])
            for at, each in enumerate(alone.instalments)
        ]
        card = paid_card(alone.holders, [each.term for each in alone.instalments], entitled)
        return _told(Payouts(program, self.scenario, figures, {self.position: card}), holder.key)

    def _funded(self, walk: Walk, funding: Funding) -> Entitled:
        if funding.units is not None and np.isfinite(walk.claims).all():
            funded = (walk.claims * funding.factor).tolist()
            units = [floor_minor_units(each, self.program.digits) for each in funded]
            shared = {self.position: np.array(units, dtype=np.int64)}
            funding = Funding(funding.factor, shared, funding.reason)
        return finish(walk, funding)

    def _anybody_in_states(self, figures: AssumedStates) -> Floats:
        """Return what a holder who is nobody gets of a pool, shape (states,)."""
        claims = {
            position: [
                claims_in_states(each.steps, self.program.roster.holders[position], figures)
                for each in compiled.instalments
            ]
            for position, compiled in self.program.compiled.items()
        }
        pools = () if self.program.design is None else self.program.design.pools
        number = self.pool or 0
        factors = pool_factors(self.program, pools[number], number, claims, figures)
        assert self.compiled is not None  # noqa: S101 - the caller has looked
        holders = self.alone.roster.holders[self.position]
        instead = self._instead(figures.states, 0, 1)
        entitled: list[Floats] = []
        for at, each in enumerate(self.compiled.instalments):
            claimed = claims_in_states(each.steps, holders, figures, instead[at])
            factor = factors[at if at < len(factors) else 0]
            entitled.append(claimed * factor[:, None])
        return paid_over([each.term for each in self.compiled.instalments], entitled)[:, 0]

    def _instead(self, states: Sequence[Assumed], index: int, count: int) -> tuple[Instead, ...]:
        """Return what forces assumed ratings upon holder ``index`` of ``count``."""
        found: list[Instead] = []
        for steps in self.lists:
            forced: dict[int, Callable[[Value], Value]] = {}
            for step in steps:
                if isinstance(step, Rating):
                    given = [each.ratings.get(step.objective, math.nan) for each in states]
                    if not np.isnan(given).all():
                        forced[step.out.index] = Forced(np.array(given), index, count)
            found.append(Instead(values=forced))
        return tuple(found)


def recipient(
    results: Results,
    position: PositionKey,
    person: PersonKey | None = None,
    *,
    scenario: ScenarioKey = BASE,
    design: DesignKey | None = None,
) -> Recipient:
    """Return who is paid.

    Args:
        results: of the plan.
        position: the position; that of the person, where one is given.
        person: None: whoever holds the position.
        scenario: whose figures count.
        design: None: the one that is paid.

    Raises:
        KeyError: the plan has no such person or design.
    """
    plan, program = results.plan, results.program
    if design is not None and design != plan.current_design:
        program = prepare(plan, design=design, group=program.group, earlier=program)
    holder = _anybody(plan, position) if person is None else plan.people[person]
    payouts = results.payouts[scenario] if program is results.program else None
    alone = _alone(program, holder)
    return Recipient(results.values, scenario, holder, program, alone, payouts)


def with_figures(recipient: Recipient, figures: Figures) -> Recipient:
    """Return the same one, paid for other figures."""
    return replace(recipient, figures=figures, payouts=None)


def base_pay_of(plan: Plan, position: PositionKey) -> float | None:
    """Return the mean base pay of the holders of a position; None where none is known."""
    known = [
        person.base_pay
        for person in plan.people.values()
        if person.position == position and person.base_pay is not None
    ]
    return math.fsum(known) / len(known) if known else None


def _anybody(plan: Plan, position: PositionKey) -> Person:
    found = plan.positions.get(position)
    name = position if found is None else found.name
    return Person(ANYBODY, name, position, base_pay=base_pay_of(plan, position))


def _alone(program: PayProgram, holder: Person) -> PayProgram:
    """Return a program that pays one person, as if no pool had to be shared."""
    alone = _prepared(program, replace(program.plan, people=Table((holder,))))
    compiled = alone.compiled.get(holder.position)
    own = {} if compiled is None else {holder.position: replace(compiled, pool=None)}
    design = None if alone.design is None else replace(alone.design, pools=())
    return replace(alone, compiled=own, design=design)


def _prepared(program: PayProgram, plan: Plan) -> PayProgram:
    design = None if program.design is None else program.design.key
    return prepare(plan, design=design, group=program.group, earlier=program)


def _told(payouts: Payouts, person: PersonKey) -> Paid:
    return Paid(payouts.of(person), payouts.instalments(person))
