"""The least-effort cascade: Σ vᵢ² made least, subject to one figure and to bounds.

The target is reached along the slopes, from where the drivers are, so that of several
solutions the nearest is found; then :mod:`workbench.analysis.cascade.easing` takes effort out.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from workbench.analysis.cascade.course import Course, Point, along
from workbench.analysis.cascade.easing import FINE, ease
from workbench.engine.arrays import Floats

TOLERANCE: Final = 1e-9
"""How near to the target, relative to it, is at it."""
_STEPS: Final = 200


def least_effort(course: Course) -> Point:
    """Return the point of least effort at the target; else as near as it gets."""
    found = _least(course, leaps=True)
    if course.kinked:
        # Beyond a kink the slopes at the start say nothing: go step by step as well.
        other = _least(course, leaps=False)
        if (_far(course, other), other.effort) < (_far(course, found), found.effort):
            return other
    return found


def _least(course: Course, *, leaps: bool) -> Point:
    point = reach(course, np.zeros(len(course.room.drivers)), leaps=leaps)
    return ease(course, point) if _far(course, point) == 0.0 else point


def _far(course: Course, point: Point) -> float:
    """Return how far the target is; 0 where it is reached."""
    off = abs(point.figure - course.target)
    return 0.0 if off <= TOLERANCE * (abs(course.target) or abs(course.begin)) else off


def reach(course: Course, begin: Floats, *, leaps: bool) -> Point:
    """Return a point near ``begin`` at which the figure is the target, else as near as it gets.

    Args:
        course: the way to the target.
        begin: shape (drivers,): moves.
        leaps: whether to try, at each step, the least effort from the start by the slopes here.
    """
    point = course.at(begin)
    trust = 1.0
    for _ in range(_STEPS):
        if not abs(point.gap) > FINE:
            break
        nearest = _from_start(course, point) if leaps else None
        if nearest is not None:
            point = nearest
            continue
        found, share = _onward(course, point, point.slope, trust)
        if found is None:
            found, share = _onward(course, point, _slope_around(course, point), trust)
        if found is None:
            break
        small = abs(point.gap) - abs(found.gap) <= 1e-12 * abs(point.gap)
        point = found
        trust = min(trust * 2.0, 64.0) if share == 1.0 else max(trust * 0.5, 1e-3)
        if small:
            break
    return point


def _from_start(course: Course, point: Point) -> Point | None:
    """Return the least effort on the plane that the slopes span, where that helps a lot."""
    room = course.room
    wanted = point.gap + float(point.slope @ point.moves)
    moves = along(np.zeros_like(point.moves), point.slope, room.lowest, room.highest, wanted)
    if np.array_equal(moves, point.moves):
        return None
    found = course.at(moves)
    return found if abs(found.gap) <= 0.5 * abs(point.gap) else None


def _onward(
    course: Course, point: Point, slope: Floats, trust: float
) -> tuple[Point | None, float]:
    """Return the first point on the way along ``slope`` that is nearer, and how far that is."""
    room = course.room
    radius = np.where(room.shifts, 10.0, 1.0 / room.stretch) * trust
    lowest = np.maximum(room.lowest, point.moves - radius)
    highest = np.minimum(room.highest, point.moves + radius)
    wanted = point.gap + float(slope @ point.moves)
    direction = along(point.moves, slope, lowest, highest, wanted) - point.moves
    if not direction.any():
        return None, 0.0
    share = 1.0
    for _ in range(40):
        moves = np.clip(point.moves + share * direction, room.lowest, room.highest)
        gap = course.gap_at(moves)
        if abs(gap) < abs(point.gap) * (1.0 - 1e-4 * share):
            return course.at(moves), share
        share *= 0.5
    return None, 0.0


def _slope_around(course: Course, point: Point) -> Floats:
    """Return the mean slope of places around a point: at a kink, what both sides need."""
    room = course.room
    draw = np.random.default_rng(6)
    total = np.zeros_like(point.slope)
    for _ in range(8):
        near = np.clip(point.moves + 1e-4 * course.by_key(draw), room.lowest, room.highest)
        slope = course.at(near).slope
        total += np.where(np.isfinite(slope), slope, 0.0)
    return total / 8.0
