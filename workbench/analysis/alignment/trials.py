"""Scorecards tried with other weights or caps, before and after one move."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from models.calendar import Group
from models.keys import KpiKey, PositionKey
from models.scorecard import Scorecard
from workbench.analysis.alignment.contradictions import function_bonuses
from workbench.analysis.alignment.weights import FunctionWeights
from workbench.engine.arrays import Floats
from workbench.pay.program import Instalment, PayProgram
from workbench.pay.states import Instead, pay_in_states
from workbench.pay.steps import Stage, WeightedSum

_TRIED: Final = 17
"""So many candidates are paid at once in each round of narrowing."""
_ROUNDS: Final = 9
"""A sixteenth of the range is left after each: 1.5e-11 of it after these."""
STILL: Final = 1e-10
"""A bonus that changes by no more does not rise."""


Trial = Callable[[Floats], Mapping[PositionKey, Sequence[Instead]]]


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """The figures before and after one move, side by side for any number of candidates.

    Attributes:
        results: by KPI and periods: the figure before, and after.
        candidates: how many there are; states are all before, then all after.
    """

    results: Mapping[tuple[KpiKey, tuple[int, ...]], tuple[float, float]]
    candidates: int = 1

    @property
    def count(self) -> int:
        """Two states for each candidate."""
        return 2 * self.candidates

    def over(self, key: KpiKey, group: Group) -> Floats:
        """Return the figure of a KPI over a group, shape (states,); NaN is no value."""
        return np.repeat(np.array(self.results[key, group.periods]), self.candidates)

    def of(self, candidates: int) -> Comparison:
        """Return the same for another number of candidates."""
        return Comparison(self.results, candidates)


def bonus_changes(
    program: PayProgram, weights: FunctionWeights, comparison: Comparison, trial: Trial
) -> Callable[[Floats], Floats]:
    """Return what gives the change of the bonus for candidates of shape (candidates,)."""

    def changes(candidates: Floats) -> Floats:
        many = len(candidates)
        # Each candidate is paid before and after the move.
        twice = np.concatenate([candidates, candidates])
        paid = pay_in_states(program, comparison.of(many), trial(twice))
        own = function_bonuses(program, paid, {weights.function: weights})[weights.function]
        return own[many:] - own[:many]

    return changes


def by_section(program: PayProgram, position: PositionKey, weights: Floats) -> tuple[Instead, ...]:
    """Return what tries weights, in each instalment of a scorecard.

    Args:
        program: who is paid.
        position: whose scorecard.
        weights: of its measures in order, shape (candidates, measures).
    """
    compiled = program.compiled[position]
    return tuple(
        Instead(weights=_of_sums(compiled.scorecard, each, weights))
        for each in compiled.instalments
    )


def _of_sums(card: Scorecard, instalment: Instalment, weights: Floats) -> Mapping[int, Floats]:
    """Return weights by the register of each sum of an instalment."""
    columns: dict[str, list[int]] = {}
    for at, measure in enumerate(card.measures):
        columns.setdefault(measure.key, []).append(at)
    found: dict[int, Floats] = {}
    # What is counted for a cap is not a sum of measures, but of the same weights.
    paid = [measure.key for measure in instalment.term.card.measures]
    for step in instalment.steps:
        if not isinstance(step, WeightedSum):
            continue
        counted = step.out.stage is Stage.COUNTED
        keys = paid if counted else [operand.owner for operand in step.operands]
        seen: dict[str, int] = {}
        places: list[int] = []
        for key in keys:
            nth = seen[key] = seen.get(key, -1) + 1
            places.append(columns[key][min(nth, len(columns[key]) - 1)])
        found[step.out.index] = weights[:, places]
    return found


def first_enough(
    changes: Callable[[Floats], Floats], start: float, end: float
) -> tuple[float, float] | None:
    """Return the candidate nearest to ``start`` at which the bonus does not rise.

    It is bracketed by even steps towards ``end``, the first that suffices and the one before
    it, which are narrowed down again and again. None where no step suffices.

    Returns:
        The candidate, and the change there.
    """
    found: tuple[float, float] | None = None
    for _ in range(_ROUNDS):
        tried = np.linspace(start, end, _TRIED)
        came = changes(tried)
        enough = np.flatnonzero(came <= STILL)
        if not len(enough):
            return found
        at = int(enough[0])
        found = (float(tried[at]), float(came[at]))
        if at == 0:
            return found
        start, end = float(tried[at - 1]), float(tried[at])
    return found
