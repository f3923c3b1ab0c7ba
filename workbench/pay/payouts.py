"""Pays the people of a plan under one scenario, all at once, and tells each how it came about."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import final

import numpy as np

from models.calendar import Group
from models.keys import (
    FunctionKey,
    KpiKey,
    MeasureKey,
    ObjectiveKey,
    PersonKey,
    PositionKey,
    ScenarioKey,
)
from models.scorecard import Measure, Pool, Scorecard, ScoreForm
from workbench.pay.holders import Holders
from workbench.pay.pools import Funding, Paid, finish, fund
from workbench.pay.program import PayProgram
from workbench.pay.reasons import NoPayout, NoPayoutCode
from workbench.pay.rounding import largest_remainder, rounded
from workbench.pay.step_kinds import Stage
from workbench.pay.steps import pool_of
from workbench.pay.walking import Figures, Reader, Walk, reads, walk_claims


@dataclass(frozen=True, slots=True)
class MeasurePayout:
    """One line of a scorecard for one person.

    Attributes:
        weight: as it stands in the scorecard; 1 in a product form, which has none.
        target: the stored target; None where none was set, or one for each of several groups.
        result: in the unit of the KPI, or the rating; of a measure that is read over several
            groups, the figure over all of them. None: no value.
        payout_rate: after curve, cap and gates of the measure, 1.0 being 100 %. None: no value.
        amount: its part of the payout; the amounts of a person sum to the payout.
        assumed: whether the rating was not given, so that the target counts.
    """

    key: MeasureKey
    kpi: KpiKey | None
    objective: ObjectiveKey | None
    weight: float
    target: float | None
    result: float | None
    payout_rate: float | None
    amount: Decimal | None
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class PersonPayout:
    """What one person is paid, and the figures on the way. None is no value.

    Attributes:
        target_bonus: for a full year at full time, in money.
        score: Σ of the sections, 1.0 being 100 %.
        gate: part that the gates of the whole scorecard leave.
        modifiers: product of the modifiers.
        pro_rata: part of the time that was worked.
        funding: factor of the pool; 1 where there is none.
        payout: in money, in whole minor units.
        reason: why there is no payout; None where there is one.
    """

    person: PersonKey
    position: PositionKey
    function: FunctionKey | None
    target_bonus: float | None
    score: float | None
    gate: float | None
    modifiers: float | None
    pro_rata: float | None
    funding: float | None
    payout: Decimal | None
    measures: tuple[MeasurePayout, ...] = ()
    reason: NoPayout | None = None


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
        return Decimal(units).scaleb(-self.program.digits)

    def _person(self, position: PositionKey, index: int) -> PersonPayout:
        holders = self.program.roster.holders[position]
        person = holders.people[index]
        function = None if holders.position is None else holders.position.function
        paid = self.paid.get(position)
        if paid is None or holders.position is None:
            return PersonPayout(
                person=person.key,
                position=position,
                function=function,
                target_bonus=_figure(float(holders.target_bonus[index])),
                score=None,
                gate=None,
                modifiers=None,
                pro_rata=None,
                funding=None,
                payout=None,
                reason=self._without_scorecard(holders),
            )
        walk = paid.walk

        def at(stage: Stage) -> float | None:
            return _figure(walk.of(walk.register(stage), index))

        worked_out = bool(paid.worked_out[index])
        last = walk.steps[-1].out
        return PersonPayout(
            person=person.key,
            position=position,
            function=function,
            target_bonus=at(Stage.TARGET_BONUS),
            score=at(Stage.SCORE),
            gate=at(Stage.PLAN_GATES),
            modifiers=at(Stage.MODIFIERS),
            pro_rata=at(Stage.PRO_RATA),
            funding=at(Stage.FUNDING),
            payout=self._money(int(paid.units[index])) if worked_out else None,
            measures=self._measures(paid, index),
            reason=None if worked_out else walk.lacking(last, index),
        )

    def _without_scorecard(self, holders: Holders) -> NoPayout:
        if holders.position is None:
            return NoPayout(NoPayoutCode.UNKNOWN_POSITION, holders.key)
        return self.program.unpaid or NoPayout(NoPayoutCode.NO_SCORECARD, holders.key)

    def _measures(self, paid: Paid, index: int) -> tuple[MeasurePayout, ...]:
        """Return the lines of a scorecard, whose amounts sum to the payout."""
        walk = paid.walk
        card = self.program.compiled[walk.holders.key].scorecard
        lines: list[MeasurePayout] = []
        claims: list[float] = []
        for section, part in _section_parts(card, walk, index):
            for measure in section:
                line = self._line(measure, card, walk, index)
                lines.append(line)
                claims.append(line.weight * (line.payout_rate or 0.0) * part)
        if not paid.worked_out[index]:
            return tuple(lines)
        amounts = _shared_out(int(paid.units[index]), claims, [line.key for line in lines])
        return tuple(
            MeasurePayout(
                line.key,
                line.kpi,
                line.objective,
                line.weight,
                line.target,
                line.result,
                line.payout_rate,
                self._money(amount),
                line.assumed,
            )
            for line, amount in zip(lines, amounts, strict=True)
        )

    def _line(self, measure: Measure, card: Scorecard, walk: Walk, index: int) -> MeasurePayout:
        group = self.program.group
        target = measure.targets[0] if len(measure.targets) == 1 else None
        assumed = False
        result: float | None = None
        if measure.kpi is not None and group is not None:
            result = _figure(self._figures.group(measure.kpi, self.scenario, group))
            target = _target_of(measure, group)
        elif measure.objective is not None:
            own = walk.holders.people[index].objectives.get(measure.objective)
            assumed = own is None or own.rating is None
            target = 1.0 if target is None else target
            result = target if own is None or own.rating is None else own.rating
        product = card.form is ScoreForm.MULTIPLICATIVE
        return MeasurePayout(
            key=measure.key,
            kpi=measure.kpi,
            objective=measure.objective,
            weight=1.0 if product else measure.weight,
            target=target,
            result=result,
            payout_rate=_figure(walk.of(walk.register(Stage.MEASURE, measure.key), index)),
            amount=None,
            assumed=assumed,
        )


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


def _figure(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _target_of(measure: Measure, group: Group) -> float | None:
    """Return the target for the whole of the paid group, where there is one for it."""
    if measure.every is not group.span:
        return None
    place = group.number - 1
    return measure.targets[place] if place < len(measure.targets) else None


def _section_parts(
    card: Scorecard, walk: Walk, index: int
) -> list[tuple[tuple[Measure, ...], float]]:
    """Return the measures of each section, and the part that its gates leave."""
    parts: list[tuple[tuple[Measure, ...], float]] = []
    for number, section in enumerate(card.sections):
        if section.measures:
            left = 1.0
            for step in walk.steps:
                if step.out.stage is Stage.SECTION_GATE and step.out.owner == str(number):
                    left *= walk.of(step.out, index)
            parts.append((section.measures, left))
    return parts


def _shared_out(units: int, claims: list[float], keys: list[MeasureKey]) -> list[int]:
    """Share a payout out in proportion to ``claims``, by largest remainder."""
    total = math.fsum(claims)
    if not claims:
        return []
    if total == 0.0 or not math.isfinite(total):
        # Nothing was earned by any of them, so there is nothing to share out.
        return [0] * len(claims)
    exact = np.array(claims) * (units / total)
    return largest_remainder(units, exact, keys).tolist()
