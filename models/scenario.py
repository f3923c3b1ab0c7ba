"""Scenarios, which override drivers on the living base, and levers, which move several."""

from __future__ import annotations

from dataclasses import dataclass, field

from immutables import Map

from models.keys import FunctionKey, KpiKey, LeverKey, ScenarioKey


@dataclass(frozen=True, slots=True)
class Override:
    """What a scenario says of one driver, period by period.

    Both tuples hold one entry per period and may be shorter: what is None or missing
    follows the base. Where both say something, the value counts.

    Attributes:
        values: absolute figures, in the unit of the driver.
        factors: multiples of the base, 1.05 for + 5 %, which keep following it.
    """

    values: tuple[float | None, ...] = ()
    factors: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Scenario:
    """Named overrides of drivers. What is not overridden follows the base."""

    key: ScenarioKey
    name: str
    overrides: Map[KpiKey, Override] = field(default_factory=Map[KpiKey, Override])
    note: str = ""


@dataclass(frozen=True, slots=True)
class Lever:
    """A named move of one function that changes several drivers at once.

    Attributes:
        factors: multiple of each driver it moves, 0.95 for 5 % less.
        start: index of the first period it moves.
    """

    key: LeverKey
    name: str
    function: FunctionKey | None = None
    factors: Map[KpiKey, float] = field(default_factory=Map[KpiKey, float])
    start: int = 0
