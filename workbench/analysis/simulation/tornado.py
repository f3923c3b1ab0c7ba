"""The tornado: what each uncertain driver does to a KPI, by itself."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from models.calendar import Group
from models.keys import KpiKey, ScenarioKey
from workbench.analysis.simulation.draws import Draws
from workbench.analysis.simulation.states import states_of
from workbench.engine.arrays import Floats
from workbench.engine.values import Values


@dataclass(frozen=True, slots=True)
class Swing:
    """What a KPI comes to while one driver is at its P10 and at its P90, the rest at P50.

    Attributes:
        drivers: the driver, or the members of a split that share its draw.
        low: the KPI at the driver's P10; NaN is no value.
        high: the KPI at its P90.
    """

    drivers: tuple[KpiKey, ...]
    low: float
    high: float

    @property
    def width(self) -> float:
        """How far apart the two are; NaN where one has no value."""
        return abs(self.high - self.low)


@dataclass(frozen=True, slots=True)
class Tornado:
    """Swings of one KPI over the year of the report, the widest first.

    Attributes:
        middle: the KPI where every uncertain driver is at its P50; NaN is no value.
    """

    kpi: KpiKey
    middle: float
    swings: tuple[Swing, ...]


def tornado(
    values: Values, scenario: ScenarioKey, kpi: KpiKey, group: Group, draws: Draws
) -> Tornado:
    """Return the swings of a KPI over ``group``.

    Args:
        values: of the base and the scenario.
        scenario: where the drivers stand.
        kpi: what they move.
        group: the periods its figure is for.
        draws: which drivers are uncertain.
    """
    states = states_of(values, scenario, [(kpi, group)], draws)
    count = 1 + 2 * len(draws.draws)
    owner = np.zeros(draws.count, dtype=np.intp)
    for number, draw in enumerate(draws.draws):
        owner[list(draw.columns)] = number
    percentiles = [draws.plain(np.full((draws.count, 1), u)) for u in (0.1, 0.5, 0.9)]
    low, middle, high = percentiles

    def figures(place: slice) -> Floats:
        # State 0 is the middle; each draw has its P10 and its P90 after it.
        state = np.arange(int(place.start), int(place.stop), dtype=np.intp)
        mine = owner[:, None] == (state[None, :] - 1) // 2
        return np.where(mine & (state > 0), np.where(state % 2 == 1, low, high), middle)

    found = np.empty(count)
    for place, focused in states.each(figures, count, states.buffer()):
        found[place] = focused.over(kpi, group)
    swings = [
        Swing(draw.drivers, float(found[1 + 2 * number]), float(found[2 + 2 * number]))
        for number, draw in enumerate(draws.draws)
    ]
    swings.sort(key=lambda swing: -1.0 if math.isnan(swing.width) else swing.width, reverse=True)
    return Tornado(kpi, float(found[0]), tuple(swings))
