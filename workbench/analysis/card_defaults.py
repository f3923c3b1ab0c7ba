"""What a new gate, modifier or matrix of a scorecard starts as: something that pays as before."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

from models.keys import BASE, KpiKey
from models.kpi import Kpi, Sense
from models.plan import Plan
from models.scorecard import (
    Curve,
    CurveBasis,
    CurvePoint,
    Gate,
    GateSide,
    Matrix,
    Measure,
    Modifier,
    Scorecard,
)
from workbench.engine.values import Values

MODIFIER_CURVE: Final = Curve(
    basis=CurveBasis.TARGET,
    points=(CurvePoint(0.8, 0.9), CurvePoint(1.0, 1.0), CurvePoint(1.2, 1.1)),
)
"""A tenth less at 80 % of what it refers to, a tenth more at 120 %."""
_SPREAD: Final = 0.2
"""How far the first and last row of a new matrix are from its middle."""
_PAY: Final = ((0.5, 0.75, 1.0), (0.75, 1.0, 1.25), (1.0, 1.25, 1.5))


def new_gate(plan: Plan, values: Values, kpi: KpiKey) -> Gate:
    """Return a gate that is open in the base, and closed by anything worse."""
    row = plan.kpis.get(kpi)
    lower = row is not None and row.sense is Sense.LOWER
    side = GateSide.AT_MOST if lower else GateSide.AT_LEAST
    return Gate(kpi, side, 0.0 if row is None else _base_figure(values, kpi) or 0.0)


def modifier_from(plan: Plan, values: Values, modifier: Modifier, kpi: KpiKey | None) -> Modifier:
    """Return a modifier that reads another KPI, or is typed per person where it is None.

    A curve in percent goes on with what the KPI comes to in the base; one in figures of another
    KPI would mean nothing, and another takes its place.
    """
    if kpi is None:
        # Curve and target wait for the way back.
        return replace(modifier, kpi=None)
    if modifier.kpi == kpi and modifier.curve is not None:
        return modifier
    curve = modifier.curve
    if curve is None or curve.basis is CurveBasis.VALUE:
        curve = MODIFIER_CURVE
    target = _base_figure(values, kpi) if kpi in plan.kpis else None
    return replace(modifier, kpi=kpi, curve=curve, target=target)


def on_basis(plan: Plan, modifier: Modifier, basis: CurveBasis) -> Modifier:
    """Return a modifier whose points are on another basis and mean the same.

    Where there is no target to tell from, or it is 0, they stay as they are.
    """
    curve, target = modifier.curve, modifier.target
    if curve is None or curve.basis is basis or not target:
        return modifier
    kpi = None if modifier.kpi is None else plan.kpis.get(modifier.kpi)
    # More than 100 % of a target is less of it where less is better.
    one = -abs(target) if kpi is not None and kpi.sense is Sense.LOWER else abs(target)
    if basis is CurveBasis.VALUE:
        points = [replace(point, at=target + (point.at - 1.0) * one) for point in curve.points]
    else:
        points = [replace(point, at=1.0 + (point.at - target) / one) for point in curve.points]
        points.sort(key=_at)
    return replace(modifier, curve=replace(curve, basis=basis, points=tuple(points)))


def new_matrix(plan: Plan, values: Values, measure: Measure, kpi: KpiKey) -> Matrix:
    """Return a matrix of three rows by three columns around target and base.

    Where neither has a figure, rows and columns are those of shares.
    """
    own = None if measure.kpi is None else plan.kpis.get(measure.kpi)
    target = measure.targets[0] if measure.targets else None
    if target is None and own is not None:
        target = _base_figure(values, own.key)
    rows = _around(own, target)
    columns = _around(plan.kpis.get(kpi), _base_figure(values, kpi) if kpi in plan.kpis else None)
    return Matrix(kpi, rows, columns, _PAY)


def read_second(plan: Plan, values: Values, matrix: Matrix, kpi: KpiKey) -> Matrix:
    """Return a matrix that reads another second KPI: its columns are around that one's base."""
    if kpi == matrix.kpi:
        return matrix
    middle = _base_figure(values, kpi) if kpi in plan.kpis else None
    columns = _around(plan.kpis.get(kpi), middle, len(matrix.columns))
    return replace(matrix, kpi=kpi, columns=columns)


def second_kpi(plan: Plan, card: Scorecard, measure: Measure) -> KpiKey | None:
    """Return the KPI that a new matrix reads beside a measure: of another one, else any other."""
    paid = [each.kpi for each in card.measures if each.kpi in plan.kpis]
    others = [key for key in (*paid, *plan.kpis) if key is not None and key != measure.kpi]
    return others[0] if others else None


def _at(point: CurvePoint) -> float:
    return point.at


def _around(kpi: Kpi | None, middle: float | None, count: int = 3) -> tuple[float, ...]:
    """Return results from 80 to 120 % of one, from the worse to the better."""
    lower = kpi is not None and kpi.sense is Sense.LOWER
    centre = middle or 1.0
    first, last = centre - _SPREAD * abs(centre), centre + _SPREAD * abs(centre)
    if lower:
        first, last = last, first
    parts = max(count - 1, 1)
    return tuple(_three_digits(first + (last - first) * at / parts) for at in range(count))


def _three_digits(figure: float) -> float:
    """Return a figure with three digits that count: what somebody would have typed."""
    if figure == 0.0 or not math.isfinite(figure):
        return figure
    return float(f"{figure:.3g}")


def _base_figure(values: Values, kpi: KpiKey) -> float | None:
    figure = float(values.total(kpi, BASE))
    return figure if math.isfinite(figure) else None
