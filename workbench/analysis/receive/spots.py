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
class CurveRead:
    """A curve that reads a result.

    Attributes:
        step: the curve, as it is for the holder.
        parts: the result is divided by so many before it is read: of a flow over the year to
            date, what points in figures read is the mean of the instalments.
        cap: most that its measure pays; None: no limit.
    """

    step: CurvePayout
    parts: int
    cap: float | None

    def rungs(self) -> tuple[float, ...]:
        """Return the results of its points, from the worst to the best."""
        scale = self.step.compiled.divisor * self.parts
        return tuple(rung * scale for rung in self.step.compiled.ladder.points)

    def reaches(self, result: float) -> int:
        """Return how many of its points a result reaches."""
        compiled = self.step.compiled
        return compiled.ladder.reached(result / self.parts / compiled.divisor)[0]


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis of a matrix that reads a result.

    Attributes:
        step: the matrix.
        row: whether its rows are read, else its columns.
        points: results from which each row or column counts, from the worst to the best.
    """

    step: MatrixPayout
    row: bool
    points: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A result, or a rating, that a payout reads.

    Attributes:
        kpi: whose result, over ``group``; None for a rating.
        group: the periods; None for a rating.
        objective: whose rating; None for a result.
        curves: what pays a measure for it, or makes a modifier of it.
        gates: the conditions on it.
        axes: rows or columns of matrices that it is read on.
        plain: whether it pays as it stands, as a rating without a curve does.
        cap: where it pays as it stands: most that its measure pays; None: no limit.
        grades: the ratings that the scale of the objective has, ascending; none: any.
    """

    kpi: KpiKey | None
    group: Group | None
    objective: ObjectiveKey | None
    curves: tuple[CurveRead, ...] = ()
    gates: tuple[GatePart, ...] = ()
    axes: tuple[Axis, ...] = ()
    plain: bool = False
    cap: float | None = None
    grades: tuple[float, ...] = ()

    def at(self, result: float) -> Assumed:
        """Assume this result, and nothing else."""
        if self.kpi is not None and self.group is not None:
            return Assumed({(self.kpi, self.group.periods): result})
        return Assumed(ratings={} if self.objective is None else {self.objective: result})

    def measured(self) -> tuple[CurveRead, ...]:
        """Return the curves that pay a measure, without those of modifiers."""
        return tuple(each for each in self.curves if each.step.out.stage is Stage.BY_CURVE)

    def points(self) -> tuple[float, ...]:
        """Return the results at which something changes, ascending, in the unit of the result."""
        found: list[float] = []
        for curve in self.curves:
            found += curve.rungs()
            if curve.step.curve.kind is CurveKind.TIERS:
                found.append(0.0)
        found += [step.gate.value for step in self.gates]
        for axis in self.axes:
            found += axis.points
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
        if any(each.step.curve.kind is CurveKind.TIERS for each in self.curves):
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


def spots_of(lists: Sequence[Sequence[Step]], plan: Plan) -> tuple[Spot, ...]:
    """Return what instalments read, each once, in the order in which it is read first.

    Args:
        lists: the steps of each instalment.
        plan: whose objectives have scales, at the ends of which ratings end.
    """
    first: dict[tuple[object, ...], KpiResult | Rating] = {}
    readers: dict[tuple[object, ...], list[_Reader]] = {}
    for steps in lists:
        for step in steps:
            for register in _read_by(step):
                source = steps[register.index]
                if not isinstance(source, KpiResult | Rating):
                    continue
                name = spot_name(source)
                first.setdefault(name, source)
                readers.setdefault(name, []).append(_Reader(steps, step, register, source))
    return tuple(_spot(source, readers[name], plan) for name, source in first.items())


def spot_name(source: KpiResult | Rating) -> tuple[object, ...]:
    """Return what tells one result or rating from others."""
    if isinstance(source, KpiResult):
        return (source.kpi, *source.group.periods)
    return (source.objective,)


@dataclass(frozen=True, slots=True)
class _Reader:
    """A step that reads a result, the register that it reads it from, and the list of both."""

    steps: Sequence[Step]
    step: Step
    register: Register
    source: KpiResult | Rating

    @property
    def parts(self) -> int:
        """By how many the figure is divided before it is read."""
        return self.source.parts if isinstance(self.source, KpiResult) else 1


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


def _spot(source: KpiResult | Rating, readers: Sequence[_Reader], plan: Plan) -> Spot:
    curves: list[CurveRead] = []
    gates: list[GatePart] = []
    axes: list[Axis] = []
    plain = False
    cap: float | None = None
    for reader in readers:
        match reader.step:
            case CurvePayout() as step if step.compiled.refusal is None:
                curves.append(CurveRead(step, reader.parts, cap_after(reader.steps, step.out)))
            case GatePart() as step:
                gates.append(step)
            case MatrixPayout() as step if step.compiled.refusal is None:
                axes.append(_axis(step, reader))
            case Product() as step:
                plain = True
                cap = cap_after(reader.steps, step.out)
            case _:
                pass
    held = (tuple(curves), tuple(gates), tuple(axes))
    if isinstance(source, KpiResult):
        return Spot(source.kpi, source.group, None, *held, cap=cap)
    objective = plan.objectives.get(source.objective)
    scale = [] if objective is None else [grade.rating for grade in objective.scale]
    grades = tuple(sorted(each for each in scale if math.isfinite(each)))
    return Spot(None, None, source.objective, *held, plain=plain, cap=cap, grades=grades)


def _axis(step: MatrixPayout, reader: _Reader) -> Axis:
    compiled = step.compiled
    row = reader.register == step.row
    ladder, sign = (
        (compiled.rows, compiled.row_sign) if row else (compiled.columns, compiled.column_sign)
    )
    return Axis(step, row, tuple(at * sign * reader.parts for at in ladder.points))


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
