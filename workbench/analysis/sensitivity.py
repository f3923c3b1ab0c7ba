"""What each driver does to a KPI: worked out with it larger, and at the ends of its spread."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from models.calendar import Group
from models.keys import BASE, KpiKey, ScenarioKey
from models.plan import Plan
from models.uncertainty import SpreadBasis
from workbench.analysis.reasons import Reason, why_not
from workbench.engine.arrays import Floats
from workbench.engine.focus import Wanted, focus
from workbench.engine.gradient import driver_slopes
from workbench.engine.values import Values

STEP: Final = 0.01
"""How much larger each driver is made, as a fraction of itself."""
ASSUMED: Final = (0.9, 1.1)
"""P10 and P90 of a driver that nobody called uncertain, as multiples of itself."""
_DRIVERS: Final = 64
"""Drivers that are moved in one pass, one after the other."""
_FIGURES: Final = 4_000_000
"""The most figures that one pass holds: 32 MB."""


class SensitivityFault(StrEnum):
    """Why a question has no answer. The details that go with each stand behind it."""

    UNKNOWN_KPI = "unknown_kpi"  # kpi: a key
    NO_YEAR = "no_year"
    NO_VALUE = "no_value"  # kpi: a key; reason


class SensitivityError(Exception):
    """A question that has no answer.

    Attributes:
        fault: why.
        kpi: the KPI; None where it is not about one.
        reason: where no value begins.
    """

    def __init__(
        self, fault: SensitivityFault, kpi: KpiKey | None = None, reason: Reason | None = None
    ) -> None:
        """Describe the fault."""
        super().__init__(f"{fault}: {kpi}")
        self.fault = fault
        self.kpi = kpi
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Effect:
    """What a driver does to the KPI, alone.

    Attributes:
        driver: the driver.
        plus_one_percent: change of the KPI with the driver 1 % of itself larger in all
            periods; a negative one is then more negative. NaN: the KPI has no value there.
        low: change with the driver at its P10; NaN as above.
        high: change with the driver at its P90; NaN as above.
        factors: P10 and P90 as multiples of the driver; NaN where it comes to 0, of which
            there are none.
        assumed: whether nobody said how uncertain the driver is.
    """

    driver: KpiKey
    plus_one_percent: float
    low: float
    high: float
    factors: tuple[float, float]
    assumed: bool

    @property
    def swing(self) -> float:
        """How far apart the KPI lies at the two ends; the larger move where one is missing."""
        moves = [each for each in (self.low, self.high) if math.isfinite(each)]
        if len(moves) == 2:
            return max(*moves, 0.0) - min(*moves, 0.0)
        return abs(moves[0]) if moves else 0.0


def sensitivity(
    plan: Plan, values: Values, key: KpiKey, scenario: ScenarioKey, group: Group | None = None
) -> tuple[Effect, ...]:
    """Return what each driver behind a KPI does to its figure over a group, widest swing first.

    Drivers without any effect are left out. Nothing is linearised: each figure is worked out
    again.

    Args:
        plan: the plan; holds the distributions.
        values: its results, those of the base among them.
        key: the KPI.
        scenario: where the drivers are.
        group: the periods of the figure; None: the first complete fiscal year.

    Raises:
        SensitivityError: the question has no answer; says why.
        KeyError: there is no such scenario.
    """
    if key not in plan.kpis:
        raise SensitivityError(SensitivityFault.UNKNOWN_KPI, key)
    year = plan.calendar.report_group() if group is None else group
    if year is None:
        raise SensitivityError(SensitivityFault.NO_YEAR)
    now = values.group(key, scenario, year)
    if math.isnan(now):
        reason = why_not(plan, values, key, scenario, year)
        raise SensitivityError(SensitivityFault.NO_VALUE, key, reason)
    drivers = driver_slopes(values, key, scenario, year).drivers
    found: list[Effect] = []
    for begin in range(0, len(drivers), _DRIVERS):
        some = drivers[begin : begin + _DRIVERS]
        spreads = [_spread(plan, values, driver) for driver in some]
        factors = np.array([(1.0 + STEP, *spread) for spread in spreads])
        moves = _moved(values, scenario, (key, year), some, factors) - now
        for driver, spread, (more, low, high) in zip(some, spreads, moves.tolist(), strict=True):
            effect = Effect(driver, more, low, high, spread, plan.kpis[driver].distribution is None)
            if any(math.isfinite(each) and each != 0.0 for each in (more, low, high)):
                found.append(effect)
    found.sort(key=lambda each: (-each.swing, each.driver))
    return tuple(found)


def _spread(plan: Plan, values: Values, driver: KpiKey) -> tuple[float, float]:
    """Return P10 and P90 as multiples of a driver."""
    distribution = plan.kpis[driver].distribution
    if distribution is None:
        return ASSUMED
    if distribution.basis is SpreadBasis.FACTOR:
        return distribution.p10, distribution.p90
    base = values.total(driver, BASE)
    if math.isnan(base) or base == 0.0:
        return math.nan, math.nan
    return distribution.p10 / base, distribution.p90 / base


def _moved(
    values: Values,
    scenario: ScenarioKey,
    wanted: Wanted,
    drivers: Sequence[KpiKey],
    factors: Floats,
) -> Floats:
    """Return the KPI with each driver alone times each of its factors.

    Args:
        values: what was worked out.
        scenario: where the drivers are.
        wanted: the KPI, and the periods of its figure.
        drivers: the drivers.
        factors: shape (drivers, states of each).

    Returns:
        Shape (drivers, states of each), in the unit of the KPI; NaN is no value.
    """
    near = focus(values, scenario, [wanted], drivers)
    row_of = {driver: row for row, driver in enumerate(near.drivers)}
    start = near.start
    flat = factors.ravel()
    owners = np.repeat([row_of[driver] for driver in drivers], factors.shape[1])
    found = np.empty(len(flat))
    each_state = near.part.tape.size * start.shape[1]
    at_once = max(1, min(len(flat), _FIGURES // max(each_state, 1)))
    for begin in range(0, len(flat), at_once):
        end = min(begin + at_once, len(flat))
        states = np.repeat(start[:, None, :], end - begin, axis=1)
        places = np.arange(end - begin)
        owner = owners[begin:end]
        states[owner, places] *= flat[begin:end, None]
        found[begin:end] = near.work_out(states).over(*wanted)
    found[np.isnan(flat)] = np.nan
    return found.reshape(factors.shape)
