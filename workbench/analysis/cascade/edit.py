"""Cascades as edits: typing over a figure that has a formula, and new scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from models.calendar import Calendar, Group
from models.changes import Edited, diff_of_rows, edited
from models.edits.drivers import set_values, with_figures
from models.edits.kpis import update_kpi
from models.edits.lookup import row_of
from models.edits.scenarios import add_scenario, fresh_scenario_key
from models.keys import BASE, KpiKey, ScenarioKey
from models.kpi import Bounds
from models.plan import Plan
from models.scenario import Override
from workbench.analysis.cascade.answer import Cascade, Rule, Solution, cascade, factors_of
from workbench.analysis.cascade.faults import CascadeError, CascadeFault
from workbench.engine.values import Values


def cascade_edit(
    plan: Plan,
    values: Values,
    key: KpiKey,
    group: Group | int,
    target: float,
    *,
    rule: Rule = Rule.EFFORT,
    scenario: ScenarioKey = BASE,
) -> Edited:
    """Make the figure of a KPI be ``target`` by moving its drivers, as typing over it does.

    Only the periods of the group move, each driver by one factor, so that a season stays.

    Args:
        plan: the plan.
        values: its results.
        key: the KPI, with a formula or not.
        group: the periods of the figure, or the index of one.
        target: in the unit of the KPI.
        rule: which driver moves how much.
        scenario: whose figures; the base's own for BASE.

    Raises:
        CascadeError: the question has no answer, or the target is out of reach.
        KeyError: there is no such scenario.
        EditError: a figure cannot be written.
    """
    over = one_period(plan.calendar, group) if isinstance(group, int) else group
    found = cascade(plan, values, key, target, scenario=scenario, group=over, rule=rule)
    if not found.feasible:
        details: dict[str, object] = {"kpi": key, "reached": found.reached}
        raise CascadeError(CascadeFault.OUT_OF_REACH, details)
    return put(plan, found.solution, scenario)


def one_period(calendar: Calendar, index: int) -> Group:
    """Return the group of one period alone."""
    for group in calendar.groups(calendar.period):
        if group.periods == (index,):
            return group
    first = calendar.period_start(index)
    # Quarters that are not those of the fiscal year.
    return Group(calendar.period, first, (index,), complete=True, number=1, fiscal_year=first.year)


def new_scenario(plan: Plan, found: Cascade, name: str) -> tuple[Plan, ScenarioKey]:
    """Add a scenario in which the drivers stand where a cascade put them.

    It starts as the scenario that was cascaded; a driver that was multiplied keeps following
    the base by a factor.

    Raises:
        EditError: a figure cannot be written.
    """
    key = fresh_scenario_key(plan, name)
    with_it, _ = add_scenario(plan, name, copy_of=found.scenario, key=key)
    after, _ = put(with_it, found.solution, key)
    return after, key


def with_bounds(plan: Plan, bounds: Mapping[KpiKey, Bounds]) -> Edited:
    """Say of several drivers at once how far they may be moved.

    Raises:
        EditError: NO_SUCH_ROW, NOT_FINITE.
    """
    after = plan
    for key, each in bounds.items():
        after, _ = update_kpi(after, key, bounds=each)
    return after, diff_of_rows(plan, after, kpis=bounds)


def kept(
    plan: Plan, found: Cascade, bounds: Mapping[KpiKey, Bounds], name: str | None = None
) -> Edited:
    """Keep a cascade, with the bounds and locks that it was worked out under.

    Args:
        plan: the plan.
        found: the cascade.
        bounds: of the drivers that have others than in the plan.
        name: of the scenario that is added for it; None: the drivers move in the one that was
            cascaded, or the base.

    Raises:
        EditError: a figure cannot be written.
    """
    after, _ = with_bounds(plan, bounds)
    if name is None:
        after, _ = put(after, found.solution, found.scenario)
    else:
        after, _ = new_scenario(after, found, name)
    return edited(plan, after)


def put(plan: Plan, solution: Solution, scenario: ScenarioKey) -> Edited:
    """Write the figures of a solution that moved into the base or a scenario.

    Raises:
        EditError: NO_SUCH_ROW for the scenario; NOT_FINITE.
    """
    rows = np.flatnonzero(solution.moved.any(axis=1)).tolist()
    if scenario == BASE:
        cells: dict[tuple[KpiKey, int], float | None] = {
            (solution.drivers[row], period): float(solution.figures[row, period])
            for row in rows
            for period in np.flatnonzero(solution.moved[row]).tolist()
        }
        return set_values(plan, cells)
    before = row_of("scenarios", plan.scenarios, scenario)
    overrides, factors = before.overrides, factors_of(solution)
    for row in rows:
        driver = solution.drivers[row]
        there = overrides.get(driver, Override())
        overrides = overrides.set(driver, _moved(there, solution, row, factors[row]))
    scenarios = plan.scenarios.replacing(replace(before, overrides=overrides))
    return edited(plan, replace(plan, scenarios=scenarios))


def _moved(override: Override, solution: Solution, row: int, factor: float | None) -> Override:
    """Return an override with the figures that moved: as factors of the base where it can be."""
    values: dict[int, float | None] = {}
    factors: dict[int, float | None] = {}
    for period in np.flatnonzero(solution.moved[row]).tolist():
        if factor is None or _at(override.values, period) is not None:
            values[period] = float(solution.figures[row, period])
        else:
            already = _at(override.factors, period)
            factors[period] = factor if already is None else already * factor
    return Override(
        with_figures(override.values, values) if values else override.values,
        with_figures(override.factors, factors) if factors else override.factors,
    )


def _at(figures: tuple[float | None, ...], period: int) -> float | None:
    return figures[period] if period < len(figures) else None
