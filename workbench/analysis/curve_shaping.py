"""Shapes a payout curve: presets, points moved, added and taken out, values or % of target."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import pairwise
from typing import Final

from models.kpi import Sense
from models.scorecard import DEFAULT_CURVE, Curve, CurveBasis, CurveKind, CurvePoint
from workbench.pay.curves import is_falling, point_value

MOST_POINTS: Final = 12
"""Nobody keeps more in mind; a matrix or tiers say it better."""
_DEFAULT_SLOPE: Final = 5.0
"""Payout per 100 % of target after the last point where nothing says how steep: as before it."""


class CurvePreset(StrEnum):
    """Shapes that plans usually start from, in % of target."""

    STANDARD = "standard"
    STRAIGHT = "straight"
    UNCAPPED = "uncapped"
    S_CURVE = "s_curve"
    FLAT_BAND = "flat_band"
    STEPS = "steps"
    ALL_OR_NOTHING = "all_or_nothing"
    MARGINAL = "marginal"
    RETROACTIVE = "retroactive"


def _points(*pairs: tuple[float, float]) -> tuple[CurvePoint, ...]:
    return tuple(CurvePoint(at, pay) for at, pay in pairs)


PRESETS: Final[Mapping[CurvePreset, Curve]] = {
    CurvePreset.STANDARD: DEFAULT_CURVE,
    CurvePreset.STRAIGHT: Curve(points=_points((0.0, 0.0), (1.0, 1.0), (2.0, 2.0))),
    CurvePreset.UNCAPPED: replace(DEFAULT_CURVE, last_slope=_DEFAULT_SLOPE),
    CurvePreset.S_CURVE: Curve(
        points=_points(
            (0.8, 0.0), (0.88, 0.15), (0.95, 0.6), (1.0, 1.0), (1.05, 1.4), (1.12, 1.85), (1.2, 2.0)
        )
    ),
    CurvePreset.FLAT_BAND: Curve(points=_points((0.8, 0.5), (0.95, 1.0), (1.05, 1.0), (1.2, 2.0))),
    CurvePreset.STEPS: Curve(CurveKind.STEP, points=_points((0.8, 0.5), (1.0, 1.0), (1.2, 2.0))),
    CurvePreset.ALL_OR_NOTHING: Curve(CurveKind.STEP, points=_points((1.0, 1.0))),
    CurvePreset.MARGINAL: Curve(CurveKind.TIERS, points=_points((1.0, 1.4))),
    CurvePreset.RETROACTIVE: Curve(
        CurveKind.TIERS, points=(CurvePoint(1.0, 1.4, retroactive=True),)
    ),
}


def preset_of(curve: Curve) -> CurvePreset | None:
    """Return the preset that a curve is, if it is one."""
    return next((preset for preset, other in PRESETS.items() if other == curve), None)


def moved(curve: Curve, index: int, at: float, pay: float) -> Curve:
    """Return the curve with a point elsewhere, held between its neighbours and above nothing.

    Raises:
        IndexError: there is no such point.
    """
    ats = [point.at for point in curve.points]
    falling = _falls(ats)
    before = ats[index - 1] if index else None
    after = ats[index + 1] if index + 1 < len(ats) else None
    low, high = (after, before) if falling else (before, after)
    held = at
    if low is not None:
        held = max(held, low)
    if high is not None:
        held = min(held, high)
    if curve.kind is CurveKind.TIERS:
        held = max(held, 0.0)
    point = replace(curve.points[index], at=held, pay=max(pay, 0.0))
    return replace(curve, points=(*curve.points[:index], point, *curve.points[index + 1 :]))


def inserted(curve: Curve, at: float, pay: float, sense: Sense = Sense.HIGHER) -> tuple[Curve, int]:
    """Return the curve with one more point, and its place among the points.

    Beside a single point in values, the sense of the KPI says which way they go.
    """
    falling = _is_falling(curve, sense)
    sign = -1.0 if falling else 1.0
    place = sum(point.at * sign <= at * sign for point in curve.points)
    points = (*curve.points[:place], CurvePoint(at, max(pay, 0.0)), *curve.points[place:])
    return replace(curve, points=points), place


def halved(curve: Curve, index: int, sense: Sense = Sense.HIGHER) -> tuple[Curve, int]:
    """Return the curve with one more point after ``index``, halfway to the next, and its place.

    After the last one it stands as far on as the one before it stands back; after a single one
    by a tenth, in the way that is better.
    """
    points = curve.points
    if not points:
        return inserted(curve, 1.0, 1.0)
    index = min(max(index, 0), len(points) - 1)
    here = points[index]
    if index + 1 < len(points):
        after = points[index + 1]
        at, pay = (here.at + after.at) / 2, (here.pay + after.pay) / 2
    else:
        back = points[index - 1] if index else replace(here, at=here.at - _tenth(curve, sense))
        at, pay = 2 * here.at - back.at, max(2 * here.pay - back.pay, 0.0)
    made = CurvePoint(at, pay, here.retroactive)
    return replace(curve, points=(*points[: index + 1], made, *points[index + 1 :])), index + 1


def without(curve: Curve, index: int) -> Curve:
    """Return the curve without a point; the last one stays, for a curve has one at least."""
    if len(curve.points) <= 1:
        return curve
    return replace(curve, points=(*curve.points[:index], *curve.points[index + 1 :]))


def _is_falling(curve: Curve, sense: Sense) -> bool:
    ats = [point.at for point in curve.points]
    return curve.basis is CurveBasis.VALUE and is_falling(ats, sense)


def _tenth(curve: Curve, sense: Sense) -> float:
    """Return how far on another point stands from the only one."""
    if curve.basis is CurveBasis.TARGET:
        return 0.1
    step = 0.1 * abs(curve.points[0].at) or 1.0
    return -step if _is_falling(curve, sense) else step


def with_points(curve: Curve, points: Sequence[CurvePoint], sense: Sense) -> Curve:
    """Return the curve with other points, put into the order that it is read in.

    One point typed past another does not turn a curve round that went the way of its KPI.
    """
    falling = curve.basis is CurveBasis.VALUE and _way(points, sense)
    natural = sense is Sense.LOWER
    if curve.basis is CurveBasis.VALUE and len(curve.points) > 1 and falling != natural:
        falling = natural if _is_falling(curve, sense) is natural else falling
    ordered = sorted(points, key=lambda each: -each.at if falling else each.at)
    return replace(curve, points=tuple(ordered))


def with_kind(curve: Curve, kind: CurveKind, *, retroactive: bool = False) -> Curve:
    """Return the curve read in another way, through the same points as far as they fit.

    Tiers are shares of target, so a curve in values is given the usual tier.
    """
    if kind is CurveKind.TIERS:
        preset = CurvePreset.RETROACTIVE if retroactive else CurvePreset.MARGINAL
        if curve.kind is not CurveKind.TIERS:
            return PRESETS[preset]
        points = tuple(replace(each, retroactive=retroactive) for each in curve.points)
        return replace(curve, points=points)
    if curve.kind is CurveKind.TIERS:
        return DEFAULT_CURVE if kind is CurveKind.INTERPOLATED else PRESETS[CurvePreset.STEPS]
    slope = curve.last_slope if kind is CurveKind.INTERPOLATED else None
    return replace(curve, kind=kind, last_slope=slope)


def uncapped(curve: Curve, *, on: bool, sense: Sense = Sense.HIGHER) -> Curve:
    """Return an interpolated curve that goes on rising after its last point, or stays flat.

    It goes on as steeply as it came, or as the usual curve does where it does not rise there.

    Args:
        curve: of any kind; only an interpolated one goes on.
        on: whether it shall.
        sense: of the KPI, for a curve of one point, which stands as nothing.
    """
    if not on or curve.kind is not CurveKind.INTERPOLATED:
        return replace(curve, last_slope=None)
    steep = _usual_slope(curve, sense)
    if len(curve.points) > 1:
        back, last = curve.points[-2:]
        if last.at != back.at and last.pay > back.pay:
            steep = (last.pay - back.pay) / (last.at - back.at)
    return replace(curve, last_slope=float(f"{steep:.12g}"))


def _usual_slope(curve: Curve, sense: Sense) -> float:
    """Return the usual slope in the unit of the points, the last of them taken for 100 %."""
    if curve.basis is CurveBasis.TARGET:
        return _DEFAULT_SLOPE
    size = max((abs(point.at) for point in curve.points[-1:]), default=0.0)
    # A curve that ends at 0 is as large as its largest point.
    size = size or max((abs(point.at) for point in curve.points), default=0.0) or 1.0
    return _DEFAULT_SLOPE / size * (-1.0 if _way(curve.points, sense) else 1.0)


def in_basis(curve: Curve, basis: CurveBasis, target: float | None, sense: Sense) -> Curve | None:
    """Return the same curve with its points in values, or in % of target; None where it cannot.

    Args:
        curve: interpolated or in steps; tiers are shares of target and stay so.
        basis: what the results of its points are to be.
        target: in the unit of the measure; None, or 0: percentages of it mean nothing.
        sense: of the KPI; in values, points of one that is better lower fall.
    """
    if basis is curve.basis:
        return curve
    if curve.kind is CurveKind.TIERS or not target or not math.isfinite(target):
        return None
    slope = curve.last_slope
    if basis is CurveBasis.VALUE:
        points = tuple(
            replace(each, at=point_value(target, each.at, sense)) for each in curve.points
        )
        if slope is not None:
            slope /= abs(target) * (-1.0 if sense is Sense.LOWER else 1.0)
    else:
        points = tuple(
            replace(each, at=_attainment(target, each.at, sense)) for each in curve.points
        )
        if not _rises([each.at for each in points]):
            return None
        if slope is not None:
            slope *= abs(target) * (-1.0 if sense is Sense.LOWER else 1.0)
    return replace(curve, basis=basis, points=points, last_slope=slope)


def _attainment(target: float, value: float, sense: Sense) -> float:
    """Return what :func:`workbench.pay.curves.point_value` is undone by."""
    away = (target < 0) != (sense is Sense.LOWER)
    return 2.0 - value / target if away else value / target


def _way(points: Sequence[CurvePoint], sense: Sense) -> bool:
    """Return whether points fall: as they stand, or where they stand as nothing, by the sense."""
    ats = [point.at for point in points]
    if _rises(ats) and len(set(ats)) > 1:
        return False
    if _falls(ats):
        return True
    return is_falling([], sense)


def _rises(ats: Sequence[float]) -> bool:
    return all(one <= other for one, other in pairwise(ats))


def _falls(ats: Sequence[float]) -> bool:
    return len(ats) > 1 and ats[-1] < ats[0]
