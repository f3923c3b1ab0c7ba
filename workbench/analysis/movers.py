"""What moves a KPI: the effect on it of each driver being one percent larger."""

from __future__ import annotations

import math
from dataclasses import dataclass

from models.calendar import Group
from models.keys import FunctionKey, KpiKey, ScenarioKey
from models.plan import Plan
from workbench.engine.gradient import driver_slopes
from workbench.engine.responsibility import responsibility
from workbench.engine.values import Values

STEP = 0.01
"""How much larger each driver is made, as a fraction of itself."""


@dataclass(frozen=True, slots=True)
class Mover:
    """A driver and what one percent more of it does.

    Attributes:
        driver: the driver.
        function: who answers for most of it; None where nobody does.
        effect: change of the KPI over the group, in the KPI's unit, to first order.
    """

    driver: KpiKey
    function: FunctionKey | None
    effect: float


def movers(
    plan: Plan, values: Values, key: KpiKey, scenario: ScenarioKey, group: Group, *, limit: int
) -> tuple[Mover, ...]:
    """Return the ``limit`` drivers that move ``key`` most over ``group``, strongest first.

    A driver without value somewhere, or without effect, is left out; so is ``key`` itself,
    of which one percent more is always one percent more.
    """
    slopes = driver_slopes(values, key, scenario, group)
    effects = slopes.moved(values, scenario) * STEP
    found: list[tuple[KpiKey, float]] = []
    for driver, effect in zip(slopes.drivers, effects.tolist(), strict=True):
        if driver != key and math.isfinite(effect) and effect != 0.0:
            found.append((driver, effect))
    found.sort(key=lambda pair: -abs(pair[1]))
    return tuple(
        Mover(driver, leading_function(plan, values, driver, scenario), effect)
        for driver, effect in found[:limit]
    )


def leading_function(
    plan: Plan, values: Values, key: KpiKey, scenario: ScenarioKey
) -> FunctionKey | None:
    """Return the function that answers for most of ``key``; None where nobody does."""
    shares = responsibility(plan, values, key, scenario).shares
    # Of several that answer alike, the first in the plan: the order of a map is by chance.
    place = {function: at for at, function in enumerate(plan.functions)}
    return max(
        shares,
        key=lambda function: (shares[function], -place.get(function, len(place))),
        default=None,
    )
