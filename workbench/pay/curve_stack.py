"""One payout curve at many targets: each holder of a position reads it at their own."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.kpi import Sense
from models.scorecard import Curve, CurveBasis, CurveKind
from workbench.pay.curves import TOLERANCE, compile_curve

Floats = NDArray[np.float64]


class CurveStack:
    """One curve at many targets, read side by side.

    Each is read by the rule of :class:`~workbench.pay.curves.CompiledCurve`, to the last bit.
    """

    def __init__(self, curve: Curve, targets: Sequence[float | None], sense: Sense) -> None:
        """Stack ``curve`` at ``targets``; where it cannot be read, it pays no value."""
        self._curve = curve
        self._targets = tuple(targets)
        self._sense = sense

    def __len__(self) -> int:
        return len(self._targets)

    @cached_property
    def _columns(self) -> _Columns:
        curve = self._curve
        targets = np.array([math.nan if each is None else each for each in self._targets])
        scaled = curve.basis is CurveBasis.TARGET and curve.kind is not CurveKind.TIERS
        # At 1 only what is wrong with the curve itself keeps it from being read.
        compiled = compile_curve(curve, 1.0, self._sense)
        depth = 0 if compiled.refusal is not None else len(compiled.base)
        shape = (depth + 1, len(targets))
        # Row 0 is the piece before the first point, which starts at 0.
        rungs, base, slope = np.zeros(shape), np.zeros(shape), np.zeros(shape)
        if not depth:
            nothing = np.full(len(targets), math.nan)
            return _Columns(rungs, np.zeros(shape, dtype=np.intp), base, slope, nothing)
        base[1:] = np.array(compiled.base)[:, None]
        slope[0] = compiled.first_rate
        if scaled:
            sign = compiled.divisor
            rungs[1:] = self._rungs(targets, sign)
            slope[1:] = self._slopes(rungs[1:], targets)
            divisors = np.where(np.isfinite(targets) & (targets != 0.0), sign, math.nan)
        else:
            rungs[1:] = np.array(compiled.ladder.points)[:, None]
            slope[1:] = np.array(compiled.slope)[:, None]
            divisors = np.full(len(targets), compiled.divisor)
            if curve.kind is CurveKind.TIERS:
                divisors = np.where(np.isfinite(targets) & (targets > 0.0), targets, math.nan)
        return _Columns(rungs, _through(rungs), base, slope, divisors)

    def _rungs(self, targets: Floats, sign: float) -> Floats:
        """Return the points as results, as :func:`~workbench.pay.curves.point_value` has them."""
        ats = np.array([point.at for point in self._curve.points])[:, None]
        away = (targets < 0.0) != (self._sense is Sense.LOWER)
        rungs: Floats = np.where(away, targets * (2.0 - ats), targets * ats) * sign
        return rungs

    def _slopes(self, rungs: Floats, targets: Floats) -> Floats:
        curve = self._curve
        if curve.kind is CurveKind.STEP:
            return np.zeros(rungs.shape)
        pays = np.array([point.pay for point in curve.points])[:, None]
        slopes = np.zeros(rungs.shape)
        width = np.diff(rungs, axis=0)
        rise = np.broadcast_to(np.diff(pays, axis=0), width.shape)
        np.divide(rise, width, out=slopes[:-1], where=width != 0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            slopes[-1] = (curve.last_slope or 0.0) / np.abs(targets)
        return slopes

    def payouts(self, results: Floats | float, among: NDArray[np.intp] | None = None) -> Floats:
        """Return what each curve pays.

        Args:
            results: one for all curves, shape (n,), (states, 1) or (states, n); NaN is no value.
            among: indices of the n curves that are read; None: all.

        Returns:
            Shape (n,) or (states, n), 1.0 being 100 %; NaN where there is no value.
        """
        columns = self._columns if among is None else self._columns.some(among)
        return columns.payouts(results)


@dataclass(frozen=True)
class _Columns:
    """Curves as arrays, a column each.

    Attributes:
        rungs: their points, shape (points + 1, n); the first row stands for none.
        through: how many points are reached by reaching each.
        base: what each piece starts with.
        slope: how it goes on.
        divisors: shape (n,); NaN of a curve that cannot be read.
    """

    rungs: Floats
    through: NDArray[np.intp]
    base: Floats
    slope: Floats
    divisors: Floats

    def some(self, among: NDArray[np.intp]) -> _Columns:
        return _Columns(
            self.rungs[:, among],
            self.through[:, among],
            self.base[:, among],
            self.slope[:, among],
            self.divisors[among],
        )

    @cached_property
    def _places(self) -> NDArray[np.intp]:
        return np.arange(len(self.divisors))

    @cached_property
    def _reach(self) -> Floats:
        """How near a number must come to each point to reach it, as far as the point says."""
        reach: Floats = TOLERANCE * np.abs(self.rungs[1:])
        return reach

    @cached_property
    def _before_first(self) -> bool:
        return bool(self.slope[0].any())

    def payouts(self, results: Floats | float) -> Floats:
        x = results / self.divisors
        count, same = self._counts(x)
        # Where in the arrays, row by row, the piece of each number stands.
        at = count * len(self.divisors) + self._places
        past = x - self.rungs.take(at)
        if same is not None:
            past = np.where(same, 0.0, past)
        if self._before_first:
            past = np.where(count == 0, np.maximum(x, 0.0), past)
        paid: Floats = self.base.take(at) + self.slope.take(at) * past
        return paid

    def _counts(self, x: Floats) -> tuple[NDArray[np.intp], NDArray[np.bool_] | None]:
        """Return how many points are reached, and where one is reached exactly; None: nowhere."""
        depth = len(self.rungs) - 1
        size = TOLERANCE * np.abs(x)
        if x.ndim == 1:
            # What a payout asks for: all points in one go.
            past = x - self.rungs[1:]
            count = np.count_nonzero(past >= 0.0, axis=0)
            close = bool((np.abs(past) <= np.maximum(self._reach, size)).any())
        else:
            count, close = np.zeros(x.shape, dtype=np.intp), False
            for rung, reach in zip(self.rungs[1:], self._reach, strict=True):
                past = x - rung
                count += past >= 0.0
                close = close or bool((np.abs(past) <= np.maximum(reach, size)).any())
        if not close:
            return count, None
        above = np.minimum(count + 1, depth)
        rungs = self.rungs[above, self._places]
        near = np.abs(rungs - x) <= TOLERANCE * np.maximum(np.abs(rungs), np.abs(x))
        count = np.where(near & (count < depth), self.through[above, self._places], count)
        below = self.rungs[count, self._places]
        same = np.abs(x - below) <= TOLERANCE * np.maximum(np.abs(below), np.abs(x))
        return count, same & (count > 0)


def _through(rungs: Floats) -> NDArray[np.intp]:
    """Return how many points are reached by reaching each; see ``Ladder.through``."""
    through = np.zeros(rungs.shape, dtype=np.intp)
    for index in range(1, len(rungs)):
        point, last = rungs[index], np.full(rungs.shape[1], index)
        same = np.ones(rungs.shape[1], dtype=bool)
        for later in rungs[index + 1 :]:
            same &= np.abs(later - point) <= TOLERANCE * np.maximum(np.abs(later), np.abs(point))
            last += same
        through[index] = last
    return through
