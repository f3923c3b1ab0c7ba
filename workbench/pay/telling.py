"""Tells each person how their payout came about, from the arrays of the walk."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, final

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
from models.organisation import Person
from models.scorecard import Measure, Scorecard, ScoreForm
from workbench.pay.program import PayProgram
from workbench.pay.reasons import NoPayout
from workbench.pay.rounding import largest_remainder
from workbench.pay.settling import PaidInstalment
from workbench.pay.step_kinds import CurvePayout, Register, Stage, personal
from workbench.pay.step_rules import Floats
from workbench.pay.walking import Figures


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

    Over several instalments, a gate, a modifier or the factor of a pool is None where it is
    not the same for all of them.

    Attributes:
        target_bonus: for a full year at full time, in money.
        score: Σ of the sections, 1.0 being 100 %; over several instalments the part of the
            target bonus that they come to together.
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


_FACTS: Final = (
    Stage.TARGET_BONUS,
    Stage.SCORE,
    Stage.PLAN_GATES,
    Stage.MODIFIERS,
    Stage.PRO_RATA,
    Stage.FUNDING,
)


@dataclass(frozen=True, slots=True)
class _Line:
    """What a measure is for every holder of a position, and where the rest of it stands.

    Attributes:
        told: the line, without what differs by person.
        measure: the measure itself.
        paid: the register of its payout.
        gates: those of the gates of its section.
    """

    told: MeasurePayout
    measure: Measure
    paid: Register
    gates: tuple[Register, ...]


@final
class Teller:
    """Tells the holders of one position what one instalment entitles them to.

    Attributes:
        keys: the measures that it pays, in the order of the scorecard.
    """

    def __init__(
        self,
        program: PayProgram,
        instalment: PaidInstalment,
        figures: Figures,
        scenario: ScenarioKey,
    ) -> None:
        """Read what holds for all holders once."""
        self._program = program
        self._term = instalment.term
        self._paid = paid = instalment.paid
        # The last register of each stage and owner, as people read them.
        self._registers = {(step.out.stage, step.out.owner): step.out for step in paid.walk.steps}
        position = paid.walk.holders.position
        self._function = None if position is None else position.function
        self._figures, self._scenario = figures, scenario
        self._card = instalment.term.card
        self._lines = self._fixed_lines(self._card)
        self.keys: tuple[MeasureKey, ...] = tuple(line.told.key for line in self._lines)

    def person(self, index: int) -> PersonPayout:
        """Return what holder ``index`` is paid."""
        paid, walk = self._paid, self._paid.walk
        facts = [_figure(walk.of(self._registers[stage, ""], index)) for stage in _FACTS]
        worked_out = bool(paid.worked_out[index])
        last = walk.steps[-1].out
        target_bonus, score, gate, modifiers, pro_rata, funding = facts
        return PersonPayout(
            person=walk.holders.people[index].key,
            position=walk.holders.key,
            function=self._function,
            target_bonus=target_bonus,
            score=score,
            gate=gate,
            modifiers=modifiers,
            pro_rata=pro_rata,
            funding=funding,
            payout=money(int(paid.units[index]), self._program.digits) if worked_out else None,
            measures=self._measures(index),
            reason=None if worked_out else walk.lacking(last, index),
        )

    def _fixed_lines(self, card: Scorecard, person: PersonKey | None = None) -> list[_Line]:
        walk = self._paid.walk
        product = card.form is ScoreForm.MULTIPLICATIVE
        lines: list[_Line] = []
        for number, section in enumerate(card.sections):
            gates = tuple(
                step.out
                for step in walk.steps
                if step.out.stage is Stage.SECTION_GATE and step.out.owner == str(number)
            )
            for measure in section.measures:
                told = _told(
                    measure, self._figures, self._scenario, self._term.read, product=product
                )
                if self._term.to_date and measure.kpi is not None:
                    told = replace(told, target=self._target_to_date(measure.key, person))
                register = self._registers[Stage.MEASURE, measure.key]
                lines.append(_Line(told, measure, register, gates))
        return lines

    def _target_to_date(self, measure: MeasureKey, person: PersonKey | None) -> float | None:
        """Return the target that a curve is read at; None where it is read at none."""
        for step in self._paid.walk.steps:
            if step.out.stage is Stage.BY_CURVE and step.out.owner == measure:
                mine = step if person is None else personal(step, person)
                return mine.target if isinstance(mine, CurvePayout) else None
        return None

    def _measures(self, index: int) -> tuple[MeasurePayout, ...]:
        """Return the lines of one holder, whose amounts sum to the payout."""
        paid, walk = self._paid, self._paid.walk
        person = walk.holders.people[index]
        lines = self._lines_of(person.key)
        rates = [_figure(walk.of(line.paid, index)) for line in lines]
        amounts: list[Decimal | None] = [None] * len(rates)
        if paid.worked_out[index]:
            shared = self.shared(index, int(paid.units[index]))
            amounts = [money(units, self._program.digits) for units in shared]
        return tuple(
            _line_of(line, person, rate, amount)
            for line, rate, amount in zip(lines, rates, amounts, strict=True)
        )

    def shared(self, index: int, units: int) -> list[int]:
        """Share minor units out over the measures of one holder, by what each of them pays."""
        walk = self._paid.walk
        lines = self._lines_of(walk.holders.people[index].key)
        claims = [
            line.told.weight
            * (_figure(walk.of(line.paid, index)) or 0.0)
            * math.prod([walk.of(gate, index) for gate in line.gates])
            for line in lines
        ]
        return _shared_out(units, claims, list(self.keys))

    def _lines_of(self, person: PersonKey) -> list[_Line]:
        """Return the lines as they are for one holder."""
        if person not in self._card.exceptions:
            return self._lines
        return self._fixed_lines(self._card.for_person(person), person)

    def _weights(self, line: _Line) -> Floats | float:
        """Return the weight of a line, of each holder where some have their own, shape (n,)."""
        if not self._card.exceptions or self._card.form is ScoreForm.MULTIPLICATIVE:
            return line.told.weight
        holders = self._paid.walk.holders
        weights = np.full(len(holders), line.told.weight)
        for at, person in enumerate(holders.people):
            exception = self._card.exceptions.get(person.key)
            own = None if exception is None else exception.of(line.measure.key)
            if own is not None and own.weight is not None:
                weights[at] = own.weight
        return weights

    def share_of(self, kpi: KpiKey) -> Floats:
        """Return the part of each holder's payout that is for measures on a KPI, shape (n,)."""
        walk = self._paid.walk
        claimed = np.zeros(len(walk.holders))
        mine = np.zeros(len(walk.holders))
        for line in self._lines:
            claim = self._weights(line) * np.nan_to_num(walk.value(line.paid))
            for gate in line.gates:
                claim = claim * walk.value(gate)
            claimed += claim
            if line.told.kpi == kpi:
                mine += claim
        return np.divide(mine, claimed, out=np.zeros_like(mine), where=claimed != 0.0)


