"""The payout curve of one measure as it can be drawn, and where a scenario lands on it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from models.calendar import Group, Span
from models.keys import ScenarioKey
from models.kpi import Sense
from models.plan import Plan
from models.scorecard import DEFAULT_CURVE, Curve, CurveKind, CurvePoint, Measure
from workbench.engine.values import Values
from workbench.pay.curves import CompiledCurve, compile_curve, curve_points
from workbench.pay.reasons import NoPayoutCode

Corner = tuple[float, float]
"""A result, in the unit of the measure, and its payout, 1.0 being 100 %."""

MARGIN = 0.25
"""What is drawn on either side of the points, as a part of their width."""
FARTHEST = 1.5
"""A result farther out than so many widths is drawn at the edge."""
RATING = Curve(points=(CurvePoint(0.0, 0.0), CurvePoint(1.0, 1.0)), last_slope=1.0)
"""How an objective without a curve pays: its rating as it stands."""


@dataclass(frozen=True, slots=True)
class CurveShape:
    """How one measure pays over one group of periods.

    Attributes:
        curve: what is read.
        group: the group its result is read over; None for an objective, and where the plan
            has no such group.
        place: which of the measure's targets counts, from 0.
        target: in the unit of the measure; None where none was set.
        line: the curve from left to right over everything worth drawing.
        points: its points from left to right; where the payout jumps, the one that pays.
        result: of the scenario; NaN: no value.
        payout: what that result pays by curve and cap; NaN: no value.
        most: what is never passed, by curve or cap; None where there is no limit.
        falling: whether a result reaches a point by being at most as large.
        refusal: why the curve cannot be read; None where it can.
    """

    curve: Curve
    group: Group | None
    place: int
    target: float | None
    line: tuple[Corner, ...]
    points: tuple[Corner, ...]
    result: float
    payout: float
    most: float | None
    falling: bool
    refusal: NoPayoutCode | None


def curve_shape(
    plan: Plan, values: Values, measure: Measure, scenario: ScenarioKey, shown: Group
) -> CurveShape | None:
    """Return how ``measure`` pays; None where it pays by a matrix of two results.

    Args:
        plan: the plan.
        values: its figures.
        measure: a measure of one of its scorecards.
        scenario: whose result is shown.
        shown: the group on screen: of a measure that is read quarterly, the quarter.
    """
    if measure.matrix is not None:
        return None
    kpi = None if measure.kpi is None else plan.kpis.get(measure.kpi)
    group = None if kpi is None else read_group(plan, measure.every, shown)
    place = 0 if group is None else group.number - 1
    target = measure.targets[place] if place < len(measure.targets) else None
    if measure.objective is not None and target is None:
        target = 1.0
    curve = measure.curve or (RATING if measure.objective is not None else DEFAULT_CURVE)
    sense = Sense.HIGHER if kpi is None else kpi.sense
    result = math.nan
    if kpi is not None and group is not None:
        result = values.group(kpi.key, scenario, group)
    compiled = compile_curve(curve, target, sense)
    corners = curve_points(curve, target, sense)
    falling = compiled.divisor < 0
    line = _line(compiled, corners[::-1] if falling else corners, result, measure.cap)
    return CurveShape(
        curve=curve,
        group=group,
        place=place,
        target=target,
        line=line,
        points=_points(curve, corners, measure.cap, falling=falling),
        result=result,
        payout=_capped(compiled.payout(result), measure.cap),
        most=_most(compiled, measure.cap),
        falling=falling,
        refusal=compiled.refusal,
    )


def read_group(plan: Plan, every: Span, shown: Group) -> Group | None:
    """Return the group that a measure is read over: the shown one, else the first of the year."""
    year = plan.calendar.report_group()
    if year is None:
        return None
    inside = [
        group
        for group in plan.calendar.groups(every)
        if group.complete and set(group.periods) <= set(year.periods)
    ]
    if shown in inside:
        return shown
    return inside[0] if inside else None


def _line(
    compiled: CompiledCurve, corners: Sequence[Corner], result: float, cap: float | None
) -> tuple[Corner, ...]:
    """Extend ``corners``, which rise in their results, to both sides."""
    if not corners:
        return ()
    first, last = corners[0][0], corners[-1][0]
    width = (last - first) or abs(first) or 1.0
    left, right = first - MARGIN * width, last + MARGIN * width
    if math.isfinite(result):
        left = min(left, max(result - 0.1 * width, first - FARTHEST * width))
        right = max(right, min(result + 0.1 * width, last + FARTHEST * width))
    ends = ((left, compiled.payout(left)), (right, compiled.payout(right)))
    whole = (ends[0], *corners, ends[1])
    if cap is None:
        return whole
    cut: list[Corner] = []
    for (at, pay), (next_at, next_pay) in pairwise(whole):
        cut.append((at, min(pay, cap)))
        if (pay - cap) * (next_pay - cap) < 0:
            part = (cap - pay) / (next_pay - pay)
            cut.append((at + part * (next_at - at), cap))
    cut.append((whole[-1][0], min(whole[-1][1], cap)))
    return tuple(cut)


def _points(
    curve: Curve, corners: Sequence[Corner], cap: float | None, *, falling: bool
) -> tuple[Corner, ...]:
    """Return one point per result, the payout that reaching it earns, from left to right."""
    reached: dict[float, float] = {}
    for at, pay in corners:
        reached[at] = _capped(pay, cap)
    if curve.kind is CurveKind.TIERS:
        # It starts at nothing for nothing, which nobody set.
        reached.pop(0.0, None)
    points = tuple(reached.items())
    return points[::-1] if falling else points


def _most(compiled: CompiledCurve, cap: float | None) -> float | None:
    if compiled.refusal is not None:
        return cap
    if compiled.slope and compiled.slope[-1] > 0.0:
        return cap
    if not compiled.base:
        return cap
    most = max(compiled.base)
    return most if cap is None else min(most, cap)


def _capped(payout: float, cap: float | None) -> float:
    return payout if cap is None else min(payout, cap)
