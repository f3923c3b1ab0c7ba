"""A reading in the making: where a curve bends, and whose money is still to be learned."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from models.calendar import Group
from models.scorecard import CurveKind
from workbench.analysis.receive.levels import Level, curve_level
from workbench.analysis.receive.readings import Bend, Mark, Reading
from workbench.analysis.receive.spots import CurveRead, Spot
from workbench.pay.curves import equal
from workbench.pay.step_kinds import (
    CurvePayout,
    MatrixPayout,
    Product,
)

Paying = CurvePayout | MatrixPayout | Product
"""What pays a measure for its result."""


def bends_of(step: CurvePayout, cap: float | None) -> tuple[float, ...]:
    """Return where a curve, cut off at ``cap``, changes its course; as its ladder counts.

    Points on a straight line are none. Where a cap is reached the curve ends.
    """
    compiled = step.compiled
    rungs, pays, slopes = compiled.ladder.points, compiled.base, compiled.slope
    found: list[float] = []
    before_slope = compiled.first_rate
    before_pay = compiled.first_rate * max(rungs[0], 0.0) if rungs else 0.0
    if step.curve.kind is CurveKind.TIERS and rungs and rungs[0] > 0.0 and before_slope:
        found.append(0.0)
    for index, rung in enumerate(rungs):
        pay, slope = pays[index], slopes[index]
        width = rungs[index + 1] - rung if index + 1 < len(rungs) else math.inf
        bent = not (equal(before_slope, slope) and equal(before_pay, pay))
        if bent and not (found and equal(found[-1], rung)):
            found.append(rung)
        end = pay if slope == 0.0 else pay + slope * width
        if cap is not None and min(pay, *pays[index:]) >= cap:
            break
        if cap is not None and pay < cap < end:
            found.append(rung + (cap - pay) / slope)
            if min((cap, *pays[index + 1 :])) >= cap:
                break
        before_slope, before_pay = slope, end
    return tuple(found)


@dataclass(slots=True)
class Draft:
    """A reading, and the results whose money is still to be learned."""

    spot: Spot | None
    step: Paying
    group: Group | None
    target: float | None
    result: float
    cap: float | None
    unit_step: float
    parts: int = 1
    column: float = math.nan

    def rate(self, result: float) -> float:
        """Return what a result pays after the cap."""
        step = self.step
        if isinstance(step, CurvePayout):
            paid = step.compiled.payout(result / self.parts)
        elif isinstance(step, MatrixPayout):
            paid = step.compiled.payout(result / self.parts, self.column)
        else:
            paid = result
        return paid if self.cap is None else min(paid, self.cap)

    @property
    def falling(self) -> bool:
        """Whether a result is better for being smaller."""
        step = self.step
        if isinstance(step, CurvePayout):
            return step.compiled.divisor < 0.0
        return isinstance(step, MatrixPayout) and step.compiled.row_sign < 0.0

    @property
    def way(self) -> float:
        """1 where more is better, -1 where less is."""
        return -1.0 if self.falling else 1.0

    def turns(self) -> tuple[float, ...]:
        """Return the results at which the course changes, from the worse to the better."""
        step = self.step
        if isinstance(step, CurvePayout):
            if step.compiled.refusal is not None:
                return ()
            scale = step.compiled.divisor * self.parts
            return tuple(each * scale for each in bends_of(step, self.cap))
        if isinstance(step, MatrixPayout) and step.compiled.refusal is None:
            scale = step.compiled.row_sign * self.parts
            return tuple(each * scale for each in step.compiled.rows.points)
        return ()

    def neighbours(self) -> tuple[float | None, float | None]:
        """Return the next turn on the better side, and the one reached last."""
        if not math.isfinite(self.result):
            return None, None
        way, turns = self.way, self.turns()
        better = [at for at in turns if at * way > self.result * way and not equal(at, self.result)]
        reached = [at for at in turns if at not in better]
        return (better[0] if better else None), (reached[-1] if reached else None)

    def wanted(self) -> tuple[float, ...]:
        """Return the results whose money is asked for: see :meth:`finished`."""
        if self.spot is None or not math.isfinite(self.result):
            return ()
        up, down = self.neighbours()
        step = self.unit_step * self.way
        asked = [self.result, self.result + step]
        asked += [math.nan, math.nan] if up is None else [up, up + step]
        asked += [math.nan, math.nan] if down is None else [down, down - step]
        return tuple(asked)

    def finished(self, money: Sequence[float]) -> Reading:
        """Return the reading; ``money`` is what :meth:`wanted` asked for, or nothing."""
        up, down = self.neighbours()
        known = tuple(money) if money else (math.nan,) * 6
        step = self.step
        refusal = None if isinstance(step, Product) else step.compiled.refusal
        open_end = (
            isinstance(step, CurvePayout)
            and bool(step.compiled.slope)
            and step.compiled.slope[-1] > 0.0
            and self.cap is None
        )
        return Reading(
            group=self.group,
            target=self.target,
            threshold=self._threshold(),
            at_target=None if self.target is None else self._mark(self.target),
            maximum=None if open_end else self._maximum(),
            unlimited=open_end,
            result=self.result,
            rate=self.rate(self.result) if math.isfinite(self.result) else math.nan,
            falling=self.falling,
            step=self.unit_step,
            up=self._bend(up, 1.0, known[2:4]),
            down=self._bend(down, -1.0, known[4:6]),
            gain=known[1] - known[0],
            refusal=refusal,
        )

    def _bend(self, at: float | None, side: float, money: Sequence[float]) -> Bend | None:
        if at is None:
            return None
        past = at + side * self.way * max(abs(at), 1e-9) * 1e-9
        distance = abs(at - self.result)
        return Bend(
            at=at,
            distance=0.0 if equal(at, self.result) else distance,
            rate=self.rate(at),
            rate_beyond=self.rate(past),
            money=money[0],
            money_beyond=money[1],
        )

    def _mark(self, result: float) -> Mark | None:
        rate = self.rate(result)
        return Mark(result, rate) if math.isfinite(rate) else None

    def _threshold(self) -> Mark | None:
        step = self.step
        if isinstance(step, MatrixPayout):
            return self._cell(0, 0)
        if isinstance(step, Product) or step.compiled.refusal is not None:
            return None
        if step.curve.kind is CurveKind.TIERS and step.compiled.first_rate:
            return None
        at = curve_level(CurveRead(step, self.parts, self.cap), Level.THRESHOLD)
        return self._mark(at) if math.isfinite(at) else None

    def _maximum(self) -> Mark | None:
        step = self.step
        if isinstance(step, MatrixPayout):
            return self._cell(-1, -1)
        if isinstance(step, Product):
            grades = () if self.spot is None else self.spot.grades
            return self._mark(grades[-1] if grades else 1.0)
        if step.compiled.refusal is not None:
            return None
        turns = self.turns()
        return self._mark(turns[-1]) if turns else None

    def _cell(self, row: int, column: int) -> Mark | None:
        step = self.step
        if not isinstance(step, MatrixPayout) or step.compiled.refusal is not None:
            return None
        matrix = step.matrix
        rate = matrix.pay[row][column]
        rate = rate if self.cap is None else min(rate, self.cap)
        return Mark(matrix.rows[row] * self.parts, rate, matrix.columns[column])
