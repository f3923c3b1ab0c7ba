"""Problems of payout curves and matrices, by the rules by which they are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from models.checks.problem import Problem, ProblemCode, Severity
from models.kpi import Sense
from models.places import Place
from models.scorecard import Curve, CurveBasis, CurveKind, Matrix

Targets = Sequence[float | None]


def curve_problems(
    curve: Curve, targets: Targets, sense: Sense, place: Place, target_place: Place
) -> Iterator[Problem]:
    """Yield what keeps a curve from being read, and cliffs.

    Args:
        curve: the curve.
        targets: what its percentages refer to, one for each payout group.
        sense: which way the result is better.
        place: where the curve is.
        target_place: where its targets are.
    """
    tiers = curve.kind is CurveKind.TIERS
    if tiers or curve.basis is CurveBasis.TARGET:
        yield from _target_problems(targets, sense, place, target_place, tiers=tiers)
    if not tiers and not curve.points:
        yield Problem(ProblemCode.CURVE_WITHOUT_POINTS, Severity.ERROR, place)
    ats = [point.at for point in curve.points]
    if not _in_order(ats, may_fall=not tiers and curve.basis is CurveBasis.VALUE):
        yield Problem(ProblemCode.CURVE_OUT_OF_ORDER, Severity.ERROR, place)
    elif tiers:
        before = curve.first_rate
        for point in curve.points:
            if point.retroactive and point.pay != before:
                details = {"at": point.at}
                yield Problem(ProblemCode.RETROACTIVE, Severity.HINT, place, details)
                break
            before = point.pay


def _target_problems(
    targets: Targets, sense: Sense, place: Place, target_place: Place, *, tiers: bool
) -> Iterator[Problem]:
    missing = tuple(index for index, target in enumerate(targets) if target is None)
    if missing:
        details: dict[str, object] = {"groups": missing}
        yield Problem(ProblemCode.TARGET_MISSING, Severity.ERROR, target_place, details)
    given = [target for target in targets if target is not None]
    lower = sense is Sense.LOWER
    if tiers and (lower or any(target <= 0 for target in given)):
        yield Problem(ProblemCode.TIERS_REFUSED, Severity.ERROR, place, {"lower": lower})
    elif 0 in given:
        yield Problem(ProblemCode.TARGET_ZERO, Severity.ERROR, target_place)


def matrix_problems(matrix: Matrix, place: Place) -> Iterator[Problem]:
    """Yield what keeps a matrix from being read."""
    rows, columns = len(matrix.rows), len(matrix.columns)
    fits = rows > 0 and columns > 0 and len(matrix.pay) == rows
    if not fits or any(len(row) != columns for row in matrix.pay):
        yield Problem(ProblemCode.MATRIX_MISSHAPEN, Severity.ERROR, place)
    elif not all(_in_order(axis, may_fall=True) for axis in (matrix.rows, matrix.columns)):
        yield Problem(ProblemCode.CURVE_OUT_OF_ORDER, Severity.ERROR, place)


def _in_order(ats: Sequence[float], *, may_fall: bool) -> bool:
    pairs = tuple(pairwise(ats))
    rising = all(left <= right for left, right in pairs)
    return rising or (may_fall and all(left >= right for left, right in pairs))
