"""How far results are likely to go: their P10 and P90 while drivers are uncertain."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from models.keys import KpiKey, ScenarioKey
from workbench.analysis.simulation.draws import draws_of, points
from workbench.analysis.simulation.states import states_of
from workbench.engine.focus import Wanted
from workbench.engine.values import Values

RUNS: Final = 2048
"""Enough for a P10 within a few thousandths of its rank, and done within a moment."""
_SEED: Final = 0

Range = tuple[float, float]
"""P10 and P90, in the unit of the KPI; NaN is no value."""


def result_ranges(
    values: Values, scenario: ScenarioKey, wanted: Sequence[Wanted]
) -> Mapping[tuple[KpiKey, tuple[int, ...]], Range] | None:
    """Return the P10 and P90 of KPIs over groups; None where no driver is uncertain.

    Always the same for the same plan.

    Args:
        values: of the base and the scenario.
        scenario: whose figures the draws multiply.
        wanted: KPIs and groups; the result is by KPI and periods.

    Raises:
        SimulationError: a distribution or correlation does not exist.
        KeyError: there is no such scenario.
    """
    draws = draws_of(values.plan, values)
    if not draws.draws:
        return None
    states = states_of(values, scenario, list(wanted), draws)
    found = np.empty((len(wanted), RUNS))
    for place, focused in states.drawn(points(draws.count, RUNS, _SEED, 0), states.buffer()):
        for row, (key, group) in enumerate(wanted):
            found[row, place] = focused.over(key, group)
    ranges: dict[tuple[KpiKey, tuple[int, ...]], Range] = {}
    for (key, group), results in zip(wanted, found, strict=True):
        known = results[~np.isnan(results)]
        low, high = np.quantile(known, (0.1, 0.9)).tolist() if len(known) else (math.nan, math.nan)
        ranges[key, group.periods] = (low, high)
    return ranges
