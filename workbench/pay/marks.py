"""Where payout curves begin, hit their target and end: what the odds of a measure are of."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from models.calendar import Group
from models.keys import KpiKey, MeasureKey, PositionKey
from models.scorecard import CurveKind
from workbench.pay.curves import TOLERANCE
from workbench.pay.program import PayProgram
from workbench.pay.step_kinds import KpiResult
from workbench.pay.step_rules import Floats


@dataclass(frozen=True, slots=True)
class Marks:
    """Where a measure's curve begins, hits its target and ends, as its ladder counts.

    Attributes:
        position: whose scorecard.
        measure: key of the measure.
        kpi: what it reads, over ``group``.
        divisor: a result is divided by it before it is compared.
        threshold: the first point of the curve.
        target: the target; NaN where none is set.
        maximum: the last point.
    """

    position: PositionKey
    measure: MeasureKey
    kpi: KpiKey
    group: Group
    divisor: float
    threshold: float
    target: float
    maximum: float

    def reached(self, results: Floats) -> tuple[Floats, Floats, Floats]:
        """Return 1 where threshold, target and maximum are reached, else 0, NaN for no value.

        Args:
            results: shape (samples,), in the unit of the KPI; NaN is no value.
        """
        x = results / self.divisor
        return _reached(x, self.threshold), _reached(x, self.target), _reached(x, self.maximum)


def _reached(x: Floats, mark: float) -> Floats:
    near = np.abs(x - mark) <= TOLERANCE * np.maximum(np.abs(x), abs(mark))
    return np.where(np.isnan(x) | math.isnan(mark), np.nan, np.where((x >= mark) | near, 1.0, 0.0))


def marks_of(program: PayProgram) -> tuple[Marks, ...]:
    """Return the marks of every curve that pays a measure for a KPI, group by group."""
    found: list[Marks] = []
    for position, compiled in program.compiled.items():
        for steps, step in compiled.curves:
            result = steps[step.result.index]
            rungs = step.compiled.ladder.points
            if not isinstance(result, KpiResult) or step.compiled.refusal is not None or not rungs:
                continue
            divisor = step.compiled.divisor * result.parts
            target = math.nan if step.target is None else step.target / step.compiled.divisor
            found.append(
                Marks(
                    position=position,
                    measure=MeasureKey(step.out.owner),
                    kpi=result.kpi,
                    group=result.group,
                    divisor=divisor,
                    threshold=rungs[0],
                    target=1.0 if step.curve.kind is CurveKind.TIERS else target,
                    maximum=rungs[-1],
                )
            )
    return tuple(found)
