"""The pro-rata cascade: all drivers move by the same percentage in the direction that helps."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

import numpy as np

from models.kpi import TimeRule
from models.plan import Plan
from workbench.analysis.cascade.course import Course
from workbench.analysis.cascade.room import Flags, limits_of
from workbench.engine.arrays import Floats

_FIRST: Final = 1e-3
"""The first percentage that is tried; each is larger than the one before by a half."""
_GROWTH: Final = 1.5
_MOST: Final = 1e9
_FINE: Final = 1e-14
_LOOKS: Final = 6
_ASIDE: Final = 1e-7


def pro_rata(course: Course, plan: Plan) -> tuple[Floats, Floats]:
    """Return the drivers at the target, else where the KPI is best.

    Every driver moves by the same percentage of itself; which way, its slope says at the
    start. Who hits a bound stays there, and the rest go on. Where all are 0 everywhere, all
    move by the same figure over the group instead.

    Args:
        course: the way to the target.
        plan: holds the bounds and time rules of the drivers.

    Returns:
        Shape (drivers, periods): their figures. Shape (drivers,): which way each moves, -1, 0
        or 1.
    """
    room = course.room
    start, moving = room.start, room.moving
    figures = np.where(moving, start, 0.0)
    unit = figures
    if moving.any() and not figures.any():
        unit = np.where(moving, 1.0, 0.0) / _spread(course, plan)[:, None]
    toward = math.copysign(1.0, course.gap(course.begin))
    ways = _ways(course, unit) * toward
    limits = np.array([limits_of(plan, key) for key in room.drivers]).reshape(-1, 2)
    away = ways[:, None] * unit
    # No driver is taken beyond 0 by falling, nor out of its bounds by anything.
    falls = (away * start < 0.0).any(axis=1)

    def at(share: float) -> Floats:
        steps = np.where(falls, min(share, 1.0), share)
        steps = np.minimum(steps, _until(start, away, limits, moving))
        return np.where(moving, start + steps[:, None] * away, start)

    share = _first_at(lambda x: course.gap(course.figure_at(at(x))))
    return at(share), ways


def _ways(course: Course, unit: Floats) -> Floats:
    """Return whether the KPI rises with each driver, 1, falls, -1, or neither, 0."""
    start = course.room.start
    gains = _gains(course, start, unit)
    idle = (gains == 0.0) & unit.any(axis=1)
    if idle.any():
        # Of equals in a min or max one alone has a slope: look to both sides.
        draw = np.random.default_rng(6)
        around = np.zeros_like(gains)
        for _ in range(_LOOKS):
            aside = start + _ASIDE * course.by_key(draw)[:, None] * unit
            around += _gains(course, aside, unit)
        gains = np.where(idle, around, gains)
    return np.sign(gains)


def _gains(course: Course, figures: Floats, unit: Floats) -> Floats:
    slopes = course.slopes_at(figures)
    counted = np.isfinite(slopes) & (unit != 0.0)
    gains: Floats = np.where(counted, slopes * unit, 0.0).sum(axis=1)
    return gains


def _until(start: Floats, away: Floats, limits: Floats, moving: Flags) -> Floats:
    """Return how far each driver may go, shape (drivers,), until its first figure is at a bound.

    A figure that is outside already goes no further out.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        up = np.where(away > 0.0, np.maximum(limits[:, 1:] - start, 0.0) / away, np.inf)
        down = np.where(away < 0.0, np.minimum(limits[:, :1] - start, 0.0) / away, np.inf)
    both = np.where(moving, np.minimum(up, down), np.inf)
    return np.nan_to_num(both, nan=np.inf, posinf=np.inf).min(axis=1, initial=np.inf)


def _spread(course: Course, plan: Plan) -> Floats:
    """Return over how many figures one figure of the group is spread, shape (drivers,)."""
    counts = course.room.moving.sum(axis=1)
    flows = np.array([plan.kpis[key].time is TimeRule.SUM for key in course.room.drivers])
    return np.where(flows, np.maximum(counts, 1), 1).astype(np.float64)


def _first_at(gap: Callable[[float], float]) -> float:
    """Return the least share at which ``gap`` is 0, else where it is smallest."""
    best, least = 0.0, abs(gap(0.0))
    last, before = 0.0, gap(0.0)
    share, still = _FIRST, 0
    while share < _MOST:
        now = gap(share)
        if math.isnan(now):
            break
        if now == 0.0:
            return share
        if (now > 0.0) != (before > 0.0):
            return _between(gap, last, before, share, now)
        if abs(now) < least:
            best, least = share, abs(now)
        # Nothing moves any more: everybody stands at a bound.
        still = still + 1 if now == before else 0
        if still > 12 and share > 10.0:
            break
        last, before = share, now
        share *= _GROWTH
    return _narrowed(gap, best)


def _between(
    gap: Callable[[float], float], low: float, at_low: float, high: float, at_high: float
) -> float:
    """Return where ``gap`` is 0 between two places of different sign (Illinois, and halves)."""
    side = 0
    for turn in range(200):
        middle = 0.5 * (low + high)
        guess = (low * at_high - high * at_low) / (at_high - at_low)
        if turn % 4 == 3 or not low < guess < high:
            guess = middle
        if not low < guess < high:
            break
        now = gap(guess)
        if abs(now) <= _FINE:
            return guess
        if math.isnan(now):
            break
        if (now > 0.0) == (at_low > 0.0):
            low, at_low = guess, now
            at_high = at_high * 0.5 if side == -1 else at_high
            side = -1
        else:
            high, at_high = guess, now
            at_low = at_low * 0.5 if side == 1 else at_low
            side = 1
        if high - low <= 4e-16 * high:
            break
    return low if abs(gap(low)) < abs(gap(high)) else high


def _narrowed(gap: Callable[[float], float], best: float) -> float:
    """Return where the gap is smallest around the best place that was tried (golden section)."""
    if best == 0.0:
        return best
    low, high = best / _GROWTH, best * _GROWTH
    ratio = (math.sqrt(5.0) - 1.0) / 2.0
    for _ in range(60):
        one, other = high - ratio * (high - low), low + ratio * (high - low)
        if abs(gap(one)) <= abs(gap(other)):
            high = other
        else:
            low = one
    found = 0.5 * (low + high)
    return found if abs(gap(found)) < abs(gap(best)) else best
