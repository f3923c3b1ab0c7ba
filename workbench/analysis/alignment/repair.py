"""How a scorecard could stop paying for a move that costs profit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.calendar import Group
from models.keys import FunctionKey, KpiKey, PositionKey
from models.scorecard import Scorecard, ScoreForm
from workbench.analysis.alignment.contradictions import function_bonuses
from workbench.analysis.alignment.weights import (
    FunctionWeights,
    Subject,
    measure_weights,
    positions_of,
    subject_of,
)
from workbench.engine.arrays import Floats
from workbench.pay.program import PayProgram
from workbench.pay.states import Instead, Value, pay_in_states
from workbench.pay.steps import Stage, WeightedSum

FLOOR: Final = 0.1
"""No weight should be under this part of a scorecard."""
GRID: Final = 20
"""Weights of a grid are multiples of one part in so many: five points."""
_TRIED: Final = 17
"""So many candidates are paid at once in each round of narrowing."""
_ROUNDS: Final = 9
"""A sixteenth of the range is left after each: 1.5e-11 of it after these."""
_STILL: Final = 1e-10
"""A bonus that changes by no more does not rise."""
_MOST_GRID: Final = 7
"""Up to so many measures a grid is looked through; beyond, it has too many points."""


@dataclass(frozen=True, slots=True)
class WeightRepair:
    """The smallest rise of one weight after which the move is no longer paid.

    Attributes:
        subject: whose weight rises, in every scorecard of the function that has it.
        before: its share of the function's target-bonus money.
        after: the same after the rise.
        change: of the bonus by the move then, as a fraction of target bonus.
        below_floor: whose weight the rise presses under 10 % in some scorecard.
    """

    subject: Subject
    before: float
    after: float
    change: float
    below_floor: tuple[Subject, ...]


@dataclass(frozen=True, slots=True)
class CapRepair:
    """The highest cap of one measure under which the move is no longer paid.

    Attributes:
        subject: what is capped, in every scorecard of the function that has it.
        cap: most that it pays, 1.0 being 100 %.
        change: of the bonus by the move then, as a fraction of target bonus.
        change_at_full: the same were it capped at 100 %.
    """

    subject: Subject
    cap: float
    change: float
    change_at_full: float


@dataclass(frozen=True, slots=True)
class GridRepair:
    """The nearest weights in steps of five points, none under 10 %, that help.

    Attributes:
        position: whose scorecard it is.
        weights: of its measures, in order.
        change: of the bonus by the move then, as a fraction of target bonus.
        enough: whether the bonus does not rise; else these are the weights it rises least with.
    """

    position: PositionKey
    weights: tuple[tuple[Subject, float], ...]
    change: float
    enough: bool


@dataclass(frozen=True, slots=True)
class Repair:
    """What would stop a function from being paid for a move; None where nothing of its kind does.

    Attributes:
        grid: of each of its positions that is paid for the move.
    """

    function: FunctionKey
    weight: WeightRepair | None
    cap: CapRepair | None
    grid: tuple[GridRepair, ...]


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


def repair(program: PayProgram, weights: FunctionWeights, comparison: Comparison) -> Repair:
    """Seek what would stop a function from being paid for a move.

    Args:
        program: who is paid, and by which scorecards.
        weights: the function, and what it is paid for.
        comparison: the figures before and after the move.
    """
    cards = {
        position: program.compiled[position].scorecard
        for position in positions_of(program.plan, weights.function)
        if position in program.compiled
    }
    return Repair(
        weights.function,
        _by_weight(program, weights, cards, comparison),
        _by_cap(program, weights, cards, comparison),
        tuple(
            found
            for position, card in cards.items()
            if (found := _by_grid(program, position, card, comparison)) is not None
        ),
    )


_Cards = Mapping[PositionKey, Scorecard]
_Trial = Callable[[Floats], Mapping[PositionKey, Instead]]


def _changes(
    program: PayProgram, weights: FunctionWeights, comparison: Comparison, trial: _Trial
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


def _by_weight(
    program: PayProgram, weights: FunctionWeights, cards: _Cards, comparison: Comparison
) -> WeightRepair | None:
    best: WeightRepair | None = None
    for subject, share in weights.shares.items():
        holding = {
            position: card
            for position, card in cards.items()
            if card.form is ScoreForm.ADDITIVE
            and subject in [subject_of(measure) for measure in card.measures]
        }
        if not holding:
            continue

        def trial(
            parts: Floats, holding: _Cards = holding, subject: Subject = subject
        ) -> Mapping[PositionKey, Instead]:
            return {
                position: Instead(
                    weights=_by_section(program, position, _risen(card, subject, parts))
                )
                for position, card in holding.items()
            }

        changes = _changes(program, weights, comparison, trial)
        found = _first(changes, 0.0, 1.0)
        if found is None:
            continue
        part, change = found
        after = share
        below: dict[Subject, None] = {}
        for position, card in holding.items():
            risen = _risen(card, subject, np.array([part]))[0].tolist()
            money = _money(program, position) / weights.bonus
            old = measure_weights(card)
            for measure, was, now in zip(card.measures, old, risen, strict=True):
                if subject_of(measure) == subject:
                    after += (now - was) * money
                if now < FLOOR - 1e-9 and was >= FLOOR - 1e-9:
                    below[subject_of(measure)] = None
        if best is None or after - share < best.after - best.before:
            best = WeightRepair(subject, share, after, change, tuple(below))
    return best


def _money(program: PayProgram, position: PositionKey) -> float:
    return float(np.nansum(program.roster.holders[position].target_bonus))


def _risen(card: Scorecard, subject: Subject, parts: Floats) -> Floats:
    """Return weights of which one takes up a part of what it lacks to the whole.

    Args:
        card: whose weights.
        subject: of the measures that rise, by as much in proportion.
        parts: shape (candidates,), 0 to 1.

    Returns:
        Shape (candidates, measures).
    """
    old = np.array([measure.weight for measure in card.measures])
    own = np.array([subject_of(measure) == subject for measure in card.measures])
    whole, held = old.sum(), old[own].sum()
    now = held + parts[:, None] * (whole - held)
    risen = old * (now / held) if held > 0.0 else np.where(own, now / own.sum(), 0.0)
    return np.where(own, risen, old * (1.0 - parts[:, None]))


def _by_section(
    program: PayProgram, position: PositionKey, weights: Floats
) -> Mapping[int, Floats]:
    """Return weights by the register of the sum of their section."""
    found: dict[int, Floats] = {}
    at = 0
    for step in program.compiled[position].steps:
        if isinstance(step, WeightedSum):
            found[step.out.index] = weights[:, at : at + len(step.operands)]
            at += len(step.operands)
    return found


def _by_cap(
    program: PayProgram, weights: FunctionWeights, cards: _Cards, comparison: Comparison
) -> CapRepair | None:
    best: CapRepair | None = None
    for subject in weights.shares:
        if subject.kpi is None:
            continue
        registers = {position: _paid_by(program, position, subject) for position in cards}
        most = _highest(program, comparison, registers)
        if most <= 0.0:
            continue

        def trial(
            caps: Floats, registers: Mapping[PositionKey, Sequence[int]] = registers
        ) -> Mapping[PositionKey, Instead]:
            def capped(value: Value) -> Value:
                return np.minimum(value, caps[:, None])

            return {
                position: Instead(values=dict.fromkeys(own, capped))
                for position, own in registers.items()
            }

        changes = _changes(program, weights, comparison, trial)
        found = _first(changes, most, 0.0)
        if found is not None and (best is None or found[0] > best.cap):
            at_full = float(changes(np.array([1.0]))[0])
            best = CapRepair(subject, found[0], found[1], at_full)
    return best


def _paid_by(program: PayProgram, position: PositionKey, subject: Subject) -> tuple[int, ...]:
    """Return the registers of what the curves of a subject's measures pay, before gates."""
    compiled = program.compiled[position]
    keys = {
        measure.key for measure in compiled.scorecard.measures if subject_of(measure) == subject
    }
    stages = (Stage.BY_CURVE, Stage.CAPPED)
    return tuple(
        step.out.index
        for step in compiled.steps
        if step.out.stage in stages and step.out.owner in keys
    )


