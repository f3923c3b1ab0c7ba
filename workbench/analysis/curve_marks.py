"""Where results land on the payout curve of a measure: scenarios, actuals, simulated runs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from models.calendar import Group
from models.keys import BASE, KpiKey, ScenarioKey
from models.kpi import TimeRule
from models.plan import Plan
from models.scorecard import Measure
from workbench.analysis.simulation.outcome import Ask
from workbench.engine.values import Values

RUNS = 2048
"""Runs of the simulation whose percentiles are marked."""


class MarkKind(StrEnum):
    """Whose result a mark is."""

    SCENARIO = "scenario"
    ACTUAL = "actual"


@dataclass(frozen=True, slots=True)
class CurveMark:
    """One result of a measure.

    Attributes:
        scenario: whose it is; None: measured.
        result: in the unit of the measure.
    """

    kind: MarkKind
    scenario: ScenarioKey | None
    result: float


@dataclass(frozen=True, slots=True)
class Percentiles:
    """How a result is spread over simulated runs, in the unit of the measure."""

    p10: float
    p50: float
    p90: float


def curve_marks(
    plan: Plan, values: Values, measure: Measure, group: Group | None
) -> tuple[CurveMark, ...]:
    """Return the results of the base, of every scenario, and what was measured, in that order.

    What has no value is left out.

    Args:
        plan: the plan.
        values: its figures.
        measure: of a KPI; an objective has none of these.
        group: the periods its result is read over.
    """
    kpi = measure.kpi
    if kpi is None or group is None or kpi not in plan.kpis:
        return ()
    marks: list[CurveMark] = []
    for scenario in (BASE, *plan.scenarios):
        result = values.group(kpi, scenario, group)
        if math.isfinite(result):
            marks.append(CurveMark(MarkKind.SCENARIO, scenario, result))
    measured = actual_result(plan, kpi, group)
    if measured is not None:
        marks.append(CurveMark(MarkKind.ACTUAL, None, measured))
    return tuple(marks)


def actual_result(plan: Plan, kpi: KpiKey, group: Group) -> float | None:
    """Return what was measured of a KPI over a group; None while some of it is not known.

    A rate that is weighted by another KPI takes the weights that were measured too.
    """
    figures = _measured(plan, kpi, group)
    if figures is None:
        return None
    row = plan.kpis[kpi]
    match row.time:
        case TimeRule.SUM:
            return math.fsum(figures)
        case TimeRule.LAST:
            return figures[-1]
        case TimeRule.MEAN:
            return math.fsum(figures) / len(figures)
        case TimeRule.WEIGHTED:
            weights = None if row.weight_by is None else _measured(plan, row.weight_by, group)
            whole = 0.0 if weights is None else math.fsum(weights)
            if weights is None or not whole:
                return None
            pairs = zip(figures, weights, strict=True)
            return math.fsum(figure * weight for figure, weight in pairs) / whole
        case TimeRule.FORMULA:
            return figures[0] if len(figures) == 1 else None


def simulated(plan: Plan, values: Values, kpi: KpiKey, scenario: ScenarioKey) -> Percentiles | None:
    """Return how a KPI is spread over the year of the report; None where it has no value.

    Raises:
        SimulationError: a distribution does not exist, or there is no complete year.
        KeyError: there is no such scenario.
    """
    # Drawing loads what only those wait for who look at it.
    from workbench.analysis.simulation.run import simulate  # noqa: PLC0415

    found = simulate(plan, Ask(RUNS, kpis=(kpi,), scenario=scenario), values=values)
    spread = None if found is None else found.kpis.get(kpi)
    if spread is None or not math.isfinite(spread.p50):
        return None
    return Percentiles(spread.p10, spread.p50, spread.p90)


def _measured(plan: Plan, kpi: KpiKey, group: Group) -> tuple[float, ...] | None:
    actual = plan.actuals.get(kpi)
    if actual is None:
        return None
    figures: list[float] = []
    for period in group.periods:
        figure = actual.values[period] if period < len(actual.values) else None
        if figure is None:
            return None
        figures.append(figure)
    return tuple(figures) if figures else None
