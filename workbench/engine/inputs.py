"""What a program reads: the drivers of each scenario, and the history before the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.keys import BASE, KpiKey, ScenarioKey
from models.plan import Plan
from models.scenario import Override
from workbench.engine.arrays import Floats
from workbench.engine.program import Program


@dataclass(frozen=True, slots=True, eq=False)
class Inputs:
    """The given figures.

    Attributes:
        scenarios: which scenarios, in the order of the arrays.
        drivers: shape (drivers, scenarios, periods), in the unit of each driver; NaN where
            nobody gave a figure.
        history: shape (histories + 1, depth): the periods before the first, the last one
            just before it; NaN where nobody gave a figure. Row 0 is empty.
    """

    scenarios: tuple[ScenarioKey, ...]
    drivers: Floats
    history: Floats


def read_inputs(plan: Plan, program: Program, scenarios: Sequence[ScenarioKey]) -> Inputs:
    """Return the drivers of ``scenarios`` (``BASE`` for the living base) and the history.

    Raises:
        KeyError: the plan has no such scenario.
    """
    drivers = drivers_figures(plan, program.drivers, scenarios)
    return Inputs(tuple(scenarios), drivers, read_history(plan, program))


def drivers_figures(plan: Plan, keys: Sequence[KpiKey], scenarios: Sequence[ScenarioKey]) -> Floats:
    """Return the figures of drivers, shape (keys, scenarios, periods), NaN where none.

    Raises:
        KeyError: the plan has no such KPI or scenario.
    """
    base = _figures([plan.kpis[key].values for key in keys], plan.calendar.count)
    figures = np.repeat(base[:, None, :], len(scenarios), axis=1)
    rows = {key: row for row, key in enumerate(keys)}
    for at, scenario in enumerate(scenarios):
        if scenario == BASE:
            continue
        overrides = plan.scenarios[scenario].overrides
        # Whichever are fewer: an edit asks for one driver, opening a plan for all of them.
        few, many = (rows, overrides) if len(rows) < len(overrides) else (overrides, rows)
        said = [key for key in few if key in many]
        if said:
            places = np.array([rows[key] for key in said], dtype=np.intp)
            figures[places, at] = _overridden(base[places], [overrides[key] for key in said])
    return figures


def read_history(plan: Plan, program: Program) -> Floats:
    """Return the history that the program reads, as :attr:`Inputs.history`."""
    given = [plan.kpis[key].history for key in program.history_keys]
    depth = max(map(len, given), default=0)
    history = np.full((len(given) + 1, depth), np.nan)
    for row, figures in enumerate(given, start=1):
        if figures:
            history[row, depth - len(figures) :] = _figures([figures], len(figures))[0]
    return history


def _figures(given: Sequence[tuple[float | None, ...]], count: int) -> Floats:
    """Return typed figures as an array (rows, count); NaN for None, missing or not finite."""
    padding = (None,) * count
    rows = [
        figures if len(figures) == count else (*figures[:count], *padding[len(figures) :])
        for figures in given
    ]
    array = np.array(rows, dtype=np.float64).reshape(len(given), count)
    array[~np.isfinite(array)] = np.nan
    return array


def _overridden(base: Floats, overrides: Sequence[Override]) -> Floats:
    """Return ``base`` (rows, periods) with what the override of each row says of it."""
    count = base.shape[1]
    values = _figures([override.values for override in overrides], count)
    factors = _figures([override.factors for override in overrides], count)
    with np.errstate(over="ignore"):
        figures = np.where(
            np.isnan(values), np.where(np.isnan(factors), base, base * factors), values
        )
    figures[np.isinf(figures)] = np.nan
    return figures
