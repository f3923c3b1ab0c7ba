"""Takes effort out of a cascade along the surface on which the figure is the target.

Newton steps on the Lagrangian 2v − λ∇c (a sequential quadratic program with one equation),
whose curvature comes from differences of the reverse gradient in one direction at a time,
solved by conjugate gradients (Nocedal and Wright, Numerical Optimization, 2nd ed., §7.1 and
§18.3). Each is put back on the surface and taken only where effort falls.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from workbench.analysis.cascade.course import Course, Point, along
from workbench.analysis.cascade.room import Flags
from workbench.engine.arrays import Floats

FINE: Final = 1e-13
"""How near is tried for."""
_NEWTON_STEPS: Final = 40
_PRODUCTS: Final = 40
"""Products with the curvature for one Newton step."""
_SETTLED: Final = 1e-8
"""The slope of effort along the surface, relative to effort, where it is least."""
_LAST: Final = 1e-5
"""The same, from where one Newton step settles it: effort itself no longer shows it."""
_ROUGH: Final = 1e-2
"""What the last step may leave of a slope that hardly shows already."""
_LOOKS: Final = 5
"""Products with the curvature to find out whether effort falls beside a level point."""
_NEAR: Final = 1e-6
"""How near to a bound, in moves, is at it."""


def ease(course: Course, point: Point) -> Point:
    """Return the point of least effort on the surface that ``point`` is on."""
    for _ in range(_NEWTON_STEPS):
        lagrangian = _Lagrangian.at(course, point)
        if lagrangian is None:
            break
        if lagrangian.left <= _LAST:
            point = _settled(course, point, lagrangian)
            lagrangian = _Lagrangian.at(course, point)
            # Where effort is level it may still fall to both sides, as between two drivers alike.
            found = None if lagrangian is None else _off_saddle(course, point, lagrangian)
        else:
            found = _eased(course, point, _newton(course, point, lagrangian))
            if found is None:
                found = _eased(course, point, -0.5 * lagrangian.rest)
        if found is None:
            break
        point = found
    return point


def _settled(course: Course, point: Point, lagrangian: _Lagrangian) -> Point:
    """Return where one last Newton step leads, from where effort is almost level."""
    if lagrangian.left <= _SETTLED:
        return point
    step = _newton(course, point, lagrangian, enough=_ROUGH)
    moves = np.clip(point.moves + step, course.room.lowest, course.room.highest)
    last = _back_on(course, course.at(moves), abs(point.gap))
    return point if last is None or last.effort > point.effort * (1 + 1e-9) else last


def _off_saddle(course: Course, point: Point, lagrangian: _Lagrangian) -> Point | None:
    """Return a point of less effort beside one where it is level; None: it rises all around."""
    draw = np.random.default_rng(6)
    left = lagrangian.tangent(course.by_key(draw))
    heading = left.copy()
    size = float(left @ left)
    for _ in range(_LOOKS):
        if size == 0.0:
            return None
        product = lagrangian.bent(course, point, heading)
        if product is None:
            return None
        curvature = float(heading @ product)
        length = math.sqrt(float(heading @ heading))
        if curvature < -1e-6 * length**2:
            ways = (heading / length, -heading / length)
            found = [each for way in ways if (each := _eased(course, point, way)) is not None]
            return min(found, key=lambda each: each.effort, default=None)
        if curvature <= 0.0:
            return None
        left = left - (size / curvature) * product
        following = float(left @ left)
        heading = left + (following / size) * heading
        size = following
    return None


@dataclass(frozen=True, slots=True, eq=False)
class _Lagrangian:
    """Effort less what the target asks for, at a point of the surface.

    Attributes:
        free: which moves are not held by a bound.
        multiplier: of the target.
        slope: of the figure, shape (drivers,), 0 where a move is held.
        rest: the slope of effort along the surface, shape (drivers,).
        left: its length beside that of effort: 0 where effort is level.
    """

    free: Flags
    multiplier: float
    slope: Floats
    rest: Floats
    left: float

    @classmethod
    def at(cls, course: Course, point: Point) -> _Lagrangian | None:
        """Return it; None where no free move has a slope."""
        free, multiplier = _free(course, point)
        slope = np.where(free, point.slope, 0.0)
        if float(slope @ slope) == 0.0:
            return None
        rest = np.where(free, 2.0 * point.moves, 0.0) - multiplier * slope
        size = math.sqrt(float(point.moves @ point.moves))
        left = math.sqrt(float(rest @ rest)) / (2.0 * size) if size else 0.0
        return cls(free, multiplier, slope, rest, left)

    def tangent(self, vector: Floats) -> Floats:
        """Return the part of ``vector`` along the surface."""
        kept = np.where(self.free, vector, 0.0)
        return kept - (float(self.slope @ kept) / float(self.slope @ self.slope)) * self.slope

    def bent(self, course: Course, point: Point, heading: Floats) -> Floats | None:
        """Return the curvature times ``heading``, along the surface; None: it has no value."""
        length = math.sqrt(float(heading @ heading))
        apart = 1e-6 * max(1.0, math.sqrt(float(point.moves @ point.moves))) / length
        other = course.at(point.moves + apart * heading).slope
        product = 2.0 * heading - self.multiplier * (other - point.slope) / apart
        return self.tangent(product) if np.isfinite(product).all() else None


def _free(course: Course, point: Point) -> tuple[Flags, float]:
    """Return which moves are not held by a bound, and the multiplier of the target."""
    room, moves, slope = course.room, point.moves, point.slope
    low, high = moves <= room.lowest + _NEAR, moves >= room.highest - _NEAR
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


def _onto_bounds(course: Course, point: Point, free: Flags) -> Floats:
    """Return the last bit that moves which are held near a bound lack to it."""
    room, moves = course.room, point.moves
    low, high = moves - room.lowest <= _NEAR, room.highest - moves <= _NEAR
    lacking = np.where(low, room.lowest - moves, np.where(high, room.highest - moves, 0.0))
    return np.where(free, 0.0, lacking)


def _newton(
    course: Course, point: Point, lagrangian: _Lagrangian, enough: float | None = None
) -> Floats:
    """Return the Newton step of the Lagrangian along the surface, by conjugate gradients.

    What is held near a bound goes onto it.

    Args:
        course: the way to the target.
        point: where the step starts.
        lagrangian: there.
        enough: what may be left of the slope; None: the less, the nearer the goal.
    """
    held = _onto_bounds(course, point, lagrangian.free)
    left = -lagrangian.tangent(2.0 * point.moves)
    step = np.zeros_like(left)
    heading = left.copy()
    first = size = float(left @ left)
    share_left = min(0.01, math.sqrt(size)) if enough is None else enough
    for _ in range(_PRODUCTS):
        if not heading.any():
            break
        product = lagrangian.bent(course, point, heading)
        if product is None:
            break
        curvature = float(heading @ product)
        if curvature <= 0.0:
            # The surface bends away faster than effort grows: go on along it.
            return held + (step if step.any() else heading)
        share = size / curvature
        step += share * heading
        left -= share * product
        following = float(left @ left)
        if following <= share_left**2 * first:
            break
        heading = left + (following / size) * heading
        size = following
    return held + step


def _eased(course: Course, point: Point, step: Floats) -> Point | None:
    """Return a point on the surface along ``step`` that takes less effort; None: there is none."""
    room = course.room
    effort = float(point.moves @ point.moves)
    shares = [0.4**power for power in range(12)]
    bound = _first_bound(course, point, step)
    if bound < 1.0:
        # What is clipped past its bound drags the others astray; up to it nothing is.
        shares = sorted((*shares, bound), reverse=True)
    for share in shares:
        moves = np.clip(point.moves + share * step, room.lowest, room.highest)
        found = _back_on(course, course.at(moves), abs(point.gap))
        if found is not None and float(found.moves @ found.moves) < effort * (1.0 - 1e-14):
            return found
    return None


def _first_bound(course: Course, point: Point, step: Floats) -> float:
    """Return the share of ``step`` at which the first move comes to a bound."""
    room, moves = course.room, point.moves
    ahead = np.where(step > 0.0, room.highest - moves, room.lowest - moves)
    moving = np.abs(ahead) > _NEAR
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = np.where(moving & (step != 0.0), ahead / step, np.inf)
    return float(shares.min(initial=np.inf))


def _back_on(course: Course, point: Point, near: float) -> Point | None:
    """Return the point of the surface next to ``point``; None where it is not found.

    What stands at a bound stays there, unless nothing else leads back.
    """
    at_bound = (point.moves <= course.room.lowest) | (point.moves >= course.room.highest)
    if at_bound.any() and not at_bound.all():
        found = _straight_on(course, point, near, at_bound)
        if found is not None:
            return found
    return _straight_on(course, point, near, np.zeros_like(at_bound))


def _straight_on(course: Course, point: Point, near: float, held: Flags) -> Point | None:
    room = course.room
    lowest = np.where(held, point.moves, room.lowest)
    highest = np.where(held, point.moves, room.highest)
    enough = max(near, 1e-12)
    for _ in range(12):
        if math.isnan(point.gap):
            return None
        if abs(point.gap) <= FINE:
            return point
        wanted = point.gap + float(point.slope @ point.moves)
        moves = along(point.moves, point.slope, lowest, highest, wanted)
        found = course.at(moves)
        if not abs(found.gap) < abs(point.gap):
            break
        point = found
    return point if abs(point.gap) <= enough else None
