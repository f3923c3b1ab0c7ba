"""Typing one figure for a group of periods of a driver."""

from __future__ import annotations

import math

from models.calendar import Group
from models.changes import Edited
from models.edits.drivers import fill_values, scale_values, set_value, set_values
from models.keys import KpiKey, ScenarioKey
from models.kpi import TimeRule
from models.plan import Plan
from workbench.engine.values import Values


def set_group_value(
    plan: Plan,
    values: Values,
    key: KpiKey,
    value: float | None,
    *,
    scenario: ScenarioKey,
    group: Group,
) -> Edited:
    """Make the figure of a driver over ``group`` be ``value``.

    Its periods are scaled alike, so that a season stays. Where there is nothing to scale,
    or it comes to zero, the figure is spread evenly: in equal parts for a flow, as it is
    for a stock or a rate. A rate whose weights have no figures yet is scaled by its mean.

    Args:
        plan: the plan.
        values: its results, which say what the group comes to now.
        key: the driver.
        value: the figure; None takes the figures of all periods away.
        scenario: whose figure it is.
        group: the periods it is for.

    Raises:
        EditError: the edit is refused; see :mod:`models.edits.drivers`.
    """
    periods = group.periods
    if value is None:
        return set_values(plan, dict.fromkeys(((key, p) for p in periods), None), scenario=scenario)
    if len(periods) == 1:
        return set_value(plan, key, periods[0], value, scenario=scenario)
    now = values.group(key, scenario, group)
    if math.isnan(now) and plan.kpis[key].time is TimeRule.WEIGHTED:
        # What weighs it has no figures yet: the plain mean keeps the season of a rate.
        now = float(values.of(key, scenario)[list(periods)].mean())
    if math.isfinite(now) and now != 0.0:
        return scale_values(plan, key, periods, value / now, scenario=scenario)
    each = value / len(periods) if plan.kpis[key].time is TimeRule.SUM else value
    return fill_values(plan, key, periods, each, scenario=scenario)
