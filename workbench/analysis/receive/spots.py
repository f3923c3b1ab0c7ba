"""What a payout depends on: results and ratings, and where what they pay changes its course."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from models.calendar import Group
from models.keys import KpiKey, ObjectiveKey
from models.plan import Plan
from models.scorecard import CurveKind, GateSide
from workbench.analysis.receive.assumed import Assumed
from workbench.pay.curves import equal
from workbench.pay.step_kinds import (
    CurvePayout,
    GatePart,
    KpiResult,
    MatrixPayout,
    Product,
    RateCap,
    Rating,
    Register,
    Stage,
    Step,
)

HAIR: Final = 1e-9
"""How far beside a point a result is no longer on it, as a part of it: more than the tolerance."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A result, or a rating, that a payout reads.

    Attributes:
        kpi: whose result, over ``group``; None for a rating.
        group: the periods; None for a rating.
        objective: whose rating; None for a result.
        curves: what pays a measure for it, or makes a modifier of it.
        gates: the conditions on it.
        axes: rows or columns of matrices that it is read on, and the sign that makes them rise.
        plain: whether it pays as it stands, as a rating without a curve does.
        cap: where it pays as it stands: most that its measure pays; None: no limit.
        grades: the ratings that the scale of the objective has, ascending; none: any.
    """

    kpi: KpiKey | None
    group: Group | None
    objective: ObjectiveKey | None
    curves: tuple[CurvePayout, ...] = ()
    gates: tuple[GatePart, ...] = ()
    axes: tuple[tuple[tuple[float, ...], float], ...] = ()
    plain: bool = False
    cap: float | None = None
    grades: tuple[float, ...] = ()

    def at(self, result: float) -> Assumed:
        """Assume this result, and nothing else."""
        if self.kpi is not None and self.group is not None:
            return Assumed({(self.kpi, self.group.periods): result})
        return Assumed(ratings={} if self.objective is None else {self.objective: result})

    def measured(self) -> tuple[CurvePayout, ...]:
        """Return the curves that pay a measure, without those of modifiers."""
        return tuple(each for each in self.curves if each.out.stage is Stage.BY_CURVE)

    def points(self) -> tuple[float, ...]:
        """Return the results at which something changes, ascending, in the unit of the result."""
        found: list[float] = []
        for curve in self.curves:
            compiled = curve.compiled
            found += [rung * compiled.divisor for rung in compiled.ladder.points]
            if curve.curve.kind is CurveKind.TIERS:
                found.append(0.0)
        found += [step.gate.value for step in self.gates]
        for axis, sign in self.axes:
            found += [at * sign for at in axis]
        if self.plain:
            found += [0.0, 1.0]
        return _distinct(found)

    def candidates(self) -> tuple[float, ...]:
        """Return results, ascending, among which every thing that can happen happens.

        Each point, a hair on either side of it, and far out on both sides.
        """
        points = self.points()
        if self.grades or not points:
            return self.grades
        width = (points[-1] - points[0]) or abs(points[0]) or 1.0
        found = [points[0] - width, points[-1] + width]
        if any(each.curve.kind is CurveKind.TIERS for each in self.curves):
            found.append(0.0)
        for point in points:
            found += [point, beside(point, -1.0), beside(point, 1.0)]
        if self.objective is not None:
            # A rating without a scale ends at "reached", or where its curve does, and starts at
            # nothing.
            most = max(1.0, points[-1])
            found = [0.0, *(each for each in found if 0.0 <= each <= most)]
        return _distinct(found, tolerant=False)


def beside(point: float, way: float) -> float:
    """Return a result a hair below (-1) or above (1) ``point``, which does not equal it."""
    return point + way * HAIR * max(abs(point), HAIR)


def spots_of(steps: Sequence[Step], plan: Plan) -> tuple[Spot, ...]:
    """Return what a list of steps reads, each once, in the order in which it is read first.

    Ratings end at the ends of the scale of their objective, where it has one.
    """
    order: list[tuple[object, ...]] = []
    first: dict[tuple[object, ...], KpiResult | Rating] = {}
    readers: dict[tuple[object, ...], list[tuple[Step, Register]]] = {}
    for step in steps:
        for register in _read_by(step):
            source = steps[register.index]
            if isinstance(source, KpiResult):
                name: tuple[object, ...] = (source.kpi, source.group.periods)
            elif isinstance(source, Rating):
                name = (source.objective,)
            else:
                continue
            if name not in first:
                order.append(name)
                first[name] = source
            readers.setdefault(name, []).append((step, register))
    return tuple(_spot(first[name], readers[name], steps, plan) for name in order)


def _read_by(step: Step) -> tuple[Register, ...]:
    match step:
        case CurvePayout():
            return (step.result,)
        case MatrixPayout():
            return (step.row, step.column)
        case GatePart():
            return step.results
        case Product() if step.out.stage is Stage.BY_CURVE:
            return step.operands
        case _:
            return ()


def _spot(
    source: KpiResult | Rating,
    readers: Iterable[tuple[Step, Register]],
    steps: Sequence[Step],
    plan: Plan,
) -> Spot:
    curves: list[CurvePayout] = []
    gates: list[GatePart] = []
    axes: list[tuple[tuple[float, ...], float]] = []
    plain = False
    cap: float | None = None
    for step, register in readers:
        match step:
            case CurvePayout() if step.compiled.refusal is None:
                curves.append(step)
            case GatePart():
                gates.append(step)
            case MatrixPayout() if step.compiled.refusal is None:
                compiled = step.compiled
                if register == step.row:
                    axes.append((compiled.rows.points, compiled.row_sign))
                else:
                    axes.append((compiled.columns.points, compiled.column_sign))
            case Product():
                plain = True
                cap = cap_after(steps, step.out)
            case _:
                pass
    if isinstance(source, KpiResult):
        return Spot(
            source.kpi, source.group, None, tuple(curves), tuple(gates), tuple(axes), cap=cap
        )
    objective = plan.objectives.get(source.objective)
    scale = [] if objective is None else [grade.rating for grade in objective.scale]
    return Spot(
        None,
        None,
        source.objective,
        tuple(curves),
        tuple(gates),
        tuple(axes),
        plain=plain,
        cap=cap,
        grades=tuple(sorted(each for each in scale if math.isfinite(each))),
    )


def cap_after(steps: Sequence[Step], register: Register) -> float | None:
    """Return the cap of a measure that limits what ``register`` pays; None where there is none."""
    following = steps[register.index + 1] if register.index + 1 < len(steps) else None
    if isinstance(following, RateCap) and following.operand == register:
        return following.most
    return None


def opens(step: GatePart, result: float) -> bool:
    """Return whether a result satisfies a condition."""
    gate = step.gate
    past = result > gate.value if gate.side is GateSide.AT_LEAST else result < gate.value
    return past or equal(result, gate.value)


def _distinct(found: Iterable[float], *, tolerant: bool = True) -> tuple[float, ...]:
    listed: list[float] = []
    for each in sorted(found):
        if listed and (equal(listed[-1], each) if tolerant else listed[-1] == each):
            continue
        listed.append(each)
    return tuple(listed)
