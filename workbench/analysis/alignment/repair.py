"""How a scorecard could stop paying for a move that costs profit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from models.keys import FunctionKey, PositionKey
from models.scorecard import Scorecard, ScoreForm
from workbench.analysis.alignment.trials import (
    Comparison,
    bonus_changes,
    by_section,
    first_enough,
)
from workbench.analysis.alignment.weight_grid import GridRepair, by_grid
from workbench.analysis.alignment.weights import (
    FLOOR,
    FunctionWeights,
    Subject,
    bonus_by_the_card,
    measure_weights,
    positions_of,
    subject_of,
)
from workbench.engine.arrays import Floats
from workbench.pay.program import PayProgram
from workbench.pay.states import Instead, pay_in_states
from workbench.pay.step_rules import Value
from workbench.pay.steps import Stage


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
class Repair:
    """What would stop a function from being paid for a move; None where nothing of its kind does.

    Attributes:
        grid: of each of its positions that is paid for the move.
    """

    function: FunctionKey
    weight: WeightRepair | None
    cap: CapRepair | None
    grid: tuple[GridRepair, ...]


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
            if (found := by_grid(program, position, card, comparison)) is not None
        ),
    )


_Cards = Mapping[PositionKey, Scorecard]


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
        ) -> Mapping[PositionKey, Sequence[Instead]]:
            return {
                position: by_section(program, position, _risen(card, subject, parts))
                for position, card in holding.items()
            }

        changes = bonus_changes(program, weights, comparison, trial)
        found = first_enough(changes, 0.0, 1.0)
        if found is None:
            continue
        part, change = found
        after = share
        below: dict[Subject, None] = {}
        for position, card in holding.items():
            risen = _risen(card, subject, np.array([part]))[0].tolist()
            old = measure_weights(card)
            for measure, was, now in zip(card.measures, old, risen, strict=True):
                if subject_of(measure) == subject:
                    money = bonus_by_the_card(program, position, measure.key)
                    after += (now - was) * money / weights.bonus
                if now < FLOOR - 1e-9 and was >= FLOOR - 1e-9:
                    below[subject_of(measure)] = None
        if best is None or after - share < best.after - best.before:
            best = WeightRepair(subject, share, after, change, tuple(below))
    return best


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
            caps: Floats, registers: _Registers = registers
        ) -> Mapping[PositionKey, Sequence[Instead]]:
            def capped(value: Value) -> Value:
                return np.minimum(value, caps[:, None])

            return _with_values(registers, capped)

        changes = bonus_changes(program, weights, comparison, trial)
        found = first_enough(changes, most, 0.0)
        if found is not None and (best is None or found[0] > best.cap):
            at_full = float(changes(np.array([1.0]))[0])
            best = CapRepair(subject, found[0], found[1], at_full)
    return best


_Registers = Mapping[PositionKey, Sequence[Sequence[int]]]
"""By position: registers of each instalment."""


def _with_values(
    registers: _Registers, change: Callable[[Value], Value]
) -> Mapping[PositionKey, Sequence[Instead]]:
    """Return what tries another value in registers."""
    return {
        position: tuple(Instead(values=dict.fromkeys(own, change)) for own in instalments)
        for position, instalments in registers.items()
    }


def _paid_by(
    program: PayProgram, position: PositionKey, subject: Subject
) -> tuple[tuple[int, ...], ...]:
    """Return the registers of what the curves of a subject's measures pay, before gates."""
    compiled = program.compiled[position]
    keys = {
        measure.key for measure in compiled.scorecard.measures if subject_of(measure) == subject
    }
    stages = (Stage.BY_CURVE, Stage.CAPPED)
    return tuple(
        tuple(
            step.out.index
            for step in each.steps
            if step.out.stage in stages and step.out.owner in keys
        )
        for each in compiled.instalments
    )


def _highest(
    program: PayProgram,
    comparison: Comparison,
    registers: _Registers,
) -> float:
    """Return the most that registers hold before or after the move; 0 where nothing."""
    seen = [0.0]

    def noted(value: Value) -> Value:
        held = np.asarray(value)
        seen.append(float(np.max(held[np.isfinite(held)], initial=0.0)))
        return value

    pay_in_states(program, comparison.of(1), _with_values(registers, noted))
    return max(seen)
