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
    periods = program.calendar.count
    base = _figures([plan.kpis[key].values for key in program.drivers], periods)
    drivers = np.repeat(base[:, None, :], len(scenarios), axis=1)
    rows = {key: row for row, key in enumerate(program.drivers)}
    for at, scenario in enumerate(scenarios):
        if scenario == BASE:
            continue
        for key, override in plan.scenarios[scenario].overrides.items():
            row = rows.get(key)
            if row is not None:
                drivers[row, at] = _overridden(base[row], override)
    return Inputs(tuple(scenarios), drivers, read_history(plan, program))


def driver_figures(plan: Plan, key: KpiKey, scenarios: Sequence[ScenarioKey]) -> Floats:
    """Return the figures of one driver, shape (scenarios, periods), NaN where none.

    Raises:
        KeyError: the plan has no such KPI or scenario.
    """
    base = _figures([plan.kpis[key].values], plan.calendar.count)[0]
    rows: list[Floats] = []
    for scenario in scenarios:
        override = None if scenario == BASE else plan.scenarios[scenario].overrides.get(key)
        rows.append(base if override is None else _overridden(base, override))
    return np.array(rows).reshape(len(rows), plan.calendar.count)


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


def _overridden(base: Floats, override: Override) -> Floats:
    """Return ``base`` (periods) with what an override says of it."""
    values, factors = _figures([override.values, override.factors], len(base))
    with np.errstate(over="ignore"):
        figures = np.where(
            np.isnan(values), np.where(np.isnan(factors), base, base * factors), values
        )
    figures[np.isinf(figures)] = np.nan
    return figures
