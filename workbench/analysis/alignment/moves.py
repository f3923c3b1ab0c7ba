"""Moves of levers and single drivers, and what the figures come to after each."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Final

import numpy as np
from immutables import Map

from models.calendar import Group
from models.keys import BASE, KpiKey, LeverKey, ScenarioKey
from models.plan import Plan
from models.scenario import Lever
from models.uncertainty import SpreadBasis
from workbench.analysis.alignment.faults import AlignmentError, AlignmentFault
from workbench.engine.arrays import Floats
from workbench.engine.focus import Focused, Wanted, focus
from workbench.engine.values import OneScenario, Values

DEFAULT_SPREAD: Final = 0.1
"""How far a driver without distribution is moved, as a fraction of itself."""
_CHUNK: Final = 128
"""So many moves are worked out together: few drivers, and so few rows, vary in each."""


class Side(StrEnum):
    """Which end of its range a driver is moved to."""

    LOW = "p10"
    HIGH = "p90"


@dataclass(frozen=True, slots=True)
class Move:
    """A lever, or a single driver moved to one end of its range.

    Attributes:
        lever: None for a single driver.
        driver: None for a lever.
        side: which end the driver is moved to; None for a lever.
        factors: multiple of each driver that is moved.
        start: index of the first period that is moved.
        assumed: whether the driver has no distribution, so that ±10 % stands for it.
    """

    lever: LeverKey | None
    driver: KpiKey | None
    side: Side | None
    factors: Map[KpiKey, float]
    start: int = 0
    assumed: bool = False


def lever_move(plan: Plan, lever: Lever) -> Move:
    """Return the move of a lever.

    Raises:
        AlignmentError: it moves nothing, or a KPI that is no driver.
    """
    if not lever.factors:
        raise AlignmentError(AlignmentFault.LEVER_MOVES_NOTHING, lever.key)
    for key in lever.factors:
        kpi = plan.kpis.get(key)
        if kpi is None or not kpi.is_driver:
            raise AlignmentError(AlignmentFault.LEVER_MOVES_FORMULA, lever.key, key)
    return Move(lever.key, None, None, lever.factors, max(lever.start, 0))


def driver_moves(values: Values, drivers: Iterable[KpiKey], year: Group) -> tuple[Move, ...]:
    """Return the moves of single drivers to their P10 and P90, two for each driver."""
    moves: list[Move] = []
    for key in drivers:
        low, high, assumed = _range(values, key, year)
        for side, factor in ((Side.LOW, low), (Side.HIGH, high)):
            moves.append(Move(None, key, side, Map({key: factor}), assumed=assumed))
    return tuple(moves)


def _range(values: Values, key: KpiKey, year: Group) -> tuple[float, float, bool]:
    """Return a driver's P10 and P90 as factors, and whether they are only assumed."""
    distribution = values.plan.kpis[key].distribution
    if distribution is not None:
        low, high = distribution.p10, distribution.p90
        if distribution.basis is SpreadBasis.FACTOR:
            return low, high, False
        figure = values.group(key, BASE, year)
        if math.isfinite(figure) and figure != 0.0:
            return low / figure, high / figure, False
    return 1.0 - DEFAULT_SPREAD, 1.0 + DEFAULT_SPREAD, True


def drivers_behind(
    values: Values, scenario: ScenarioKey, wanted: Sequence[Wanted]
) -> tuple[KpiKey, ...]:
    """Return the drivers that what is wanted depends on, in the order of the program."""
    return focus(values, scenario, wanted, values.program.drivers).drivers


def moved_chunks(
    values: Values, scenario: ScenarioKey, wanted: Sequence[Wanted], moves: Sequence[Move]
) -> Iterator[tuple[slice, Focused | Unmoved]]:
    """Work moves out, many at a time, each a state of one pass.

    Yields:
        Which of the moves, and the figures after them, one state a move.
    """
    for at in range(0, len(moves), _CHUNK):
        some = moves[at : at + _CHUNK]
        varying = {key for move in some for key in move.factors}
        focused = focus(values, scenario, wanted, varying)
        chunk = slice(at, at + len(some))
        if not focused.drivers:
            yield chunk, Unmoved(values.alone(scenario), len(some))
            continue
        rows = {key: row for row, key in enumerate(focused.drivers)}
        start = focused.start
        drivers = np.repeat(start[:, None, :], len(some), axis=1)
        with np.errstate(over="ignore", invalid="ignore"):
            for state, move in enumerate(some):
                for key, factor in move.factors.items():
                    if key in rows:
                        drivers[rows[key], state, move.start :] *= factor
        drivers[~np.isfinite(drivers)] = np.nan
        yield chunk, focused.work_out(drivers)


@dataclass(frozen=True, slots=True, eq=False)
class Unmoved:
    """Figures that are the same in every state."""

    alone: OneScenario
    count: int

    def over(self, key: KpiKey, group: Group) -> Floats:
        """Return the figure of a KPI over a group, shape (states,); NaN is no value."""
        return np.broadcast_to(self.alone.over(key, group), (self.count,))


def by_driver(moves: Sequence[Move]) -> Iterator[tuple[KpiKey, int, int]]:
    """Yield each driver with the places of its two moves, the low one first."""
    places = enumerate(moves)
    for driver, pair in groupby(places, key=lambda each: each[1].driver):
        found = [place for place, _ in pair]
        if driver is not None and len(found) == 2:
            yield driver, found[0], found[1]
