"""One payout curve at many targets: each holder of a position reads it at their own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from workbench.pay.curves import TOLERANCE, CompiledCurve

Floats = NDArray[np.float64]


class CurveStack:
    """Curves of the same points compiled for different targets, read side by side.

    They are read by the rule of :class:`~workbench.pay.curves.CompiledCurve`, to the last bit.
    """

    def __init__(self, curves: Sequence[CompiledCurve]) -> None:
        """Stack ``curves``; those that cannot be read pay no value."""
        self._curves = tuple(curves)

    def __len__(self) -> int:
        return len(self._curves)

    @cached_property
    def _arrays(self) -> tuple[Floats, NDArray[np.intp], Floats, Floats, Floats]:
        """Return rungs, counts through them, bases, slopes, (rungs + 1, n), and divisors (n,)."""
        readable = [curve for curve in self._curves if curve.refusal is None]
        depth = len(readable[0].base) if readable else 0
        shape = (depth + 1, len(self._curves))
        # A last rung that nothing reaches lets every number look at the rung above it.
        rungs = np.full(shape, np.inf)
        through = np.full(shape, depth, dtype=np.intp)
        # Row 0 is the piece before the first point, which starts at 0.
        base, slope = np.zeros(shape), np.zeros(shape)
        divisors = np.full(len(self._curves), np.nan)
        for column, curve in enumerate(self._curves):
            if curve.refusal is None:
                rungs[:-1, column] = curve.ladder.points
                through[:-1, column] = curve.ladder.through
                base[1:, column] = curve.base
                slope[1:, column] = curve.slope
                slope[0, column] = curve.first_rate
                divisors[column] = curve.divisor
        return rungs, through, base, slope, divisors

    def payouts(self, results: Floats | float, among: NDArray[np.intp] | None = None) -> Floats:
        """Return what each curve pays.

        Args:
            results: one for all curves, shape (n,), (states, 1) or (states, n); NaN is no value.
            among: indices of the n curves that are read; None: all.

        Returns:
            Shape (n,) or (states, n), 1.0 being 100 %; NaN where there is no value.
        """
        rungs, through, base, slope, divisors = self._arrays
        if among is not None:
            rungs, through, base = rungs[:, among], through[:, among], base[:, among]
            slope, divisors = slope[:, among], divisors[among]
        x = results / divisors
        columns = np.arange(len(divisors))
        count = np.zeros(x.shape, dtype=np.intp)
        for rung in rungs[:-1]:
            count += rung <= x
        above = rungs[count, columns]
        near = np.abs(above - x) <= TOLERANCE * np.maximum(np.abs(above), np.abs(x))
        # inf - x <= inf must not hold: the rung that nothing reaches is at no distance.
        near &= np.isfinite(above)
        count = np.where(near, through[count, columns], count)
        below = rungs[count - 1, columns]
        same = np.abs(x - below) <= TOLERANCE * np.maximum(np.abs(below), np.abs(x))
        first = count == 0
        past = np.where(first, np.maximum(x, 0.0), np.where(same, 0.0, x - below))
        paid: Floats = base[count, columns] + slope[count, columns] * past
        return paid
