"""The least-effort cascade: Σ vᵢ² made least, subject to one figure and to bounds.

First the target is reached along the slopes, from where the drivers are, so that of several
solutions the nearest is found. Then effort is taken out along the surface on which the figure
is the target: Newton steps on the Lagrangian 2v − λ∇c (a sequential quadratic program with one
equation), whose curvature comes from differences of the reverse gradient in one direction at
a time, solved by conjugate gradients (Nocedal and Wright, Numerical Optimization, 2nd ed.,
§7.1 and §18.3). Each is put back on the surface and taken only where effort falls.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from workbench.analysis.cascade.course import Course, Point
from workbench.analysis.cascade.room import Flags
from workbench.engine.arrays import Floats

TOLERANCE: Final = 1e-9
"""How near to the target, relative to it, is at it."""
_FINE: Final = 1e-13
"""How near is tried for."""
_STEPS: Final = 200
_NEWTON_STEPS: Final = 40
_PRODUCTS: Final = 40
"""Products with the curvature for one Newton step."""
_SETTLED: Final = 1e-8
"""The slope of effort along the surface, relative to effort, where it is least."""
_LAST: Final = 1e-5
"""The same, from where one Newton step settles it: effort itself no longer shows it."""


def along(origin: Floats, slope: Floats, lowest: Floats, highest: Floats, wanted: float) -> Floats:
    """Return the point nearest to ``origin`` in a box at which Σ slope·v is ``wanted``.

    It is ``origin`` + μ·slope, clipped; as μ grows moves only come to stand, so that Newton's
    method finds μ in as many steps as that happens. Where the box ends before: its corner.

    Args:
        origin: shape (drivers,), inside the box.
        slope: shape (drivers,).
        lowest: shape (drivers,).
        highest: shape (drivers,).
        wanted: the sum.
    """
    far = 0.0
    found = origin
    for _ in range(2 * len(origin) + 4):
        missing = wanted - float(slope @ found)
        toward = slope if missing > 0.0 else -slope
        free = ((toward > 0.0) & (found < highest)) | ((toward < 0.0) & (found > lowest))
        square = float((slope[free] ** 2).sum())
        if square == 0.0 or abs(missing) <= 1e-15 * max(abs(wanted), 1.0):
            break
        far += missing / square
        following = np.clip(origin + far * slope, lowest, highest)
        if np.array_equal(following, found):
            break
        found = following
    return found


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
        if not abs(point.gap) > _FINE:
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


def ease(course: Course, point: Point) -> Point:
    """Return the point of least effort on the surface that ``point`` is on."""
    for _ in range(_NEWTON_STEPS):
        free, multiplier = _free(course, point)
        slope = np.where(free, point.slope, 0.0)
        square = float(slope @ slope)
        if square == 0.0:
            break
        rest = np.where(free, 2.0 * point.moves, 0.0) - multiplier * slope
        size = math.sqrt(float(point.moves @ point.moves))
        left = math.sqrt(float(rest @ rest)) / (2.0 * size) if size else 0.0
        if left <= _SETTLED:
            break
        step = _newton(course, point, multiplier, free)
        if left <= _LAST:
            moves = np.clip(point.moves + step, course.room.lowest, course.room.highest)
            last = _back_on(course, course.at(moves), abs(point.gap))
            return point if last is None or last.effort > point.effort * (1 + 1e-9) else last
        found = _eased(course, point, step)
        if found is None:
            found = _eased(course, point, -0.5 * rest)
        if found is None:
            break
        point = found
    return point


def _free(course: Course, point: Point) -> tuple[Flags, float]:
    """Return which moves are not held by a bound, and the multiplier of the target."""
    room, moves, slope = course.room, point.moves, point.slope
    low, high = moves <= room.lowest, moves >= room.highest
    free = room.lowest < room.highest
    multiplier = 0.0
    for _ in range(20):
        square = float((slope[free] ** 2).sum())
        if square == 0.0:
            break
        multiplier = float((2.0 * moves[free]) @ slope[free]) / square
        lean = 2.0 * moves - multiplier * slope
        now = (room.lowest < room.highest) & ~(low & (lean > 0.0)) & ~(high & (lean < 0.0))
        if np.array_equal(now, free):
            break
        free = now
    return free, multiplier


def _newton(course: Course, point: Point, multiplier: float, free: Flags) -> Floats:
    """Return the Newton step of the Lagrangian along the surface, by conjugate gradients."""
    slope = np.where(free, point.slope, 0.0)
    square = float(slope @ slope)

    def tangent(vector: Floats) -> Floats:
        kept = np.where(free, vector, 0.0)
        return kept - (float(slope @ kept) / square) * slope

    left = -tangent(2.0 * point.moves)
    step = np.zeros_like(left)
    heading = left.copy()
    size = float(left @ left)
    enough = min(0.01, math.sqrt(size)) ** 2 * size
    for _ in range(_PRODUCTS):
        length = math.sqrt(float(heading @ heading))
        if length == 0.0:
            break
        apart = 1e-6 * max(1.0, math.sqrt(float(point.moves @ point.moves))) / length
        other = course.at(point.moves + apart * heading).slope
        bent = 2.0 * heading - multiplier * (other - point.slope) / apart
        if not np.isfinite(bent).all():
            break
        product = tangent(bent)
        curvature = float(heading @ product)
        if curvature <= 0.0:
            # The surface bends away faster than effort grows: go on along it.
            return step if step.any() else heading
        share = size / curvature
        step += share * heading
        left -= share * product
        following = float(left @ left)
        if following <= enough:
            break
        heading = left + (following / size) * heading
        size = following
    return step


def _eased(course: Course, point: Point, step: Floats) -> Point | None:
    """Return a point on the surface along ``step`` that takes less effort; None: there is none."""
    room = course.room
    effort = float(point.moves @ point.moves)
    share = 1.0
    for _ in range(12):
        moves = np.clip(point.moves + share * step, room.lowest, room.highest)
        found = _back_on(course, course.at(moves), abs(point.gap))
        if found is not None and float(found.moves @ found.moves) < effort * (1.0 - 1e-14):
            return found
        share *= 0.4
    return None


def _back_on(course: Course, point: Point, near: float) -> Point | None:
    """Return the point of the surface next to ``point``; None where it is not found."""
    room = course.room
    enough = max(near, 1e-12)
    for _ in range(12):
        if math.isnan(point.gap):
            return None
        if abs(point.gap) <= _FINE:
            return point
        wanted = point.gap + float(point.slope @ point.moves)
        moves = along(point.moves, point.slope, room.lowest, room.highest, wanted)
        found = course.at(moves)
        if not abs(found.gap) < abs(point.gap):
            break
        point = found
    return point if abs(point.gap) <= enough else None
