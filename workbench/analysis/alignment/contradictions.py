"""What every move does to the profit and to the bonus of each function, and what that is."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from models.calendar import Group
from models.keys import FunctionKey, KpiKey, PositionKey, ScenarioKey
from workbench.analysis.alignment.moves import Move, Unmoved, moved_chunks
from workbench.analysis.alignment.weights import FunctionWeights, positions_of
from workbench.engine.arrays import Floats
from workbench.engine.values import Values
from workbench.pay.program import PayProgram
from workbench.pay.states import figures_read, pay_in_states

BONUS_MOVES: Final = 0.001
"""A bonus moves where it changes by more than this part of its target."""
PROFIT_MOVES: Final = 0.0001
"""Profit moves where it changes by more than this part of itself."""
_ROUNDING: Final = 1e-12


class Verdict(StrEnum):
    """What a move is: for the profit, and for those who may make it."""

    PAID_TO_DESTROY = "paid_to_destroy"
    TUG_OF_WAR = "tug_of_war"
    UNPAID_GOOD = "unpaid_good"
    PUNISHED_GOOD = "punished_good"
    ALIGNED = "aligned"
    BLIND_SPOT = "blind_spot"
    PAID_FOR_NOTHING = "paid_for_nothing"
    STILL = "still"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class BonusMove:
    """What a move does to the bonus of a function, as fractions of its target-bonus money.

    Attributes:
        before: what is paid without the move; NaN: cannot be worked out.
        after: what is paid with it; NaN: cannot be worked out.
    """

    function: FunctionKey
    before: float
    after: float

    @property
    def change(self) -> float:
        """By how much it rises."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A move, what it does, and the verdict on it.

    Attributes:
        profit: change of the profit over the year of the report, in money; NaN: no value.
        bonuses: of the functions that are compared.
        others: of all other functions with bonus money.
    """

    move: Move
    verdict: Verdict
    profit: float
    bonuses: tuple[BonusMove, ...]
    others: tuple[BonusMove, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes:
    """What the figures and bonuses come to after every move.

    Attributes:
        profit: shape (moves,), in money; NaN is no value.
        base_profit: without a move.
        bonuses: by function, as a fraction of its target-bonus money, shape (moves,).
        base_bonuses: without a move.
        results: of every KPI and group that is read, shape (moves,), in the unit of the KPI.
    """

    moves: tuple[Move, ...]
    profit: Floats
    base_profit: float
    bonuses: Mapping[FunctionKey, Floats]
    base_bonuses: Mapping[FunctionKey, float]
    results: Mapping[tuple[KpiKey, tuple[int, ...]], Floats]


def outcomes(
    program: PayProgram,
    values: Values,
    scenario: ScenarioKey,
    *,
    profit: KpiKey,
    moves: tuple[Move, ...],
    weights: Mapping[FunctionKey, FunctionWeights],
) -> Outcomes:
    """Work every move out and pay everybody after it.

    Raises:
        KeyError: there is no such scenario.
    """
    year = _year(program)
    wanted = ((profit, year), *figures_read(program))
    unmoved = Unmoved(values.alone(scenario), 1)
    base = function_bonuses(program, pay_in_states(program, unmoved), weights)
    count = len(moves)
    profits = np.empty(count)
    bonuses = {function: np.empty(count) for function in weights}
    results = {(key, group.periods): np.empty(count) for key, group in wanted}
    for chunk, figures in moved_chunks(values, scenario, wanted, moves):
        profits[chunk] = figures.over(profit, year)
        for key, group in wanted:
            results[key, group.periods][chunk] = figures.over(key, group)
        paid = pay_in_states(program, figures)
        for function, shares in function_bonuses(program, paid, weights).items():
            bonuses[function][chunk] = shares
    return Outcomes(
        moves=moves,
        profit=profits,
        base_profit=values.group(profit, scenario, year),
        bonuses=bonuses,
        base_bonuses={function: float(share[0]) for function, share in base.items()},
        results=results,
    )


def function_bonuses(
    program: PayProgram,
    paid: Mapping[PositionKey, Floats],
    weights: Mapping[FunctionKey, FunctionWeights],
) -> Mapping[FunctionKey, Floats]:
    """Return the payouts of each function as fractions of its target-bonus money.

    People without a target bonus that can be told are left out, as they are of the money.

    Args:
        program: who is paid.
        paid: by position, shape (states, holders), in money; NaN: cannot be worked out.
        weights: the functions, and their money.

    Returns:
        By function, shape (states,).
    """
    found: dict[FunctionKey, Floats] = {}
    for function, own in weights.items():
        total: Floats | float = 0.0
        for position in positions_of(program.plan, function):
            if position in paid:
                told = np.isfinite(program.roster.holders[position].target_bonus)
                total = total + paid[position][:, told].sum(axis=1)
        states = next(iter(paid.values())).shape[0] if paid else 1
        found[function] = np.broadcast_to(np.asarray(total) / own.bonus, (states,))
    return found


def judged(found: Outcomes, functions: Sequence[FunctionKey]) -> tuple[Contradiction, ...]:
    """Return the verdict on every move, comparing ``functions``."""
    judgements: list[Contradiction] = []
    for place, move in enumerate(found.moves):
        every = tuple(
            BonusMove(function, found.base_bonuses[function], float(after[place]))
            for function, after in found.bonuses.items()
        )
        own = tuple(each for each in every if each.function in functions)
        others = tuple(each for each in every if each.function not in functions)
        change = float(found.profit[place]) - found.base_profit
        changes = tuple(each.change for each in own)
        verdict = verdict_on(found.base_profit, change, changes)
        judgements.append(Contradiction(move, verdict, change, own, others))
    return tuple(judgements)


def verdict_on(profit: float, change: float, bonuses: Sequence[float]) -> Verdict:
    """Return what a move is: the first verdict that holds.

    Args:
        profit: before the move, in money.
        change: of the profit, in money.
        bonuses: changes, as fractions of target-bonus money.
    """
    if not (math.isfinite(change) and all(map(math.isfinite, bonuses))):
        return Verdict.UNKNOWN
    profit_way = _way(change, PROFIT_MOVES * abs(profit))
    ways = {_way(bonus, BONUS_MOVES) for bonus in bonuses}
    up, down = 1 in ways, -1 in ways
    if profit_way < 0 and up:
        return Verdict.PAID_TO_DESTROY
    if up and down:
        return Verdict.TUG_OF_WAR
    if profit_way > 0:
        if not up and not down:
            return Verdict.UNPAID_GOOD
        return Verdict.PUNISHED_GOOD if down else Verdict.ALIGNED
    if profit_way < 0:
        return Verdict.ALIGNED if down else Verdict.BLIND_SPOT
    return Verdict.PAID_FOR_NOTHING if up else Verdict.STILL


def _way(change: float, least: float) -> int:
    """Return 1, -1 or 0 for what rises, falls or does not move."""
    if abs(change) <= least * (1.0 + _ROUNDING):
        return 0
    return 1 if change > 0 else -1


def _year(program: PayProgram) -> Group:
    assert program.group is not None  # noqa: S101 - asked for before anything is worked out
    return program.group