def _highest(
    program: PayProgram,
    comparison: Comparison,
    registers: Mapping[PositionKey, Sequence[int]],
) -> float:
    """Return the most that registers hold before or after the move; 0 where nothing."""
    seen = [0.0]

    def noted(value: Value) -> Value:
        held = np.asarray(value)
        seen.append(float(np.max(held[np.isfinite(held)], initial=0.0)))
        return value

    instead = {key: Instead(values=dict.fromkeys(own, noted)) for key, own in registers.items()}
    pay_in_states(program, comparison.of(1), instead)
    return max(seen)


def _first(
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
        enough = np.flatnonzero(came <= _STILL)
        if not len(enough):
            return found
        at = int(enough[0])
        found = (float(tried[at]), float(came[at]))
        if at == 0:
            return found
        start, end = float(tried[at - 1]), float(tried[at])
    return found


def _by_grid(
    program: PayProgram,
    position: PositionKey,
    card: Scorecard,
    comparison: Comparison,
) -> GridRepair | None:
    """Look through all weights of a scorecard in steps of five points from 10 % up."""
    count = len(card.measures)
    if card.form is not ScoreForm.ADDITIVE or not 2 <= count <= _MOST_GRID:
        return None
    grid = _grid(count)
    own = _money(program, position)
    if not own:
        return None
    instead = {
        position: Instead(weights=_by_section(program, position, np.concatenate([grid, grid])))
    }
    paid = pay_in_states(program, comparison.of(len(grid)), instead)[position]
    told = np.isfinite(program.roster.holders[position].target_bonus)
    money = paid[:, told].sum(axis=1) / own
    now = pay_in_states(program, comparison.of(1))[position][:, told].sum(axis=1) / own
    if not now[1] - now[0] > _STILL:
        return None
    changes = money[len(grid) :] - money[: len(grid)]
    if not np.isfinite(changes).any():
        return None
    moved = np.abs(grid - np.array(measure_weights(card))).sum(axis=1)
    enough: NDArray[np.bool_] = changes <= _STILL
    if enough.any():
        best = int(np.argmin(np.where(enough, moved, np.inf)))
    else:
        best = int(np.nanargmin(changes))
    subjects = [subject_of(measure) for measure in card.measures]
    return GridRepair(
        position,
        tuple(zip(subjects, grid[best].tolist(), strict=True)),
        float(changes[best]),
        enough=bool(enough[best]),
    )


def _grid(count: int) -> Floats:
    """Return all weights of ``count`` measures in steps, shape (points, count)."""
    floor = round(FLOOR * GRID)
    free = GRID - floor * count
    points: list[tuple[int, ...]] = []
    # Free steps are shared out by where the bars between measures stand.
    for bars in combinations(range(free + count - 1), count - 1):
        edges = (-1, *bars, free + count - 1)
        points.append(tuple(edges[at + 1] - edges[at] - 1 + floor for at in range(count)))
    return np.array(points, dtype=float) / GRID
