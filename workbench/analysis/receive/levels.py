"""Results at threshold, at target and at maximum: of each thing that a payout reads."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from enum import StrEnum

from models.keys import MeasureKey
from models.scorecard import CurveKind, Measure
from workbench.analysis.receive.assumed import NOTHING, Assumed
from workbench.analysis.receive.recipient import Recipient
from workbench.analysis.receive.spots import CurveRead, Spot, opens
from workbench.pay.step_kinds import CurvePayout, MatrixPayout, Rating, Stage


class Level(StrEnum):
    """Where a result stands on its curve."""

    THRESHOLD = "threshold"
    TARGET = "target"
    MAXIMUM = "maximum"


def at_level(recipient: Recipient, spots: Sequence[Spot], level: Level) -> Assumed:
    """Assume every result at a level: of measures as their curves say, conditions fulfilled.

    What a modifier alone reads is where its factor is 1, where there is such a result.
    """
    assumed = NOTHING
    for spot in spots:
        result = level_of(recipient, spot, level)
        if math.isfinite(result):
            assumed = assumed.also(spot.at(result))
    return assumed


def level_of(recipient: Recipient, spot: Spot, level: Level) -> float:
    """Return the result of one spot at a level; that of the scenario where there is none."""
    measured = spot.measured()
    if measured:
        return curve_level(measured[0], level, spot)
    if spot.axes and spot.objective is None:
        return _matrix_level(recipient, spot, level)
    if spot.objective is not None:
        return _rating_level(recipient, spot, level)
    modifiers = [each for each in spot.curves if each.step.out.stage is Stage.MODIFIER]
    if modifiers:
        return _neutral(modifiers[0].step) * modifiers[0].parts
    return _open(recipient, spot)


def curve_level(read: CurveRead, level: Level, spot: Spot | None = None) -> float:
    """Return where a curve begins, hits its target or ends, in the unit of its result.

    Without a stored target that is the first point that pays 100 %; NaN where there is none.
    """
    rungs = read.rungs()
    if not rungs:
        return read.step.target if read.step.target is not None else math.nan
    match level:
        case Level.THRESHOLD:
            found = rungs[0]
        case Level.MAXIMUM:
            found = rungs[-1]
        case Level.TARGET:
            found = _target(read)
    if spot is not None and spot.grades:
        # Only what can be rated can be assumed.
        fitting = [each for each in spot.grades if each >= found]
        return fitting[0] if fitting else spot.grades[-1]
    return found


def _target(read: CurveRead) -> float:
    target = read.step.target
    if target is not None and math.isfinite(target):
        return target
    rungs = read.rungs()
    full = (at for at, pay in zip(rungs, read.step.compiled.base, strict=True) if pay >= 1.0)
    return next(full, rungs[-1])


def _rating_level(recipient: Recipient, spot: Spot, level: Level) -> float:
    aim = next(
        (
            step.unrated
            for steps in recipient.lists
            for step in steps
            if isinstance(step, Rating) and step.objective == spot.objective
        ),
        1.0,
    )
    match level:
        case Level.TARGET:
            return aim
        case Level.MAXIMUM:
            return spot.grades[-1] if spot.grades else max(aim, 1.0)
        case Level.THRESHOLD:
            paying = [each for each in spot.grades if each > 0.0]
            return paying[0] if paying else 0.0


def _matrix_level(recipient: Recipient, spot: Spot, level: Level) -> float:
    """Return where the first matrix that reads a spot begins, pays 100 % or ends."""
    axis = spot.axes[0]
    index = {Level.THRESHOLD: 0, Level.MAXIMUM: len(axis.points) - 1}.get(level)
    if index is None:
        stored = target_of(recipient.measures, axis.step.out.owner)
        if axis.row and stored is not None:
            return stored
        index = _full(axis.step, row=axis.row)
    return axis.points[index]


def _full(step: MatrixPayout, *, row: bool) -> int:
    """Return the first row, or column, in whose best cell at least 100 % is paid."""
    table = step.matrix.pay
    lines: Iterable[tuple[float, ...]] = table if row else zip(*table, strict=True)
    listed = [max(line) for line in lines]
    return next((index for index, best in enumerate(listed) if best >= 1.0), len(listed) - 1)


def target_of(measures: Sequence[Measure], owner: str) -> float | None:
    """Return the one target of a measure; None where it has none, or several."""
    for measure in measures:
        if measure.key == MeasureKey(owner) and len(measure.targets) == 1:
            return measure.targets[0]
    return None


def _neutral(step: CurvePayout) -> float:
    """Return a result at which a modifier leaves everything as it is."""
    compiled = step.compiled
    if step.target is not None and compiled.payout(step.target) == 1.0:
        return step.target
    if step.curve.kind is CurveKind.TIERS:
        return math.nan
    rungs, pays = compiled.ladder.points, compiled.base
    for index, (rung, pay) in enumerate(zip(rungs, pays, strict=True)):
        slope = compiled.slope[index]
        if pay == 1.0:
            return rung * compiled.divisor
        beyond = pay + slope * (rungs[index + 1] - rung) if index + 1 < len(rungs) else math.inf
        if slope > 0.0 and pay < 1.0 < beyond:
            return (rung + (1.0 - pay) / slope) * compiled.divisor
    return math.nan


def _open(recipient: Recipient, spot: Spot) -> float:
    """Return the result of the scenario where it satisfies every condition, else what would."""
    result = math.nan
    if spot.kpi is not None and spot.group is not None:
        result = recipient.figures.group(spot.kpi, recipient.scenario, spot.group)
    closed = [step for step in spot.gates if not math.isfinite(result) or not opens(step, result)]
    return closed[0].gate.value if closed else result