def _line_of(
    line: _Line, person: Person, rate: float | None, amount: Decimal | None
) -> MeasurePayout:
    """Return a line with what is one person's in it."""
    told = line.told
    result, assumed = told.result, False
    if told.objective is not None:
        own = person.objectives.get(told.objective)
        assumed = own is None or own.rating is None
        result = told.target if own is None or own.rating is None else own.rating
    return MeasurePayout(
        told.key,
        told.kpi,
        told.objective,
        told.weight,
        told.target,
        result,
        rate,
        amount,
        assumed,
    )


def _told(
    measure: Measure,
    figures: Figures,
    scenario: ScenarioKey,
    group: Group | None,
    *,
    product: bool,
) -> MeasurePayout:
    target = measure.targets[0] if len(measure.targets) == 1 else None
    result: float | None = None
    if measure.kpi is not None and group is not None:
        result = _figure(figures.group(measure.kpi, scenario, group))
        target = _target_of(measure, group)
    elif measure.objective is not None and target is None:
        target = 1.0
    return MeasurePayout(
        key=measure.key,
        kpi=measure.kpi,
        objective=measure.objective,
        weight=1.0 if product else measure.weight,
        target=target,
        result=result,
        payout_rate=None,
        amount=None,
    )


def money(units: int, digits: int) -> Decimal:
    """Return minor units as an amount of money."""
    return Decimal(units).scaleb(-digits)


def _figure(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _target_of(measure: Measure, group: Group) -> float | None:
    """Return the target for the whole of the paid group, where there is one for it."""
    if measure.every is not group.span:
        return None
    place = group.number - 1
    return measure.targets[place] if place < len(measure.targets) else None


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
