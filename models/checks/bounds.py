"""Problems of how far drivers may be moved when a target is cascaded."""

from __future__ import annotations

from collections.abc import Iterator

from models.checks.problem import Problem, ProblemCode, Severity
from models.keys import KpiKey
from models.kpi import Kpi
from models.places import Place

FREE = Kpi(KpiKey(""), "").bounds
"""What the bounds of a KPI are where nobody said anything."""


def bounds_problems(kpi: Kpi) -> Iterator[Problem]:
    """Yield what is wrong with the bounds of one KPI."""
    bounds = kpi.bounds
    if bounds == FREE:
        return
    place = Place("kpis", kpi.key, "bounds")
    if not kpi.is_driver:
        yield Problem(ProblemCode.BOUNDS_IDLE, Severity.HINT, place)
        return
    least, most = bounds.least, bounds.most
    if least is not None and most is not None and least > most:
        details: dict[str, object] = {"least": least, "most": most}
        yield Problem(ProblemCode.BOUNDS_CROSSED, Severity.ERROR, place, details)
    else:
        yield from _outside(kpi, least, most)
    if bounds.stretch is not None and not bounds.stretch > 0.0:
        details = {"stretch": bounds.stretch}
        yield Problem(ProblemCode.STRETCH_NOT_POSITIVE, Severity.ERROR, place, details)


def _outside(kpi: Kpi, least: float | None, most: float | None) -> Iterator[Problem]:
    """Yield the first figure that is outside the bounds already, from where nothing moves it on."""
    for period, value in enumerate(kpi.values):
        if value is not None and (
            (least is not None and value < least) or (most is not None and value > most)
        ):
            place = Place("kpis", kpi.key, "values", period=period)
            details: dict[str, object] = {"value": value}
            yield Problem(ProblemCode.OUTSIDE_BOUNDS, Severity.WARNING, place, details)
            return
