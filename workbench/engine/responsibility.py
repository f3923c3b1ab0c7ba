"""Who answers for a KPI: as somebody typed it, or as its drivers say."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from models.calendar import Calendar, Group, Span
from models.keys import FunctionKey, KpiKey, ScenarioKey
from models.plan import Plan
from workbench.engine.gradient import driver_slopes
from workbench.engine.values import Values


@dataclass(frozen=True, slots=True)
class Responsibility:
    """The split of one KPI over functions.

    Attributes:
        shares: of each function, 0 to 1. What they lack to 1 is nobody's; empty: nobody's at all.
        derived: whether they were derived from drivers; False where somebody typed them.
    """

    shares: Mapping[FunctionKey, float]
    derived: bool


def responsibility(
    plan: Plan, values: Values, key: KpiKey, scenario: ScenarioKey
) -> Responsibility:
    """Return who answers for a KPI.

    What nobody typed is derived: each driver counts by its absolute elasticity, Σ over periods
    of slope × figure over the year of the report, and is split as it was typed for the driver.
    A driver for which nobody answers leaves its part to nobody.

    Raises:
        KeyError: there is no such scenario.
    """
    kpi = plan.kpis.get(key)
    if kpi is None:
        return Responsibility({}, derived=False)
    if kpi.responsibility or not kpi.formula:
        return Responsibility(dict(kpi.responsibility), derived=False)
    found = driver_slopes(values, key, scenario, _year(plan.calendar))
    moves = np.abs(found.moved(values, scenario))
    with np.errstate(over="ignore"):
        whole = float(moves.sum())
    if not math.isfinite(whole) or whole == 0.0:
        return Responsibility({}, derived=True)
    shares: dict[FunctionKey, float] = {}
    kpis = plan.kpis
    for driver, part in zip(found.drivers, (moves / whole).tolist(), strict=True):
        if part:
            for function, share in kpis[driver].responsibility.items():
                shares[function] = shares.get(function, 0.0) + share * part
    return Responsibility({each: share for each, share in shares.items() if share}, derived=True)


def _year(calendar: Calendar) -> Group:
    """Return the year of the report, else all periods of the plan as one group."""
    year = calendar.report_group()
    if year is not None:
        return year
    return Group(
        Span.YEAR,
        calendar.first_month,
        tuple(range(calendar.count)),
        complete=False,
        number=1,
        fiscal_year=calendar.first_month.year,
    )
