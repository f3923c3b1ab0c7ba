"""What a scenario says of its own, and how: as a figure, or as a part of the base."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.keys import BASE, KpiKey, ScenarioKey
from models.plan import Plan
from models.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Detachment:
    """How a driver of a scenario differs from the base.

    Attributes:
        follows: whether it is a multiple of the base everywhere, and so keeps following it.
        factor: that multiple, where it is the same everywhere; else None.
    """

    follows: bool
    factor: float | None = None


def detachment(
    plan: Plan, scenario: ScenarioKey, key: KpiKey, periods: Iterable[int]
) -> Detachment | None:
    """Return how ``scenario`` differs from the base in ``periods``; None where it follows it."""
    if scenario == BASE:
        return None
    override = plan.scenarios[scenario].overrides.get(key)
    if override is None:
        return None
    factors: set[float] = set()
    said = False
    for period in periods:
        if period < len(override.values) and override.values[period] is not None:
            return Detachment(follows=False)
        factor = override.factors[period] if period < len(override.factors) else None
        said = said or factor is not None
        factors.add(1.0 if factor is None else factor)
    if not said:
        return None
    return Detachment(follows=True, factor=factors.pop() if len(factors) == 1 else None)


def figures_set(scenario: Scenario) -> int:
    """Return how many figures a scenario sets itself, each KPI and period counted once."""
    count = 0
    for override in scenario.overrides.values():
        for period in range(max(len(override.values), len(override.factors))):
            count += any(
                period < len(said) and said[period] is not None
                for said in (override.values, override.factors)
            )
    return count
