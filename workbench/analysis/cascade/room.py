"""How far each driver may move, and how: by a factor or by a shift.

Moves are counted in stretches: driver i at vᵢ is x⁰·exp(vᵢ·stretchᵢ) in each period that may
move, or x⁰ + vᵢ·stretchᵢ where it is 0 or negative somewhere. One number for all periods keeps
the season. So the effort of domain.md §6 is Σ vᵢ², whatever the units.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.keys import KpiKey
from models.kpi import Bounds, UnitKind
from models.plan import Plan
from workbench.engine.arrays import Floats

Flags = NDArray[np.bool_]

STRETCH: Final = 0.1
"""How far a driver moves as easily as others do theirs, where its bounds do not say."""
_FARTHEST: Final = np.log(1e9)
"""No driver is moved by more than this factor (its logarithm): a plan is no longer one there."""
_MOST_STRETCHES: Final = 1e6


class Why(StrEnum):
    """What keeps a driver from moving further."""

    LOCKED = "locked"
    LEAST = "least"
    MOST = "most"
    SHARE = "share"
    NO_STRETCH = "no_stretch"
    NO_EFFECT = "no_effect"


@dataclass(frozen=True, slots=True, eq=False)
class Room:
    """How far each driver may move.

    A driver that already stands outside its bounds is not moved further out, and is not
    forced back: a share of 110 % stays one that cannot rise.

    Attributes:
        drivers: in the order of the arrays.
        start: shape (drivers, periods), in the unit of each; NaN where there is no figure.
        moving: shape (drivers, periods): which figures move; none of a driver that stays.
        held: shape (drivers, periods): which figures would move, were they not locked.
        shifts: shape (drivers,): whether it moves by a shift, not a factor.
        stretch: shape (drivers,): of the logarithm, or in the unit of the driver.
        lowest: shape (drivers,): of vᵢ, 0 or less.
        highest: shape (drivers,): of vᵢ, 0 or more.
        below: what :attr:`lowest` comes from, by driver; None: nothing but that plans end.
        above: what :attr:`highest` comes from.
        unstretched: drivers that stay because they need a stretch and have none.
    """

    drivers: tuple[KpiKey, ...]
    start: Floats
    moving: Flags
    held: Flags
    shifts: Flags
    stretch: Floats
    lowest: Floats
    highest: Floats
    below: tuple[Why | None, ...]
    above: tuple[Why | None, ...]
    unstretched: tuple[KpiKey, ...]

    def at(self, moves: Floats) -> Floats:
        """Return the figures of every driver at ``moves``, which is shape (drivers,)."""
        far = (moves * self.stretch)[:, None]
        moved = np.where(self.shifts[:, None], self.start + far, self.start * np.exp(far))
        return np.where(self.moving, moved, self.start)

    def slope_in_moves(self, figures: Floats, slopes: Floats) -> Floats:
        """Return the slope in each move, shape (drivers,), from that in each figure.

        Args:
            figures: shape (drivers, periods): where it is taken.
            slopes: shape (drivers, periods), units of the KPI per unit of the driver.
        """
        return self.stretch * _summed(self.moving, slopes, figures, self.shifts)

    def slope_if_free(self, figures: Floats, slopes: Floats) -> Floats:
        """Return what the KPI would gain, to first order, from what is locked, by driver."""
        return _summed(self.held, slopes, figures, self.shifts)


def _summed(which: Flags, slopes: Floats, figures: Floats, shifts: Flags) -> Floats:
    weights = np.where(shifts[:, None], 1.0, figures)
    counted = which & (slopes != 0.0) & np.isfinite(slopes) & np.isfinite(weights)
    total: Floats = np.where(counted, slopes * weights, 0.0).sum(axis=1)
    return total


def room_of(
    plan: Plan,
    drivers: Sequence[KpiKey],
    start: Floats,
    periods: Sequence[int],
    locks: frozenset[KpiKey],
    *,
    alike: bool = False,
) -> Room:
    """Return how far each of ``drivers`` may move in ``periods``.

    Args:
        plan: holds their bounds.
        drivers: the drivers.
        start: shape (drivers, periods of the plan): where they are.
        periods: those that may move.
        locks: drivers that do not move besides those locked in the plan.
        alike: whether all move by the same percentage, for which no stretch is needed.
    """
    kpis = [plan.kpis[key] for key in drivers]
    asked = np.zeros(start.shape, dtype=bool)
    asked[:, list(periods)] = True
    asked &= np.isfinite(start)
    moving = asked.copy()
    for row, kpi in enumerate(kpis):
        if kpi.bounds.locked or kpi.key in locks:
            moving[row] = False
        for period in kpi.bounds.locked_periods:
            if 0 <= period < start.shape[1]:
                moving[row, period] = False
    held = asked & ~moving
    shifts: Flags = np.asarray((moving & ~(start > 0.0)).any(axis=1))
    stretch = np.array([_stretch(kpi.bounds) for kpi in kpis])
    unstretched: list[KpiKey] = []
    for row, kpi in enumerate(kpis):
        if shifts[row] and not (kpi.bounds.stretch and kpi.bounds.stretch > 0.0):
            stretch[row] = 1.0
            if not alike:
                moving[row] = False
                unstretched.append(kpi.key)
    lowest, highest = np.zeros(len(kpis)), np.zeros(len(kpis))
    moves: list[bool] = np.asarray(moving.any(axis=1)).tolist()
    nothing = np.empty(0)
    below: list[Why | None] = []
    above: list[Why | None] = []
    for row, kpi in enumerate(kpis):
        share = kpi.unit.kind is UnitKind.SHARE
        least, why_least = _limit(kpi.bounds.least, 0.0 if share else None, max, Why.LEAST)
        most, why_most = _limit(kpi.bounds.most, 1.0 if share else None, min, Why.MOST)
        bounded = least is not None or most is not None
        shift = bool(shifts[row])
        if moves[row]:
            figures = start[row, moving[row]] if bounded else nothing
            lowest[row] = _down(figures, least, shift=shift) / stretch[row]
            highest[row] = _up(figures, most, shift=shift) / stretch[row]
        below.append(why_least)
        above.append(why_most)
    return Room(
        tuple(drivers),
        start,
        moving,
        held,
        shifts,
        stretch,
        np.maximum(lowest, -_MOST_STRETCHES),
        np.minimum(highest, _MOST_STRETCHES),
        tuple(below),
        tuple(above),
        tuple(unstretched),
    )


def limits_of(plan: Plan, key: KpiKey) -> tuple[float, float]:
    """Return the smallest and largest figure that a driver may come to."""
    kpi = plan.kpis[key]
    share = kpi.unit.kind is UnitKind.SHARE
    least, _ = _limit(kpi.bounds.least, 0.0 if share else None, max, Why.LEAST)
    most, _ = _limit(kpi.bounds.most, 1.0 if share else None, min, Why.MOST)
    return -np.inf if least is None else least, np.inf if most is None else most


def _stretch(bounds: Bounds) -> float:
    return bounds.stretch if bounds.stretch is not None and bounds.stretch > 0.0 else STRETCH


def _limit(
    own: float | None, of_share: float | None, pick: Callable[[float, float], float], why: Why
) -> tuple[float | None, Why | None]:
    """Return the narrower of a driver's own bound and that of a share, and which it is."""
    if own is None:
        return of_share, None if of_share is None else Why.SHARE
    if of_share is None or pick(own, of_share) == own:
        return own, why
    return of_share, Why.SHARE


def _down(figures: Floats, least: float | None, *, shift: bool) -> float:
    """Return how far figures may fall together: a shift, or the logarithm of a factor."""
    if shift:
        return -np.inf if least is None else min(0.0, float((least - figures).max()))
    if least is None or least <= 0.0:
        return -_FARTHEST
    return max(-_FARTHEST, min(0.0, float(np.log(least / figures).max())))


def _up(figures: Floats, most: float | None, *, shift: bool) -> float:
    """Return how far figures may rise together: a shift, or the logarithm of a factor."""
    if shift:
        return np.inf if most is None else max(0.0, float((most - figures).min()))
    if most is None:
        return _FARTHEST
    return 0.0 if most <= 0.0 else min(_FARTHEST, max(0.0, float(np.log(most / figures).min())))
