"""Edits of actuals: what came of a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from models.actuals import Actual
from models.changes import Edited, edited
from models.edits.drivers import with_figures
from models.edits.lookup import check_periods, finite_or_none, kpi_of
from models.keys import KpiKey
from models.plan import Plan


def set_actuals(plan: Plan, cells: Mapping[tuple[KpiKey, int], float | None]) -> Edited:
    """Set measured figures; None takes one away.

    Raises:
        EditError: NO_SUCH_ROW, NO_SUCH_PERIOD, NOT_FINITE.
    """
    check_periods(plan, {period for _, period in cells})
    typed: dict[KpiKey, dict[int, float | None]] = {}
    for (key, period), value in cells.items():
        kpi_of(plan, key)
        typed.setdefault(key, {})[period] = finite_or_none(value)
    actuals = plan.actuals
    for key, figures in typed.items():
        before = actuals.get(key) or Actual(key)
        row = replace(before, values=with_figures(before.values, figures))
        if row == Actual(key):
            actuals = actuals.without(key) if key in actuals else actuals
        else:
            actuals = actuals.replacing(row) if key in actuals else actuals.inserting(row)
    return edited(plan, replace(plan, actuals=actuals))


def describe_actual(plan: Plan, key: KpiKey, *, source: str = "", note: str = "") -> Edited:
    """Say where the actuals of a KPI come from, and what a reader should know about them.

    Raises:
        EditError: NO_SUCH_ROW.
    """
    kpi_of(plan, key)
    row = replace(plan.actuals.get(key) or Actual(key), source=source, note=note)
    actuals = plan.actuals
    if row == Actual(key):
        actuals = actuals.without(key) if key in actuals else actuals
    else:
        actuals = actuals.replacing(row) if key in actuals else actuals.inserting(row)
    return edited(plan, replace(plan, actuals=actuals))
