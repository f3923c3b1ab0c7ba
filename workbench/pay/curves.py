"""Payout curves: results in, payouts out, 1.0 being 100 %.

A curve is compiled to a ladder of rising points with one straight piece after each, so
that one result and an array of results are read by the same rule, to the last bit.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.kpi import Sense
from models.scorecard import Curve, CurveBasis, CurveKind, CurvePoint
from workbench.pay.reasons import NoPayoutCode

Floats = NDArray[np.float64]

TOLERANCE: Final = 1e-12
"""Two numbers are equal when they differ by at most this part of the larger one."""


def equal(a: float, b: float) -> bool:
    """Return whether two numbers are equal, within the tolerance; NaN equals nothing."""
    return abs(a - b) <= TOLERANCE * max(abs(a), abs(b))


@dataclass(frozen=True)
class Ladder:
    """Rising points, of which a number reaches those that are at most as large as it.

    Attributes:
        points: ascending; neighbours may be equal.
    """

    points: tuple[float, ...]

    @cached_property
    def through(self) -> tuple[int, ...]:
        """For each point, how many points are reached by reaching it."""
        through: list[int] = []
        for index, point in enumerate(self.points):
            last = index
            while last + 1 < len(self.points) and equal(self.points[last + 1], point):
                last += 1
            through.append(last + 1)
        return tuple(through)

    @cached_property
    def _arrays(self) -> tuple[Floats, NDArray[np.intp]]:
        # A last rung that nothing reaches lets every number look at the rung above it.
        points = np.array([*self.points, math.inf])
        return points, np.array([*self.through, len(self.points)], dtype=np.intp)

    def reached(self, x: float) -> tuple[int, float]:
        """Return how many points ``x`` reaches, and how far it is past the last of them.

        The distance is 0 exactly where ``x`` equals that point within the tolerance, and
        ``x`` itself where none is reached; NaN has reached all and is NaN past them.
        """
        points = self.points
        count = bisect_right(points, x) if x == x else len(points)  # noqa: PLR0124
        if count < len(points) and equal(points[count], x):
            count = self.through[count]
        if not count:
            return 0, x
        past = x - points[count - 1]
        return count, 0.0 if equal(points[count - 1], x) else past

    def reached_by(self, x: Floats) -> tuple[NDArray[np.intp], Floats]:
        """Return what :meth:`reached` says of each number of ``x``.

        Args:
            x: shape (n,); NaN is no value.

        Returns:
            Counts of points and distances past them, shape (n,) each.
        """
        points, through = self._arrays
        count = np.searchsorted(points[:-1], x, side="right")
        above = points[count]
        # inf - x <= inf must not hold: the rung that nothing reaches is at no distance.
        near = np.abs(above - x) <= TOLERANCE * np.maximum(np.abs(above), np.abs(x))
        near &= np.isfinite(above)
        count = np.where(near, through[count], count)
        below = points[count - 1]
        same = np.abs(x - below) <= TOLERANCE * np.maximum(np.abs(below), np.abs(x))
        past = np.where(count == 0, x, np.where(same, 0.0, x - below))
        return count, past


@dataclass(frozen=True, slots=True)
class CompiledCurve:
    """A curve, ready to be read.

    A result is divided by ``divisor`` (the target of tiers; 1 for a rising and -1 for a
    falling curve), then read on the ladder: past point i the payout is
    ``base[i] + slope[i] × distance``; before the first point it is ``first_rate`` × the
    part of it above 0.

    Attributes:
        refusal: why the curve cannot be read at all; None where it can.
    """

    ladder: Ladder
    base: tuple[float, ...]
    slope: tuple[float, ...]
    first_rate: float = 0.0
    divisor: float = 1.0
    refusal: NoPayoutCode | None = None

    def payout(self, result: float) -> float:
        """Return the payout of one result; NaN where it or the curve has no value."""
        if self.refusal is not None:
            return math.nan
        count, past = self.ladder.reached(result / self.divisor)
        if count:
            return self.base[count - 1] + self.slope[count - 1] * past
        return self.first_rate * max(past, 0.0) if past == past else past  # noqa: PLR0124

    def payouts(self, results: Floats) -> Floats:
        """Return the payout of each result.

        Args:
            results: shape (n,), in the unit of the measure; NaN is no value.

        Returns:
            Shape (n,), 1.0 being 100 %; NaN where there is no value.
        """
        if self.refusal is not None:
            return np.full(results.shape, np.nan)
        count, past = self.ladder.reached_by(results / self.divisor)
        # Index 0 is the piece before the first point, which starts at 0.
        base = np.array((0.0, *self.base))[count]
        slope = np.array((self.first_rate, *self.slope))[count]
        return base + slope * np.where(count == 0, np.maximum(past, 0.0), past)


def point_value(target: float, at: float, sense: Sense) -> float:
    """Return the result that is ``at`` × 100 % of ``target``.

    This is target + (at - 1)·|target|, mirrored where lower is better, written as a
    product, which loses no digits where ``at`` is small.
    """
    away = (target < 0) != (sense is Sense.LOWER)
    return target * (2.0 - at) if away else target * at


def compile_curve(curve: Curve, target: float | None, sense: Sense) -> CompiledCurve:
    """Return ``curve`` in the form that is read, with its refusal where it cannot be."""
    refusal = _refusal(curve, target, sense)
    if refusal is not None:
        return CompiledCurve(Ladder(()), (), (), refusal=refusal)
    if curve.kind is CurveKind.TIERS:
        return _tiers(curve, target or math.nan)
    ats = [point.at for point in curve.points]
    pays = tuple(point.pay for point in curve.points)
    last = curve.last_slope or 0.0
    if curve.basis is CurveBasis.TARGET:
        reference = target or math.nan
        ats = [point_value(reference, at, sense) for at in ats]
        falling = sense is Sense.LOWER
        last /= abs(reference)
    else:
        falling = is_falling(ats, sense)
        last = -last if falling else last
    sign = -1.0 if falling else 1.0
    rungs = tuple(at * sign for at in ats)
    if curve.kind is CurveKind.STEP:
        slopes = (0.0,) * len(pays)
    else:
        slopes = (*(_slope(rungs, pays, index) for index in range(len(pays) - 1)), last)
    return CompiledCurve(Ladder(rungs), pays, slopes, divisor=sign)


def is_falling(ats: Sequence[float], sense: Sense) -> bool:
    """Return whether results reach a point by being at most as large.

    The order of the points says so; of a single point, the sense of its KPI.
    """
    return sense is Sense.LOWER if not ats or ats[0] == ats[-1] else ats[-1] < ats[0]


def _slope(rungs: tuple[float, ...], pays: tuple[float, ...], index: int) -> float:
    width = rungs[index + 1] - rungs[index]
    return (pays[index + 1] - pays[index]) / width if width else 0.0


def _refusal(curve: Curve, target: float | None, sense: Sense) -> NoPayoutCode | None:
    tiers = curve.kind is CurveKind.TIERS
    if tiers or curve.basis is CurveBasis.TARGET:
        if target is None or not math.isfinite(target):
            return NoPayoutCode.TARGET_MISSING
        if tiers and (target <= 0 or sense is Sense.LOWER):
            return NoPayoutCode.TIERS_REFUSED
        if target == 0:
            return NoPayoutCode.TARGET_ZERO
    if not tiers and not curve.points:
        return NoPayoutCode.CURVE_WITHOUT_POINTS
    ats = [point.at for point in curve.points]
    may_fall = not tiers and curve.basis is CurveBasis.VALUE
    if not in_order(ats, may_fall=may_fall):
        return NoPayoutCode.CURVE_OUT_OF_ORDER
    return None


def in_order(ats: Sequence[float], *, may_fall: bool) -> bool:
    """Return whether results are finite and rising, or also falling where they may be."""
    if not all(math.isfinite(at) for at in ats):
        return False
    pairs = tuple(pairwise(ats))
    rising = all(left <= right for left, right in pairs)
    return rising or (may_fall and all(left >= right for left, right in pairs))


def _tiers(curve: Curve, target: float) -> CompiledCurve:
    base: list[float] = []
    before = CurvePoint(0.0, curve.first_rate)
    paid = 0.0
    for point in curve.points:
        if point.retroactive:
            paid = point.pay * point.at
        else:
            paid += before.pay * (point.at - before.at)
        base.append(paid)
        before = point
    return CompiledCurve(
        Ladder(tuple(point.at for point in curve.points)),
        tuple(base),
        tuple(point.pay for point in curve.points),
        first_rate=curve.first_rate,
        divisor=target,
    )


def curve_payout(curve: Curve, target: float | None, sense: Sense, results: Floats) -> Floats:
    """Return the payout of each result.

    Args:
        curve: what is read.
        target: the stored target, for percentages; None where none was set.
        sense: which way the KPI is better.
        results: shape (n,), in the unit of the measure; NaN is no value.

    Returns:
        Shape (n,), 1.0 being 100 %; NaN where the result or the curve has no value.
    """
    return compile_curve(curve, target, sense).payouts(results)


def curve_points(
    curve: Curve, target: float | None, sense: Sense
) -> tuple[tuple[float, float], ...]:
    """Return the corners of the curve as (result, payout), in the order of its points.

    Two corners share a result where the payout jumps. Tiers start at a result of 0. Empty
    where the curve cannot be read.
    """
    compiled = compile_curve(curve, target, sense)
    if compiled.refusal is not None:
        return ()
    tiers = curve.kind is CurveKind.TIERS
    corners: list[tuple[float, float]] = [(0.0, 0.0)] if tiers else []
    rungs = compiled.ladder.points
    for index, rung in enumerate(rungs):
        if index == 0:
            before = compiled.first_rate * max(rung, 0.0)
        else:
            width = rung - rungs[index - 1]
            before = compiled.base[index - 1] + compiled.slope[index - 1] * width
        for payout in (before, compiled.base[index]):
            corner = (rung * compiled.divisor, payout)
            if not corners or not (equal(corners[-1][1], payout) and corners[-1][0] == corner[0]):
                corners.append(corner)
    return tuple(corners)
