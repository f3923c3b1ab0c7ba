"""What each function is paid for: shares of its whole target-bonus money."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from models.keys import FunctionKey, KpiKey, MeasureKey, ObjectiveKey, PersonKey, PositionKey
from models.organisation import FunctionRole
from models.plan import Plan
from models.scorecard import Measure, Scorecard, ScoreForm
from workbench.pay.program import PayProgram

FLOOR: Final = 0.1
"""No weight should be under this part of a scorecard."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a measure reads: a KPI or an objective, one of the two."""

    kpi: KpiKey | None = None
    objective: ObjectiveKey | None = None


@dataclass(frozen=True, slots=True)
class FunctionWeights:
    """What a function is paid for.

    Attributes:
        bonus: full-year, full-time target bonuses of all people of its positions, in money.
        shares: of ``bonus`` on each KPI and objective, in the order of the scorecards. What
            they lack to 1 is on nothing: a position without scorecard, or weights below 1.
        equal: positions whose scorecards multiply: they have no weights, and each of their
            measures counts the same.
    """

    function: FunctionKey
    bonus: float
    shares: Mapping[Subject, float]
    equal: tuple[PositionKey, ...]


def subject_of(measure: Measure) -> Subject:
    """Return what a measure reads."""
    return Subject(measure.kpi, None if measure.kpi is not None else measure.objective)


def measure_weights(card: Scorecard) -> tuple[float, ...]:
    """Return the weight of each measure; the same for all where they multiply."""
    if card.form is ScoreForm.MULTIPLICATIVE:
        count = len(card.measures)
        return (1.0 / count,) * count if count else ()
    return tuple(measure.weight for measure in card.measures)


def position_bonus(program: PayProgram, position: PositionKey) -> float:
    """Return the target bonuses of all holders of a position; 0 where nobody has one."""
    holders = program.roster.holders.get(position)
    return 0.0 if holders is None else float(np.nansum(holders.target_bonus))


def measure_bonuses(program: PayProgram, position: PositionKey) -> tuple[float, ...]:
    """Return Σ over holders of weight × target bonus, of each measure of a position, in money.

    Holders with an exception count by their own weights.
    """
    card = program.compiled[position].scorecard
    bonus = position_bonus(program, position)
    whole = [weight * bonus for weight in measure_weights(card)]
    if card.form is ScoreForm.MULTIPLICATIVE:
        return tuple(whole)
    for own, money in _excepted(program, position):
        for at, (mine, plain) in enumerate(zip(own.measures, card.measures, strict=True)):
            whole[at] += (mine.weight - plain.weight) * money
    return tuple(whole)


def bonus_by_the_card(program: PayProgram, position: PositionKey, measure: MeasureKey) -> float:
    """Return the target bonuses of those holders who have no own weight of a measure."""
    card = program.compiled[position].scorecard
    apart = 0.0
    for own, money in _excepted(program, position):
        different = card.exceptions[own.person].of(measure)
        if different is not None and different.weight is not None:
            apart += money
    return position_bonus(program, position) - apart


def positions_of(plan: Plan, function: FunctionKey) -> tuple[PositionKey, ...]:
    """Return the positions of a function, in the order of the plan."""
    return tuple(key for key, each in plan.positions.items() if each.function == function)


@dataclass(frozen=True, slots=True)
class _Own:
    """The measures of a holder with an exception, in the order of the scorecard."""

    person: PersonKey
    measures: tuple[Measure, ...]


def _excepted(program: PayProgram, position: PositionKey) -> Iterator[tuple[_Own, float]]:
    """Yield each holder with an exception, and their target bonus where it can be told."""
    card = program.compiled[position].scorecard
    if not card.exceptions:
        return
    holders = program.roster.holders[position]
    for person, money in zip(holders.people, holders.target_bonus.tolist(), strict=True):
        if person.key in card.exceptions and math.isfinite(money):
            yield _Own(person.key, card.for_person(person.key).measures), money


def function_weights(program: PayProgram) -> Mapping[FunctionKey, FunctionWeights]:
    """Return what each function with bonus money is paid for, in the order of the plan.

    Args:
        program: who is paid, and by which scorecards.
    """
    found: dict[FunctionKey, FunctionWeights] = {}
    for function in program.plan.functions:
        weights = weights_of(program, function)
        if weights.bonus > 0.0:
            found[function] = weights
    return found


def weights_of(program: PayProgram, function: FunctionKey) -> FunctionWeights:
    """Return what one function is paid for; nothing where it has no bonus money."""
    positions = positions_of(program.plan, function)
    bonuses = {position: position_bonus(program, position) for position in positions}
    whole = math.fsum(bonuses.values())
    shares: dict[Subject, float] = {}
    equal: list[PositionKey] = []
    for position, bonus in bonuses.items():
        compiled = program.compiled.get(position)
        if compiled is None or not bonus or not whole:
            continue
        card = compiled.scorecard
        if card.form is ScoreForm.MULTIPLICATIVE:
            equal.append(position)
        for measure, money in zip(card.measures, measure_bonuses(program, position), strict=True):
            subject = subject_of(measure)
            shares[subject] = shares.get(subject, 0.0) + money / whole
    return FunctionWeights(function, whole, shares, tuple(equal))


def compared(plan: Plan, functions: Iterable[FunctionKey]) -> tuple[tuple[FunctionKey, ...], bool]:
    """Return the functions that a contradiction is between, and whether their roles say so.

    Those are the ones with the roles marketing and sales, where both exist; else all of them.
    """
    given = tuple(functions)
    roles = {key: plan.functions[key].role for key in given}
    pair = (FunctionRole.MARKETING, FunctionRole.SALES)
    if all(role in roles.values() for role in pair):
        return tuple(key for key in given if roles[key] in pair), True
    return given, False
